import { expect, test } from 'vitest'
import { safeNext } from './next-address.ts'

test('goes back to the page that was asked for, with its filters', () => {
  expect(safeNext('/plans?q=孵化#item-3')).toBe('/plans?q=%E5%AD%B5%E5%8C%96#item-3')
})

test.each([
  undefined,
  '',
  'https://elsewhere.example/',
  '//elsewhere.example/plans',
  '/\\elsewhere.example',
  '/./\\elsewhere.example',
  '/.//elsewhere.example',
  'javascript:alert(1)',
  'plans',
  '/login?next=/login',
  '/password',
])('goes home instead of to %s', (next) => {
  expect(safeNext(next)).toBe('/')
})
