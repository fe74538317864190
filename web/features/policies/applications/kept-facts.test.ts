import { expect, test } from 'vitest'
import { keptFactWords, keptSource } from './kept-facts.ts'

test('says kept values like those of facts, and shows what is none', () => {
  expect(keptFactWords(1200, '万元', 'zh-CN')).toBe('1,200 万元')
  expect(keptFactWords(null, '万元', 'zh-CN')).toBe('未知')
  expect(keptFactWords({ odd: 1 }, null, 'zh-CN')).toBe('{"odd":1}')
})

test('reads kept sources; what is none is left out', () => {
  expect(keptSource({ kind: 'register', place: {} })).toEqual({ kind: 'register', place: {} })
  expect(keptSource(null)).toBeNull()
  expect(keptSource({ kind: 'rumour', place: {} })).toBeNull()
})
