import type { ClockView } from '#contract/procedures'

/** A scale that all clocks of a case share: from moments to shares of the width, 0 to 1. */
export interface ClockAxis {
  readonly from: number
  readonly to: number
  readonly now: number
  readonly at: (moment: number) => number
  /** Days to write below, in order. */
  readonly ticks: readonly { readonly at: number; readonly moment: number }[]
  /** Whether time in which every clock stands still was drawn narrower. */
  readonly compressed: boolean
}

type DrawnClock = Pick<ClockView, 'pieces' | 'startedAt' | 'dueAt' | 'stoppedAt' | 'dayMs' | 'calendar'>

const DAY = 86_400_000
/** The zone's time is eight hours ahead, without summer time. */
const ZONE_OFFSET = 8 * 3_600_000
/** Nights and lunch breaks vanish where nothing counts; days of rest keep a strip, because their reason is read. */
const NARROW = 0.08
const REST_WIDTH: Readonly<Record<string, number>> = { 'off-hours': 0, weekend: NARROW, holiday: NARROW }

/**
 * Time runs from the first start to the last deadline or to now. Where every clock that exists is closed for rest the scale
 * shrinks, so that the bars show working time and not nights; the time ahead is as wide as time was on average.
 */
export function clockAxis(clocks: readonly DrawnClock[], now: number): ClockAxis {
  const starts = clocks.map(({ startedAt }) => Date.parse(startedAt))
  const ends = clocks.flatMap((clock) => [
    Math.min(now, clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt)),
    ...(clock.stoppedAt === null && clock.dueAt !== null ? [Date.parse(clock.dueAt)] : []),
    ...clock.pieces.map(({ to }) => Date.parse(to)),
  ])
  const from = Math.min(...starts)
  const to = Math.max(from + 60_000, ...ends)
  const past = Math.min(Math.max(now, from), to)

  const drawn = clocks.map(({ pieces }) =>
    pieces.map((piece) => ({
      from: Date.parse(piece.from),
      to: Date.parse(piece.to),
      width: piece.kind === 'closed' ? (REST_WIDTH[piece.reason ?? ''] ?? NARROW) : 1,
    })),
  )
  const marks = new Set([from, to, past])
  for (const piece of drawn.flat()) marks.add(piece.from).add(piece.to)
  const moments = [...marks].filter((each) => each >= from && each <= to).sort((a, b) => a - b)
  const ahead = widthAhead(clocks)
  const widths: number[] = [0]
  /** For every clock the piece that the sweep has reached. */
  const reached = drawn.map(() => 0)
  let compressed = false
  for (let index = 1; index < moments.length; index++) {
    const [begin = from, end = from] = [moments[index - 1], moments[index]]
    const share = begin >= past ? ahead : widthAt(begin)
    if (share < 1) compressed = true
    widths.push((widths[index - 1] ?? 0) + (end - begin) * share)
  }
  const whole = widths.at(-1) || 1
  const at = (moment: number) => {
    if (moment <= from) return 0
    if (moment >= to) return 1
    const next = firstNotBefore(moments, moment)
    const [begin = from, end = to] = [moments[next - 1], moments[next]]
    const [left = 0, right = whole] = [widths[next - 1], widths[next]]
    return (left + ((moment - begin) / (end - begin || 1)) * (right - left)) / whole
  }
  return { from, to, now: past, at, ticks: ticksOf(from, to, at), compressed }

  /** How wide a stretch is drawn: full unless every clock that runs then is closed for rest. */
  function widthAt(begin: number): number {
    let width: number | null = null
    for (const [clock, pieces] of drawn.entries()) {
      let at = reached[clock] ?? 0
      while ((pieces[at]?.to ?? Infinity) <= begin) at++
      reached[clock] = at
      const piece = pieces[at]
      if (piece && piece.from <= begin) width = Math.max(width ?? 0, piece.width)
    }
    return width ?? NARROW
  }
}

/** The place of the first of the ordered moments that is not before one; by halving. */
function firstNotBefore(moments: readonly number[], moment: number): number {
  let [low, high] = [0, moments.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((moments[middle] ?? 0) < moment) low = middle + 1
    else high = middle
  }
  return low
}

/** Of the time ahead nobody has said yet what is rest: it is as wide as an ordinary week of the busiest calendar. */
function widthAhead(clocks: readonly DrawnClock[]): number {
  const open = clocks.filter(({ stoppedAt }) => stoppedAt === null)
  const shares = open.map(({ dayMs }) => (dayMs >= DAY ? 1 : (dayMs / DAY) * (5 / 7)))
  return Math.max(0.05, ...shares)
}

/** Beginnings of days, far enough from one another to be read. */
function ticksOf(from: number, to: number, at: (moment: number) => number): ClockAxis['ticks'] {
  const ticks: { at: number; moment: number }[] = []
  const first = Math.ceil((from + ZONE_OFFSET) / DAY) * DAY - ZONE_OFFSET
  const days = (to - first) / DAY
  const every = Math.max(1, Math.floor(days / 400))
  let last = -1
  for (let moment = first; moment < to; moment += every * DAY) {
    const place = at(moment)
    if (place - last < 0.11 || place > 0.96) continue
    ticks.push({ at: place, moment })
    last = place
  }
  return ticks
}

/** Room that the words of a day take, in pixels, with a gap; and half of the word “now”. */
const TICK_ROOM = 56
const NOW_ROOM = 18

/** The days that can be written on a scale of so many pixels without running into one another or into “now”. */
export function readableTicks(
  ticks: ClockAxis['ticks'],
  width: number,
  now: number | null,
): readonly ClockAxis['ticks'][number][] {
  const kept: ClockAxis['ticks'][number][] = []
  for (const tick of ticks) {
    const left = tick.at * width
    const before = kept.at(-1)
    if (before && left - before.at * width < TICK_ROOM) continue
    if (now !== null && left + TICK_ROOM > now * width - NOW_ROOM && left < now * width + NOW_ROOM) continue
    kept.push(tick)
  }
  return kept
}

/** What of a clock is drawn: pieces of the same kind that touch are one, unless they were recorded apart. */
export function drawnPieces(pieces: ClockView['pieces']): ClockView['pieces'] {
  const drawn: ClockView['pieces'] = []
  for (const piece of pieces) {
    const last = drawn.at(-1)
    if (
      last &&
      last.kind === piece.kind &&
      last.reason === piece.reason &&
      last.interval === piece.interval &&
      last.to === piece.from
    )
      drawn[drawn.length - 1] = { ...last, to: piece.to }
    else drawn.push(piece)
  }
  return drawn
}

/** The sums by kind, closures by their reason; they add up to the wall time. */
export function sumsOf(
  pieces: ClockView['pieces'],
): { readonly kind: string; readonly reason: string | null; readonly ms: number }[] {
  const sums = new Map<string, { kind: string; reason: string | null; ms: number }>()
  for (const piece of pieces) {
    const reason = piece.kind === 'closed' ? piece.reason : null
    const key = `${piece.kind} ${reason ?? ''}`
    const before = sums.get(key) ?? { kind: piece.kind, reason, ms: 0 }
    sums.set(key, { ...before, ms: before.ms + Date.parse(piece.to) - Date.parse(piece.from) })
  }
  const order = ['running', 'overdue', 'paused', 'closed']
  return [...sums.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}
