import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRuleBook } from './compile-rule-book.ts'
import { evaluateFeel } from './evaluate-feel.ts'
import type { FactSheet, FactValue } from './fact.ts'
import { answerOf, answersOf, deriveFacts, scoreOf, traceRule, workOutAmount } from './judge.ts'
import { readTemporal } from './read-temporal.ts'
import type { RuleBook, ScoreItem } from './rule-book.ts'
import { all, any, atLeastOf, bookOf, condition, fact, numbered } from './rule-arbitraries.test-support.ts'
import { FACTS, ON, PARAMETERS, arbitraryFullSheet } from './rule-book-arbitraries.test-support.ts'
import type { CompiledRuleBook } from './rule-expression.ts'

const title = { zh: '题', en: 'title' }

function compiled(book: RuleBook, on = ON): CompiledRuleBook {
  const made = compileRuleBook(book, on)
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  return made.value
}

function sheet(values: Readonly<Record<string, FactValue>>): FactSheet {
  return new Map(
    Object.entries(values).map(([code, value]) => [code, { value, source: { kind: 'given', place: {} } }]),
  )
}

const OPEN = {
  facts: FACTS,
  parameters: PARAMETERS,
  tables: [],
  scores: [],
  rules: [],
  amounts: [],
  nearLimit: 0.2,
}

describe('with every fact known', () => {
  it('a condition says what FEEL says', () => {
    const number = fc.constantFrom(
      '营收',
      '研发',
      '人数',
      '专利',
      '0.1',
      '0.7',
      '0.8',
      '3',
      '营收 + 研发',
      '营收 * 0.1',
      '人数 - 专利',
      'max(营收, 研发)',
      'abs(营收)',
      'floor(研发)',
      'round half up(营收, 1)',
      'decimal(研发, 2)',
      'sum(营收, 研发, 0.1)',
      'mean(营收, 研发)',
      '-营收',
      'count(资质)',
      'string length(园区)',
    )
    const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
    const text = fc.oneof(
      fc.tuple(number, sign, number).map((parts) => parts.join(' ')),
      fc.tuple(number, number).map(([a, b]) => `${a} between ${b} and 100`),
      fc.constantFrom(
        ...[
          '上市',
          '行业 in ("软件", "其他")',
          '行业 = 园区',
          'starts with(行业, "智")',
          'contains(行业, 园区)',
          '营收 in (< 1, [3..100])',
        ],
        ...[
          'list contains(资质, "高企")',
          'list contains(资质, 行业)',
          '成立 + duration("P3Y") <= date("2024-02-29")',
        ],
        ...['date("2024-02-29") - 成立 >= duration("P365D")', '成立.month = 2', '成立 <= @"2020-02-29"'],
        ...[
          'years and months duration(成立, date("2024-02-29")) >= duration("P2Y")',
          'every x in 资质 satisfies x != "软件"',
        ],
      ),
    )
    const joined = fc.oneof(
      text,
      fc.tuple(text, fc.constantFrom('and', 'or'), text).map((parts) => parts.join(' ')),
      text.map((one) => `not(${one})`),
      fc.tuple(text, text, text).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
    )
    fc.assert(
      fc.property(joined, arbitraryFullSheet, (when, known) => {
        const ready = compiled({
          ...OPEN,
          rules: [{ code: 'r', title, nearLimit: null, root: condition('c', when) }],
        })
        const context = Object.fromEntries(
          [...known].map(([code, { value }]) => [
            code,
            code === '成立' ? readTemporal(String(value)) : value,
          ]),
        )
        const feel = evaluateFeel(when, context)
        if (!feel.ok) throw new Error(JSON.stringify(feel.issues))
        const words = feel.value === true ? 'yes' : feel.value === false ? 'no' : 'undetermined'
        expect(answerOf(ready, 'r', known)).toBe(words)
      }),
      { numRuns: 400 },
    )
  })

  it('decides ties as decimals do', () => {
    const ready = compiled({
      ...OPEN,
      rules: [{ code: 'r', title, nearLimit: null, root: condition('c', '营收 + 研发 >= 0.8') }],
    })
    expect(0.1 + 0.7 >= 0.8).toBe(false)
    expect(answerOf(ready, 'r', sheet({ 营收: 0.1, 研发: 0.7 }))).toBe('yes')
  })
})

