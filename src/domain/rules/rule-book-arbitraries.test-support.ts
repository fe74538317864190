/** Random rule books and what is known of random enterprises: for showing that all ways of judging agree. */
import fc from 'fast-check'
import type { FactDefinition, FactSheet, FactValue, RuleParameter } from './fact.ts'
import { all, any, atLeastOf, condition, fact, notOf, numbered } from './rule-arbitraries.test-support.ts'
import type { RuleBook, RuleNode, RuleTable, ScoreSheet } from './rule-book.ts'

const title = { zh: '题', en: 'title' }

const SOURCE = { document: '示例', clause: null, documentId: null, url: null }

export const WORDS = ['软件', '医药', '智能制造', '其他', '"引号"']

export const FACTS: readonly FactDefinition[] = [
  fact('营收', 'number', { unit: '万元' }),
  fact('研发', 'number', { unit: '万元' }),
  fact('人数', 'number', { unit: '人' }),
  fact('专利', 'number', { unit: '件' }),
  fact('比重', 'number', { unit: '%', formula: '研发 / 营收 * 100' }),
  fact('人均', 'number', { formula: '(营收 - 研发) / 人数' }),
  fact('上市', 'boolean'),
  fact('有研发', 'boolean', { formula: '研发 > 0' }),
  fact('行业', 'text', { options: WORDS.map((code) => ({ code, title })) }),
  fact('园区', 'text'),
  fact('资质', 'texts'),
  fact('成立', 'date'),
]

export const PARAMETERS: readonly RuleParameter[] = [
  parameter('标准', 'number', 0.8),
  parameter('目录', 'texts', ['软件', '医药']),
  parameter('起始日', 'date', '2020-02-29'),
  {
    ...parameter('过期标准', 'number', 5),
    values: [{ from: '2000-01-01', to: '2001-01-01', value: 5, clause: SOURCE }],
  },
]

function parameter(code: string, type: RuleParameter['type'], value: FactValue): RuleParameter {
  return { code, title, type, unit: null, values: [{ from: '2010-01-01', to: null, value, clause: SOURCE }] }
}

export const ON = '2024-02-29'

const plainNumber = fc.constantFrom('营收', '研发', '人数', '专利')
/** Where rounding of doubles would decide if it were allowed to. */
const literal = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '0.1',
  '0.7',
  '0.8',
  '0.3',
  '5',
  '100',
  '33.3',
  '1000000',
  '0.1000000000000000055511151231257827',
)
const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')

const numeric: fc.Arbitrary<string> = fc.letrec<{ number: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'number' },
    { weight: 5, arbitrary: plainNumber },
    { weight: 2, arbitrary: literal },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '比重',
        '人均',
        '标准',
        '过期标准',
        '奖励',
        '分档.金额',
        '累计',
        '最高',
        '最低',
        '个数',
        'count(资质)',
        '成立.year',
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
        .map(([a, s, b]) => `(${a} ${s} ${b})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('min', 'max', 'sum', 'mean'),
          fc.array(tie('number'), { minLength: 1, maxLength: 3 }),
        )
        .map(([name, of]) => `${name}(${of.join(', ')})`),
    },
    { weight: 1, arbitrary: tie('number').map((of) => `abs(${of})`) },
    { weight: 1, arbitrary: tie('number').map((of) => `-(${of})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('floor', 'ceiling'), tie('number'))
        .map(([name, of]) => `${name}(${of})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('decimal', 'round up', 'round down', 'round half up', 'round half down'),
          tie('number'),
          fc.integer({ min: -1, max: 3 }),
        )
        .map(([name, of, scale]) => `${name}(${of}, ${scale})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('上市', '营收 > 研发', '行业 = "软件"'), tie('number'), tie('number'))
        .map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '(判定日 - 成立) / duration("P1D")',
        'string length(行业)',
        'modulo(人数, 3)',
        '营收 ** 2',
      ),
    },
  ),
})).number

export const arbitraryNumber = numeric

