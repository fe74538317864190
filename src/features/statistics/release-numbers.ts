import {
  compileIndicator,
  indicatorToSql,
  parseForm,
  parseIndicator,
  isAdditive,
  type CompiledIndicator,
  type FormDefinition,
  type Scope,
  type SqlExpression,
  type SuppressibleCell,
} from '#domain/indicators'
import type { AnalyticsQuery } from '#platform/analytics'
import { loadNumbers, type CutNumbers } from './aggregate-numbers.ts'
import { estimatesSql, type Cut, type CutDimension } from './aggregate-sql.ts'
import { componentsOf } from './aggregate-suppression.ts'
import type { Tx } from './store.ts'

/** An indicator that can be published, with how it is asked for. */
export interface PublishableIndicator {
  readonly compiled: CompiledIndicator
  readonly sql: SqlExpression
  /** Of what does not add up: the sums that could be computed from it. */
  readonly components: readonly SqlExpression[]
  readonly additive: boolean
  readonly unitKind: 'enterprise' | 'park'
  readonly version: number
  /** form!field: what it reads. */
  readonly cells: readonly string[]
}

/** One number before anything is kept back. */
export interface RawFigure extends SuppressibleCell {
  readonly estimated: boolean
  /** The sums behind it, of what does not add up. */
  readonly components: readonly SuppressibleCell[]
}

export interface IndicatorNumbers {
  /** Codes of all groups that have an enterprise in any of the periods; '' where the register says nothing. */
  readonly groups: readonly string[]
  /** Group null: the zone. */
  figureOf(period: string, group: string | null): RawFigure
}

/** All indicators that can be computed, in the order of their codes; one that no longer fits its forms is left out. */
export async function readPublishable(tx: Tx): Promise<PublishableIndicator[]> {
  const forms = await newestForms(tx)
  const unitOf = new Map(forms.map((form) => [form.code, form.filers.unit]))
  const rows = await tx
    .selectFrom('statisticsIndicator')
    .select(['definition', 'version'])
    .orderBy('code')
    .execute()
  return rows.flatMap(({ definition, version }) => {
    const parsed = parseIndicator(definition)
    const compiled = parsed.ok ? compileIndicator(parsed.value, forms) : parsed
    if (!compiled.ok) return []
    const sql = indicatorToSql(compiled.value)
    const additive = isAdditive(compiled.value.expression.figure)
    return {
      compiled: compiled.value,
      sql,
      components: additive ? [] : componentsOf(compiled.value.expression),
      additive,
      unitKind: sql.forms.every((form) => unitOf.get(form) === 'park') ? 'park' : 'enterprise',
      version,
      cells: sql.cells.map(({ form, field }) => `${form}!${field}`),
    }
  })
}

async function newestForms(tx: Tx): Promise<FormDefinition[]> {
  const rows = await tx
    .selectFrom('statisticsForm')
    .select(['code', 'definition'])
    .orderBy('code')
    .orderBy('version')
    .execute()
  const byCode = new Map(rows.map((row) => [row.code, row.definition]))
  return [...byCode.values()].map((definition) => {
    const parsed = parseForm(definition)
    // It was parsed when it was loaded.
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    return parsed.value
  })
}

export interface NumbersWanted {
  readonly dimension: CutDimension
  readonly scope: Scope
  readonly periods: readonly string[]
  /** ISO moment: what was known then. */
  readonly asOf: string
}

/** By the code of the indicator; all that read the same forms are asked for in one statement. */
export async function readNumbers(
  query: AnalyticsQuery,
  indicators: readonly PublishableIndicator[],
  { dimension, scope, periods, asOf }: NumbersWanted,
): Promise<ReadonlyMap<string, IndicatorNumbers>> {
  const cut: Cut = { dimension, scope, periods, asOf, restriction: { kind: 'published' }, filters: {} }
  const found = new Map<string, IndicatorNumbers>()
  for (const shared of byForms(indicators)) {
    const expressions = shared.flatMap(({ sql, components }) => [sql, ...components])
    const numbers = await loadNumbers(query, expressions, cut)
    let place = 0
    for (const indicator of shared) {
      const own = place
      place += 1 + indicator.components.length
      const hasEstimates = periods.some((period) => numbers.estimatesOf(period, null) > 0)
      const estimated = hasEstimates ? await readEstimated(query, indicator, cut) : new Set<string>()
      found.set(indicator.compiled.definition.code, {
        groups: numbers.groups,
        figureOf: (period, group) => figureAt(numbers, own, indicator, estimated, period, group),
      })
    }
  }
  return found
}

function figureAt(
  numbers: CutNumbers,
  place: number,
  { components }: PublishableIndicator,
  estimated: ReadonlySet<string>,
  period: string,
  group: string | null,
): RawFigure {
  return {
    ...numbers.numberOf(place, period, group),
    estimated: estimated.has(group === null ? period : `${period}\n${group}`),
    components: components.map((_, index) => numbers.numberOf(place + 1 + index, period, group)),
  }
}

/** Periods, and periods with a group, in which an estimate is behind the number. */
async function readEstimated(
  query: AnalyticsQuery,
  { sql: expression }: PublishableIndicator,
  cut: Cut,
): Promise<ReadonlySet<string>> {
  const statement = estimatesSql([expression], cut)
  if (statement === null) return new Set()
  const { sql, parameters } = statement
  const rows = await query<{ period: string; group: string }>(sql, parameters)
  return new Set(rows.flatMap(({ period, group }) => [period, `${period}\n${group}`]))
}

function byForms(indicators: readonly PublishableIndicator[]): PublishableIndicator[][] {
  const shared = new Map<string, PublishableIndicator[]>()
  for (const indicator of indicators) {
    const key = [...indicator.sql.forms].sort().join(' ')
    shared.set(key, [...(shared.get(key) ?? []), indicator])
  }
  return [...shared.values()]
}
