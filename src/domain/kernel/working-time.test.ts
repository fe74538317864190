import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beijing,
  HOUR_MS,
  inBeijing,
  naturalTime,
  workdayCalendar,
  workdayTime,
  WORKDAY_MS,
} from '#tests/calendars'
import { civilDate, DAY_MS, weekday } from './civil-day.ts'
import { compileCalendar, type CompiledCalendar } from './compile-calendar.ts'
import type { WorkCalendar } from './work-calendar.ts'
import {
  addWorkingMs,
  closures,
  dateOf,
  isKnown,
  isWorkday,
  isWorkingAt,
  nthWorkdayEnd,
  subtractWorkingMs,
  workdayEndAtOrAfter,
  workingMs,
} from './working-time.ts'

const hours = (from: string, to: string, cal: CompiledCalendar = workdayTime) =>
  workingMs(cal, beijing(from), beijing(to)) / HOUR_MS

describe('working time between two moments', () => {
  it.each([
    ['within a morning', '2026-11-12 09:30', '2026-11-12 11:00', 1.5],
    ['over the midday break', '2026-11-12 11:30', '2026-11-12 14:00', 1],
    ['in the evening', '2026-11-12 18:00', '2026-11-12 23:00', 0],
    ['over a night', '2026-11-12 17:00', '2026-11-13 10:00', 2],
    ['over a weekend', '2026-11-20 17:30', '2026-11-23 09:30', 1],
    ['over National Day 2025 with its working Saturday', '2025-09-30 17:00', '2025-10-13 09:00', 1 + 3 * 7.5],
    ['over National Day 2026', '2026-09-30 17:00', '2026-10-08 10:00', 2],
    ['on the working Saturday after it', '2026-10-10 00:00', '2026-10-11 00:00', 7.5],
    ['backwards', '2026-11-13 10:00', '2026-11-12 10:00', 0],
  ])('%s', (_, from, to, expected) => {
    expect(hours(from, to)).toBe(expected)
  })

  it('counts 248 working days in 2025 and 248 in 2026', () => {
    // 2025: 261 weekdays less 18 holidays on weekdays, plus 5 working weekends. 2026: 261 less 19, plus 6.
    expect(hours('2025-01-01 00:00', '2026-01-01 00:00') / 7.5).toBe(248)
    expect(hours('2026-01-01 00:00', '2027-01-01 00:00') / 7.5).toBe(248)
  })

  it('counts ordinary weeks before and after the listed days', () => {
    expect(hours('2031-03-03 00:00', '2031-03-10 00:00')).toBe(37.5)
    expect(hours('1999-03-01 00:00', '1999-03-08 00:00')).toBe(37.5)
  })

  it('counts natural days round the clock', () => {
    expect(hours('2025-09-30 12:00', '2025-10-08 12:00', naturalTime)).toBe(8 * 24)
  })
})

describe('moments by working time', () => {
  it('finds Monday 09:30 an hour after Friday 17:30', () => {
    expect(inBeijing(addWorkingMs(workdayTime, beijing('2026-11-20 17:30'), HOUR_MS))).toBe(
      '2026-11-23 09:30',
    )
  })

  it('ends with the window in which the time is used up, and begins with the window in which it starts', () => {
    expect(inBeijing(addWorkingMs(workdayTime, beijing('2026-11-20 17:00'), HOUR_MS))).toBe(
      '2026-11-20 18:00',
    )
    expect(inBeijing(subtractWorkingMs(workdayTime, beijing('2026-11-23 10:00'), HOUR_MS))).toBe(
      '2026-11-23 09:00',
    )
    expect(inBeijing(subtractWorkingMs(workdayTime, beijing('2026-11-23 09:30'), HOUR_MS))).toBe(
      '2026-11-20 17:30',
    )
  })

  it('stays where it is when there is nothing to add or subtract', () => {
    const sunday = beijing('2026-11-22 10:00')
    expect(addWorkingMs(workdayTime, sunday, 0)).toBe(sunday)
    expect(subtractWorkingMs(workdayTime, sunday, 0)).toBe(sunday)
  })

  it('knows when work is going on; the end of a window is past', () => {
    const working = (text: string) => isWorkingAt(workdayTime, beijing(text))
    expect(working('2026-11-12 09:00')).toBe(true)
    expect(working('2026-11-12 12:00')).toBe(false)
    expect(working('2026-11-12 13:30')).toBe(true)
    expect(working('2026-11-12 18:00')).toBe(false)
    expect(working('2026-11-21 10:00')).toBe(false)
    expect(working('2025-10-11 10:00')).toBe(true)
    expect(working('2025-10-08 10:00')).toBe(false)
  })
})

