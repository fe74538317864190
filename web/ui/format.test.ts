import { describe, expect, test } from 'vitest'
import {
  compareNames,
  daysUntil,
  formatBytes,
  formatDate,
  formatDayOf,
  formatDeadline,
  formatDeadlineShort,
  formatDuration,
  formatMoment,
  formatMomentExactly,
  formatMomentShort,
  formatCounted,
  formatNumber,
  formatSince,
  formatValidity,
} from './format.ts'

describe('dates and moments', () => {
  test('a date reads as an official would write it', () => {
    expect(formatDate('2024-06-30', 'zh-CN')).toBe('2024年6月30日')
    expect(formatDate('2024-06-30', 'en')).toBe('30 Jun 2024')
  })

  test('a moment is shown in the zone’s time, over midnight too', () => {
    expect(formatMoment('2026-11-21T16:05:09Z', 'zh-CN')).toBe('2026年11月22日 00:05')
    expect(formatMoment('2026-11-22T08:05:09+08:00', 'en')).toBe('22 Nov 2026 08:05')
    expect(formatMomentExactly('2026-12-31T16:00:07Z')).toBe('2027-01-01 00:00:07')
  })

  test.each([
    ['2026-11-22T10:00:00Z', '今天 18:00', 'today 18:00'],
    // 01:30 of the 23rd in Beijing
    ['2026-11-22T17:30:00Z', '明天 01:30', 'tomorrow 01:30'],
    ['2026-11-21T10:00:00Z', '昨天 18:00', 'yesterday 18:00'],
    ['2026-12-24T10:00:00Z', '12月24日 18:00', '24 Dec 18:00'],
    // New Year in Beijing while it is still the old one in Greenwich
    ['2026-12-31T16:30:00Z', '2027年1月1日', '1 Jan 2027'],
  ])('a moment near now in short: %s', (at, zh, en) => {
    const now = new Date('2026-11-22T04:00:00Z')
    expect(formatMomentShort(at, now, 'zh-CN')).toBe(zh)
    expect(formatMomentShort(at, now, 'en')).toBe(en)
  })

  test.each([
    ['2026-11-24T16:00:00Z', '2026年11月24日 24:00', '11月24日 24:00', '24 Nov 24:00'],
    // What ends tonight is due today, although its moment is tomorrow’s first
    ['2026-11-22T16:00:00Z', '2026年11月22日 24:00', '今天 24:00', 'today 24:00'],
    ['2026-11-21T16:00:00Z', '2026年11月21日 24:00', '昨天 24:00', 'yesterday 24:00'],
    ['2026-12-31T16:00:00Z', '2026年12月31日 24:00', '12月31日 24:00', '31 Dec 24:00'],
    ['2026-11-30T16:00:00.000Z', '2026年11月30日 24:00', '11月30日 24:00', '30 Nov 24:00'],
    ['2026-11-24T16:01:00Z', '2026年11月25日 00:01', '11月25日 00:01', '25 Nov 00:01'],
    ['2026-11-24T10:00:00Z', '2026年11月24日 18:00', '11月24日 18:00', '24 Nov 18:00'],
  ])('a deadline at midnight ends the day before: %s', (at, long, short, en) => {
    const now = new Date('2026-11-22T04:00:00Z')
    expect(formatDeadline(at, 'zh-CN')).toBe(long)
    expect(formatDeadlineShort(at, now, 'zh-CN')).toBe(short)
    expect(formatDeadlineShort(at, now, 'en')).toBe(en)
  })

  test.each([
    ['2026-11-22T03:59:40Z', '刚刚', 'just now'],
    ['2026-11-22T03:42:00Z', '18 分钟前', '18 min ago'],
    ['2026-11-21T23:10:00Z', '4 小时前', '4 h ago'],
    // 23:50 on the 21st in Beijing is yesterday although less than 24 hours passed
    ['2026-11-21T15:50:00Z', '昨天', 'yesterday'],
    ['2026-11-15T01:00:00Z', '7 天前', '7 days ago'],
    ['2025-03-04T01:00:00Z', '2025年3月4日', '4 Mar 2025'],
  ])('how long ago: %s', (at, zh, en) => {
    const now = new Date('2026-11-22T04:00:00Z')
    expect(formatSince(at, now, 'zh-CN')).toBe(zh)
    expect(formatSince(at, now, 'en')).toBe(en)
  })

  test('days left count calendar days of the zone', () => {
    // 16:30 UTC on the 21st is already the 22nd in Beijing
    expect(daysUntil('2026-11-22', new Date('2026-11-21T16:30:00Z'))).toBe(0)
    expect(daysUntil('2026-11-24', new Date('2026-11-21T15:30:00Z'))).toBe(3)
    expect(daysUntil('2026-11-20', new Date('2026-11-22T04:00:00Z'))).toBe(-2)
  })

  test('an open end of validity is said in words', () => {
    expect(formatValidity('2012-10-13', null, 'zh-CN')).toBe('2012年10月13日起')
    expect(formatValidity(null, '2012-10-13', 'en')).toBe('until 13 Oct 2012')
    expect(formatValidity('2001-01-01', '2012-10-13', 'en')).toBe('1 Jan 2001 – 13 Oct 2012')
    expect(formatValidity(null, null, 'zh-CN')).toBe('未记起止')
  })
})

test('numbers have thousands separators and keep their decimals', () => {
  expect(formatNumber(4812)).toBe('4,812')
  expect(formatNumber(7.25)).toBe('7.25')
})

test.each([
  [999, '999 B'],
  [1_400_000, '1.4 MB'],
  [23_000_000, '23 MB'],
  [12_345, '12 KB'],
])('%d bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('elapsed time', () => {
  expect(formatDuration(44_600, 'zh-CN')).toBe('45 秒')
  expect(formatDuration(187_000, 'en')).toBe('3:07 min')
})

test('a count that stopped at its most says that there may be more', () => {
  expect(formatCounted(0, 100)).toBe('0')
  expect(formatCounted(99, 100)).toBe('99')
  expect(formatCounted(100, 100)).toBe('99+')
  expect(formatCounted(1001, 1001)).toBe('1,000+')
})

test('Chinese names sort by pinyin, numbers by value', () => {
  const names = ['延庆园', '昌平园', '海淀园', '第10组', '第2组']
  expect([...names].sort((a, b) => compareNames(a, b, 'zh-CN'))).toEqual([
    '昌平园',
    '第2组',
    '第10组',
    '海淀园',
    '延庆园',
  ])
})

test('the day of a moment is the zone’s, not that of Greenwich', () => {
  expect(formatDayOf('2026-11-22T16:10:00.000Z', 'zh-CN')).toBe('2026年11月23日')
  expect(formatDayOf('2026-11-22T15:59:00.000Z', 'en')).toBe('22 Nov 2026')
})
