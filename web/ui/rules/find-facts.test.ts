import { expect, test } from 'vitest'
import { findFacts } from './find-facts.ts'

const facts = [
  { code: '上年度研发费用', title: { zh: '上年度研发费用', en: 'Research expenditure' } },
  { code: '研发人员', title: { zh: '研发人员', en: 'Researchers' } },
  { code: '有效资质', title: { zh: '有效资质', en: 'Qualifications' } },
]
const initials = { 上年度研发费用: 'sndyffy', 研发人员: 'yfry', 有效资质: 'yxzz' }
const found = (typed: string) => findFacts(facts, typed, initials).map(({ code }) => code)

test('finds by Chinese, English and initials; what begins with it comes first', () => {
  expect(found('研发')).toEqual(['研发人员', '上年度研发费用'])
  expect(found('yf')).toEqual(['研发人员', '上年度研发费用'])
  expect(found('RESEARCH')).toEqual(['上年度研发费用', '研发人员'])
  expect(found('qual')).toEqual(['有效资质'])
  expect(found('没有')).toEqual([])
  expect(found(' ')).toHaveLength(3)
})
