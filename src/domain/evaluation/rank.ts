import type { Ranking } from './scheme.ts'

type Column = readonly (number | null)[]

/**
 * Ranks from the largest value on, 1 is first; null where there is no value. Values are compared as they are, never rounded.
 * Equal values are told apart by `breakers` in turn (a missing value there stands last); what is still equal shares ranks as
 * `ties` says: min as in sport and COINr (1 2 2 4), max (1 3 3 4), average (1 2.5 2.5 4), dense (1 2 2 3).
 */
export function rankUnits(
  values: Column,
  ties: Ranking['ties'],
  breakers: readonly Column[] = [],
): (number | null)[] {
  const keys = [values, ...breakers]
  const compare = (a: number, b: number): number => {
    for (const key of keys) {
      const [left, right] = [key[a] ?? -Infinity, key[b] ?? -Infinity]
      if (left !== right) return left > right ? -1 : 1
    }
    return 0
  }
  const order = [...values.keys()].filter((unit) => values[unit] !== null).sort(compare)
  const ranks = values.map((): number | null => null)
  let blocks = 0
  let start = 0
  while (start < order.length) {
    const first = order[start] ?? 0
    let end = start + 1
    while (end < order.length && compare(first, order[end] ?? 0) === 0) end++
    blocks++
    const rank = { min: start + 1, max: end, average: (start + 1 + end) / 2, dense: blocks }[ties]
    for (const unit of order.slice(start, end)) ranks[unit] = rank
    start = end
  }
  return ranks
}

/** The same within each group; a unit without a group has no rank among peers. */
export function rankWithinGroups(
  values: Column,
  groups: readonly (string | null)[],
  ties: Ranking['ties'],
  breakers: readonly Column[] = [],
): (number | null)[] {
  const ranks = values.map((): number | null => null)
  for (const group of new Set(groups)) {
    if (group === null) continue
    const own = rankUnits(
      values.map((value, unit) => (groups[unit] === group ? value : null)),
      ties,
      breakers,
    )
    own.forEach((rank, unit) => {
      if (rank !== null) ranks[unit] = rank
    })
  }
  return ranks
}
