import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Duty, DutyAct } from '#domain/ledger'
import type { Tx } from './store.ts'

/** Bodies, people and kinds of action that a duty may name. */
export interface Named {
  readonly bodies: readonly (string | null | undefined)[]
  readonly parkId?: string | null | undefined
  readonly personId?: string | null | undefined
  /** The body whose person it must be. */
  readonly personOf?: string | null | undefined
  readonly categories?: readonly string[] | undefined
}

/** Refuses what is not in the register: a body that is none, a person of another body, an unknown kind of action. */
export async function checkNames(tx: Tx, named: Named): Promise<void> {
  const bodies = [...new Set([...named.bodies, named.parkId].flatMap((id) => id ?? []))]
  if (bodies.length > 0) {
    const found = await tx
      .selectFrom('organisation as o')
      .select(['o.id', 'o.kind'])
      .where('o.id', 'in', bodies)
      .where('o.kind', 'not in', ['zone', 'area'])
      .execute()
    const missing = bodies.find((id) => !found.some((row) => row.id === id))
    if (missing !== undefined) refuse('ledger.body_unknown', { id: missing }, ['leadId'])
    if (
      typeof named.parkId === 'string' &&
      !found.some(({ id, kind }) => id === named.parkId && kind === 'park')
    )
      refuse('ledger.park_unknown', {}, ['parkId'])
  }
  if (typeof named.personId === 'string') {
    const person = await tx
      .selectFrom('person')
      .select('organisationId')
      .where('id', '=', named.personId)
      .executeTakeFirst()
    if (person === undefined || person.organisationId !== named.personOf)
      refuse('ledger.person_unknown', {}, ['personId'])
  }
  if (named.categories !== undefined && named.categories.length > 0) {
    const { rows } = await sql<{ code: string }>`
      select code from unnest(${[...named.categories]}::text[]) as code
       where code not in (select c.code from ledger_code c where c.list = 'action')`.execute(tx)
    const unknown = rows[0]?.code
    if (unknown !== undefined) refuse('ledger.category_unknown', { code: unknown }, ['categories'])
  }
}

export async function checkNamed(tx: Tx, duty: Duty, act: DutyAct): Promise<void> {
  if (act.kind === 'assign')
    return checkNames(tx, {
      bodies: [act.leadId, ...act.supporting],
      personId: act.personId,
      personOf: act.leadId,
    })
  if (act.kind === 'accept')
    return checkNames(tx, { bodies: [], personId: act.personId, personOf: duty.leadId })
  if (act.kind === 'change')
    return checkNames(tx, {
      bodies: [],
      parkId: act.fields.parkId,
      personId: act.fields.personId,
      personOf: duty.leadId,
      categories: act.fields.categories,
    })
}
