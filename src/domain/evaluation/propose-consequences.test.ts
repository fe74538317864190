import { describe, expect, it } from 'vitest'
import { checkRuleFits, parseSupportRule } from './parse-support-rule.ts'
import { proposeConsequences, withdrawalOf } from './propose-consequences.ts'
import type { EarlierConsequence, FrozenStanding, SupportRule } from './support-rule.ts'

const tier = (grade: string, consequence: string, weight: number, more: object = {}) => ({
  grade,
  tier: `tier-${grade}`,
  name: { zh: grade, en: grade },
  consequence,
  weight,
  floorWan: null,
  ceilingWan: null,
  ...more,
})
const definition = {
  code: 'example',
  version: 2,
  name: { zh: '示例', en: 'Example' },
  about: null,
  validFrom: '2024',
  standing: 'own',
  sources: [],
  tiers: [
    tier('A', 'support', 3, { ceilingWan: 500 }),
    tier('B', 'support', 1),
    tier('C', 'none', 0),
    tier('D', 'rectification', 0),
  ],
  divideBy: 'tier',
  poolWan: 1000,
  withdrawnGetNone: true,
}
function ruleOf(change: object = {}): SupportRule {
  const parsed = parseSupportRule({ ...definition, ...change })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}
const standing = (unit: string, grade: string | null, score: number | null = 60): FrozenStanding => ({
  unit,
  grade,
  score,
  rank: 1,
})
const earlierOf = (unit: string, period: string, outcome: string | null): EarlierConsequence => ({
  unit,
  period,
  consequence: 'rectification',
  outcome,
})
function proposed(
  standings: readonly FrozenStanding[],
  earlier: readonly EarlierConsequence[] = [],
  change: object = {},
) {
  const outcome = proposeConsequences(ruleOf(change), standings, earlier, 1000)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

describe('a support rule', () => {
  it.each([
    ['an unknown property', { extra: 1 }, 'evaluation.rule_shape'],
    ['weights below zero', { tiers: [tier('A', 'support', -1)] }, 'evaluation.rule_shape'],
    [
      'a grade that stands twice',
      { tiers: [tier('A', 'support', 1), tier('A', 'none', 0)] },
      'evaluation.rule_grade_twice',
    ],
    [
      'an amount for rectification',
      { tiers: [tier('A', 'rectification', 1)] },
      'evaluation.rule_amount_without_support',
    ],
    [
      'a floor above its ceiling',
      { tiers: [tier('A', 'support', 1, { floorWan: 5, ceilingWan: 4 })] },
      'evaluation.rule_bounds',
    ],
  ])('is refused with %s', (_what, change, code) => {
    const parsed = parseSupportRule({ ...definition, ...change })
    expect(parsed).toMatchObject({ ok: false, issues: [{ code }] })
  })

  it('must say something for every grade, and hold in the period', () => {
    const codes = (grades: string[], period: string) =>
      checkRuleFits(ruleOf(), { grades, period }).map(({ code }) => code)
    expect(codes(['A', 'B', 'C', 'D'], '2024')).toEqual([])
    expect(codes(['A', 'E'], '2023')).toEqual(['evaluation.rule_grade_missing', 'evaluation.rule_too_early'])
    expect(codes([], '2025-Q1')).toEqual(['evaluation.scheme_without_grades'])
  })
})

describe('consequences', () => {
  it('follow from the grade, and say which tier and how the pool was divided', () => {
    const found = proposed([
      standing('a', 'A'),
      standing('b', 'B'),
      standing('c', 'C'),
      standing('d', 'D'),
      standing('e', null, null),
    ])
    expect(
      found.map(({ unit, tier: name, consequence, amountWan }) => [unit, name, consequence, amountWan]),
    ).toEqual([
      ['a', 'tier-A', 'support', 500],
      ['b', 'tier-B', 'support', 500],
      ['c', 'tier-C', 'none', null],
      ['d', 'tier-D', 'rectification', null],
      ['e', 'ungraded', 'none', null],
    ])
    expect(found.map(({ because }) => because.map(({ code }) => code))).toEqual([
      ['grade_of_tier', 'shared_by_weight', 'at_ceiling'],
      ['grade_of_tier', 'shared_by_weight'],
      ['grade_of_tier'],
      ['grade_of_tier'],
      ['no_grade'],
    ])
  })

  it('divide by tier and score where the rule says so, and refuse a score that is no weight', () => {
    const change = { divideBy: 'tier-and-score', tiers: [tier('A', 'support', 2), tier('B', 'support', 1)] }
    expect(
      proposed([standing('a', 'A', 50), standing('b', 'B', 100)], [], change).map(
        ({ amountWan }) => amountWan,
      ),
    ).toEqual([500, 500])
    expect(
      proposeConsequences(ruleOf(change), [standing('a', 'A', 50), standing('b', 'B', -1)], [], 1000),
    ).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.score_not_positive', params: { unit: 'b', score: -1 } }],
    })
  })

  it('give none to a park whose support was withdrawn, and its part to the others', () => {
    const earlier = [earlierOf('a', '2023', 'support-withdrawn')]
    const found = proposed([standing('a', 'A'), standing('b', 'B')], earlier)
    expect(found.map(({ consequence, amountWan }) => [consequence, amountWan])).toEqual([
      ['none', null],
      ['support', 1000],
    ])
    expect(found[0]?.because).toContainEqual({ code: 'support_withdrawn', params: { period: '2023' } })
    expect(
      proposed([standing('a', 'A'), standing('b', 'B')], earlier, { withdrawnGetNone: false })[0]
        ?.consequence,
    ).toBe('support')
  })

  it('give support again once the withdrawal is lifted', () => {
    const earlier = [earlierOf('a', '2022', 'support-withdrawn'), earlierOf('a', '2023', 'lifted')]
    expect(proposed([standing('a', 'A'), standing('b', 'B')], earlier)[0]).toMatchObject({
      consequence: 'support',
      amountWan: 500,
    })
    expect(withdrawalOf('a', earlier)).toBeNull()
    expect(withdrawalOf('a', [...earlier, earlierOf('a', '2024', 'support-withdrawn')])).toBe('2024')
    expect(withdrawalOf('a', [earlierOf('b', '2024', 'support-withdrawn')])).toBeNull()
  })

  it('start no second rectification beside one that runs, and nothing for who has left', () => {
    const found = proposed(
      [standing('a', 'D'), standing('b', 'D'), standing('c', 'A')],
      [earlierOf('a', '2023', null), earlierOf('b', '2023', 'lifted'), earlierOf('c', '2022', 'exited')],
    )
    expect(found.map(({ consequence }) => consequence)).toEqual(['none', 'rectification', 'none'])
    expect(found[0]?.because.at(-1)).toEqual({ code: 'rectification_running', params: { period: '2023' } })
    expect(found[2]?.because.at(-1)).toEqual({ code: 'exited', params: { period: '2022' } })
  })

  it('are refused for a grade that the rule does not know', () => {
    expect(proposeConsequences(ruleOf(), [standing('a', 'Z')], [], 10)).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.rule_grade_missing', params: { grade: 'Z' } }],
    })
  })
})
