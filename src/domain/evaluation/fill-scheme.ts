import { parametersOf, type MethodKind } from './method-catalogue.ts'
import type { UncertaintySpecification } from './uncertainty.ts'

type Fields = Readonly<Record<string, unknown>>

const SCHEME: Fields = {
  format: 1,
  version: 1,
  about: null,
  standing: 'own',
  sources: [],
  unknowns: [],
  units: 'unit',
  rhythm: 'year',
  screening: null,
  imputation: { method: 'none' },
  treatment: { method: 'none' },
  normalisation: { method: 'min-max' },
  scaleOver: 'period',
  weighting: { method: 'given' },
  aggregation: { method: 'arithmetic' },
  gates: [],
  adjustments: [],
  ranking: {},
  grading: null,
  peerGroups: null,
  uncertainty: null,
}
const NODE: Fields = {
  parent: null,
  weight: 1,
  weightRange: null,
  input: null,
  aggregation: null,
  availability: null,
  weighting: null,
  standing: 'assumed',
  note: null,
}
const INPUT: Fields = {
  kind: 'figure',
  unit: null,
  denominator: null,
  panel: null,
  imputation: null,
  treatment: null,
  normalisation: null,
  indicator: null,
}

/** Where nothing else is said: the scheme's weights, each up to a quarter more or less. */
export const USUAL_UNCERTAINTY: UncertaintySpecification = {
  replications: 1_000,
  seed: 1,
  weights: { kind: 'noise', share: 0.25 },
  normalisations: [],
  aggregations: [],
  imputations: [],
  treatments: [],
  omitLeaf: false,
  sobolRows: null,
}

/**
 * A scheme as a person writes it, short → with everything said, ready to be parsed. Only what is not there is filled in; what
 * is wrong stays as it is for the parser to refuse by its place. A name may be one text for both languages. Never filled in:
 * codes, the direction of an indicator, and what a method cannot do without (`METHOD_CATALOGUE`, `needs`).
 */
export function fillScheme(json: unknown): unknown {
  return filled(json, SCHEME, (scheme) => ({
    ...named(scheme),
    nodes: each(scheme['nodes'], fillNode),
    sources: each(scheme['sources'], (source) => filled(source, { url: null, note: null })),
    screening: filled(scheme['screening'], { leastAvailable: 2 / 3, leastNonZero: null, keep: [] }),
    ...methods(scheme, ['imputation', 'treatment', 'normalisation', 'weighting', 'aggregation']),
    gates: each(scheme['gates'], (gate) =>
      filled(gate, { effect: 'exclude', grade: null, missing: 'fails' }, named),
    ),
    adjustments: each(scheme['adjustments'], (adjustment) => filled(adjustment, {}, named)),
    ranking: filled(scheme['ranking'], { ties: 'min', breakers: [] }),
    grading: filled(scheme['grading'], { within: false }, (grading) => ({
      grades: each(grading['grades'], (grade) => filled(grade, { from: null, share: null }, named)),
    })),
    peerGroups: filled(scheme['peerGroups'], { compare: 'rank' }),
    uncertainty: filled(scheme['uncertainty'], { ...USUAL_UNCERTAINTY }, (uncertainty) => ({
      normalisations: each(uncertainty['normalisations'], (one) => withParameters('normalisation', one)),
      aggregations: each(uncertainty['aggregations'], (one) => withParameters('aggregation', one)),
      imputations: each(uncertainty['imputations'], (one) => withParameters('imputation', one)),
      treatments: each(uncertainty['treatments'], (one) => withParameters('treatment', one)),
    })),
  }))
}

function fillNode(json: unknown): unknown {
  return filled(json, NODE, (node) => ({
    ...named(node),
    input: filled(node['input'], { ...INPUT, column: node['code'] }, (input) => ({
      denominator: filled(input['denominator'], { scale: 1 }),
      panel: filled(input['panel'], { least: 0, most: 100, method: 'mean', trim: 0 }),
      ...methods(input, ['imputation', 'treatment', 'normalisation']),
    })),
    ...methods(node, ['aggregation', 'weighting']),
  }))
}

function methods(owner: Fields, kinds: readonly MethodKind[]): Fields {
  return Object.fromEntries(kinds.map((kind) => [kind, withParameters(kind, owner[kind])]))
}

function withParameters(kind: MethodKind, json: unknown): unknown {
  const method = isFields(json) ? json['method'] : undefined
  const parameters = typeof method === 'string' ? parametersOf(kind, method) : undefined
  return parameters === undefined ? json : filled(json, parameters.otherwise)
}

/** Texts in one language stand for both; without a name the code is one. */
function named(owner: Fields): Fields {
  const name = owner['name'] ?? owner['code']
  return typeof name === 'string' ? { name: { zh: name, en: name } } : {}
}

/** What is no object is left for the parser, null and missing too. */
function filled(json: unknown, otherwise: Fields, parts: (fields: Fields) => Fields = () => ({})): unknown {
  if (!isFields(json)) return json
  const whole = { ...otherwise, ...json }
  return { ...whole, ...parts(whole) }
}

function each(json: unknown, fill: (one: unknown) => unknown): unknown {
  return Array.isArray(json) ? json.map((one: unknown) => fill(one)) : json
}

function isFields(json: unknown): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
