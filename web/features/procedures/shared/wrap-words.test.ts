import { expect, test } from 'vitest'
import { widthOf, wrapWords } from './wrap-words.ts'

test('short names stay on one line, long ones break between characters or words', () => {
  expect(wrapWords('派单', 100)).toEqual(['派单'])
  expect(wrapWords('请园区补充申报材料并说明', 80)).toEqual(['请园区补充申', '报材料并说明'])
  expect(wrapWords('Park supplements material', 100)).toEqual(['Park', 'supplements…'])
})

test('no line is wider than the box', () => {
  for (const text of [
    '规划和自然资源主管部门出具用地预审意见并会同区政府核定指标',
    'Administrative reconsideration of eligibility',
  ])
    for (const line of wrapWords(text, 90)) expect(widthOf(line, 13)).toBeLessThanOrEqual(90)
})
