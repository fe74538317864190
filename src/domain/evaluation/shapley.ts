/** With so many players all coalitions are looked at; with more, two orders (first to last and back) are averaged. */
export const MOST_FOR_ALL_COALITIONS = 10

/**
 * What each of `count` players adds to a game, adding up to value(all) − value(none). Up to ten players: the Shapley value (1953),
 * the mean over all orders. Above: the mean of the given order and its reverse, which adds up as exactly but knows orders.
 * `value` is asked for a coalition by its members.
 */
export function shareOut(count: number, value: (members: readonly boolean[]) => number): readonly number[] {
  return count <= MOST_FOR_ALL_COALITIONS ? overAllOrders(count, value) : overTwoOrders(count, value)
}

function overAllOrders(count: number, value: (members: readonly boolean[]) => number): readonly number[] {
  const values = Array.from({ length: 1 << count }, (_, coalition) =>
    value(Array.from({ length: count }, (_, player) => (coalition & (1 << player)) !== 0)),
  )
  // By size of the coalition that is joined: |S|! (n − |S| − 1)! / n!
  const chances = Array.from({ length: count }, (_, size) => 1 / (count * binomial(count - 1, size)))
  return Array.from({ length: count }, (_, player) => {
    let sum = 0
    for (const [coalition, without] of values.entries()) {
      if ((coalition & (1 << player)) !== 0) continue
      const joined = values[coalition | (1 << player)] ?? 0
      sum += (chances[sizeOf(coalition)] ?? 0) * (joined - without)
    }
    return sum
  })
}

function overTwoOrders(count: number, value: (members: readonly boolean[]) => number): readonly number[] {
  const order = Array.from({ length: count }, (_, player) => player)
  const gains = new Array<number>(count).fill(0)
  for (const players of [order, [...order].reverse()]) {
    const members = new Array<boolean>(count).fill(false)
    let reached = value(members)
    for (const player of players) {
      members[player] = true
      const next = value(members)
      gains[player] = (gains[player] ?? 0) + (next - reached) / 2
      reached = next
    }
  }
  return gains
}

function sizeOf(coalition: number): number {
  let size = 0
  for (let rest = coalition; rest > 0; rest >>= 1) size += rest & 1
  return size
}

function binomial(n: number, k: number): number {
  let value = 1
  for (let step = 1; step <= k; step++) value = (value * (n - k + step)) / step
  return value
}
