import { describe, expect, it } from 'vitest'
import { dueAt } from '../../../src/domain/cases/clock-deadline.ts'
import { nextStage } from '../../../src/domain/cases/clock-stages.ts'
import { explainClock } from '../../../src/domain/cases/explain-clock.ts'
import {
  continueClock,
  extendClock,
  markFired,
  pauseClock,
  resumeClock,
  stopClock,
} from '../../../src/domain/cases/run-clock.ts'
import type { Clock, ClockStage } from '#domain/cases'
import { beijing, HOUR_MS, inBeijing, shippedCalendars } from '#tests/calendars'
import { buildClock, buildPause, days, hours, officer, valueOf } from '#tests/clocks'

/**
 * Deadlines as an official would work them out with a calendar on the desk. Working hours 09:00–12:00 and 13:30–18:00, so a
 * working day has 7.5 hours. November 2026: the 12th is a Thursday, the 22nd a Sunday; there is no holiday in the month.
 */
const due = (clock: Clock) => inBeijing(dueAt(clock, shippedCalendars))
const elapsed = { dayRule: 'elapsed' } as const
const natural = { calendar: 'natural' } as const

const paused = (clock: Clock, from: string, to: string) =>
  valueOf(resumeClock(valueOf(pauseClock(clock, buildPause(from))), { at: beijing(to), by: officer }))

describe('limits in working days, by the rule of procedure law', () => {
  it.each([
    [
      '7 days from Thursday afternoon: the day itself is not counted',
      '2026-11-12 14:20',
      7,
      '2026-11-23 18:00',
    ],
    ['the same from early that morning', '2026-11-12 08:00', 7, '2026-11-23 18:00'],
    ['the same from late that evening', '2026-11-12 23:59', 7, '2026-11-23 18:00'],
    ['1 day from Friday', '2026-11-13 10:00', 1, '2026-11-16 18:00'],
    ['1 day from Saturday', '2026-11-14 10:00', 1, '2026-11-16 18:00'],
    [
      '3 days over National Day 2025; Sunday 28 September is worked',
      '2025-09-27 10:00',
      3,
      '2025-09-30 18:00',
    ],
    ['3 days into National Day 2025', '2025-09-29 10:00', 3, '2025-10-10 18:00'],
    ['3 days after it; Saturday 11 October is worked', '2025-10-08 10:00', 3, '2025-10-11 18:00'],
    [
      '5 days over National Day 2026; Saturday 10 October is worked',
      '2026-09-30 16:00',
      5,
      '2026-10-13 18:00',
    ],
    [
      'Spring Festival 2026; Saturday the 14th and the 28th are worked',
      '2026-02-13 09:00',
      6,
      '2026-02-28 18:00',
    ],
  ])('%s', (_, begun, limit, expected) => {
    expect(due(buildClock(begun, days(limit)))).toBe(expected)
  })

  it('gives the rest of the day of the beginning on top', () => {
    // 14:20 to 18:00 on the 12th, then seven days of 7.5 hours.
    const clock = explainClock(
      buildClock('2026-11-12 14:20', days(7)),
      shippedCalendars,
      beijing('2026-11-12 14:20'),
    )
    expect(clock.budgetMs / HOUR_MS).toBeCloseTo(3 + 2 / 3 + 7 * 7.5, 9)
  })
})

describe('limits in elapsed working time', () => {
  it.each([
    ['1 hour from Friday 17:30', '2026-11-20 17:30', hours(1), '2026-11-23 09:30'],
    ['1 hour over the midday break', '2026-11-20 11:30', hours(1), '2026-11-20 14:00'],
    ['2 hours before National Day 2026', '2026-09-30 17:00', hours(2), '2026-10-08 10:00'],
    [
      '90 minutes begun on a Sunday',
      '2026-11-22 20:00',
      { amount: 90, unit: 'minute' } as const,
      '2026-11-23 10:30',
    ],
    ['2 days to the minute', '2026-11-12 14:20', days(2), '2026-11-16 14:20'],
    ['1 hour used up at the end of a day ends there', '2026-11-20 17:00', hours(1), '2026-11-20 18:00'],
  ])('%s', (_, begun, limit, expected) => {
    expect(due(buildClock(begun, limit, elapsed))).toBe(expected)
  })

  it('counts hours as elapsed even where days would be counted to their end', () => {
    expect(due(buildClock('2026-11-20 17:30', hours(1)))).toBe('2026-11-23 09:30')
  })
})

