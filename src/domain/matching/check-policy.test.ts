import { describe, expect, test } from 'vitest'
import { checkPolicy } from './check-policy.ts'
import { parsePolicy, parseStackingGroups } from './parse-policy.ts'
import type { PolicyDefinition } from './policy.ts'
import { bilingual, buildPolicy, buildZoneBook, condition } from './policy.test-support.ts'

const { facts } = buildZoneBook()

function findings(policy: PolicyDefinition, others: readonly PolicyDefinition[] = []): string[] {
  return checkPolicy(policy, {
    others,
    groups: [{ code: 'annual', title: bilingual('年度上限'), ceiling: 100, clause: null }],
    parks: ['park.haidian'],
    facts,
  }).map(({ code, severity, path }) => `${severity} ${code} ${path.join('.')}`)
}

describe('checkPolicy', () => {
  test('finds nothing in a policy that is in order', () => {
    expect(findings(buildPolicy({ parks: ['park.haidian'], stacking: ['annual'] }))).toEqual([])
  })

  test.each<[string, Partial<PolicyDefinition>, string[]]>([
    [
      'validity that ends before it begins',
      {
        valid: { from: '2026-05-01', to: '2026-05-01' },
        windows: [],
        budget: [],
        tests: buildPolicy().tests.slice(0),
      },
      [
        'error matching.validity_reversed valid',
        'warning matching.test_outside_validity tests.0',
        'warning matching.test_outside_validity tests.1',
      ],
    ],
    [
      'windows turned round, outside of validity, or over each other',
      {
        windows: [
          { from: '2026-05-01', to: '2026-04-01' },
          { from: '2027-12-01', to: '2028-01-01' },
          { from: '2026-09-01', to: '2026-10-31' },
          { from: '2026-10-31', to: '2026-11-30' },
        ],
      },
      [
        'error matching.window_reversed windows.0',
        'error matching.window_outside_validity windows.1',
        'error matching.windows_overlap windows.3',
      ],
    ],
    [
      'names that nobody has',
      { parks: ['park.moon'], stacking: ['none'], excludes: ['gone', 'rd-reward'], exclusive: ['alone'] },
      [
        'error matching.unknown_park parks.0',
        'error matching.unknown_policy excludes.0',
        'error matching.excludes_itself excludes.1',
        'error matching.unknown_group stacking.0',
        'warning matching.group_of_one exclusive.0',
      ],
    ],
    [
      'money that does not fit',
      {
        benefit: { ...buildPolicy().benefit, amount: null, ceiling: 50.005 },
        budget: [
          { year: 2026, amount: 10, source: 'a' },
          { year: 2026, amount: 100, source: 'b' },
          { year: 2031, amount: 100, source: 'c' },
        ],
      },
      [
        'error matching.amount_missing benefit.amount',
        'warning matching.ceiling_off_step benefit.ceiling',
        'warning matching.budget_below_ceiling budget.0',
        'error matching.budget_year_twice budget.1',
        'warning matching.budget_outside_validity budget.2',
      ],
    ],
    [
      'an amount where it is no money',
      { benefit: { ...buildPolicy().benefit, kind: 'service' } },
      ['error matching.amount_without_money benefit.amount'],
    ],
    [
      'nothing that it stands on',
      { status: 'verified', eligibility: condition('a', 'true', true) },
      ['error matching.verified_without_clause clauses', 'warning matching.nothing_decides eligibility'],
    ],
    [
      'evidence that cannot be had',
      {
        procedure: 'direct',
        evidence: [
          { id: 'a', title: bilingual('甲'), facts: ['没有的事实'], required: true },
          { id: 'a', title: bilingual('乙'), facts: [], required: true },
        ],
      },
      [
        'error matching.evidence_unknown_fact evidence.0',
        'error matching.evidence_twice evidence.1',
        'warning matching.direct_needs_papers evidence.1',
      ],
    ],
    ['no examples', { tests: [] }, ['warning matching.no_tests tests']],
    [
      'examples of unknown facts, wrong types and words, and amounts without yes',
      {
        tests: [
          {
            title: 'odd',
            on: '2026-05-01',
            facts: { 没有: 1, 上年度研发费用: '百万', 注册分园: 'park.moon' },
            expect: { answer: 'no', amount: 3 },
          },
        ],
      },
      [
        'warning matching.tests_one_sided tests',
        'error matching.test_amount_without_yes tests.0',
        'error matching.test_unknown_fact tests.0.facts.没有',
        'error matching.test_wrong_type tests.0.facts.上年度研发费用',
        'error matching.test_unknown_option tests.0.facts.注册分园',
      ],
    ],
  ])('finds %s', (_, change, expected) => {
    expect(findings(buildPolicy(change))).toEqual(expected)
  })

  test('finds the way round of policies that supersede each other', () => {
    const policy = buildPolicy({ code: 'c', supersedes: ['b'] })
    const others = [
      buildPolicy({ code: 'a', supersedes: ['c'] }),
      buildPolicy({ code: 'b', supersedes: ['a', 'b'] }),
    ]
    const found = checkPolicy(policy, { others, groups: [], parks: [], facts })
    expect(found).toMatchObject([
      { code: 'matching.supersedes_cycle', params: { policies: ['c', 'b', 'a', 'c'] } },
    ])
  })

  test('warns where the superseded policy still holds', () => {
    const former = buildPolicy({ code: 'old', valid: { from: '2024-01-01', to: '2026-02-01' } })
    const ended = buildPolicy({ code: 'older', valid: { from: '2024-01-01', to: '2026-01-01' } })
    expect(findings(buildPolicy({ supersedes: ['old', 'older'] }), [former, ended])).toEqual([
      'warning matching.superseded_still_valid supersedes.0',
    ])
  })
})

