/**
 * The engine against COINr (R), method by method, on an invented index of 51 units and 49 indicators: every figure within
 * 1e-9. How the figures were made: tests/examples/evaluation/reference/README.md.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cronbachAlpha } from './cronbach-alpha.ts'
import { correlate, pairsOf, type CorrelationKind } from './correlate.ts'
import { correlationSignificance } from './correlation-significance.ts'
import { assessUncertainty } from './assess-uncertainty.ts'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { dataFromTable } from './data-from-table.ts'
import { describeColumns } from './describe-columns.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult, PeriodTables, StepTable } from './evaluation-result.ts'
import { USUAL_UNCERTAINTY } from './fill-scheme.ts'
import { parseScheme } from './parse-scheme.ts'
import { principalComponents } from './principal-components.ts'
import { sobolIndices } from './sobol-indices.ts'

type Column = readonly (number | null)[]
type Columns = Readonly<Record<string, Column>>
type Cells = Readonly<Record<string, Readonly<Record<string, number>>>>
type Json = Readonly<Record<string, unknown>>

const FOLDER = new URL('../../../tests/examples/evaluation/reference/', import.meta.url)
const TABLE = readFileSync(new URL('data.csv', FOLDER), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','))
const YEAR = '2025'
const SCHEME = read<Json & { readonly nodes: readonly Node[] }>('scheme.json')
const STRUCTURE = new Map(
  readFileSync(new URL('structure.csv', FOLDER), 'utf8')
    .trim()
    .split('\n')
    .map((line) => [line.split(',')[0] ?? '', line.split(',')] as const),
)

interface Node {
  readonly code: string
  readonly parent?: string
  readonly input?: Json
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as T
}

/** A mark of an indicator: its target, lower or upper goalpost. */
function mark(code: string, column: 'target' | 'lower' | 'upper'): number {
  return Number(STRUCTURE.get(code)?.[{ target: 7, lower: 8, upper: 9 }[column]])
}

interface Change {
  readonly scheme?: Json
  /** Left out, by weighing nothing. */
  readonly without?: string
  /** Weights by place in the scheme. */
  readonly weight?: (place: number) => number
  /** Of each indicator's input. */
  readonly input?: (code: string) => Json
  /** Of each heading. */
  readonly heading?: (code: string, level: number) => Json
  readonly years?: 'all'
}

/** Raw figures of the year unless the change says otherwise: no denominators, gaps kept, nothing treated. */
function prepare({ scheme = {}, without, weight, input, heading, years }: Change): {
  readonly compiled: CompiledScheme
  readonly data: EvaluationData
} {
  const nodes = SCHEME.nodes.map((plain, place) => {
    const node = weight === undefined ? plain : { ...plain, weight: weight(place) }
    return node.input === undefined
      ? { ...node, ...heading?.(node.code, node.code === 'total' ? 0 : node.parent === 'total' ? 1 : 2) }
      : {
          ...node,
          ...(node.code === without ? { weight: 0 } : {}),
          input: { ...node.input, denominator: null, ...input?.(node.code) },
        }
  })
  const parsed = parseScheme({ ...SCHEME, ...scheme, nodes })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues.slice(0, 3)))
  const compiled = compileScheme(parsed.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues.slice(0, 3)))
  const [header = [], ...rows] = TABLE
  const used = years === 'all' ? rows : rows.filter((row) => row[header.indexOf('period')] === YEAR)
  const data = dataFromTable({ header, rows: used }, parsed.value)
  if (!data.ok) throw new Error(JSON.stringify(data.issues.slice(0, 3)))
  return { compiled: compiled.value, data: data.value }
}

function run(change: Change): EvaluationResult {
  const { compiled, data } = prepare(change)
  const result = evaluate(compiled, data)
  if (!result.ok) throw new Error(JSON.stringify(result.issues.slice(0, 3)))
  return result.value
}

function tablesOf(result: EvaluationResult, period = YEAR): PeriodTables {
  const tables = result.periods.find((one) => one.period === period)
  if (tables === undefined) throw new Error(`no ${period}`)
  return tables
}

