import { sql } from 'kysely'
import { decideFiling } from '#domain/indicators'
import { refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import type { FilingSheet } from './contract.ts'
import type * as contract from './contract.ts'
import { filingActor } from './filing-actor.ts'
import { queryRows, type QueryRow } from './queries.ts'
import { factsOf, filingCaller, loadFiling, type FilingNow } from './read-filing.ts'
import { sheetOf } from './sheet.ts'
import type { FilingKey, Tx } from './store.ts'
import { idOf, pathOf, tellUnit } from './tell-unit.ts'

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
      zh: `${ctx.caller.name}就《${title.zh}》${now.key.period}提出疑问，请答复`,
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
        zh: `${ctx.caller.name}答复了${row.period}报表的疑问`,
        en: `${ctx.caller.name} answered the query on the filing of ${row.period}`,
      },
    },
  ])
}
