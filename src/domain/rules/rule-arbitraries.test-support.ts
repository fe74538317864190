/** Random rules over a few facts, and random facts: for properties of checks and explanations. */
import fc from 'fast-check'
import type { FactDefinition, FactValue, RuleParameter } from './fact.ts'
import type { RuleBook, RuleNode } from './rule-book.ts'

const title = { zh: '题', en: 'title' }

export function fact(
  code: string,
  type: FactDefinition['type'],
  more: Partial<FactDefinition> = {},
): FactDefinition {
  return {
    code,
    title,
    group: '经济',
    type,
    unit: null,
    options: null,
    description: null,
    formula: null,
    evidence: { what: title, by: 'enterprise', cost: 1 },
    confidential: false,
    ...more,
  }
}

export const INDUSTRIES = ['软件', '医药', '制造', '其他']

export const FACTS: readonly FactDefinition[] = [
  fact('营业收入', 'number', { unit: '万元', evidence: { what: title, by: 'enterprise', cost: 2 } }),
  fact('研发费用', 'number', { unit: '万元', evidence: { what: title, by: 'enterprise', cost: 5 } }),
  fact('从业人员', 'number', { unit: '人', evidence: { what: title, by: 'park', cost: 3 } }),
  fact('发明专利', 'number', { unit: '件' }),
  fact('研发费用占比', 'number', { unit: '%', formula: '研发费用 / 营业收入 * 100' }),
  fact('上市', 'boolean', { evidence: { what: title, by: 'office', cost: 1 } }),
  fact('行业', 'text', { options: INDUSTRIES.map((code) => ({ code, title })) }),
  fact('资质', 'texts', { options: ['高企', '小巨人'].map((code) => ({ code, title })) }),
  fact('成立日期', 'date', { evidence: { what: title, by: 'office', cost: 2 } }),
]

const SOURCE = { document: '示例', clause: null, documentId: null, url: null }
export const PARAMETERS: readonly RuleParameter[] = [
  {
    code: '规上标准',
    title,
    type: 'number',
    unit: '万元',
    values: [
      { from: '2020-01-01', to: '2025-01-01', value: 4, clause: SOURCE },
      { from: '2025-01-01', to: null, value: 6, clause: SOURCE },
    ],
  },
]

export function bookOf(roots: readonly RuleNode[], more: Partial<RuleBook> = {}): RuleBook {
  return {
    facts: FACTS,
    parameters: PARAMETERS,
    tables: [],
    scores: [],
    amounts: [],
    nearLimit: 0.2,
    rules: roots.map((root, index) => ({ code: `规则${index + 1}`, title, root, nearLimit: null })),
    ...more,
  }
}

export function condition(id: string, when: string, off = false): Extract<RuleNode, { kind: 'condition' }> {
  return { kind: 'condition', id, title: { zh: when, en: when }, when, clause: null, status: 'example', off }
}

export function all(id: string, ...of: readonly RuleNode[]): RuleNode {
  return { kind: 'all', id, title: null, of }
}

export function any(id: string, ...of: readonly RuleNode[]): RuleNode {
  return { kind: 'any', id, title: null, of }
}

export function atLeastOf(id: string, count: number, ...of: readonly RuleNode[]): RuleNode {
  return { kind: 'at-least', id, title: null, count, of }
}

export function notOf(id: string, of: RuleNode): RuleNode {
  return { kind: 'not', id, title: null, of }
}

const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
const order = fc.constantFrom('<', '<=', '>', '>=')
const small = fc.integer({ min: -2, max: 8 })
const numberFact = fc.constantFrom('营业收入', '研发费用', '从业人员', '发明专利')
const day = fc.constantFrom('2023-01-01', '2023-01-02', '2024-02-29', '2025-06-30')

