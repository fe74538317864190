import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ANSWER_CODES } from '#domain/rules'
import {
  breakpointWithinBudget,
  budgetCrossings,
  sensitivityCurve,
  thresholdBreakpoints,
  valueWithinBudget,
} from './sensitivity.ts'
import {
  againstBudget,
  rowsWith,
  sideTotals,
  simulate,
  SIMULATION_EFFECTS,
  type SimulatedPolicy,
} from './simulate.ts'

const WORDS = { y: ANSWER_CODES.yes, n: ANSWER_CODES.no, u: ANSWER_CODES.undetermined } as const

/** `ynu` with amounts; NaN is unknown. */
function policy(answers: string, amounts: readonly number[] | null = null): SimulatedPolicy {
  return {
    answers: Uint8Array.from([...answers].map((letter) => WORDS[letter as keyof typeof WORDS])),
    amounts:
      amounts === null
        ? null
        : {
            values: Float64Array.from(amounts),
            known: Uint8Array.from(amounts, (amount) => Number(!Number.isNaN(amount))),
          },
  }
}
function texts(words: readonly (string | null)[]) {
  const all = [...new Set(words.filter((word) => word !== null))]
  return {
    type: 'text' as const,
    values: Int32Array.from(words, (word) => (word === null ? 0 : all.indexOf(word))),
    known: Uint8Array.from(words, (word) => Number(word !== null)),
    words: all,
  }
}

describe('simulate', () => {
  const before = policy('yyyynnuuy', [10, 10, 10, 10, 0, 5, 4, NaN, NaN])
  const after = policy('yyynynuyy', [10, 12, 8, 10, 3, 5, 4, 2, 1])
  const park = texts(['甲', '甲', '乙', '乙', null, '甲', '乙', '乙', null])
  const result = simulate([before], [after], 9, { park })

  test('says for every row who gains, loses, gets more, less or the same, and where nobody knows', () => {
    expect([...result.effectOf].map((code) => SIMULATION_EFFECTS[code])).toEqual([
      'same',
      'more',
      'less',
      'loses',
      'gains',
      'none',
      'unsure',
      'unsure',
      'unsure',
    ])
    expect(result.effects).toEqual({ none: 1, gains: 1, loses: 1, more: 1, less: 1, same: 1, unsure: 3 })
    expect(rowsWith(result, 'more')).toEqual([1])
  })

  test('counts what is unknown apart, and says how much it could be', () => {
    expect(result.before).toEqual({
      yes: 5,
      undetermined: 2,
      cost: 40,
      costUnknown: 1,
      costIfUndetermined: 44,
    })
    expect(result.after).toEqual({
      yes: 6,
      undetermined: 1,
      cost: 36,
      costUnknown: 0,
      costIfUndetermined: 40,
    })
  })

  test('gives every group its own, the unknown group among them, and they add up', () => {
    expect(
      result.groups.park?.map(({ code, before: old, after: next }) => [code, old.cost, next.cost, next.yes]),
    ).toEqual([
      ['甲', 20, 22, 2],
      ['乙', 20, 10, 2],
      [null, 0, 4, 2],
    ])
  })

  test('looks only at the rows asked for', () => {
    const only = simulate([before], [after], 9, {}, Uint8Array.from([0, 1, 0, 0, 1, 0, 0, 0, 0]))
    expect(only.before.cost).toBe(10)
    expect(only.after.cost).toBe(15)
    expect(only.largestTen).toEqual({ before: 1, after: 1 })
  })

  test('adds up a set of policies enterprise by enterprise, exactly', () => {
    const tenth = policy('yyy', [0.1, 0.1, NaN])
    const other = policy('nuy', [9, 0.2, 0.2])
    expect(sideTotals([tenth, other, tenth], 3)).toEqual({
      yes: 3,
      undetermined: 0,
      cost: 0.6,
      costUnknown: 1,
      costIfUndetermined: 0.8,
    })
    expect(sideTotals([policy('ynu')], 3)).toMatchObject({ yes: 1, undetermined: 1, cost: 0 })
  })

  test('says how concentrated the money is', () => {
    const amounts = [...Array.from({ length: 10 }, () => 8), ...Array.from({ length: 20 }, () => 1)]
    const side = [policy('y'.repeat(30), amounts)]
    expect(simulate([], side, 30).largestTen).toEqual({ before: null, after: 0.8 })
  })

  test('holds the cost against the budget of the year', () => {
    const budget = [
      { year: 2026, amount: 50 },
      { year: 2027, amount: 1 },
    ]
    expect(againstBudget(result.before, budget, 2026, 8)).toEqual({
      year: 2026,
      budget: 50,
      spent: 8,
      left: 2,
      leftIfUndetermined: -2,
    })
    expect(againstBudget(result.before, budget, 2030)).toBeNull()
  })

  test('turned round, gains are losses and more is less, and each side keeps its totals', () => {
    const side = fc.array(
      fc.record({
        answer: fc.constantFrom('y', 'n', 'u'),
        amount: fc.option(fc.integer({ min: 0, max: 500 })),
      }),
      { minLength: 8, maxLength: 8 },
    )
    const made = (rows: readonly { answer: string; amount: number | null }[]): SimulatedPolicy =>
      policy(
        rows.map(({ answer }) => answer).join(''),
        rows.map(({ amount }) => (amount === null ? NaN : amount / 100)),
      )
    fc.assert(
      fc.property(side, side, (one, other) => {
        const there = simulate([made(one)], [made(other)], 8)
        const back = simulate([made(other)], [made(one)], 8)
        const { gains, loses, more, less, ...rest } = there.effects
        expect(back.effects).toEqual({ gains: loses, loses: gains, more: less, less: more, ...rest })
        expect(back.after).toEqual(there.before)
        expect(Object.values(there.effects).reduce((sum, count) => sum + count, 0)).toBe(8)
      }),
    )
  })
})

