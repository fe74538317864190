import { expect, test } from 'vitest'
import { figureWords, otherUnits, shareWords } from './figures.ts'

test('a figure stands in the unit of the form', () => {
  expect(figureWords(1_234_500, '千元', 'zh-CN')).toBe('1,234,500 千元')
  expect(figureWords(1_234_500, '千元', 'en')).toBe('1,234,500 thousand yuan')
  expect(figureWords(12.5, '%', 'zh-CN')).toBe('12.5%')
  expect(figureWords(7, null, 'zh-CN')).toBe('7')
})

test('the same amount in other units, exactly, and rounded ones say so', () => {
  expect(otherUnits(1_234_500, '千元', 'zh-CN')).toEqual(['123,450 万元', '12.345 亿元'])
  expect(otherUnits(123_456_789, '千元', 'zh-CN')).toContain('约 1,234.5679 亿元')
  expect(otherUnits(-20_000, '千元', 'zh-CN')).toEqual(['-2,000 万元', '-0.2 亿元'])
  expect(otherUnits(15, '家', 'zh-CN')).toEqual([])
  expect(otherUnits(0, '千元', 'zh-CN')).toEqual([])
})

test('a share is whole only when nothing is missing', () => {
  expect(shareWords(29_999, 30_000)).toBe('99.9%')
  expect(shareWords(30_000, 30_000)).toBe('100%')
  expect(shareWords(1, 30_000)).toBe('0.1%')
  expect(shareWords(0, 30_000)).toBe('0%')
  expect(shareWords(0, 0)).toBeNull()
})
