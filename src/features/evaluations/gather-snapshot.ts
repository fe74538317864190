import { shiftPeriod, periodById, refuse } from '#domain/kernel'
import type { EvaluationData, EvaluationUnit, PanelMember, Scheme } from '#domain/evaluation'
import { parseEvaluationData } from '#domain/evaluation'
import { bringStatisticsUpToDate, hasAnalytics, readParkFigures } from '#features/statistics'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import { digestOf } from './compute-run.ts'
import type { ColumnSource } from './contract.ts'
import { neededColumns, type NeededColumn } from './needed-columns.ts'
import { loadSnapshot, type Tx } from './store.ts'

/** A figure that an accepted objection brings in. */
export interface Correction {
  readonly column: string
  readonly period: string
  readonly unit: string
  readonly value: number | null
  /** Number of the objection. */
  readonly objection: number
}

export interface SnapshotRequest {
  readonly schemeId: string
  readonly scheme: Scheme
  readonly period: string
  /** Null: for a trial. */
  readonly roundId: string | null
  /** Data of the round that the corrections go into; null: gathered anew, as known now. */
  readonly basedOn: string | null
  readonly corrections: readonly Correction[]
  readonly reason: string | null
}

/** Periods beside the judged one: for figures that come late, for scales over all periods, for year to year. */
const EARLIER_PERIODS = 2

/** Data of a request, gathered and corrected, not kept yet. */
export interface GatheredSnapshot {
  readonly request: SnapshotRequest
  readonly asOf: string
  readonly data: EvaluationData
  readonly sources: Readonly<Record<string, ColumnSource>>
}

export interface KeptSnapshot {
  readonly id: string
  readonly digest: string
}

/**
 * What a scheme reads, as known at this moment: from the statistics, from facts and panels; or takes corrections into frozen
 * data, which otherwise stay as they were. Takes a while, so that it is done outside the transaction that keeps it. Refuses with
 * `evaluation.no_units_of_kind`, `evaluation.correction_of_nothing`.
 */
export async function gatherSnapshot(ctx: Context, request: SnapshotRequest): Promise<GatheredSnapshot> {
  const gathered =
    request.basedOn === null
      ? await gather(ctx, request.scheme, request.period)
      : await ctx.read((tx) => frozen(tx, request.basedOn ?? ''))
  return { request, asOf: gathered.asOf, ...correct(gathered, request.corrections) }
}

