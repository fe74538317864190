import { expect, test } from 'vitest'
import { namesIn, textsIn, valueOn } from './rule-names.ts'

test('finds names in the order in which they stand, not within longer names or texts', () => {
  const names = ['营业收入', '上年度营业收入', '研发费用占比', '门槛']
  expect(namesIn('上年度营业收入 >= 门槛 and 研发费用占比>5', names)).toEqual([
    '上年度营业收入',
    '门槛',
    '研发费用占比',
  ])
  expect(namesIn('名称 = "门槛"', names)).toEqual([])
  expect(namesIn('max(上年度营业收入,营业收入)', names)).toEqual(['上年度营业收入', '营业收入'])
})

test('finds the texts, each once', () => {
  expect(textsIn('list contains(有效资质, "high-tech") or 类别 = "high-tech" or 类别 = "other"')).toEqual([
    'high-tech',
    'other',
  ])
})

test('a value holds from its day until before the day on which it ends', () => {
  const values = [
    { from: '2024-01-01', to: '2025-01-01', value: 1 },
    { from: '2025-03-01', to: null, value: 2 },
  ]
  expect(valueOn(values, '2024-12-31')?.value).toBe(1)
  expect(valueOn(values, '2025-01-01')).toBeNull()
  expect(valueOn(values, '2025-03-01')?.value).toBe(2)
})
