import { accepted, refused, type Issue, type Json, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { NormalisationMethod } from './normalisation-method.ts'

/** A leaf's scale: made once from the values it spans, then put to any value of the leaf. */
export interface Scale {
  readonly method: NormalisationMethod['method']
  /** In the leaf's own terms (not turned round), so that anybody can do it by hand. */
  readonly parameters: Readonly<Record<string, number>>
  /** Never rounded; not finite only where the arithmetic overflows. */
  readonly apply: (value: number) => number
}

export interface ScaleQuestion {
  readonly node: string
  readonly method: NormalisationMethod
  readonly direction: 'more' | 'less'
  /** Values which the scale spans: of the judged units, of one period or of all, of all units or of one group. */
  readonly values: readonly number[]
  /** Value of the reference unit, for `distance-to-reference`. */
  readonly reference: number | null
  /** Peer group whose scale this is; only named in refusals. */
  readonly group: string | null
}

/**
 * 无量纲化 (Handbook, step 5; COINr `Normalise`, n_minmax … n_goalposts). `less` turns values round first: x → −x. So
 * - `scaled` reads `from` and `to` in turned values (from −10 to 0 for 0 … 10), as COINr does;
 * - `fraction-of-maximum` of positive figures of which less is better is x / least, which grows with x, as in COINr: such
 *   a leaf wants `value-to-ideal` or `min-max`;
 * - goalposts, target and ideal are written in the leaf's own terms, and turned here.
 * A scale that the values cannot give (all the same, a single one, a target that all have passed) is refused by name.
 */
export function scaleOf(question: ScaleQuestion): Outcome<Scale> {
  const { method, values } = question
  if (values.length === 0) return no(question, 'evaluation.all_missing', {})
  const sign = question.direction === 'less' ? -1 : 1
  const least = leastOf(values)
  const most = mostOf(values)
  // In turned values: the worst and the best.
  const worst = sign === 1 ? least : -most
  const best = sign === 1 ? most : -least
  switch (method.method) {
    case 'none':
      return scale(method, {}, (x) => sign * x)
    case 'min-max': {
      if (worst === best) return constant(question, least)
      const { low, high } = method
      return scale(
        method,
        { least, most, low, high },
        (x) => ((sign * x - worst) / (best - worst)) * (high - low) + low,
      )
    }
    case 'z-score': {
      if (values.length < 2) return tooFew(question)
      if (worst === best) return constant(question, least)
      const { mean, deviation } = momentsOf(values)
      if (mean === null || deviation === null)
        return no(question, 'evaluation.too_large', { unit: null, period: null, step: 'normalise' })
      return scale(
        method,
        { mean, deviation, toMean: method.mean, toDeviation: method.deviation },
        (x) => ((sign * (x - mean)) / deviation) * method.deviation + method.mean,
      )
    }
    case 'scaled': {
      const { from, to } = method
      return scale(method, { from, to }, (x) => ((sign * x - from) / (to - from)) * 100)
    }
    case 'rank': {
      const rank = rankAmong(values, sign, method.ties)
      return scale(method, { units: values.length }, rank)
    }
    case 'percentile-rank': {
      if (values.length < 2) return tooFew(question)
      const rank = rankAmong(values, sign, 'min')
      return scale(method, { units: values.length }, (x) => (rank(x) - 1) / (values.length - 1))
    }
    case 'borda': {
      const rank = rankAmong(values, sign, method.ties)
      return scale(method, { units: values.length }, (x) => rank(x) - 1)
    }
    case 'goalposts': {
      const { bottom, top, low, high, capped } = method
      if (bottom === null || top === null) return no(question, 'evaluation.goalposts_missing', {})
      if (bottom >= top) return no(question, 'evaluation.goalposts_reversed', { bottom, top })
      return scale(method, { bottom, top, low, high }, (x) => {
        const share = sign === 1 ? (x - bottom) / (top - bottom) : (top - x) / (top - bottom)
        return (capped ? Math.min(1, Math.max(0, share)) : share) * (high - low) + low
      })
    }
    case 'distance-to-target': {
      if (method.target === null) return no(question, 'evaluation.target_missing', {})
      const target = sign * method.target
      if (target <= worst)
        return no(question, 'evaluation.target_passed', { target: method.target, worst: sign * worst })
      return scale(method, { target: method.target, worst: sign * worst }, (x) => {
        const share = (sign * x - worst) / (target - worst)
        return method.capped ? Math.min(1, share) : share
      })
    }
    case 'distance-to-reference': {
      if (question.reference === null)
        return no(question, 'evaluation.reference_missing', { unit: method.unit })
      const reference = sign * question.reference
      if (reference <= worst)
        return no(question, 'evaluation.reference_last', { unit: method.unit, value: question.reference })
      return scale(method, { reference: question.reference, worst: sign * worst }, (x) => {
        const share = 1 - (reference - sign * x) / (reference - worst)
        return method.capped ? Math.min(1, share) : share
      })
    }
    case 'distance-to-maximum':
      if (worst === best) return constant(question, least)
      return scale(method, { least, most }, (x) => 1 - (best - sign * x) / (best - worst))
    case 'fraction-of-maximum':
      if (best === 0) return no(question, 'evaluation.maximum_zero', {})
      return scale(method, { maximum: sign * best }, (x) => (sign * x) / best)
    case 'value-to-ideal': {
      const { ideal, high } = method
      if (ideal === null) return no(question, 'evaluation.ideal_missing', {})
      if (!(ideal > 0)) return no(question, 'evaluation.ideal_not_positive', { ideal })
      return scale(method, { ideal, high }, (x) => {
        // Of what should be little, nothing at all is as good as the ideal.
        if (sign === -1) return x <= ideal ? high : (ideal / x) * high
        return Math.min(1, x / ideal) * high
      })
    }
  }
}

/** 1 is the worst. Ties as R's `rank(ties.method = …)`; dense counts distinct values. Any value can be asked, also one that is not among them. */
function rankAmong(
  values: readonly number[],
  sign: 1 | -1,
  ties: 'min' | 'max' | 'average' | 'dense',
): (value: number) => number {
  const turned = values.map((value) => sign * value).sort((a, b) => a - b)
  const sorted = ties === 'dense' ? turned.filter((value, index) => value !== turned[index - 1]) : turned
  return (value) => {
    const below = countBefore(sorted, (other) => other < sign * value)
    if (ties === 'min' || ties === 'dense') return below + 1
    const upTo = countBefore(sorted, (other) => other <= sign * value)
    const last = Math.max(upTo, below + 1)
    return ties === 'max' ? last : (below + 1 + last) / 2
  }
}

/** How many stand before the first that does not hold, by halving. */
function countBefore(sorted: readonly number[], holds: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(sorted[middle] ?? NaN)) low = middle + 1
    else high = middle
  }
  return low
}

function leastOf(values: readonly number[]): number {
  let least = Infinity
  for (const value of values) if (value < least) least = value
  return least
}

function mostOf(values: readonly number[]): number {
  let most = -Infinity
  for (const value of values) if (value > most) most = value
  return most
}

function scale(
  { method }: NormalisationMethod,
  parameters: Readonly<Record<string, number>>,
  apply: (value: number) => number,
): Outcome<Scale> {
  return accepted({ method, parameters, apply })
}

function constant(question: ScaleQuestion, value: number): Outcome<never> {
  return question.values.length < 2
    ? tooFew(question)
    : no(question, 'evaluation.constant_indicator', { value })
}

function tooFew(question: ScaleQuestion): Outcome<never> {
  return no(question, 'evaluation.too_few_values', { count: question.values.length })
}

function no(
  { node, method, group }: ScaleQuestion,
  code: EvaluationIssueCode,
  params: Readonly<Record<string, Json>>,
): Outcome<never> {
  const issue: Issue = { code, params: { node, method: method.method, group, ...params } }
  return refused(issue)
}
