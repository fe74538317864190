import { expect, test } from 'vitest'
import { formatTried, parseTried } from './tried-weights.ts'

test('what is tried goes into the address and comes back', () => {
  const tried = { A: 0.3, '创新-1.2_x': 0.125 }
  expect(parseTried(formatTried(tried) ?? '')).toEqual(tried)
  expect(formatTried({})).toBeNull()
})

test('nonsense in the address is passed over', () => {
  expect(parseTried('A:0.3,B:,C:2,:0.1,D:x,E:-0.1')).toEqual({ A: 0.3 })
  expect(parseTried(undefined)).toEqual({})
})