describe('limits in natural time', () => {
  it('answers an urgent call within 2 hours at night', () => {
    expect(due(buildClock('2026-11-21 23:10', hours(2), natural))).toBe('2026-11-22 01:10')
  })

  it('ends 15 natural days at midnight of the fifteenth day after', () => {
    expect(due(buildClock('2026-11-12 14:20', days(15), natural))).toBe('2026-11-28 00:00')
  })

  const rolling = { ...natural, rollTo: 'workdays' }
  it.each([
    ['a Saturday: Monday, close of business', '2026-11-12 14:20', 9, '2026-11-23 18:00'],
    ['a Sunday: Monday, close of business', '2026-11-12 14:20', 10, '2026-11-23 18:00'],
    ['a Monday: its midnight', '2026-11-12 14:20', 11, '2026-11-24 00:00'],
    ['a day of National Day 2026: the 8th', '2026-09-20 10:00', 12, '2026-10-08 18:00'],
    ['a worked Saturday: its midnight', '2026-10-01 10:00', 9, '2026-10-11 00:00'],
  ])('that end on %s', (_, begun, limit, expected) => {
    expect(due(buildClock(begun, days(limit), rolling))).toBe(expected)
  })
})

describe('pauses', () => {
  const clock = buildClock('2026-11-12 14:20', days(7))

  it('two whole days of waiting for material move the deadline by two working days', () => {
    expect(due(paused(clock, '2026-11-18 09:00', '2026-11-19 18:00'))).toBe('2026-11-25 18:00')
  })

  it('a pause over parts of 18 and 19 November moves it to the end of the day that the lost hours reach', () => {
    // 10:00–12:00 and 13:30–18:00, then 09:00–12:00 and 13:30–15:00: 11 hours, a day and 3.5 hours.
    expect(due(paused(clock, '2026-11-18 10:00', '2026-11-19 15:00'))).toBe('2026-11-25 18:00')
  })

  it('an hour of waiting costs the rest of the last day, not less', () => {
    expect(due(paused(clock, '2026-11-18 10:00', '2026-11-18 11:00'))).toBe('2026-11-24 18:00')
  })

  it('a pause over a weekend costs nothing', () => {
    expect(due(paused(clock, '2026-11-13 18:00', '2026-11-16 09:00'))).toBe('2026-11-23 18:00')
  })

  it('to the minute where days are elapsed time', () => {
    const toTheMinute = buildClock('2026-11-12 14:20', days(7), elapsed)
    expect(due(toTheMinute)).toBe('2026-11-23 14:20')
    expect(due(paused(toTheMinute, '2026-11-18 10:00', '2026-11-18 11:00'))).toBe('2026-11-23 15:20')
  })

  it('of unknown length leave no deadline; with an end they have one', () => {
    expect(due(valueOf(pauseClock(clock, buildPause('2026-11-18 09:00'))))).toBeNull()
    const expiring = buildPause('2026-11-18 09:00', { expiresAt: beijing('2026-11-20 09:00') })
    expect(due(valueOf(pauseClock(clock, expiring)))).toBe('2026-11-25 18:00')
  })

  it('begun after the deadline change nothing about it', () => {
    expect(due(valueOf(pauseClock(clock, buildPause('2026-11-24 09:00'))))).toBe('2026-11-23 18:00')
  })

  it('keep a deadline from falling into them', () => {
    // After the first pause the time is used up on the 24th at 10:00, the last day being granted whole; a second pause
    // begins that afternoon and lasts until the 27th.
    const once = paused(clock, '2026-11-18 10:00', '2026-11-18 11:00')
    expect(due(paused(once, '2026-11-24 15:00', '2026-11-27 10:00'))).toBe('2026-11-27 18:00')
    // Resumed only when that day closes, the clock has the next day.
    expect(due(paused(once, '2026-11-24 15:00', '2026-11-24 18:00'))).toBe('2026-11-25 18:00')
    // A second pause that begins when the day closes comes too late, one that is over before takes nothing of it.
    expect(due(paused(once, '2026-11-24 18:00', '2026-11-27 10:00'))).toBe('2026-11-24 18:00')
    expect(due(paused(once, '2026-11-24 15:00', '2026-11-24 16:00'))).toBe('2026-11-24 18:00')
  })

  it('keep a deadline put off by a holiday from falling into them', () => {
    // Saturday the 21st gives way to Monday the 23rd; the pause covers it and ends on Wednesday.
    const rolling = buildClock('2026-11-12 14:20', days(9), { ...natural, rollTo: 'workdays' })
    expect(due(paused(rolling, '2026-11-22 10:00', '2026-11-25 10:00'))).toBe('2026-11-26 00:00')
  })
})

