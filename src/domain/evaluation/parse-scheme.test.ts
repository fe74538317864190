import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { issuesOf, readScheme, schemeOf } from '#tests/short-evaluation'
import { compileScheme, leavesUnder } from './compile-scheme.ts'
import { parseScheme } from './parse-scheme.ts'

type Fields = Readonly<Record<string, unknown>>

const TOTAL = { code: 'total' }
function leaf(code: string, changes: Fields = {}, input: Fields = {}): Fields {
  return { code, parent: 'total', input: { direction: 'more', ...input }, ...changes }
}
const TWO = [TOTAL, leaf('output'), leaf('energy', {}, { direction: 'less' })]

describe('the tree', () => {
  test.each<[string, readonly Fields[], string, Fields]>([
    ['a code twice', [...TWO, leaf('output')], 'duplicate_node', { node: 'output' }],
    ['no such parent', [TOTAL, leaf('a', { parent: 'b' })], 'unknown_parent', { node: 'a', parent: 'b' }],
    ['nobody on top', [{ code: 'a', parent: 'a' }], 'cycle', { nodes: ['a', 'a'] }],
    [
      'a circle beside the tree',
      [...TWO, { code: 'a', parent: 'b' }, { code: 'b', parent: 'c' }, { code: 'c', parent: 'a' }],
      'cycle',
      { nodes: ['a', 'b', 'c', 'a'] },
    ],
    ['two on top', [...TWO, leaf('other', { parent: null })], 'one_root', { nodes: ['total', 'other'] }],
    [
      'a heading without children',
      [...TWO, { code: 'empty', parent: 'total' }],
      'empty_heading',
      { node: 'empty' },
    ],
    [
      'children under an indicator',
      [...TWO, leaf('part', { parent: 'output' })],
      'leaf_with_children',
      { node: 'output' },
    ],
    [
      'a weight below zero',
      [TOTAL, leaf('a', { weight: -1 }), leaf('b')],
      'weight_negative',
      { node: 'a', weight: -1 },
    ],
    [
      'weights of nothing',
      [TOTAL, leaf('a', { weight: 0 }), leaf('b', { weight: 0 })],
      'weights_zero',
      { heading: 'total' },
    ],
    [
      'weights beyond numbers',
      [TOTAL, leaf('a', { weight: 1e308 }), leaf('b', { weight: 1e308 })],
      'weights_too_large',
      { heading: 'total' },
    ],
    [
      'a range turned round',
      [TOTAL, leaf('a', { weightRange: { least: 0.5, most: 0.2 } })],
      'range_reversed',
      { node: 'a', least: 0.5, most: 0.2 },
    ],
    [
      'ranges without room',
      [
        TOTAL,
        leaf('a', { weightRange: { least: 0, most: 0.3 } }),
        leaf('b', { weightRange: { least: 0, most: 0.4 } }),
      ],
      'shares_impossible',
      { heading: 'total', most: 0.7 },
    ],
    [
      'availability of an indicator',
      [TOTAL, leaf('a', { availability: 0.5 })],
      'node_property',
      { node: 'a', property: 'availability' },
    ],
  ])('refuses %s', (_, nodes, code, params) => {
    expect(issuesOf(readScheme({ nodes }))).toContainEqual(
      expect.objectContaining({
        code: `evaluation.${code}`,
        params: expect.objectContaining(params) as Fields,
      }),
    )
  })

  it('lays out levels, leaves and the order in which headings are computed', () => {
    const nodes = [
      leaf('deep', { parent: 'inner' }),
      { code: 'inner', parent: 'outer' },
      TOTAL,
      leaf('near'),
      { code: 'outer', parent: 'total' },
    ]
    const compiled = compileScheme(schemeOf({ nodes }))
    if (!compiled.ok) throw new Error('refused')
    const { root, leaves, headings, depth, byCode } = compiled.value
    expect(root.code).toBe('total')
    expect(leaves.map(({ code }) => code)).toEqual(['deep', 'near'])
    expect(headings.map(({ code }) => code)).toEqual(['inner', 'outer', 'total'])
    expect([depth, byCode.get('deep')?.level]).toEqual([3, 3])
    expect(leavesUnder(root).map(({ code }) => code)).toEqual(['near', 'deep'])
  })

  it('may be as deep as its list is long', () => {
    const chain = Array.from({ length: 5_000 }, (_, index) => ({
      code: `h${index}`,
      parent: index === 0 ? null : `h${index - 1}`,
    }))
    const compiled = compileScheme(schemeOf({ nodes: [...chain, leaf('a', { parent: 'h4999' })] }))
    expect(compiled.ok && compiled.value.depth).toBe(5_000)
    const round = chain.map((node, index) => (index === 0 ? { ...node, parent: 'h4999' } : node))
    expect(issuesOf(readScheme({ nodes: [...round, leaf('a', { parent: 'h9' })] }))[0]?.code).toBe(
      'evaluation.cycle',
    )
  })
})

