import type { DutyActInput, DutyView } from '#contract/ledger'
import { decideDuty, periodOf } from '#domain/ledger'
import type { DutyAct } from '#domain/ledger'
import type { IssueLike } from '../../../text/issues.ts'
import { actorOf, factsOf, isLeadOf, recordOf } from './duty-record.ts'

/** Acts that a dialog of plain fields serves; a change has a form of its own. */
export type ActKind = Exclude<DutyActInput['kind'], 'change'>

/** The fields of an act's form, in their order. */
export type ActPart =
  | 'lead'
  | 'supporting'
  | 'person'
  | 'note'
  | 'period'
  | 'percent'
  | 'text'
  | 'figures'
  | 'files'
  | 'light'
  | 'into'
  | 'percentBack'
  | 'decision'
  | 'reason'

export interface FigureRow {
  readonly name: string
  readonly value: number | null
  readonly unit: string
}

/** Everything that the forms of acts can hold; each act uses its parts. */
export interface ActValues {
  readonly leadId: string | null
  readonly supporting: readonly string[]
  readonly personId: string | null
  readonly personName: string
  readonly note: string
  readonly period: string | null
  /** Null leaves the percentage as it is. */
  readonly percent: number | null
  readonly text: string
  readonly figures: readonly FigureRow[]
  readonly light: 'green' | 'yellow' | 'red'
  readonly into: string | null
  readonly percentBack: number | null
  readonly reference: string
  readonly decidedOn: string
  readonly reason: string
}

const PARTS: Readonly<Record<ActKind, readonly ActPart[]>> = {
  assign: ['lead', 'supporting', 'person', 'note'],
  accept: ['person'],
  return: ['reason'],
  report: ['period', 'percent', 'text', 'figures', 'files'],
  complete: ['text', 'figures', 'files'],
  verify: ['text'],
  'send-back': ['reason', 'percentBack'],
  close: ['text'],
  reopen: ['reason'],
  suspend: ['reason', 'decision'],
  resume: ['reason'],
  drop: ['reason', 'decision'],
  merge: ['into', 'reason', 'decision'],
  override: ['light', 'reason'],
  'clear-override': ['reason'],
}

/** A supporting body reports what it has contributed, without a percentage. */
export function partsOf(kind: ActKind, isLead: boolean): readonly ActPart[] {
  return PARTS[kind].filter((part) => isLead || kind !== 'report' || part !== 'percent')
}

/** What a form begins with: what the duty says now. */
export function startOf(
  view: DutyView,
  kind: ActKind,
  organisationId: string | null,
  today: string,
): ActValues {
  const { duty } = view
  return {
    leadId: duty.lead?.id ?? null,
    supporting: duty.supporting.map(({ id }) => id),
    personId: view.personId,
    personName: duty.person ?? '',
    note: '',
    period: reportedPeriod(view, today),
    percent: kind === 'report' && isLeadOf(view, organisationId) ? view.ownProgress : null,
    text: '',
    figures: [],
    light: duty.light === 'red' ? 'yellow' : 'red',
    into: null,
    percentBack: null,
    reference: '',
    decidedOn: today,
    reason: '',
  }
}

/** The period that a report of today is about: the first one that still has none, once it has ended; else the running one. */
export function reportedPeriod(
  { duty: { reportDueOn }, reportEvery }: Pick<DutyView, 'duty' | 'reportEvery'>,
  today: string,
): string | null {
  if (reportEvery === null) return null
  return periodOf(reportDueOn !== null && reportDueOn < today ? reportDueOn : today, reportEvery).id
}

/** What goes to the server. `files`: ids of the files that wait for this report. */
export function inputOf(kind: ActKind, values: ActValues, files: readonly string[]): DutyActInput {
  const reason = values.reason.trim()
  const text = values.text.trim()
  const person = { personId: values.personId, personName: values.personName.trim() || null }
  const decision = { reference: values.reference.trim(), on: values.decidedOn }
  switch (kind) {
    case 'assign':
      return {
        kind,
        leadId: values.leadId ?? '',
        ...person,
        supporting: [...values.supporting],
        note: values.note.trim() || null,
      }
    case 'accept':
      return { kind, ...person }
    case 'return':
    case 'reopen':
    case 'resume':
    case 'clear-override':
      return { kind, reason }
    case 'report':
      return {
        kind,
        percent: values.percent,
        text,
        figures: filledFigures(values),
        period: values.period,
        files: [...files],
      }
    case 'complete':
      return { kind, text, figures: filledFigures(values), files: [...files] }
    case 'verify':
      return { kind, text }
    case 'close':
      return { kind, text: text || null }
    case 'send-back':
      return { kind, reason, percent: values.percentBack }
    case 'suspend':
    case 'drop':
      return { kind, reason, decision }
    case 'merge':
      return { kind, into: values.into ?? '', reason, decision }
    case 'override':
      return { kind, light: values.light, reason }
  }
}

function isFilled(row: FigureRow): row is FigureRow & { readonly value: number } {
  return row.name.trim() !== '' && row.value !== null
}

function filledFigures({ figures }: ActValues): { name: string; value: number; unit: string }[] {
  return figures
    .filter(isFilled)
    .map(({ name, value, unit }) => ({ name: name.trim(), value, unit: unit.trim() }))
}

/** A row that was begun and not finished; one that is empty altogether is left out silently. */
export function hasHalfFigure({ figures }: Pick<ActValues, 'figures'>): boolean {
  return figures.some(
    (row) => !isFilled(row) && (row.name.trim() !== '' || row.value !== null || row.unit.trim() !== ''),
  )
}

/** Where an issue of the engine belongs in the form. */
const PART_OF_PATH: Readonly<Record<string, ActPart>> = {
  leadId: 'lead',
  supporting: 'supporting',
  personId: 'person',
  reason: 'reason',
  text: 'text',
  percent: 'percent',
  files: 'files',
  into: 'into',
  decision: 'decision',
}

export interface ActFaults {
  readonly parts: ReadonlyMap<ActPart, readonly IssueLike[]>
  /** What belongs to no field: nothing has changed, parts are still open. */
  readonly general: readonly IssueLike[]
}

/** What the engine would refuse, so that the form says it before anything is sent. */
export function faultsOf(view: DutyView, act: DutyActInput, organisationId: string | null): ActFaults {
  const decided = decideDuty(recordOf(view), engineAct(act), actorOf(organisationId), factsOf(view))
  const parts = new Map<ActPart, IssueLike[]>()
  const general: IssueLike[] = []
  for (const issue of decided.ok ? [] : decided.issues) {
    const found = PART_OF_PATH[String(issue.path?.[0] ?? '')]
    const part = found === 'percent' && act.kind === 'send-back' ? 'percentBack' : found
    if (part === undefined) general.push(issue)
    else parts.set(part, [...(parts.get(part) ?? []), issue])
  }
  return { parts, general }
}

/** The engine counts files where the contract names them. */
export function engineAct(act: DutyActInput): DutyAct {
  if (act.kind === 'report')
    return { kind: 'report', percent: act.percent, text: act.text, files: act.files.length }
  if (act.kind === 'complete') return { kind: 'complete', text: act.text, files: act.files.length }
  if (act.kind === 'change') return { kind: 'change', reason: act.reason, fields: definedOf(act.fields) }
  return act
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function definedOf<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
