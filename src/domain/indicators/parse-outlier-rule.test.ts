import { describe, expect, it } from 'vitest'
import { parseOutlierRule } from './parse-outlier-rule.ts'

const effects = {
  kind: 'hidiroglou-berthelot',
  cell: 'QC05_0',
  back: 12,
  sizeExponent: 0.5,
  leastSpread: 0.05,
  width: { below: 20, above: 20 },
  percentile: 0.25,
  centre: 'judged',
  training: 12,
  atLeast: 20,
}
const level = {
  kind: 'robust-z',
  cell: 'QC05_0',
  per: null,
  against: 'own-past',
  z: 3.5,
  leastSpread: 0.05,
  scale: { from: 1 },
  training: 12,
  atLeast: 6,
}
const range = {
  kind: 'min-max',
  cell: 'QD01',
  minimum: 0,
  maximum: null,
  slack: null,
  training: 0,
  atLeast: 1,
}
const season = {
  kind: 'seasonal',
  cell: 'QC05_0',
  back: 1,
  against: 'group',
  z: 3.5,
  leastSpread: 0.05,
  scale: 'natural',
  training: 1,
  atLeast: 20,
}

const refusal = (json: unknown): unknown[] => {
  const outcome = parseOutlierRule(json)
  return outcome.ok ? [] : outcome.issues.map(({ code, path }) => [code, path?.join('.')])
}

describe('an outlier rule as data', () => {
  it('is taken as it stands when it can judge something', () => {
    for (const rule of [effects, level, range, season]) {
      expect(parseOutlierRule(rule)).toEqual({ ok: true, value: rule })
    }
  })

  it('is refused with the place of what is wrong', () => {
    expect(refusal({ ...effects, percentile: 0.5 })).toEqual([
      ['indicators.outlier_rule_shape', 'percentile'],
    ])
    expect(refusal({ ...effects, width: { below: 0, above: 1 } })).toEqual([
      ['indicators.outlier_rule_shape', 'width.below'],
    ])
    expect(refusal({ ...effects, threshold: 3 })).toEqual([['indicators.outlier_rule_shape', '']])
    expect(refusal({ ...effects, cell: 'x"; drop' })).toEqual([['indicators.outlier_rule_shape', 'cell']])
    expect(refusal({ ...level, z: Infinity })).toEqual([['indicators.outlier_rule_shape', 'z']])
    expect(refusal({ kind: 'magic' })).toEqual([['indicators.outlier_rule_shape', 'kind']])
    expect(refusal(null)).toEqual([['indicators.outlier_rule_shape', '']])
  })

  it('is refused when it could never judge anything', () => {
    expect(refusal({ ...level, training: 0 })).toEqual([
      ['indicators.outlier_rule_without_window', 'training'],
    ])
    expect(refusal({ ...level, training: 5 })).toEqual([
      ['indicators.outlier_rule_window_too_short', 'atLeast'],
    ])
    expect(refusal({ ...range, slack: 1 })).toEqual([['indicators.outlier_rule_without_window', 'training']])
    expect(refusal({ ...range, minimum: null })).toEqual([['indicators.outlier_rule_without_bound', '']])
    expect(refusal({ ...range, maximum: -1 })).toEqual([['indicators.bounds_reversed', 'minimum']])
  })
})
