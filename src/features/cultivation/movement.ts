import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import { ladderMovement } from '#domain/matching'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseName } from './contract.ts'
import type * as contract from './contract.ts'
import { endOfYear, yearsOf } from './keep-years.ts'
import { loadLadder, type Ladder } from './ladder-store.ts'
import { roundOf } from './standings.ts'
import { ENTERPRISE_NAME, dayOf, escaped, every, joinEnterprise, type Tx } from './store.ts'

type Query = QueryOf<typeof contract.readMovement>

/** In the register without a rung, and not in the zone at all then. */
const NONE = 'none'
const ABSENT = 'absent'

/** Who moved from which rung to which between the ends of two years. */
export function readMovement(ctx: Context, query: Query): Promise<ResponseOf<typeof contract.readMovement>> {
  return ctx.read(async (tx) => {
    const ladder = await loadLadder(tx)
    const moved = await movedSql(tx, ctx, ladder, query)
    const { rows: cells } = await sql<{ from: string; to: string; count: number }>`
      SELECT m."from", m."to", count(*)::int AS count FROM (${moved.rows}) m GROUP BY 1, 2`.execute(tx)
    const movement = ladderMovement(ladder.file, movesOf(cells))
    return {
      from: { year: query.from, on: moved.fromOn },
      to: { year: query.to, on: moved.toOn },
      places: [...ladder.file.rungs.map(({ code }) => code), NONE, ABSENT],
      ...movement,
      cells: [...movement.cells],
    }
  })
}

function* movesOf(
  cells: readonly { readonly from: string; readonly to: string; readonly count: number }[],
): Generator<{ readonly from: string; readonly to: string }, void, undefined> {
  for (const { from, to, count } of cells) for (let one = 0; one < count; one++) yield { from, to }
}

export function listMoved(
  ctx: Context,
  { cellFrom, cellTo, offset, limit, ...query }: QueryOf<typeof contract.listMoved>,
): Promise<ResponseOf<typeof contract.listMoved>> {
  return ctx.read(async (tx) => {
    const ladder = await loadLadder(tx)
    const { rows: moved } = await movedSql(tx, ctx, ladder, query)
    const cell = sql`m."from" = ${cellFrom} AND m."to" = ${cellTo}`
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM (${moved}) m WHERE ${cell}`.execute(tx)
    const { rows: enterprises } = await sql<{ enterprise: EnterpriseName }>`
      SELECT ${ENTERPRISE_NAME} AS enterprise FROM (SELECT m.enterprise_id FROM (${moved}) m WHERE ${cell}) k
      ${joinEnterprise('k', dayOf(ctx.now))} ORDER BY s.initials, s.name, e.id LIMIT ${limit} OFFSET ${offset}`.execute(
      tx,
    )
    return {
      total: rows[0]?.total ?? 0,
      enterprises: enterprises.map(({ enterprise }) => enterprise),
    }
  })
}

interface Moved {
  readonly rows: RawBuilder<unknown>
  readonly fromOn: string
  readonly toOn: string
}

/** A park’s matrix counts who was its own on either day: where a firm was elsewhere it is absent there. */
async function movedSql(
  tx: Tx,
  ctx: Context,
  ladder: Ladder,
  { from, to, park, scope, industry }: Query,
): Promise<Moved> {
  const today = dayOf(ctx.now)
  if (from >= to) refuse('cultivation.years_order', { from, to }, ['to'])
  const years = await yearsOf(tx, ladder, today)
  for (const year of [from, to])
    if (!years.includes(year)) refuse('cultivation.year_unknown', { year }, ['from'])
  const thisYear = Number(today.slice(0, 4))
  const conditions = [
    ...(park === undefined
      ? []
      : [
          scope === 'operation'
            ? sql`y.operation_park_id = ${park}::uuid`
            : sql`y.registration_park_id = ${park}::uuid`,
        ]),
    ...(industry === undefined ? [] : [sql`y.industry LIKE ${`${escaped(industry)}%`}`]),
  ]
  const at = (year: number) =>
    year === thisYear
      ? sql`SELECT y.enterprise_id, y.held FROM ladder_standing y WHERE y.ladder = ${ladder.file.code} AND ${every(conditions)}`
      : sql`SELECT y.enterprise_id, y.held FROM ladder_year y
             WHERE y.ladder = ${ladder.file.code} AND y.year = ${year} AND ${every(conditions)}`
  return {
    rows: sql`
      SELECT coalesce(a.enterprise_id, b.enterprise_id) AS enterprise_id,
             CASE WHEN a.enterprise_id IS NULL THEN ${ABSENT} ELSE coalesce(a.held, ${NONE}) END AS "from",
             CASE WHEN b.enterprise_id IS NULL THEN ${ABSENT} ELSE coalesce(b.held, ${NONE}) END AS "to"
        FROM (${at(from)}) a FULL JOIN (${at(to)}) b ON b.enterprise_id = a.enterprise_id`,
    fromOn: endOfYear(from),
    toOn: to === thisYear ? ((await roundOf(tx, ladder))?.onDay ?? today) : endOfYear(to),
  }
}
