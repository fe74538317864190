import { describe, expect, it } from 'vitest'
import { evaluateFeel } from './evaluate-feel.ts'
import { LONGEST_TEXT, parseFeel } from './parse-feel.ts'

function refusal(expression: string, context: unknown = {}): string {
  const answer = evaluateFeel(expression, context)
  return answer.ok ? 'a value' : answer.issues.map((issue) => issue.code).join()
}

describe('a run that would not end, or not fit', () => {
  it.each([
    ['a long loop', 'for i in 1..1000000000 return i', 'rules.too_many_steps'],
    ['a loop that tests only', 'every i in 1..1000000000 satisfies i > 0', 'rules.too_many_steps'],
    ['loops in one another', 'count(for i in 1..5000, j in 1..5000 return 1)', 'rules.too_many_steps'],
    ['a function that calls itself', '{f: function(n) f(n + 1), y: f(1)}.y', 'rules.too_deep'],
    [
      'itself through sort',
      '{f: function(n) sort([1, 2], function(a, b) f(n)), y: f(1)}.y',
      'rules.too_deep',
    ],
    ['a doubling text', '{f: function(s) f(s + s), y: f("ab")}.y', 'rules.too_large'],
    [
      'a pattern that tries everything',
      'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
      'rules.too_many_steps',
    ],
    ['brackets', `${'('.repeat(4000)}1${')'.repeat(4000)}`, 'rules.nested_too_deep'],
    ['a chain of signs', Array(700).fill('1').join('-'), 'rules.nested_too_deep'],
    ['a long text', `"${'x'.repeat(LONGEST_TEXT)}"`, 'rules.text_too_long'],
    ['many words in a row', 'a b c '.repeat(1000), 'rules.text_too_long'],
    ['many entries', `{${Array.from({ length: 900 }, (_, i) => `a${i}: 1`).join()}}`, 'rules.text_too_long'],
  ])('is refused: %s', (_, expression, code) => {
    expect(refusal(expression)).toBe(code)
  })

  /** Lists that share their parts: ten to the ninth items to compare or to write, with nine lists in memory. */
  const shared = (last: string) =>
    `{l0: [1], ${Array.from({ length: 9 }, (_, i) => `l${i + 1}: [${Array(10).fill(`l${i}`).join()}]`).join()}, y: ${last}}.y`

  it('is refused when shared parts make a small value a large one', () => {
    expect(refusal(shared('l9 = l9'))).toBe('rules.too_many_steps')
    expect(refusal(shared('string(l9)'))).toMatch(/^rules\.too_(?:many_steps|large)$/)
    expect(
      refusal(shared('l9 instance of list<list<list<list<list<list<list<list<list<list<number>>>>>>>>>>')),
    ).toBe('rules.too_many_steps')
    expect(refusal(shared('flatten(l9)'))).toBe('rules.too_many_steps')
  })

  it('is refused when values lie too deep in one another', () => {
    const deep = '{f: function(n, l) if n = 0 then l else f(n - 1, [l]), y: f(90, f(90, f(90, [1])))}.y'
    expect(refusal(deep)).toBe('rules.too_deep')
    let context: unknown = 1
    for (let level = 0; level < 100_000; level += 1) context = { a: context }
    expect(refusal('1', context)).toBe('rules.too_deep')
  })

  it('can be bounded more tightly by the caller', () => {
    const answer = evaluateFeel('for i in 1..100 return i', {}, { limits: { steps: 50 } })
    expect(answer).toEqual({ ok: false, issues: [{ code: 'rules.too_many_steps', params: { limit: 50 } }] })
  })
})

describe('what is large but harmless', () => {
  it('is evaluated', () => {
    expect(refusal(`[${Array(2000).fill('1').join()}]`)).toBe('a value')
    expect(refusal(`${'('.repeat(150)}1${')'.repeat(150)}`)).toBe('a value')
    expect(refusal('sum(for i in 1..100000 return i * i)')).toBe('a value')
  })
})

describe('texts that are no expressions', () => {
  it('are refused without a fault, wherever they are cut', () => {
    const text =
      'for each x in [1, {a b: 2}.a b] return if x > 1 then "é\\u0041" else @"P1D" instance of list<number>'
    for (let end = 0; end <= text.length; end += 1) {
      const parsed = parseFeel(text.slice(0, end))
      if (!parsed.ok) expect(parsed.issues[0]?.code).toBe('rules.syntax')
    }
    for (const odd of ['\u0000', '#', '}{', '"\n"', '`', '\\', '1..2', '[1..', '@', '@1', '😀 +'])
      expect([odd, evaluateFeel(odd).ok]).toEqual([odd, false])
  })
})
