import { describe, expect, it } from 'vitest'
import { evaluateFeel, evaluateUnaryTests } from './evaluate-feel.ts'
import { FeelDate, FeelDateTime } from './temporal.ts'
import { FeelNumber } from './values.ts'
import { shownValue } from './shown-value.test-support.ts'

const NOW = '2026-11-22T10:30:00+08:00'

function value(expression: string, context: unknown = {}): unknown {
  const answer = evaluateFeel(expression, context, { now: NOW })
  return answer.ok ? shownValue(answer.value) : answer.issues.map((issue) => issue.code)
}

describe('names', () => {
  it('may be Chinese', () => {
    const firm = { 研发费用占营业收入比重: 0.06, 从业人员期末人数: 400 }
    const rule = '研发费用占营业收入比重 >= 0.05 and 从业人员期末人数 < 500'
    expect(value(rule, firm)).toBe(true)
    expect(value(rule, { ...firm, 从业人员期末人数: 500 })).toBe(false)
    expect(value(rule, { 研发费用占营业收入比重: 0.06 })).toBeNull()
    expect(value(rule, { 研发费用占营业收入比重: 0.01 })).toBe(false)
  })

  it('may hold spaces and signs when the context has them', () => {
    const context = { 'net profit': 7, 'profit - tax': 3, firm: { 'first name': 'An', 'a+b': { 'c d': 1 } } }
    expect(value('net profit + 1', context)).toBe('8')
    expect(value('profit - tax', context)).toBe('3')
    expect(value('firm.first name', context)).toBe('An')
    expect(value('firm.a+b.c d', context)).toBe('1')
  })

  it('are those of the expression itself too', () => {
    expect(value('{full name: "x", greeting: "hello " + full name}.greeting')).toBe('hello x')
    expect(value('for each firm in [1, 2] return each firm * 2')).toEqual(['2', '4'])
    expect(value('(function(unit price, n) unit price * n)(n: 3, unit price: 2)')).toBe('6')
  })

  it('stand for entries whatever they are called', () => {
    const context: unknown = JSON.parse('{"__proto__": 1, "constructor": 2}')
    expect(value('constructor + 1', context)).toBe('3')
    expect(value('toString', {})).toBeNull()
    const made = evaluateFeel('{"__proto__": 1}')
    expect(made.ok && JSON.stringify(made.value)).toBe('{"__proto__":"1"}')
  })
})

describe('values', () => {
  it('come in plain and go out plain, numbers as decimals', () => {
    const answer = evaluateFeel('{n: x, l: [d, null], t: true}', { x: 0.1, d: new FeelDate(2026, 1, 31) })
    if (!answer.ok) throw new Error('not read')
    expect(answer.value).toEqual({ n: new FeelNumber('0.1'), l: [new FeelDate(2026, 1, 31), null], t: true })
  })

  it('keep 34 digits', () => {
    expect(value('0.1 + 0.2')).toBe('0.3')
    expect(value('1 / 3')).toBe('0.3333333333333333333333333333333333')
    expect(value('2 / 3')).toBe('0.6666666666666666666666666666666667')
    expect(value('1E3 + .5')).toBe('1000.5')
    expect(value('12345678901234567890123456789012345')).toBe('12345678901234567890123456789012340')
  })

  it('are null where arithmetic has no result', () => {
    for (const expression of ['1 / 0', '0 / 0', '10 ** 7000', '1 + "a"', '"a" - "b"', '1 + null', '-"x"'])
      expect([expression, value(expression)]).toEqual([expression, null])
  })
})

describe('logic', () => {
  const VALUES = ['true', 'false', 'null', '"other"'] as const
  const truth = { true: true, false: false, null: null, '"other"': null } as const

  it('has three values: false decides an and, true decides an or, anything else is unknown', () => {
    for (const left of VALUES)
      for (const right of VALUES) {
        const [a, b] = [truth[left], truth[right]]
        const both = a === false || b === false ? false : a === true && b === true ? true : null
        const either = a === true || b === true ? true : a === false && b === false ? false : null
        expect([left, right, value(`${left} and ${right}`)]).toEqual([left, right, both])
        expect([left, right, value(`${left} or ${right}`)]).toEqual([left, right, either])
      }
  })

  it('compares like with like only', () => {
    expect(value('1 = 1.0')).toBe(true)
    expect(value('null = null')).toBe(true)
    expect(value('1 = null')).toBe(false)
    expect(value('1 = "1"')).toBeNull()
    expect(value('1 < "2"')).toBeNull()
    expect(value('null < 1')).toBeNull()
    expect(value('[1, [2]] = [1, [2]]')).toBe(true)
    expect(value('{a: 1, b: 2} = {b: 2, a: 1}')).toBe(true)
    expect(value('(< 10) = (null..10)')).toBe(false)
  })

  it('takes anything but true for else', () => {
    expect(value('if null then 1 else 2')).toBe('2')
    expect(value('if 1 then 1 else 2')).toBe('2')
    expect(value('if 1 < 2 then 1 else 2')).toBe('1')
  })
})

