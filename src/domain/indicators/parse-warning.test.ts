import { describe, expect, it } from 'vitest'
import { parseWarningRule } from './parse-warning.ts'
import type { WarningCondition } from './warning.ts'

const conditions: readonly WarningCondition[] = [
  { kind: 'threshold', operator: '<', value: 5 },
  { kind: 'change', against: 'same-period', operator: '<=', ratio: -0.1, running: 2 },
  {
    kind: 'trajectory',
    baseline: { period: '2020', value: 7.2 },
    target: { period: '2025-12', value: 12 },
    path: 'compound',
    tolerance: 0.05,
  },
  { kind: 'completeness', share: 0.95 },
  { kind: 'outlier', z: 3.5, training: 12 },
]

function rule(condition: unknown): object {
  return {
    code: 'revenue-path',
    name: { zh: '总收入轨迹', en: 'Path of revenue' },
    indicator: 'total-revenue',
    dimension: 'park',
    condition,
    level: 'warning',
    owner: 'park',
    enabled: false,
    source: 'set by the zone',
  }
}

const refusal = (json: unknown): unknown[] => {
  const outcome = parseWarningRule(json)
  return outcome.ok ? [] : outcome.issues.map(({ code, path }) => [code, path?.join('.')])
}

describe('a warning rule as data', () => {
  it.each(conditions)('is taken as it stands: $kind', (condition) => {
    const given = rule(condition)
    expect(parseWarningRule(given)).toEqual({ ok: true, value: given })
  })

  it('is refused with the place of what is wrong', () => {
    expect(refusal({ ...rule(conditions[0]), level: 'panic' })).toEqual([
      ['indicators.warning_shape', 'level'],
    ])
    expect(refusal(rule({ kind: 'completeness', share: 95 }))).toEqual([
      ['indicators.warning_shape', 'condition.share'],
    ])
    expect(refusal(rule({ kind: 'outlier', z: 3.5, training: 3 }))).toEqual([
      ['indicators.warning_shape', 'condition.training'],
    ])
    expect(refusal(rule({ ...conditions[0], colour: 'red' }))).toEqual([
      ['indicators.warning_shape', 'condition'],
    ])
    expect(refusal('rule')).toEqual([['indicators.warning_shape', '']])
  })

  it('is refused when its path leads nowhere', () => {
    const path = { kind: 'trajectory', path: 'linear', tolerance: 0 }
    const from = { period: '2020', value: 7 }
    expect(refusal(rule({ ...path, baseline: from, target: { period: '2025-13', value: 9 } }))).toEqual([
      ['indicators.warning_period', 'condition.target.period'],
    ])
    expect(refusal(rule({ ...path, baseline: from, target: { period: '2020', value: 9 } }))).toEqual([
      ['indicators.warning_path_order', 'condition.target.period'],
    ])
    expect(refusal(rule({ ...path, baseline: from, target: { period: '2025', value: 7 } }))).toEqual([
      ['indicators.warning_no_way', 'condition.target.value'],
    ])
    expect(
      refusal(rule({ ...path, path: 'compound', baseline: from, target: { period: '2025', value: -1 } })),
    ).toEqual([['indicators.warning_compound_path', 'condition.path']])
  })
})
