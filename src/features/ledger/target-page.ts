import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import { judgeTarget } from '#domain/ledger'
import { isSameIndicator, isSameScope } from '#domain/plan'
import type { Context } from '#platform/http'
import { worksOnLedger } from './actor.ts'
import { loadBodies } from './bodies.ts'
import type { TargetPage, WireJson } from './contract.ts'
import { sentenceOf } from './sentences.ts'
import { pairOf, type Tx } from './store.ts'
import { followingOf, type FollowedSource } from './followable.ts'
import { findReports, searchPatterns, withoutGrowth } from './target-reports.ts'
import { loadTargets, toTarget, toTargetRows, yearOf, type TargetRecord } from './targets.ts'
import { inWords } from './view-duty.ts'

/** Where a value of a target came from, as it is kept beside it. */
export type ActualSource =
  | { readonly text: string }
  | (FollowedSource & { readonly text: string })
  | {
      readonly itemId: string
      readonly planId: string
      readonly documentId: string
      readonly documentTitle: string
      readonly versionId: string
      readonly startAt: number
      readonly endAt: number
      readonly quote: string
      readonly arithmetic: { readonly formula: string; readonly figures: readonly string[] } | null
    }

/** Everything that a target's page shows. */
export function readTarget(ctx: Context, id: string): Promise<TargetPage> {
  return ctx.read(async (tx) => {
    const [stored] = await loadTargets(tx, ctx, sql`t.id = ${id}::uuid`)
    if (stored === undefined) return refuse('ledger.not_found')
    const { row, actuals } = stored
    const related = await relatedTo(tx, ctx, row)
    const judged = judgeTarget(toTarget(row), actuals, yearOf(ctx.now), laterGrowth(row, related))
    const [self, ...others] = await toTargetRows(tx, ctx, [stored, ...related])
    if (self === undefined) return refuse('ledger.not_found')
    const values = await readActuals(tx, id)
    const kept = new Set(
      values.flatMap(({ withdrawn, itemId }) => (withdrawn === null && itemId !== null ? [itemId] : [])),
    )
    const reports = await findReports(tx, row)
    return {
      target: self,
      path: row.path,
      sentence: sentenceOf(row),
      actuals: values.map(({ itemId: _, ...value }) => value),
      trajectory: judged.trajectory.map((point) => ({ ...point })),
      forecast: judged.forecast.map((point) => ({
        ...point,
        years: [...point.years],
      })),
      wanted: judged.wanted,
      wanted2: judged.wanted2,
      reachedIn: judged.reachedIn,
      because: judged.because.map(({ code, params }) => ({ code, params: { ...params } })),
      suggestions: reports
        .filter(({ figureId, actual }) => !kept.has(figureId) && actual.year <= yearOf(ctx.now))
        .map(({ figureId, how, actual, arithmetic, confidence, sentence }) => ({
          itemId: figureId,
          how,
          ...actual,
          arithmetic: arithmetic === null ? null : { ...arithmetic, figures: [...arithmetic.figures] },
          confidence,
          sentence,
        })),
      ...(await followingOf(tx, row)),
      related: others,
      history: await readHistory(tx, ctx, id),
      can: abilities(ctx, row),
    }
  })
}

/** Targets of the same indicator that the asker may see. */
async function relatedTo(tx: Tx, ctx: Context, row: TargetRecord) {
  const found = await loadTargets(
    tx,
    ctx,
    sql`t.id <> ${row.id}::uuid and t.indicator ilike any(${searchPatterns(row.indicator)}::text[])`,
  )
  return found
    .filter(
      ({ row: other }) => isSameIndicator(seriesOf(other), seriesOf(row)) && agrees(other.scope, row.scope),
    )
    .sort((a, b) => (a.row.year ?? 9999) - (b.row.year ?? 9999) || a.row.serial - b.row.serial)
}

