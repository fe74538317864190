import { describe, expect, it } from 'vitest'
import { checkRule, checkRuleBook } from './check-rule-book.ts'
import {
  FACTS,
  PARAMETERS,
  all,
  any,
  atLeastOf,
  bookOf,
  condition,
  fact,
} from './rule-arbitraries.test-support.ts'
import type { RuleBook, RuleNode, RuleTable } from './rule-book.ts'

const ON = '2026-01-01'
const title = { zh: '题', en: 'title' }

function findings(root: RuleNode, more: Partial<RuleBook> = {}) {
  return checkRuleBook(bookOf([root], more), ON)
}

function codesOf(when: string, more: Partial<RuleBook> = {}) {
  return findings(condition('c', when), more).map(({ code }) => code.replace('rules.check_', ''))
}

describe('types, names and units of conditions', () => {
  const facts = [
    ...FACTS,
    fact('注册资本', 'number', { unit: '千元' }),
    fact('增加值', 'number', { unit: '亿元' }),
    fact('面积', 'number', { unit: '㎡' }),
  ]
  it.each([
    ['营业收入 >= 2000', []],
    ['研发费用占比 >= 5', []],
    ['研发费用占比 >= 0.05', ['percent_as_fraction']],
    ['研发费用 / 营业收入 >= 0.05', []],
    ['研发费用 / 营业收入 * 100 >= 研发费用占比 + 1', ['never']],
    ['研发费用 / 营业收入 >= 研发费用占比', ['units_factor']],
    ['注册资本 >= 营业收入', ['units_factor']],
    ['营业收入 + 增加值 > 3', ['units_factor']],
    ['营业收入 >= 从业人员', ['units_apart']],
    ['发明专利 >= 从业人员', ['units_apart']],
    ['营业收入 / 从业人员 >= 50', []],
    ['营业收入 * 研发费用占比 / 100 >= 研发费用', []],
    ['营业收入 * 2 >= 研发费用', []],
    ['营业收人 >= 2000', ['unknown_name']],
    ['营业收入 = null', ['null']],
    ['营业收入 >= "2000"', ['types_advice']],
    ['行业 > 3', ['types_differ']],
    ['成立日期 >= "2020-01-01"', ['types_advice']],
    ['行业 = "软件业"', ['not_an_option']],
    ['行业 in ("软件", "医要")', ['not_an_option']],
    ['list contains(资质, "高企")', []],
    ['list contains(资质, "高新")', ['not_an_option']],
    ['"高企" in 资质', []],
    ['资质 = "高企"', ['types_advice']],
    ['营业收入 + 1', ['not_boolean']],
    ['上市 and 营业收入', ['not_boolean']],
    ['营业收入 >= ', ['unreadable']],
    ['行业 + 1 > 3', ['not_number']],
    ['已知(营业收入)', []],
    ['不明(营业收入)', ['no_such_name']],
    ['营业收入 between 3 and 5', []],
    ['成立日期 <= 判定日 - duration("P1Y")', []],
    ['some 词 in 资质 satisfies starts with(词, "高")', []],
    ['max(营业收入, 增加值) > 3', ['units_factor']],
    ['面积 / 营业收入 < 3', []],
  ])('%s: %j', (when, codes) => {
    expect(codesOf(when, { facts })).toEqual(codes)
  })

  it('tells where, and what may have been meant', () => {
    const [found] = findings(condition('c', '上市 and 营业收人 >= 2000'))
    expect(found).toMatchObject({
      code: 'rules.check_unknown_name',
      severity: 'error',
      rule: '规则1',
      condition: 'c',
      place: { part: 'rule', code: '规则1', from: 7, to: 11 },
    })
    expect(found?.params['suggestions']).toContain('营业收入')
  })

  it('names both units and how many of one make the other', () => {
    const [found] = findings(condition('c', '注册资本 >= 营业收入'), { facts })
    expect(found?.params).toMatchObject({
      leftUnit: '千元',
      rightUnit: '万元',
      larger: '万元',
      smaller: '千元',
      factor: '10',
    })
  })

  it('advises the number of percent, the date and the set', () => {
    const advice = (when: string) => findings(condition('c', when))[0]?.params['advice']
    expect(advice('研发费用占比 >= 0.05')).toBe('5')
    expect(advice('成立日期 >= "2020-01-01"')).toBe('date("2020-01-01")')
    expect(advice('资质 = "高企"')).toBe('list contains(资质, "高企")')
    expect(advice('营业收入 != null')).toBe('已知(营业收入)')
  })
})

