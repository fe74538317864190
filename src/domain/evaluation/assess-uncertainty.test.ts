import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { assessUncertainty } from './assess-uncertainty.ts'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { RandomStream } from './random.ts'
import type { Scheme, SchemeNode } from './scheme.ts'
import { choicesOf, drawChoice, type Drawn, type UncertainChoices } from './uncertain-choices.ts'
import type { UncertaintyResult, UncertaintySpecification } from './uncertainty.ts'
import { variantScheme } from './variant-tables.ts'

const PLAIN: UncertaintySpecification = {
  replications: 40,
  seed: 11,
  weights: { kind: 'noise', share: 0.3 },
  normalisations: [],
  aggregations: [],
  imputations: [],
  treatments: [],
  omitLeaf: false,
  sobolRows: null,
}

function compiled(scheme: Scheme): CompiledScheme {
  const outcome = compileScheme(scheme)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function run(scheme: Scheme, data: EvaluationData): EvaluationResult {
  const outcome = evaluate(compiled(scheme), data)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function assess(
  scheme: Scheme,
  data: EvaluationData,
  specification: UncertaintySpecification,
): UncertaintyResult {
  const outcome = assessUncertainty(compiled(scheme), data, specification)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

/** A whole scheme that says what one replication does: other ways, the drawn weights written into it, a leaf struck out. */
function schemeOf(scheme: Scheme, data: EvaluationData, choices: UncertainChoices, drawn: Drawn): Scheme {
  const variant = variantScheme(scheme, choices, drawn)
  const tree = compiled(variant)
  const shares = new Map(run(variant, data).weights.map(({ node, share }) => [node, share]))
  const weights = new Map<string, number>()
  const random = drawn.weights === null ? null : new RandomStream(...drawn.weights)
  for (const heading of tree.headings) {
    const points =
      variant.weighting.method === 'given'
        ? heading.children.reduce((sum, { node }) => sum + node.weight, 0)
        : 1
    const means = heading.children.map(({ code }) => shares.get(code) ?? NaN)
    let drawnShares = means
    if (random !== null && choices.weights?.kind === 'noise') {
      const { share } = choices.weights
      const noisy = means.map((mean) => mean * (1 + share * (2 * random.uniform() - 1)))
      drawnShares = noisy.map((weight) => weight / noisy.reduce((sum, other) => sum + other, 0))
    } else if (random !== null && choices.weights !== null) {
      const out = new Float64Array(means.length)
      random.dirichlet(means, choices.weights.kind === 'dirichlet' ? choices.weights.concentration : NaN, out)
      drawnShares = [...out]
    }
    heading.children.forEach(({ code }, index) => weights.set(code, (drawnShares[index] ?? NaN) * points))
  }
  const omitted = drawn.leaf === 0 ? null : (tree.leaves[drawn.leaf - 1]?.code ?? null)
  const nodes = withoutEmpty(
    variant.nodes
      .filter(({ code }) => code !== omitted)
      .map((node) => ({ ...node, weight: weights.get(node.code) ?? 1 })),
  )
  return { ...variant, weighting: { method: 'given' }, nodes }
}

function withoutEmpty(nodes: readonly SchemeNode[]): readonly SchemeNode[] {
  const parents = new Set(nodes.map(({ parent }) => parent))
  const left = nodes.filter(({ code, input }) => input !== null || parents.has(code))
  return left.length === nodes.length ? nodes : withoutEmpty(left)
}

/** Each replication as a run of its own, by `evaluate`. */
function runAll(
  scheme: Scheme,
  data: EvaluationData,
  specification: UncertaintySpecification,
): EvaluationResult[] {
  const choices = choicesOf(scheme, compiled(scheme).leaves.length, specification)
  return Array.from({ length: specification.replications }, (_, replication) =>
    run(
      schemeOf(scheme, data, choices, drawChoice(choices, new RandomStream(specification.seed, replication))),
      data,
    ),
  )
}

function share(runs: readonly EvaluationResult[], holds: (one: EvaluationResult) => boolean): number {
  return runs.filter(holds).length / runs.length
}

function expectSame(
  found: UncertaintyResult,
  scheme: Scheme,
  data: EvaluationData,
  runs: EvaluationResult[],
): void {
  const codes = data.units.map(({ code }) => code)
  const place = (unit: string) => codes.indexOf(unit)
  const nominal = run(scheme, data)
  expect(found.units.length).toBeGreaterThan(2)
  found.units.forEach((unit, row) => {
    const at = place(unit.unit)
    const standings = runs.map((one) => one.standings[at])
    const ranks = standings.flatMap((standing) => standing?.rank ?? [])
    const scores = standings.flatMap((standing) => standing?.score ?? [])
    expect(unit.nominalRank).toBe(nominal.standings[at]?.rank)
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(unit.rank.mean).toBeCloseTo(mean(ranks), 9)
    expect(unit.rank.least).toBe(Math.min(...ranks))
    expect(unit.rank.most).toBe(Math.max(...ranks))
    expect(unit.score.mean).toBeCloseTo(mean(scores), 8)
    expect(unit.score.least).toBeCloseTo(Math.min(...scores), 8)
    expect(unit.score.most).toBeCloseTo(Math.max(...scores), 8)
    const sorted = ranks.toSorted((a, b) => a - b)
    const middle = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)]
    expect(unit.rank.median).toBe(mean(middle.map((index) => sorted[index] ?? NaN)))
    const variance = ranks.reduce((sum, rank) => sum + (rank - mean(ranks)) ** 2, 0) / (ranks.length - 1)
    expect(unit.rank.deviation).toBeCloseTo(Math.sqrt(variance), 9)
    expect(unit.unranked ?? 0).toBeCloseTo(
      share(runs, (one) => (one.standings[at]?.rank ?? null) === null),
      12,
    )
    for (const grade of scheme.grading?.grades ?? [])
      expect(unit.gradeShares[grade.code]).toBeCloseTo(
        share(runs, (one) => one.standings[at]?.grade === grade.code),
        12,
      )
    unit.rankShares.forEach((found, index) => {
      const half = (rank: number) => share(runs, (one) => one.standings[at]?.rank === rank)
      expect(found).toBeCloseTo(half(index + 1) + (half(index + 0.5) + half(index + 1.5)) / 2, 12)
    })
    found.units.forEach((other, column) => {
      if (row === column) return
      const last = (one: EvaluationResult, unit: number) => one.standings[unit]?.rank ?? Infinity
      const before = share(runs, (one) => last(one, at) < last(one, place(other.unit)))
      const level = share(runs, (one) => last(one, at) === last(one, place(other.unit)))
      expect(found.dominance[row]?.[column]).toBeCloseTo(before + level / 2, 12)
    })
  })
}

describe('uncertainty', () => {
  it('gives for any scheme what each replication gives as a run of its own', () => {
    const scheme = fc.record({
      seed: fc.integer({ min: 1, max: 1000 }),
      missing: fc.constantFrom(0, 0.15),
      availability: fc.constantFrom(null, 0.6),
      aggregation: fc.constantFrom<Scheme['aggregation'][]>(
        { method: 'arithmetic' },
        { method: 'geometric' },
        { method: 'sum' },
        { method: 'generalised', power: 2 },
      ),
      weighting: fc.constantFrom<Scheme['weighting'][]>(
        { method: 'given' },
        { method: 'equal' },
        { method: 'entropy', over: 'siblings' },
        { method: 'critic', over: 'siblings' },
        { method: 'pca', loadings: 'squared' },
      ),
      ties: fc.constantFrom<Scheme['ranking']['ties'][]>('min', 'max', 'average', 'dense'),
      breakers: fc.constantFrom<string[][]>([], ['H1', 'I2']),
      grading: fc.constantFrom('thresholds', 'quotas', 'within', 'natural-breaks', null),
      peers: fc.constantFrom<('rank' | 'scale' | null)[]>(null, 'rank', 'scale'),
    })
    const specification = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      weights: fc.constantFrom<UncertaintySpecification['weights'][]>(
        null,
        { kind: 'noise', share: 0.4 },
        { kind: 'dirichlet', concentration: 12 },
      ),
      normalisations: fc.constantFrom<UncertaintySpecification['normalisations'][]>(
        [{ method: 'z-score', mean: 100, deviation: 10 }],
        [
          { method: 'rank', ties: 'average' },
          { method: 'min-max', low: 10, high: 20 },
        ],
      ),
      aggregations: fc.constantFrom<UncertaintySpecification['aggregations'][]>(
        [],
        [{ method: 'harmonic' }, { method: 'generalised', power: -2 }],
        [{ method: 'arithmetic' }, { method: 'topsis' }],
        [{ method: 'copeland' }, { method: 'vikor', strategy: 0.5 }],
      ),
      imputations: fc.constantFrom<UncertaintySpecification['imputations'][]>(
        [],
        [{ method: 'median' }, { method: 'group-mean', group: 'field', fallback: true }],
      ),
      treatments: fc.constantFrom<UncertaintySpecification['treatments'][]>(
        [],
        [{ method: 'treat', skewness: 0.5, kurtosis: 0.5, mostPoints: 2, then: 'none', lambda: null }],
      ),
      omitLeaf: fc.boolean(),
    })
    fc.assert(
      fc.property(scheme, specification, (ways, varied) => {
        const { scheme: sample, data } = sampleEvaluation(
          { units: 8, leaves: 7, headings: 2, seed: ways.seed, missing: ways.missing },
          {
            aggregation: ways.aggregation,
            weighting: ways.weighting,
            ranking: { ties: ways.ties, breakers: ways.breakers },
            peerGroups: ways.peers === null ? null : { group: 'field', compare: ways.peers },
            adjustments: [
              { code: 'bonus', name: { zh: '加分', en: 'Bonus' }, column: 'I3', points: 0.1, most: 6 },
            ],
            gates: [
              {
                code: 'gate',
                name: { zh: '门槛', en: 'Gate' },
                column: 'I1',
                operator: '>=',
                value: 50,
                effect: ways.grading === null ? 'mark' : 'cap',
                grade: ways.grading === null ? null : 'B',
                missing: 'fails',
              },
            ],
          },
        )
        const scheme: Scheme = {
          ...sample,
          nodes: sample.nodes.map((node) =>
            node.code === 'H2' ? { ...node, availability: ways.availability } : node,
          ),
          grading: gradingOf(ways.peers === null && ways.grading === 'within' ? 'quotas' : ways.grading),
        }
        // A leaf may be left out with its breaker: that is another scheme, not a replication.
        const omitLeaf = varied.omitLeaf && ways.breakers.length === 0
        const asked = { ...PLAIN, ...varied, omitLeaf, replications: 12 }
        const outcome = assessUncertainty(compiled(scheme), data, asked)
        // Peers too few for a scale, or different totals too few for natural breaks, are refused by both.
        fc.pre(outcome.ok)
        let runs: EvaluationResult[]
        try {
          runs = runAll(scheme, data, asked)
        } catch {
          fc.pre(false)
          return
        }
        expectSame(outcome.value, scheme, data, runs)
      }),
      { numRuns: 60, maxSkipsPerRun: 3 },
    )
  })

  it('gives the same for the same seed, and begins the same when more is asked for', () => {
    const { scheme, data } = sampleEvaluation({ units: 9, leaves: 8, headings: 3, seed: 4 })
    const asked = { ...PLAIN, omitLeaf: true, sobolRows: 16 }
    expect(JSON.stringify(assess(scheme, data, asked))).toBe(JSON.stringify(assess(scheme, data, asked)))
    expect(assess(scheme, data, { ...asked, seed: 12 }).units).not.toEqual(assess(scheme, data, asked).units)
    const short = assess(scheme, data, { ...asked, replications: 1 })
    const long = assess(scheme, data, { ...asked, replications: 2 })
    short.units.forEach(({ score }, unit) => {
      const both = long.units[unit]?.score
      expect([both?.least, both?.most]).toContain(score.mean)
    })
  })

  it('does not depend on the order of the units', () => {
    const { scheme, data } = sampleEvaluation({ units: 9, leaves: 8, headings: 3, seed: 5 })
    const turned: EvaluationData = {
      ...data,
      units: data.units.toReversed(),
      columns: Object.fromEntries(
        Object.entries(data.columns).map(([column, rows]) => [column, rows.map((row) => row.toReversed())]),
      ),
    }
    const asked = { ...PLAIN, aggregations: [{ method: 'geometric' } as const], omitLeaf: true }
    const plain = assess(scheme, data, asked)
    const other = assess(scheme, turned, asked)
    expect(other.units.toReversed()).toEqual(plain.units)
    expect(other.dominance.map((row) => row.toReversed()).toReversed()).toEqual(plain.dominance)
  })

  it('says how the ranks are without each leaf in turn', () => {
    const { scheme, data } = sampleEvaluation({ units: 10, leaves: 6, headings: 6, seed: 6 })
    const { leaveOneOut } = assess(scheme, data, PLAIN)
    const nominal = run(scheme, data).standings.map(({ rank }) => rank)
    expect(leaveOneOut.map(({ node }) => node)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6'])
    for (const { node, ranks, shift } of leaveOneOut) {
      const without = run(
        { ...scheme, nodes: withoutEmpty(scheme.nodes.filter(({ code }) => code !== node)) },
        data,
      )
      expect(ranks).toEqual(without.standings.map(({ rank }) => rank))
      const shifts = ranks.map((rank, unit) => Math.abs((rank ?? NaN) - (nominal[unit] ?? NaN)))
      expect(shift).toBeCloseTo(shifts.reduce((sum, one) => sum + one, 0) / shifts.length, 12)
    }
  })

  it('leaves out who was left out, and lets bonus points stand', () => {
    const { scheme, data } = sampleEvaluation(
      { units: 6, leaves: 4, headings: 2, seed: 7 },
      {
        gates: [
          {
            code: 'out',
            name: { zh: '否决', en: 'Out' },
            column: 'out',
            operator: '=',
            value: 0,
            effect: 'exclude',
            grade: null,
            missing: 'passes',
          },
        ],
        adjustments: [
          { code: 'plus', name: { zh: '加分', en: 'Plus' }, column: 'plus', points: 1, most: 1000 },
        ],
      },
    )
    const column = (unit: number, value: number) => [
      data.units.map((_, index) => (index === unit ? value : 0)),
    ]
    const found = assess(
      scheme,
      { ...data, columns: { ...data.columns, out: column(2, 1), plus: column(4, 500) } },
      PLAIN,
    )
    expect(found.units.map(({ unit }) => unit)).toEqual(['U1', 'U2', 'U4', 'U5', 'U6'])
    expect(found.dominance.map((row) => row.length)).toEqual([5, 5, 5, 5, 5])
    expect(found.units[3]?.rank).toMatchObject({ mean: 1, least: 1, most: 1 })
    expect(found.dominance[3]).toEqual([1, 1, 1, 0.5, 1])
    expect(found.leaveOneOut[0]?.ranks[2]).toBeNull()
  })

  it('keeps benefit-of-the-doubt weights by unit, and moves them with the noise', () => {
    const { scheme, data } = sampleEvaluation(
      { units: 7, leaves: 6, headings: 2, seed: 8 },
      { weighting: { method: 'benefit-of-doubt', least: 0.05, most: 0.8 } },
    )
    const still = assess(scheme, data, { ...PLAIN, weights: { kind: 'noise', share: 1e-12 } })
    const nominal = run(scheme, data)
    still.units.forEach(({ nominalRank, rank, score }, unit) => {
      expect([rank.least, rank.most]).toEqual([nominalRank, nominalRank])
      expect(score.mean).toBeCloseTo(nominal.standings[unit]?.score ?? NaN, 8)
    })
    const moved = assess(scheme, data, { ...PLAIN, weights: { kind: 'noise', share: 0.5 } })
    expect(moved.units.some(({ score }) => score.deviation > 0.1)).toBe(true)
  })

  it('says in how many replications a unit had nothing to be ranked by', () => {
    const { scheme, data } = sampleEvaluation({ units: 5, leaves: 3, headings: 0, seed: 9 })
    // U1 has one figure only: without that leaf there is nothing.
    const columns = Object.fromEntries(
      Object.entries(data.columns).map(([column, [row]]) => [
        column,
        [row?.map((value, unit) => (unit === 0 && column !== 'I1' ? null : value)) ?? []],
      ]),
    )
    const found = assess(
      scheme,
      { ...data, columns },
      { ...PLAIN, replications: 400, weights: null, omitLeaf: true },
    )
    expect(found.units[0]?.unranked).toBeGreaterThan(0.15)
    expect(found.units[0]?.unranked).toBeLessThan(0.35)
    const ranked = found.units[0]?.rankShares.reduce((sum, one) => sum + one, 0) ?? NaN
    expect(ranked + (found.units[0]?.unranked ?? NaN)).toBeCloseTo(1, 12)
    expect(found.leaveOneOut[0]?.ranks[0]).toBeNull()
  })
})