describe('scales and treatments', () => {
  const goalposts = { method: 'goalposts', bottom: 0, top: 10, low: 0, high: 100, capped: true }
  test.each<[string, Fields, string, Fields]>([
    [
      'goalposts reversed',
      { normalisation: { ...goalposts, bottom: 10, top: 0 } },
      'goalposts_reversed',
      { bottom: 10, top: 0 },
    ],
    ['one goalpost', { normalisation: { ...goalposts, top: null } }, 'goalposts_missing', {}],
    [
      'a scale reversed',
      { normalisation: { ...goalposts, low: 100, high: 0 } },
      'scale_reversed',
      { low: 100, high: 0 },
    ],
    ['a scale of no height', { normalisation: { method: 'min-max', low: 1, high: 1 } }, 'scale_reversed', {}],
    [
      'no target',
      { normalisation: { method: 'distance-to-target', target: null, capped: true } },
      'target_missing',
      {},
    ],
    [
      'no ideal',
      { normalisation: { method: 'value-to-ideal', ideal: null, high: 100 } },
      'ideal_missing',
      {},
    ],
    [
      'an ideal of zero',
      { normalisation: { method: 'value-to-ideal', ideal: 0, high: 100 } },
      'ideal_not_positive',
      { ideal: 0 },
    ],
    ['a panel without its rule', { kind: 'panel', panel: null }, 'panel_rule', {}],
    ['a rule on figures', { panel: { least: 0, most: 10 } }, 'panel_rule', {}],
    [
      'marks reversed',
      { kind: 'panel', panel: { least: 10, most: 0 } },
      'range_reversed',
      { property: 'panel' },
    ],
    [
      'Box-Cox without its exponent',
      {
        treatment: {
          method: 'treat',
          skewness: 2,
          kurtosis: 3.5,
          mostPoints: 5,
          then: 'box-cox',
          lambda: null,
        },
      },
      'lambda',
      {},
    ],
  ])('refuses %s, by the indicator', (_, input, code, params) => {
    expect(issuesOf(readScheme({ nodes: [TOTAL, leaf('energy', {}, input)] }))).toContainEqual(
      expect.objectContaining({
        code: `evaluation.${code}`,
        params: expect.objectContaining({ node: 'energy', ...params }) as Fields,
      }),
    )
  })

  it('lets the scheme leave goalposts to each indicator, and names those that have none', () => {
    const normalisation = { ...goalposts, bottom: null, top: null }
    const own = leaf('own', {}, { normalisation: goalposts })
    expect(readScheme({ normalisation, nodes: [TOTAL, own] }).ok).toBe(true)
    const issues = issuesOf(readScheme({ normalisation, nodes: [TOTAL, own, leaf('bare')] }))
    expect(issues.map(({ params }) => params)).toEqual([{ node: 'bare' }])
  })

  it('names the total where a way for all is wrong', () => {
    const issues = issuesOf(readScheme({ normalisation: { method: 'scaled', from: 5, to: 5 }, nodes: TWO }))
    expect(issues).toEqual([
      {
        code: 'evaluation.goalposts_reversed',
        path: ['normalisation'],
        params: { node: 'total', bottom: 5, top: 5 },
      },
    ])
  })
})

