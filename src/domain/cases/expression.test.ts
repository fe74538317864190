import { describe, expect, it } from 'vitest'
import { evaluate, holds, readExpression } from './expression.ts'

const context = {
  urgency: 'high',
  amount: 3,
  nothing: null,
  settings: { most: 2 },
  branches: {
    review: [
      { key: 'a', outcome: 'agree', score: 1 },
      { key: 'b', outcome: 'against', score: 3 },
    ],
  },
}

describe('expressions', () => {
  it.each([
    ['urgency = "high" and amount > settings.most', true],
    ['count(branches.review[outcome = "agree"])', 1],
    ['mean(branches.review.score)', 2],
    ['some r in branches.review satisfies r.score > 2', true],
    ['every r in branches.review satisfies r.score > 2', false],
    ['for r in branches.review return r.key', ['a', 'b']],
    ['if amount > 2 then "big" else "small"', 'big'],
    ['amount in [1..3]', true],
    ['urgency in ("low", "high")', true],
    ['date("2026-02-27") + duration("P2D")', '2026-03-01'],
    ['{ a: amount, b: [urgency] }', { a: 3, b: ['high'] }],
    ['string join(["甲", "乙"], "、")', '甲、乙'],
    ['not(amount = null)', true],
  ])('%s gives %j', (text, value) => {
    expect(evaluate(text, context)).toEqual(value)
  })

  it('says null for what cannot be known, and null does not hold', () => {
    for (const text of ['missing > 1', 'nothing < 1', 'amount + urgency', '1 / 0', 'max([])']) {
      expect(evaluate(text, context), text).toBeNull()
      expect(holds(text, context), text).toBe(false)
    }
  })

  it('keeps unknown apart from false: the negation of unknown does not hold either', () => {
    expect(holds('not(missing > 1)', context)).toBe(false)
    expect(holds('not(amount > 5)', context)).toBe(true)
    expect(holds('missing > 1 or amount = 3', context)).toBe(true)
  })

  it('gives each context its own answer although answers are kept', () => {
    expect(evaluate('amount * 2', { amount: 3 })).toBe(6)
    expect(evaluate('amount * 2', { amount: 4 })).toBe(8)
    expect(evaluate('amount * 2', { amount: 3 })).toBe(6)
    expect(evaluate('amount', { amount: '3' })).toBe('3')
  })

  it.each([
    ['now()', 'function'],
    ['today()', 'function'],
    ['date(today()) > date("2026-01-01")', 'function'],
    ['random()', 'function'],
    ['matches("aaaa", "(a+)+b")', 'function'],
    ['(function(x) x)(1)', 'function'],
    ['function(x) external { java: 1 }', 'construct'],
    ['for i in 1..1000000000 return i', 'construct'],
    ['amount instance of number', 'construct'],
    ['urgency =', 'syntax'],
    ['', 'syntax'],
    ['a ; b', 'syntax'],
    ['count(1, 2)', 'arguments'],
    ['for a in x, b in x, c in x, d in x return a', 'too_deep'],
    ['for a in x return for b in x return for c in x return for d in x return 1', 'too_deep'],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'too_deep'],
    [`"${'x'.repeat(2_000)}"`, 'too_long'],
  ])('refuses %s', (text, code) => {
    const reading = readExpression(text)
    expect(reading.ok ? [] : reading.problems.map((problem) => problem.code)).toContain(code)
    expect(() => evaluate(text, context)).toThrow(code)
  })

  it('reaches nothing of the language it is written in', () => {
    for (const text of [
      'constructor',
      'amount.constructor',
      'settings.__proto__',
      'count.fn',
      'branches.toString',
    ])
      expect(evaluate(text, context), text).toBeNull()
  })

  it('reads only values of the context itself', () => {
    const inherited: Record<string, string> = Object.create({ secret: 'x' }) as Record<string, string>
    expect(evaluate('secret', inherited)).toBeNull()
  })
})
