/**
 * Medians and quantiles of many figures in linear time. All work on the first `count` entries of a buffer that they may reorder.
 */

/** The k-th smallest, counted from 0 (Hoare's selection). Entries before k end up not greater, those after not smaller. */
export function selectInPlace(buffer: Float64Array, count: number, k: number, first = 0): number {
  let low = first
  let high = count - 1
  while (low < high) {
    const pivot = middleOfThree(at(buffer, low), at(buffer, (low + high) >> 1), at(buffer, high))
    let left = low
    let right = high
    while (left <= right) {
      while (at(buffer, left) < pivot) left++
      while (at(buffer, right) > pivot) right--
      if (left <= right) {
        const moved = at(buffer, left)
        buffer[left] = at(buffer, right)
        buffer[right] = moved
        left++
        right--
      }
    }
    if (k <= right) high = right
    else if (k >= left) low = left
    else break
  }
  return at(buffer, k)
}

/** Quantile of type 7 (Hyndman and Fan 1996): linear between neighbours, the default of R and of Excel's QUARTILE.INC. */
export function quantileInPlace(buffer: Float64Array, count: number, share: number): number {
  return quantileWithin(buffer, count, share, 0, count)
}

/** A low quantile, the median and the high quantile that mirrors the low one: one selection helps the next. */
export function quantilesInPlace(
  buffer: Float64Array,
  count: number,
  share: number,
): readonly [low: number, median: number, high: number] {
  const median = medianInPlace(buffer, count)
  // What lies before the median's place is not greater than it, what follows not smaller.
  const middle = Math.floor((count - 1) / 2)
  const low = quantileWithin(buffer, count, share, 0, middle + 1)
  const high = quantileWithin(buffer, count, 1 - share, middle, count)
  return [low, median, high]
}

/** The quantile of all `count`, known to lie between the places `first` and `end`. */
function quantileWithin(
  buffer: Float64Array,
  count: number,
  share: number,
  first: number,
  end: number,
): number {
  if (count === 0) return NaN
  const place = (count - 1) * share
  const below = Math.floor(place)
  const lower = selectInPlace(buffer, end, below, first)
  const part = place - below
  if (part === 0) return lower
  // After the selection all that follows is not smaller: the next one in order is the least of it.
  let upper = Infinity
  for (let index = below + 1; index < count; index++) if (at(buffer, index) < upper) upper = at(buffer, index)
  return lower + part * (upper - lower)
}

export function medianInPlace(buffer: Float64Array, count: number): number {
  return quantileInPlace(buffer, count, 0.5)
}

function middleOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b
}

/** Indices here lie within the buffer; the default never comes about and keeps the compiler's question short. */
function at(buffer: Float64Array, index: number): number {
  return buffer[index] ?? NaN
}
