import { sql } from 'kysely'
import type { CompiledForm } from '#domain/indicators'
import { refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { FilingQuery, FilingSheet } from './contract.ts'
import type * as contract from './contract.ts'
import { filingActor, type FilingCaller } from './filing-actor.ts'
import { formAt } from './forms.ts'
import { unitsById } from './frame.ts'
import { factsOf, filingCaller, loadFiling, type FilingNow } from './read-filing.ts'
import { sheetOf } from './sheet.ts'
import type { FilingKey, Tx } from './store.ts'
import { idOf, pathOf, tellUnit } from './tell-unit.ts'
import { decideFiling } from '#domain/indicators'

type QueryRow = Awaited<ReturnType<typeof queryRows>>[number]

function queryRows(tx: Tx, key: Partial<FilingKey> & { readonly id?: string }, state?: FilingQuery['state']) {
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

/** Asks about one cell, or about the filing. */
export async function openQuery(
  ctx: Context,
  key: ParamsOf<typeof contract.openQuery>,
  { field, text }: BodyOf<typeof contract.openQuery>,
): Promise<FilingSheet> {
  return ctx.inTransaction(async (tx) => {
    const now = await loadFiling(tx, ctx, key, true)
    const actor = filingActor(await filingCaller(tx, ctx), { unitId: key.unitId, parkId: now.parkId })
    const decided = decideFiling(factsOf(now), 'query', actor)
    if (!decided.ok) return refuse(decided.issues[0]?.code ?? 'statistics.not_yours')
    if (field !== null && !now.form.fieldByCode.has(field)) refuse('statistics.field_unknown', { field })
    const at = ctx.now.toISOString()
    const { id } = await tx
      .insertInto('statisticsQuery')
      .values({
        ...key,
        parkId: now.parkId,
        field,
        at,
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        organisationId: ctx.caller.organisationId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await say(tx, ctx, id, 'asker', text)
    await recount(tx, key)
    await tellFiler(tx, ctx, now, id, 1)
    await ctx.audit(tx, {
      action: 'filing.query',
      subjectKind: 'filing',
      subjectId: idOf(key),
      detail: { query: id, field },
    })
    return sheetOf(tx, ctx, key)
  })
}

/** Answers, asks again, or closes. */
export async function sayInQuery(
  ctx: Context,
  { queryId }: ParamsOf<typeof contract.sayInQuery>,
  { text, close }: BodyOf<typeof contract.sayInQuery>,
): Promise<FilingSheet> {
  return ctx.inTransaction(async (tx) => {
    const [row] = await queryRows(tx, { id: queryId })
    if (row === undefined) return refuse('statistics.query_unknown')
    const key = { unitId: row.unitId, form: row.form, period: row.period }
    const now = await loadFiling(tx, ctx, key, true)
    if (row.state === 'closed') refuse('statistics.query_closed')
    const actor = filingActor(await filingCaller(tx, ctx), row)
    const asks = (actor.park && !actor.filer) || actor.office
    if (!asks && (!actor.filer || close)) refuse('statistics.not_yours', { act: 'query' })
    if (text === '' && !close) refuse('statistics.text_required', {}, ['text'])
    const side = asks ? 'asker' : 'filer'
    const no = text === '' ? 0 : await say(tx, ctx, queryId, side, text)
    await tx
      .updateTable('statisticsQuery')
      .set({
        state: close ? 'closed' : side === 'filer' ? 'answered' : 'open',
        ...(close ? { closedAt: ctx.now.toISOString() } : {}),
      })
      .where('id', '=', queryId)
      .execute()
    await recount(tx, key)
    if (side === 'asker' && !close) await tellFiler(tx, ctx, now, queryId, no)
    if (side === 'filer') await tellAsker(tx, ctx, row, queryId, no)
    await ctx.audit(tx, {
      action: close ? 'filing.query-close' : 'filing.query-say',
      subjectKind: 'filing',
      subjectId: idOf(key),
      detail: { query: queryId, side },
    })
    return sheetOf(tx, ctx, key)
  })
}

async function say(
  tx: Tx,
  ctx: Context,
  queryId: string,
  side: 'asker' | 'filer',
  text: string,
): Promise<number> {
  const { no } = await tx
    .insertInto('statisticsQueryMessage')
    .values({
      queryId,
      no: sql<number>`(SELECT coalesce(max(no), 0) + 1 FROM statistics_query_message WHERE query_id = ${queryId}::uuid)`,
      side,
      text,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .returning('no')
    .executeTakeFirstOrThrow()
  return no
}

/** The filing knows how many of its queries are not closed; approval asks that. */
async function recount(tx: Tx, key: FilingKey): Promise<void> {
  await sql`
    UPDATE statistics_filing SET txid = pg_current_xact_id(), open_queries = (
        SELECT count(*) FROM statistics_query q
         WHERE q.unit_id = ${key.unitId}::uuid AND q.form = ${key.form} AND q.period = ${key.period} AND q.state <> 'closed')
     WHERE unit_id = ${key.unitId}::uuid AND form = ${key.form} AND period = ${key.period}`.execute(tx)
}

async function tellFiler(tx: Tx, ctx: Context, now: FilingNow, queryId: string, no: number): Promise<void> {
  const { title } = now.form.definition
  await tellUnit(tx, ctx, now.key, {
    subjectKey: `filing-query:${queryId}:${String(no)}`,
    message: 'filing-query',
    text: {
      zh: `${ctx.caller.name}就《${title.zh}》${now.key.period}提出查询，请答复`,
      en: `${ctx.caller.name} asks about “${title.en}”, ${now.key.period}`,
    },
  })
}

async function tellAsker(tx: Tx, ctx: Context, row: QueryRow, queryId: string, no: number): Promise<void> {
  if (row.organisationId === null) return
  await tellOf(tx, ctx, [
    {
      subjectKey: `filing-query:${queryId}:${String(no)}`,
      subjectPath: pathOf(row),
      message: 'filing-answer',
      party: `org:${row.organisationId}`,
      text: {
        zh: `${ctx.caller.name}答复了${row.period}报表的查询`,
        en: `${ctx.caller.name} answered the query on the filing of ${row.period}`,
      },
    },
  ])
}