/** The same gaps, and every figure within 1e-9 of its size (of one where it is smaller). */
function expectSame(ours: StepTable, theirs: Columns, some = false): void {
  if (!some) expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
  const differences = Object.entries(theirs).flatMap(([code, column]) =>
    column.flatMap((value, unit) => {
      const own = ours[code]?.[unit]
      return isSame(own, value) ? [] : [{ code, unit, ours: own, theirs: value }]
    }),
  )
  expect(differences).toEqual([])
}

function isSame(own: number | null | undefined, value: number | null): boolean {
  if (typeof own !== 'number' || value === null) return own === value
  return Math.abs(own - value) <= 1e-9 * Math.max(1, Math.abs(value))
}

function expectCells(result: EvaluationResult, period: string, theirs: Cells): void {
  const ours = result.imputed.filter((point) => point.period === period)
  expect(ours.length).toBe(Object.values(theirs).reduce((sum, cells) => sum + Object.keys(cells).length, 0))
  const differences = ours.flatMap(({ node, unit, value }) => {
    const expected = theirs[node]?.[unit] ?? null
    return isSame(value, expected) ? [] : [{ node, unit, ours: value, theirs: expected }]
  })
  expect(differences).toEqual([])
}

describe('screening and denominators', () => {
  interface Screened {
    readonly available: Column
    readonly nonZero: Column
    readonly kept: readonly boolean[]
  }
  const steps = read<Readonly<Record<string, Screened>> & { readonly denominated: Columns }>('steps.json')

  test.each([
    ['byNA', { leastAvailable: 0.85 }],
    ['byNAandzeros', { leastAvailable: 0.85, leastNonZero: 0.86 }],
    ['forced', { leastAvailable: 0.85, keep: ['U07'] }],
  ])('Screen %s', (name, screening) => {
    const { screening: ours } = run({ scheme: { screening } })
    const theirs = steps[name]
    expect(ours.map(({ kept }) => kept)).toEqual(theirs?.kept)
    expectSame(
      { available: ours.map(({ available }) => available), nonZero: ours.map(({ nonZero }) => nonZero) },
      { available: theirs?.available ?? [], nonZero: theirs?.nonZero ?? [] },
    )
  })

  test('Denominate', () => {
    const denominators = new Map(
      SCHEME.nodes.map(({ code, input }) => [code, input?.['denominator'] ?? null]),
    )
    const result = run({ input: (code) => ({ denominator: denominators.get(code) ?? null }) })
    expectSame(tablesOf(result).denominated, steps.denominated)
  })
})

describe('imputation', () => {
  const cells = read<Readonly<Record<string, Cells>>>('imputation.json')
  test.each([
    ['mean', { method: 'mean' }],
    ['median', { method: 'median' }],
    ['groupMean', { method: 'group-mean', group: 'region' }],
    ['groupMedian', { method: 'group-median', group: 'size' }],
    ['siblingsMean', { method: 'siblings-mean' }],
    ['siblingsMedian', { method: 'siblings-median' }],
  ])('%s', (name, imputation) => {
    expectCells(run({ scheme: { imputation } }), YEAR, cells[name] ?? {})
  })

  const panel = read<Readonly<Record<string, Readonly<Record<string, Cells>>>>>('panel-imputation.json')
  test.each([
    ['latest', { method: 'latest' }],
    ['latest1', { method: 'latest', maximumAge: 1 }],
  ])('impute_panel %s', (name, imputation) => {
    const result = run({ scheme: { imputation }, years: 'all' })
    for (const [period, theirs] of Object.entries(panel[name] ?? {})) expectCells(result, period, theirs)
  })

  test('impute_panel linear, where at least two years are known', () => {
    const result = run({ scheme: { imputation: { method: 'linear' } }, years: 'all' })
    const raw = (node: string, unit: string) =>
      result.periods.filter(
        (tables) => tables.raw[node]?.[result.units.findIndex(({ code }) => code === unit)] !== null,
      ).length
    const twice = { ...result, imputed: result.imputed.filter(({ node, unit }) => raw(node, unit) > 1) }
    for (const [period, theirs] of Object.entries(panel['linear'] ?? {})) expectCells(twice, period, theirs)
  })
})

