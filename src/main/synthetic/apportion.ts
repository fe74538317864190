/** What a place of a typed array holds; a place outside is a mistake of the program. */
export function at(
  array: Float64Array | Int32Array | Uint8Array | Int8Array | readonly number[],
  place: number,
): number {
  const value = array[place]
  if (value === undefined) throw new RangeError(`no place ${String(place)}`)
  return value
}

/**
 * Shares a whole total among members by their weights within bounds, exactly: the factor is found that fills what is free
 * beside those at a bound, and roundings are carried on from one member to the next.
 *
 * Answers the factor, by which those who are not members can be given a figure of the same scale.
 *
 * @throws RangeError when the bounds leave no way to reach the total.
 */
export function apportion(
  into: Float64Array,
  members: readonly number[],
  weights: Float64Array,
  total: number,
  lower: (member: number) => number,
  upper: (member: number) => number,
): number {
  const factor = findFactor(members, weights, total, lower, upper)
  let carry = 0
  let given = 0
  for (const member of members) {
    const exact = within(at(weights, member) * factor, lower(member), upper(member))
    const whole = within(Math.floor(exact + carry + 1e-9), lower(member), upper(member))
    carry += exact - whole
    into[member] = whole
    given += whole
  }
  settle(into, members, total - given, lower, upper)
  return factor
}

function findFactor(
  members: readonly number[],
  weights: Float64Array,
  total: number,
  lower: (member: number) => number,
  upper: (member: number) => number,
): number {
  let low = 0
  let high = 0
  let sum = 0
  for (const member of members) {
    low += lower(member)
    high += upper(member)
    sum += at(weights, member)
  }
  if (members.length === 0 || total < low || total > high)
    throw new RangeError(`no way to share ${String(total)} between ${String(low)} and ${String(high)}`)
  let factor = sum > 0 ? total / sum : 0
  for (let round = 0; round < 60; round += 1) {
    let bound = 0
    let free = 0
    for (const member of members) {
      const exact = at(weights, member) * factor
      const kept = within(exact, lower(member), upper(member))
      if (kept === exact) free += at(weights, member)
      else bound += kept
    }
    if (free === 0) break
    const better = Math.max((total - bound) / free, 0)
    if (Math.abs(better - factor) <= factor * 1e-12) return better
    // Halfway where the bounds pull hard, so that it does not swing.
    factor = round < 30 ? better : (factor + better) / 2
  }
  return factor
}

/** What the bounds left over goes to those who have room, in turn and in proportion to what they have. */
function settle(
  into: Float64Array,
  members: readonly number[],
  rest: number,
  lower: (member: number) => number,
  upper: (member: number) => number,
): void {
  let left = rest
  for (let round = 0; left !== 0 && round < 10_000; round += 1) {
    const before = left
    for (const member of members) {
      if (left === 0) break
      const now = at(into, member)
      const step = Math.max(
        1,
        Math.floor((Math.abs(left) * now) / (now + Math.abs(left) + 1) / members.length),
      )
      const next = within(
        now + Math.sign(left) * Math.min(step, Math.abs(left)),
        lower(member),
        upper(member),
      )
      into[member] = next
      left -= next - now
    }
    if (left === before) throw new RangeError(`${String(left)} could not be shared within the bounds`)
  }
}

/** Splits a whole total by weights; the parts add up to it exactly and none is negative where the total is not. */
export function split(total: number, weights: readonly number[]): number[] {
  let sum = 0
  for (const weight of weights) sum += weight
  let before = 0
  let running = 0
  return weights.map((weight, place) => {
    running += weight
    const until = place === weights.length - 1 || sum === 0 ? total : Math.round((total * running) / sum)
    const part = until - before
    before = until
    return part
  })
}

function within(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}
