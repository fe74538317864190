import { accepted, type Issue, type Outcome } from '#domain/kernel'
import type { CompiledLeaf, CompiledScheme } from './compile-scheme.ts'
import type { TreatedNode, TreatedPoint } from './evaluation-result.ts'
import type { LeafTable, PeriodLeafTables } from './leaf-table.ts'
import type { PreparedData } from './prepare-data.ts'
import { refuseAll } from './refuse-all.ts'
import type { Treatment } from './scheme.ts'
import { treatColumn, type TreatedColumn } from './treat-column.ts'

export interface TreatedLeaves {
  readonly tables: PeriodLeafTables
  readonly points: readonly TreatedPoint[]
  /** Leaves with a treatment, of the judged period (or of all periods taken together). */
  readonly nodes: readonly TreatedNode[]
}

/**
 * Outliers of each leaf, by its own way or the scheme's. With scales over all periods a leaf's values of all periods are one
 * column: a logarithm taken in one year only could not be compared with the next (COINr treats each period by itself; with
 * one period there is no difference). Else each period by itself, and an earlier one that cannot be treated is left out.
 */
export function treatLeaves(
  compiled: CompiledScheme,
  prepared: PreparedData,
  imputed: readonly LeafTable[],
): Outcome<TreatedLeaves> {
  const { judged, periods } = prepared
  if (compiled.scheme.scaleOver === 'all-periods') {
    const all = treatPeriods(compiled, prepared, imputed, [...periods.keys()])
    return all.ok
      ? accepted({ tables: all.value.tables, points: all.value.points, nodes: all.value.nodes })
      : all
  }
  const tables: (LeafTable | null)[] = []
  const points: TreatedPoint[] = []
  let nodes: readonly TreatedNode[] = []
  for (const period of periods.keys()) {
    const one = treatPeriods(compiled, prepared, imputed, [period])
    if (!one.ok && period === judged) return one
    tables.push(one.ok ? (one.value.tables[0] ?? null) : null)
    if (one.ok) for (const point of one.value.points) points.push(point)
    if (one.ok && period === judged) nodes = one.value.nodes
  }
  return accepted({ tables, points, nodes })
}

interface TreatedPeriods {
  /** In the order of the periods asked for. */
  readonly tables: readonly LeafTable[]
  readonly points: readonly TreatedPoint[]
  readonly nodes: readonly TreatedNode[]
}

function treatPeriods(
  { scheme, leaves }: CompiledScheme,
  prepared: PreparedData,
  imputed: readonly LeafTable[],
  periods: readonly number[],
): Outcome<TreatedPeriods> {
  const issues: Issue[] = []
  const nodes: TreatedNode[] = []
  const points: TreatedPoint[] = []
  const rows = leaves.map((leaf, index) => {
    const before = periods.map((period) => imputed[period]?.[index] ?? [])
    const treated = treatRows(leaf, scheme.treatment, before)
    if (treated === null) return before
    if (!treated.ok) {
      issues.push(...treated.issues)
      return before
    }
    nodes.push(toNode(leaf.code, treated.value))
    let next = 0
    return before.map((row, place) =>
      row.map((value, unit) => {
        if (value === null) return null
        const after = treated.value.values[next++] ?? value
        if (after !== value && treated.value.by !== null)
          points.push({
            period: prepared.periods[periods[place] ?? 0] ?? '',
            node: leaf.code,
            unit: prepared.units[unit]?.code ?? '',
            before: value,
            after,
            by: treated.value.by,
          })
        return after
      }),
    )
  })
  if (issues.length > 0) return refuseAll(issues)
  return accepted({ tables: periods.map((_, place) => rows.map((row) => row[place] ?? [])), points, nodes })
}

function treatRows(
  { code, input }: CompiledLeaf,
  usual: Treatment,
  rows: LeafTable,
): Outcome<TreatedColumn> | null {
  const treatment = input.treatment ?? usual
  if (treatment.method === 'none') return null
  return treatColumn(
    code,
    rows.flatMap((row) => row.filter((value) => value !== null)),
    treatment,
  )
}

function toNode(node: string, column: TreatedColumn): TreatedNode {
  const { skewnessBefore, kurtosisBefore, skewnessAfter, kurtosisAfter } = column
  const { winsorised, transformed, passed } = column
  return {
    node,
    skewnessBefore,
    kurtosisBefore,
    skewnessAfter,
    kurtosisAfter,
    winsorised,
    transformed,
    passed,
  }
}
