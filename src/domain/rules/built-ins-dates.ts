import { builtIn, dateIn, single } from './built-in.ts'
import { sameValue } from './compare.ts'
import { readDateTime } from './read-temporal.ts'
import { type FeelDate, dayNumberOf, makeDate, weekdayOf } from './temporal.ts'
import { FeelNumber, type FeelValue } from './values.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
]

function ofDate(
  name: 'day of year' | 'day of week' | 'month of year' | 'week of year',
  body: (date: FeelDate) => FeelValue | undefined,
) {
  return builtIn(name, [['date']], ([value]) => {
    const date = dateIn(value)
    return date === undefined ? undefined : body(date)
  })
}

function dayOfYear(date: FeelDate): number {
  const first = makeDate(date.year, 1, 1)
  return first === null ? 0 : dayNumberOf(date) - dayNumberOf(first) + 1
}

/** ISO 8601: the first week is the one with the year's first Thursday. */
function weekOfYear(date: FeelDate): number {
  const week = Math.floor((dayOfYear(date) - weekdayOf(date) + 10) / 7)
  if (week < 1) return weeksOf(date.year - 1)
  return week > weeksOf(date.year) ? 1 : week
}

function weeksOf(year: number): number {
  const last = makeDate(year, 12, 28)
  return last === null ? 52 : Math.floor((dayOfYear(last) - weekdayOf(last) + 10) / 7)
}

export const DATE_FUNCTIONS = [
  builtIn('is', [['value1', 'value2']], ([left = null, right = null], run) => sameValue(left, right, run)),
  ofDate('day of year', (date) => new FeelNumber(dayOfYear(date))),
  ofDate('day of week', (date) => DAYS[weekdayOf(date) - 1]),
  ofDate('month of year', (date) => MONTHS[date.month - 1]),
  ofDate('week of year', (date) => new FeelNumber(weekOfYear(date))),
  builtIn('now', [[]], (_, run) => {
    const moment = run.now === null ? null : readDateTime(run.now)
    return moment ?? run.nothing('no_moment')
  }),
  builtIn('today', [[]], (_, run) => {
    const moment = run.now === null ? null : readDateTime(run.now)
    return moment?.date ?? run.nothing('no_moment')
  }),
]

export const BOOLEAN_FUNCTIONS = [
  builtIn('not', [['negand']], ([value]) => {
    const negand = single(value)
    return typeof negand === 'boolean' ? !negand : undefined
  }),
]