describe('extensions', () => {
  const extended = (clock: Clock, add: Parameters<typeof extendClock>[1]['add']) =>
    valueOf(
      extendClock(
        clock,
        { at: beijing('2026-11-16 10:00'), by: officer, reason: '情况复杂', add },
        shippedCalendars,
      ),
    )

  it('three days more are counted like the days before', () => {
    expect(due(extended(buildClock('2026-11-12 14:20', days(7)), days(3)))).toBe('2026-11-26 18:00')
  })

  it('hours added to days run from the end of the last day', () => {
    expect(due(extended(buildClock('2026-11-12 14:20', days(7)), hours(2)))).toBe('2026-11-24 11:00')
  })

  it('a day added to hours is a working day long', () => {
    expect(due(extended(buildClock('2026-11-16 09:00', hours(4)), days(1)))).toBe('2026-11-17 14:30')
  })

  it('hours added to natural days run from where the holiday put the deadline', () => {
    const rolling = buildClock('2026-11-12 14:20', days(9), { ...natural, rollTo: 'workdays' })
    expect(due(extended(rolling, hours(3)))).toBe('2026-11-23 21:00')
  })
})

describe('a clock that goes back and comes again', () => {
  it('counts on where it stood when the step is entered again', () => {
    const clock = buildClock('2026-11-12 14:20', days(2), elapsed)
    // 3 hours 40 minutes used on the 12th; away from the 13th 09:00 until the 18th 09:00.
    const again = continueClock(stopClock(clock, beijing('2026-11-13 09:00')), beijing('2026-11-18 09:00'))
    expect(again.startedAt).toBe(clock.startedAt)
    expect(due(again)).toBe('2026-11-19 14:20')
    expect(again.intervals.map(({ kind, reason }) => reason ?? kind)).toEqual(['running', 'away', 'running'])
  })

  it('keeps the deadline that it had when it stopped', () => {
    const clock = stopClock(buildClock('2026-11-12 14:20', days(7)), beijing('2026-11-16 10:00'))
    expect(due(clock)).toBe('2026-11-23 18:00')
  })
})

