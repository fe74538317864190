import {
  assessUncertainty,
  evaluate,
  type UncertaintyResult,
  type UncertaintySpecification,
} from '#domain/evaluation'
import { plainLoop } from './plain-loop.ts'
import {
  measure,
  printHead,
  printTimes,
  sizedEvaluations,
  valueOf,
  type BenchOptions,
} from './sized-evaluation.ts'

const MUST_BE: Readonly<Record<number, string>> = { 17: '< 300', 178: '< 3000' }

/** Monte Carlo with everything that comes of it: rank intervals, grades, dominance of pairs, leave-one-out. */
export function run({ replications, rounds }: BenchOptions): void {
  printHead()
  const specification: UncertaintySpecification = {
    replications,
    seed: 7,
    weights: { kind: 'noise', share: 0.25 },
    normalisations: [{ method: 'z-score', mean: 50, deviation: 10 }],
    aggregations: [{ method: 'geometric' }],
    imputations: [],
    treatments: [],
    omitLeaf: false,
    sobolRows: null,
  }
  for (const { name, units, compiled, data, result } of sizedEvaluations()) {
    const assess = (changes: Partial<UncertaintySpecification>) =>
      valueOf(assessUncertainty(compiled, data, { ...specification, ...changes }))
    const times = measure(rounds, () => assess({}))
    printTimes(`${name}, ${replications} replications: weights, scales, means`, times, MUST_BE[units])
    const plain = measure(1, () => plainLoop(compiled, data, specification))
    printTimes(
      `  the same by lists of lists, ranks only`,
      plain,
      `${(plain.processor / times.processor).toFixed(0)} times`,
    )
    requireSameRanks(assess({}), plainLoop(compiled, data, specification))
    printTimes(
      '  one run by itself, every step kept',
      measure(rounds, () => evaluate(compiled, data, { period: result.period })),
    )
    printTimes(
      '  and one indicator left out at random',
      measure(rounds, () => assess({ omitLeaf: true })),
    )
    printTimes(
      '  and Sobol indices of four factors with 1,000 rows, by unit, bootstrapped',
      measure(1, () => assess({ omitLeaf: true, sobolRows: 1000 })),
    )
  }
  for (const { name, compiled, data } of sizedEvaluations(0.1))
    printTimes(
      `${name} with a tenth missing, imputed or not, ${replications} replications`,
      measure(1, () =>
        valueOf(assessUncertainty(compiled, data, { ...specification, imputations: [{ method: 'median' }] })),
      ),
    )
}

/** A table of times for different answers would say nothing. */
function requireSameRanks({ units }: UncertaintyResult, plain: readonly (readonly number[])[]): void {
  units.forEach(({ unit, rank }, index) => {
    const mean = plain.reduce((sum, ranks) => sum + (ranks[index] ?? NaN), 0) / plain.length
    if (Math.abs(mean - rank.mean) > 1e-9) throw new Error(`${unit}: mean rank ${rank.mean}, plainly ${mean}`)
  })
}
