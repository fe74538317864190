import {
  DEFAULT_SUPPRESSION,
  expressionToSql,
  isSensitive,
  suppressList,
  suppressTree,
  type CheckedExpression,
  type SqlExpression,
  type Suppression,
  type SuppressionRule,
  type TreeCell,
} from '#domain/indicators'
import type { AnalyticsQuery } from '#platform/analytics'
import { loadNumbers, type CutNumbers } from './aggregate-numbers.ts'
import type { Cut, CutDimension } from './aggregate-sql.ts'

/** What of a published cut is kept back. */
export interface Marks {
  /** Group null: the whole. */
  markOf(period: string, group: string | null): Suppression
}

const INDUSTRY_LEVELS = [
  ['industry-section', 1],
  ['industry-division', 3],
  ['industry-group', 4],
  ['industry-class', 5],
] as const satisfies readonly (readonly [CutDimension, number])[]

type Figure = CheckedExpression['figure']

/**
 * The sums and counts that an expression is made of: where the amounts of a ratio or mean could be computed from other published
 * numbers, so could they from the ratio, so it is kept back wherever any of them would be.
 */
export function componentsOf(expression: CheckedExpression): SqlExpression[] {
  const components = new Map<string, SqlExpression>()
  for (const figure of sumsIn(expression.figure)) {
    const sql = expressionToSql({ ...expression, figure })
    components.set(sql.value, sql)
  }
  return [...components.values()]
}

function sumsIn(figure: Figure): Figure[] {
  switch (figure.kind) {
    case 'number':
      return []
    case 'negate':
    case 'abs':
    case 'scaled':
      return sumsIn(figure.of)
    case 'arithmetic':
      return [...sumsIn(figure.left), ...sumsIn(figure.right)]
    case 'count':
      return [figure]
    case 'aggregate':
      // A mean times the published number of enterprises is the sum; quantiles and the like stand for themselves.
      return figure.function === 'sum' || figure.function === 'mean' ? [{ ...figure, function: 'sum' }] : []
  }
}

/**
 * `numbers`: of the cut, the first expression being what is published and the others its components. Of industries all levels are
 * looked at together, because a class that is shown at one level tells of the group that is kept back at another.
 */
export async function markSuppressed(
  query: AnalyticsQuery,
  numbers: CutNumbers,
  components: readonly SqlExpression[],
  cut: Cut,
  rule: SuppressionRule = DEFAULT_SUPPRESSION,
): Promise<Marks> {
  const level = INDUSTRY_LEVELS.findIndex(([dimension]) => dimension === cut.dimension)
  const levels = level < 0 ? null : await loadLevels(query, components, cut)
  const marks = new Map<string, Map<string | null, Suppression>>()
  for (const period of cut.periods) {
    const ofPeriod = new Map<string | null, Suppression>()
    const add = (group: string | null, mark: Suppression) => {
      const known = ofPeriod.get(group) ?? null
      ofPeriod.set(group, known === 'primary' || mark === null ? known : mark)
    }
    for (const group of [null, ...numbers.groups])
      add(group, isSensitive(numbers.numberOf(0, period, group), rule) ? 'primary' : null)
    components.forEach((_, index) => {
      if (levels === null) markList(numbers, index + 1, period, rule, add)
      else markTree(levels, index, level, period, rule, add)
    })
    marks.set(period, ofPeriod)
  }
  return { markOf: (period, group) => marks.get(period)?.get(group) ?? null }
}

type Add = (group: string | null, mark: Suppression) => void

function markList(
  numbers: CutNumbers,
  expression: number,
  period: string,
  rule: SuppressionRule,
  add: Add,
): void {
  const cells = numbers.groups.map((group) => numbers.numberOf(expression, period, group))
  const { cells: marks, total } = suppressList(cells, numbers.numberOf(expression, period, null), rule)
  numbers.groups.forEach((group, index) => add(group, marks[index] ?? null))
  add(null, total)
}

function markTree(
  levels: readonly CutNumbers[],
  expression: number,
  asked: number,
  period: string,
  rule: SuppressionRule,
  add: Add,
): void {
  const cells: TreeCell[] = []
  const places: Map<string, number>[] = []
  levels.forEach((numbers, level) => {
    const above = places[level - 1]
    const length = INDUSTRY_LEVELS[level - 1]?.[1] ?? 0
    const own = new Map<string, number>()
    for (const group of numbers.groups) {
      const parent = above?.get(group.slice(0, length)) ?? null
      own.set(group, cells.push({ ...numbers.numberOf(expression, period, group), parent }) - 1)
    }
    places.push(own)
  })
  const total = levels[0]?.numberOf(expression, period, null)
  if (total === undefined) return
  const marks = suppressTree(cells, total, rule)
  for (const [group, index] of places[asked] ?? []) add(group, marks.cells[index] ?? null)
  add(null, marks.total)
}

async function loadLevels(
  query: AnalyticsQuery,
  components: readonly SqlExpression[],
  cut: Cut,
): Promise<CutNumbers[]> {
  const levels: CutNumbers[] = []
  if (components.length === 0) return levels
  for (const [dimension] of INDUSTRY_LEVELS)
    levels.push(await loadNumbers(query, components, { ...cut, dimension }))
  return levels
}