describe('treatment', () => {
  interface Treated {
    readonly treated: Columns
    readonly skewnessBefore: Column
    readonly kurtosisBefore: Column
    readonly skewnessAfter: Column
    readonly kurtosisAfter: Column
    readonly winsorised: Column
    readonly by: readonly ('' | 'winsorised' | 'transformed')[]
  }
  const treated = read<Readonly<Record<string, Treated>>>('treatment.json')
  test.each([
    ['logCT', { then: 'log-ct' }],
    ['logCT1', { then: 'log-ct', mostPoints: 1 }],
    ['logCTorig', { then: 'log-ct-orig', mostPoints: 1 }],
    ['logGII', { then: 'log-gii', mostPoints: 1 }],
    ['boxcoxHalf', { then: 'box-cox', lambda: 0.5, mostPoints: 1 }],
    ['boxcoxZero', { then: 'box-cox', lambda: 0, mostPoints: 1 }],
    ['winsoriseOnly', { then: 'none' }],
    ['strict', { then: 'log-ct', skewness: 1, kurtosis: 2 }],
  ])('Treat %s', (name, how) => {
    const theirs = treated[name]
    if (theirs === undefined) throw new Error(`no ${name}`)
    const result = run({ scheme: { treatment: { method: 'treat', ...how } } })
    expectSame(tablesOf(result).treated, theirs.treated, true)
    const untouched = Object.fromEntries(
      Object.entries(tablesOf(result).raw).filter(([code]) => !Object.hasOwn(theirs.treated, code)),
    )
    expectSame(tablesOf(result).treated, untouched, true)
    const ours = result.treatments
    expect(
      ours.map((one) => (one.transformed !== null ? 'transformed' : one.winsorised > 0 ? 'winsorised' : '')),
    ).toEqual(theirs.by)
    const figures = ['skewnessBefore', 'kurtosisBefore', 'skewnessAfter', 'kurtosisAfter'] as const
    for (const figure of figures)
      expectSame({ [figure]: ours.map((one) => one[figure]) }, { [figure]: theirs[figure] })
    const wins = theirs.winsorised.filter((_, index) => theirs.by[index] === 'winsorised')
    expect(ours.flatMap((one, index) => (theirs.by[index] === 'winsorised' ? [one.winsorised] : []))).toEqual(
      wins,
    )
  })
})

describe('normalisation', () => {
  const theirs = read<Readonly<Record<string, Columns>> & { readonly referenceUnit: string }>(
    'normalisation.json',
  )
  const unit = theirs.referenceUnit
  const target = (capped: boolean) => (code: string) => ({
    normalisation: { method: 'distance-to-target', target: mark(code, 'target'), capped },
  })
  const posts = (capped: boolean) => (code: string) => ({
    normalisation: { method: 'goalposts', bottom: mark(code, 'lower'), top: mark(code, 'upper'), capped },
  })
  const all = (method: Json) => () => ({ normalisation: method })
  test.each<[string, (code: string) => Json]>([
    ['minmax', all({ method: 'min-max' })],
    ['minmax1', all({ method: 'min-max', low: 1 })],
    ['scaled', all({ method: 'scaled', from: -20, to: 180 })],
    ['zscore', all({ method: 'z-score' })],
    ['zscore50', all({ method: 'z-score', mean: 50, deviation: 10 })],
    ['rank', all({ method: 'rank' })],
    ['borda', all({ method: 'borda' })],
    ['prank', all({ method: 'percentile-rank' })],
    ['dist2max', all({ method: 'distance-to-maximum' })],
    ['fracmax', all({ method: 'fraction-of-maximum' })],
    ['dist2ref', all({ method: 'distance-to-reference', unit })],
    ['dist2refCapped', all({ method: 'distance-to-reference', unit, capped: true })],
    ['dist2targ', target(false)],
    ['dist2targCapped', target(true)],
    ['goalposts', posts(true)],
    ['goalpostsFree', posts(false)],
  ])('n_%s', (name, input) => {
    const columns = theirs[name] ?? {}
    // Where COINr divides by zero the engine refuses: that indicator is left as it is.
    const defined = (code: string) =>
      Object.hasOwn(columns, code) ? input(code) : { normalisation: { method: 'none' } }
    expectSame(tablesOf(run({ input: defined })).normalised, columns, true)
  })

  const overYears = read<Readonly<Record<string, Readonly<Record<string, Columns>>>>>(
    'normalisation-over-years.json',
  )
  test.each([
    ['minmax', { method: 'min-max' }],
    ['zscore', { method: 'z-score' }],
    ['rank', { method: 'rank' }],
  ])('%s over all years', (name, normalisation) => {
    const result = run({ scheme: { normalisation, scaleOver: 'all-periods' }, years: 'all' })
    for (const [period, columns] of Object.entries(overYears[name] ?? {}))
      expectSame(tablesOf(result, period).normalised, columns, true)
  })
})