describe('facts and parameters', () => {
  it('finds formulas that come out in another unit, facts in a ring and formulas that need the day', () => {
    const facts = [
      ...FACTS,
      fact('占比', 'number', { unit: '%', formula: '研发费用 / 营业收入' }),
      fact('甲', 'number', { formula: '乙 + 1' }),
      fact('乙', 'number', { formula: '甲 - 1' }),
      fact('年龄', 'number', { formula: '规上标准 + 1' }),
      fact('大', 'boolean', { formula: '营业收入 * 2' }),
    ]
    const found = checkRuleBook(bookOf([], { facts }), ON).map(
      ({ code, place }) => `${code.slice(12)} ${place.code}`,
    )
    expect(found).toEqual([
      'formula_unit 占比',
      'formula_needs_day 年龄',
      'formula_unit 年龄',
      'formula_type 大',
      'facts_in_ring 甲',
    ])
  })

  it('finds parameters without a value on the day, only where the day is given', () => {
    const book = bookOf([condition('c', '营业收入 >= 规上标准')])
    expect(checkRuleBook(book, '2019-06-01').map(({ code, params }) => [code, params])).toEqual([
      ['rules.check_no_value_on_day', { parameter: '规上标准', on: '2019-06-01' }],
    ])
    expect(checkRuleBook(book)).toEqual([])
  })

  it('finds names and ids that stand twice, branches without parts and counts out of range', () => {
    const book = bookOf(
      [
        all('root', condition('a', '上市'), condition('a', '营业收入 > 1'), any('b')),
        atLeastOf(
          'root',
          3,
          condition('x', '营业收入 > 1'),
          condition('y', '上市'),
          condition('z', '研发费用 > 2', true),
        ),
      ],
      { facts: [...FACTS, fact('规上标准', 'number')] },
    )
    expect(checkRuleBook(book, ON).map(({ code, condition: id }) => [code.slice(12), id])).toEqual([
      ['duplicate_name', null],
      ['empty_branch', 'b'],
      ['duplicate_id', 'a'],
      ['count_out_of_range', 'root'],
    ])
  })
})

describe('logic of rules', () => {
  it('tells the pair of comparisons that exclude each other', () => {
    const root = all(
      'root',
      condition('a', '营业收入 >= 2000 and 上市'),
      condition('b', '从业人员 > 3'),
      condition('c', '营业收入 < 1500'),
    )
    expect(findings(root)).toMatchObject([
      {
        code: 'rules.check_never_pair',
        severity: 'error',
        condition: 'c',
        params: {
          conditions: ['a', 'c'],
          first: '营业收入 >= 2000',
          second: '营业收入 < 1500',
          firstCondition: 'a',
          secondCondition: 'c',
        },
        place: { from: 0, to: 11 },
      },
    ])
  })

  it('tells a condition that is never or always so, and one that adds nothing', () => {
    const code = (root: RuleNode) =>
      findings(root).map(({ code: found, condition: id }) => [found.slice(12), id])
    expect(
      code(any('root', condition('a', '营业收入 > 3 and 营业收入 < 2'), condition('b', '上市'))),
    ).toEqual([['condition_never', 'a']])
    expect(
      code(all('root', condition('a', '营业收入 > 3 or 营业收入 <= 3'), condition('b', '上市'))),
    ).toEqual([['condition_always', 'a']])
    expect(code(all('root', condition('a', '营业收入 > 3'), condition('b', '营业收入 > 2')))).toEqual([
      ['adds_nothing', 'b'],
    ])
    expect(code(any('root', condition('a', '营业收入 > 3'), condition('b', '营业收入 <= 5')))).toEqual([
      ['always', 'root'],
    ])
    expect(code(condition('a', '营业收入 > 3 and 营业收入 < 2'))).toEqual([['never_pair', 'a']])
  })

  it('judges with the parameters of the day', () => {
    const rule = {
      code: '规则',
      title,
      nearLimit: null,
      root: all('r', condition('a', '营业收入 >= 规上标准'), condition('b', '营业收入 < 5')),
    }
    const book = bookOf([])
    expect(checkRule(book, rule, '2024-01-01')).toEqual([])
    expect(checkRule(book, rule, '2025-01-01').map(({ code }) => code)).toEqual(['rules.check_never_pair'])
  })
})

