import { accepted, refused, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { Treatment } from './scheme.ts'

export interface TreatedColumn {
  /** In the order of the values given. */
  readonly values: readonly number[]
  readonly by: 'winsorised' | 'transformed' | null
  readonly skewnessBefore: number | null
  readonly kurtosisBefore: number | null
  readonly skewnessAfter: number | null
  readonly kurtosisAfter: number | null
  /** Points that stand winsorised; none where the formula took their place. */
  readonly winsorised: number
  readonly transformed: string | null
  readonly passed: boolean
}

type Treating = Extract<Treatment, { method: 'treat' }>

/**
 * 离群值处理 in two stages (Handbook, step 4; COINr `Treat` with `winsorise` and `check_SkewKurt`): a column passes while
 * |skewness| < bound or kurtosis < bound. Else its most outlying points take the next value inwards, one value after the
 * other, until it passes or `mostPoints` were moved; if that did not help, the formula is put to the column as it was.
 * Columns whose moments are not defined (fewer than four values, all the same) are left alone.
 */
export function treatColumn(
  node: string,
  values: readonly number[],
  treatment: Treating,
): Outcome<TreatedColumn> {
  const before = shapeOf(values, treatment)
  if (before.passes) return accepted(treated(before, before, values, null, 0, null))
  const winsorised = winsorise(values, treatment)
  const after = shapeOf(winsorised, treatment)
  if (after.passes || treatment.then === 'none') {
    const moved = winsorised.filter((value, index) => value !== values[index]).length
    return accepted(treated(before, after, winsorised, 'winsorised', moved, null))
  }
  const formula = formulaOf(treatment, values)
  const transformed = values.map((value) => formula(value) + 0)
  const wrong = turns(treatment, before)
    ? before.most
    : values.find((_, index) => !Number.isFinite(transformed[index]))
  if (wrong !== undefined)
    return refused({
      code: 'evaluation.transform_undefined' satisfies EvaluationIssueCode,
      params: { node, formula: treatment.then, value: wrong },
    })
  const at = shapeOf(transformed, treatment)
  return accepted(treated(before, at, transformed, 'transformed', 0, treatment.then))
}

/** The formula of the GII falls where no figure is above one: the best would become the worst. */
function turns({ then }: Treating, { most }: Shape): boolean {
  return then === 'log-gii' && most <= 1
}

interface Shape {
  readonly least: number
  readonly most: number
  readonly skewness: number | null
  readonly kurtosis: number | null
  readonly passes: boolean
}

function shapeOf(values: readonly number[], bounds: Treating): Shape {
  const { least, most, skewness, kurtosis } = momentsOf(values)
  const passes =
    skewness === null ||
    kurtosis === null ||
    Math.abs(skewness) < bounds.skewness ||
    kurtosis < bounds.kurtosis
  return { least: least ?? NaN, most: most ?? NaN, skewness, kurtosis, passes }
}

function treated(
  before: Shape,
  after: Shape,
  values: readonly number[],
  by: TreatedColumn['by'],
  winsorised: number,
  transformed: string | null,
): TreatedColumn {
  return {
    values,
    by,
    skewnessBefore: before.skewness,
    kurtosisBefore: before.kurtosis,
    skewnessAfter: after.skewness,
    kurtosisAfter: after.kurtosis,
    winsorised,
    transformed,
    passed: after.passes,
  }
}

/**
 * High points for a column skewed upwards, else low ones. Points that are tied move together, so a few more than
 * `mostPoints` may; a point that was moved is tied with the next one and moves on with it. The count is COINr's: points
 * at the end last moved, above and below.
 */
function winsorise(values: readonly number[], treatment: Treating): number[] {
  const moved = [...values]
  let high: readonly number[] = []
  let low: readonly number[] = []
  for (let shape = shapeOf(moved, treatment); !shape.passes; shape = shapeOf(moved, treatment)) {
    if (treatment.mostPoints !== null && high.length + low.length >= treatment.mostPoints) break
    const upwards = (shape.skewness ?? 0) >= 0
    const end = upwards ? shape.most : shape.least
    // Not all are the same, or the column would pass.
    let next = upwards ? -Infinity : Infinity
    for (const value of moved) if (value !== end && (upwards ? value > next : value < next)) next = value
    const places = moved.flatMap((value, index) => (value === end ? [index] : []))
    for (const place of places) moved[place] = next
    if (upwards) high = places
    else low = places
  }
  return moved
}

/** What the second stage does to one value, given the column as it was. */
export function formulaOf({ then, lambda }: Treating, values: readonly number[]): (value: number) => number {
  const { least: from, most: to } = momentsOf(values)
  const least = from ?? NaN
  const most = to ?? NaN
  switch (then) {
    case 'none':
      return (x) => x
    case 'log':
      return Math.log
    // ln(x − min + 0.01 (max − min)): COINr `log_CT`.
    case 'log-ct':
      return (x) => Math.log(x - least + 0.01 * (most - least))
    // ln(x − min + 1): the COIN Tool's own, COINr `log_CT_orig`.
    case 'log-ct-orig':
      return (x) => Math.log(x - least + 1)
    // Global Innovation Index 2020; COINr 1.1 documents `log_GII` so, but hands the column back as it was.
    case 'log-gii':
      return (x) => Math.log(((most - 1) * (x - least)) / (most - least) + 1)
    // Box and Cox (1964) on x − min + 1: COINr `boxcox` with `makepos`.
    case 'box-cox': {
      const power = lambda ?? 0
      return (x) => (power === 0 ? Math.log(x - least + 1) : ((x - least + 1) ** power - 1) / power)
    }
  }
}
