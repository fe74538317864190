import { expect, test } from 'vitest'
import { aggregationWords, imputationWords, normalisationWords, treatmentWords } from './method-words.ts'

test('a method is said with its parameters', () => {
  expect(normalisationWords({ method: 'min-max', low: 1, high: 100 }, 'zh-CN')).toBe('极差标准化（1—100）')
  expect(aggregationWords({ method: 'generalised', power: 0.5 }, 'en')).toBe('generalised mean (power 0.5)')
  expect(imputationWords({ method: 'group-median', group: '发展类型', fallback: true }, 'zh-CN')).toBe(
    '同组中位数（发展类型）',
  )
})

test('treatment says when it acts and what comes after', () => {
  expect(
    treatmentWords(
      { method: 'treat', skewness: 2, kurtosis: 3.5, mostPoints: 5, then: 'box-cox', lambda: 0 },
      'zh-CN',
    ),
  ).toBe('偏度＞2 且峰度＞3.5 时缩尾，仍不合格的作 Box-Cox 变换')
  expect(treatmentWords({ method: 'none' }, 'en')).toBe('outliers left as they are')
})