describe('tables', () => {
  const table: RuleTable = {
    code: '奖励',
    title,
    inputs: [{ title: { zh: '收入', en: 'Revenue' }, expression: '营业收入', unit: '万元' }],
    outputs: [{ code: '金额', title, type: 'number', unit: '万元' }],
    hit: 'UNIQUE',
    rows: [
      { tests: ['< 2000'], outputs: ['10'], note: null, clause: null },
      { tests: ['[2000..5000]'], outputs: ['20'], note: null, clause: null },
      { tests: ['>= 6000'], outputs: ['30'], note: null, clause: null },
    ],
    otherwise: null,
  }
  const codes = (changed: Partial<RuleTable>, used = true) =>
    checkRuleBook(
      bookOf(used ? [condition('c', '奖励 > 10 and 上市')] : [], { tables: [{ ...table, ...changed }] }),
      ON,
    ).map(({ code, place, params }) => [code.slice(12), place.row, params['example'] ?? null])

  it('finds gaps with an example', () => {
    expect(codes({})).toEqual([['table_gap', null, '收入 = 5500']])
    expect(codes({ otherwise: ['0'] })).toEqual([])
  })

  it('finds overlaps, rows that never answer, and tables that nothing uses', () => {
    const rows = [
      ...table.rows.slice(0, 1),
      { tests: ['>= 1000'], outputs: ['20'], note: null, clause: null },
    ]
    expect(codes({ rows })).toEqual([['table_overlap', 0, '收入 = 1000']])
    expect(codes({ rows, hit: 'FIRST' })).toEqual([])
    const hidden = [{ tests: ['-'], outputs: ['1'], note: null, clause: null }, ...rows]
    expect(codes({ rows: hidden, hit: 'FIRST' }).map(([code, row]) => [code, row])).toEqual([
      ['table_unreachable', 1],
      ['table_unreachable', 2],
    ])
    expect(codes({ otherwise: ['0'] }, false)).toEqual([['table_unused', null, null]])
  })

  it('reads parameters in cells as of the day, and checks the types of cells', () => {
    const rows = [
      { tests: ['< 规上标准'], outputs: ['1'], note: null, clause: null },
      { tests: ['>= 6'], outputs: ['20'], note: null, clause: null },
    ]
    expect(codes({ rows })).toEqual([])
    const wrong = [{ tests: ['"大"'], outputs: ['"多"'], note: null, clause: null }]
    expect(codes({ rows: wrong }).map(([code]) => code)).toEqual(['types_differ', 'not_number'])
    const short = [{ tests: ['> 1', '> 2'], outputs: ['11'], note: null, clause: null }]
    expect(codes({ rows: short }).map(([code]) => code)).toEqual(['table_row_length'])
  })
})

describe('spells of parameters', () => {
  it('are refused where they overlap, naming both', () => {
    const [parameter] = PARAMETERS
    if (parameter === undefined) throw new Error('no parameter')
    const [first, second] = parameter.values
    if (first === undefined || second === undefined) throw new Error('no spells')
    const values = [{ ...first, to: '2025-06-01' }, second]
    expect(checkRuleBook(bookOf([], { parameters: [{ ...parameter, values }] }), ON)).toMatchObject([
      {
        code: 'rules.parameter_spells_overlap',
        params: {
          parameter: '规上标准',
          firstFrom: '2020-01-01',
          firstTo: '2025-06-01',
          secondFrom: '2025-01-01',
          secondTo: null,
        },
      },
    ])
  })
})
