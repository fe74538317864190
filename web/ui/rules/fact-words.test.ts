import { expect, test } from 'vitest'
import { factWords, lackingWords, memberAsked } from './fact-words.ts'

const QUALIFICATIONS = [{ code: 'high-tech', title: { zh: '高新技术企业', en: 'High-tech enterprise' } }]

test('says values with their units, days and words in both languages', () => {
  expect(factWords(1200, '万元', 'zh-CN')).toBe('1,200 万元')
  expect(factWords(1200, '万元', 'en')).toBe('12,000,000 yuan')
  expect(factWords(false, null, 'zh-CN')).toBe('否')
  expect(factWords('2025-03-01', null, 'zh-CN')).toBe('2025年3月1日')
  expect(factWords(['high-tech', 'other'], null, 'zh-CN', QUALIFICATIONS)).toBe('高新技术企业、other')
  expect(factWords(['high-tech'], null, 'en', QUALIFICATIONS)).toBe('High-tech enterprise')
})

test('what is not known is no nought and no “no”; an empty list is said', () => {
  expect(factWords(null, '万元', 'zh-CN')).toBe('未知')
  expect(factWords(0, '件', 'zh-CN')).toBe('0 件')
  expect(factWords([], null, 'zh-CN')).toBe('无')
})

test('says what is lacking only where a number says it', () => {
  expect(lackingWords(3, '件', 'zh-CN')).toBe('差 3 件')
  expect(lackingWords(0.1539768845, '%', 'zh-CN')).toBe('差 0.16%')
  expect(lackingWords(0.001, '%', 'zh-CN')).toBe('差 0.01%')
  expect(lackingWords(3, '件', 'zh-CN', 'over')).toBe('超出 3 件')
  expect(lackingWords(null, '件', 'zh-CN')).toBeNull()
  expect(lackingWords(0, '件', 'zh-CN')).toBeNull()
})

test('finds which word an expression asks a fact to hold', () => {
  expect(memberAsked('list contains(有效资质, "high-tech")', '有效资质')).toBe('high-tech')
  expect(memberAsked('list contains(中小企业规模, 企业规模)', '企业规模')).toBeNull()
  expect(memberAsked('上年度研发费用 >= 3', '上年度研发费用')).toBeNull()
})
