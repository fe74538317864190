import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { isCreditCode, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { enterpriseAt } from './read-enterprise.ts'
import type { Tx } from './store.ts'

type Change = BodyOf<typeof contract.changeEnterprise>

/**
 * Records a change from a day on (until a day where `to` is given). Nothing is overwritten: the rows that it touches are known
 * until now, and are said again as they are left and right of the change, and changed within it.
 */
export async function changeEnterprise(
  ctx: Context,
  id: string,
  change: Change,
): Promise<ResponseOf<typeof contract.changeEnterprise>> {
  if (change.to !== null && change.to <= change.from)
    refuse('enterprises.span_empty', { from: change.from, to: change.to }, ['to'])
  if (Object.keys(change.set).length === 0) refuse('enterprises.nothing_changed')
  return ctx.inTransaction(async (tx) => {
    await sayChange(tx, ctx, id, change)
    await ctx.audit(tx, {
      action: 'enterprise.change',
      subjectKind: 'enterprise',
      subjectId: id,
      detail: { from: change.from, to: change.to, fields: Object.keys(change.set), reason: change.reason },
    })
    return enterpriseAt(tx, ctx, id)
  })
}

/** The change itself, within somebody's transaction and his audit. */
export async function sayChange(tx: Tx, ctx: Context, id: string, change: Change): Promise<void> {
  await refuseUnknown(tx, id, change.set)
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 5))`.execute(tx)
  const span = sql`daterange(${change.from}::date, ${change.to}::date)`
  const { rows: touched } = await sql<Record<string, unknown>>`
    UPDATE enterprise_state SET known = tstzrange(lower(known), now()), txid = pg_current_xact_id()
     WHERE enterprise_id = ${id}::uuid AND upper_inf(known) AND lower(known) < now() AND valid && ${span}
    RETURNING *`.execute(tx)
  if (touched.length === 0) return refuse('enterprises.not_known_then', { from: change.from })
  for (const row of touched) await sayAgain(tx, ctx, row, change)
}

const COPIED = [
  'name',
  'nameEn',
  'initials',
  'status',
  'successorId',
  'registrationParkId',
  'operationParkId',
  'registrationDistrictId',
  'operationDistrictId',
  'cluster',
  'address',
  'industry',
  'field',
  'sizeClass',
  'rung',
  'highTech',
  'aboveScale',
] as const

/** The part before, the part within (changed), the part after; parts without days are left out. */
async function sayAgain(tx: Tx, ctx: Context, row: Record<string, unknown>, change: Change): Promise<void> {
  const was = String(row['valid'])
  const to = change.to
  const parts = [
    { valid: sql`${was}::daterange * daterange(NULL, ${change.from}::date)`, changed: false },
    { valid: sql`${was}::daterange * daterange(${change.from}::date, ${to}::date)`, changed: true },
    ...(to === null
      ? []
      : [{ valid: sql`${was}::daterange * daterange(${to}::date, NULL)`, changed: false }]),
  ]
  const set: Record<string, unknown> = { ...change.set }
  if (change.set.name !== undefined) set['initials'] = initialsOf(change.set.name)
  if (change.set.status !== undefined && change.set.status !== 'merged') set['successorId'] = null
  for (const { valid, changed } of parts) {
    const values = Object.fromEntries(COPIED.map((key) => [key, changed && key in set ? set[key] : row[key]]))
    const told = changed
      ? { source: change.source, reason: change.reason, byId: ctx.caller.userId, byName: ctx.caller.name }
      : { source: row['source'], reason: row['reason'], byId: row['byId'], byName: row['byName'] }
    const all = { ...values, ...told }
    const columns = Object.keys(all)
    await sql`
      INSERT INTO enterprise_state (enterprise_id, valid, known, ${sql.join(columns.map((column) => sql.ref(column)))})
      SELECT ${row['enterpriseId']}::uuid, part.valid, tstzrange(now(), NULL), ${sql.join(
        columns.map((column) => typed(column, all[column as keyof typeof all])),
      )}
        FROM (SELECT ${valid} AS valid) part WHERE NOT isempty(part.valid)`.execute(tx)
  }
}

function typed(column: string, value: unknown) {
  if (column.endsWith('Id')) return sql`${value}::uuid`
  return column === 'highTech' || column === 'aboveScale' ? sql`${value}::boolean` : sql`${value}::text`
}

export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' })
    .join('')
    .toLowerCase()
}

async function refuseUnknown(tx: Tx, id: string, set: Change['set']): Promise<void> {
  if (set.status === 'merged' && (set.successorId ?? null) === null)
    refuse('enterprises.successor_missing', {}, ['set', 'successorId'])
  if (set.successorId !== undefined && set.successorId !== null) {
    if (set.successorId === id || set.status !== 'merged')
      refuse('enterprises.successor_wrong', {}, ['set', 'successorId'])
    const successor = await tx
      .selectFrom('enterprise')
      .select('id')
      .where('id', '=', set.successorId)
      .executeTakeFirst()
    if (successor === undefined) refuse('enterprises.successor_unknown', {}, ['set', 'successorId'])
  }
  await refuseBodies(tx, {
    registrationParkId: [set.registrationParkId, 'park'],
    operationParkId: [set.operationParkId, 'park'],
    registrationDistrictId: [set.registrationDistrictId, 'district'],
    operationDistrictId: [set.operationDistrictId, 'district'],
  })
  for (const [key, list] of [
    ['industry', 'industry'],
    ['field', 'field'],
    ['sizeClass', 'size'],
    ['rung', 'rung'],
  ] as const) {
    const code = set[key]
    if (code === undefined || code === null) continue
    const known = await tx
      .selectFrom('classificationCode')
      .select('code')
      .where('list', '=', list)
      .where('code', '=', code)
      .executeTakeFirst()
    if (known === undefined) refuse('enterprises.code_unknown', { list, code }, ['set', key])
  }
}

async function refuseBodies(
  tx: Tx,
  wanted: Readonly<Record<string, readonly [string | null | undefined, 'park' | 'district']>>,
): Promise<void> {
  for (const [key, [id, kind]] of Object.entries(wanted)) {
    if (id === undefined || id === null) continue
    const body = await tx
      .selectFrom('organisation')
      .select('id')
      .where('id', '=', id)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (body === undefined) refuse('enterprises.body_unknown', { kind }, ['set', key])
  }
}

/** Takes a new enterprise into the register. */
export async function addEnterprise(
  ctx: Context,
  body: BodyOf<typeof contract.addEnterprise>,
): Promise<{ id: string }> {
  if (!isCreditCode(body.creditCode)) refuse('enterprises.credit_code_wrong', {}, ['creditCode'])
  const ownPark = ctx.caller.roles.includes('park_committee') && !ctx.caller.roles.includes('zone_office')
  if (ownPark && body.registrationParkId !== ctx.caller.organisationId)
    refuse('enterprises.other_park', {}, ['registrationParkId'])
  return ctx.inTransaction(async (tx) => {
    const id = await register(tx, ctx, { ...NOTHING_MORE, ...body })
    await ctx.audit(tx, {
      action: 'enterprise.add',
      subjectKind: 'enterprise',
      subjectId: id,
      detail: { creditCode: body.creditCode, from: body.from },
    })
    return { id }
  })
}

const NOTHING_MORE = {
  registrationDistrictId: null,
  operationDistrictId: null,
  cluster: null,
  address: null,
  rung: null,
} as const

type NewEnterprise = BodyOf<typeof contract.addEnterprise> & {
  readonly [key in keyof typeof NOTHING_MORE]: string | null
}

/** The registration itself, within somebody's transaction and his audit; answers the id. */
export async function register(tx: Tx, ctx: Context, enterprise: NewEnterprise): Promise<string> {
  const { creditCode, from, source, ...set } = enterprise
  await refuseUnknown(tx, '', set)
  // Two who register the same code at once come one after the other. The row cannot be read back by a park before it has a state.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${creditCode}, 11))`.execute(tx)
  const { rows: known } = await sql`SELECT registered_codes(ARRAY[${creditCode}]::text[])`.execute(tx)
  if (known.length > 0) return refuse('enterprises.known_already', { creditCode }, ['creditCode'])
  const id = randomUUID()
  await tx.insertInto('enterprise').values({ id, creditCode, organisationId: null }).execute()
  await tx
    .insertInto('enterpriseState')
    .values({
      enterpriseId: id,
      valid: sql<string>`daterange(${from}::date, NULL)`,
      ...set,
      initials: initialsOf(set.name),
      status: 'active',
      successorId: null,
      source,
      reason: null,
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .execute()
  return id
}
