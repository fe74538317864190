import type { Outcome } from '#domain/kernel'
import { addEntry, replaceEntry, type CaseDraft } from './case-draft.ts'
import type { Clock } from './clock.ts'
import type { CaseEvent, EventOf } from './events.ts'
import {
  continueClock,
  correctClock,
  markFired,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from './run-clock.ts'

/** What an event does to a clock: the same functions that decided it could happen. */
export function applyToClock(
  draft: CaseDraft,
  event: EventOf<Extract<CaseEvent['kind'], `clock-${string}`>>,
): void {
  const { at, by } = event
  if (event.kind === 'clock-started') {
    const { clock, code, activation, owner, calendar, calendarVersion, limit, dayRule, rollTo } = event
    const start = { code, activation, owner, calendar, calendarVersion, limit, dayRule, rollTo }
    return addEntry(draft, draft.clocks, startClock({ id: clock, ...start, at }))
  }
  replaceEntry(draft, draft.clocks, event.clock, (clock) => {
    switch (event.kind) {
      case 'clock-paused': {
        const { reason, note, evidence, expiresAt } = event
        return recordedClock(pauseClock(clock, { at, by, reason, note, evidence, expiresAt }), event)
      }
      case 'clock-resumed':
        return recordedClock(resumeClock(clock, { at, by }), event)
      case 'clock-stopped':
        return stopClock(clock, at)
      case 'clock-continued':
        return { ...continueClock(clock, at), activation: event.activation }
      case 'clock-extended': {
        if (by === null) throw new Error(`Event ${event.sequence} extends a clock in nobody's name.`)
        const { reason, add } = event
        return { ...clock, extensions: [...clock.extensions, { at, by, reason, add }] }
      }
      case 'clock-stage':
        return markFired(clock, event.stage, at)
      case 'clock-corrected': {
        const { calendarVersion, dueBefore, dueAfter } = event
        return correctClock(clock, { at, calendarVersion, dueBefore, dueAfter })
      }
    }
  })
}

function recordedClock(outcome: Outcome<Clock>, event: CaseEvent): Clock {
  if (outcome.ok) return outcome.value
  throw new Error(
    `Event ${event.sequence} (${event.kind}) does not fit its clock: ${outcome.issues[0]?.code ?? ''}.`,
  )
}
