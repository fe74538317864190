import { describe, expect, it } from 'vitest'
import { beijing, inBeijing, shippedCalendars } from '#tests/calendars'
import { buildClock, buildPause, codesOf, days, hours, officer, valueOf } from '#tests/clocks'
import { dueAt } from './clock-deadline.ts'
import type { Clock, TimeLimit } from './clock.ts'
import {
  continueClock,
  correctClock,
  extendClock,
  markFired,
  pauseClock,
  resumeClock,
  stopClock,
} from './run-clock.ts'

const clock = buildClock('2026-11-12 14:20', days(7))
const paused = valueOf(pauseClock(clock, buildPause('2026-11-16 10:00')))
const stopped = stopClock(clock, beijing('2026-11-16 10:00'))

const resume = (of: Clock, at: string) => resumeClock(of, { at: beijing(at), by: officer })
const extend = (of: Clock, at: string, add: TimeLimit = days(1), reason = '情况复杂') =>
  extendClock(of, { at: beijing(at), by: officer, reason, add }, shippedCalendars)
const intervals = (of: Clock) =>
  of.intervals.map(({ from, to, kind }) => `${inBeijing(from)} – ${inBeijing(to) ?? ''} ${kind}`)

describe('pausing', () => {
  it('records who paused why, with what evidence and until when', () => {
    const expiresAt = beijing('2026-11-20 10:00')
    const evidence = ['sha256:1']
    const pause = buildPause('2026-11-16 10:00', { note: '补正营业执照', evidence, expiresAt })
    expect(valueOf(pauseClock(clock, pause)).intervals.at(-1)).toEqual({
      from: beijing('2026-11-16 10:00'),
      to: null,
      kind: 'paused',
      reason: 'supplement',
      note: '补正营业执照',
      evidence,
      expiresAt,
      by: officer,
    })
  })

  it('is refused on a paused clock, on a stopped one, without a reason, and with an end that is past', () => {
    const at = '2026-11-16 11:00'
    expect(codesOf(pauseClock(paused, buildPause(at)))).toEqual(['cases.clock_not_running'])
    expect(codesOf(pauseClock(stopped, buildPause(at)))).toEqual(['cases.clock_stopped'])
    expect(codesOf(pauseClock(clock, buildPause(at, { reason: '  ' })))).toEqual(['cases.reason_required'])
    const expired = buildPause(at, { expiresAt: beijing(at) })
    expect(codesOf(pauseClock(clock, expired))).toEqual(['cases.pause_expiry_past'])
  })

  it('is possible again after a pause that ended by itself', () => {
    const first = buildPause('2026-11-16 10:00', { expiresAt: beijing('2026-11-16 11:00') })
    const twice = valueOf(pauseClock(valueOf(pauseClock(clock, first)), buildPause('2026-11-16 15:00')))
    expect(intervals(twice)).toEqual([
      '2026-11-12 14:20 – 2026-11-16 10:00 running',
      '2026-11-16 10:00 – 2026-11-16 11:00 paused',
      '2026-11-16 11:00 – 2026-11-16 15:00 running',
      '2026-11-16 15:00 –  paused',
    ])
  })
})

describe('resuming', () => {
  it('is refused on a clock that runs and on one that stopped', () => {
    expect(codesOf(resume(clock, '2026-11-16 11:00'))).toEqual(['cases.clock_not_paused'])
    expect(codesOf(resume(stopped, '2026-11-16 11:00'))).toEqual(['cases.clock_stopped'])
  })

  it('counts from the end of the pause, however late it is noticed', () => {
    const expiring = buildPause('2026-11-16 10:00', { expiresAt: beijing('2026-11-16 11:00') })
    const late = valueOf(resume(valueOf(pauseClock(clock, expiring)), '2026-11-19 09:00'))
    expect(intervals(late).slice(1)).toEqual([
      '2026-11-16 10:00 – 2026-11-16 11:00 paused',
      '2026-11-16 11:00 –  running',
    ])
    expect(late.intervals.at(-1)?.by).toBeNull()
    const inTheMoment = valueOf(resume(valueOf(pauseClock(clock, expiring)), '2026-11-16 11:00'))
    expect(inTheMoment).toEqual(late)
  })

  it('counts from when somebody resumed it, before the pause ends', () => {
    const expiring = buildPause('2026-11-16 10:00', { expiresAt: beijing('2026-11-20 11:00') })
    const early = valueOf(resume(valueOf(pauseClock(clock, expiring)), '2026-11-17 09:00'))
    expect(intervals(early).at(-1)).toBe('2026-11-17 09:00 –  running')
    expect(early.intervals.at(-1)?.by).toEqual(officer)
  })
})

