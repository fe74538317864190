import {
  evaluateIndicator,
  joinFilings,
  type CompiledForm,
  type Scope,
  type Transform,
} from '#domain/indicators'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import { aggregate, drill } from './aggregate-filings.ts'
import { analyticsOf } from './analytics-place.ts'
import { fromStored } from './cells.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { formAt } from './forms.ts'
import { unitsById } from './frame.ts'
import { indicatorOf, indicatorsOf } from './indicators.ts'

/** An indicator as others cite it. */
export interface CitedIndicator {
  readonly code: string
  readonly version: number
  readonly name: { readonly zh: string; readonly en: string }
  readonly expression: string
  readonly unit: string
  readonly rhythm: 'year' | 'quarter' | 'month'
  readonly direction: 'more' | 'less' | 'none'
}

export interface ParkFigures {
  readonly indicator: CitedIndicator
  /** In the indicator's unit; growth and shares in %, location quotients plain. [period][park code]. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** All indicators that can be computed, for choosing from. */
export function listIndicatorsForOthers(ctx: Context): Promise<readonly CitedIndicator[]> {
  return ctx.read(async (tx) =>
    [...(await indicatorsOf(tx, ctx.place)).values()].map(({ row }) => cited(row)),
  )
}

function cited(row: CitedIndicator): CitedIndicator {
  const { code, version, name, expression, unit, rhythm, direction } = row
  return { code, version, name, expression, unit, rhythm, direction }
}

/** Waits until everything that was committed before is in the columnar store, however long that takes. */
export async function bringStatisticsUpToDate(ctx: Context): Promise<void> {
  await feedAnalytics(analyticsOf(ctx))
}

/**
 * An indicator of every park as it was known at a moment (null: now). Computed over all filings: who calls must not show it to
 * those who may not know the parks' figures. Refuses with `statistics.indicator_unknown`.
 */
export async function readParkFigures(
  ctx: Context,
  question: {
    readonly code: string
    readonly transform: Transform
    readonly periods: readonly string[]
    readonly asOf: string | null
    readonly scope: Scope
    /** Clusters are groups of the register as parks are. */
    readonly dimension?: 'park' | 'cluster'
  },
): Promise<ParkFigures> {
  const indicator = await ctx.read((tx) => indicatorOf(tx, ctx.place, question.code))
  const answer = await aggregate(analyticsOf(ctx), {
    indicator: indicator.compiled,
    dimension: question.dimension ?? 'park',
    scope: question.scope,
    transform: question.transform,
    periods: question.periods,
    asOf: question.asOf,
    restriction: { kind: 'all' },
    filters: {},
  })
  const scale = question.transform === 'value' || question.transform === 'location-quotient' ? 1 : 100
  const values = new Map(answer.periods.map((period) => [period, new Map<string, number>()]))
  for (const group of answer.groups)
    for (const [place, period] of answer.periods.entries()) {
      const value = group.cells[place]?.value ?? null
      if (value !== null && group.code !== '') values.get(period)?.set(group.code, value * scale)
    }
  return { indicator: cited(indicator.row), values }
}

export interface EnterpriseShare {
  readonly id: string
  readonly name: string
  readonly creditCode: string | null
  readonly synthetic: boolean
  readonly cells: Readonly<Record<string, number | null>>
  /** Value of the park with all − value without this one, in the indicator's unit; null where one of both is none. */
  readonly contribution: number | null
  readonly form: string
}

export interface ParkShares {
  readonly indicator: CitedIndicator
  readonly value: number | null
  readonly count: number
  /** The largest first; null where the caller may not read every filing behind the figure. */
  readonly enterprises: readonly EnterpriseShare[] | null
}

/** How many are worked out one by one; the rest is small. */
const LISTED = 60

/** Which filings make up a park's figure, as known at `asOf`, and what each adds: leave one out. */
export async function readParkShares(
  ctx: Context,
  question: {
    readonly code: string
    readonly park: string
    readonly period: string
    readonly asOf: string | null
    readonly scope: Scope
  },
): Promise<ParkShares> {
  const indicator = await ctx.read((tx) => indicatorOf(tx, ctx.place, question.code))
  const behind = await drill(
    analyticsOf(ctx),
    {
      indicator: indicator.compiled,
      dimension: 'park',
      scope: question.scope,
      asOf: question.asOf,
      restriction: { kind: 'all' },
      filters: {},
    },
    question.period,
    question.park,
  )
  const wanted = [...behind.units]
  const asOf = question.asOf ?? ctx.now.toISOString()
  return ctx.read(async (tx) => {
    const { rows } = await sql<StoredFiling>`
      SELECT unit_id, form, form_version, figures, words FROM statistics_filing
       WHERE unit_id = ANY (${wanted}::uuid[]) AND period = ${question.period} AND final AND known_from <= ${asOf}
         AND form = ANY (${indicator.row.forms}::text[])
      UNION ALL
      SELECT unit_id, form, form_version, figures, words FROM statistics_filing_past
       WHERE unit_id = ANY (${wanted}::uuid[]) AND period = ${question.period}
         AND known_from <= ${asOf} AND known_to > ${asOf}
         AND form = ANY (${indicator.row.forms}::text[])
      ORDER BY unit_id, form`.execute(tx)
    const cells = indicator.compiled.expression.cells
    const read = new Map<string, Map<string, CompiledForm>>()
    const byForm = new Map<string, { units: string[]; values: Readonly<Record<string, unknown>>[] }>()
    for (const row of rows) {
      const forms = read.get(row.form) ?? new Map<string, CompiledForm>()
      read.set(row.form, forms)
      const version = String(row.formVersion)
      const form = forms.get(version) ?? (await formAt(tx, ctx.place, row.form, row.formVersion))
      forms.set(version, form)
      const of = byForm.get(row.form) ?? { units: [], values: [] }
      byForm.set(row.form, of)
      of.units.push(row.unitId)
      of.values.push(fromStored(form, row))
    }
    const joined = joinFilings(
      [...byForm].map(([form, { units, values }]) => ({
        form,
        units,
        table: {
          rows: units.length,
          figures: new Map(
            cells
              .filter((cell) => cell.form === form && cell.holds === 'figure')
              .map(({ field }) => [field, Float64Array.from(values, (one) => numberOrNaN(one[field]))]),
          ),
          texts: new Map(
            cells
              .filter((cell) => cell.form === form && cell.holds === 'text')
              .map(({ field }) => [field, values.map((one) => textOrNull(one[field]))]),
          ),
        },
      })),
    )
    const [whole] = evaluateIndicator(indicator.compiled, joined)
    const value = whole?.value ?? null
    const head = { indicator: cited(indicator.row), value, count: wanted.length }
    if (joined.units.length < wanted.length) return { ...head, enterprises: null }
    const figures = cells.filter(({ holds }) => holds === 'figure')
    const cellOf = (form: string, field: string, row: number): number | null => {
      const cell = joined.forms.get(form)?.table.figures.get(field)?.[row] ?? Number.NaN
      return Number.isNaN(cell) ? null : cell
    }
    const size = (row: number): number =>
      Math.max(0, ...figures.map(({ form, field }) => Math.abs(cellOf(form, field, row) ?? 0)))
    const order = joined.units.map((_, row) => row).sort((a, b) => size(b) - size(a) || a - b)
    const units = await unitsById(
      tx,
      order.slice(0, LISTED).map((row) => joined.units[row] ?? ''),
      `${question.period.slice(0, 4)}-12-31`,
    )
    const enterprises = order.slice(0, LISTED).flatMap((row) => {
      const unit = units.get(joined.units[row] ?? '')
      if (unit === undefined) return []
      const grouping = { of: new Int32Array(joined.rows), count: 1 }
      grouping.of[row] = -1
      const without = evaluateIndicator(indicator.compiled, joined, grouping)[0]?.value ?? null
      return {
        id: unit.id,
        name: unit.name,
        creditCode: unit.creditCode,
        synthetic: unit.synthetic,
        cells: Object.fromEntries(
          figures.map(({ form, field }) => [`${form}!${field}`, cellOf(form, field, row)]),
        ),
        contribution: value === null || without === null ? null : value - without,
        form: indicator.row.forms[0] ?? '',
      }
    })
    enterprises.sort((a, b) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0))
    return { ...head, enterprises }
  })
}

interface StoredFiling {
  readonly unitId: string
  readonly form: string
  readonly formVersion: number
  readonly figures: (number | null)[]
  readonly words: (string | null)[]
}

/** Flags are figures to an expression. */
function numberOrNaN(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' ? value : Number.NaN
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