describe('aggregation of scores from 1 to 100', () => {
  const theirs = read<Readonly<Record<string, Columns>>>('aggregation.json')
  const mean = { imputation: { method: 'mean' } }
  const ways = ['harmonic', 'geometric', 'arithmetic']
  test.each<[string, Json, Change['heading']?]>([
    ['amean', {}],
    ['gmean', { aggregation: { method: 'geometric' } }],
    ['hmean', { aggregation: { method: 'harmonic' } }],
    ['threshold', {}, () => ({ availability: 0.8 })],
    ['genmean2', { aggregation: { method: 'generalised', power: 2 }, ...mean }],
    ['genmeanHalf', { aggregation: { method: 'generalised', power: -0.5 }, ...mean }],
    ['copeland', { aggregation: { method: 'copeland' }, weighting: { method: 'equal' }, ...mean }],
    ['copelandGaps', { aggregation: { method: 'copeland' }, weighting: { method: 'equal' } }],
    ['mixed', {}, (_, level) => ({ aggregation: { method: ways[level] } })],
    ['equal', { weighting: { method: 'equal' } }],
  ])('a_%s', (name, scheme, heading) => {
    const normalisation = { method: 'min-max', low: 1, high: 100 }
    const result = run({
      scheme: { normalisation, ...scheme },
      ...(heading === undefined ? {} : { heading }),
    })
    expectSame(tablesOf(result).scores, theirs[name] ?? {}, true)
  })
})

test('a_copeland with weights', () => {
  const theirs = read<Readonly<Record<string, Columns>>>('aggregation.json')
  const result = run({
    scheme: {
      normalisation: { method: 'min-max', low: 1 },
      imputation: { method: 'mean' },
      aggregation: { method: 'copeland' },
    },
    weight: (place) => Math.sqrt(place + 2),
  })
  expectSame(tablesOf(result).scores, theirs['copelandWeighted'] ?? {}, true)
})

