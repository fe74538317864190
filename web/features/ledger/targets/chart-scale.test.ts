import { describe, expect, test } from 'vitest'
import { scaleOf } from './chart-scale.ts'
import type { ChartData } from './chart-scale.ts'

const box = { left: 0, right: 100, top: 0, bottom: 100 }
const actual = (year: number, value: number, withdrawn: boolean = false): ChartData['actuals'][number] => ({
  id: String(year),
  year,
  value,
  low: value,
  high: value,
  sourceKind: 'entered',
  sourceText: '公报',
  sentence: null,
  arithmetic: null,
  note: null,
  at: '2026-01-01T00:00:00+08:00',
  by: '王某',
  withdrawn: withdrawn ? { at: '2026-01-02T00:00:00+08:00', by: '王某', reason: '笔误' } : null,
})
const empty: ChartData = {
  actuals: [],
  trajectory: [],
  forecast: [],
  wanted: 10,
  wanted2: null,
  target: { year: 2020 },
}

describe('the drawing of a target', () => {
  test('is none where nothing is known but what is wanted', () => {
    expect(scaleOf(empty, box)).toBeNull()
    expect(scaleOf({ ...empty, actuals: [actual(2015, 4, true)] }, box)).toBeNull()
  })

  test('reaches from the first year to the target year and holds what is wanted', () => {
    const scale = scaleOf({ ...empty, actuals: [actual(2015, 4), actual(2020, 7.2)] }, box)
    expect(scale?.firstYear).toBe(2015)
    expect(scale?.lastYear).toBe(2020)
    expect(scale?.valueTicks).toEqual([0, 5, 10])
    expect(scale?.x(2015)).toBe(0)
    expect(scale?.x(2020)).toBe(100)
    expect(scale?.y(0)).toBe(100)
    expect(scale?.y(10)).toBe(0)
  })

  test('does not waste its height where all values lie far above zero', () => {
    const scale = scaleOf({ ...empty, wanted: 98, actuals: [actual(2015, 90), actual(2020, 95)] }, box)
    expect(scale?.valueTicks).toEqual([90, 92, 94, 96, 98])
  })

  test('has room for one single year and for one single value', () => {
    const scale = scaleOf({ ...empty, wanted: 4, target: { year: 2015 }, actuals: [actual(2015, 4)] }, box)
    expect(scale?.lastYear).toBe(2016)
    expect(Number.isFinite(scale?.y(4))).toBe(true)
  })

  test('writes no more years than fit', () => {
    const scale = scaleOf({ ...empty, actuals: [actual(1990, 4), actual(2020, 7)] }, box)
    expect(scale?.yearTicks).toEqual([1990, 1995, 2000, 2005, 2010, 2015, 2020])
  })
})