/** Freezes what was gathered. Of a round: `tx` has locked it, so that its data are numbered one by one. */
export async function keepSnapshot(
  tx: Tx,
  ctx: Context,
  { request, asOf, data, sources }: GatheredSnapshot,
): Promise<KeptSnapshot> {
  const last =
    request.roundId === null
      ? null
      : await tx
          .selectFrom('evaluationSnapshot')
          .select((eb) => eb.fn.max('no').as('no'))
          .where('roundId', '=', request.roundId)
          .executeTakeFirst()
  const digest = digestOf(data)
  const { id } = await tx
    .insertInto('evaluationSnapshot')
    .values({
      roundId: request.roundId,
      schemeId: request.schemeId,
      period: request.period,
      no: (last?.no ?? 0) + 1,
      asOf,
      data: JSON.stringify(data),
      sources: JSON.stringify(sources),
      digest,
      reason: request.reason,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.audit(tx, {
    action: 'evaluation.freeze',
    subjectKind: 'evaluation-snapshot',
    subjectId: id,
    detail: { period: request.period, digest, corrections: request.corrections.length },
  })
  return { id, digest }
}

interface Gathered {
  readonly asOf: string
  readonly data: EvaluationData
  readonly sources: Readonly<Record<string, ColumnSource>>
}

async function frozen(tx: Tx, id: string): Promise<Gathered> {
  const snapshot = await loadSnapshot(tx, id)
  const parsed = parseEvaluationData(snapshot.data)
  if (!parsed.ok) throw new Error(`snapshot ${id} cannot be read`)
  return {
    asOf: snapshot.asOf,
    data: parsed.value,
    sources: snapshot.sources as Readonly<Record<string, ColumnSource>>,
  }
}

function correct(
  { data, sources }: Gathered,
  corrections: readonly Correction[],
): { readonly data: EvaluationData; readonly sources: Readonly<Record<string, ColumnSource>> } {
  const columns: Record<string, (number | null)[][]> = Object.fromEntries(
    Object.entries(data.columns).map(([code, table]) => [code, table.map((row) => [...row])]),
  )
  const known: Record<string, ColumnSource> = { ...sources }
  for (const { column, period, unit, value, objection } of corrections) {
    const place = data.periods.indexOf(period)
    const at = data.units.findIndex(({ code }) => code === unit)
    const row = columns[column]?.[place]
    const source = known[column]
    if (row === undefined || at < 0 || source === undefined)
      refuse('evaluation.correction_of_nothing', { column, period, unit })
    known[column] = {
      ...source,
      corrected: [...source.corrected, { period, unit, before: row[at] ?? null, after: value, objection }],
    }
    row[at] = value
  }
  return { data: { ...data, columns }, sources: known }
}

async function gather(ctx: Context, scheme: Scheme, period: string): Promise<Gathered> {
  const judged = periodById(period)
  if (judged === null || judged.rhythm !== scheme.rhythm)
    refuse('evaluation.period_of_rhythm', { period, rhythm: scheme.rhythm })
  const periods = Array.from({ length: EARLIER_PERIODS + 1 }, (_, back) =>
    back === EARLIER_PERIODS ? period : shiftPeriod(judged, back - EARLIER_PERIODS).id,
  )
  const asOf = ctx.now.toISOString()
  if (hasAnalytics(ctx)) await bringStatisticsUpToDate(ctx)
  const { units, facts } = await ctx.read(async (tx) => ({
    units: await readUnits(tx, scheme.units, period),
    facts: await readFactRows(tx, scheme.units, periods, asOf),
  }))
  if (units.length === 0) refuse('evaluation.no_units_of_kind', { kind: scheme.units })
  const columns: Record<string, readonly (readonly (number | null)[])[]> = {}
  const panels: Record<string, readonly PanelMember[]> = {}
  const sources: Record<string, ColumnSource> = {}
  for (const needed of neededColumns(scheme)) {
    const own = facts.filter(({ columnCode }) => columnCode === needed.column)
    if (needed.panel) {
      panels[needed.column] = panelOf(own, periods, units)
      sources[needed.column] = sourceOf('panel', null, own)
      // Members' scores become one figure in the engine; a column of the same name would be read in their place.
      continue
    }
    const figures = await columnOf(ctx, scheme, needed, { periods, units, own, asOf })
    columns[needed.column] = figures.table
    sources[needed.column] = figures.source
  }
  return { asOf, data: { periods, units, columns, panels }, sources }
}

interface FactRow {
  readonly unit: string
  readonly columnCode: string
  readonly period: string
  readonly member: string
  readonly memberName: string | null
  readonly value: number
  readonly source: string
}

/** Units of a kind, in their order. Parks are those of the register of organisations on the last day of the period. */
async function readUnits(tx: Tx, kind: string, period: string): Promise<readonly EvaluationUnit[]> {
  const last = periodById(period)?.to ?? refuse('evaluation.period_of_rhythm', { period, rhythm: '' })
  const { rows } = await sql<{
    code: string
    name: string
    groups: Record<string, string>
  }>`
    SELECT u.code, coalesce(n.short_name, u.name_zh) AS name, u.groups
      FROM evaluation_unit u
      LEFT JOIN organisation o ON u.kind = 'park' AND o.code = u.code
      LEFT JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> least(${last}::date, current_date)
     WHERE u.kind = ${kind} AND (u.kind <> 'park' OR n.organisation_id IS NOT NULL)
     ORDER BY u.position, u.code`.execute(tx)
  return rows.map(({ code, name, groups }) => ({ code, name, groups }))
}

async function readFactRows(
  tx: Tx,
  kind: string,
  periods: readonly string[],
  asOf: string,
): Promise<readonly FactRow[]> {
  const { rows } = await sql<FactRow>`
    SELECT unit, column_code, period, member, member_name, value, source FROM evaluation_fact
     WHERE kind = ${kind} AND period = ANY (${[...periods]}::text[]) AND known @> ${asOf}::timestamptz
     ORDER BY column_code, member, period, unit`.execute(tx)
  return rows
}

function panelOf(
  rows: readonly FactRow[],
  periods: readonly string[],
  units: readonly EvaluationUnit[],
): readonly PanelMember[] {
  return [...Map.groupBy(rows, ({ member }) => member)]
    .filter(([member]) => member !== '')
    .map(([member, scores]) => ({
      member: scores[0]?.memberName ?? member,
      scores: tableOf(scores, periods, units),
    }))
}

function tableOf(
  rows: readonly FactRow[],
  periods: readonly string[],
  units: readonly EvaluationUnit[],
): readonly (readonly (number | null)[])[] {
  const known = new Map(rows.map(({ period, unit, value }) => [`${period} ${unit}`, value]))
  return periods.map((period) => units.map(({ code }) => known.get(`${period} ${code}`) ?? null))
}

async function columnOf(
  ctx: Context,
  scheme: Scheme,
  needed: NeededColumn,
  place: {
    readonly periods: readonly string[]
    readonly units: readonly EvaluationUnit[]
    readonly own: readonly FactRow[]
    readonly asOf: string
  },
): Promise<{ readonly table: readonly (readonly (number | null)[])[]; readonly source: ColumnSource }> {
  const { periods, units, own, asOf } = place
  const figures = own.filter(({ member }) => member === '')
  const dimension = STATISTICAL_UNITS[scheme.units]
  // Parks are what the statistics are of; of other units a fact says more than a sum over its register.
  const asked = dimension === 'park' || figures.length === 0 ? needed.indicator : null
  const indicator = asked ?? (figures.length === 0 ? implied(scheme, needed) : null)
  if (indicator === null || dimension === undefined || !hasAnalytics(ctx))
    return {
      table: tableOf(figures, periods, units),
      source: sourceOf(figures.length === 0 ? 'missing' : 'fact', null, figures),
    }
  const found = await readParkFigures(ctx, {
    code: indicator.code,
    transform: indicator.transform,
    periods,
    asOf,
    scope: 'registration',
    dimension,
  })
  return {
    table: periods.map((period) => units.map(({ code }) => found.values.get(period)?.get(code) ?? null)),
    source: {
      ...sourceOf('indicator', null, []),
      indicator: {
        code: found.indicator.code,
        version: found.indicator.version,
        name: found.indicator.name,
        expression: found.indicator.expression,
        unit: found.indicator.unit,
        transform: indicator.transform,
        scope: 'registration',
      },
      sources: [],
    },
  }
}

/** Units of which the register says what enterprise belongs to them. */
const STATISTICAL_UNITS: Readonly<Partial<Record<string, 'park' | 'cluster'>>> = {
  park: 'park',
  cluster: 'cluster',
}

/** A denominator, gate or adjustment of parks without facts may name an indicator of the statistics by its code. */
function implied(scheme: Scheme, { column, role }: NeededColumn): NeededColumn['indicator'] {
  return scheme.units === 'park' && role !== 'leaf' ? { code: column, transform: 'value' } : null
}

function sourceOf(
  kind: ColumnSource['kind'],
  indicator: ColumnSource['indicator'],
  rows: readonly FactRow[],
): ColumnSource {
  return {
    kind,
    indicator,
    sources: [...new Set(rows.map(({ source }) => source))].slice(0, 20),
    corrected: [],
  }
}