describe('all steps', () => {
  interface Whole {
    readonly kept: readonly boolean[]
    readonly imputed: Columns
    readonly treated: Columns
    readonly normalised: Columns
    readonly scores: Columns
    readonly rank: Column
    readonly rankInRegion: Column
    readonly without: Columns
  }
  const theirs = read<Whole>('whole.json')
  const denominators = new Map(SCHEME.nodes.map(({ code, input }) => [code, input?.['denominator'] ?? null]))
  const change: Change = {
    scheme: {
      screening: { leastAvailable: 0.66 },
      imputation: { method: 'group-mean', group: 'region' },
      treatment: { method: 'treat' },
      peerGroups: { group: 'region' },
    },
    input: (code) => ({ denominator: denominators.get(code) ?? null }),
  }
  const result = run(change)
  const kept = (table: StepTable): StepTable =>
    Object.fromEntries(
      Object.entries(table).map(([code, column]) => [code, column.filter((_, unit) => theirs.kept[unit])]),
    )

  test('the same units are judged', () => {
    expect(result.units.map(({ leftOut }) => leftOut === null)).toEqual(theirs.kept)
  })

  test.each(['imputed', 'treated', 'normalised', 'scores'] as const)('table of step: %s', (step) => {
    expectSame(kept(tablesOf(result)[step]), theirs[step], true)
  })

  test('ranks, over all and within regions', () => {
    const standings = result.standings.filter((_, unit) => theirs.kept[unit])
    expect(standings.map(({ rank }) => rank)).toEqual(theirs.rank)
    expect(standings.map(({ groupRank }) => groupRank)).toEqual(theirs.rankInRegion)
  })

  test('the same ranks from the uncertainty’s own way of leaving out', () => {
    const { compiled, data } = prepare(change)
    const assessed = assessUncertainty(compiled, data, { ...USUAL_UNCERTAINTY, replications: 10 })
    if (!assessed.ok) throw new Error(JSON.stringify(assessed.issues))
    for (const { node, ranks, shift } of assessed.value.leaveOneOut) {
      const expected = theirs.without[node] ?? []
      expect(ranks.filter((_, unit) => theirs.kept[unit])).toEqual(expected)
      const moved = expected.map((rank, unit) => Math.abs((rank ?? NaN) - (theirs.rank[unit] ?? NaN)))
      expect(shift).toBeCloseTo(moved.reduce((sum, one) => sum + one, 0) / moved.length, 12)
    }
    expect(assessed.value.leaveOneOut).toHaveLength(49)
  })

  test('ranks without each indicator in turn (remove_elements)', () => {
    for (const [code, ranks] of Object.entries(theirs.without)) {
      const { standings } = run({ ...change, without: code })
      expect(standings.flatMap(({ rank }, unit) => (theirs.kept[unit] ? [rank] : []))).toEqual(ranks)
    }
  })
})