describe('sensitivity', () => {
  it('gives everything to the one factor there is, and nothing to one that does nothing', () => {
    const { scheme, data } = sampleEvaluation({ units: 12, leaves: 8, headings: 2, seed: 10 })
    const alone = assess(scheme, data, { ...PLAIN, sobolRows: 256 }).sensitivity
    expect(alone?.factors.map(({ factor }) => factor)).toEqual(['weights'])
    expect(alone?.factors[0]?.first).toBeCloseTo(1, 0)
    expect(alone?.factors[0]?.total).toBeCloseTo(1, 0)
    // No figure is missing: an imputation changes nothing.
    const idle = assess(scheme, data, {
      ...PLAIN,
      imputations: [{ method: 'mean' }],
      sobolRows: 64,
    }).sensitivity
    const imputation = idle?.factors.find(({ factor }) => factor === 'imputation')
    expect(imputation).toEqual({
      factor: 'imputation',
      first: 0,
      total: 0,
      firstRange: [0, 0],
      totalRange: [0, 0],
    })
  })

  it('has shares of the factors that are in order and within their ranges', () => {
    const { scheme, data } = sampleEvaluation({ units: 15, leaves: 10, headings: 3, seed: 12 })
    const found = assess(scheme, data, {
      ...PLAIN,
      weights: { kind: 'noise', share: 0.05 },
      normalisations: [{ method: 'rank', ties: 'average' }],
      aggregations: [{ method: 'geometric' }],
      omitLeaf: true,
      sobolRows: 400,
    }).sensitivity
    const byFactor = new Map(found?.factors.map((index) => [index.factor, index]))
    expect([...byFactor.keys()]).toEqual(['weights', 'normalisation', 'aggregation', 'leaf'])
    // Weights that hardly move cannot matter as much as a whole indicator.
    expect(byFactor.get('leaf')?.total).toBeGreaterThan(byFactor.get('weights')?.total ?? NaN)
    for (const { first, total, firstRange, totalRange } of byFactor.values()) {
      expect(first).toBeLessThan(total + 0.2)
      expect(firstRange[0]).toBeLessThanOrEqual(first)
      expect(firstRange[1]).toBeGreaterThanOrEqual(first)
      expect(totalRange[0]).toBeLessThanOrEqual(total)
      expect(totalRange[1]).toBeGreaterThanOrEqual(total)
    }
    expect(found?.byUnit.length).toBe(15)
  })
})

