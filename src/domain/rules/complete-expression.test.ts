import { describe, expect, it } from 'vitest'
import { completeAt, describeExpression, diagnose } from './complete-expression.ts'
import { FACTS, bookOf } from './rule-arbitraries.test-support.ts'
import type { RuleBook } from './rule-book.ts'

const title = { zh: '奖励', en: 'Award' }
const book: RuleBook = bookOf([], {
  tables: [
    {
      code: '奖励标准',
      title,
      inputs: [{ title, expression: '营业收入', unit: '万元' }],
      outputs: [
        { code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' },
        { code: '比例', title: { zh: '比例', en: 'Share' }, type: 'number', unit: '%' },
      ],
      hit: 'FIRST',
      rows: [],
      otherwise: null,
    },
  ],
  facts: FACTS.map((fact) =>
    fact.code === '营业收入' ? { ...fact, title: { zh: '营业收入', en: 'Operating revenue' } } : fact,
  ),
})
const initials = new Map([
  ['营业收入', 'yysr'],
  ['研发费用', 'yffy'],
  ['研发费用占比', 'yffyzb'],
])

/** The bar is where one types. */
function labels(marked: string, most = 50): string[] {
  const offset = marked.indexOf('|')
  return completeAt(marked.replace('|', ''), offset, book, { initials, most }).options.map(
    ({ label }) => label,
  )
}

describe('completion', () => {
  it('finds names by their beginning, a part, pinyin initials and English words', () => {
    expect(labels('研发|')).toEqual(['研发费用', '研发费用占比'])
    expect(labels('营业收入 > 3 and 专利|')).toContain('发明专利')
    expect(labels('yff|')).toEqual(['研发费用', '研发费用占比'])
    expect(labels('reven|')).toEqual(['营业收入'])
  })

  it('says which part of the text an option takes the place of, and what it is', () => {
    expect(completeAt('上市 and 研发', 9, book)).toMatchObject({
      from: 7,
      to: 9,
      options: [
        { label: '研发费用', insert: '研发费用', kind: 'fact', unit: '万元' },
        { label: '研发费用占比', unit: '%' },
      ],
    })
  })

  it('offers the words of a text where it is compared, quoted or within quotes', () => {
    expect(labels('行业 = |', 4)).toEqual(['"软件"', '"医药"', '"制造"', '"其他"'])
    expect(labels('行业 = "软|')).toEqual(['软件'])
    expect(labels('行业 in ("软件", "|')).toEqual(['软件', '医药', '制造', '其他'])
    expect(labels('list contains(资质, "|')).toEqual(['高企', '小巨人'])
    expect(completeAt('行业 = "软"', 7, book).options[0]?.insert).toBe('软件')
    expect(completeAt('行业 = "软', 7, book).options[0]?.insert).toBe('软件"')
  })

  it('puts what has the unit of the other side first', () => {
    expect(labels('营业收入 >= |', 3)).toEqual(['研发费用', '营业收入', '规上标准'])
    expect(labels('从业人员 >= |', 1)).toEqual(['从业人员'])
  })

  it('knows the columns of a table after a dot', () => {
    expect(labels('奖励标准.|')).toEqual(['比例', '金额'])
    expect(labels('奖励标准.金|')).toEqual(['金额'])
  })

  it('offers functions with their bracket, and words of the language', () => {
    expect(completeAt('max', 3, book).options[0]).toMatchObject({
      label: 'max',
      insert: 'max(',
      kind: 'function',
    })
    expect(labels('已|')).toEqual(['已知'])
    expect(labels('营业收入 > 3 an|')).toContain('and')
  })

  it('offers nothing within a string that is compared with no text', () => {
    expect(labels('营业收入 = "|')).toEqual([])
  })
})

describe('diagnosis', () => {
  it('tells the place of what cannot be read, is unknown or of another type', () => {
    expect(diagnose('营业收入 >= ', book, 'boolean')).toMatchObject([
      { code: 'rules.check_unreadable', severity: 'error' },
    ])
    expect(diagnose('营业收人 >= 3', book, 'boolean')).toMatchObject([
      { code: 'rules.check_unknown_name', from: 0, to: 4, params: { suggestions: ['营业收入'] } },
    ])
    expect(diagnose('营业收入 * 2', book, 'boolean').map(({ code }) => code)).toEqual([
      'rules.check_not_boolean',
    ])
    expect(diagnose('营业收入 > 2', book, 'number').map(({ code }) => code)).toEqual([
      'rules.check_not_number',
    ])
    expect(diagnose('营业收入 * 2', book, 'number')).toEqual([])
  })
})

describe('what the parts of an expression mean', () => {
  it('is told for each name, with the value of a parameter on the day', () => {
    const tokens = describeExpression('营业收入 >= 规上标准 and 奖励标准.金额 > 3', book, '2026-01-01')
    expect(tokens.map(({ name, kind, unit, value, from }) => [name, kind, unit, value, from])).toEqual([
      ['营业收入', 'fact', '万元', null, 0],
      ['规上标准', 'parameter', '万元', 6, 8],
      ['奖励标准', 'table', null, null, 17],
      ['金额', 'table', '万元', null, 22],
    ])
  })

  it('is told of known names even where the whole cannot be read', () => {
    expect(describeExpression('营业收入 >= "研发费用', book).map(({ name }) => name)).toEqual(['营业收入'])
    expect(describeExpression('some 词 in 资质 satisfies 词 = "高企"', book).map(({ name }) => name)).toEqual(
      ['资质'],
    )
  })
})
