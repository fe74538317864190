import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseRow } from './contract.ts'
import type * as contract from './contract.ts'
import { ENTERPRISE_COLUMNS } from './places.ts'
import { todayInChina, type Tx } from './store.ts'

type Answer = ResponseOf<typeof contract.readEnterprise>
type Stretch = Answer['stretches'][number]

/** What may differ from one stretch to the next. */
const WATCHED = [
  'name',
  'nameEn',
  'status',
  'successor',
  'registrationPark',
  'operationPark',
  'registrationDistrict',
  'operationDistrict',
  'cluster',
  'address',
  'industry',
  'field',
  'sizeClass',
  'rung',
  'highTech',
  'aboveScale',
] as const satisfies readonly (keyof Stretch)[]

/** One enterprise: what is known of it over time, and its filings. */
export async function readEnterprise(
  ctx: Context,
  id: string,
  { asOf }: QueryOf<typeof contract.readEnterprise>,
): Promise<Answer> {
  return ctx.read((tx) => enterpriseAt(tx, ctx, id, asOf))
}

export async function enterpriseAt(tx: Tx, ctx: Context, id: string, asOf?: string): Promise<Answer> {
  const { rows } = await sql<EnterpriseRow & Omit<Stretch, 'changed'>>`
    SELECT ${ENTERPRISE_COLUMNS}, s.source, s.reason, s.by_name, lower(s.known) AS known_from, upper(s.known) AS known_to
      FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE e.id = ${id}::uuid AND (${asOf ?? null}::timestamptz IS NULL OR lower(s.known) <= ${asOf ?? null}::timestamptz)
     ORDER BY lower(s.valid) NULLS FIRST, lower(s.known)`.execute(tx)
  if (rows.length === 0) return refuse('enterprises.not_found')
  const knownAt = asOf === undefined ? null : Date.parse(asOf)
  const holds = (row: { readonly knownTo: string | null }) =>
    row.knownTo === null || (knownAt !== null && Date.parse(row.knownTo) > knownAt)
  const stretches: Stretch[] = []
  let before: Stretch | null = null
  for (const { id: _, creditCode: __, synthetic: ___, ...row } of rows) {
    const last: Stretch | null = before
    const changed = last === null ? [] : WATCHED.filter((key) => differs(last[key], row[key]))
    const stretch: Stretch = { ...row, knownTo: holds(row) ? null : row.knownTo, changed }
    stretches.push(stretch)
    if (stretch.knownTo === null) before = stretch
  }
  const today = todayInChina(ctx.now)
  const standing = rows.filter(holds)
  const now =
    standing.find(
      ({ validFrom, validTo }) =>
        (validFrom === null || validFrom <= today) && (validTo === null || today < validTo),
    ) ??
    standing.at(-1) ??
    refuse('enterprises.not_found')
  const { source: _s, reason: _r, byName: _b, knownFrom: _f, knownTo: _t, ...enterprise } = now
  return {
    enterprise,
    stretches,
    mergedFrom: await mergedFrom(tx, id),
    filings: await filingsOf(tx, id),
    mayChange:
      ctx.caller.roles.includes('zone_office') ||
      (ctx.caller.roles.includes('park_committee') &&
        enterprise.registrationPark?.id === ctx.caller.organisationId),
  }
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b)
}

async function mergedFrom(tx: Tx, id: string): Promise<Answer['mergedFrom']> {
  const { rows } = await sql<Answer['mergedFrom'][number]>`
    SELECT s.enterprise_id AS id, s.name, lower(s.valid) AS "on" FROM enterprise_state s
     WHERE s.successor_id = ${id}::uuid AND s.status = 'merged' AND upper_inf(s.known) ORDER BY lower(s.valid)`.execute(
    tx,
  )
  return rows
}

async function filingsOf(tx: Tx, id: string): Promise<Answer['filings']> {
  const rows = await tx
    .selectFrom('statisticsFiling as f')
    .innerJoin('statisticsForm as v', (join) =>
      join.onRef('v.code', '=', 'f.form').onRef('v.version', '=', 'f.formVersion'),
    )
    .select([
      'f.form',
      'f.period',
      'f.state',
      'f.final',
      'f.submittedAt',
      'f.late',
      'f.errors',
      'f.openQueries',
      sql<string>`v.definition -> 'title' ->> 'zh'`.as('titleZh'),
      sql<string>`v.definition -> 'title' ->> 'en'`.as('titleEn'),
    ])
    .where('f.unitId', '=', id)
    .orderBy('f.period', 'desc')
    .orderBy('f.form')
    .limit(500)
    .execute()
  return rows
}
