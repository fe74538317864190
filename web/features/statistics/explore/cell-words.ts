import type { Exploration } from '#contract/statistics'

export type ExploreCell = Exploration['total']['cells'][number]
export type ExploreGroup = Exploration['total']

/** What formatting a number of the explorer needs to know. */
export interface NumberStyle {
  readonly decimals: number
  /** Growth shows its sign. */
  readonly signed: boolean
}

export function styleOf(
  exploration: Pick<Exploration, 'decimals'>,
  transform: string | undefined,
): NumberStyle {
  return {
    decimals: exploration.decimals,
    signed: transform === 'growth' || transform === 'growth-same-period',
  }
}

const formats = new Map<string, Intl.NumberFormat>()

/** With separators and always the same decimals, so that a column lines up. A rounded zero has no sign. */
export function cellNumber(value: number, { decimals, signed }: NumberStyle): string {
  const key = `${decimals} ${signed}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? 'exceptZero' : 'negative',
    })
    formats.set(key, format)
  }
  return format.format(value).replace('-', '−')
}

/** The group and the whole as rows: the whole first, then by the column asked for; what is unknown last. */
export function orderGroups(
  groups: readonly ExploreGroup[],
  periods: readonly string[],
  sort: string | undefined,
  compareNames: (a: ExploreGroup, b: ExploreGroup) => number,
): readonly ExploreGroup[] {
  const { by, descending } = sortOf(sort, periods)
  const place = by === 'name' ? -1 : periods.indexOf(by)
  const sign = descending ? -1 : 1
  return [...groups].sort((a, b) => {
    // Of which the register says nothing stands last however it is sorted.
    if ((a.code === '') !== (b.code === '')) return a.code === '' ? 1 : -1
    if (place < 0) return sign * compareNames(a, b)
    const left = a.cells[place]?.value ?? null
    const right = b.cells[place]?.value ?? null
    if (left === null || right === null) return left === right ? compareNames(a, b) : left === null ? 1 : -1
    return sign * (left - right) || compareNames(a, b)
  })
}

/** `-2025`: by that period, largest first; absent: by the latest period. */
export function sortOf(
  sort: string | undefined,
  periods: readonly string[],
): { readonly by: string; readonly descending: boolean } {
  const by = sort?.replace(/^-/u, '') ?? ''
  if (by === 'name' || periods.includes(by)) return { by, descending: sort?.startsWith('-') ?? false }
  return { by: periods.at(-1) ?? 'name', descending: periods.length > 0 }
}

/**
 * Points of a small line in a box from 0 to 1, above is more; a gap begins a new piece. A series that never changes lies in the
 * middle.
 */
export function sparkPieces(
  values: readonly (number | null)[],
): readonly (readonly (readonly [number, number])[])[] {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return []
  const least = Math.min(...known)
  const range = Math.max(...known) - least
  const pieces: [number, number][][] = [[]]
  values.forEach((value, index) => {
    if (value === null) pieces.push([])
    else
      pieces
        .at(-1)
        ?.push([
          values.length === 1 ? 0.5 : index / (values.length - 1),
          range === 0 ? 0.5 : 1 - (value - least) / range,
        ])
  })
  return pieces.filter((piece) => piece.length > 0)
}

/** Bounds of at most `most` classes of nearly equal numbers of values, ascending: each class is from one bound to the next. */
export function classBounds(values: readonly number[], most: number): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return []
  const bounds = [first]
  const classes = Math.min(most, new Set(sorted).size)
  for (let index = 1; index < classes; index++) {
    const bound = sorted[Math.floor((index * sorted.length) / classes)] ?? last
    if (bound > (bounds.at(-1) ?? first)) bounds.push(bound)
  }
  return [...bounds, last]
}

/** In which class a value is, from 0. */
export function classOf(value: number, bounds: readonly number[]): number {
  let found = 0
  for (let index = 1; index < bounds.length - 1; index++)
    if (value >= (bounds[index] ?? Infinity)) found = index
  return found
}

/** A period with fewer enterprises than this share of the one before is not yet collected. */
const COLLECTED = 0.9

/**
 * The latest period where far fewer enterprises stand behind the whole than in the one before: its sums and growth say how far
 * the collection is, not how the zone does. Null where it is collected, or nothing tells.
 */
export function uncollected(
  periods: readonly string[],
  total: ExploreGroup,
): { readonly period: string; readonly now: number; readonly before: number } | null {
  const period = periods.at(-1)
  const now = total.cells.at(-1)?.entities ?? null
  const before = total.cells.at(-2)?.entities ?? null
  return period === undefined || now === null || before === null || now >= COLLECTED * before
    ? null
    : { period, now, before }
}