describe('ends of working days', () => {
  it.each([
    ['2026-11-12 14:20', 7, '2026-11-23 18:00'],
    ['2026-11-12 14:20', 0, '2026-11-12 18:00'],
    ['2026-11-12 14:20', 0.5, '2026-11-13 18:00'],
    ['2026-11-12 18:01', 0, '2026-11-13 18:00'],
    ['2026-11-21 10:00', 0, '2026-11-23 18:00'],
    ['2026-11-21 10:00', 1, '2026-11-23 18:00'],
    ['2025-09-28 10:00', 3, '2025-10-09 18:00'],
    ['2025-10-09 10:00', 2, '2025-10-11 18:00'],
    ['2030-01-04 10:00', 5, '2030-01-11 18:00'],
    ['2001-01-05 10:00', 5, '2001-01-12 18:00'],
  ])('%s and %d working days: %s', (from, n, expected) => {
    expect(inBeijing(nthWorkdayEnd(workdayTime, beijing(from), n))).toBe(expected)
  })

  it('ends natural days at 24:00, which belongs to the day that ends', () => {
    expect(inBeijing(nthWorkdayEnd(naturalTime, beijing('2026-11-12 14:20'), 2))).toBe('2026-11-15 00:00')
    expect(inBeijing(workdayEndAtOrAfter(naturalTime, beijing('2026-11-15 00:00')))).toBe('2026-11-15 00:00')
    expect(inBeijing(workdayEndAtOrAfter(naturalTime, beijing('2026-11-15 00:01')))).toBe('2026-11-16 00:00')
  })

  it('takes the very end of a day for its end', () => {
    expect(inBeijing(workdayEndAtOrAfter(workdayTime, beijing('2026-11-12 18:00')))).toBe('2026-11-12 18:00')
  })
})

describe('closures', () => {
  const shown = (from: string, to: string, cal: CompiledCalendar = workdayTime) =>
    closures(cal, beijing(from), beijing(to)).map((piece) =>
      `${inBeijing(piece.from)} – ${inBeijing(piece.to)} ${piece.reason} ${piece.name ?? ''}`.trim(),
    )

  it('keeps evenings apart from the weekend between them', () => {
    expect(shown('2026-11-20 17:00', '2026-11-23 10:00')).toEqual([
      '2026-11-20 18:00 – 2026-11-21 00:00 off-hours',
      '2026-11-21 00:00 – 2026-11-23 00:00 weekend',
      '2026-11-23 00:00 – 2026-11-23 09:00 off-hours',
    ])
  })

  it('makes one piece of a night and one of the midday break', () => {
    expect(shown('2026-11-12 11:00', '2026-11-13 09:30')).toEqual([
      '2026-11-12 12:00 – 2026-11-12 13:30 off-hours',
      '2026-11-12 18:00 – 2026-11-13 09:00 off-hours',
    ])
  })

  it('makes one named piece of a holiday week, cut where the question begins and ends', () => {
    expect(shown('2025-10-02 08:00', '2025-10-05 20:00')).toEqual([
      '2025-10-02 08:00 – 2025-10-05 20:00 holiday 国庆节、中秋节',
    ])
  })

  it('tells a weekend from the holiday beside it', () => {
    expect(shown('2026-02-21 12:00', '2026-02-24 00:00')).toEqual([
      '2026-02-21 12:00 – 2026-02-24 00:00 holiday 春节',
    ])
    expect(shown('2024-06-08 12:00', '2024-06-11 00:00')).toEqual([
      '2024-06-08 12:00 – 2024-06-10 00:00 weekend',
      '2024-06-10 00:00 – 2024-06-11 00:00 holiday 端午节',
    ])
  })

  it('has none in natural days, nor in no time', () => {
    expect(shown('2025-09-01 00:00', '2025-12-01 00:00', naturalTime)).toEqual([])
    expect(shown('2025-10-02 08:00', '2025-10-02 08:00')).toEqual([])
  })
})

describe('what a calendar knows', () => {
  it('knows the holidays to the end of 2026, in its own time', () => {
    expect(isKnown(workdayTime, beijing('2026-12-31 23:59'))).toBe(true)
    expect(isKnown(workdayTime, beijing('2027-01-01 00:00'))).toBe(false)
    expect(isKnown(workdayTime, beijing('2023-12-31 23:59'))).toBe(false)
    expect(isKnown(naturalTime, beijing('2040-01-01 00:00'))).toBe(true)
  })

  it('dates a moment in its own time', () => {
    expect(dateOf(workdayTime, Date.UTC(2026, 10, 12, 15, 59))).toBe('2026-11-12')
    expect(dateOf(workdayTime, Date.UTC(2026, 10, 12, 16, 0))).toBe('2026-11-13')
  })
})