describe('with facts unknown', () => {
  it('more knowledge never takes back a yes or a no', () => {
    const whens = fc.constantFrom(
      '营收 >= 3',
      '行业 = "软件"',
      '上市',
      '研发 / 营收 > 0.1',
      'list contains(资质, "高企")',
      '人数 between 2 and 9',
    )
    const tree = fc
      .tuple(fc.array(whens, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 3 }))
      .map(([texts, count]) => {
        const parts = texts.map((text, index) => condition(`c${index}`, text))
        return numbered(any('', all('', ...parts), atLeastOf('', count, ...parts)))
      })
    fc.assert(
      fc.property(
        tree,
        arbitraryFullSheet,
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (root, full, kept) => {
          const ready = compiled({ ...OPEN, rules: [{ code: 'r', title, nearLimit: null, root }] })
          const part = new Map([...full].filter((_, index) => kept[index] === true))
          const early = answerOf(ready, 'r', part)
          if (early !== 'undetermined' && full.get('营收')?.value !== 0)
            expect(answerOf(ready, 'r', full)).toBe(early)
        },
      ),
    )
  })

  it('is undetermined, also where FEEL would call null unequal', () => {
    const ready = compiled({
      ...OPEN,
      rules: ['营收 = 3', '营收 != 3', '行业 in ("软件")', 'not(上市)', '营收 >= 过期标准'].map(
        (when, index) => ({
          code: `r${index}`,
          title,
          nearLimit: null,
          root: condition('c', when),
        }),
      ),
    })
    const answers = [...answersOf(ready, sheet({})).values()].map(({ answer }) => answer)
    expect(answers).toEqual(answers.map(() => 'undetermined'))
    const traced = traceRule(ready, ready.rules.get('r4') ?? fail(), sheet({ 营收: 9 }))
    expect(traced.answer).toBe('undetermined')
    expect(traced.trace.comparisons[0]?.parameters).toEqual([
      { parameter: '过期标准', value: null, unit: null, from: null, clause: null },
    ])
  })

  it('a condition that is off is judged and has no say', () => {
    const root = all('a', condition('on', '营收 >= 3'), condition('off', '研发 >= 3', true))
    const ready = compiled({ ...OPEN, rules: [{ code: 'r', title, nearLimit: null, root }] })
    const { answer, trace } = traceRule(ready, ready.rules.get('r') ?? fail(), sheet({ 营收: 5, 研发: 1 }))
    expect([answer, trace.of.map((part) => [part.answer, part.off])]).toEqual([
      'yes',
      [
        ['yes', false],
        ['no', true],
      ],
    ])
    const nothing = compiled({
      ...OPEN,
      rules: [{ code: 'r', title, nearLimit: null, root: condition('c', '营收 > 1', true) }],
    })
    expect(answerOf(nothing, 'r', sheet({ 营收: 5 }))).toBe('undetermined')
  })
})

describe('distance', () => {
  const root = all(
    'a',
    condition('rd', '研发 >= 100'),
    any('b', condition('ip', '专利 >= 3'), condition('size', '营收 >= 2000')),
  )
  const ready = compiled({ ...OPEN, rules: [{ code: 'r', title, nearLimit: 0.5, root }] })
  const of = (values: Record<string, number>) => answersOf(ready, sheet(values)).get('r')

  it('adds up what all have to reach and takes the least of what any may', () => {
    expect(of({ 研发: 90, 专利: 2, 营收: 1900 })).toEqual({ answer: 'no', distance: 0.15, near: true })
    expect(of({ 研发: 50, 专利: 0, 营收: 0 })).toEqual({ answer: 'no', distance: 1.5, near: false })
    expect(of({ 研发: 100, 专利: 0, 营收: 2000 })).toEqual({ answer: 'yes', distance: 0, near: false })
  })

  it('is null where no number leads there', () => {
    const word = compiled({
      ...OPEN,
      rules: [{ code: 'r', title, nearLimit: null, root: condition('c', '行业 = "软件"') }],
    })
    expect(answersOf(word, sheet({ 行业: '医药' })).get('r')).toEqual({
      answer: 'no',
      distance: null,
      near: false,
    })
  })

  it('says what is lacking in the unit of the fact', () => {
    const { trace } = traceRule(ready, ready.rules.get('r') ?? fail(), sheet({ 研发: 100, 专利: 1, 营收: 0 }))
    const [comparison] = trace.of[1]?.of[0]?.comparisons ?? []
    expect([comparison?.lacking, comparison?.unit, comparison?.text]).toEqual([2, '件', '专利 >= 3'])
  })
})

describe('parameters', () => {
  it('have the value of the day of judgement', () => {
    const book = bookOf([condition('c', '营业收入 >= 规上标准')])
    const known = sheet({ 营业收入: 5 })
    expect(answerOf(compiled(book, '2024-12-31'), '规则1', known)).toBe('yes')
    expect(answerOf(compiled(book, '2025-01-01'), '规则1', known)).toBe('no')
    expect(answerOf(compiled(book, '2019-12-31'), '规则1', known)).toBe('undetermined')
  })
})

describe('amounts', () => {
  const ready = compiled({
    ...OPEN,
    amounts: [
      {
        code: 'a',
        title,
        expression: 'min(floor(研发 * 0.2, 2), 100) + if 上市 then 5 else 0',
        unit: '万元',
      },
    ],
  })

  it('are worked out with their facts', () => {
    const traced = workOutAmount(ready, 'a', sheet({ 研发: 123.456, 上市: false }))
    expect([traced.value, traced.facts.map(({ fact: code }) => code).sort()]).toEqual([
      24.69,
      ['上市', '研发'],
    ])
  })

  it('are unknown with the facts that are missing', () => {
    expect(workOutAmount(ready, 'a', sheet({ 研发: 10 }))).toMatchObject({ value: null, missing: ['上市'] })
  })
})

