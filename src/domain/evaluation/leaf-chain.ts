import type { CompiledLeaf, CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { scaleOf } from './scale-of.ts'
import { formulaOf } from './treat-column.ts'

/** How a run turns a figure (after denominators and gaps) into a leaf's score: its treatment and its scale as they were found. */
export interface LeafChain {
  /** Never refuses: not finite only where the arithmetic overflows or a formula is not defined. */
  readonly score: (figure: number) => number
  /** Ends of the winsorised column; figures beyond count as these. Null: not winsorised. */
  readonly ends: readonly [least: number, most: number] | null
  /** Least and largest figure of those that share the scale. */
  readonly range: readonly [least: number, most: number]
}

/**
 * The chain of one leaf for one unit, with the run's scale held fast. Null: the leaf has no scale in this period (none of its
 * own, or not the unit's peer group).
 */
export function leafChain(
  compiled: CompiledScheme,
  result: EvaluationResult,
  leaf: CompiledLeaf,
  unit: number,
  period: string = result.period,
): LeafChain | null {
  const { scheme } = compiled
  const spans =
    scheme.scaleOver === 'all-periods'
      ? result.periods
      : result.periods.filter((one) => one.period === period)
  const peers = scheme.peerGroups
  const group = peers?.compare === 'scale' ? (result.units[unit]?.groups[peers.group] ?? null) : null
  const column = (step: 'imputed' | 'treated', within: string | null): readonly number[] =>
    spans.flatMap((tables) =>
      (tables[step][leaf.code] ?? []).filter(
        (value, index): value is number =>
          value !== null &&
          result.units[index]?.leftOut === null &&
          (within === null || result.units[index].groups[peers?.group ?? ''] === within),
      ),
    )
  const method = leaf.input.normalisation ?? scheme.normalisation
  const judged = result.periods.find(
    (one) => one.period === (scheme.scaleOver === 'all-periods' ? result.period : period),
  )
  const reference =
    method.method === 'distance-to-reference'
      ? (judged?.treated[leaf.code]?.[result.units.findIndex(({ code }) => code === method.unit)] ?? null)
      : null
  const scale = scaleOf({
    node: leaf.code,
    method,
    direction: leaf.input.direction,
    values: column('treated', group),
    reference,
    group,
  })
  if (!scale.ok) return null
  const { apply } = scale.value
  const range = rangeOf(column('imputed', group))
  const treatment = leaf.input.treatment ?? scheme.treatment
  const kinds = new Set(
    result.treated
      .filter((point) => point.node === leaf.code && spans.some((one) => one.period === point.period))
      .map(({ by }) => by),
  )
  if (treatment.method === 'none' || kinds.size === 0) return { score: apply, ends: null, range }
  if (kinds.has('transformed')) {
    const formula = formulaOf(treatment, column('imputed', null))
    return { score: (figure) => apply(formula(figure)), ends: null, range }
  }
  const [least, most] = rangeOf(column('treated', null))
  return { score: (figure) => apply(Math.min(most, Math.max(least, figure))), ends: [least, most], range }
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((low, value) => Math.min(low, value), Infinity),
    values.reduce((high, value) => Math.max(high, value), -Infinity),
  ]
}
