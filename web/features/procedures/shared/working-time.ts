import type { ClockView } from '#contract/procedures'
import type { Language } from '../../../text/index.ts'
import { formatNumber } from '../../../ui/format.ts'

export type TimeLimitValue = ClockView['limit']

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A calendar that never closes counts natural days (自然日), every other working days (工作日). */
export function countsNaturalDays(calendar: string): boolean {
  return calendar.startsWith('natural')
}

/** 7 个工作日, 7 working days; 15 日, 15 days; 24 小时, 24 h. */
export function limitWords(limit: TimeLimitValue, calendar: string, language: Language): string {
  const amount = formatNumber(limit.amount)
  const en = language === 'en'
  switch (limit.unit) {
    case 'minute':
      return en ? `${amount} min` : `${amount} 分钟`
    case 'hour':
      return en ? `${amount} h` : `${amount} 小时`
    case 'day': {
      const days = limit.amount === 1 ? 'day' : 'days'
      if (countsNaturalDays(calendar)) return en ? `${amount} ${days}` : `${amount} 日`
      return en ? `${amount} working ${days}` : `${amount} 个工作日`
    }
  }
}

/** Working time in a unit, to one decimal: 5.5. */
export function inUnit(ms: number, unit: TimeLimitValue['unit'], dayMs: number): string {
  const one = unit === 'day' ? dayMs : unit === 'hour' ? HOUR : MINUTE
  return formatNumber(Math.round((ms / one) * 10) / 10)
}

/**
 * A length of time in words. Days are as long as `dayMs`: shorter than 24 hours, they are working days. Below one day it is
 * said in hours, below one hour in minutes.
 */
export function lengthWords(ms: number, dayMs: number, language: Language): string {
  const en = language === 'en'
  const minutes = Math.round(ms / MINUTE)
  if (minutes < 60) return en ? `${minutes} min` : `${minutes} 分钟`
  const rest = minutes % 60
  const hours = Math.floor(minutes / 60)
  if (ms < dayMs) {
    if (rest === 0) return en ? `${hours} h` : `${hours} 小时`
    return en ? `${hours} h ${rest} min` : `${hours} 小时 ${rest} 分`
  }
  const days = Math.floor(ms / dayMs)
  const hoursLeft = Math.round((ms - days * dayMs) / HOUR)
  const working = dayMs < 24 * HOUR
  const words = en
    ? `${days} ${working ? 'working ' : ''}${days === 1 ? 'day' : 'days'}`
    : working
      ? `${days} 个工作日`
      : `${days} 天`
  if (hoursLeft === 0) return words
  return en ? `${words} ${hoursLeft} h` : `${words} ${hoursLeft} 小时`
}

/** Wall time to the minute: 1 天 22 小时 20 分. */
export function exactWords(ms: number, language: Language): string {
  const whole = Math.round(ms / MINUTE)
  const [days, hours, minutes] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60]
  const en = language === 'en'
  const words = [
    days > 0 ? `${days} ${en ? 'd' : '天'}` : '',
    hours > 0 ? `${hours} ${en ? 'h' : '小时'}` : '',
    minutes > 0 || whole === 0 ? `${minutes} ${en ? 'min' : '分'}` : '',
  ]
  return words.filter(Boolean).join(' ')
}

/** Whole numbers as near to the parts as can be while they add up to the sum (largest remainders first). */
export function roundToSum(parts: readonly number[], sum: number): number[] {
  const rounded = parts.map(Math.floor)
  let missing = sum - rounded.reduce((all, each) => all + each, 0)
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder)
  for (const { index } of byRemainder) {
    if (missing <= 0) break
    rounded[index] = (rounded[index] ?? 0) + 1
    missing--
  }
  return rounded
}

/** 已用 / 时限 of a clock in the limit's own unit: `5.5 / 7 个工作日`. */
export function usedOfLimit(
  clock: Pick<ClockView, 'runningMs' | 'overdueMs' | 'limit' | 'extendedTo' | 'calendar' | 'dayMs'>,
  language: Language,
): { readonly used: string; readonly limit: string } {
  const limit = clock.extendedTo ?? clock.limit
  return {
    used: inUnit(clock.runningMs + clock.overdueMs, limit.unit, clock.dayMs),
    limit: limitWords(limit, clock.calendar, language),
  }
}

/** Working time that is left; zero when the deadline has passed. */
export function leftMs(clock: Pick<ClockView, 'budgetMs' | 'runningMs'>): number {
  return Math.max(0, clock.budgetMs - clock.runningMs)
}

/** 剩 1.5 个工作日, 1.5 working days left: in the limit's unit, and finer where that unit is too coarse. */
export function leftWords(
  clock: Pick<ClockView, 'budgetMs' | 'runningMs' | 'limit' | 'calendar' | 'dayMs'>,
  language: Language,
): string {
  const left = leftMs(clock)
  const en = language === 'en'
  if (clock.limit.unit !== 'day' || left < clock.dayMs) {
    const words = lengthWords(left, Number.POSITIVE_INFINITY, language)
    return en ? `${words} left` : `剩 ${words}`
  }
  const days = Math.floor((left / clock.dayMs) * 10) / 10
  const words = limitWords({ amount: days, unit: 'day' }, clock.calendar, language)
  return en ? `${words} left` : `剩 ${words}`
}

/** How near a running clock is to its deadline: the last fifth of the limit is a warning. */
export function urgencyOf(
  clock: Pick<ClockView, 'state' | 'budgetMs' | 'runningMs'>,
): 'good' | 'warn' | 'bad' | 'neutral' {
  switch (clock.state) {
    case 'overdue':
    case 'stopped-late':
      return 'bad'
    case 'stopped':
      return 'good'
    case 'paused':
      return 'neutral'
    case 'running':
      return leftMs(clock) <= clock.budgetMs / 5 ? 'warn' : 'neutral'
  }
}