describe('scores', () => {
  const item = (id: string, group: string, points: string, maximum: number, weight = 1): ScoreItem => ({
    id,
    title,
    group,
    points,
    maximum,
    minimum: 0,
    weight,
    clause: null,
    status: 'example',
    off: false,
  })
  const ready = compiled({
    ...OPEN,
    scores: [
      {
        code: '积分',
        title,
        groups: [
          { code: '研发', title, maximum: 10 },
          { code: '成果', title, maximum: null },
        ],
        items: [
          item('费用', '研发', 'if 研发 >= 100 then 8 else if 研发 >= 50 then 4 else 0', 8),
          item('人员', '研发', '人数', 5),
          item('专利', '成果', '专利 * 2', 20, 0.5),
        ],
        maximum: 18,
      },
    ],
    rules: [
      { code: '够', title, nearLimit: null, root: condition('c', '积分 >= 10') },
      { code: '多', title, nearLimit: null, root: condition('c', '积分 >= 19') },
      { code: '研发够', title, nearLimit: null, root: condition('c', '积分.研发 >= 10') },
    ],
  })

  it('are cut at the maximum of item, group and sheet, and weighted', () => {
    const traced = scoreOf(ready, '积分', sheet({ 研发: 120, 人数: 9, 专利: 30 }))
    expect([traced.low, traced.high, traced.maximum]).toEqual([18, 18, 18])
    expect(traced.groups).toEqual([
      { group: '研发', low: 10, high: 10, maximum: 10 },
      { group: '成果', low: 10, high: 10, maximum: 10 },
    ])
  })

  it('are a range where facts are unknown, which may decide all the same', () => {
    const known = sheet({ 研发: 120, 专利: 4 })
    const traced = scoreOf(ready, '积分', known)
    expect([traced.low, traced.high]).toEqual([12, 14])
    const answers = [...answersOf(ready, known).values()].map(({ answer }) => answer)
    expect(answers).toEqual(['yes', 'no', 'undetermined'])
  })

  it('say what the next points take', () => {
    const traced = scoreOf(ready, '积分', sheet({ 研发: 30, 人数: 9, 专利: 30 }))
    expect(traced.items.map(({ next }) => next?.points ?? null)).toEqual([4, null, null])
    expect(traced.items[0]?.next?.flips).toEqual([
      { fact: '研发', from: 30, to: 50, open: false, answer: 'yes' },
    ])
  })
})

describe('derived facts', () => {
  it('are worked out in order of what they need, and are unknown where that is', () => {
    const facts = [
      fact('c', 'number', { formula: 'b * 2' }),
      fact('b', 'number', { formula: 'a + 1' }),
      fact('a', 'number'),
    ]
    const ready = compiled({ ...OPEN, facts })
    const derived = deriveFacts(ready, sheet({ a: 1 }))
    expect([...derived].map(([code, { value, source }]) => [code, value, source.kind])).toEqual([
      ['a', 1, 'given'],
      ['b', 2, 'derived'],
      ['c', 4, 'derived'],
    ])
    expect([...deriveFacts(ready, sheet({}))]).toEqual([])
  })
})

describe('a book is refused', () => {
  const refusal = (book: Partial<RuleBook>) => {
    const made = compileRuleBook({ ...OPEN, ...book }, ON)
    return made.ok ? [] : made.issues.map(({ code, params }) => [code, params])
  }
  const rule = (when: string) => ({
    rules: [{ code: 'r', title, nearLimit: null, root: condition('c', when) }],
  })

  it('for names that it does not know, with the nearest', () => {
    expect(refusal(rule('研发费 >= 1'))).toEqual([
      ['rules.book_unknown_name', { place: 'r · c', name: '研发费', suggestions: ['研发'] }],
    ])
  })

  it('for facts derived in a ring', () => {
    const facts = [fact('x', 'number', { formula: 'y + 1' }), fact('y', 'number', { formula: 'x + 1' })]
    expect(refusal({ facts })).toContainEqual(['rules.book_ring', { names: ['x', 'y', 'x'] }])
  })

  it.each([
    ['营收 >=', 'rules.book_unreadable'],
    ['营收 = null', 'rules.book_null_compared'],
    ['营收 + 1', 'rules.book_not_boolean'],
    ['已知(营收 + 1)', 'rules.book_known_of_what'],
  ])('for %s', (when, code) => {
    expect(refusal(rule(when)).map(([found]) => found)).toEqual([code])
  })

  it('for a second rule of one code', () => {
    const one = { code: 'r', title, nearLimit: null, root: condition('c', '上市') }
    expect(refusal({ rules: [one, one] })).toEqual([['rules.book_duplicate', { kind: 'rules', name: 'r' }]])
  })
})

function fail(): never {
  throw new Error('no such rule')
}
