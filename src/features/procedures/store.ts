import { sql, type Transaction } from 'kysely'
import { refuse, type CompiledCalendar } from '#domain/kernel'
import {
  dueAt,
  explainClock,
  measure,
  nextTimer,
  owed,
  rolesOf,
  type CaseEnvironment,
  type CaseEvent,
  type CaseState,
  type Clock,
  type ProcedureDefinition,
} from '#domain/cases'
import type { Database } from '#platform/postgres'
import { partyColumns } from './parties.ts'

export type Tx = Transaction<Database>

export interface CaseHead {
  readonly id: string
  readonly procedure: string
  readonly definitionVersion: number
  readonly title: string
  readonly subject: string | null
  readonly parentId: string | null
  readonly parentActivation: string | null
  readonly synthetic: boolean
  readonly state: CaseState
}

const headColumns = [
  'id',
  'procedure',
  'definitionVersion',
  'title',
  'subject',
  'parentId',
  'parentActivation',
  'synthetic',
  'state',
] as const

/** A case that the asker may see; `lock` keeps others from deciding on it until commit. */
export async function loadCase(tx: Tx, caseId: string, lock = false): Promise<CaseHead> {
  const query = tx.selectFrom('procedureCase').select(headColumns).where('id', '=', caseId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row === undefined ? refuse('cases.not_found') : toHead(row)
}

/** Cases whose timers are due, locked; those that somebody works on at this moment are left for the next round. */
export async function lockDueCases(
  tx: Tx,
  now: Date,
  limit: number,
  leaveOut: readonly string[],
): Promise<CaseHead[]> {
  const rows = await tx
    .selectFrom('procedureCase')
    .select(headColumns)
    .where('nextTimerAt', '<=', now.toISOString())
    .where((eb) => (leaveOut.length === 0 ? eb.lit(true) : eb('id', 'not in', [...leaveOut])))
    .orderBy('nextTimerAt')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(toHead)
}

/** That case, locked, if its timer is still due and nobody works on it. */
export async function lockIfDue(tx: Tx, now: Date, caseId: string): Promise<CaseHead[]> {
  const rows = await tx
    .selectFrom('procedureCase')
    .select(headColumns)
    .where('id', '=', caseId)
    .where('nextTimerAt', '<=', now.toISOString())
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(toHead)
}

/** The stored state is what `replay` of the events gives; it was written by this file only. */
export function toState(stored: unknown): CaseState {
  return stored as CaseState
}

function toHead(row: Omit<CaseHead, 'state'> & { state: unknown }): CaseHead {
  return { ...row, state: toState(row.state) }
}

export async function loadEvents(tx: Tx, caseId: string, after = 0): Promise<CaseEvent[]> {
  const rows = await tx
    .selectFrom('caseEvent')
    .select('event')
    .where('caseId', '=', caseId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => row.event as CaseEvent)
}

/** What one decision changed, to be written together with others of the same transaction. */
export interface CaseChange {
  readonly definition: ProcedureDefinition
  readonly before: CaseState | null
  readonly after: CaseState
  readonly events: readonly CaseEvent[]
  readonly environment: CaseEnvironment
  /** For a new case only. */
  readonly born?: {
    readonly parentId: string | null
    readonly parentEvent: number | null
    readonly parentItem: number | null
    readonly parentActivation: string | null
    readonly synthetic: boolean
  }
}

/** Appends the events and brings everything derived from them up to date; a few statements however many cases, none twice. */
export async function saveChanges(tx: Tx, changes: readonly CaseChange[]): Promise<void> {
  if (changes.length === 0) return
  await saveCaseRows(tx, changes)
  await insertAll(
    changes.flatMap(({ after, events }) =>
      events.map((event) => ({
        caseId: after.id,
        sequence: event.sequence,
        at: iso(event.at),
        byId: event.by?.userId ?? null,
        kind: event.kind,
        event: JSON.stringify(event),
      })),
    ),
    (rows) => tx.insertInto('caseEvent').values(rows).execute(),
  )
  await noteParties(tx, changes.flatMap(newParties))
  await sql`select repeat_deadlines(${changes.map(({ after }) => after.id)}::uuid[])`.execute(tx)
  await tx
    .deleteFrom('caseTask')
    .where(
      'caseId',
      'in',
      changes.map(({ after }) => after.id),
    )
    .execute()
  await insertAll(changes.flatMap(openTasks), (rows) => tx.insertInto('caseTask').values(rows).execute())
  await insertAll(changes.flatMap(changedClocks), (rows) =>
    tx
      .insertInto('caseClock')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['caseId', 'clock']).doUpdateSet((eb) => ({
          calendarVersion: eb.ref('excluded.calendarVersion'),
          rollToVersion: eb.ref('excluded.rollToVersion'),
          activation: eb.ref('excluded.activation'),
          state: eb.ref('excluded.state'),
          stoppedAt: eb.ref('excluded.stoppedAt'),
          dueAt: eb.ref('excluded.dueAt'),
          usedMs: eb.ref('excluded.usedMs'),
          late: eb.ref('excluded.late'),
        })),
      )
      .execute(),
  )
}

