import { RandomStream, type EvaluationData, type Scheme, type SchemeNode } from '#domain/evaluation'

export interface SampleSize {
  readonly units: number
  readonly leaves: number
  /** Headings between the leaves and the total. */
  readonly headings: number
  readonly seed: number
  /** Share of figures that are missing. */
  readonly missing?: number
}

/** A made-up evaluation of any size: figures that go together a little, weights between 1 and 3, two groups of units. */
export function sampleEvaluation(
  size: SampleSize,
  changes: Partial<Scheme> = {},
): { readonly scheme: Scheme; readonly data: EvaluationData } {
  const random = new RandomStream(size.seed)
  const units = Array.from({ length: size.units }, (_, index) => ({
    code: `U${index + 1}`,
    name: `单位${index + 1}`,
    groups: { field: index % 2 === 0 ? 'A' : 'B' },
  }))
  const strength = units.map(() => random.normal())
  const leaves = Array.from({ length: size.leaves }, (_, index) => `I${index + 1}`)
  const columns = Object.fromEntries(
    leaves.map((leaf) => [
      leaf,
      [
        units.map((_, unit) => {
          const figure = 50 + 10 * (0.4 * (strength[unit] ?? 0) + random.normal())
          return random.uniform() < (size.missing ?? 0) ? null : figure
        }),
      ],
    ]),
  )
  const headings = Array.from({ length: size.headings }, (_, index) => `H${index + 1}`)
  const node = (code: string, parent: string | null): SchemeNode => ({
    code,
    name: { zh: code, en: code },
    parent,
    weight: parent === null ? 1 : 1 + 2 * random.uniform(),
    weightRange: null,
    input: null,
    aggregation: null,
    availability: null,
    weighting: null,
    standing: 'assumed',
    note: null,
  })
  const nodes = [
    node('total', null),
    ...headings.map((code) => node(code, 'total')),
    ...leaves.map((code, index): SchemeNode => ({
      ...node(code, headings[index % Math.max(headings.length, 1)] ?? 'total'),
      input: {
        column: code,
        kind: 'figure',
        direction: index % 5 === 4 ? 'less' : 'more',
        unit: null,
        denominator: null,
        panel: null,
        imputation: null,
        treatment: null,
        normalisation: null,
        indicator: null,
      },
    })),
  ]
  return {
    scheme: {
      format: 1,
      code: 'sample',
      version: 1,
      name: { zh: '样例', en: 'Sample' },
      about: null,
      standing: 'own',
      sources: [],
      unknowns: [],
      units: 'park',
      rhythm: 'year',
      nodes,
      screening: null,
      imputation: { method: 'none' },
      treatment: { method: 'none' },
      normalisation: { method: 'min-max', low: 1, high: 100 },
      scaleOver: 'period',
      weighting: { method: 'given' },
      aggregation: { method: 'arithmetic' },
      gates: [],
      adjustments: [],
      ranking: { ties: 'min', breakers: [] },
      grading: {
        method: 'thresholds',
        grades: [
          { code: 'A', name: { zh: '优秀', en: 'Excellent' }, from: 58, share: null },
          { code: 'B', name: { zh: '良好', en: 'Good' }, from: 48, share: null },
          { code: 'C', name: { zh: '一般', en: 'Fair' }, from: null, share: null },
        ],
        within: false,
      },
      peerGroups: null,
      uncertainty: null,
      ...changes,
    },
    data: { periods: ['2025'], units, columns, panels: {} },
  }
}
