import type { Instant } from '#domain/kernel'
import type { CaseState } from './case-state.ts'
import type { Calendars, Clock } from './clock.ts'
import { nextStage, type NextStage } from './clock-stages.ts'
import type { ProcedureDefinition } from './definition.ts'

export interface DueClock {
  readonly clock: Clock
  readonly next: NextStage
}

/** The next moment at which `tick` will find something to do; null when nothing waits for time. It may be past. */
export function nextTimer(
  definition: ProcedureDefinition,
  state: CaseState,
  calendars: Calendars,
): Instant | null {
  return state.closedAt === null ? (firstDue(definition, state, calendars)?.next.at ?? null) : null
}

/** The clock whose stage or end of pause comes first. */
export function firstDue(
  definition: ProcedureDefinition,
  state: CaseState,
  calendars: Calendars,
): DueClock | null {
  let first: DueClock | null = null
  for (const clock of state.clocks) {
    if (clock.stoppedAt !== null) continue
    const next = nextStage(clock, definition.clocks[clock.code]?.stages ?? [], calendars)
    if (next !== null && (first === null || next.at < first.next.at)) first = { clock, next }
  }
  return first
}