async function saveCaseRows(tx: Tx, changes: readonly CaseChange[]): Promise<void> {
  const born = changes.filter(({ before }) => before === null)
  await insertAll(born.map(newCaseRow), (rows) => tx.insertInto('procedureCase').values(rows).execute())
  const changed = changes.flatMap((change) =>
    change.before === null
      ? []
      : [{ ...caseRow(change), id: change.after.id, known: change.before.sequence }],
  )
  if (changed.length === 0) return
  const { numAffectedRows } = await sql`
    update procedure_case as c
       set (definition_version, number, title, subject, stage, outcome, outcome_tone, submitted_at, closed_at, sequence,
            active_nodes, next_timer_at, due_at, state, measures, dimensions)
         = (r."definitionVersion", r.number, r.title, r.subject, r.stage, r.outcome, r."outcomeTone", r."submittedAt",
            r."closedAt", r.sequence, r."activeNodes", r."nextTimerAt", r."dueAt", r.state, r.measures, r.dimensions)
      from json_to_recordset(${JSON.stringify(changed)}::json) as r(
             id uuid, known integer, "definitionVersion" integer, number text, title text, subject text, stage text,
             outcome text, "outcomeTone" text, "submittedAt" timestamptz, "closedAt" timestamptz, sequence integer,
             "activeNodes" text[], "nextTimerAt" timestamptz, "dueAt" timestamptz, state jsonb, measures jsonb,
             dimensions jsonb)
     where c.id = r.id and c.sequence = r.known`.execute(tx)
  if (numAffectedRows !== BigInt(changed.length)) refuse('cases.stale_version')
}

function caseRow({ definition, after, environment }: CaseChange) {
  return {
    ...derivedColumns(definition, after, environment.calendars),
    state: after,
    measures: measure(definition, after, environment),
    dimensions: dimensionsOf(definition, after),
  }
}

function newCaseRow(change: CaseChange) {
  const { after, born } = change
  const { state, measures, dimensions, ...row } = caseRow(change)
  return {
    ...row,
    state: JSON.stringify(state),
    measures: JSON.stringify(measures),
    dimensions: JSON.stringify(dimensions),
    id: after.id,
    procedure: after.procedure,
    initiatorId: after.initiator.userId,
    initiatorName: after.initiator.name,
    initiatorOrganisationId: after.initiator.organisationId,
    originKind: after.origin?.kind ?? null,
    originId: after.origin?.id ?? null,
    parentId: born?.parentId ?? null,
    parentEvent: born?.parentEvent ?? null,
    parentItem: born?.parentItem ?? null,
    parentActivation: born?.parentActivation ?? null,
    openedAt: iso(after.openedAt),
    synthetic: born?.synthetic ?? false,
  }
}