/** The same count by another route: minute by minute, from the calendar as written. */
function minutesWorked(calendar: WorkCalendar, from: number, to: number): number {
  let minutes = 0
  for (let at = from; at < to; at += 60_000) {
    const local = at + calendar.utcOffsetMinutes * 60_000
    const day = Math.floor(local / DAY_MS)
    const on = civilDate(day)
    const time = new Date(local).toISOString().slice(11, 16)
    const windows = calendar.holidays.some((holiday) => holiday.on === on)
      ? []
      : calendar.workingWeekends.some((weekend) => weekend.on === on)
        ? calendar.shiftedDay
        : (calendar.week[weekday(day)] ?? [])
    if (windows.some((window) => window.from <= time && time < window.to)) minutes += 1
  }
  return minutes
}

/** A calendar with an uneven week, a half working weekend and windows to midnight, so that symmetry hides no mistake. */
const unevenCalendar: WorkCalendar = {
  ...workdayCalendar,
  code: 'uneven',
  utcOffsetMinutes: -210,
  week: [
    [{ from: '08:15', to: '12:00' }],
    [],
    [
      { from: '00:00', to: '02:30' },
      { from: '09:00', to: '12:00' },
      { from: '22:00', to: '24:00' },
    ],
    [{ from: '00:00', to: '24:00' }],
    [{ from: '13:30', to: '18:00' }],
    [],
    [],
  ],
  shiftedDay: [{ from: '09:00', to: '09:30' }],
}
const uneven = compileCalendar(unevenCalendar)

const anyCalendar = fc.constantFrom(workdayTime, naturalTime, uneven)
const anyMoment = fc.integer({ min: beijing('2022-06-01 00:00'), max: beijing('2028-06-01 00:00') })
const anyLength = fc.integer({ min: 1, max: 400 * WORKDAY_MS })

describe('whatever the calendar and the moments', () => {
  it('counts as many minutes as going through them one by one', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyMoment.map((at) => at - (at % 60_000)),
        fc.integer({ min: 0, max: 5 * 24 * 60 }),
        (cal, from, minutes) => {
          const to = from + minutes * 60_000
          expect(workingMs(cal, from, to)).toBe(minutesWorked(cal.calendar, from, to) * 60_000)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('adds up when a span is split anywhere', () => {
    fc.assert(
      fc.property(anyCalendar, fc.tuple(anyMoment, anyMoment, anyMoment), (cal, moments) => {
        const [a = 0, b = 0, c = 0] = [...moments].sort((x, y) => x - y)
        expect(workingMs(cal, a, b) + workingMs(cal, b, c)).toBe(workingMs(cal, a, c))
      }),
    )
  })

  it('adds what it later counts, and ends at the earliest such moment', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyLength, (cal, from, length) => {
        const to = addWorkingMs(cal, from, length)
        expect(workingMs(cal, from, to)).toBe(length)
        expect(workingMs(cal, from, to - 1)).toBe(length - 1)
      }),
    )
  })

  it('subtracts what it later counts, and begins at the latest such moment', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyLength, (cal, to, length) => {
        const from = subtractWorkingMs(cal, to, length)
        expect(workingMs(cal, from, to)).toBe(length)
        expect(workingMs(cal, from + 1, to)).toBe(length - 1)
      }),
    )
  })

  it('is closed for exactly the time in which it does not work', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.integer({ min: 0, max: 40 * DAY_MS }), (cal, from, span) => {
        const to = from + span
        const pieces = closures(cal, from, to)
        const closed = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0)
        expect(closed + workingMs(cal, from, to)).toBe(span)
        pieces.forEach((piece, index) => {
          const next = pieces[index + 1]
          expect(piece.from).toBeLessThan(piece.to)
          expect(workingMs(cal, piece.from, piece.to)).toBe(0)
          if (next === undefined) return
          expect(piece.to).toBeLessThanOrEqual(next.from)
          // Pieces that touch differ in what closes.
          if (piece.to === next.from) expect([piece.reason, piece.name]).not.toEqual([next.reason, next.name])
        })
      }),
    )
  })

  it('ends the n-th working day n working days later, with nothing left of that day', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.integer({ min: 1, max: 300 }), (cal, from, n) => {
        const end = nthWorkdayEnd(cal, from, n)
        const last = end - 1
        expect(isWorkday(cal, last)).toBe(true)
        expect(workdayEndAtOrAfter(cal, end)).toBe(end)
        expect(workdayEndAtOrAfter(cal, last)).toBe(end)
        let days = 0
        for (let at = from + DAY_MS; dateOf(cal, at) <= dateOf(cal, last); at += DAY_MS) {
          if (isWorkday(cal, at)) days += 1
        }
        expect(days).toBe(n)
      }),
    )
  })
})
