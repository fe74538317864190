import type { CompiledForm } from '#domain/indicators'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { FilingQuery } from './contract.ts'
import type * as contract from './contract.ts'
import { filingActor, type FilingCaller } from './filing-actor.ts'
import { formAt } from './forms.ts'
import { unitsById } from './frame.ts'
import { filingCaller } from './read-filing.ts'
import type { FilingKey, Tx } from './store.ts'

export type QueryRow = Awaited<ReturnType<typeof queryRows>>[number]

export function queryRows(
  tx: Tx,
  key: Partial<FilingKey> & { readonly id?: string },
  state?: FilingQuery['state'],
) {
  let query = tx
    .selectFrom('statisticsQuery')
    .select(['id', 'unitId', 'form', 'period', 'parkId', 'field', 'state', 'at', 'byName', 'organisationId'])
    .orderBy('at')
    .limit(500)
  if (key.id !== undefined) query = query.where('id', '=', key.id)
  if (key.unitId !== undefined) query = query.where('unitId', '=', key.unitId)
  if (key.form !== undefined) query = query.where('form', '=', key.form)
  if (key.period !== undefined) query = query.where('period', '=', key.period)
  if (state !== undefined) query = query.where('state', '=', state)
  return query.execute()
}

/** The queries of one filing, oldest first. */
export async function queriesOf(
  tx: Tx,
  ctx: Context,
  key: FilingKey,
  form: CompiledForm,
  caller: FilingCaller,
): Promise<FilingQuery[]> {
  const rows = await queryRows(tx, key)
  return viewed(tx, ctx, rows, caller, () => Promise.resolve(form))
}

/** Queries that the caller may see, those that wait first. */
export async function listQueries(
  ctx: Context,
  { state, form }: QueryOf<typeof contract.listQueries>,
): Promise<ResponseOf<typeof contract.listQueries>> {
  return ctx.read(async (tx) => {
    const rows = await queryRows(tx, form === undefined ? {} : { form }, state)
    const queries = await viewed(tx, ctx, rows, await filingCaller(tx, ctx), async (row) => {
      const { formVersion } = await tx
        .selectFrom('statisticsFiling')
        .select('formVersion')
        .where('unitId', '=', row.unitId)
        .where('form', '=', row.form)
        .where('period', '=', row.period)
        .executeTakeFirstOrThrow()
      return formAt(tx, ctx.place, row.form, formVersion)
    })
    return { queries: queries.sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed')) }
  })
}

async function viewed(
  tx: Tx,
  _ctx: Context,
  rows: readonly QueryRow[],
  caller: FilingCaller,
  formOf: (row: QueryRow) => Promise<CompiledForm>,
): Promise<FilingQuery[]> {
  if (rows.length === 0) return []
  const messages = await tx
    .selectFrom('statisticsQueryMessage')
    .select(['queryId', 'no', 'side', 'text', 'at', 'byName'])
    .where(
      'queryId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('no')
    .execute()
  const units = await unitsById(
    tx,
    rows.map(({ unitId }) => unitId),
    rows[0]?.at.slice(0, 10) ?? '',
  )
  const views: FilingQuery[] = []
  for (const row of rows) {
    const unit = units.get(row.unitId)
    if (unit === undefined) continue
    const form = await formOf(row)
    const actor = filingActor(caller, row)
    const asks = (actor.park && !actor.filer) || actor.office
    const open = row.state !== 'closed'
    views.push({
      id: row.id,
      unit,
      form: row.form,
      period: row.period,
      field: row.field,
      fieldLabel: row.field === null ? null : (form.fieldByCode.get(row.field)?.field.label ?? null),
      state: row.state,
      at: row.at,
      byName: row.byName,
      messages: messages.flatMap(({ queryId, ...message }) => (queryId === row.id ? message : [])),
      may: { answer: open && actor.filer, ask: open && asks, close: open && asks },
    })
  }
  return views
}
