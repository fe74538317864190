import type { addDuty, DutyActInput, DutyView } from '#contract/ledger'
import { checkDuty, decideDuty, endOfDue } from '#domain/ledger'
import type { Duty, DuePrecision, Rhythm } from '#domain/ledger'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import type { IssueLike } from '../../../text/issues.ts'
import { engineAct } from './act-values.ts'
import { actorOf, factsOf, recordOf } from './duty-record.ts'

/** What a duty's form holds: of a new duty, of a part, or of a change. */
export interface DutyFormValues {
  readonly title: string
  readonly content: string
  readonly categories: readonly string[]
  readonly parkId: string | null
  readonly leadId: string | null
  readonly supporting: readonly string[]
  readonly personId: string | null
  readonly personName: string
  readonly startsOn: string
  readonly dueOn: string
  readonly precision: DuePrecision
  readonly dueText: string
  readonly rhythm: Rhythm | null
  readonly reportEvery: Rhythm | null
  readonly weight: number | null
  readonly rollUp: 'own' | 'parts'
  readonly visibility: 'organisation' | 'zone' | 'public'
  readonly forEvaluation: boolean
}
export type DutyField = keyof DutyFormValues

export const EMPTY_DUTY: DutyFormValues = {
  title: '',
  content: '',
  categories: [],
  parkId: null,
  leadId: null,
  supporting: [],
  personId: null,
  personName: '',
  startsOn: '',
  dueOn: '',
  precision: 'day',
  dueText: '',
  rhythm: null,
  reportEvery: 'quarter',
  weight: 1,
  rollUp: 'own',
  visibility: 'zone',
  forEvaluation: false,
}

/** What the duty says now. */
export function valuesOf(view: DutyView): DutyFormValues {
  const record = recordOf(view)
  return {
    title: record.title,
    content: record.content,
    categories: record.categories,
    parkId: record.parkId,
    leadId: record.leadId,
    supporting: record.supporting,
    personId: record.personId,
    personName: record.personName ?? '',
    startsOn: record.startsOn ?? '',
    dueOn: record.dueOn ?? '',
    precision: record.precision,
    dueText: record.dueText ?? '',
    rhythm: record.rhythm,
    reportEvery: record.reportEvery,
    weight: record.weight,
    rollUp: record.rollUp,
    visibility: record.visibility,
    forEvaluation: record.forEvaluation,
  }
}

/**
 * A form without a date of its own has no precision to state; a form that is not periodic has no rhythm. Any day of a month,
 * quarter or year stands for its last.
 */
function datesOf({ startsOn, dueOn, precision, rhythm }: DutyFormValues) {
  return {
    startsOn: startsOn || null,
    dueOn: precision === 'none' || dueOn === '' ? null : endOfDue(precision, dueOn),
    precision: dueOn === '' && precision === 'day' ? ('none' as const) : precision,
    rhythm: precision === 'periodic' ? rhythm : null,
  }
}

/** A new duty, or a part, as the server takes it. */
export function newDutyOf(values: DutyFormValues): BodyInputOf<typeof addDuty> {
  return {
    title: values.title.trim(),
    content: values.content.trim(),
    categories: [...values.categories],
    parkId: values.parkId,
    leadId: values.leadId,
    personId: values.personId,
    personName: values.personName.trim() || null,
    supporting: [...values.supporting],
    ...datesOf(values),
    dueText: values.dueText.trim() || null,
    reportEvery: values.reportEvery,
    weight: values.weight ?? 1,
    visibility: values.visibility,
    forEvaluation: values.forEvaluation,
  }
}

/** What the engine says against a new duty, by field. */
export function faultsOfNew(values: DutyFormValues): ReadonlyMap<string, IssueLike> {
  const dates = datesOf(values)
  const duty: Duty = {
    id: '',
    ownerId: '',
    kind: 'duty',
    parentId: null,
    number: null,
    period: null,
    state: 'unassigned',
    suspendedFrom: null,
    progress: 0,
    override: null,
    mergedInto: null,
    ...values,
    ...dates,
    personName: values.personName || null,
    dueText: values.dueText || null,
    weight: values.weight ?? 0,
  }
  return byField(checkDuty(duty))
}

type ChangeFields = Extract<DutyActInput, { kind: 'change' }>['fields']

/** Only what differs from what the duty says; nothing else is touched. Bodies are changed by assigning. */
export function changeOf(view: DutyView, values: DutyFormValues): ChangeFields {
  const before = recordOf(view)
  const dates = datesOf(values)
  const after = {
    title: values.title.trim(),
    content: values.content.trim(),
    categories: [...values.categories],
    parkId: values.parkId,
    personId: values.personId,
    personName: values.personName.trim() || null,
    ...dates,
    dueText: values.dueText.trim() || null,
    reportEvery: values.reportEvery,
    weight: values.weight ?? 0,
    rollUp: values.rollUp,
    visibility: values.visibility,
    forEvaluation: values.forEvaluation,
  } satisfies ChangeFields
  const old: Readonly<Record<string, unknown>> = { ...before }
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field])),
  )
}

/** What the engine says against a change, by field; `reason` where one is missing. */
export function faultsOfChange(
  view: DutyView,
  fields: ChangeFields,
  reason: string,
  organisationId: string | null,
): ReadonlyMap<string, IssueLike> {
  const act = engineAct({ kind: 'change', fields, reason: reason.trim() || null })
  const decided = decideDuty(recordOf(view), act, actorOf(organisationId), factsOf(view))
  return byField(decided.ok ? [] : decided.issues)
}

/** The first of each field; '' holds what belongs to no field. */
function byField(issues: readonly IssueLike[]): ReadonlyMap<string, IssueLike> {
  const found = new Map<string, IssueLike>()
  for (const issue of issues) {
    const field = String(issue.path?.[0] ?? '')
    if (!found.has(field)) found.set(field, issue)
  }
  return found
}