describe('between, in and unary tests', () => {
  it.each([
    ['5 between 1 and 10', true],
    ['11 between 1 and 10', false],
    ['null between 1 and 10', null],
    ['5 in [1..5]', true],
    ['5 in [1..5)', false],
    ['5 in (< 5, >= 10)', false],
    ['10 in (1, < 5, >= 10)', true],
    ['1 in [[2..4], [1..3]]', true],
    ['"b" in ["a".."c"]', true],
    ['5 in (null..10]', null],
    ['null in [1..10]', null],
    ['"a" in ["a", "b"] and true', true],
    ['"a" in ["a", "b"] and false', false],
    ['1 in [2..3] or true and 5 in < 7', true],
    ['false and 1 in [1, 2] or true', true],
    ['true and 1 in [1, 2] and 3 in [4, 5] or 1 in 2', false],
    ['1 in (true and true)', null],
    ['3 in < 5 and 7 in >= 8 or 1 in = 1', true],
    ['1 between 0 and 2 and 3 in > 5 or false', false],
    ['{a: 1 in [1, 2] and true, b: a}.b', true],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })

  it.each([
    ['< 5', 4, true],
    ['1, 7', 7, true],
    ['[1..3], 7', 2, true],
    ['not("a", "b")', 'c', true],
    ['not("a", "b")', 'a', false],
    ['-', null, true],
    ['? > 2 and ? < 5', 3, true],
    ['count(?) > 1', [1, 2], true],
    ['< limit', 4, true],
    ['< 5', 'x', null],
    ['not(< 5)', null, null],
  ])('the test %s of %j is %s', (tests, input, expected) => {
    const answer = evaluateUnaryTests(tests, input, { limit: 5 })
    expect(answer.ok && answer.value).toBe(expected)
  })
})

describe('lists, contexts, loops', () => {
  it.each([
    ['[1, 2, 3][1]', '1'],
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][0]', null],
    ['[1, 2, 3][4]', null],
    ['100[1]', '100'],
    ['[1, 2, 3, 4][item > 2]', ['3', '4']],
    ['[{a: 1}, {a: 2}][a > 1].a', ['2']],
    ['[{item: 1}, {item: 2}][item = 2]', [{ item: '2' }]],
    ['[{a: 1}, {b: 2}].a', ['1', null]],
    ['{a: {b: 3}}.a.b', '3'],
    ['{a: 1}.b', null],
    ['{a: 1, a: 2}', null],
    ['for i in 3..1 return i', ['3', '2', '1']],
    ['for i in [1..3) return i', ['1', '2']],
    ['for d in @"2026-02-27"..@"2026-03-01" return string(d)', ['2026-02-27', '2026-02-28', '2026-03-01']],
    ['for i in [1, 2], j in [10, 20] return i + j', ['11', '21', '12', '22']],
    ['for l in [[1, 2], [3]], i in l return i', ['1', '2', '3']],
    ['for i in 1..5 return if i = 1 then 1 else i * partial[-1]', ['1', '2', '6', '24', '120']],
    ['for i in null return i', null],
    ['some x in [1, 2] satisfies x > 1', true],
    ['some x in [1, null] satisfies x > 1', null],
    ['every x in [1, 2] satisfies x > 1', false],
    ['every x in [] satisfies false', true],
    ['every x in [1, 2], y in [3, 4] satisfies x < y', true],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })
})

describe('functions of one’s own', () => {
  it.each([
    ['(function(x) x * 2)(4)', '8'],
    ['{twice: function(x) x * 2, y: twice(twice(3))}.y', '12'],
    ['{add: function(n) function(x) x + n, y: add(1)(2)}.y', '3'],
    ['(function(x: number) x)("a")', null],
    ['(function(x: number) x)([5])', '5'],
    ['(function(x: list<number>) count(x))(5)', '1'],
    ['(function(x: date and time) string(x))(@"2026-01-31")', '2026-01-31T00:00:00Z'],
    ['(function(a, b) a)(1)', null],
    ['(function(a) a)(b: 1)', null],
    ['{f: function(n) if n <= 1 then 1 else n * f(n - 1), y: f(20)}.y', '2432902008176640000'],
    ['1(2)', null],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })
})

describe('instance of', () => {
  it.each([
    ['1 instance of number', true],
    ['null instance of Any', false],
    ['[1, 2] instance of list<number>', true],
    ['[1, "a"] instance of list<number>', false],
    ['{a: 1, b: 2} instance of context<a: number>', true],
    ['{b: 2} instance of context<a: number>', false],
    ['[1..3] instance of range<number>', true],
    ['@"P1D" instance of days and time duration', true],
    ['@"P1Y" instance of days and time duration', false],
    ['(function(a: string) 1) instance of function<string>->number', true],
    ['(function(a: string) 1) instance of function<number>->number', false],
    ['1 instance of nothing known', null],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })
})

describe('what cannot be', () => {
  it('is refused with its place when it cannot be read', () => {
    const answer = evaluateFeel('1 +\n  + * 2')
    expect(answer).toMatchObject({ ok: false, issues: [{ code: 'rules.syntax', params: { line: 2 } }] })
    expect(value('')).toEqual(['rules.syntax'])
    expect(value('"open')).toEqual(['rules.syntax'])
    expect(value('1 2')).toEqual(['rules.syntax'])
  })

  it('is null with a note otherwise, at its place', () => {
    const answer = evaluateFeel('1 + unheard of')
    expect(answer.ok && answer.value).toBeNull()
    expect(answer.ok && answer.notes[0]).toEqual({
      code: 'rules.unknown_name',
      params: { name: 'unheard of' },
      from: 4,
      to: 14,
    })
    const divided = evaluateFeel('收入 / 人数', { 收入: 1, 人数: 0 })
    expect(divided.ok && divided.notes.map((note) => note.code)).toEqual(['rules.divided_by_zero'])
  })
})

describe('the moment', () => {
  it('is the one that is given, or none', () => {
    expect(value('string(now())')).toBe(NOW)
    expect(value('today() + @"P1D"')).toBe('2026-11-23')
    const without = evaluateFeel('today()')
    expect(without.ok && [without.value, without.notes[0]?.code]).toEqual([null, 'rules.no_moment'])
    const now = evaluateFeel('now()', {}, { now: NOW })
    expect(now.ok && now.value).toBeInstanceOf(FeelDateTime)
  })
})
