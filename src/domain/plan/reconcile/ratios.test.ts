import { describe, expect, it } from 'vitest'
import { factorOf, readRatio } from './ratios.ts'

describe('a comparison with an earlier year', () => {
  it.each([
    ['企业总收入与“十二五”末之比', '倍', '企业总收入', 2015],
    ['企业总收入与十五末之比', '倍', '企业总收入', 2005],
    ['企业总收入与十五五末之比', '倍', '企业总收入', 2030],
    ['上市企业数较“十三五”末增长', '%', '上市企业数', 2020],
    ['专利授权量较2019年底增加', '%', '专利授权量', 2019],
    ['专利授权量相较于2019年增长了', '%', '专利授权量', 2019],
    ['实缴税费总额同比增长', '%', '实缴税费总额', 2021],
    ['园区税收较上年增长', '%', '园区税收', 2021],
    ['研发人员占比较2020年提高', '个百分点', '研发人员占比', 2020],
    ['本科及以上从业人员占比较“十二五”末提高', '百分点', '本科及以上从业人员占比', 2015],
  ])('%s (%s) compares %s with %i', (indicator, unit, of, baseYear) => {
    expect(readRatio({ indicator, unit, year: 2022 })).toMatchObject({ of, baseYear })
  })

  it.each([
    ['企业总收入年均增长', '%'],
    ['企业总收入环比增长', '%'],
    ['研发人员较示范区整体提高', '%'],
    ['企业总收入占全市比重', '%'],
    ['企业总收入与全国之比', '倍'],
    ['企业总收入同比增长', '亿元'],
    ['企业总收入', '倍'],
  ])('%s (%s) is none', (indicator, unit) => {
    expect(readRatio({ indicator, unit, year: 2022 })).toBeNull()
  })

  it('with the year before cannot be placed without a year', () => {
    expect(readRatio({ indicator: '园区税收同比增长', unit: '%', year: null })?.baseYear).toBeNull()
    expect(readRatio({ indicator: '园区税收较2019年增长', unit: '%', year: null })?.baseYear).toBe(2019)
  })

  it.each([
    ['企业总收入与2015年之比', '倍', 1.8, 1.8],
    ['企业总收入较2015年增长', '%', 80, 1.8],
    ['企业总收入较2015年增长', '倍', 0.8, 1.8],
    ['企业总收入较2015年下降', '%', 20, 0.8],
    ['企业总收入较2015年下降', '%', 100, null],
    ['研发人员占比较2015年提高', '个百分点', 5, null],
  ])('%s (%s) by %f divides by %f', (indicator, unit, value, factor) => {
    const ratio = readRatio({ indicator, unit, year: 2020 })
    const found = ratio === null ? NaN : factorOf(ratio, value)
    if (factor === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(factor, 12)
  })
})