describe('sensitivity', () => {
  const revenue = Float64Array.from([100, 250, 250, 400, 900, 0])
  const known = Uint8Array.from([1, 1, 1, 1, 1, 0])
  const amounts = {
    values: Float64Array.from([1, 2.5, 2.5, 4, 9, 7]),
    known: Uint8Array.from([1, 1, 1, 1, 1, 1]),
  }
  /** 上年度营业收入 >= threshold, with a reward that does not move. */
  const atThreshold = (threshold: number): SimulatedPolicy[] => [
    {
      answers: Uint8Array.from(revenue, (value, row) =>
        known[row] === 0
          ? ANSWER_CODES.undetermined
          : value >= threshold
            ? ANSWER_CODES.yes
            : ANSWER_CODES.no,
      ),
      amounts,
    },
  ]

  test('draws number and cost over a range, ends included', () => {
    const curve = sensitivityCurve(atThreshold, 6, { from: 0, to: 900, points: 4 })
    expect(curve.map(({ value, yes, cost, undetermined }) => [value, yes, cost, undetermined])).toEqual([
      [0, 5, 19, 1],
      [300, 2, 13, 1],
      [600, 1, 9, 1],
      [900, 1, 9, 1],
    ])
    expect(budgetCrossings(curve, 13)).toEqual([{ from: 0, to: 300 }])
  })

  test('finds the value that keeps the budget, whichever way the cost goes', () => {
    const search = { from: 0, to: 1_000, step: 1 }
    expect(valueWithinBudget(atThreshold, 6, { ...search, budget: 13 })).toMatchObject({
      value: 251,
      cost: 13,
    })
    expect(valueWithinBudget(atThreshold, 6, { ...search, budget: 12.99 })).toMatchObject({
      value: 401,
      cost: 9,
    })
    expect(valueWithinBudget(atThreshold, 6, { ...search, budget: 19 })).toMatchObject({ value: 0 })
    expect(valueWithinBudget(atThreshold, 6, { ...search, to: 900, budget: 5 })).toBeNull()
    const atRate = (rate: number): SimulatedPolicy[] => [
      policy(
        'yyyyyn',
        [...revenue].map((value) => Math.floor(value * rate * 100) / 100),
      ),
    ]
    expect(valueWithinBudget(atRate, 6, { from: 0, to: 1, step: 0.1, budget: 570 })).toMatchObject({
      value: 0.3,
      cost: 570,
    })
  })

  test('knows every threshold at which anything changes, and the one that keeps the budget', () => {
    const others = Uint8Array.from([1, 1, 1, 1, 1, 1], () => ANSWER_CODES.yes)
    const points = thresholdBreakpoints({ values: revenue, known, sign: '>=', others, amounts })
    expect(points).toEqual([
      { threshold: 900, yes: 1, cost: 9 },
      { threshold: 400, yes: 2, cost: 13 },
      { threshold: 250, yes: 4, cost: 18 },
      { threshold: 100, yes: 5, cost: 19 },
    ])
    expect(breakpointWithinBudget(points, 17.99)).toEqual({ threshold: 400, yes: 2, cost: 13 })
    expect(breakpointWithinBudget(points, 1)).toBeNull()
  })

  test.each(['>=', '>', '<=', '<'] as const)(
    'counts at each breakpoint of %s what comparing row by row counts',
    (sign) => {
      const rows = fc.array(
        fc.record({
          value: fc.integer({ min: -3, max: 3 }),
          known: fc.boolean(),
          other: fc.constantFrom(ANSWER_CODES.yes, ANSWER_CODES.no, ANSWER_CODES.undetermined),
          amount: fc.option(fc.integer({ min: 0, max: 9 })),
        }),
        { maxLength: 12 },
      )
      const passes = {
        '>=': (a: number, b: number) => a >= b,
        '>': (a: number, b: number) => a > b,
        '<=': (a: number, b: number) => a <= b,
        '<': (a: number, b: number) => a < b,
      }
      fc.assert(
        fc.property(rows, (all) => {
          const points = thresholdBreakpoints({
            values: Float64Array.from(all, ({ value }) => value),
            known: Uint8Array.from(all, (row) => Number(row.known)),
            others: Uint8Array.from(all, ({ other }) => other),
            sign,
            amounts: {
              values: Float64Array.from(all, ({ amount }) => amount ?? 0),
              known: Uint8Array.from(all, ({ amount }) => Number(amount !== null)),
            },
          })
          for (const { threshold, yes, cost } of points) {
            const through = all.filter(
              (row) => row.known && row.other === ANSWER_CODES.yes && passes[sign](row.value, threshold),
            )
            expect([yes, cost]).toEqual([
              through.length,
              through.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
            ])
          }
        }),
      )
    },
  )
})
