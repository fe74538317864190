import type { Tone } from '../../../ui/marks.tsx'
import type { AnnualMatrix } from './oversight-queries.ts'

export type AnnualState = AnnualMatrix['rows'][number]['state']

export const ANNUAL_TONES = {
  none: 'neutral',
  draft: 'neutral',
  sent: 'warn',
  confirmed: 'good',
  returned: 'bad',
} as const satisfies Record<AnnualState, Tone>

/** Years that can be chosen: from five years back to the next one, and always the chosen one. */
export function yearsAround(today: string, chosen: number): readonly number[] {
  const now = Number(today.slice(0, 4))
  const years = Array.from({ length: 7 }, (_, index) => now + 1 - index)
  return years.includes(chosen) ? years : [...years, chosen].sort((a, b) => b - a)
}

/** The year of an address; today's where it names none. */
export function yearOf(address: string | undefined, today: string): number {
  const year = Number(address)
  return Number.isInteger(year) && year >= 2000 && year <= 2200 ? year : Number(today.slice(0, 4))
}
