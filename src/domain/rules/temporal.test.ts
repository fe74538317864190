import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateFeel } from './evaluate-feel.ts'
import { readTemporal } from './read-temporal.ts'
import { shownValue } from './shown-value.test-support.ts'
import { FeelDate, addMonths, dateOfDayNumber, dayNumberOf, makeDate, weekdayOf } from './temporal.ts'

function value(expression: string): unknown {
  const answer = evaluateFeel(expression)
  return answer.ok ? shownValue(answer.value) : answer.issues
}

describe('texts', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['-0044-03-15', '-0044-03-15'],
    ['999999999-12-31', '999999999-12-31'],
    ['23:59:00.5', '23:59:00.5'],
    ['23:59:00+00:00', '23:59:00Z'],
    ['11:59:45+02:45:55', '11:59:45+02:45:55'],
    ['2026-01-31T08:00:00@Asia/Shanghai', '2026-01-31T08:00:00@Asia/Shanghai'],
    ['P1DT2H3M4.123456789S', 'P1DT2H3M4.123456789S'],
    ['-PT36H', '-P1DT12H'],
    ['PT0S', 'PT0S'],
    ['P26M', 'P2Y2M'],
    ['P0Y', 'P0M'],
  ])('%s is read and written as %s', (text, expected) => {
    expect(readTemporal(text)?.toString()).toBe(expected)
  })

  it.each([
    ...['2026-02-29', '2026-13-01', '26-01-01', '02026-01-01', '9999999999-01-01', '2026-1-1', '+2026-01-01'],
    ...[
      '24:00:01',
      '23:60:00',
      '7:00:00',
      '13:20:00+19:00',
      '13:20:00@xyz/abc',
      '13:20:00+02:00@Europe/Paris',
    ],
    ...['2026-01-31T', 'P', 'P1', 'PT', '1D', 'P1H', 'P1Y1D', 'P1.5D', ''],
  ])('%s is nothing', (text) => {
    expect(readTemporal(text)).toBeNull()
  })
})

describe('calendar', () => {
  it('counts days as they come, in both directions', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000_000, max: 300_000_000 }), (number) => {
        const date = dateOfDayNumber(number)
        const next = dateOfDayNumber(number + 1)
        if (date === null || next === null) throw new Error('beyond the calendar')
        expect(dayNumberOf(date)).toBe(number)
        expect(makeDate(date.year, date.month, date.day)).toEqual(date)
        const follows =
          next.day === date.day + 1 || (next.day === 1 && (next.month === date.month + 1 || next.month === 1))
        expect(follows).toBe(true)
        expect(weekdayOf(next)).toBe((weekdayOf(date) % 7) + 1)
      }),
    )
  })

  it('agrees with the calendar of JavaScript', () => {
    for (const text of ['1970-01-01', '2000-02-29', '1900-03-01', '2026-11-22', '0001-01-01', '9999-12-31']) {
      const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
      expect([text, dayNumberOf(new FeelDate(year, month, day))]).toEqual([
        text,
        Date.parse(`${text}T00:00:00Z`) / 86_400_000,
      ])
    }
  })

  it('cuts the day to the length of the month', () => {
    expect(addMonths(new FeelDate(2026, 1, 31), 1)).toEqual(new FeelDate(2026, 2, 28))
    expect(addMonths(new FeelDate(2024, 3, 31), -1)).toEqual(new FeelDate(2024, 2, 29))
    expect(addMonths(new FeelDate(2026, 1, 31), -13)).toEqual(new FeelDate(2024, 12, 31))
  })
})

describe('arithmetic of dates and durations', () => {
  it.each([
    ['@"2026-01-31" + @"P1M"', '2026-02-28'],
    ['@"P1M" + @"2026-01-31"', '2026-02-28'],
    ['@"2026-03-01" - @"P1D"', '2026-02-28'],
    ['@"2026-03-01" - @"2026-02-01"', 'P28D'],
    ['@"2026-01-01T00:00:00Z" - @"2026-01-01T08:00:00+08:00"', 'PT0S'],
    ['@"2026-01-01T00:00:00" - @"2026-01-01T00:00:00Z"', null],
    ['@"2026-01-31T10:00:00" + @"P1M"', '2026-02-28T10:00:00'],
    ['@"2026-01-31T23:30:00" + @"PT1H"', '2026-02-01T00:30:00'],
    ['@"23:30:00" + @"PT1H"', '00:30:00'],
    ['@"10:00:00" - @"12:30:00"', '-PT2H30M'],
    ['@"P1Y" + @"P2M"', 'P1Y2M'],
    ['@"P1Y" / 5', 'P2M'],
    ['@"P1D" / @"PT6H"', '4'],
    ['1.5 * @"P1D"', 'P1DT12H'],
    ['@"P1Y" * 0.5', 'P6M'],
    ['@"P1Y" + @"P1D"', null],
    ['@"2026-01-01" + 1', null],
    ['@"P1D" / 0', null],
    ['@"999999999-12-31" + @"P1D"', null],
    ['-@"P1Y2M"', '-P1Y2M'],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })
})

describe('zones', () => {
  it('by name have the offset of the moment', () => {
    expect(value('@"2026-01-31T08:00:00@Asia/Shanghai" = @"2026-01-31T00:00:00Z"')).toBe(true)
    expect(value('@"2018-10-08T00:00:00+02:00" = @"2018-10-08T00:00:00@Europe/Paris"')).toBe(true)
    expect(value('@"2018-02-08T00:00:00+01:00" = @"2018-02-08T00:00:00@Europe/Paris"')).toBe(true)
    expect(value('@"2018-07-01T00:00:00@Europe/Paris".time offset')).toBe('PT2H')
  })

  it('move the clock where an hour is skipped or comes twice', () => {
    expect(value('@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H"')).toBe('2026-03-29T03:30:00@Europe/Paris')
    expect(value('@"2026-10-25T02:30:00@Europe/Paris" + @"PT2H"')).toBe('2026-10-25T03:30:00@Europe/Paris')
    expect(value('@"2026-03-29T12:00:00@Europe/Paris" - @"2026-03-28T12:00:00@Europe/Paris"')).toBe('PT23H')
  })

  it('are on both sides of a comparison, or on none', () => {
    expect(value('@"10:00:00" < @"10:00:00Z"')).toBeNull()
    expect(value('@"10:00:00+08:00" < @"10:00:00Z"')).toBe(true)
    expect(value('@"2026-01-01T00:00:00" = @"2026-01-01T00:00:00Z"')).toBeNull()
  })
})

describe('parts', () => {
  it.each([
    ['@"2026-11-22".weekday', '7'],
    ['@"2026-11-22T10:30:05.25+08:00".second', '5'],
    ['@"2026-11-22T10:30:05+08:00".time offset', 'PT8H'],
    ['@"10:30:00@Etc/UTC".timezone', 'Etc/UTC'],
    ['@"10:30:00".time offset', null],
    ['@"-P1DT2H".hours', '-2'],
    ['@"P1Y2M".months', '2'],
    ['@"P1Y".days', null],
    ['[1..3).end included', false],
    ['(< 3).start', null],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected)
  })
})
