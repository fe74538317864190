import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { maximise } from './linear-programme.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

export interface DoubtBounds {
  /** Shares: of the weights under `mean`, of the score under `frontier`. */
  readonly least: number
  readonly most: number
}

/**
 * 有利赋权 (benefit of the doubt; Melyn and Moesen 1991; Cherchye et al. 2007; OECD/JRC Handbook, step 6.1): each unit by the
 * weights under which it scores highest, one linear programme per unit.
 * mean (the heading is aggregated by `arithmetic`): weights add to one, each within `least` … `most`; the score is the best
 * weighted mean that the unit can have.
 * frontier (aggregated by `sum`): weights ≥ 0 under which no unit scores more than 1, each child giving `least` … `most` of
 * the unit's score; the score is 1 for those on the frontier. Values below zero are refused there. Units are compared within
 * `groups` where these are given.
 * A child without a value is left out of the unit's programme and asks nothing of the others.
 */
export function weighInFavour(
  heading: string,
  columns: readonly NodeColumn[],
  form: 'mean' | 'frontier',
  bounds: DoubtBounds,
  units: readonly string[],
  groups: readonly (string | null)[] | null,
): Outcome<FoundWeights> {
  const byUnit = columns.map(() => units.map((): number | null => null))
  if (form === 'frontier') {
    const negative = columns.flatMap(({ node, values }) => {
      const unit = values.findIndex((value) => value !== null && value < 0)
      return unit === -1
        ? []
        : [
            {
              code: 'evaluation.doubt_negative' satisfies EvaluationIssueCode,
              params: { heading, node, unit: units[unit] ?? '', value: values[unit] ?? 0 },
            },
          ]
    })
    if (negative.length > 0) return refused(...negative)
  }
  for (const [unit, code] of units.entries()) {
    const own = columns.flatMap(({ values }, child) => {
      const value = values[unit] ?? null
      return value === null ? [] : [{ child, value }]
    })
    if (own.length === 0) continue
    const rivals = units.flatMap((_, rival) =>
      groups === null || groups[rival] === groups[unit]
        ? [own.map(({ child }) => columns[child]?.values[rival] ?? null)]
        : [],
    )
    const values = own.map(({ value }) => value)
    const found = form === 'mean' ? bestMean(values, bounds) : bestShare(values, rivals, bounds)
    if (found === null)
      return refused({
        code: 'evaluation.doubt_impossible' satisfies EvaluationIssueCode,
        params: { heading, unit: code, ...bounds },
      })
    own.forEach(({ child }, index) => {
      const row = byUnit[child]
      if (row !== undefined) row[unit] = found[index] ?? 0
    })
  }
  const shares = units.map((_, unit) => byUnit.reduce((sum, row) => sum + (row[unit] ?? 0), 0))
  const mean = byUnit.map((row) =>
    row.reduce<number>((sum, weight, unit) => sum + (shares[unit] ? (weight ?? 0) / shares[unit] : 0), 0),
  )
  if (!mean.some((weight) => weight > 0))
    return refused({
      code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
      params: { heading, method: 'benefit-of-doubt' },
    })
  return accepted({
    weights: mean,
    byUnit,
    details: byUnit.map((row): Readonly<Record<string, number>> => {
      const [first, ...rest] = row.filter((weight) => weight !== null)
      // Nobody may have a value there.
      if (first === undefined) return {}
      return { least: Math.min(first, ...rest), most: Math.max(first, ...rest) }
    }),
  })
}

/** Fewer children than the scheme has may have to weigh more than `most` to add to one: then as equal as need be. */
function bestMean(values: readonly number[], { least, most }: DoubtBounds): readonly number[] | null {
  const even = 1 / values.length
  const scale = sizeOf(values)
  const answer = maximise({
    objective: values.map((value) => value / scale),
    rows: [{ coefficients: values.map(() => 1), relation: '=', right: 1 }],
    bounds: values.map(() => ({ least: Math.min(least, even), most: Math.max(most, even) })),
  })
  return answer.kind === 'optimal' ? answer.values : null
}

/** Weights with which the unit's score is largest while none of its rivals passes 1. */
function bestShare(
  values: readonly number[],
  rivals: readonly (readonly (number | null)[])[],
  bounds: DoubtBounds,
): readonly number[] | null {
  const even = 1 / values.length
  const least = Math.min(bounds.least, even)
  const most = Math.max(bounds.most, even)
  // Each column by its largest: the programme sees figures near one whatever the scale; weights are turned back at the end.
  const scales = values.map((value, index) => sizeOf([value, ...rivals.map((rival) => rival[index] ?? 0)]))
  const scaled = values.map((value, index) => value / (scales[index] ?? 1))
  // Each as “… ≤ right”: no rival above 1, no child beyond its share of the unit's score.
  const rows: { coefficients: readonly number[]; right: number }[] = [
    ...rivals.map((rival) => ({
      coefficients: rival.map((value, index) => (value ?? 0) / (scales[index] ?? 1)),
      right: 1,
    })),
    ...scaled.flatMap((_, child) => {
      const share = (limit: number, sign: number) => ({
        coefficients: scaled.map((value, index) => sign * ((index === child ? value : 0) - limit * value)),
        right: 0,
      })
      return [...(most < 1 ? [share(most, 1)] : []), ...(least > 0 ? [share(least, -1)] : [])]
    }),
  ]
  const answer = maximise({
    objective: scaled,
    rows: rows.map((row) => ({ ...row, relation: '<=' })),
  })
  return answer.kind === 'optimal'
    ? answer.values.map((weight, index) => weight / (scales[index] ?? 1))
    : null
}

function sizeOf(values: readonly number[]): number {
  return values.reduce((size, value) => Math.max(size, Math.abs(value)), 0) || 1
}
