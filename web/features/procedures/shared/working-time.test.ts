import { describe, expect, test } from 'vitest'
import {
  exactWords,
  inUnit,
  leftWords,
  lengthWords,
  limitWords,
  roundToSum,
  urgencyOf,
  usedOfLimit,
} from './working-time.ts'

const HOUR = 3_600_000
const WORKDAY = 7.5 * HOUR
const clock = {
  limit: { amount: 7, unit: 'day' as const },
  extendedTo: null,
  calendar: 'workdays',
  dayMs: WORKDAY,
  budgetMs: 7 * WORKDAY,
  runningMs: 5.5 * WORKDAY,
  overdueMs: 0,
}

describe('limits', () => {
  test.each([
    [{ amount: 7, unit: 'day' as const }, 'workdays', '7 个工作日', '7 working days'],
    [{ amount: 15, unit: 'day' as const }, 'natural', '15 日', '15 days'],
    [{ amount: 1, unit: 'day' as const }, 'workdays', '1 个工作日', '1 working day'],
    [{ amount: 24, unit: 'hour' as const }, 'natural', '24 小时', '24 h'],
    [{ amount: 30, unit: 'minute' as const }, 'natural', '30 分钟', '30 min'],
  ])('%o by %s', (limit, calendar, zh, en) => {
    expect(limitWords(limit, calendar, 'zh-CN')).toBe(zh)
    expect(limitWords(limit, calendar, 'en')).toBe(en)
  })
})

test('what is used stands in the unit of the limit, extensions included', () => {
  expect(usedOfLimit(clock, 'zh-CN')).toEqual({ used: '5.5', limit: '7 个工作日' })
  expect(usedOfLimit({ ...clock, extendedTo: { amount: 10, unit: 'day' } }, 'en').limit).toBe(
    '10 working days',
  )
  expect(inUnit(1.5 * HOUR, 'hour', WORKDAY)).toBe('1.5')
})

test('lengths are said in days, hours and minutes', () => {
  expect(lengthWords(25 * 60_000, WORKDAY, 'zh-CN')).toBe('25 分钟')
  expect(lengthWords(4 * HOUR, WORKDAY, 'zh-CN')).toBe('4 小时')
  expect(lengthWords(4.5 * HOUR, WORKDAY, 'en')).toBe('4 h 30 min')
  expect(lengthWords(26 * HOUR, 24 * HOUR, 'zh-CN')).toBe('1 天 2 小时')
  expect(lengthWords(17 * HOUR, WORKDAY, 'zh-CN')).toBe('2 个工作日 2 小时')
  expect(lengthWords(WORKDAY, WORKDAY, 'en')).toBe('1 working day')
  expect(lengthWords(48 * HOUR, 24 * HOUR, 'en')).toBe('2 days')
})

test('what is left is never rounded up', () => {
  expect(leftWords(clock, 'zh-CN')).toBe('剩 1.5 个工作日')
  expect(leftWords({ ...clock, runningMs: 5.02 * WORKDAY }, 'en')).toBe('1.9 working days left')
  expect(leftWords({ ...clock, runningMs: 6.9 * WORKDAY }, 'zh-CN')).toBe('剩 45 分钟')
  expect(leftWords({ ...clock, runningMs: 8 * WORKDAY }, 'zh-CN')).toBe('剩 0 分钟')
})

test('the last fifth of the limit warns; a late clock is bad even when stopped', () => {
  expect(urgencyOf({ ...clock, state: 'running' })).toBe('neutral')
  expect(urgencyOf({ ...clock, state: 'running', runningMs: 6 * WORKDAY })).toBe('warn')
  expect(urgencyOf({ ...clock, state: 'overdue' })).toBe('bad')
  expect(urgencyOf({ ...clock, state: 'stopped-late' })).toBe('bad')
  expect(urgencyOf({ ...clock, state: 'stopped' })).toBe('good')
})

test('sums are said to the minute, and their parts add up to what is said', () => {
  expect(exactWords(46 * HOUR + 20 * 60_000, 'zh-CN')).toBe('1 天 22 小时 20 分')
  expect(exactWords(0, 'en')).toBe('0 min')
  expect(roundToSum([1.4, 2.4, 3.4], 7)).toEqual([2, 2, 3])
  expect(roundToSum([140, 360], 500)).toEqual([140, 360])
})
