import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { canonicalJson, type Json } from '#domain/kernel'
import { sheetFromBase, type CompiledRuleBook, type FactBase, type RuleBook } from '#domain/rules'
import { compiledFor, factBase, readZoneBook } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { StandingDetail } from './contract.ts'
import { detailOf, judgeLadder, type Standing } from './judge-ladder.ts'
import { ladderBook } from './ladder-file.ts'
import { findLadder, type Ladder } from './ladder-store.ts'
import { dayOf, type Tx } from './store.ts'

/** The rules of the ladder with everything that they ask, for a day. */
export interface LadderBook {
  readonly ladder: Ladder
  readonly book: RuleBook
  readonly compiled: CompiledRuleBook
}

export async function loadLadderBook(tx: Tx, on: string): Promise<LadderBook | null> {
  const ladder = await findLadder(tx)
  if (ladder === null) return null
  const book = ladderBook(await readZoneBook(tx), ladder.file, ladder.switches)
  return { ladder, book, compiled: compiledFor(book, on, `ladder ${ladder.key}`) }
}

/** Explaining goes on for so long before others get their turn. */
const AT_ONCE_MS = 10
/** Rows written in one statement. */
const WRITTEN_AT_ONCE = 1_000

/**
 * Works out where every enterprise stands today and writes what changed. Answers false where nothing that it depends on changed
 * since the last time, and nothing was done.
 */
export async function computeStandings(ctx: Context, force = false): Promise<boolean> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const on = dayOf(ctx.now)
  const found = await keeper.read((tx) => loadLadderBook(tx, on))
  if (found === null) return false
  const { ladder, book, compiled } = found
  const zone = await factBase(keeper, on)
  const inputs = createHash('sha256')
    .update(`${on} ${zone.mark} ${ladder.key} ${canonicalJson(plain(book.parameters))}`)
    .digest('hex')
  const last = await keeper.read((tx) =>
    tx.selectFrom('ladderRound').select('inputs').where('ladder', '=', ladder.file.code).executeTakeFirst(),
  )
  if (!force && last?.inputs === inputs) return false
  const standings = judgeLadder(ladder.file, compiled, zone.base, book.nearLimit)
  const rules = createHash('sha256')
    .update(`${on} ${ladder.key} ${canonicalJson(plain(book.parameters))}`)
    .digest('hex')
  const before = await keeper.read((tx) => detailsBefore(tx, ladder.file.code))
  const details = new Map<number, MadeDetail>()
  let since = performance.now()
  for (const [row, standing] of standings.entries()) {
    const step = ladder.file.rungs.find(({ code }) => code === standing.next)
    if (step === undefined || !isWorthAVisit(standing)) continue
    const madeFrom = digestOfRow(rules, step.code, zone.base, row)
    const there = before.get(zone.base.ids[row] ?? '')
    details.set(
      row,
      there?.madeFrom === madeFrom
        ? there
        : { madeFrom, detail: detailOf(step, compiled, zone.base, row, book.scores, standing.distance) },
    )
    if (performance.now() - since > AT_ONCE_MS) {
      await breathe()
      since = performance.now()
    }
  }
  await keeper.inTransaction(async (tx) => {
    // Two servers on one database: whoever comes second writes the same.
    await sql`SELECT pg_advisory_xact_lock(hashtext('ladder'), hashtext(${ladder.file.code}))`.execute(tx)
    const rows = zone.base.ids.map((id, row) => ({ id, standing: standings[row], detail: details.get(row) }))
    for (let from = 0; from < rows.length; from += WRITTEN_AT_ONCE)
      await writeSome(tx, ladder, on, rows.slice(from, from + WRITTEN_AT_ONCE))
    await sql`
      DELETE FROM ladder_standing WHERE ladder = ${ladder.file.code} AND on_day < ${on}::date`.execute(tx)
    await sql`
      DELETE FROM ladder_standing WHERE ladder = ${ladder.file.code}
         AND NOT enterprise_id = ANY (${[...zone.base.ids]}::uuid[])`.execute(tx)
    await tx
      .insertInto('ladderRound')
      .values({
        ladder: ladder.file.code,
        onDay: on,
        computedAt: zone.asOf.toISOString(),
        inputs,
        enterprises: rows.length,
      })
      .onConflict((conflict) =>
        conflict.column('ladder').doUpdateSet((eb) => ({
          onDay: eb.ref('excluded.onDay'),
          computedAt: eb.ref('excluded.computedAt'),
          inputs: eb.ref('excluded.inputs'),
          enterprises: eb.ref('excluded.enterprises'),
        })),
      )
      .execute()
  })
  return true
}

interface MadeDetail {
  readonly madeFrom: string
  readonly detail: StandingDetail
}