describe('parsePolicy', () => {
  test('asks for the Chinese words and lets the English wait', () => {
    const chinese = buildPolicy({ title: { zh: '研发奖励', en: '' } })
    expect(parsePolicy(JSON.parse(JSON.stringify(chinese)))).toEqual({ ok: true, value: chinese })
    expect(parsePolicy({ ...chinese, title: { zh: '', en: 'Reward' } }).ok).toBe(false)
  })

  test('takes what it would write, and nothing besides', () => {
    const policy = buildPolicy()
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual({ ok: true, value: policy })
    const more = parsePolicy({ ...policy, colour: 'red' })
    expect(more.ok ? [] : more.issues.map(({ code }) => code)).toEqual(['matching.policy_shape'])
  })

  test('says where a thing is wrong', () => {
    const wrong = parsePolicy({
      ...buildPolicy(),
      valid: { from: '2026-02-30', to: null },
      summary: { zh: 'a\0b', en: 'b' },
    })
    expect(wrong.ok ? [] : wrong.issues.map(({ path }) => path?.join('.'))).toEqual([
      'summary.zh',
      'valid.from',
    ])
  })

  test('refuses what nests without end or is huge, at once', () => {
    let deep: unknown = condition('x', 'true')
    for (let level = 0; level < 100_000; level += 1)
      deep = { kind: 'not', id: `n${String(level)}`, title: null, of: deep }
    const refusal = parsePolicy({ ...buildPolicy(), eligibility: deep })
    expect(refusal).toEqual({ ok: false, issues: [{ code: 'matching.too_deep', params: { limit: 60 } }] })
    const wide = parsePolicy({ ...buildPolicy(), themes: Array.from({ length: 1_000_000 }, () => 'a') })
    expect(wide).toEqual({ ok: false, issues: [{ code: 'matching.too_large', params: { limit: 50_000 } }] })
  })

  test('takes stacking groups', () => {
    const groups = [{ code: 'annual', title: bilingual('年度上限'), ceiling: null, clause: null }]
    expect(parseStackingGroups(groups)).toEqual({ ok: true, value: groups })
    expect(parseStackingGroups([{ code: 'annual' }]).ok).toBe(false)
  })
})
