import { sql, type Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { ResponseOf } from '../route-contract.ts'
import type {
  Organisation,
  listOrganisations as listRoute,
  readOrganisation as readRoute,
} from './contract.ts'

type Tx = Transaction<Database>

const lower = sql<string | null>`lower(n.valid)::text`
/** A range's upper end is exclusive; people say the last day. */
const upper = sql<string | null>`(upper(n.valid) - 1)::text`

function selectOrganisations(tx: Tx, asOf: string) {
  return tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', (join) =>
      join.onRef('n.organisationId', '=', 'o.id').on(sql<boolean>`n.valid @> ${asOf}::date`),
    )
    .leftJoin('organisationParent as p', (join) =>
      join.onRef('p.organisationId', '=', 'o.id').on(sql<boolean>`p.valid @> ${asOf}::date`),
    )
    .select([
      'o.id',
      'o.code',
      'o.kind',
      'n.name',
      'n.shortName',
      'n.nameEn',
      'p.parentId',
      'o.adcode',
      'o.source',
      lower.as('validFrom'),
      upper.as('validTo'),
    ])
}

export function listOrganisations(
  ctx: Context,
  asOf: string | undefined,
): Promise<ResponseOf<typeof listRoute>> {
  const date = asOf ?? ctx.now.toISOString().slice(0, 10)
  return ctx.read(async (tx) => ({
    asOf: date,
    organisations: await selectOrganisations(tx, date).orderBy('o.kind').orderBy('o.code').execute(),
  }))
}

export function readOrganisation(ctx: Context, id: string): Promise<ResponseOf<typeof readRoute>> {
  return ctx.read(async (tx) => {
    const today = ctx.now.toISOString().slice(0, 10)
    const organisation: Organisation =
      (await selectOrganisations(tx, today).where('o.id', '=', id).executeTakeFirst()) ??
      refuse('registry.not_found')
    const names = await tx
      .selectFrom('organisationName as n')
      .select(['n.name', 'n.shortName', 'n.source', lower.as('validFrom'), upper.as('validTo')])
      .where('n.organisationId', '=', id)
      .orderBy('n.valid', 'desc')
      .execute()
    const parents = await tx
      .selectFrom('organisationParent as p')
      .innerJoin('organisationName as n', 'n.organisationId', 'p.parentId')
      .select([
        'p.parentId',
        'n.name',
        sql<string | null>`lower(p.valid)::text`.as('validFrom'),
        sql<string | null>`(upper(p.valid) - 1)::text`.as('validTo'),
      ])
      .where('p.organisationId', '=', id)
      .where(sql<boolean>`n.valid && p.valid`)
      .execute()
    const facts = await tx
      .selectFrom('organisationFact')
      .select(['code', 'value', 'source', 'asOf'])
      .where('organisationId', '=', id)
      .orderBy('code')
      .execute()
    return {
      organisation,
      names,
      parents,
      facts,
      duties: await countDuties(tx, [organisation.name, organisation.shortName]),
    }
  })
}

/** Tasks of the current plans that name the organisation as lead, acting or supporting body. */
async function countDuties(tx: Tx, names: readonly string[]) {
  const rows = await tx
    .selectFrom('publishedItem as i')
    .innerJoin('plan as p', 'p.id', 'i.planId')
    .select(['p.id as planId', 'p.title as planTitle', (eb) => eb.fn.countAll<number>().as('tasks')])
    .where('i.kind', '=', 'task')
    .where(isCurrentPlan)
    .where(
      sql<boolean>`(i.data->'bodies' ?| ${sql.val([...names])}::text[] or i.data->'supporting' ?| ${sql.val([...names])}::text[]
        or i.data->>'lead' = any(${sql.val([...names])}::text[]))`,
    )
    .groupBy(['p.id', 'p.title'])
    .orderBy('p.title')
    .execute()
  return rows
}

/** The newest publication of its document. */
export const isCurrentPlan = sql<boolean>`not exists (select from plan newer where newer.document_id = p.document_id and newer.no > p.no)`
