import type { DutyView } from '#contract/ledger'
import { formatNumber } from '../../../ui/format.ts'

type RollUpParts = NonNullable<DutyView['rollUpParts']>

/** A share of the whole to four decimals: 0.25, 0.3333. */
export function shareWords(share: number): string {
  return formatNumber(Math.round(share * 10_000) / 10_000)
}

/** Percentage points to two decimals. */
export function pointsWords(points: number): string {
  return formatNumber(Math.round(points * 100) / 100)
}

/** 0.25 × 40% + 0.75 × 60% = 55%: the sum that a duty's progress is, with every part that counts. */
export function rollUpSum(parts: RollUpParts, progress: number): string {
  const terms = parts.map((part) => `${shareWords(part.share)} × ${formatNumber(part.progress)}%`)
  return `${terms.join(' + ')} = ${formatNumber(progress)}%`
}
