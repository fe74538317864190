import { addDays, periodOf } from '#domain/ledger'

export const PERIODS = ['month', 'quarter', 'year'] as const
export type ComparePeriod = (typeof PERIODS)[number]

export interface TwoDates {
  readonly from: string
  readonly to: string
}

/** 30 days back, a quarter of a year (91 days) back, and the last day of the year before: until today. */
export function datesOf(period: ComparePeriod, today: string): TwoDates {
  switch (period) {
    case 'month':
      return { from: addDays(today, -30), to: today }
    case 'quarter':
      return { from: addDays(today, -91), to: today }
    case 'year':
      return { from: addDays(periodOf(today, 'year').from, -1), to: today }
  }
}

export type DatesFault = 'missingDate' | 'reversed' | 'future'

export function faultOfDates({ from, to }: TwoDates, today: string): DatesFault | null {
  if (!isDate(from) || !isDate(to)) return 'missingDate'
  if (from >= to) return 'reversed'
  return to > today ? 'future' : null
}

function isDate(on: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on))
}

/** +3, −2, 0: with the sign that print has. */
export function signed(difference: number): string {
  const rounded = Math.round(difference * 10) / 10
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${Math.abs(rounded)}` : '0'
}
