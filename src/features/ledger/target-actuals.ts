import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import type { TargetPage } from './contract.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'
import { keepTargetChange, targetToChange } from './target-changes.ts'
import { readTarget, type ActualSource } from './target-page.ts'
import { findReports } from './target-reports.ts'
import { yearOf, type TargetRecord } from './targets.ts'

type Request = BodyOf<typeof contract.addActual>

interface Value {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly sourceKind: 'entered' | 'document' | 'implied'
  readonly source: ActualSource
  readonly note: string | null
}

/** The value of a year: entered, or as another document reports it. One that stands is withdrawn for it, with a reason. */
export async function addActual(ctx: Context, id: string, request: Request): Promise<TargetPage> {
  await ctx.inTransaction(async (tx) => {
    const { row } = await targetToChange(tx, ctx, id, request.version)
    if (request.year > yearOf(ctx.now))
      refuse('ledger.actual_ahead', { year: String(request.year) }, ['year'])
    const found = request.from === 'entered' ? entered(request) : await reported(tx, row, request)
    const before = await tx
      .selectFrom('targetActual')
      .select(['id', 'value'])
      .where('targetId', '=', id)
      .where('year', '=', request.year)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst()
    if (before !== undefined) {
      if (request.reason === null)
        return refuse('ledger.actual_stands', { year: String(request.year), value: before.value }, ['reason'])
      await withdraw(tx, ctx, before.id, request.reason)
    }
    await tx
      .insertInto('targetActual')
      .values({
        targetId: id,
        year: request.year,
        ...found,
        source: JSON.stringify(found.source),
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .execute()
    await keepTargetChange(tx, ctx, row, {
      act: 'actual',
      reason: request.reason,
      changed: { [`actual.${request.year}`]: [before?.value ?? null, found.value] },
    })
  })
  return readTarget(ctx, id)
}

function entered({ value, source, note }: Extract<Request, { from: 'entered' }>): Value {
  return { value, low: value, high: value, sourceKind: 'entered', source: { text: source }, note }
}

/** Only what the engine finds in a plan that the caller may see; the arithmetic of an implied value is kept with it. */
async function reported(
  tx: Tx,
  row: TargetRecord,
  { itemId, year }: Extract<Request, { from: 'document' }>,
): Promise<Value> {
  const found = (await findReports(tx, row)).find(
    ({ figureId, actual }) => figureId === itemId && actual.year === year,
  )
  if (found === undefined) return refuse('ledger.report_unknown', { year: String(year) }, ['itemId'])
  const { actual, how, arithmetic, planId, sentence } = found
  const { documentId, documentTitle, versionId, start, end, quote } = sentence
  return {
    value: actual.value,
    low: actual.low,
    high: actual.high,
    sourceKind: how === 'implied' ? 'implied' : 'document',
    source: {
      itemId,
      planId,
      documentId,
      documentTitle,
      versionId,
      startAt: start,
      endAt: end,
      quote,
      arithmetic,
    },
    note: null,
  }
}

/** A value that was wrong stays in the history and counts no more. */
export async function withdrawActual(
  ctx: Context,
  { targetId, actualId }: { readonly targetId: string; readonly actualId: string },
  { version, reason }: BodyOf<typeof contract.withdrawActual>,
): Promise<TargetPage> {
  await ctx.inTransaction(async (tx) => {
    const { row } = await targetToChange(tx, ctx, targetId, version)
    const value = await tx
      .selectFrom('targetActual')
      .select(['year', 'value'])
      .where('id', '=', actualId)
      .where('targetId', '=', targetId)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst()
    if (value === undefined) return refuse('ledger.not_found')
    await withdraw(tx, ctx, actualId, reason)
    await keepTargetChange(tx, ctx, row, {
      act: 'withdraw',
      reason,
      changed: { [`actual.${value.year}`]: [value.value, null] },
    })
  })
  return readTarget(ctx, targetId)
}

async function withdraw(tx: Tx, ctx: Context, actualId: string, reason: string): Promise<void> {
  await tx
    .updateTable('targetActual')
    .set({
      withdrawnAt: ctx.now.toISOString(),
      withdrawnByName: ctx.caller.name,
      withdrawnReason: reason,
    })
    .where('id', '=', actualId)
    .execute()
}
