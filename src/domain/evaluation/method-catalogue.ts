import type { Json } from '#domain/kernel'
import type { AggregationMethod } from './aggregation-method.ts'
import type { NormalisationMethod } from './normalisation-method.ts'
import type { Imputation, Treatment } from './scheme.ts'
import type { WeightingMethod } from './weighting-method.ts'

/** What a method asks besides its name. */
export interface MethodParameters {
  /** Must be written. */
  readonly needs: readonly string[]
  /** What holds where nothing is written. */
  readonly otherwise: Readonly<Record<string, Json>>
}

type Catalogue<M extends { readonly method: string }> = Readonly<Record<M['method'], MethodParameters>>

const PLAIN: MethodParameters = { needs: [], otherwise: {} }
const WITHIN_HEADINGS: MethodParameters = { needs: [], otherwise: { over: 'siblings' } }
const BY_GROUP: MethodParameters = { needs: ['group'], otherwise: { fallback: false } }
const TIES: MethodParameters = { needs: [], otherwise: { ties: 'min' } }

/**
 * Every method of a scheme with its parameters, in the order in which they are told. Defaults are those of COINr where it
 * has the method, else the usual of the source that the method's file names.
 */
export const METHOD_CATALOGUE: {
  readonly imputation: Catalogue<Imputation>
  readonly treatment: Catalogue<Treatment>
  readonly normalisation: Catalogue<NormalisationMethod>
  readonly weighting: Catalogue<WeightingMethod>
  readonly aggregation: Catalogue<AggregationMethod>
} = {
  imputation: {
    none: PLAIN,
    mean: PLAIN,
    median: PLAIN,
    'group-mean': BY_GROUP,
    'group-median': BY_GROUP,
    latest: { needs: [], otherwise: { maximumAge: null } },
    linear: { needs: [], otherwise: { extrapolate: 'constant' } },
    constant: { needs: ['value'], otherwise: {} },
    'siblings-mean': PLAIN,
    'siblings-median': PLAIN,
  },
  treatment: {
    none: PLAIN,
    treat: {
      needs: [],
      otherwise: { skewness: 2, kurtosis: 3.5, mostPoints: 5, then: 'log-ct', lambda: null },
    },
  },
  normalisation: {
    'min-max': { needs: [], otherwise: { low: 0, high: 100 } },
    'z-score': { needs: [], otherwise: { mean: 0, deviation: 1 } },
    scaled: { needs: [], otherwise: { from: 0, to: 100 } },
    rank: TIES,
    'percentile-rank': PLAIN,
    borda: TIES,
    goalposts: { needs: [], otherwise: { bottom: null, top: null, low: 0, high: 100, capped: true } },
    'distance-to-target': { needs: [], otherwise: { target: null, capped: false } },
    'distance-to-reference': { needs: ['unit'], otherwise: { capped: false } },
    'distance-to-maximum': PLAIN,
    'fraction-of-maximum': PLAIN,
    'value-to-ideal': { needs: [], otherwise: { ideal: null, high: 100 } },
    none: PLAIN,
  },
  weighting: {
    given: PLAIN,
    equal: PLAIN,
    ahp: { needs: ['judgements'], otherwise: { mostInconsistent: 0.1 } },
    entropy: WITHIN_HEADINGS,
    critic: WITHIN_HEADINGS,
    pca: { needs: [], otherwise: { loadings: 'plain' } },
    'benefit-of-doubt': { needs: ['least', 'most'], otherwise: {} },
    optimised: { needs: [], otherwise: { importance: {} } },
    delphi: { needs: ['rounds'], otherwise: { centre: 'median' } },
  },
  aggregation: {
    arithmetic: PLAIN,
    geometric: PLAIN,
    harmonic: PLAIN,
    generalised: { needs: ['power'], otherwise: {} },
    sum: PLAIN,
    topsis: PLAIN,
    grey: { needs: [], otherwise: { resolution: 0.5 } },
    vikor: { needs: [], otherwise: { strategy: 0.5 } },
    copeland: { needs: [], otherwise: { gaps: 'as-listed' } },
  },
}

export type MethodKind = keyof typeof METHOD_CATALOGUE

/** The parameters of a method by its name as written; undefined for a name that there is not. */
export function parametersOf(kind: MethodKind, method: string): MethodParameters | undefined {
  const methods: Readonly<Record<string, MethodParameters>> = METHOD_CATALOGUE[kind]
  return Object.hasOwn(methods, method) ? methods[method] : undefined
}
