import type { Issue } from '#domain/kernel'
import type { AggregationMethod } from './aggregation-method.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { NormalisationMethod } from './normalisation-method.ts'
import { RandomStream } from './random.ts'
import type { Imputation, Scheme, Treatment } from './scheme.ts'
import { UNCERTAIN_FACTORS, type UncertainFactor, type UncertaintySpecification } from './uncertainty.ts'

/**
 * What a replication may choose from: the scheme's own way first, then the alternatives. An alternative stands in place of the
 * scheme's way for all nodes that say nothing of their own; a leaf with its own goalposts keeps them.
 */
export interface UncertainChoices {
  readonly normalisations: readonly NormalisationMethod[]
  readonly aggregations: readonly AggregationMethod[]
  readonly imputations: readonly Imputation[]
  readonly treatments: readonly Treatment[]
  readonly weights: UncertaintySpecification['weights']
  /** Leaves of which one may be left out; 0: none ever is. */
  readonly leaves: number
}

/** One choice for everything: places in the lists of `UncertainChoices`. */
export interface Drawn {
  readonly normalisation: number
  readonly aggregation: number
  readonly imputation: number
  readonly treatment: number
  /** 0: none is left out; else the leaf's place among the leaves, plus one. */
  readonly leaf: number
  /** Seed and stream that the weights' noise comes from; null: weights as they are. */
  readonly weights: readonly [number, number] | null
}

/** The scheme as it is. */
export const NOMINAL: Drawn = {
  normalisation: 0,
  aggregation: 0,
  imputation: 0,
  treatment: 0,
  leaf: 0,
  weights: null,
}

export function choicesOf(
  scheme: Scheme,
  leaves: number,
  specification: UncertaintySpecification,
): UncertainChoices {
  return {
    normalisations: [scheme.normalisation, ...specification.normalisations],
    aggregations: [scheme.aggregation, ...specification.aggregations],
    imputations: [scheme.imputation, ...specification.imputations],
    treatments: [scheme.treatment, ...specification.treatments],
    weights: specification.weights,
    leaves: specification.omitLeaf ? leaves : 0,
  }
}

/** What is varied at all, in the fixed order of `UNCERTAIN_FACTORS`. */
export function factorsOf(choices: UncertainChoices): UncertainFactor[] {
  const isVaried: Record<UncertainFactor, boolean> = {
    weights: choices.weights !== null,
    normalisation: choices.normalisations.length > 1,
    aggregation: choices.aggregations.length > 1,
    imputation: choices.imputations.length > 1,
    treatment: choices.treatments.length > 1,
    leaf: choices.leaves > 0,
  }
  return UNCERTAIN_FACTORS.filter((factor) => isVaried[factor])
}

/**
 * All of it drawn from one stream, each thing with the same number of random words whether it varies or not: a further
 * alternative of one kind leaves the draws of the others as they were.
 */
export function drawChoice(choices: UncertainChoices, random: RandomStream): Drawn {
  const normalisation = random.below(choices.normalisations.length)
  const aggregation = random.below(choices.aggregations.length)
  const imputation = random.below(choices.imputations.length)
  const treatment = random.below(choices.treatments.length)
  const leaf = random.below(choices.leaves + 1)
  const weights: [number, number] = [random.word(), random.word()]
  return { normalisation, aggregation, imputation, treatment, leaf, weights }
}

/** `drawn` with one thing taken from another draw: a row of the Saltelli design. */
export function withFactorFrom(drawn: Drawn, factor: UncertainFactor, other: Drawn): Drawn {
  return { ...drawn, [factor]: other[factor] }
}

/**
 * Siblings' shares for one replication, by node index; `families`: the node indices of each heading's children. Noise: each share
 * × (1 ± up to `share`), evenly spread, as COINr's `get_noisy_weights` on all levels; Dirichlet: around the shares. Both scaled
 * to add to one again. Where units have weights of their own (benefit of the doubt, base 1 for each) they are multiplied.
 */
export function drawWeights(
  weights: UncertaintySpecification['weights'],
  drawn: Drawn,
  base: Float64Array,
  families: readonly Int32Array[],
  out: Float64Array,
): void {
  if (weights === null || drawn.weights === null) {
    out.set(base)
    return
  }
  const random = new RandomStream(...drawn.weights)
  for (const family of families) {
    let sum = 0
    let baseSum = 0
    for (const node of family) baseSum += base[node] ?? 0
    if (weights.kind === 'noise') {
      for (const node of family) {
        const noisy = (base[node] ?? 0) * (1 + (2 * random.uniform() - 1) * weights.share)
        out[node] = noisy
        sum += noisy
      }
    } else {
      const shares = new Float64Array(family.length)
      const means = Array.from(family, (node) => (base[node] ?? 0) / baseSum)
      random.dirichlet(means, weights.concentration, shares)
      family.forEach((node, index) => {
        out[node] = shares[index] ?? 0
        sum += shares[index] ?? 0
      })
    }
    for (const node of family)
      out[node] = (sum > 0 ? (out[node] ?? 0) / sum : (base[node] ?? 0) / baseSum) * baseSum
  }
}

/** Replications times units that are kept at once; 50 million doubles are 400 MB. */
const MOST_NUMBERS = 50_000_000

export function specificationIssues(
  specification: UncertaintySpecification,
  { leaves, units }: { readonly leaves: number; readonly units: number },
): Issue[] {
  const { replications, seed, weights, sobolRows, omitLeaf } = specification
  const issues: Issue[] = []
  const wrong = (property: string, value: number, least: number, most: number) =>
    issues.push({
      code: 'evaluation.uncertainty_range' satisfies EvaluationIssueCode,
      path: [property],
      params: { property, value: String(value), least, most },
    })
  const mostReplications = Math.floor(MOST_NUMBERS / Math.max(units, 1))
  if (!isWhole(replications, 1, mostReplications)) wrong('replications', replications, 1, mostReplications)
  if (!isWhole(seed, 0, 2 ** 32 - 1)) wrong('seed', seed, 0, 2 ** 32 - 1)
  if (weights?.kind === 'noise' && !(weights.share > 0 && weights.share <= 1))
    wrong('weights.share', weights.share, 0, 1)
  if (weights?.kind === 'dirichlet' && !(weights.concentration >= 1e-3 && weights.concentration <= 1e9))
    wrong('weights.concentration', weights.concentration, 1e-3, 1e9)
  // Eight designs at most: A, B and one for each of six factors.
  const mostRows = Math.floor(MOST_NUMBERS / 8 / Math.max(units, 1))
  if (sobolRows !== null && !isWhole(sobolRows, 2, mostRows)) wrong('sobolRows', sobolRows, 2, mostRows)
  if (omitLeaf && leaves < 2)
    issues.push({
      code: 'evaluation.only_leaf' satisfies EvaluationIssueCode,
      path: ['omitLeaf'],
      params: { leaves },
    })
  return issues
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