describe('uncertainty is refused', () => {
  const { scheme, data } = sampleEvaluation({ units: 6, leaves: 4, headings: 2, seed: 13 })
  const codes = (specification: UncertaintySpecification, of = scheme) => {
    const outcome = assessUncertainty(compiled(of), data, specification)
    return outcome.ok ? [] : outcome.issues
  }

  it('where nothing is varied', () => {
    expect(codes({ ...PLAIN, weights: null })[0]?.code).toBe('evaluation.nothing_uncertain')
  })

  it('where a number of the specification makes no sense', () => {
    const wrong: [string, Partial<UncertaintySpecification>][] = [
      ['replications', { replications: 0 }],
      ['replications', { replications: 1.5 }],
      ['replications', { replications: 1e9 }],
      ['seed', { seed: -1 }],
      ['seed', { seed: 2 ** 32 }],
      ['weights.share', { weights: { kind: 'noise', share: 0 } }],
      ['weights.share', { weights: { kind: 'noise', share: 1.1 } }],
      ['weights.concentration', { weights: { kind: 'dirichlet', concentration: NaN } }],
      ['sobolRows', { sobolRows: 1 }],
    ]
    for (const [property, part] of wrong) {
      const issues = codes({ ...PLAIN, ...part })
      expect(issues.map(({ code }) => code)).toEqual(['evaluation.uncertainty_range'])
      expect(issues[0]?.params?.['property']).toBe(property)
    }
  })

  it('where the only leaf would be left out', () => {
    const single = sampleEvaluation({ units: 6, leaves: 1, headings: 0, seed: 13 })
    const outcome = assessUncertainty(compiled(single.scheme), single.data, { ...PLAIN, omitLeaf: true })
    expect(outcome.ok ? [] : outcome.issues.map(({ code }) => code)).toEqual(['evaluation.only_leaf'])
  })

  it('where two choices cannot be computed together, naming both and the node', () => {
    const issues = codes({
      ...PLAIN,
      normalisations: [{ method: 'z-score', mean: 0, deviation: 1 }],
      aggregations: [{ method: 'geometric' }],
    })
    expect(issues[0]).toMatchObject({
      code: 'evaluation.uncertain_combination',
      params: { normalisation: 'z-score', aggregation: 'geometric' },
    })
    expect(issues[1]?.code).toBe('evaluation.geometric_not_positive')
    expect(issues[1]?.params?.['node']).toMatch(/^I\d$/)
  })

  it('where weights are found by a way that an alternative excludes', () => {
    const doubt: Scheme = { ...scheme, weighting: { method: 'benefit-of-doubt', least: 0.1, most: 0.9 } }
    const issues = codes({ ...PLAIN, aggregations: [{ method: 'geometric' }] }, doubt)
    expect(issues[0]).toMatchObject({
      code: 'evaluation.uncertain_combination',
      params: { aggregation: 'geometric' },
    })
  })

  it('where an alternative is no way for this scheme', () => {
    const issues = codes({
      ...PLAIN,
      normalisations: [{ method: 'goalposts', bottom: null, top: null, low: 0, high: 1, capped: true }],
    })
    expect(issues.map(({ code }) => code).slice(0, 2)).toEqual([
      'evaluation.uncertain_combination',
      'evaluation.goalposts_missing',
    ])
  })

  it('when it is cancelled, at once, and tells its progress until then', () => {
    const told: number[] = []
    const outcome = assessUncertainty(
      compiled(scheme),
      data,
      { ...PLAIN, replications: 100_000 },
      {
        progress: (done, of) => {
          expect(of).toBe(100_004)
          told.push(done)
        },
        cancelled: () => told.length === 3,
      },
    )
    expect(outcome.ok ? [] : outcome.issues).toEqual([
      { code: 'evaluation.cancelled', params: { done: told.at(-1), of: 100_004 } },
    ])
    expect(told).toEqual([128, 256, 384])
    const whole: number[] = []
    assessUncertainty(compiled(scheme), data, PLAIN, { progress: (done) => whole.push(done) })
    expect(whole).toEqual([44])
  })
})

function gradingOf(method: 'thresholds' | 'quotas' | 'within' | 'natural-breaks' | null): Scheme['grading'] {
  if (method === null) return null
  const grade = (code: string, from: number | null, part: number | null) => ({
    code,
    name: { zh: code, en: code },
    from: method === 'thresholds' ? from : null,
    share: method === 'quotas' || method === 'within' ? part : null,
  })
  return {
    method: method === 'within' ? 'quotas' : method,
    grades: [grade('A', 60, 0.3), grade('B', 45, 0.4), grade('C', null, null)],
    within: method === 'within',
  }
}