/** 企业总收入年均增速 is about 企业总收入, and 总收入 of a zone is that of its enterprises. */
function seriesOf({ indicator, scope }: Pick<TargetRecord, 'indicator' | 'scope'>) {
  return { indicator: withoutGrowth(indicator).replace(/^企业(?=\p{Script=Han}{3,})/u, ''), scope }
}

function agrees(a: string | null, b: string | null): boolean {
  return a === null || b === null || isSameScope(a, b)
}

/** The yearly growth that a later plan aims at, for the year in which a missed level would be passed. */
function laterGrowth(row: TargetRecord, related: Awaited<ReturnType<typeof relatedTo>>): number | null {
  const later = related.find(
    ({ row: other }) =>
      other.kind === 'growth' && other.year !== null && row.year !== null && other.year > row.year,
  )
  return row.kind === 'growth' ? null : (later?.row.value ?? null)
}

type Value = TargetPage['actuals'][number] & { readonly itemId: string | null }

/** All values, also withdrawn ones, by year and time. A sentence is shown to those who may read its document. */
async function readActuals(tx: Tx, targetId: string): Promise<Value[]> {
  const rows = await tx
    .selectFrom('targetActual')
    .selectAll()
    .where('targetId', '=', targetId)
    .orderBy('year')
    .orderBy('at')
    .execute()
  const sources = rows.map(({ source }) => source as ActualSource)
  const documents = sources.flatMap((source) => ('documentId' in source ? [source.documentId] : []))
  const readable = new Set(
    documents.length === 0
      ? []
      : (
          await tx
            .selectFrom('document')
            .select('id')
            .where('id', 'in', [...new Set(documents)])
            .execute()
        ).map(({ id }) => id),
  )
  return rows.map((row, index): Value => {
    const source = sources[index] ?? { text: '' }
    const cited = 'itemId' in source ? source : null
    return {
      id: row.id,
      year: row.year,
      value: row.value,
      low: row.low,
      high: row.high,
      sourceKind: row.sourceKind,
      sourceText: 'text' in source ? source.text : null,
      sentence: cited !== null && readable.has(cited.documentId) ? sentenceOf(cited) : null,
      arithmetic:
        cited === null || cited.arithmetic === null
          ? null
          : { formula: cited.arithmetic.formula, figures: [...cited.arithmetic.figures] },
      note: row.note,
      at: row.at,
      by: row.byName,
      withdrawn:
        row.withdrawnAt === null
          ? null
          : { at: row.withdrawnAt, by: row.withdrawnByName ?? '', reason: row.withdrawnReason ?? '' },
      itemId: cited?.itemId ?? null,
    }
  })
}

async function readHistory(tx: Tx, ctx: Context, id: string): Promise<TargetPage['history']> {
  const rows = await tx
    .selectFrom('targetChange')
    .selectAll()
    .where('targetId', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const leads = rows.flatMap(({ changed }) => pairOf(changed['leadId'] ?? null))
  const bodies = await loadBodies(
    tx,
    ctx,
    leads.filter((lead): lead is string => typeof lead === 'string'),
  )
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    by: row.byName,
    act: row.act,
    reason: row.reason,
    changed: Object.fromEntries(
      Object.entries(row.changed).map(([field, pair]: [string, Json]): [string, [WireJson, WireJson]] => {
        const [before, after] = pairOf(pair)
        return [field, [inWords(field, before, bodies), inWords(field, after, bodies)]]
      }),
    ),
  }))
}

/** A target is worked on by the body whose plan it is of, and by the one that leads it. */
export function mayWorkOn(
  ctx: Pick<Context, 'caller'>,
  row: Pick<TargetRecord, 'ownerId' | 'leadId'>,
): boolean {
  const mine = ctx.caller.organisationId
  return mine !== null && worksOnLedger(ctx.caller) && (row.ownerId === mine || row.leadId === mine)
}

function abilities(ctx: Context, row: TargetRecord): TargetPage['can'] {
  return mayWorkOn(ctx, row) ? ['actual', 'withdraw', 'change', 'follow'] : []
}
