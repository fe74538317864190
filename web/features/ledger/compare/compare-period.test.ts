import { expect, test } from 'vitest'
import { datesOf, faultOfDates, signed } from './compare-period.ts'

test('quick choices end today; the year begins with the end of the year before', () => {
  expect(datesOf('month', '2026-11-22')).toEqual({ from: '2026-10-23', to: '2026-11-22' })
  expect(datesOf('quarter', '2026-11-22')).toEqual({ from: '2026-08-23', to: '2026-11-22' })
  expect(datesOf('year', '2026-11-22')).toEqual({ from: '2025-12-31', to: '2026-11-22' })
})

test('two dates in order, both past', () => {
  const fault = (from: string, to: string) => faultOfDates({ from, to }, '2026-11-22')
  expect(fault('2026-01-01', '2026-11-22')).toBeNull()
  expect(fault('2026-11-22', '2026-11-22')).toBe('reversed')
  expect(fault('', '2026-11-22')).toBe('missingDate')
  expect(fault('2026-13-01', '2026-11-22')).toBe('missingDate')
  expect(fault('2026-01-01', '2026-11-23')).toBe('future')
})

test('differences carry their sign', () => {
  expect([signed(2.04), signed(-3.06), signed(0.01)]).toEqual(['+2', '−3.1', '0'])
})
