import { sql } from 'kysely'
import { TIMEKEEPER, type Context } from '#platform/http'
import { findLadder, type Ladder } from './ladder-store.ts'
import { dayOf, type Tx } from './store.ts'

/** So many completed years are shown beside the present one. */
const YEARS_BACK = 3

export function endOfYear(year: number): string {
  return `${String(year)}-12-31`
}

/** Where enterprises stood at the end of completed years, for those years that are missing. */
export async function keepYears(ctx: Context): Promise<void> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const thisYear = Number(dayOf(ctx.now).slice(0, 4))
  const missing = await keeper.read(async (tx) => {
    const ladder = await findLadder(tx)
    if (ladder === null) return []
    const { rows } = await sql<{ year: number }>`
      SELECT DISTINCT year FROM ladder_year WHERE ladder = ${ladder.file.code}`.execute(tx)
    const there = new Set(rows.map(({ year }) => year))
    return Array.from({ length: YEARS_BACK }, (_, back) => thisYear - 1 - back).filter(
      (year) => !there.has(year),
    )
  })
  for (const year of missing) await computeYear(keeper, year)
}

/** Makes the end of a past year anew, from what is known of it today. */
export async function computeYear(ctx: Context, year: number): Promise<void> {
  await ctx.actingAs(TIMEKEEPER).inTransaction(async (tx) => {
    const ladder = await findLadder(tx)
    if (ladder === null || endOfYear(year) >= dayOf(ctx.now)) return
    await sql`SELECT pg_advisory_xact_lock(hashtext('ladder'), ${year})`.execute(tx)
    await sql`DELETE FROM ladder_year WHERE ladder = ${ladder.file.code} AND year = ${year}`.execute(tx)
    await sql`
      INSERT INTO ladder_year (ladder, year, enterprise_id, held, registration_park_id, operation_park_id,
          registration_district_id, industry)
      SELECT ${ladder.file.code}, ${year}, s.enterprise_id, ${heldSql(ladder, endOfYear(year))}, s.registration_park_id,
             s.operation_park_id, s.registration_district_id, s.industry
        FROM enterprise_state s
       WHERE upper_inf(s.known) AND s.valid @> ${endOfYear(year)}::date AND s.status = 'active'`.execute(tx)
  })
}

/** The highest rung that an enterprise `s` held on a day, by its records. */
function heldSql({ file }: Ladder, on: string) {
  const marked = file.rungs.filter(({ qualification }) => qualification !== null)
  const rungs = marked.map(({ code }) => code)
  const qualifications = marked.map(({ qualification }) => qualification)
  return sql`(${rungs}::text[])[(
    SELECT max(array_position(${qualifications}::text[], r.fields ->> 'code')) FROM enterprise_record r
     WHERE r.enterprise_id = s.enterprise_id AND r.kind = 'qualification' AND upper_inf(r.known)
       AND r.status IN ('declared', 'confirmed') AND r.valid @> ${on}::date)]`
}

/** Years that can be shown, newest first; the present one is where things stand now. */
export async function yearsOf(tx: Tx, ladder: Ladder, today: string): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    SELECT DISTINCT year FROM ladder_year WHERE ladder = ${ladder.file.code} ORDER BY year DESC`.execute(tx)
  return [Number(today.slice(0, 4)), ...rows.map(({ year }) => year)]
}