describe('a clock explained', () => {
  const shown = (clock: Clock, now: string) => {
    const explained = explainClock(clock, shippedCalendars, beijing(now))
    return {
      ...explained,
      lines: explained.pieces.map(
        ({ from, to, kind, reason }) =>
          `${inBeijing(from)} – ${inBeijing(to)} ${kind}${reason === null ? '' : ` (${reason})`}`,
      ),
    }
  }

  it('says piece by piece where the time went', () => {
    const clock = paused(buildClock('2026-11-20 11:00', days(2)), '2026-11-20 17:00', '2026-11-23 10:00')
    const { lines, state } = shown(clock, '2026-11-23 11:00')
    expect(lines).toEqual([
      '2026-11-20 11:00 – 2026-11-20 12:00 running',
      '2026-11-20 12:00 – 2026-11-20 13:30 closed (off-hours)',
      '2026-11-20 13:30 – 2026-11-20 17:00 running',
      '2026-11-20 17:00 – 2026-11-23 10:00 paused (supplement)',
      '2026-11-23 10:00 – 2026-11-23 11:00 running',
    ])
    expect(state).toBe('running')
  })

  it('cuts at the deadline and counts what is late', () => {
    const { lines, state, overdueMs, runningMs } = shown(
      buildClock('2026-11-20 16:00', hours(1)),
      '2026-11-20 18:30',
    )
    expect(lines).toEqual([
      '2026-11-20 16:00 – 2026-11-20 17:00 running',
      '2026-11-20 17:00 – 2026-11-20 18:00 overdue',
      '2026-11-20 18:00 – 2026-11-20 18:30 closed (off-hours)',
    ])
    expect([state, overdueMs, runningMs]).toEqual(['overdue', HOUR_MS, HOUR_MS])
  })

  it('counts work done in the last moment as in time, and on the evening after as late', () => {
    const clock = buildClock('2026-11-12 14:20', days(7))
    const state = (at: string) =>
      explainClock(stopClock(clock, beijing(at)), shippedCalendars, beijing('2026-12-01 10:00')).state
    expect(state('2026-11-23 18:00')).toBe('stopped')
    expect(state('2026-11-23 18:01')).toBe('stopped-late')
  })

  it('lets a pause run out by itself though nobody has noted it', () => {
    const expiring = buildPause('2026-11-16 10:00', { expiresAt: beijing('2026-11-16 11:00') })
    const clock = valueOf(pauseClock(buildClock('2026-11-16 09:00', hours(6)), expiring))
    expect(shown(clock, '2026-11-16 10:30').state).toBe('paused')
    expect(shown(clock, '2026-11-16 11:00').state).toBe('running')
    const later = shown(clock, '2026-11-16 11:30')
    expect(later.state).toBe('running')
    expect([later.pausedMs / HOUR_MS, later.runningMs / HOUR_MS]).toEqual([1, 1.5])
  })

  it('shows an overdue clock as overdue though it is paused', () => {
    const clock = valueOf(
      pauseClock(buildClock('2026-11-16 09:00', hours(1)), buildPause('2026-11-16 11:00')),
    )
    expect(shown(clock, '2026-11-16 12:00').state).toBe('overdue')
  })

  it('calls a deadline beyond the announced holidays provisional', () => {
    expect(shown(buildClock('2026-12-30 10:00', days(1)), '2026-12-30 10:00').provisional).toBe(false)
    expect(shown(buildClock('2026-12-30 10:00', days(2)), '2026-12-30 10:00').provisional).toBe(true)
    // Natural days need no announcement, unless the end is put off by days of rest.
    const five = days(5)
    expect(shown(buildClock('2026-12-30 10:00', five, natural), '2026-12-30 10:00').provisional).toBe(false)
    const rolling = { ...natural, rollTo: 'workdays' }
    expect(shown(buildClock('2026-12-30 10:00', five, rolling), '2026-12-30 10:00').provisional).toBe(true)
    // The last midnight of the year still belongs to it.
    expect(shown(buildClock('2026-12-30 10:00', days(1), rolling), '2026-12-30 10:00').provisional).toBe(
      false,
    )
  })

  it('is empty before it has begun', () => {
    const { pieces, wallMs } = shown(buildClock('2026-11-16 09:00', hours(1)), '2026-11-15 09:00')
    expect([pieces, wallMs]).toEqual([[], 0])
  })
})