/** What was worked out last time, by enterprise. */
async function detailsBefore(tx: Tx, ladder: string): Promise<Map<string, MadeDetail>> {
  const { rows } = await sql<StandingDetail & { id: string; madeFrom: string }>`
    SELECT enterprise_id AS id, made_from, distance, lacking, missing, missing_more, points
      FROM ladder_standing_detail WHERE ladder = ${ladder} AND made_from IS NOT NULL`.execute(tx)
  return new Map(rows.map(({ id, madeFrom, ...detail }) => [id, { madeFrom, detail }]))
}

/** Of everything that the detail of a row follows from. */
function digestOfRow(rules: string, step: string, base: FactBase, row: number): string {
  const facts = [...sheetFromBase(base, row)].map(([code, { value }]) => [code, value])
  return createHash('sha256')
    .update(`${rules} ${step} ${JSON.stringify(facts)}`)
    .digest('hex')
}

/** Qualified, near or undetermined for the next rung. */
function isWorthAVisit({ potential }: Standing): boolean {
  return potential !== null
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}

interface Row {
  readonly id: string
  readonly standing: Standing | undefined
  readonly detail: MadeDetail | undefined
}

async function writeSome(tx: Tx, ladder: Ladder, on: string, rows: readonly Row[]): Promise<void> {
  const values = rows.flatMap(({ id, standing, detail: made }) => {
    const detail = made?.detail
    return standing === undefined
      ? []
      : [
          {
            id,
            held: standing.held,
            marks: standing.marks,
            attainable: standing.attainable,
            next: standing.next,
            answer: standing.answer,
            near: standing.potential === 'near',
            reminders: standing.reminders,
            distance: standing.distance,
            lacking: detail?.lacking ?? [],
            missing: detail?.missing ?? [],
            more: detail?.missingMore ?? 0,
            from: [...new Set((detail?.missing ?? []).map(({ by }) => by))].sort(),
            points: detail?.points ?? null,
            low: detail?.points?.low ?? null,
            made: made?.madeFrom ?? null,
          },
        ]
  })
  const given = sql`
    SELECT v.*, s.registration_park_id, s.operation_park_id, s.registration_district_id, s.industry, s.field, s.size_class
      FROM json_to_recordset(${JSON.stringify(values)}::json) AS v (
        id uuid, held text, marks json, attainable text, next text, answer text, near boolean, reminders json,
        distance double precision, lacking json, missing json, more integer, "from" json, points json, low double precision, made text)
      JOIN enterprise_state s ON s.enterprise_id = v.id AND upper_inf(s.known) AND s.valid @> ${on}::date`
  await sql`
    INSERT INTO ladder_standing (ladder, enterprise_id, on_day, held, marks, attainable, next, answer, near, reminders,
        registration_park_id, operation_park_id, registration_district_id, industry, field, size_class)
    SELECT ${ladder.file.code}, g.id, ${on}::date, g.held, array(SELECT json_array_elements_text(g.marks)), g.attainable, g.next,
           g.answer, g.near, array(SELECT json_array_elements_text(g.reminders)), g.registration_park_id, g.operation_park_id,
           g.registration_district_id, g.industry, g.field, g.size_class
      FROM (${given}) g
    ON CONFLICT (ladder, enterprise_id) DO UPDATE SET on_day = excluded.on_day, held = excluded.held, marks = excluded.marks,
        attainable = excluded.attainable, next = excluded.next, answer = excluded.answer, near = excluded.near,
        reminders = excluded.reminders, registration_park_id = excluded.registration_park_id,
        operation_park_id = excluded.operation_park_id, registration_district_id = excluded.registration_district_id,
        industry = excluded.industry, field = excluded.field, size_class = excluded.size_class`.execute(tx)
  await sql`
    INSERT INTO ladder_standing_detail (ladder, enterprise_id, distance, lacking, missing, missing_more, missing_from, points,
        points_low, made_from, registration_park_id, operation_park_id)
    SELECT ${ladder.file.code}, g.id, g.distance, g.lacking, g.missing, g.more, array(SELECT json_array_elements_text(g."from")),
           CASE WHEN json_typeof(g.points) = 'null' THEN NULL ELSE g.points END, g.low, g.made, g.registration_park_id, g.operation_park_id
      FROM (${given}) g
    ON CONFLICT (ladder, enterprise_id) DO UPDATE SET distance = excluded.distance, lacking = excluded.lacking,
        missing = excluded.missing, missing_more = excluded.missing_more, missing_from = excluded.missing_from,
        points = excluded.points, points_low = excluded.points_low, made_from = excluded.made_from, registration_park_id = excluded.registration_park_id,
        operation_park_id = excluded.operation_park_id`.execute(tx)
}