/** Conditions of numbers, days, texts and sets, alone and two together. */
export const arbitraryComparison: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(numberFact, sign, small).map(([name, s, value]) => `${name} ${s} ${value}`),
  fc.tuple(numberFact, order, numberFact, small).map(([a, s, b, value]) => `${a} ${s} ${b} * 2 + ${value}`),
  fc.tuple(order, fc.integer({ min: 0, max: 200 })).map(([s, value]) => `研发费用占比 ${s} ${value}`),
  fc.tuple(order, small).map(([s, value]) => `(营业收入 - 研发费用) / 从业人员 ${s} ${value}`),
  fc.tuple(order, fc.constant('规上标准')).map(([s, name]) => `营业收入 ${s} ${name}`),
  fc.tuple(order, small).map(([s, value]) => `max(营业收入, 研发费用) ${s} ${value}`),
  fc.tuple(numberFact, small, small).map(([name, a, b]) => `${name} between ${a} and ${b}`),
  fc
    .tuple(numberFact, small, small)
    .map(([name, a, b]) => `${name} in [${Math.min(a, b)}..${Math.max(a, b)})`),
  fc.constantFrom('上市', 'not(上市)', '上市 = true'),
  fc
    .tuple(fc.constantFrom('=', '!='), fc.constantFrom(...INDUSTRIES))
    .map(([s, word]) => `行业 ${s} "${word}"`),
  fc
    .subarray(INDUSTRIES, { minLength: 1 })
    .map((words) => `行业 in (${words.map((word) => `"${word}"`).join(', ')})`),
  fc.constantFrom('高企', '小巨人').map((word) => `list contains(资质, "${word}")`),
  fc.constantFrom('starts with(行业, "软")', 'contains(行业, "药")'),
  fc.tuple(order, day).map(([s, value]) => `成立日期 ${s} date("${value}")`),
  fc.integer({ min: 0, max: 900 }).map((days) => `判定日 - 成立日期 >= duration("P${days}D")`),
)

const arbitraryWhen = fc.oneof(
  { weight: 4, arbitrary: arbitraryComparison },
  {
    weight: 1,
    arbitrary: fc
      .tuple(arbitraryComparison, fc.constantFrom('and', 'or'), arbitraryComparison)
      .map(([a, word, b]) => `${a} ${word} ${b}`),
  },
  { weight: 1, arbitrary: arbitraryComparison.map((text) => `not(${text})`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(arbitraryComparison, arbitraryComparison, arbitraryComparison)
      .map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
  },
)

/** Ids are given afterwards, in order, so that each is there once. */
export const arbitraryRoot: fc.Arbitrary<RuleNode> = fc
  .letrec<{ node: RuleNode; leaf: RuleNode }>((tie) => ({
    leaf: arbitraryWhen.map((when) => condition('', when)),
    node: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'rule' },
      { weight: 2, arbitrary: tie('leaf') },
      {
        weight: 3,
        arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((of) => all('', ...of)),
      },
      {
        weight: 2,
        arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of) => any('', ...of)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.array(tie('node'), { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 2 }))
          .map(([of, count]) => atLeastOf('', count, ...of)),
      },
      { weight: 1, arbitrary: tie('node').map((of) => notOf('', of)) },
    ),
  }))
  .node.map(numbered)

export function numbered(root: RuleNode): RuleNode {
  let next = 0
  const visit = (node: RuleNode): RuleNode => {
    const id = `n${(next += 1)}`
    if (node.kind === 'condition') return { ...node, id }
    return node.kind === 'not' ? { ...node, id, of: visit(node.of) } : { ...node, id, of: node.of.map(visit) }
  }
  return visit(root)
}

const figure = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.integer({ min: -30, max: 120 }).map((value) => value / 10),
)
const SPELLED: Readonly<Record<string, fc.Arbitrary<FactValue>>> = {
  营业收入: figure,
  研发费用: figure,
  从业人员: fc.integer({ min: 0, max: 12 }),
  发明专利: fc.integer({ min: 0, max: 12 }),
  上市: fc.boolean(),
  行业: fc.constantFrom(...INDUSTRIES),
  资质: fc.subarray(['高企', '小巨人']),
  成立日期: fc.constantFrom(
    '2021-12-31',
    '2023-01-01',
    '2023-01-02',
    '2023-01-03',
    '2024-02-29',
    '2025-06-30',
  ),
}

/** Everything known. */
export const arbitraryFacts: fc.Arbitrary<ReadonlyMap<string, FactValue>> = fc
  .record(SPELLED)
  .map((values) => new Map(Object.entries(values)))

/** Some of it known. */
export const arbitraryPartialFacts: fc.Arbitrary<ReadonlyMap<string, FactValue>> = fc
  .record(SPELLED, { requiredKeys: [] })
  .map(
    (values) =>
      new Map(
        Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
  )
