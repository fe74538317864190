import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar, workingMs } from '#domain/kernel'
import { beijing, naturalTime, shippedCalendars, workdayCalendar, workdayTime } from '#tests/calendars'
import { buildClock, buildPause, officer } from '#tests/clocks'
import { budgetMs, calendarFor, dueAt } from './clock-deadline.ts'
import { nextStage } from './clock-stages.ts'
import type { Clock, ClockStage, TimeLimit } from './clock.ts'
import { explainClock } from './explain-clock.ts'
import {
  continueClock,
  correctClock,
  extendClock,
  markFired,
  pauseClock,
  resumeClock,
  stopClock,
} from './run-clock.ts'

/**
 * Whatever happens to a clock, in whatever order: a random life of it, with what it must add up to worked out beside it by
 * a ledger that knows nothing of intervals.
 */
const MINUTE = 60_000

type Step =
  | { readonly kind: 'pause'; readonly wait: number; readonly lasts: number | null }
  | { readonly kind: 'resume' | 'stop' | 'continue'; readonly wait: number }
  | { readonly kind: 'extend'; readonly wait: number; readonly add: TimeLimit }

const wait = fc.integer({ min: 0, max: 6 * 24 * 60 }).map((minutes) => minutes * MINUTE)
const limit: fc.Arbitrary<TimeLimit> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 20 }), unit: fc.constant('day' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constant('hour' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 600 }), unit: fc.constant('minute' as const) }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('pause' as const), wait, lasts: fc.option(wait.map((ms) => ms + MINUTE)) }),
  fc.record({ kind: fc.constantFrom('resume' as const, 'resume' as const, 'stop' as const), wait }),
  fc.record({ kind: fc.constant('continue' as const), wait }),
  fc.record({ kind: fc.constant('extend' as const), wait, add: limit }),
)
const steps = fc.array(step, { maxLength: 14 })
const kind = fc.constantFrom(
  { calendar: 'workdays', rollTo: null },
  { calendar: 'natural', rollTo: null },
  { calendar: 'natural', rollTo: 'workdays' },
)
const newClock: fc.Arbitrary<Clock> = fc
  .record({
    begun: fc
      .integer({ min: 0, max: 700 * 24 * 60 })
      .map((minutes) => beijing('2024-12-01 00:00') + minutes * MINUTE),
    limit,
    dayRule: fc.constantFrom('day-end' as const, 'elapsed' as const),
    kind,
  })
  .map(({ begun, limit, dayRule, kind }) => deepFreeze(buildClock(begun, limit, { dayRule, ...kind })))

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }
  return value
}

/** One step; a refusal leaves the clock as it is. The clocks are frozen, so a function that changed one would throw. */
function take(clock: Clock, step: Step, at: number): Clock {
  const outcome = (() => {
    switch (step.kind) {
      case 'pause':
        return pauseClock(clock, buildPause(at, { expiresAt: step.lasts === null ? null : at + step.lasts }))
      case 'resume':
        return resumeClock(clock, { at, by: officer })
      case 'stop':
        return { ok: true, value: stopClock(clock, at) } as const
      case 'continue':
        return { ok: true, value: continueClock(clock, at) } as const
      case 'extend':
        return extendClock(clock, { at, by: officer, reason: '情况复杂', add: step.add }, shippedCalendars)
    }
  })()
  return outcome.ok ? deepFreeze(outcome.value) : clock
}

function live(clock: Clock, steps: readonly Step[]): { readonly clock: Clock; readonly now: number } {
  let [current, now] = [clock, clock.startedAt]
  for (const step of steps) {
    now += step.wait
    current = take(current, step, now)
  }
  return { clock: current, now }
}

/** The same life by another route: the moments at which it changes between running and standing still. */
function ledger(clock: Clock, steps: readonly Step[], until: number) {
  const cal = calendarFor(shippedCalendars, clock.calendar)
  let [state, since, expiry, now] = ['running', clock.startedAt, Infinity, clock.startedAt]
  let [worked, stood, ended] = [0, 0, until]
  const pass = (to: number, next: string) => {
    if (state === 'running') worked += workingMs(cal, since, to)
    else stood += to - since
    ;[state, since] = [next, to]
  }
  const expire = (at: number) => {
    if (state === 'paused' && expiry <= at) pass(expiry, 'running')
  }
  for (const step of steps) {
    now += step.wait
    expire(now)
    if (step.kind === 'pause' && state === 'running') {
      pass(now, 'paused')
      expiry = step.lasts === null ? Infinity : now + step.lasts
    } else if (step.kind === 'resume' && state === 'paused') pass(now, 'running')
    else if (step.kind === 'stop' && state !== 'stopped') pass(now, 'stopped')
    else if (step.kind === 'continue' && state === 'stopped') pass(now, 'running')
  }
  expire(until)
  if (state === 'stopped') ended = since
  else pass(until, state)
  return { worked, stood, wall: ended - clock.startedAt }
}

