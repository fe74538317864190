import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Json } from '#domain/kernel'
import { replay, type CaseEnvironment, type CaseEvent, type CaseState } from '#domain/cases'
import type { Context } from '#platform/http'
import { calendarAt, calendarsOf } from './calendars.ts'
import { definitionOf } from './definitions.ts'
import { clockRow, derivedColumns, openTasks, type Tx } from './store.ts'

/** Something that is stored otherwise than the events have it. */
export interface CaseDifference {
  /** `state.steps.0.status`, `clock handle#2.dueAt`, `task review#3/1.dueAt`, `case.stage`, or `events` for a broken record. */
  readonly place: string
  readonly stored: Json
  readonly recomputed: Json
}

export interface CaseVerdict {
  readonly caseId: string
  readonly number: string | null
  readonly procedure: string
  readonly title: string
  readonly events: number
  readonly clocks: number
  readonly differences: readonly CaseDifference[]
}

/** More differences than this say no more than that everything differs. */
const DIFFERENCES_AT_MOST = 50

/** Ids of the cases with this number or id (or a beginning of it, eight characters at least). */
export function findCaseIds(ctx: Context, wanted: string): Promise<string[]> {
  return ctx.read(async (tx) => {
    const rows = await tx
      .selectFrom('procedureCase')
      .select('id')
      .$if(isIdBeginning(wanted), (query) =>
        query.where(sql<boolean>`starts_with(id::text, ${wanted.toLowerCase()})`),
      )
      .$if(!isIdBeginning(wanted), (query) => query.where('number', '=', wanted))
      .orderBy('id')
      .limit(10)
      .execute()
    return rows.map(({ id }) => id)
  })
}

function isIdBeginning(wanted: string): boolean {
  return /^[0-9a-f]{8}[0-9a-f-]*$/i.test(wanted)
}

/** Ids of all cases in order, a page at a time: those after `last`. */
export function nextCaseIds(ctx: Context, last: string | null, limit: number): Promise<string[]> {
  return ctx.read(async (tx) => {
    const rows = await tx
      .selectFrom('procedureCase')
      .select('id')
      .$if(last !== null, (query) => query.where('id', '>', last ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  })
}

/**
 * State, clocks, open seats and columns for lists, made anew from the events and compared with what is stored. Everything
 * is read in one snapshot, so the server may work meanwhile.
 */
export function verifyCases(ctx: Context, caseIds: readonly string[]): Promise<CaseVerdict[]> {
  if (caseIds.length === 0) return Promise.resolve([])
  return ctx.read(async (tx) => {
    const wanted = [...caseIds]
    const heads = await tx
      .selectFrom('procedureCase')
      .selectAll()
      .where('id', 'in', wanted)
      .orderBy('id')
      .execute()
    const events = byCase(
      await tx
        .selectFrom('caseEvent')
        .select(['caseId', 'event'])
        .where('caseId', 'in', wanted)
        .orderBy('caseId')
        .orderBy('sequence')
        .execute(),
    )
    const clocks = byCase(
      await tx.selectFrom('caseClock').selectAll().where('caseId', 'in', wanted).execute(),
    )
    const tasks = byCase(await tx.selectFrom('caseTask').selectAll().where('caseId', 'in', wanted).execute())
    const calendars = await calendarsOf(tx, ctx.place)
    const verdicts: CaseVerdict[] = []
    for (const head of heads) {
      const own = events.get(head.id) ?? []
      const stored = {
        head,
        clocks: clocks.get(head.id) ?? [],
        tasks: tasks.get(head.id) ?? [],
      }
      const replayed = replayEvents(own.map(({ event }) => event as CaseEvent))
      verdicts.push({
        caseId: head.id,
        number: head.number,
        procedure: head.procedure,
        title: head.title,
        events: own.length,
        clocks: stored.clocks.length,
        differences:
          'broken' in replayed
            ? [{ place: 'events', stored: replayed.broken, recomputed: null }]
            : (await compare(tx, ctx, stored, replayed.state, calendars)).slice(0, DIFFERENCES_AT_MOST),
      })
    }
    return verdicts
  })
}

/** Events that are no case's are a finding, not a fault of this program. */
function replayEvents(events: readonly CaseEvent[]): { state: CaseState } | { broken: string } {
  try {
    return { state: replay(events) }
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) }
  }
}