const comparison: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(plainNumber, sign, literal).map((parts) => parts.join(' ')) },
  { weight: 5, arbitrary: fc.tuple(numeric, sign, numeric).map((parts) => parts.join(' ')) },
  {
    weight: 1,
    arbitrary: fc.tuple(plainNumber, literal, literal).map(([x, a, b]) => `${x} between ${a} and ${b}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(plainNumber, literal, literal, fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
      .map(
        ([x, a, b, open, close]) =>
          `${x} in ${open}${Number(a) <= Number(b) ? a : b}..${Number(a) <= Number(b) ? b : a}${close}`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(plainNumber, literal, literal).map(([x, a, b]) => `${x} in (< ${a}, ${b})`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '上市',
      '有研发',
      '上市 = false',
      'not(上市)',
      '上市 = 有研发',
      '上市 != 有研发',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '行业 = "软件"',
        '行业 != "医药"',
        '行业 in ("软件", "其他")',
        '行业 in ["软件", "\\"引号\\""]',
        '行业 in 目录',
        'list contains(目录, 行业)',
      ],
      ...[
        '行业 = 园区',
        '行业 < "软"',
        'starts with(行业, "智能")',
        'contains(行业, 园区)',
        'upper case(园区) = 园区',
        '档次 = "高"',
        '分档.档 = "低"',
      ],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'list contains(资质, "高企")',
        'list contains(资质, 行业)',
        'count(资质) >= 2',
        '资质 = ["高企"]',
        'some x in 资质 satisfies x = "高企"',
      ],
      ...[
        '成立 <= 起始日',
        '成立 + duration("P3Y") <= 判定日',
        '成立 - duration("P1M") > 起始日',
        '判定日 - 成立 >= duration("P365D")',
        '成立 in [date("2019-01-01")..date("2020-12-31")]',
        '成立.month = 2',
      ],
      ...['years and months duration(成立, 判定日) >= duration("P2Y")', '成立 = @"2020-02-29"'],
      ...['已知(营收)', 'not(已知(比重))', '已知(行业)', '已知(资质)', '已知(人均) or 上市', '已知(奖励)'],
      ...['得分 >= 6', '得分.质量 > 1.5', '得分 / 2 < 3', '得分 = 4', '研发 <= 得分', 'max(得分, 2) != 5'],
    ),
  },
)

const when: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  {
    weight: 1,
    arbitrary: fc
      .tuple(comparison, fc.constantFrom('and', 'or'), comparison)
      .map(([a, word, b]) => `${a} ${word} ${b}`),
  },
  { weight: 1, arbitrary: comparison.map((text) => `not(${text})`) },
  {
    weight: 1,
    arbitrary: fc.tuple(comparison, comparison, comparison).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
  },
)

export const arbitraryWhen = when

const leaf = fc
  .tuple(when, fc.integer({ min: 0, max: 9 }))
  .map(([text, off]) => condition('', text, off === 0))

const tree: fc.Arbitrary<RuleNode> = fc.letrec<{ node: RuleNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    { weight: 3, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((of) => all('', ...of)),
    },
    {
      weight: 2,
      arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of) => any('', ...of)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(tie('node'), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 4 }))
        .map(([of, count]) => atLeastOf('', count, ...of)),
    },
    { weight: 1, arbitrary: tie('node').map((of) => notOf('', of)) },
  ),
})).node

export const arbitraryTree: fc.Arbitrary<RuleNode> = tree.map(numbered)

const cellNumber = fc.oneof(
  fc.constantFrom('-', '< 1', '>= 0.8', '[0.1..3]', '(1..100)', '0.7, 5', 'not(< 2)', '> 标准', '? * 2 > 3'),
)
const cellWord = fc.constantFrom(
  '-',
  '"软件"',
  '"医药", "其他"',
  'not("软件")',
  '目录',
  'starts with(?, "智")',
)

function tableOf(
  code: string,
  hit: RuleTable['hit'],
  outputs: RuleTable['outputs'],
  cells: fc.Arbitrary<string>[],
): fc.Arbitrary<RuleTable> {
  const row = fc.tuple(cellNumber, cellWord, ...cells).map(([number, word, ...values]) => ({
    tests: [number, word],
    outputs: values,
    note: null,
    clause: null,
  }))
  return fc
    .tuple(
      fc.array(row, { maxLength: 4 }),
      fc.option(fc.tuple(...cells)),
      fc.constantFrom('营收', '研发 + 专利', '比重'),
    )
    .map(([rows, otherwise, input]) => ({
      code,
      title,
      inputs: [
        { title, expression: input, unit: null },
        { title, expression: '行业', unit: null },
      ],
      outputs,
      hit,
      rows,
      otherwise,
    }))
}

const points = fc.constantFrom('0', '1', '2', '0.5', '3', '研发 * 0.1', '人数', 'null')
const number = (code: string): RuleTable['outputs'][number] => ({ code, title, type: 'number', unit: null })
const text = (code: string): RuleTable['outputs'][number] => ({ code, title, type: 'text', unit: null })
const words = fc.constantFrom('"高"', '"低"')

const single: fc.Arbitrary<RuleTable['hit']> = fc.constantFrom('UNIQUE', 'ANY', 'FIRST', 'PRIORITY')

const tables: fc.Arbitrary<readonly RuleTable[]> = fc.tuple(
  single.chain((hit) => tableOf('奖励', hit, [number('金额')], [points])),
  single.chain((hit) => tableOf('分档', hit, [number('金额'), text('档')], [points, words])),
  single.chain((hit) => tableOf('档次', hit, [text('档')], [words])),
  tableOf('累计', 'SUM', [number('金额')], [points]),
  tableOf('最高', 'MAX', [number('金额')], [points]),
  tableOf('最低', 'MIN', [number('金额')], [points]),
  tableOf('个数', 'COUNT', [number('金额')], [points]),
)

const item = fc.record({
  points: fc.oneof(numeric, fc.constantFrom('奖励', '累计', '最高', 'if 上市 then 3 else 1', '专利')),
  group: fc.constantFrom('质量', '数量'),
  minimum: fc.constantFrom(0, 0, -1),
  maximum: fc.constantFrom(2, 4, 1.5),
  weight: fc.constantFrom(1, 1, 2, 0.5, 0.3),
  off: fc.constantFrom(false, false, false, true),
})

const score: fc.Arbitrary<ScoreSheet> = fc
  .tuple(
    fc.array(item, { minLength: 1, maxLength: 4 }),
    fc.option(fc.constantFrom(5, 3.3)),
    fc.option(fc.constantFrom(3, 2.5)),
  )
  .map(([items, maximum, groupMaximum]) => ({
    code: '得分',
    title,
    groups: [
      { code: '质量', title, maximum: groupMaximum },
      { code: '数量', title, maximum: null },
    ],
    items: items.map((parts, index) => ({
      id: `i${index}`,
      title,
      clause: null,
      status: 'example',
      ...parts,
    })),
    maximum,
  }))

export const arbitraryBook: fc.Arbitrary<RuleBook> = fc
  .tuple(
    fc.array(arbitraryTree, { minLength: 1, maxLength: 6 }),
    fc.array(numeric, { minLength: 1, maxLength: 4 }),
    tables,
    score,
  )
  .map(([roots, amounts, made, sheet]) => ({
    facts: FACTS,
    parameters: PARAMETERS,
    tables: made,
    scores: [sheet],
    rules: roots.map((root, index) => ({
      code: `规则${index}`,
      title,
      root,
      nearLimit: index === 0 ? 1 : null,
    })),
    amounts: amounts.map((expression, index) => ({ code: `金额${index}`, title, expression, unit: '万元' })),
    nearLimit: 0.2,
  }))

/** Ties with the thresholds above, sums that are not exact in doubles, huge and tiny ones. */
const figure = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 1, 2, 3, 0.1, 0.7, 0.8, 0.3, 5, 100, 33.3, 1e6, -1, -0.5, 0.1 + 0.7, 2.675),
  },
  { weight: 3, arbitrary: fc.integer({ min: -300, max: 12_000 }).map((value) => value / 10) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1e300, -1e300, 1e-300, 9007199254740992, 1e21, 5e-324, 123456789.123456),
  },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
)

const SPELLED: Readonly<Record<string, fc.Arbitrary<FactValue>>> = {
  营收: figure,
  研发: figure,
  人数: fc.integer({ min: 0, max: 12 }),
  专利: fc.oneof(fc.integer({ min: 0, max: 12 }), figure),
  上市: fc.boolean(),
  行业: fc.constantFrom(...WORDS),
  园区: fc.constantFrom('软件', '海淀', 'ab', ''),
  资质: fc.subarray(['高企', '软件', '小巨人']),
  成立: fc.constantFrom(
    '2019-01-01',
    '2020-02-28',
    '2020-02-29',
    '2021-03-01',
    '2023-02-28',
    '2024-02-29',
    '1969-12-31',
  ),
}

function sheetOf(values: Readonly<Record<string, FactValue | undefined>>): FactSheet {
  return new Map(
    Object.entries(values).flatMap(([code, value]) =>
      value === undefined ? [] : [[code, { value, source: { kind: 'given', place: {} } }] as const],
    ),
  )
}

/** Some of it known; now and then a derived fact with a value of its own. */
export const arbitrarySheet: fc.Arbitrary<FactSheet> = fc
  .tuple(fc.record(SPELLED, { requiredKeys: [] }), fc.option(figure, { freq: 8 }))
  .map(([values, own]) => sheetOf({ ...values, ...(own === null ? {} : { 比重: own }) }))

export const arbitraryFullSheet: fc.Arbitrary<FactSheet> = fc.record(SPELLED).map(sheetOf)
