import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureSpan, reportedSpan } from './figure-span.ts'
import { impliedBase } from './implied-value.ts'
import type { ReportedFigure } from './target.ts'

function figure(
  indicator: string,
  value: number,
  unit: string,
  change: Partial<ReportedFigure> = {},
): ReportedFigure {
  return {
    id: `${indicator} ${value}`,
    indicator,
    scope: null,
    comparator: 'eq',
    value,
    value2: null,
    unit,
    year: 2020,
    documentYear: null,
    ...change,
  }
}

const income = figure('企业总收入', 7.2, '万亿元')

describe('the value of an earlier year', () => {
  it('7.2 is 1.8 times that of the end of 十二五: 4.0 in 2015, by rounding 3.86 to 4.14', () => {
    const implied = impliedBase(income, figure('企业总收入与“十二五”末之比', 1.8, '倍'))
    expect(implied).toMatchObject({ indicator: '企业总收入', unit: '万亿元', isRough: false })
    expect(implied?.actual).toMatchObject({ year: 2015, value: 4 })
    expect(implied?.actual.low).toBeCloseTo(7.15 / 1.85, 12)
    expect(implied?.actual.high).toBeCloseTo(7.25 / 1.75, 12)
    expect(implied?.arithmetic).toEqual({
      formula: '7.2 ÷ 1.8 = 4.0 (3.86 … 4.14)',
      figures: ['企业总收入 7.2', '企业总收入与“十二五”末之比 1.8'],
    })
  })

  it('7.2 after 105.5 % growth: 3.5, by rounding 3.48 to 3.53', () => {
    const level = figure('年度获得专利授权量', 7.2, '万件')
    const implied = impliedBase(level, figure('年度获得专利授权量较“十二五”末增长', 105.5, '%'))
    expect(implied?.actual.value).toBeCloseTo(7.2 / 2.055, 12)
    expect(implied?.actual.low).toBeCloseTo(7.15 / 2.0555, 12)
    expect(implied?.actual.high).toBeCloseTo(7.25 / 2.0545, 12)
    expect(implied?.arithmetic.formula).toBe('7.2 ÷ (1 + 105.5 %) = 3.5 (3.48 … 3.53)')
  })

  it('of a counted number has only the rounding of the growth: 406 after 60.6 %', () => {
    const implied = impliedBase(
      figure('上市企业数', 406, '家'),
      figure('上市企业数较“十二五”末增长', 60.6, '%'),
    )
    expect(implied?.actual.value).toBeCloseTo(252.8, 1)
    expect(implied?.actual.low).toBeCloseTo(406 / 1.6065, 10)
    expect(implied?.actual.high).toBeCloseTo(406 / 1.6055, 10)
    expect(implied?.arithmetic.formula).toBe('406 ÷ (1 + 60.6 %) = 253 (252.7 … 252.9)')
  })

  it('of a share, by percentage points: 62.2 after 10.1 more is 52.1', () => {
    const implied = impliedBase(
      figure('本科及以上从业人员占比', 62.2, '%'),
      figure('本科及以上从业人员占比较“十二五”末提高', 10.1, '个百分点'),
    )
    expect(implied?.indicator).toBe('本科及以上从业人员占比')
    expect(implied?.actual.value).toBeCloseTo(52.1, 10)
    expect(implied?.actual.low).toBeCloseTo(52.0, 10)
    expect(implied?.actual.high).toBeCloseTo(52.2, 10)
    expect(implied?.arithmetic.formula).toBe('62.2 − 10.1 = 52.1 (52.00 … 52.20)')
  })

  it.each([
    ['企业总收入与“十三五”末之比', '倍', 2025, 2020],
    ['企业总收入与十一五末之比', '倍', 2015, 2010],
    ['企业总收入与2018年之比', '倍', 2020, 2018],
    ['企业总收入比2018年增长', '%', 2020, 2018],
    ['企业总收入相比2018年增长', '%', 2020, 2018],
    ['企业总收入较上年增长', '%', 2020, 2019],
    ['企业总收入比去年同期增长', '%', 2020, 2019],
    ['企业总收入同比增长', '%', 2020, 2019],
    ['企业总收入较2018年增长', '倍', 2020, 2018],
  ])('%s (%s) of %i speaks of %i', (indicator, unit, year, base) => {
    const implied = impliedBase({ ...income, year }, figure(indicator, 1.5, unit, { year }))
    expect(implied?.actual.year).toBe(base)
    expect(implied?.indicator).toBe('企业总收入')
  })

  it('grown by 1.5 times is 2.5 times as much; fallen by 20 % is 0.8 times', () => {
    const more = impliedBase(income, figure('企业总收入较2018年增长', 1.5, '倍'))
    expect(more?.actual.value).toBeCloseTo(2.88, 10)
    expect(more?.arithmetic.formula).toMatch(/^7\.2 ÷ \(1 \+ 1\.5\) = 2\.9 /)
    const less = impliedBase(income, figure('企业总收入同比下降', 20, '%'))
    expect(less?.actual.value).toBeCloseTo(9, 10)
    expect(less?.arithmetic.formula).toMatch(/^7\.2 ÷ \(1 − 20 %\) = 9\.0 /)
  })

  it.each([
    ['企业总收入年均增长', 10, '%'],
    ['企业总收入环比增长', 10, '%'],
    ['企业总收入增速', 10, '%'],
    ['研发人员较示范区整体提高', 13.4, '%'],
    ['企业总收入与全国之比', 1.8, '倍'],
    ['企业总收入同比下降', 100, '%'],
    ['企业总收入较2025年增长', 10, '%'],
    ['企业总收入较上年提高', 3, '个百分点'],
    ['企业总收入与2015年之比', 0, '倍'],
  ])('%s %f %s says nothing of an earlier year', (indicator, value, unit) => {
    expect(impliedBase(income, figure(indicator, value, unit))).toBeNull()
  })

  it('needs both figures to be of one year', () => {
    const ratio = figure('企业总收入与“十二五”末之比', 1.8, '倍')
    expect(impliedBase({ ...income, year: 2019 }, ratio)).toBeNull()
    expect(impliedBase({ ...income, year: null, documentYear: null }, ratio)).toBeNull()
    expect(impliedBase({ ...income, year: null, documentYear: 2020 }, ratio)?.actual.value).toBe(4)
  })

  it('times the ratio is the level again, and the span holds every value that rounds to what was printed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 90, noNaN: true }),
        fc.double({ min: 1.1, max: 9, noNaN: true }),
        (trueLevel, trueRatio) => {
          const level = figure('企业总收入', Number(trueLevel.toFixed(1)), '万亿元')
          const ratio = figure('企业总收入与2015年之比', Number(trueRatio.toFixed(1)), '倍')
          // A printed whole number has lost its decimal place, and with it a narrower span.
          const { actual } = impliedBase(level, ratio) ?? { actual: null }
          expect((actual?.value ?? NaN) * ratio.value).toBeCloseTo(level.value, 9)
          expect(trueLevel / trueRatio).toBeGreaterThanOrEqual((actual?.low ?? NaN) - 1e-9)
          expect(trueLevel / trueRatio).toBeLessThanOrEqual((actual?.high ?? NaN) + 1e-9)
        },
      ),
    )
  })
})