type Row = Readonly<Record<string, unknown>>

async function compare(
  tx: Tx,
  ctx: Context,
  stored: {
    readonly head: Row & { procedure: string; definitionVersion: number; state: unknown }
    readonly clocks: readonly (Row & { clock: string; rollToVersion: number | null })[]
    readonly tasks: readonly (Row & { activation: string; seat: string })[]
  },
  state: CaseState,
  calendars: CaseEnvironment['calendars'],
): Promise<CaseDifference[]> {
  const { head } = stored
  const definition = await definitionOf(tx, ctx.place, head.procedure, state.definitionVersion)
  const environment: CaseEnvironment = { now: ctx.now.getTime(), calendars, settings: {}, related: [] }
  const differences: CaseDifference[] = []
  differ('state', head.state, toJson(state), differences)
  differColumns('case', head, derivedColumns(definition, state, calendars), differences)

  const expectedClocks = new Map<string, Row>()
  for (const clock of state.clocks) {
    // By the version it was counted with: one that stopped before its calendar was corrected keeps what it was found to be.
    const own = await calendarAt(tx, ctx.place, clock.calendar, clock.calendarVersion)
    const counted = new Map([...calendars, [clock.calendar, own]])
    const row = stored.clocks.find((candidate) => candidate.clock === clock.id)
    if (clock.rollTo !== null && typeof row?.rollToVersion === 'number')
      counted.set(clock.rollTo, await calendarAt(tx, ctx.place, clock.rollTo, row.rollToVersion))
    expectedClocks.set(clock.id, clockRow(definition, state, clock, { ...environment, calendars: counted }))
  }
  differRows('clock', new Map(stored.clocks.map((row) => [row.clock, row])), expectedClocks, differences)
  differRows(
    'task',
    new Map(stored.tasks.map((row) => [`${row.activation}/${row.seat}`, row])),
    new Map(
      openTasks({ definition, after: state, environment }).map((row) => [
        `${row.activation}/${row.seat}`,
        row,
      ]),
    ),
    differences,
  )
  return differences
}

function differRows(
  kind: string,
  stored: ReadonlyMap<string, Row>,
  recomputed: ReadonlyMap<string, Row>,
  into: CaseDifference[],
): void {
  for (const key of new Set([...stored.keys(), ...recomputed.keys()])) {
    const [before, after] = [stored.get(key), recomputed.get(key)]
    if (before !== undefined && after !== undefined) differColumns(`${kind} ${key}`, before, after, into)
    else
      into.push({
        place: `${kind} ${key}`,
        stored: before === undefined ? null : toJson(before),
        recomputed: after === undefined ? null : toJson(after),
      })
  }
}

/** Only columns that the events decide; moments are compared as moments, however they are written. */
function differColumns(place: string, stored: Row, recomputed: Row, into: CaseDifference[]): void {
  for (const [column, value] of Object.entries(recomputed)) {
    const [before, after] = [plainMoment(stored[column]), plainMoment(value)]
    if (!isDeepStrictEqual(before, after))
      into.push({ place: `${place}.${column}`, stored: toJson(before), recomputed: toJson(after) })
  }
}

function plainMoment(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value ?? null
  return new Date(value).toISOString()
}

/** The innermost places where two values differ. */
function differ(place: string, stored: unknown, recomputed: unknown, into: CaseDifference[]): void {
  if (isDeepStrictEqual(stored, recomputed)) return
  if (isBranching(stored) && isBranching(recomputed) && Array.isArray(stored) === Array.isArray(recomputed)) {
    const [before, after] = [new Map(Object.entries(stored)), new Map(Object.entries(recomputed))]
    for (const key of new Set([...before.keys(), ...after.keys()]))
      differ(`${place}.${key}`, before.get(key), after.get(key), into)
    return
  }
  into.push({ place, stored: toJson(stored), recomputed: toJson(recomputed) })
}

function isBranching(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** As the database would hold it: without what is undefined. */
function toJson(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json)
}

function byCase<T extends { readonly caseId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.caseId)
    if (group === undefined) groups.set(row.caseId, [row])
    else group.push(row)
  }
  return groups
}
