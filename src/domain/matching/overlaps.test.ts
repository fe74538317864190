import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactValue } from '#domain/rules'
import { combine } from './combine.ts'
import { optionOf } from './combination.ts'
import { compareBasis, findOverlaps, type BenefitBasis, type GrantedBenefit } from './overlaps.ts'
import { bilingual, buildPolicy } from './policy.test-support.ts'

function granted(id: string, policy: string, change: Partial<GrantedBenefit> = {}): GrantedBenefit {
  return {
    id,
    enterprise: 'e1',
    policy,
    year: 2026,
    amount: 10,
    on: `2026-05-${id.padStart(2, '0')}`,
    bases: [],
    ...change,
  }
}
const annual = { code: 'annual', title: bilingual('年度上限'), ceiling: 100, clause: null }

describe('findOverlaps', () => {
  test('finds the same expense under two policies, of one enterprise only', () => {
    const found = findOverlaps(
      [
        granted('1', 'a', { bases: ['发票 001', '发票 002'] }),
        granted('2', 'b', { bases: ['发票 002'], year: 2027 }),
        granted('3', 'b', { bases: ['发票 001'], enterprise: 'e2' }),
      ],
      { policies: [], groups: [] },
    )
    expect(found).toEqual([
      { kind: 'double-payment', benefits: ['1', '2'], params: { basis: '发票 002', policies: ['a', 'b'] } },
    ])
  })

  test('finds a second time where it is had once, or once a year', () => {
    const policies = [
      buildPolicy({ code: 'ever', times: 'once', budget: [] }),
      buildPolicy({ code: 'yearly', budget: [] }),
      buildPolicy({ code: 'any', times: 'any', budget: [] }),
    ]
    const found = findOverlaps(
      [
        granted('1', 'ever', { year: 2024 }),
        granted('2', 'ever'),
        granted('3', 'yearly'),
        granted('4', 'yearly', { year: 2027 }),
        granted('5', 'yearly'),
        granted('6', 'any'),
        granted('7', 'any'),
      ],
      { policies, groups: [] },
    )
    expect(found.map(({ kind, benefits, params }) => [kind, benefits, params.policy])).toEqual([
      ['once', ['1', '2'], 'ever'],
      ['once', ['3', '5'], 'yearly'],
    ])
  })

  test('finds two of an exclusive group, and two that exclude each other, within a year', () => {
    const policies = [
      buildPolicy({ code: 'a', exclusive: ['rung'], budget: [] }),
      buildPolicy({ code: 'b', exclusive: ['rung'], excludes: ['c'], budget: [] }),
      buildPolicy({ code: 'c', budget: [] }),
    ]
    const found = findOverlaps(
      [granted('1', 'a'), granted('2', 'c'), granted('3', 'b'), granted('4', 'a', { year: 2027 })],
      { policies, groups: [] },
    )
    expect(found).toEqual([
      {
        kind: 'exclusive',
        benefits: ['1', '3'],
        params: { group: 'rung', policies: ['a', 'b'], year: 2026 },
      },
      { kind: 'exclusive', benefits: ['2', '3'], params: { group: null, policies: ['c', 'b'], year: 2026 } },
    ])
  })

  test('finds more than a group’s ceiling and more than a budget, by how much, and who came too late', () => {
    const policies = [
      buildPolicy({
        code: 'a',
        times: 'any',
        stacking: ['annual'],
        budget: [{ year: 2026, amount: 90, source: 's' }],
      }),
      buildPolicy({ code: 'b', stacking: ['annual'], budget: [] }),
    ]
    const found = findOverlaps(
      [
        granted('1', 'a', { amount: 60 }),
        granted('2', 'b', { amount: 40.01 }),
        granted('3', 'a', { amount: 30, enterprise: 'e2' }),
        granted('4', 'a', { amount: 0.01, enterprise: 'e3' }),
      ],
      { policies, groups: [annual] },
    )
    expect(found).toEqual([
      {
        kind: 'ceiling',
        benefits: ['1', '2'],
        params: { group: 'annual', ceiling: 100, year: 2026, total: 100.01, excess: 0.01 },
      },
      {
        kind: 'over-budget',
        benefits: ['4'],
        params: { policy: 'a', budget: 90, year: 2026, total: 90.01, excess: 0.01 },
      },
    ])
  })

  test('finds nothing in what the best combination pays', () => {
    const policy = fc.record({
      amount: fc.integer({ min: 1, max: 90 }),
      exclusive: fc.subarray(['x', 'y']),
      stacking: fc.subarray(['annual']),
      excludes: fc.subarray(['p0', 'p1']),
    })
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 6 }), (all) => {
        const policies = all.map(({ amount: _, excludes, ...rest }, at) => {
          const code = `p${String(at)}`
          return buildPolicy({ code, ...rest, excludes: excludes.filter((one) => one !== code), budget: [] })
        })
        const options = policies.map((one, at) => optionOf(one, all[at]?.amount ?? 0, true))
        const best = combine({ options, groups: [annual], held: [] })
        const paid = best?.chosen.map(({ policy: code, amount }, at) =>
          granted(String(at + 1), code, { amount }),
        )
        expect(findOverlaps(paid ?? [], { policies, groups: [annual] })).toEqual([])
      }),
    )
  })
})

describe('compareBasis', () => {
  const basis = (
    answer: BenefitBasis['answer'],
    amount: number | null,
    facts: Record<string, FactValue>,
  ): BenefitBasis => ({ answer, amount, facts: new Map(Object.entries(facts)) })
  const then = basis('yes', 12.3, { 上年度研发费用: 123, 有效资质: ['a', 'b'] })

  test.each([
    [
      'nothing where no fact changed',
      basis('yes', 12.3, { 上年度研发费用: 123, 有效资质: ['b', 'a'] }),
      null,
    ],
    [
      'nothing where it makes no difference',
      basis('yes', 12.3, { 上年度研发费用: 124, 有效资质: ['a', 'b'] }),
      null,
    ],
    ['less', basis('yes', 12.2, { 上年度研发费用: 122, 有效资质: ['a', 'b'] }), ['less', -0.1]],
    ['more', basis('yes', 12.5, { 上年度研发费用: 125, 有效资质: ['a', 'b'] }), ['more', 0.2]],
    ['a no', basis('no', null, { 上年度研发费用: 12, 有效资质: ['a', 'b'] }), ['no-longer', null]],
    ['a fact withdrawn', basis('undetermined', null, { 有效资质: ['a', 'b'] }), ['unsure', null]],
    ['an amount that nobody knows any more', basis('yes', null, { 上年度研发费用: 123 }), ['unsure', null]],
  ])('says %s', (_, now, expected) => {
    const found = compareBasis(then, now)
    expect(found === null ? null : [found.effect, found.difference]).toEqual(expected)
  })

  test('names what changed, from what to what', () => {
    expect(compareBasis(then, basis('no', null, { 上年度研发费用: 12, 有效资质: ['a'] }))?.facts).toEqual([
      { fact: '上年度研发费用', then: 123, now: 12 },
      { fact: '有效资质', then: ['a', 'b'], now: ['a'] },
    ])
  })
})
