import type { Clock, PersonRef, TimeLimit } from '#domain/cases'
import type { Outcome } from '#domain/kernel'
import { startClock, type ClockPause, type ClockStart } from '../../src/domain/cases/run-clock.ts'
import { beijing } from './calendars.ts'

export const officer: PersonRef = { userId: 'u-1', organisationId: 'o-1', name: '经办人' }

export const days = (amount: number): TimeLimit => ({ amount, unit: 'day' })
export const hours = (amount: number): TimeLimit => ({ amount, unit: 'hour' })

/** A clock of working days by the rule of procedure law, unless something else is said. */
export function buildClock(begun: string | number, limit: TimeLimit, other: Partial<ClockStart> = {}): Clock {
  return startClock({
    id: 'clock-1',
    code: 'handling',
    activation: null,
    owner: 'org:o-1',
    calendar: 'workdays',
    calendarVersion: 1,
    limit,
    dayRule: 'day-end',
    rollTo: null,
    at: typeof begun === 'string' ? beijing(begun) : begun,
    ...other,
  })
}

export function buildPause(at: string | number, other: Partial<ClockPause> = {}): ClockPause {
  return {
    at: typeof at === 'string' ? beijing(at) : at,
    reason: 'supplement',
    note: null,
    evidence: [],
    expiresAt: null,
    by: officer,
    ...other,
  }
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Refused: ${outcome.issues.map(({ code }) => code).join(', ')}`)
  return outcome.value
}

export function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.issues.map(({ code }) => code)
}
