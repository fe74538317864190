import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import type { ProrateRequest } from './imputation.ts'
import type { IndicatorIssueCode } from './issue-codes.ts'
import { nearestNumber, rational, rationalOf, type Rational } from './rational.ts'

type ProrateIssue = Issue & { readonly code: IndicatorIssueCode }

/**
 * Changes the parts so that they add up to the total exactly, each by its share |value| × weight of the difference; with equal
 * weights and parts of one sign that is value × total ÷ sum. A part that meets a bound stays there, the rest take over. Last digits
 * go to the largest remainders (Hamilton's method), the earlier part first where they are equal. Computed in whole units without
 * rounding.
 */
export function prorate(request: ProrateRequest): Outcome<readonly number[], ProrateIssue> {
  const read = readParts(request)
  if (!read.ok) return read
  const { parts, total, scale } = read.value
  const least = sumOrNull(parts.map((part) => part.low))
  const greatest = sumOrNull(parts.map((part) => part.high))
  if ((least !== null && total < least) || (greatest !== null && total > greatest)) {
    return refused({
      code: 'indicators.prorate_out_of_reach',
      params: {
        total: request.total,
        least: least === null ? null : decimal(least, scale),
        greatest: greatest === null ? null : decimal(greatest, scale),
      },
    })
  }
  return accepted(spread(parts, total).map((units) => decimal(units, scale)))
}

/** A part in whole units of its last digit. */
interface Part {
  readonly value: bigint
  /** Its share of a difference, before division by all shares; 0: it does not move. */
  readonly share: bigint
  readonly low: bigint | null
  readonly high: bigint | null
}

function spread(parts: readonly Part[], total: bigint): bigint[] {
  const result = parts.map((part) => clamp(part.value, part))
  const free = new Set(parts.keys())
  for (;;) {
    const difference = total - sum(result)
    const shares = sum([...free].map((index) => parts[index]?.share ?? 0n))
    // Shares of zero alone are left only where nothing is left to spread: what can be reached was checked before.
    if (difference === 0n || shares === 0n) return result
    const full = [...free].filter((index) => {
      const part = parts[index]
      const now = result[index]
      if (part === undefined || now === undefined) return false
      const moved = now * shares + difference * part.share
      return (
        (part.high !== null && moved > part.high * shares) || (part.low !== null && moved < part.low * shares)
      )
    })
    if (full.length === 0) return roundByRemainder(parts, result, free, difference, shares)
    for (const index of full) {
      const part = parts[index]
      const bound = difference > 0n ? part?.high : part?.low
      if (bound !== undefined && bound !== null) result[index] = bound
      free.delete(index)
    }
  }
}

function roundByRemainder(
  parts: readonly Part[],
  result: readonly bigint[],
  free: ReadonlySet<number>,
  difference: bigint,
  shares: bigint,
): bigint[] {
  const rounded = [...result]
  const remainders: { index: number; remainder: bigint }[] = []
  let left = difference
  for (const index of free) {
    const wanted = difference * (parts[index]?.share ?? 0n)
    const remainder = ((wanted % shares) + shares) % shares
    const whole = (wanted - remainder) / shares
    rounded[index] = (result[index] ?? 0n) + whole
    left -= whole
    remainders.push({ index, remainder })
  }
  remainders.sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const { index } of remainders.slice(0, Number(left))) rounded[index] = (rounded[index] ?? 0n) + 1n
  return rounded
}

function readParts(
  request: ProrateRequest,
): Outcome<{ parts: Part[]; total: bigint; scale: bigint }, ProrateIssue> {
  const { values, decimals } = request
  const count = values.length
  const lists = [request.fixed, request.weights, request.lower, request.upper]
  if (lists.some((list) => list !== undefined && list.length !== count)) {
    return refused({ code: 'indicators.prorate_lengths' })
  }
  const scale = 10n ** BigInt(decimals)
  const issues: ProrateIssue[] = []
  const total = wholeUnits(request.total, scale)
  if (typeof total === 'string') issues.push({ code: total, params: { decimals } })
  const weights = values.map((_, index) => request.weights?.[index] ?? 1)
  const weightScale = commonDenominator(weights.filter((weight) => Number.isFinite(weight)))
  const parts: Part[] = []
  for (const [index, value] of values.entries()) {
    const units = wholeUnits(value, scale)
    if (typeof units === 'string') {
      issues.push({ code: units, params: { index, decimals } })
      continue
    }
    const weight = weights[index] ?? 1
    const low = boundUnits(request.lower, index, units >= 0n ? 0n : null, scale, 'up')
    const high = boundUnits(request.upper, index, units < 0n ? 0n : null, scale, 'down')
    if (!(weight >= 0) || !Number.isFinite(weight) || (low !== null && high !== null && low > high)) {
      issues.push({ code: 'indicators.prorate_bounds', params: { index } })
      continue
    }
    const share = absolute(units) * wholeOf(rationalOf(weight), weightScale)
    const start = clamp(units, { low, high })
    const stays = request.fixed?.[index] === true
    parts.push(
      stays || share === 0n
        ? { value: stays ? units : start, share: 0n, low: stays ? units : start, high: stays ? units : start }
        : { value: start, share, low, high },
    )
  }
  return issues.length > 0 || typeof total === 'string'
    ? { ok: false, issues }
    : accepted({ parts, total, scale })
}

/** Null: unbounded. A bound between two units moves to the nearer one inside. */
function boundUnits(
  bounds: readonly (number | null)[] | undefined,
  index: number,
  otherwise: bigint | null,
  scale: bigint,
  side: 'up' | 'down',
): bigint | null {
  const bound = bounds === undefined ? undefined : (bounds[index] ?? null)
  if (bound === undefined) return otherwise
  if (bound === null || !Number.isFinite(bound)) return null
  const { numerator, denominator } = rationalOf(bound)
  const remainder = (((numerator * scale) % denominator) + denominator) % denominator
  const below = (numerator * scale - remainder) / denominator
  return side === 'up' && remainder > 0n ? below + 1n : below
}

function wholeUnits(value: number, scale: bigint): bigint | IndicatorIssueCode {
  if (!Number.isFinite(value)) return 'indicators.prorate_not_a_number'
  const { numerator, denominator } = rationalOf(value)
  return (numerator * scale) % denominator === 0n
    ? (numerator * scale) / denominator
    : 'indicators.prorate_decimals'
}

/** A multiple of all denominators. Weights are decimals, so they are small. */
function commonDenominator(weights: readonly number[]): bigint {
  return weights.reduce((common, weight) => {
    // common ÷ denominator in lowest terms leaves what common still lacks.
    const lacking = rational(common, rationalOf(weight).denominator).denominator
    return common * lacking
  }, 1n)
}

function wholeOf(value: Rational, common: bigint): bigint {
  return (value.numerator * common) / value.denominator
}

function clamp(value: bigint, bounds: { readonly low: bigint | null; readonly high: bigint | null }): bigint {
  if (bounds.low !== null && value < bounds.low) return bounds.low
  if (bounds.high !== null && value > bounds.high) return bounds.high
  return value
}

function sumOrNull(values: readonly (bigint | null)[]): bigint | null {
  let total = 0n
  for (const value of values) {
    if (value === null) return null
    total += value
  }
  return total
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

function decimal(units: bigint, scale: bigint): number {
  return nearestNumber(rational(units, scale))
}