describe('statistics', () => {
  interface Statistics {
    readonly columns: Readonly<Record<string, Readonly<Record<string, readonly [number]>>>>
    readonly effectiveWeights: { readonly code: readonly string[]; readonly weight: readonly number[] }
    readonly pearson: Columns
    readonly pearsonUp: Columns
    readonly spearmanUp: Columns
    readonly kendallUp: Columns
    readonly pValueUp: Columns
    readonly denominators: Columns
    readonly cronbach: Readonly<Record<string, number>>
    readonly pca: Readonly<
      Record<string, { readonly loadings: readonly number[]; readonly variances: readonly number[] }>
    >
    readonly sensitivity: {
      readonly rows: number
      readonly outputs: readonly number[]
      readonly Si: readonly number[]
      readonly STi: readonly number[]
    }
  }
  const theirs = read<Statistics>('statistics.json')
  const result = run({})
  const raw = tablesOf(result).raw
  const scores = tablesOf(result).scores
  const from1 = tablesOf(run({ scheme: { normalisation: { method: 'min-max', low: 1 } } })).normalised
  const childrenOf = (heading: string) =>
    SCHEME.nodes.filter(({ parent }) => parent === heading).map(({ code }) => code)

  test('get_stats', () => {
    const named = {
      least: 'Min',
      most: 'Max',
      mean: 'Mean',
      median: 'Median',
      deviation: 'Std',
      skewness: 'Skew',
      kurtosis: 'Kurt',
      count: 'N.Avail',
      nonZero: 'N.NonZero',
      unique: 'N.Unique',
      same: 'N.Same',
    } as const
    const described = describeColumns(raw)
    expect(described.map(({ column }) => column)).toEqual(Object.keys(theirs.columns))
    for (const column of described)
      for (const [ours, their] of Object.entries(named) as [keyof typeof named, string][])
        expectSame(
          { [column.column]: [column[ours]] },
          { [column.column]: [theirs.columns[column.column]?.[their]?.[0] ?? null] },
        )
  })

  test('get_eff_wts', () => {
    const weights = new Map(result.weights.map(({ node, effective }) => [node, effective]))
    expectSame(
      { effective: theirs.effectiveWeights.code.map((code) => weights.get(code) ?? null) },
      { effective: theirs.effectiveWeights.weight },
    )
  })

  test.each<[string, CorrelationKind, Columns]>([
    ['indicators with each other', 'pearson', theirs.pearson],
    ['indicators with headings', 'pearson', theirs.pearsonUp],
    ['headings with headings', 'spearman', theirs.spearmanUp],
    ['headings with headings', 'kendall', theirs.kendallUp],
  ])('get_corr: %s, %s', (_, kind, columns) => {
    const headings = SCHEME.nodes.filter(({ code }) =>
      childrenOf(code).some((child) => childrenOf(child).length === 0),
    )
    const leaves = SCHEME.nodes.filter(({ input }) => input !== undefined)
    const rows = (kind === 'pearson' ? leaves : headings).map(({ code }) => code)
    const ours = Object.keys(columns).map((right) => [
      right,
      rows.map((left) => correlate(scores[left] ?? [], scores[right] ?? [], kind)),
    ])
    expectSame(Object.fromEntries(ours) as StepTable, columns)
  })

  test('get_cronbach', () => {
    const ours = Object.keys(theirs.cronbach).map((heading) => [
      heading,
      [cronbachAlpha(childrenOf(heading).map((code) => from1[code] ?? []))],
    ])
    const alphas = Object.entries(theirs.cronbach).map(([heading, alpha]) => [heading, [alpha]])
    expectSame(Object.fromEntries(ours) as StepTable, Object.fromEntries(alphas) as Columns)
  })

  test('get_pvals', () => {
    const headings = Object.keys(theirs.pca)
    const ours = Object.keys(theirs.pValueUp).map((right) => [
      right,
      headings.map((left) =>
        correlationSignificance(pairsOf(scores[left] ?? [], scores[right] ?? []), 'pearson'),
      ),
    ])
    expectSame(Object.fromEntries(ours) as StepTable, theirs.pValueUp)
  })

  test('get_denom_corr', () => {
    const [header = [], ...rows] = TABLE
    const ours = Object.keys(theirs.denominators).map((right) => {
      const sizes = rows
        .filter((row) => row[header.indexOf('period')] === YEAR)
        .map((row) => Number(row[header.indexOf(right)]))
      return [right, Object.values(raw).map((column) => correlate(column, sizes, 'pearson'))]
    })
    expectSame(Object.fromEntries(ours) as StepTable, theirs.denominators)
  })

  test.each(Object.keys(theirs.pca))('get_PCA of %s', (heading) => {
    const found = principalComponents(from1, childrenOf(heading))
    if (!found.ok) throw new Error(JSON.stringify(found.issues))
    const { loadings = [], variances = [] } = theirs.pca[heading] ?? {}
    const own = found.value.components[0]?.loadings ?? []
    // Signs are arbitrary; the file has those that add to more than zero.
    const sign = own.reduce((sum, loading) => sum + loading, 0) < 0 ? -1 : 1
    expectSame({ loadings: own.map((loading) => sign * loading) }, { loadings })
    expectSame({ variances: found.value.components.map(({ eigenvalue }) => eigenvalue) }, { variances })
  })

  test('weights of get_PCA, for each heading whose loadings have one sign', () => {
    const oneSign = Object.entries(theirs.pca).filter(([, { loadings }]) => loadings.every((one) => one > 0))
    expect(oneSign.length).toBeGreaterThan(0)
    const headings = new Set(oneSign.map(([heading]) => heading))
    const { weights } = run({
      heading: (code) => (headings.has(code) ? { weighting: { method: 'pca', loadings: 'plain' } } : {}),
    })
    for (const [heading, { loadings }] of oneSign) {
      const sum = loadings.reduce((all, one) => all + one, 0)
      const ours = childrenOf(heading).map((code) => weights.find(({ node }) => node === code)?.share ?? null)
      expectSame({ [heading]: ours }, { [heading]: loadings.map((one) => one / sum) })
    }
  })

  test('SA_estimate', () => {
    const { rows, outputs, Si, STi } = theirs.sensitivity
    const part = (index: number) => Float64Array.from(outputs.slice(index * rows, (index + 1) * rows))
    const { first, total } = sobolIndices({ a: part(0), b: part(1), mixed: [part(2), part(3), part(4)] })
    expectSame({ first, total }, { first: Si, total: STi })
  })
})