describe('weights', () => {
  const judged = (children: readonly string[], matrix: readonly (readonly number[])[]) => ({
    weighting: { method: 'ahp', judgements: { total: { children, matrix } }, mostInconsistent: 0.1 },
    nodes: TWO,
  })
  test.each<[string, Fields, string, Fields]>([
    [
      'children of others',
      judged(
        ['output', 'water'],
        [
          [1, 2],
          [0.5, 1],
        ],
      ),
      'judgements',
      { problem: 'children' },
    ],
    [
      'a matrix that is not square',
      judged(['output', 'energy'], [[1, 2]]),
      'judgements',
      { problem: 'square' },
    ],
    [
      'a short row',
      judged(['output', 'energy'], [[1, 2], [0.5]]),
      'judgements',
      { problem: 'square', row: 2 },
    ],
    [
      'judgements of nothing',
      judged(
        ['output', 'energy'],
        [
          [1, 0],
          [0, 1],
        ],
      ),
      'judgements',
      { problem: 'positive' },
    ],
    [
      'itself preferred',
      judged(
        ['output', 'energy'],
        [
          [2, 1],
          [1, 1],
        ],
      ),
      'judgements',
      { problem: 'diagonal' },
    ],
    [
      'no reciprocals',
      judged(
        ['output', 'energy'],
        [
          [1, 3],
          [3, 1],
        ],
      ),
      'judgements',
      { problem: 'reciprocal', row: 1, column: 2 },
    ],
    [
      'no judgements',
      { weighting: { method: 'ahp', judgements: {}, mostInconsistent: 0.1 }, nodes: TWO },
      'judgements_missing',
      { heading: 'total' },
    ],
    [
      'a stranger’s importance',
      { weighting: { method: 'optimised', importance: { water: 1 } }, nodes: TWO },
      'unknown_node',
      { node: 'water' },
    ],
    [
      'too narrow a choice',
      { weighting: { method: 'benefit-of-doubt', least: 0, most: 0.4 }, nodes: TWO },
      'shares_impossible',
      { heading: 'total', children: 2 },
    ],
    [
      'an expert who left one out',
      {
        weighting: { method: 'delphi', rounds: [{ weights: { Li: { output: 1 } } }], centre: 'mean' },
        nodes: TWO,
      },
      'judgements_missing',
      { heading: 'total' },
    ],
    [
      'an expert below zero',
      {
        weighting: {
          method: 'delphi',
          rounds: [{ weights: { Li: { output: 1, energy: -1 } } }],
          centre: 'mean',
        },
        nodes: TWO,
      },
      'weight_negative',
      { node: 'energy', weight: -1 },
    ],
  ])('refuses %s', (_, scheme, code, params) => {
    expect(issuesOf(readScheme(scheme))).toContainEqual(
      expect.objectContaining({
        code: `evaluation.${code}`,
        params: expect.objectContaining(params) as Fields,
      }),
    )
  })

  it('takes a third written with two digits for a third', () => {
    expect(
      readScheme(
        judged(
          ['energy', 'output'],
          [
            [1, 3],
            [0.33, 1],
          ],
        ),
      ).ok,
    ).toBe(true)
  })

  it('asks nothing of weights that the method finds itself', () => {
    const nodes = [TOTAL, leaf('a', { weight: 0 }), leaf('b', { weight: 0 })]
    expect(readScheme({ weighting: { method: 'equal' }, nodes }).ok).toBe(true)
  })
})

