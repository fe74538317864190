import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { StandingFilter, StandingRow } from './contract.ts'
import type * as contract from './contract.ts'
import { findLadder, type Ladder } from './ladder-store.ts'
import { ENTERPRISE_NAME, chosen, dayOf, every, type Tx } from './store.ts'

/** `t` where an enterprise stands, `d` what lies before it as far as the caller may know, `e` and `s` who it is today. */
export function standingsFrom(ladder: Ladder, on: string): RawBuilder<unknown> {
  return sql`
    FROM ladder_standing t
    JOIN enterprise e ON e.id = t.enterprise_id
    JOIN enterprise_state s ON s.enterprise_id = t.enterprise_id AND upper_inf(s.known) AND s.valid @> ${on}::date
    LEFT JOIN ladder_standing_detail d ON d.ladder = t.ladder AND d.enterprise_id = t.enterprise_id
   WHERE t.ladder = ${ladder.file.code}`
}

function standingColumns(on: string): RawBuilder<unknown> {
  return sql`
    ${ENTERPRISE_NAME} AS enterprise, t.held, t.marks, t.attainable, t.next, t.answer, t.near, t.reminders,
    CASE WHEN d.enterprise_id IS NULL THEN NULL ELSE json_build_object(
      'distance', d.distance, 'lacking', d.lacking, 'missing', d.missing, 'missingMore', d.missing_more, 'points', d.points)
    END AS detail,
    (SELECT min(q.until_on) FROM qualification_end q
      WHERE q.enterprise_id = t.enterprise_id AND q.until_on >= ${on}::date) AS expires_on,
    (SELECT json_build_object('id', c.id, 'target', c.target) FROM cultivation_entry c
      WHERE c.enterprise_id = t.enterprise_id AND c.ladder = t.ladder AND c.state = 'active') AS entry,
    (SELECT json_build_object('id', a.user_id, 'name', a.name) FROM steward_assignment a
      WHERE a.enterprise_id = t.enterprise_id AND a.kind = 'government' AND a.valid @> ${on}::date) AS steward`
}

/** Qualified for the next rung, near it, or undetermined: who is worth a visit. */
const QUALIFIED = sql`t.answer = 'yes'`
const NEAR = sql`(t.answer = 'no' AND t.near)`
const UNDETERMINED = sql`t.answer = 'undetermined'`

const POTENTIAL = {
  qualified: QUALIFIED,
  near: NEAR,
  undetermined: UNDETERMINED,
  potential: sql`(${QUALIFIED} OR ${NEAR} OR ${UNDETERMINED})`,
} as const

export function standingConditions(
  ctx: Pick<Context, 'caller'>,
  on: string,
  filter: StandingFilter,
): RawBuilder<unknown>[] {
  const { held, next, attainable, mark, potential, reminder, expiringWithin, missingFrom, inLibrary } = filter
  const person =
    filter.steward === 'mine' ? (ctx.caller.userId ?? refuse('cultivation.not_found')) : filter.steward
  return [
    ...chosen(filter),
    ...(held === undefined ? [] : [held === 'none' ? sql`t.held IS NULL` : sql`t.held = ${held}`]),
    ...(next === undefined ? [] : [sql`t.next = ${next}`]),
    ...(attainable === undefined ? [] : [sql`t.attainable = ${attainable}`]),
    ...(mark === undefined ? [] : [sql`${mark} = ANY (t.marks)`]),
    ...(potential === undefined ? [] : [POTENTIAL[potential]]),
    ...(reminder === undefined ? [] : [sql`${reminder} = ANY (t.reminders)`]),
    ...(missingFrom === undefined ? [] : [sql`${missingFrom} = ANY (d.missing_from)`]),
    ...(expiringWithin === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM qualification_end q WHERE q.enterprise_id = t.enterprise_id
                AND q.until_on BETWEEN ${on}::date AND ${on}::date + ${expiringWithin}::int)`,
        ]),
    ...(inLibrary === undefined
      ? []
      : [
          sql`(${inLibrary === 'yes'} = EXISTS (SELECT FROM cultivation_entry c
                WHERE c.enterprise_id = t.enterprise_id AND c.ladder = t.ladder AND c.state = 'active'))`,
        ]),
    ...(person === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM steward_assignment a WHERE a.enterprise_id = t.enterprise_id AND a.kind = 'government'
                AND a.user_id = ${person}::uuid AND a.valid @> ${on}::date)`,
        ]),
  ]
}

type Sort = QueryOf<typeof contract.listStandings>['sort']

/** The highest rung first where rungs are sorted; the best chances first where distances are. */
export function standingOrder(ladder: Ladder, sort: Sort): RawBuilder<unknown> {
  const rungs = ladder.file.rungs.map(({ code }) => code)
  const tail = sql`s.initials, s.name, e.id`
  switch (sort) {
    case 'distance':
      return sql`(${QUALIFIED}) DESC NULLS LAST, ${NEAR} DESC NULLS LAST, (${UNDETERMINED}) DESC NULLS LAST,
                 d.distance NULLS LAST, d.missing_more NULLS LAST, ${tail}`
    case 'name':
      return tail
    case 'park':
      return sql`s.registration_park_id, ${tail}`
    case 'industry':
      return sql`s.industry, ${tail}`
    case 'rung':
      return sql`array_position(${rungs}::text[], t.held) DESC NULLS LAST, ${tail}`
    case 'points':
      return sql`d.points_low DESC NULLS LAST, ${tail}`
    case 'expires':
      return sql`expires_on NULLS LAST, ${tail}`
  }
}

export async function selectStandings(
  tx: Tx,
  ladder: Ladder,
  on: string,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    SELECT ${standingColumns(on)} ${standingsFrom(ladder, on)} AND ${every(conditions)}
     ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`.execute(tx)
  return rows
}

export async function countStandings(
  tx: Tx,
  ladder: Ladder,
  on: string,
  conditions: readonly RawBuilder<unknown>[],
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total ${standingsFrom(ladder, on)} AND ${every(conditions)}`.execute(tx)
  return rows[0]?.total ?? 0
}

/** Day of judgement of the standings; null: never worked out. */
export async function roundOf(
  tx: Tx,
  ladder: Ladder,
): Promise<{ readonly onDay: string; readonly computedAt: string; readonly inputs: string } | null> {
  const round = await tx
    .selectFrom('ladderRound')
    .select(['onDay', 'computedAt', 'inputs'])
    .where('ladder', '=', ladder.file.code)
    .executeTakeFirst()
  return round ?? null
}

export function listStandings(
  ctx: Context,
  { sort, offset, limit, ...filter }: QueryOf<typeof contract.listStandings>,
): Promise<ResponseOf<typeof contract.listStandings>> {
  const today = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const ladder = await findLadder(tx)
    if (ladder === null) return { on: null, total: 0, standings: [] }
    const conditions = standingConditions(ctx, today, filter)
    return {
      on: (await roundOf(tx, ladder))?.onDay ?? null,
      total: await countStandings(tx, ladder, today, conditions),
      standings: await selectStandings(tx, ladder, today, conditions, standingOrder(ladder, sort), {
        offset,
        limit,
      }),
    }
  })
}
