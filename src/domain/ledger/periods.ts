import { periodOf, type DateOn } from '#domain/kernel'
import type { DuePrecision } from './duty.ts'

export {
  addDays,
  daysBetween,
  nextPeriod,
  periodById,
  periodOf,
  periodsBetween,
  type Period,
} from '#domain/kernel'

/**
 * The last day that a date of this precision means: any day of June 2026 by the month is 2026-06-30. The end of a plan, of a
 * series, and no precision at all leave the day as it is.
 */
export function endOfDue(precision: DuePrecision, on: DateOn): DateOn {
  switch (precision) {
    case 'month':
    case 'quarter':
    case 'half-year':
    case 'year':
      return periodOf(on, precision).to
    case 'day':
    case 'plan-period':
    case 'periodic':
    case 'none':
      return on
  }
}
