import { accepted, refused, type Outcome } from '#domain/kernel'

/** One of those among whom a pool is divided. */
export interface SupportClaim {
  readonly unit: string
  /** Factors of its share; their product counts. Finite, none below zero. */
  readonly weights: readonly number[]
  /** Whole 万元; null: none. */
  readonly floorWan: number | null
  readonly ceilingWan: number | null
}

export interface SupportShare {
  readonly unit: string
  /** Whole 万元. */
  readonly amountWan: number
  /** What kept it from its proportional share. */
  readonly bound: 'floor' | 'ceiling' | null
  /** Its share was no whole number, so one 万元 went by the largest remainder. */
  readonly rounded: boolean
}

/**
 * Divides a pool by weights: whoever would get less than his floor gets the floor, more than his ceiling the ceiling, and the others
 * share what is left in proportion (water-filling), in whole 万元 by the largest remainder (Hare–Niemeyer). Of equal remainders the
 * larger weight comes first, then the order given. Exact: weights are taken as the binary fractions that they are, so no sum of
 * roundings can pass the pool. All of the pool is divided unless every ceiling is reached or nobody left has a weight.
 * Example: a pool of 100 among weights 3, 2, 1 → 50, 33, 17; with a ceiling of 40 on the first → 40, 40, 20.
 */
export function divideSupport(
  claims: readonly SupportClaim[],
  poolWan: number,
): Outcome<readonly SupportShare[]> {
  const floorsWan = claims.reduce((sum, { floorWan }) => sum + (floorWan ?? 0), 0)
  if (floorsWan > poolWan)
    return refused({ code: 'evaluation.pool_below_floors', params: { poolWan, floorsWan } })
  const weights = wholeWeights(claims)
  const all = claims.map((claim, at): Claim => ({
    at,
    weight: weights[at] ?? 0n,
    floor: BigInt(claim.floorWan ?? 0),
    ceiling: claim.ceilingWan === null ? null : BigInt(claim.ceilingWan),
  }))
  const amounts = new Map<number, { amount: bigint; bound: SupportShare['bound']; rounded: boolean }>()
  let open = all.filter(({ weight }) => weight > 0n)
  // Without a weight nobody gets more than his floor.
  for (const { at, weight, floor } of all)
    if (weight === 0n) amounts.set(at, { amount: floor, bound: floor > 0n ? 'floor' : null, rounded: false })
  for (;;) {
    const fixed = [...amounts.values()].reduce((sum, { amount }) => sum + amount, 0n)
    const left = BigInt(poolWan) - fixed
    const sum = open.reduce((total, { weight }) => total + weight, 0n)
    if (open.length === 0) break
    const low = open.filter(({ weight, floor }) => left * weight < floor * sum)
    const high = open.filter(({ weight, ceiling }) => ceiling !== null && left * weight > ceiling * sum)
    if (low.length === 0 && high.length === 0) {
      shareOut(open, left, sum, amounts)
      break
    }
    // What floors want beyond the proportional shares against what ceilings leave over: the greater need is surely at its bound.
    const wanted = low.reduce((total, { weight, floor }) => total + floor * sum - left * weight, 0n)
    const spared = high.reduce(
      (total, { weight, ceiling }) => total + left * weight - (ceiling ?? 0n) * sum,
      0n,
    )
    const settled = new Set<number>()
    if (wanted >= spared)
      for (const { at, floor } of low) {
        amounts.set(at, { amount: floor, bound: 'floor', rounded: false })
        settled.add(at)
      }
    if (spared >= wanted)
      for (const { at, ceiling } of high) {
        amounts.set(at, { amount: ceiling ?? 0n, bound: 'ceiling', rounded: false })
        settled.add(at)
      }
    open = open.filter(({ at }) => !settled.has(at))
  }
  return accepted(
    claims.map(({ unit }, at) => {
      const { amount, bound, rounded } = amounts.get(at) ?? { amount: 0n, bound: null, rounded: false }
      return { unit, amountWan: Number(amount), bound, rounded }
    }),
  )
}

interface Claim {
  readonly at: number
  readonly weight: bigint
  readonly floor: bigint
  readonly ceiling: bigint | null
}

/** Among those whom no bound holds: the whole part for each, then one more by the largest remainder. */
function shareOut(
  open: readonly Claim[],
  left: bigint,
  sum: bigint,
  amounts: Map<number, { amount: bigint; bound: SupportShare['bound']; rounded: boolean }>,
): void {
  const shares = open.map(({ at, weight }) => ({
    at,
    weight,
    whole: (left * weight) / sum,
    rest: (left * weight) % sum,
  }))
  let over = left - shares.reduce((total, { whole }) => total + whole, 0n)
  const first = shares.toSorted(
    (one, other) => compare(other.rest, one.rest) || compare(other.weight, one.weight) || one.at - other.at,
  )
  for (const { at, whole, rest } of first) {
    const more = over > 0n && rest > 0n ? 1n : 0n
    amounts.set(at, { amount: whole + more, bound: null, rounded: rest > 0n })
    over -= more
  }
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Products of the weights in the same proportions as whole numbers, without rounding. */
function wholeWeights(claims: readonly SupportClaim[]): readonly bigint[] {
  const parts = claims.map(({ weights }) => {
    let mantissa = 1n
    let exponent = 0
    for (const weight of weights) {
      if (!(weight > 0)) return { mantissa: 0n, exponent: 0 }
      const [whole, shift] = binaryParts(weight)
      mantissa *= whole
      exponent += shift
    }
    return { mantissa, exponent }
  })
  const least = parts.reduce(
    (low, { mantissa, exponent }) => (mantissa > 0n && exponent < low ? exponent : low),
    0,
  )
  return parts.map(({ mantissa, exponent }) => (mantissa === 0n ? 0n : mantissa << BigInt(exponent - least)))
}

/** A finite number above zero as whole × 2^shift. */
function binaryParts(value: number): readonly [bigint, number] {
  let shift = 0
  let whole = value
  // Doubling is exact: no number below 2^53 has more than 1,074 binary places.
  while (!Number.isInteger(whole)) {
    whole *= 2
    shift -= 1
  }
  return [BigInt(whole), shift]
}