/** What lists and timers know of a case without its state. */
export function derivedColumns(
  definition: ProcedureDefinition,
  state: CaseState,
  calendars: CaseEnvironment['calendars'],
) {
  const outcome = state.outcome === null ? null : outcomeOf(definition, state.outcome)
  return {
    definitionVersion: state.definitionVersion,
    number: state.number,
    title: titleOf(definition, state),
    subject: subjectOf(definition, state),
    stage: stageOf(state),
    outcome: state.outcome,
    outcomeTone: outcome?.tone ?? null,
    submittedAt: isoOrNull(state.submittedAt),
    closedAt: isoOrNull(state.closedAt),
    sequence: state.sequence,
    activeNodes: [...new Set(state.steps.filter(isActive).map((step) => step.node))],
    nextTimerAt: isoOrNull(nextTimer(definition, state, calendars)),
    dueAt: isoOrNull(firstDue(state, calendars)),
  }
}

const isActive = ({ status }: { status: string }): boolean => status === 'active'

export function stageOf(state: CaseState): 'draft' | 'open' | 'closed' {
  if (state.closedAt !== null) return 'closed'
  return state.submittedAt === null ? 'draft' : 'open'
}

export function titleOf(definition: ProcedureDefinition, state: CaseState): string {
  const title = state.data[definition.title]
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : definition.name.zh
}

export function subjectOf(definition: ProcedureDefinition, state: CaseState): string | null {
  if (definition.subject === undefined) return null
  const subject = state.data[definition.subject]
  return typeof subject === 'string' && subject.trim() !== '' ? subject.trim() : null
}

export function outcomeOf(
  definition: ProcedureDefinition,
  code: string,
): { code: string; name: { zh: string; en: string }; tone: 'good' | 'bad' | 'plain' } {
  for (const node of Object.values(definition.nodes))
    if (node.kind === 'end' && node.outcome === code && node.within === undefined)
      return { code, name: node.name, tone: node.tone }
  return { code, name: { zh: '终止', en: 'Terminated' }, tone: 'plain' }
}

function dimensionsOf(definition: ProcedureDefinition, state: CaseState): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [code, { field }] of Object.entries(definition.dimensions ?? {})) {
    const value = state.data[field]
    if (typeof value === 'string' && value !== '') values[code] = value
    else if (typeof value === 'number' || typeof value === 'boolean') values[code] = String(value)
  }
  return values
}

function firstDue(state: CaseState, calendars: ReadonlyMap<string, CompiledCalendar>): number | null {
  let first: number | null = null
  for (const clock of state.clocks) {
    if (clock.stoppedAt !== null) continue
    const due = dueAt(clock, calendars)
    if (due !== null && (first === null || due < first)) first = due
  }
  return first
}

function newParties({ before, after }: CaseChange) {
  const known = new Set(before === null ? [] : partiesOf(before))
  const copied = new Set(after.copies)
  return partiesOf(after)
    .filter((party) => !known.has(party) || (copied.has(party) && before?.copies.includes(party) !== true))
    .map((party) => ({
      caseId: after.id,
      party,
      ...partyColumns(party),
      copiedAt: copied.has(party) ? iso(lastMoment(after)) : null,
    }))
}

/** Goes through a function of the database: nobody may see or change the parts of others directly. */
async function noteParties(tx: Tx, parties: readonly ReturnType<typeof newParties>[number][]): Promise<void> {
  if (parties.length === 0) return
  await sql`
    select note_case_party(case_id, party, organisation_id, user_id, role, copied_at)
      from jsonb_to_recordset(${JSON.stringify(
        parties.map((row) => ({
          case_id: row.caseId,
          party: row.party,
          organisation_id: row.organisationId,
          user_id: row.userId,
          role: row.role,
          copied_at: row.copiedAt,
        })),
      )}::jsonb) as p(case_id uuid, party text, organisation_id uuid, user_id uuid, role text, copied_at timestamptz)`.execute(
    tx,
  )
}

/** Everybody who has or had a part in it. */
function partiesOf(state: CaseState): string[] {
  const parties = new Set<string>([`org:${state.initiator.organisationId}`])
  for (const step of state.steps) for (const seat of step.seats) parties.add(seat.party)
  for (const party of state.copies) parties.add(party)
  for (const clock of state.clocks) parties.add(clock.owner)
  return [...parties]
}