describe('gates, points, grades', () => {
  const gate = { code: 'safety', column: 'accidents', operator: '=', value: 0 }
  const grading = (method: string, grades: readonly Fields[], rest: Fields = {}) => ({
    grading: { method, grades, within: false, ...rest },
  })
  test.each<[string, Fields, string, Fields]>([
    [
      'a cap that names no grade',
      { gates: [{ ...gate, effect: 'cap' }] },
      'gate_grade',
      { gate: 'safety', grade: null },
    ],
    [
      'a grade that there is not',
      { gates: [{ ...gate, effect: 'cap', grade: 'A' }] },
      'gate_grade',
      { gate: 'safety', grade: 'A' },
    ],
    ['a gate twice', { gates: [gate, gate] }, 'duplicate_code', { list: 'gates', code: 'safety' }],
    [
      'a breaker that there is not',
      { ranking: { breakers: ['water'] } },
      'unknown_breaker',
      { breaker: 'water' },
    ],
    [
      'thresholds that rise',
      grading('thresholds', [{ code: 'A', from: 60 }, { code: 'B', from: 80 }, { code: 'C' }]),
      'thresholds',
      { grade: 'B', before: 60 },
    ],
    [
      'a threshold too few',
      grading('thresholds', [{ code: 'A' }, { code: 'B' }]),
      'thresholds',
      { grade: 'A', from: null },
    ],
    [
      'quotas of more than all',
      grading('quotas', [{ code: 'A', share: 0.7 }, { code: 'B', share: 0.5 }, { code: 'C' }]),
      'quotas',
      { grade: 'B' },
    ],
    [
      'grades within no groups',
      grading('natural-breaks', [{ code: 'A' }, { code: 'B' }], { within: true }),
      'grading_without_groups',
      {},
    ],
  ])('refuses %s', (_, scheme, code, params) => {
    expect(issuesOf(readScheme({ nodes: TWO, ...scheme }))).toContainEqual(
      expect.objectContaining({
        code: `evaluation.${code}`,
        params: expect.objectContaining(params) as Fields,
      }),
    )
  })
})

describe('the shape', () => {
  test.each<[string, unknown, string | null, string]>([
    [
      'an indicator without a direction',
      { nodes: [TOTAL, leaf('a', {}, { direction: undefined })] },
      'a',
      'nodes.1.input.direction',
    ],
    ['a weight that is no number', { nodes: [TOTAL, leaf('a', { weight: NaN })] }, 'a', 'nodes.1.weight'],
    ['an infinite weight', { nodes: [TOTAL, leaf('a', { weight: Infinity })] }, 'a', 'nodes.1.weight'],
    ['a code with blanks', { nodes: [{ code: 'the total' }] }, 'the total', 'nodes.0.code'],
    ['a code that every object has', { nodes: [{ code: 'constructor' }] }, 'constructor', 'nodes.0.code'],
    ['a property that nobody knows', { nodes: TWO, wieghting: 1 }, null, ''],
    ['no nodes', { nodes: [] }, null, 'nodes'],
  ])('refuses %s, by node and place', (_, scheme, node, place) => {
    const issues = issuesOf(readScheme(scheme as Fields))
    expect(issues[0]).toMatchObject({ code: 'evaluation.scheme_shape', params: { node, place } })
  })

  it('refuses what is no scheme at all, however deep', () => {
    const deep = JSON.parse(`${'['.repeat(4_000)}1${']'.repeat(4_000)}`) as unknown
    for (const json of [null, 7, 'scheme', [], {}, deep, { nodes: deep }])
      expect(issuesOf(parseScheme(json))[0]?.code).toBe('evaluation.scheme_shape')
  })
})

test.each(
  readdirSync(new URL('../../../data/schemes/', import.meta.url)).filter((name) => name.endsWith('.json')),
)('the shipped scheme %s is one', (name) => {
  const text = readFileSync(new URL(`../../../data/schemes/${name}`, import.meta.url), 'utf8')
  expect(parseScheme(JSON.parse(text))).toMatchObject({ ok: true })
})
