import { sql, type RawBuilder, type Transaction } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { EnterpriseChoice, EnterpriseName } from './contract.ts'

export type Tx = Transaction<Database>

/** The day that it is in China. */
export function dayOf(moment: Date): string {
  return chinaDay(moment.getTime())
}

export function hasRole({ caller }: Pick<Context, 'caller'>, ...roles: readonly string[]): boolean {
  return roles.some((role) => caller.roles.includes(role))
}

/** The office works with every enterprise, a park with its own; whose an enterprise is, the database says. */
export function keepsFirms(ctx: Pick<Context, 'caller'>): boolean {
  return hasRole(ctx, 'zone_office', 'park_committee')
}

/** A body with its names of today as json; null where the column is null. */
export function placeJson(column: string): RawBuilder<unknown> {
  return sql`(SELECT json_build_object('id', n.organisation_id, 'name', n.short_name, 'nameEn', n.name_en)
                FROM organisation_name n WHERE n.organisation_id = ${sql.ref(column)} AND n.valid @> current_date)`
}

/** An EnterpriseName from `e` (enterprise) and `s` (a row of enterprise_state). */
export const ENTERPRISE_NAME = sql<EnterpriseName>`json_build_object(
  'id', e.id, 'creditCode', e.credit_code, 'name', s.name, 'registrationPark', ${placeJson('s.registrationParkId')},
  'operationPark', ${placeJson('s.operationParkId')}, 'industry', s.industry, 'synthetic', e.synthetic)`

/**
 * Joins `e` and `s` to rows that have `enterprise_id` under this name: what is known of the enterprise on a day, or the last that
 * the caller may know of it where it went elsewhere or closed.
 */
export function joinEnterprise(of: string, on: string): RawBuilder<unknown> {
  const column = sql.ref(`${of}.enterpriseId`)
  return sql`
    JOIN enterprise e ON e.id = ${column}
    JOIN LATERAL (SELECT * FROM enterprise_state x WHERE x.enterprise_id = ${column} AND upper_inf(x.known)
                   ORDER BY x.valid @> ${on}::date DESC, lower(x.valid) DESC NULLS LAST LIMIT 1) s ON true`
}

/** Conditions on `e` and `s`. */
export function chosen(choice: EnterpriseChoice): RawBuilder<unknown>[] {
  const { search, park, scope, industry, field, size } = choice
  return [
    ...(park === undefined
      ? []
      : [
          scope === 'operation'
            ? sql`s.operation_park_id = ${park}::uuid`
            : sql`s.registration_park_id = ${park}::uuid`,
        ]),
    ...(industry === undefined ? [] : [sql`s.industry LIKE ${`${escaped(industry)}%`}`]),
    ...(field === undefined ? [] : [sql`s.field = ${field}`]),
    ...(size === undefined ? [] : [sql`s.size_class = ${size}`]),
    ...(search === undefined || search === ''
      ? []
      : [
          sql`(s.name LIKE ${`%${escaped(search)}%`} OR s.initials LIKE ${`${escaped(search.toLowerCase())}%`}
               OR e.credit_code LIKE ${`${escaped(search.toUpperCase())}%`})`,
        ]),
  ]
}

export function escaped(words: string): string {
  return words.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)
}

export function every(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` AND `)
}

/** One enterprise as the caller may see it; refuses what is not there for him. */
export async function loadEnterprise(
  tx: Tx,
  id: string,
  on: string,
): Promise<{
  readonly name: EnterpriseName
  readonly organisationId: string | null
  readonly keeps: boolean
}> {
  const { rows } = await sql<{ name: EnterpriseName; organisationId: string | null; keeps: boolean }>`
    SELECT ${ENTERPRISE_NAME} AS name, e.organisation_id, coalesce(keeps_enterprise(e.id), false) AS keeps
      FROM (SELECT ${id}::uuid AS enterprise_id) wanted ${joinEnterprise('wanted', on)}`.execute(tx)
  return rows[0] ?? refuse('enterprises.not_found')
}

/** The same, for who may also see what is confidential and act on it. */
export async function requireKept(tx: Tx, id: string, on: string): Promise<EnterpriseName> {
  const { name, keeps } = await loadEnterprise(tx, id, on)
  if (!keeps) refuse('enterprises.not_found')
  return name
}

/** An account to which work can be given. */
export async function loadPerson(
  tx: Tx,
  id: string,
): Promise<{ id: string; name: string; organisationId: string; roles: readonly string[] } | null> {
  const person = await tx
    .selectFrom('person')
    .select(['id', 'name', 'organisationId', 'roles'])
    .where('id', '=', id)
    .executeTakeFirst()
  return person ?? null
}

/** Of whom an enterprise is: its own body, and the parks where it is registered and operates on a day. */
export async function bodiesOf(
  tx: Tx,
  enterpriseId: string,
  on: string,
): Promise<{ readonly own: string | null; readonly parks: readonly string[] }> {
  const { rows } = await sql<{ own: string | null; registration: string | null; operation: string | null }>`
    SELECT e.organisation_id AS own, s.registration_park_id AS registration, s.operation_park_id AS operation
      FROM (SELECT ${enterpriseId}::uuid AS enterprise_id) wanted ${joinEnterprise('wanted', on)}`.execute(tx)
  const found = rows[0]
  if (found === undefined) return { own: null, parks: [] }
  return {
    own: found.own,
    parks: [...new Set([found.registration, found.operation].filter((park) => park !== null))],
  }
}
