import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTimes, lastYearOfPlan } from './periods.ts'

function read(text: string): (readonly [string, number | null])[] {
  return findTimes(text).map(({ mode, year }) => [mode, year] as const)
}

describe('years', () => {
  it.each([
    ['到2025年,建成园区', 'by', 2025],
    ['力争二〇二五年底前建成', 'by', 2025],
    ['2023年,新增企业', 'at', 2023],
    ['截至2022年底,共有企业', 'at', 2022],
    ['比2020年增长', 'base', 2020],
    ['在2020年基础上翻番', 'base', 2020],
    ['2021—2025年,年均增长', 'at', 2025],
    ['2012年起5年内引进', 'by', 2016],
    ['“十四五”期间新建', 'at', 2025],
    ['“十三五”末的规模', 'at', 2020],
    ['相比“十二五”末增长', 'base', 2015],
    ['是“十二五”末的1.8倍', 'base', 2015],
    ['目前有企业', 'now', null],
    ['全年新增', 'relative', null],
  ])('%s', (text, mode, year) => {
    expect(read(text)).toEqual([[mode, year]])
  })

  it('tells both ends of a change', () => {
    expect(read('由2020年的10家增加到2025年的20家')).toEqual([
      ['at', 2020],
      ['by', 2025],
    ])
  })

  it('marks what is reported', () => {
    expect(findTimes('截至2022年底')[0]).toMatchObject({ isReport: true })
    expect(findTimes('到2022年底')[0]).toMatchObject({ isReport: false })
  })

  it('reads the same year in either script', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), (year) => {
        const chinese = [...String(year)]
          .map((digit) => '〇一二三四五六七八九'.charAt(Number(digit)))
          .join('')
        expect(read(`到${String(year)}年`)).toEqual([['by', year]])
        expect(read(`到${chinese}年`)).toEqual([['by', year]])
      }),
    )
  })
})

it('counts five-year plans from the first', () => {
  expect(lastYearOfPlan('十一五')).toBe(2010)
  expect(lastYearOfPlan('“十四五”')).toBe(2025)
  expect(lastYearOfPlan('十五五')).toBe(2030)
  expect(lastYearOfPlan('三五年')).toBeNull()
})