describe('stopping and continuing', () => {
  it('stops a running and a paused clock, and a stopped one not again', () => {
    expect(stopped.stoppedAt).toBe(beijing('2026-11-16 10:00'))
    expect(stopClock(stopped, beijing('2026-11-18 10:00'))).toBe(stopped)
    const inPause = stopClock(paused, beijing('2026-11-17 10:00'))
    expect(intervals(inPause).at(-1)).toBe('2026-11-16 10:00 – 2026-11-17 10:00 paused')
  })

  it('ends an expired pause before it stops', () => {
    const expiring = buildPause('2026-11-16 10:00', { expiresAt: beijing('2026-11-16 11:00') })
    const later = stopClock(valueOf(pauseClock(clock, expiring)), beijing('2026-11-17 10:00'))
    expect(intervals(later).at(-1)).toBe('2026-11-16 11:00 – 2026-11-17 10:00 running')
  })

  it('continues with the time between as a pause, in the activation that took it up', () => {
    const again = continueClock(stopped, beijing('2026-11-18 10:00'), 'step-2')
    expect(intervals(again).slice(1)).toEqual([
      '2026-11-16 10:00 – 2026-11-18 10:00 paused',
      '2026-11-18 10:00 –  running',
    ])
    expect([again.activation, again.stoppedAt, again.startedAt]).toEqual(['step-2', null, clock.startedAt])
    expect(again.intervals.at(1)?.reason).toBe('away')
  })

  it('leaves a clock alone that had not stopped', () => {
    expect(continueClock(clock, beijing('2026-11-18 10:00'))).toBe(clock)
  })
})

describe('extending', () => {
  it('is refused from the moment of the deadline on', () => {
    expect(codesOf(extend(clock, '2026-11-23 17:59'))).toEqual([])
    expect(codesOf(extend(clock, '2026-11-23 18:00'))).toEqual(['cases.extension_too_late'])
    expect(codesOf(extend(clock, '2026-11-23 20:00'))).toEqual(['cases.extension_too_late'])
  })

  it('is refused without a reason, without any time, and on a stopped clock', () => {
    expect(codesOf(extend(clock, '2026-11-16 10:00', days(1), ' '))).toEqual(['cases.reason_required'])
    expect(codesOf(extend(clock, '2026-11-16 10:00', hours(0)))).toEqual(['cases.extension_empty'])
    expect(codesOf(extend(clock, '2026-11-16 10:00', days(-1)))).toEqual(['cases.extension_empty'])
    expect(codesOf(extend(clock, '2026-11-16 10:00', days(Number.NaN)))).toEqual(['cases.extension_empty'])
    expect(codesOf(extend(stopped, '2026-11-16 11:00'))).toEqual(['cases.clock_stopped'])
  })

  it('is possible while paused, but not when the deadline passed before the pause', () => {
    expect(codesOf(extend(paused, '2026-12-16 11:00'))).toEqual([])
    const tooLate = valueOf(pauseClock(clock, buildPause('2026-11-24 10:00')))
    expect(codesOf(extend(tooLate, '2026-11-24 11:00'))).toEqual(['cases.extension_too_late'])
  })
})

describe('a corrected calendar', () => {
  const at = beijing('2026-11-16 10:00')
  const dueBefore = beijing('2026-11-23 18:00')

  it('is recorded with both deadlines', () => {
    const correction = { at, calendarVersion: 2, dueBefore, dueAfter: beijing('2026-11-24 18:00') }
    const corrected = correctClock(clock, correction)
    expect(corrected).toEqual({ ...clock, calendarVersion: 2, corrections: [correction] })
  })

  it('only changes the version when no deadline moved or there is none', () => {
    const quiet = { ...clock, calendarVersion: 2 }
    expect(correctClock(clock, { at, calendarVersion: 2, dueBefore, dueAfter: dueBefore })).toEqual(quiet)
    expect(correctClock(clock, { at, calendarVersion: 2, dueBefore: null, dueAfter: null })).toEqual(quiet)
  })
})

describe('stages fired', () => {
  it('keep the first moment', () => {
    const fired = markFired(clock, 'due', 5)
    expect(fired.fired).toEqual([{ stage: 'due', at: 5 }])
    expect(markFired(fired, 'due', 9)).toBe(fired)
  })
})

describe('a server whose time was set back', () => {
  it('makes no interval that ends before it begins', () => {
    const resumed = valueOf(resume(paused, '2026-11-10 10:00'))
    expect(intervals(resumed).slice(1)).toEqual([
      '2026-11-16 10:00 – 2026-11-16 10:00 paused',
      '2026-11-16 10:00 –  running',
    ])
    expect(stopClock(paused, beijing('2026-11-10 10:00')).stoppedAt).toBe(beijing('2026-11-16 10:00'))
    expect(continueClock(stopped, beijing('2026-11-10 10:00')).intervals).toHaveLength(2)
    expect(intervals(valueOf(pauseClock(clock, buildPause('2026-11-10 10:00')))).at(-1)).toBe(
      '2026-11-12 14:20 –  paused',
    )
  })
})

it('says which calendar is missing', () => {
  expect(() => dueAt({ ...clock, calendar: 'lunar' }, shippedCalendars)).toThrow(/lunar/)
})
