/** A figure looked for between one that is not enough and one that is. */
export interface FigureSearch {
  /** Where to start: what the unit has. */
  readonly start: number
  /** Better figures are larger (1) or smaller (−1). */
  readonly towards: 1 | -1
  /** Best figure that counts; null: there is no end. */
  readonly limit: number | null
  /** A first step of reasonable size where there is no end; above zero. */
  readonly stride: number
  /** Grows with better figures. Not finite: not defined there. */
  readonly total: (figure: number) => number
  readonly isEnough: (total: number) => boolean
}

/** Without an end, so many doublings of the stride are tried. */
const MOST_DOUBLINGS = 60

/**
 * The least change of a figure that is enough, to the last bit: with it the total as computed is enough, with the next figure
 * before it is not. Null: not even the best figure that counts (or 2⁶⁰ strides) is. The start itself, where it is enough already.
 */
export function reachFigure(search: FigureSearch): number | null {
  const { start, towards, limit, stride, total, isEnough } = search
  const holds = (figure: number): boolean => {
    const reached = total(figure)
    return Number.isFinite(reached) && isEnough(reached)
  }
  if (holds(start)) return start
  const best = limit === null ? outwards(start, towards * stride, holds) : limit
  if (best === null || (best - start) * towards <= 0 || !holds(best)) return null
  let before = start
  let after = best
  for (;;) {
    const middle = before / 2 + after / 2
    if (middle === before || middle === after) return after
    if (holds(middle)) after = middle
    else before = middle
  }
}

function outwards(start: number, stride: number, holds: (figure: number) => boolean): number | null {
  for (let power = 0; power <= MOST_DOUBLINGS; power++) {
    const figure = start + stride * 2 ** power
    if (!Number.isFinite(figure)) return null
    if (holds(figure)) return figure
  }
  return null
}