const later = (due: number | null) => due ?? Infinity

describe('the sums of a clock', () => {
  it('add up to wall time, and are working time and pauses as a ledger has them', () => {
    fc.assert(
      fc.property(newClock, steps, wait, (begun, steps, rest) => {
        const { clock, now } = live(begun, steps)
        const explained = explainClock(clock, shippedCalendars, now + rest)
        const { worked, stood, wall } = ledger(begun, steps, now + rest)
        expect(explained.wallMs).toBe(wall)
        expect(explained.pausedMs).toBe(stood)
        expect(explained.runningMs + explained.overdueMs).toBe(worked)
        expect(explained.runningMs + explained.overdueMs + explained.pausedMs + explained.closedMs).toBe(wall)
      }),
      { numRuns: 400 },
    )
  })

  it('are those of pieces that follow each other without a gap', () => {
    fc.assert(
      fc.property(newClock, steps, wait, (begun, steps, rest) => {
        const { clock, now } = live(begun, steps)
        const { pieces, wallMs } = explainClock(clock, shippedCalendars, now + rest)
        let at = clock.startedAt
        for (const piece of pieces) {
          expect(piece.from).toBe(at)
          expect(piece.to).toBeGreaterThan(piece.from)
          at = piece.to
        }
        expect(at - clock.startedAt).toBe(wallMs)
      }),
    )
  })

  it('hold exactly the budget before the deadline, under day-end also what is left of the last day', () => {
    fc.assert(
      fc.property(newClock, steps, (begun, steps) => {
        const { clock } = live(begun, steps)
        const due = dueAt(clock, shippedCalendars)
        if (clock.stoppedAt !== null || due === null) return
        const { runningMs, overdueMs, budgetMs: budget } = explainClock(clock, shippedCalendars, due + 1)
        expect(budget).toBe(budgetMs(clock, shippedCalendars))
        expect(overdueMs).toBeLessThanOrEqual(1)
        if (clock.dayRule === 'elapsed' || clock.limit.unit !== 'day') expect(runningMs).toBe(budget)
        else expect(runningMs).toBeGreaterThanOrEqual(budget)
      }),
    )
  })

  it('are unchanged by a pause that lasts no time', () => {
    fc.assert(
      fc.property(newClock, steps, wait, wait, (begun, steps, before, rest) => {
        const { clock, now } = live(begun, steps)
        const at = now + before
        const split = take(
          take(clock, { kind: 'pause', wait: 0, lasts: null }, at),
          { kind: 'resume', wait: 0 },
          at,
        )
        // A clock that was paused already is resumed by the second step: not what is asked here.
        fc.pre(clock.intervals.at(-1)?.kind === 'running')
        const sums = (of: Clock) => ({ ...explainClock(of, shippedCalendars, at + rest), pieces: [] })
        expect(sums(split)).toEqual(sums(clock))
      }),
    )
  })
})

