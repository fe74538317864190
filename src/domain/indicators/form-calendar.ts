import { addDays, shiftPeriod, type DateOn, type Period } from '#domain/kernel'
import type { FormCalendar } from './form.ts'

/** When a period of a form opens and is due, and how the due day was found. */
export interface FilingDays {
  readonly opensOn: DateOn
  readonly dueOn: DateOn
  /** The due day before it was moved off a day of rest. */
  readonly nominal: DateOn
  readonly rolled: boolean
}

/**
 * The days of one period. A due day beyond the end of its month is the month's last (31 February is the 28th or 29th); on a day
 * of rest it moves to the next working day where the form's calendar says so.
 */
export function filingDays(
  calendar: FormCalendar,
  period: Period,
  isWorkday: (on: DateOn) => boolean,
): FilingDays {
  const lastMonth: Period = {
    id: period.to.slice(0, 7),
    rhythm: 'month',
    from: `${period.to.slice(0, 7)}-01`,
    to: period.to,
  }
  const month = shiftPeriod(lastMonth, calendar.dueMonth)
  const days = Number(month.to.slice(8, 10))
  const nominal = `${month.from.slice(0, 8)}${String(Math.min(calendar.dueDay, days)).padStart(2, '0')}`
  let dueOn = nominal
  // Longer rests than a month do not exist; a calendar that says so is a mistake.
  for (let step = 0; calendar.roll === 'next-working-day' && !isWorkday(dueOn); step += 1) {
    if (step > 31) throw new RangeError(`no working day within a month of ${nominal}`)
    dueOn = addDays(dueOn, 1)
  }
  return { opensOn: addDays(period.to, calendar.opensAfterDays), dueOn, nominal, rolled: dueOn !== nominal }
}
