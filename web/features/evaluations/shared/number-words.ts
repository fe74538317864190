import { formatNumber } from '../../../ui/format.ts'

const FIXED = new Map<number, Intl.NumberFormat>()

/** Exactly so many decimals, with separators; −0.00 is 0.00. */
export function fixedWords(value: number, decimals: number): string {
  let format = FIXED.get(decimals)
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: 'negative',
    })
    FIXED.set(decimals, format)
  }
  return format.format(value).replace('-', '−')
}

/** A score or a total as it is shown: two decimals. Ranks are never taken from what is shown. */
export function scoreWords(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : fixedWords(value, 2)
}

/** A difference with its sign: +1.40, −0.82, 0.00. */
export function signedWords(value: number, decimals = 2): string {
  const words = fixedWords(Math.abs(value), decimals)
  if (Number(words.replaceAll(',', '')) === 0) return words
  return value > 0 ? `+${words}` : `−${words}`
}

/** A share as a percentage with at most so many decimals: 12.5%. */
export function shareWords(share: number, decimals = 1): string {
  return `${formatNumber(Number((share * 100).toFixed(decimals)))}%`
}

/** A probability; 100% only where nothing else ever came, 0% only where it never came. */
export function chanceWords(share: number): string {
  if (share > 0 && share < 0.005) return '<1%'
  if (share < 1 && share > 0.995) return '>99%'
  return `${Math.round(share * 100)}%`
}

/** A figure of any size, to about five significant digits but never fewer than its whole part: 1,234,567; 12.346; 0.0012346. */
export function figureWords(value: number | null | undefined): string {
  if (value === null || value === undefined) return '—'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e15 || size < 1e-6) return value.toExponential(4).replace(/^-/u, '−')
  const decimals = Math.max(0, Math.min(10, 4 - Math.floor(Math.log10(size))))
  return new Intl.NumberFormat('en', { maximumFractionDigits: decimals }).format(value).replace('-', '−')
}

/** A rank; ties by their mean may be halves. */
export function rankWords(rank: number | null | undefined): string {
  return rank === null || rank === undefined ? '—' : formatNumber(rank)
}

/** From which to which rank, whole and outwards: quantiles between two ranks (1, 3.05) mean up to the later one (1–4). */
export function rankRangeWords(low: number | null | undefined, high: number | null | undefined): string {
  if (low === null || low === undefined || high === null || high === undefined) return '—'
  const [from, to] = [Math.floor(low), Math.ceil(high)]
  return from === to ? rankWords(from) : `${rankWords(from)}–${rankWords(to)}`
}
