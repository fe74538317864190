/** Numbers of an evaluation as they are read in documents and on public pages, the same in both languages. */

/** A score or a difference of scores: two decimals. Ranks are never taken from what is shown. */
export function scoreInWords(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : fixed(value, 2)
}

/** A difference with its sign: +1.40, −0.82, 0.00. */
export function signedInWords(value: number, words: (size: number) => string = scoreInWords): string {
  const size = words(Math.abs(value))
  if (Number(size.replaceAll(',', '')) === 0) return size
  return `${value > 0 ? '+' : '−'}${size}`
}

/** A figure of any size, to about five significant digits but never fewer than its whole part. */
export function figureInWords(value: number | null | undefined): string {
  if (value === null || value === undefined) return '—'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e15 || size < 1e-6) return value.toExponential(4).replace('-', '−')
  const decimals = Math.max(0, Math.min(10, 4 - Math.floor(Math.log10(size))))
  return format(value, 0, decimals)
}

/**
 * A figure that is wanted, rounded away from what is there: with the figure as it is read the aim is reached. Six significant digits,
 * so that small changes of large figures can be seen.
 */
export function wantedInWords(value: number, towards: 'more' | 'less'): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  const decimals = Math.max(0, Math.min(10, 5 - Math.floor(Math.log10(size))))
  const step = 10 ** decimals
  const whole = towards === 'more' ? Math.ceil(value * step) : Math.floor(value * step)
  return format(whole / step, 0, decimals)
}

/** A share as a percentage with at most one decimal: 12.5%. */
export function shareInWords(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : `${format(share * 100, 0, 1)}%`
}

/** A probability; 100% only where nothing else ever came, 0% only where it never came. */
export function chanceInWords(share: number): string {
  if (share > 0 && share < 0.005) return '<1%'
  if (share < 1 && share > 0.995) return '>99%'
  return `${format(share * 100, 0, 0)}%`
}

/** A rank; ties by their mean may be halves. */
export function rankInWords(rank: number | null | undefined): string {
  return rank === null || rank === undefined ? '—' : format(rank, 0, 1)
}

/** 5 % and 95 % of a rank: 2–5, or 3. */
export function intervalInWords(low: number | null, high: number | null): string {
  if (low === null || high === null) return '—'
  const [from, to] = [rankInWords(low), rankInWords(high)]
  return from === to ? from : `${from}–${to}`
}

function fixed(value: number, decimals: number): string {
  return format(value, decimals, decimals)
}

const FORMATS = new Map<string, Intl.NumberFormat>()

function format(value: number, least: number, most: number): string {
  const key = `${String(least)} ${String(most)}`
  let found = FORMATS.get(key)
  if (found === undefined) {
    found = new Intl.NumberFormat('en', {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      signDisplay: 'negative',
    })
    FORMATS.set(key, found)
  }
  return found.format(value).replace('-', '−')
}
