import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely'
import { judgeTarget, type Actual, type Target, type TargetView } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type { TargetRow } from './contract.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

export type TargetRecord = Selectable<Database['target']>

/** A target with the values that count, and what the engine says of it today. */
export interface StoredTarget {
  readonly row: TargetRecord
  /** One per year, withdrawn ones left out. */
  readonly actuals: readonly Actual[]
  readonly judged: TargetView
}

export function listTargets(
  ctx: Context,
  query: QueryOf<typeof contract.listTargets>,
): Promise<ResponseOf<typeof contract.listTargets>> {
  return ctx.read(async (tx) => {
    const rows = await readTargetRows(tx, ctx, whereTarget(query))
    const { standing } = query
    return { targets: standing === undefined ? rows : rows.filter((row) => row.standing === standing) }
  })
}

/** By words, document, lead and year; the standing is judged on the day and so not asked of the table. */
function whereTarget({ q, document, lead, year }: QueryOf<typeof contract.listTargets>): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = []
  if (q !== undefined && q !== '') {
    const pattern = `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
    conditions.push(sql`(t.indicator ilike ${pattern} or t.scope ilike ${pattern})`)
  }
  if (document !== undefined) conditions.push(sql`t.document_id = ${document}::uuid`)
  if (lead !== undefined) conditions.push(sql`t.lead_id = ${lead}::uuid`)
  if (year !== undefined) conditions.push(sql`t.year = ${year}::int`)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Targets under a condition on `target as t`, by document and place in it. */
export async function loadTargets(
  tx: Tx,
  ctx: Pick<Context, 'now'>,
  where: RawBuilder<SqlBool>,
): Promise<StoredTarget[]> {
  const rows = await tx
    .selectFrom('target as t')
    .selectAll()
    .where(where)
    .orderBy('t.documentTitle')
    .orderBy('t.documentId')
    .orderBy('t.startAt')
    .orderBy('t.serial')
    .execute()
  const ids = rows.map(({ id }) => id)
  const actuals =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('targetActual')
          .select(['targetId', 'year', 'value', 'low', 'high'])
          .where('targetId', '=', sql<string>`any(${ids}::uuid[])`)
          .where('withdrawnAt', 'is', null)
          .orderBy('year')
          .execute()
  const byTarget = Map.groupBy(actuals, ({ targetId }) => targetId)
  const year = yearOf(ctx.now)
  return rows.map((row) => {
    const own = (byTarget.get(row.id) ?? []).map(({ year: of, value, low, high }) => ({
      year: of,
      value,
      low,
      high,
    }))
    return { row, actuals: own, judged: judgeTarget(toTarget(row), own, year) }
  })
}

export async function readTargetRows(tx: Tx, ctx: Context, where: RawBuilder<SqlBool>): Promise<TargetRow[]> {
  return toTargetRows(tx, ctx, await loadTargets(tx, ctx, where))
}

export async function toTargetRows(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  stored: readonly StoredTarget[],
): Promise<TargetRow[]> {
  const bodies = await loadBodies(
    tx,
    ctx,
    stored.flatMap(({ row }) => [row.ownerId, row.leadId]),
  )
  return stored.map(({ row, actuals, judged }) => {
    const latest = actuals.at(-1)
    return {
      id: row.id,
      serial: row.serial,
      indicator: row.indicator,
      scope: row.scope,
      kind: row.kind,
      comparator: row.comparator,
      value: row.value,
      value2: row.value2,
      unit: row.unit,
      year: row.year,
      baseYear: row.baseYear,
      baseValue: row.baseValue,
      levelUnit: row.levelUnit,
      owner: bodies.of(row.ownerId),
      lead: bodies.orNull(row.leadId),
      document: row.documentId === null ? null : { id: row.documentId, title: row.documentTitle ?? '' },
      standing: judged.standing,
      latest: latest === undefined ? null : { year: latest.year, value: latest.value },
      attainment: judged.attainment,
      visibility: row.visibility,
      forEvaluation: row.forEvaluation,
      synthetic: row.synthetic,
      version: row.version,
    }
  })
}

/** As the engine takes it: base and actuals of a growth target have a unit of their own. */
export function toTarget(
  row: Pick<
    TargetRecord,
    'comparator' | 'kind' | 'value' | 'value2' | 'levelUnit' | 'year' | 'baseYear' | 'baseValue' | 'path'
  >,
): Target {
  const { comparator, kind, value, value2, year, baseYear, baseValue, path } = row
  return { comparator, kind, value, value2, unit: row.levelUnit, year, baseYear, baseValue, path }
}

/** The civil year in which somebody asks. */
export function yearOf(now: Date): number {
  return Number(dayOf(now).slice(0, 4))
}