function lastMoment(state: CaseState): number {
  return state.steps.reduce((latest, step) => Math.max(latest, step.enteredAt), state.openedAt)
}

export function openTasks({
  definition,
  after,
  environment,
}: Omit<CaseChange, 'before' | 'events' | 'born'>) {
  const due = new Map(
    owed(definition, after, environment).map((entry) => [`${entry.activation} ${entry.party}`, entry.dueAt]),
  )
  const draft = after.submittedAt === null
  return after.steps.filter(isActive).flatMap((step) => {
    const node = definition.nodes[step.node]
    return step.seats
      .filter((seat) => seat.state === 'active')
      .map((seat) => {
        const at = due.get(`${step.id} ${seat.party}`) ?? null
        return {
          caseId: after.id,
          activation: step.id,
          seat: seat.id,
          node: step.node,
          ...partyColumns(seat.party),
          // Empty: anybody of the organisation.
          roles: node?.kind === 'step' ? [...(rolesOf(definition, node.by) ?? [])] : [],
          since: iso(seat.since ?? step.enteredAt),
          dueAt: at === null ? 'infinity' : iso(at),
          clock: null,
          draft,
        }
      })
  })
}

function changedClocks({ definition, before, after, environment }: CaseChange) {
  const known = new Map(before?.clocks.map((clock) => [clock.id, clock]))
  return after.clocks
    .filter((clock) => known.get(clock.id) !== clock)
    .map((clock) => clockRow(definition, after, clock, environment))
}

export function clockRow(
  definition: ProcedureDefinition,
  state: CaseState,
  clock: Clock,
  { calendars, now }: CaseEnvironment,
) {
  const stopped = clock.stoppedAt !== null
  const explained = stopped ? explainClock(clock, calendars, now) : null
  const due = dueAt(clock, calendars)
  return {
    caseId: state.id,
    clock: clock.id,
    code: clock.code,
    procedure: definition.code,
    calendar: clock.calendar,
    calendarVersion: clock.calendarVersion,
    rollTo: clock.rollTo,
    rollToVersion: clock.rollTo === null ? null : (calendars.get(clock.rollTo)?.calendar.version ?? null),
    activation: clock.activation,
    owner: clock.owner,
    ownerOrganisationId: partyColumns(clock.owner).organisationId,
    state: stopped ? ('stopped' as const) : isPaused(clock) ? ('paused' as const) : ('running' as const),
    startedAt: iso(clock.startedAt),
    stoppedAt: isoOrNull(clock.stoppedAt),
    dueAt: isoOrNull(due),
    usedMs: explained === null ? null : Math.round(explained.runningMs + explained.overdueMs),
    late: explained === null ? null : explained.overdueMs > 0,
  }
}

function isPaused(clock: Clock): boolean {
  return clock.intervals.at(-1)?.kind === 'paused'
}

/** 年份+序号: the next of the year (in the zone's own time), without gaps; waits for whoever draws at this moment. */
export async function drawNumber(tx: Tx, definition: ProcedureDefinition, year: number): Promise<string> {
  const { last } = await tx
    .insertInto('caseNumbering')
    .values({ procedure: definition.code, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['procedure', 'year']).doUpdateSet({ last: sql<number>`case_numbering.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return definition.numbering
    .replaceAll('{year}', String(year))
    .replaceAll(/\{seq(?::(\d+))?\}/g, (_all, width: string | undefined) =>
      String(last).padStart(width === undefined ? 0 : Number(width), '0'),
    )
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at)
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
async function insertAll<T extends object>(
  rows: readonly T[],
  insert: (rows: T[]) => Promise<unknown>,
): Promise<void> {
  const first = rows[0]
  if (first === undefined) return
  const perStatement = Math.floor(60_000 / Object.keys(first).length)
  for (let at = 0; at < rows.length; at += perStatement) await insert(rows.slice(at, at + perStatement))
}