describe('the deadline', () => {
  it('is never brought nearer by a pause', () => {
    fc.assert(
      fc.property(newClock, steps, wait, wait, fc.option(wait), (begun, steps, before, lasts, expiry) => {
        const { clock, now } = live(begun, steps)
        fc.pre(clock.stoppedAt === null && clock.intervals.at(-1)?.kind === 'running')
        const at = now + before
        const due = later(dueAt(clock, shippedCalendars))
        const pause: Step = { kind: 'pause', wait: 0, lasts: expiry === null ? null : expiry + MINUTE }
        const paused = take(clock, pause, at)
        const resumed = take(paused, { kind: 'resume', wait: 0 }, at + lasts)
        expect(later(dueAt(paused, shippedCalendars))).toBeGreaterThanOrEqual(due)
        expect(later(dueAt(resumed, shippedCalendars))).toBeGreaterThanOrEqual(due)
      }),
      { numRuns: 400 },
    )
  })

  it('is never brought nearer by going back and coming again', () => {
    fc.assert(
      fc.property(newClock, steps, wait, wait, (begun, steps, before, away) => {
        const { clock, now } = live(begun, steps)
        fc.pre(clock.stoppedAt === null && clock.intervals.at(-1)?.kind === 'running')
        const again = continueClock(stopClock(clock, now + before), now + before + away)
        expect(later(dueAt(again, shippedCalendars))).toBeGreaterThanOrEqual(
          later(dueAt(clock, shippedCalendars)),
        )
      }),
    )
  })

  it('is never brought nearer by an extension, and never falls into a pause', () => {
    fc.assert(
      fc.property(newClock, steps, wait, limit, (begun, steps, before, add) => {
        const { clock, now } = live(begun, steps)
        const due = dueAt(clock, shippedCalendars)
        const extended = take(clock, { kind: 'extend', wait: 0, add }, now + before)
        const dueThen = dueAt(extended, shippedCalendars)
        if (extended !== clock && due !== null) expect(later(dueThen)).toBeGreaterThanOrEqual(due)
        if (dueThen === null) return
        for (const { from, to, expiresAt, kind } of extended.intervals) {
          if (kind === 'paused') expect(from < dueThen && dueThen < (to ?? expiresAt ?? Infinity)).toBe(false)
        }
      }),
    )
  })

  it('is all that a correction of the calendar changes', () => {
    // A working weekend and a holiday that the first version did not have.
    const corrected = compileCalendar({
      ...workdayCalendar,
      version: 2,
      holidays: [
        ...workdayCalendar.holidays,
        { on: '2026-03-03', name: '更正' },
        { on: '2025-06-18', name: '更正' },
      ],
      workingWeekends: [...workdayCalendar.workingWeekends, { on: '2026-01-17', name: '更正' }],
    })
    const after = new Map([
      ['workdays', corrected],
      ['natural', naturalTime],
    ])
    fc.assert(
      fc.property(newClock, steps, wait, (begun, steps, rest) => {
        const { clock, now } = live(begun, steps)
        const at = now + rest
        const [dueBefore, dueAfter] = [dueAt(clock, shippedCalendars), dueAt(clock, after)]
        const changed = correctClock(clock, { at, calendarVersion: 2, dueBefore, dueAfter })
        const { calendarVersion, corrections, ...same } = changed
        expect({ ...same, calendarVersion: 1, corrections: [] }).toEqual(clock)
        expect(calendarVersion).toBe(2)
        // While a pause without an end leaves no deadline, there is none that moved.
        const moved = dueBefore !== null && dueAfter !== null && dueBefore !== dueAfter
        expect(corrections.length).toBe(moved ? 1 : 0)
        expect(dueAt(changed, after)).toBe(dueAfter)
        const explained = explainClock(changed, after, at)
        const recorded = explainClock(clock, shippedCalendars, at)
        expect([explained.wallMs, explained.pausedMs]).toEqual([recorded.wallMs, recorded.pausedMs])
        const { runningMs, overdueMs, pausedMs, closedMs, wallMs } = explained
        expect(runningMs + overdueMs + pausedMs + closedMs).toBe(wallMs)
      }),
    )
  })
})

describe('stages', () => {
  const stages: readonly ClockStage[] = [
    { code: 'due', at: 'due' },
    { code: 'most', at: { share: 0.8 } },
    { code: 'day-before', at: { before: { amount: 1, unit: 'day' } } },
    { code: 'hour-before', at: { before: { amount: 1, unit: 'hour' } } },
    { code: 'hour-after', at: { after: { amount: 1, unit: 'hour' } } },
    { code: 'days-after', at: { after: { amount: 5, unit: 'day' } } },
  ]

  it('fire each once and in order, none before the beginning, the deadline at the deadline', () => {
    fc.assert(
      fc.property(newClock, steps, (begun, steps) => {
        const { clock } = live(begun, steps)
        let current = clock
        const fired: { stage: string; at: number }[] = []
        for (let turn = 0; turn <= stages.length; turn += 1) {
          const next = nextStage(current, stages, shippedCalendars)
          if (next === null || !('stage' in next)) break
          fired.push(next)
          current = markFired(current, next.stage, next.at)
        }
        const running = clock.stoppedAt === null && clock.intervals.at(-1)?.kind === 'running'
        expect(fired.length > 0).toBe(running)
        expect(new Set(fired.map(({ stage }) => stage)).size).toBe(fired.length)
        fired.forEach(({ stage, at }, index) => {
          expect(at).toBeGreaterThanOrEqual(fired[index - 1]?.at ?? clock.startedAt)
          if (stage === 'due') expect(at).toBe(dueAt(clock, shippedCalendars))
        })
      }),
    )
  })

  it('leave an hour of working time between an hour before the deadline and the deadline', () => {
    fc.assert(
      fc.property(newClock, (clock) => {
        const next = nextStage(
          clock,
          [{ code: 'hour', at: { before: { amount: 1, unit: 'hour' } } }],
          shippedCalendars,
        )
        const due = dueAt(clock, shippedCalendars)
        if (next === null) {
          expect(budgetMs(clock, shippedCalendars)).toBeLessThan(60 * MINUTE)
          return
        }
        const cal = clock.calendar === 'natural' ? naturalTime : workdayTime
        expect(workingMs(cal, next.at, due ?? 0)).toBe(60 * MINUTE)
      }),
    )
  })
})