describe('what a clock waits for', () => {
  const stages: readonly ClockStage[] = [
    { code: 'due', at: 'due' },
    { code: 'half', at: { share: 0.5 } },
    { code: 'day-before', at: { before: days(1) } },
    { code: 'urge', at: { after: days(1) } },
    { code: 'criticise', at: { after: days(5) } },
  ]
  /** All that a clock comes to when every stage fires in its time. */
  const course = (clock: Clock) => {
    const seen: string[] = []
    let current = clock
    for (let next = nextStage(current, stages, shippedCalendars); next !== null && 'stage' in next;) {
      seen.push(`${next.stage} ${inBeijing(next.at)}`)
      current = markFired(current, next.stage, next.at)
      next = nextStage(current, stages, shippedCalendars)
    }
    return seen
  }

  it('goes through reminder, deadline, urging and criticism in order', () => {
    expect(course(buildClock('2026-11-11 18:00', days(7)))).toEqual([
      'half 2026-11-17 14:15',
      'day-before 2026-11-20 09:00',
      'due 2026-11-20 18:00',
      'urge 2026-11-23 18:00',
      'criticise 2026-11-27 18:00',
    ])
  })

  it('leaves out a reminder that would lie before the beginning', () => {
    expect(course(buildClock('2026-11-20 09:00', hours(4)))).toEqual([
      'half 2026-11-20 11:00',
      'due 2026-11-20 14:30',
      'urge 2026-11-23 14:30',
      'criticise 2026-11-27 14:30',
    ])
  })

  it('counts only its own running time after the deadline too', () => {
    const late = paused(buildClock('2026-11-16 09:00', hours(3)), '2026-11-16 14:30', '2026-11-18 09:00')
    expect(course(late).slice(-2)).toEqual(['urge 2026-11-18 17:00', 'criticise 2026-11-24 17:00'])
  })

  it('fires what should have been at once when the time is past', () => {
    // Extended late on the last day: the reminder before the new deadline, an hour later, is already past.
    const clock = buildClock('2026-11-11 18:00', days(7))
    const extended = valueOf(
      extendClock(
        clock,
        { at: beijing('2026-11-20 17:00'), by: officer, reason: '情况复杂', add: hours(1) },
        shippedCalendars,
      ),
    )
    const next = nextStage(markFired(extended, 'half', 0), stages, shippedCalendars)
    expect(next).toEqual({ stage: 'day-before', at: beijing('2026-11-20 10:00') })
  })

  it('takes the first listed of two stages at one moment; nothing before the deadline is the deadline', () => {
    const together: readonly ClockStage[] = [
      { code: 'reminder', at: { before: hours(0) } },
      { code: 'due', at: 'due' },
    ]
    const next = nextStage(buildClock('2026-11-20 17:00', hours(1)), together, shippedCalendars)
    expect(next).toEqual({ stage: 'reminder', at: beijing('2026-11-20 18:00') })
  })

  it('waits for nothing but the end of the pause while it is paused', () => {
    const clock = buildClock('2026-11-12 14:20', days(7))
    const until = beijing('2026-11-20 09:00')
    const expiring = valueOf(pauseClock(clock, buildPause('2026-11-18 09:00', { expiresAt: until })))
    expect(nextStage(expiring, stages, shippedCalendars)).toEqual({ pauseExpiry: true, at: until })
    const open = valueOf(pauseClock(clock, buildPause('2026-11-18 09:00')))
    expect(nextStage(open, stages, shippedCalendars)).toBeNull()
  })

  it('waits for nothing when stopped or when all has fired', () => {
    const clock = buildClock('2026-11-12 14:20', days(7))
    expect(nextStage(stopClock(clock, beijing('2026-11-13 10:00')), stages, shippedCalendars)).toBeNull()
    expect(nextStage(markFired(clock, 'due', 0), [{ code: 'due', at: 'due' }], shippedCalendars)).toBeNull()
  })
})
