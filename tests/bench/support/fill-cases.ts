import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { CaseActor } from '#domain/cases'
import { TIMEKEEPER, createContext } from '#platform/http'
import type { Database } from '#platform/postgres'
import { beijing, shippedCalendars } from '#tests/calendars'
import { saveChanges } from '../../../src/features/procedures/store.ts'
import type { BenchSystem } from './open-bench-system.ts'
import { assignedDuty, greenChannel, supervision, ticked, type Giver, type Told } from './sample-cases.ts'

export interface Filled {
  readonly cases: number
  readonly clocks: number
  readonly events: number
  readonly tasks: number
  /** Cases with a timer on the day from `now`. */
  readonly dueThatDay: number
}

interface Wanted {
  readonly cases: number
  readonly dueThatDay: number
  /** Midnight in Beijing, when the day of timers begins. */
  readonly now: number
  /** Log-ins of those who work on cases; as many cases for each. */
  readonly bodies: readonly string[]
  readonly parks: readonly string[]
  /** Log-ins of those who raise cases with others, beside the office. */
  readonly raisers: readonly string[]
}

const DAY_MS = 86_400_000
/** Of the same sixteen kinds, each with other bodies. */
const PER_DAY = 32
const STARTS = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20]

/**
 * Fills an empty system with open cases. Some hundred are made by the engine and saved by the store, begun on the working
 * days before `now` and with every timer fired until then; the others are copies of these, row by row, each with its own id,
 * number, title and project code in the columns, in the state and in every event.
 */
export async function fillCases(system: BenchSystem, wanted: Wanted): Promise<Filled> {
  const templates = await makeTemplates(system, wanted)
  const due = templates.filter(({ due }) => due)
  const rest = templates.filter(({ due }) => !due)
  if (due.length === 0 || rest.length === 0)
    throw new Error('The day is badly chosen: all or nothing is due.')
  await copyCases(system.ownerDb, [
    ...spread(due, wanted.dueThatDay),
    ...spread(rest, wanted.cases - wanted.dueThatDay),
  ])
  await sql`vacuum analyze`.execute(system.ownerDb)
  return count(system.ownerDb, wanted.now)
}

interface Template {
  readonly caseId: string
  readonly tag: string
  readonly due: boolean
}

async function makeTemplates(system: BenchSystem, wanted: Wanted): Promise<Template[]> {
  const actors = await readActors(system.ownerDb)
  const office = actorAt(actors, 'office')
  const told: { tag: string; caseId: string; told: Told }[] = []
  for (const [day, date] of STARTS.entries())
    for (let n = 0; n < PER_DAY; n++) {
      const tag = `T${String(told.length + 1).padStart(7, '0')}`
      const caseId = randomUUID()
      const at = beijing(
        `2026-03-${String(date).padStart(2, '0')} ${String(9 + (n % 8)).padStart(2, '0')}:10`,
      )
      const giver: Giver = { actor: office, at, tag }
      const turn = day * PER_DAY + n
      const body = (step: number) => actorAt(actors, pick(wanted.bodies, turn + step * 7))
      const park = actorAt(actors, pick(wanted.parks, turn))
      const made =
        n % 16 < 9
          ? greenChannel(giver, caseId, {
              park: park.organisationId,
              bodies: [0, 1, 2, 3].slice(0, 2 + (n % 3)).map((step) => body(step).organisationId),
            })
          : n % 16 < 13
            ? assignedDuty(giver, caseId, n % 2 === 0 ? park : body(0), n % 3)
            : supervision(
                { ...giver, actor: actorAt(actors, pick(wanted.raisers, turn)) },
                caseId,
                office,
                n % 2 === 0 ? park : body(0),
              )
      told.push({ tag, caseId, told: ticked(made, wanted.now) })
    }
  const timekeeper = createContext(system.services, TIMEKEEPER, new Date(wanted.now))
  const environment = { now: wanted.now, calendars: shippedCalendars, settings: {}, related: [] }
  await timekeeper.inTransaction((tx) =>
    saveChanges(
      tx,
      told.map((one) => ({
        definition: one.told.definition,
        before: null,
        after: one.told.state,
        events: one.told.events,
        environment,
      })),
    ),
  )
  const rows = await system.ownerDb
    .selectFrom('procedureCase')
    .select(['id', 'nextTimerAt', 'stage'])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return told.flatMap(({ caseId, tag }) => {
    const row = byId.get(caseId)
    if (row === undefined || row.stage !== 'open') return []
    const at = row.nextTimerAt === null ? null : Date.parse(row.nextTimerAt)
    return [{ caseId, tag, due: at !== null && at < wanted.now + DAY_MS }]
  })
}