describe('what a printed figure leaves open', () => {
  const spanOf = (value: number, unit: string, comparator: ReportedFigure['comparator'] = 'eq'): number[] => {
    const { low, high } = figureSpan({ value, value2: null, unit, comparator })
    return [low, high].map((end) => Number(end.toFixed(6)))
  }

  it.each([
    [7.2, '万亿元', [7.15, 7.25]],
    [198.66, '亿元', [198.655, 198.665]],
    [10, '万亿元', [9.5, 10.5]],
    [3, '万家', [2.5, 3.5]],
    [406, '家', [406, 406]],
    [62.2, '%', [62.15, 62.25]],
  ])('%f %s is %o', (value, unit, span) => {
    expect(spanOf(value, unit)).toEqual(span)
  })

  it.each([
    [30, '项', 'gt', [30, 40]],
    [8800, '家', 'gt', [8800, 8900]],
    [14, '万件', 'gt', [14, 15]],
    [2.5, '万亿元', 'ge', [2.5, 2.6]],
    [600, '家', 'lt', [500, 600]],
    [40, '%', 'approx', [39, 41]],
    [3, '万亿元', 'approx', [2.5, 3.5]],
  ] as const)('%f %s said with %s is %o', (value, unit, comparator, span) => {
    expect(spanOf(value, unit, comparator)).toEqual(span)
  })

  it('a range is its middle and its ends', () => {
    const span = figureSpan({ value: 2, value2: 3, unit: '个', comparator: 'between' })
    expect(span).toEqual({ value: 2.5, low: 2, high: 3, isRough: true })
  })

  it('a plain figure counts as printed when a target is held against it', () => {
    expect(reportedSpan({ value: 7.2, value2: null, unit: '万亿元', comparator: 'eq' })).toMatchObject({
      low: 7.2,
      high: 7.2,
    })
    expect(reportedSpan({ value: 30, value2: null, unit: '项', comparator: 'gt' })).toMatchObject({
      high: 40,
    })
  })
})
