import { expect, test } from 'vitest'
import { backWords, periodWords } from './period-words.ts'

test('periods are said in words', () => {
  expect(['2025', '2025-Q2', '2025-03'].map((period) => periodWords(period, 'zh-CN'))).toEqual([
    '2025年',
    '2025年第二季度',
    '2025年3月',
  ])
  expect(['2025', '2025-Q4', '2025-03'].map((period) => periodWords(period, 'en'))).toEqual([
    '2025',
    '2025 Q4',
    'March 2025',
  ])
})

test('what is no period of a form is shown as it is', () => {
  expect(periodWords('2025-13', 'zh-CN')).toBe('2025-13')
  expect(periodWords('2025-W03', 'zh-CN')).toBe('2025-W03')
})

test('steps back are said in words', () => {
  expect(['1', '1Y', '3', '2Y'].map((back) => backWords(back, 'zh-CN'))).toEqual([
    '上期',
    '上年同期',
    '前3期',
    '2年前同期',
  ])
  expect(backWords('3', 'en')).toBe('3 periods before')
})
