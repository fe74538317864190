import { expect, test } from 'vitest'
import { markChanges } from './mark-changes.ts'

const marked = (parts: readonly { text: string; differs: boolean }[]) =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')

test('marks the figures that changed, whole and not digit by digit', () => {
  const { before, after } = markChanges(
    '上年度研发费用 >= 100 and 占比 >= 3',
    '上年度研发费用 >= 150 and 占比 >= 5',
  )
  expect(marked(before)).toBe('上年度研发费用 >= [100] and 占比 >= [3]')
  expect(marked(after)).toBe('上年度研发费用 >= [150] and 占比 >= [5]')
  expect(marked(markChanges('at most 1.5 million', 'at most 2 million').after)).toBe('at most [2] million')
})

test('what was put in or taken out is marked on its side only', () => {
  const { before, after } = markChanges('高新技术企业', '高新技术企业和科技型中小企业')
  expect(marked(before)).toBe('高新技术企业')
  expect(
    after
      .filter(({ differs }) => differs)
      .map(({ text }) => text)
      .join(''),
  ).toHaveLength(8)
})

test('texts with hardly anything in common are not marked at all', () => {
  const { before, after } = markChanges('研发费用专项审计报告', 'The yearly statistical forms')
  expect([before, after].every((parts) => parts.every(({ differs }) => !differs))).toBe(true)
})

test('joined again the parts are the texts', () => {
  const [one, other] = ['甲 1,200 乙丙 abc', '甲 1,500 丁丙 abd']
  const { before, after } = markChanges(one, other)
  expect(before.map(({ text }) => text).join('')).toBe(one)
  expect(after.map(({ text }) => text).join('')).toBe(other)
})