/** How many copies of each make the number wanted; each itself counts. */
function spread(templates: readonly Template[], wanted: number): (Template & { copies: number })[] {
  return templates.map((template, index) => ({
    ...template,
    copies:
      Math.floor(((index + 1) * wanted) / templates.length) -
      Math.floor((index * wanted) / templates.length) -
      1,
  }))
}

async function copyCases(
  ownerDb: Kysely<Database>,
  templates: readonly (Template & { copies: number })[],
): Promise<void> {
  await ownerDb.transaction().execute(async (tx) => {
    await sql`
      create temporary table copy on commit drop as
      select t.old, t.tag, gen_random_uuid() as new, 'C' || lpad((row_number() over ())::text, 7, '0') as name
        from jsonb_to_recordset(${JSON.stringify(
          templates.map(({ caseId, tag, copies }) => ({ old: caseId, tag, copies })),
        )}::jsonb) as t(old uuid, tag text, copies integer), generate_series(1, t.copies)`.execute(tx)
    await sql`create index on copy (old)`.execute(tx)
    await sql`analyze copy`.execute(tx)
    const keys = await dropForeignKeys(tx)
    await copyRows(tx, 'procedure_case', 'id')
    for (const table of ['case_party', 'case_task', 'case_clock']) await copyRows(tx, table, 'case_id')
    await copyEvents(tx)
    for (const key of keys) await sql.raw(key).execute(tx)
  })
}

const COPIED = ['procedure_case', 'case_party', 'case_task', 'case_clock', 'case_event']

/** Checked all at once in the end, not row by row; answers the statements that put them back. */
async function dropForeignKeys(tx: Transaction<Database>): Promise<string[]> {
  const { rows } = await sql<{ away: string; back: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
      from pg_constraint where contype = 'f' and conrelid::regclass::text = any(${COPIED})`.execute(tx)
  for (const { away } of rows) await sql.raw(away).execute(tx)
  return rows.map(({ back }) => back)
}

/** Most rows by far, and most of them name neither the case nor its tag: those are copied as they are. */
async function copyEvents(tx: Transaction<Database>): Promise<void> {
  await sql`
    insert into case_event (case_id, sequence, at, by_id, kind, event)
    select copy.new, row.sequence, row.at, row.by_id, row.kind,
           case when row.named
                then replace(replace(row.event::text, copy.old::text, copy.new::text), copy.tag, copy.name)::jsonb
                else row.event end
      from copy
      join (select e.*, strpos(e.event::text, e.case_id::text) > 0 or strpos(e.event::text, t.tag) > 0 as named
              from case_event e join (select distinct old, tag from copy) as t on t.old = e.case_id) as row
        on row.case_id = copy.old
     order by copy.new, row.sequence`.execute(tx)
}

async function copyRows(tx: Transaction<Database>, table: string, key: string): Promise<void> {
  await sql`
    insert into ${sql.table(table)}
    select made.*
      from ${sql.table(table)} as row
      join copy on copy.old = row.${sql.ref(key)}
     cross join lateral jsonb_populate_record(row,
       replace(replace(to_jsonb(row)::text, copy.old::text, copy.new::text), copy.tag, copy.name)::jsonb) as made`.execute(
    tx,
  )
}

async function count(ownerDb: Kysely<Database>, now: number): Promise<Filled> {
  const until = new Date(now + DAY_MS).toISOString()
  const { rows } = await sql<Filled>`
    select (select count(*)::int from procedure_case where stage = 'open') as cases,
           (select count(*)::int from case_clock) as clocks,
           (select count(*)::int from case_event) as events,
           (select count(*)::int from case_task) as tasks,
           (select count(*)::int from procedure_case where next_timer_at < ${until}) as "dueThatDay"`.execute(
    ownerDb,
  )
  const [counted] = rows
  if (counted === undefined) throw new Error('Nothing was counted')
  return counted
}

async function readActors(ownerDb: Kysely<Database>): Promise<Map<string, CaseActor>> {
  const rows = await ownerDb
    .selectFrom('userAccount as u')
    .innerJoin('userRole as r', 'r.userId', 'u.id')
    .select(['u.id', 'u.login', 'u.name', 'u.organisationId', 'r.role'])
    .execute()
  return new Map(
    rows.flatMap(({ id, login, name, organisationId, role }): [string, CaseActor][] =>
      organisationId === null
        ? []
        : [[login, { userId: id, organisationId, name, roles: [role], substitutesFor: [] }]],
    ),
  )
}

function actorAt(actors: ReadonlyMap<string, CaseActor>, login: string): CaseActor {
  const actor = actors.get(login)
  if (actor === undefined) throw new Error(`No account ${login}`)
  return actor
}

function pick(list: readonly string[], turn: number): string {
  return list[turn % list.length] ?? ''
}
