import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideSupport, type SupportClaim } from './divide-support.ts'

const claim = (
  unit: string,
  weight: number,
  floorWan: number | null = null,
  ceilingWan: number | null = null,
): SupportClaim => ({ unit, weights: [weight], floorWan, ceilingWan })

function amounts(claims: readonly SupportClaim[], poolWan: number): number[] {
  const divided = divideSupport(claims, poolWan)
  if (!divided.ok) throw new Error(divided.issues.map(({ code }) => code).join())
  return divided.value.map(({ amountWan }) => amountWan)
}

const someClaims = fc.array(
  fc
    .record({
      weights: fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 2 }),
      floorWan: fc.option(fc.integer({ min: 0, max: 50 })),
      extra: fc.option(fc.integer({ min: 0, max: 500 })),
    })
    .map(({ weights, floorWan, extra }) => ({
      weights,
      floorWan,
      ceilingWan: extra === null ? null : (floorWan ?? 0) + extra,
    })),
  { minLength: 1, maxLength: 20 },
)
const named = (list: readonly Omit<SupportClaim, 'unit'>[]): SupportClaim[] =>
  list.map((one, at) => ({ ...one, unit: `u${String(at)}` }))

describe('dividing a pool', () => {
  it.each([
    ['by weight', [claim('a', 3), claim('b', 2), claim('c', 1)], 600, [300, 200, 100]],
    ['the largest remainder first', [claim('a', 3), claim('b', 2), claim('c', 1)], 100, [50, 33, 17]],
    ['equal remainders in the order given', [claim('a', 1), claim('b', 1), claim('c', 1)], 100, [34, 33, 33]],
    [
      'what a ceiling leaves goes to the others',
      [claim('a', 3, null, 40), claim('b', 2), claim('c', 1)],
      100,
      [40, 40, 20],
    ],
    ['a floor is taken from the others', [claim('a', 8), claim('b', 1, 30), claim('c', 1)], 100, [62, 30, 8]],
    [
      'floor and ceiling at once',
      [claim('a', 90, null, 50), claim('b', 5, 30), claim('c', 5)],
      100,
      [50, 30, 20],
    ],
    [
      'less than the pool where all ceilings are reached',
      [claim('a', 1, null, 10), claim('b', 9, null, 20)],
      100,
      [10, 20],
    ],
    ['without weight the floor only', [claim('a', 0, 15), claim('b', 1)], 100, [15, 85]],
    ['nothing of nothing', [claim('a', 1), claim('b', 2)], 0, [0, 0]],
  ] as const)('%s', (_what, claims, pool, expected) => {
    expect(amounts(claims, pool)).toEqual(expected)
  })

  it('is exact where sums of floating numbers are not', () => {
    // 0.1 + 0.2 is no 0.3 in binary: each is taken as the fraction that it is, and all of the pool is divided.
    const claims = [claim('a', 0.1), claim('b', 0.2), claim('c', 0.3), claim('d', 1e-300)]
    expect(amounts(claims, 999_999_999_999)).toEqual([166_666_666_667, 333_333_333_333, 499_999_999_999, 0])
  })

  it('says which bound or rounding touched whom', () => {
    const divided = divideSupport([claim('a', 3, null, 40), claim('b', 2), claim('c', 1, 25)], 101)
    expect(divided).toEqual({
      ok: true,
      value: [
        { unit: 'a', amountWan: 40, bound: 'ceiling', rounded: false },
        { unit: 'b', amountWan: 36, bound: null, rounded: false },
        { unit: 'c', amountWan: 25, bound: 'floor', rounded: false },
      ],
    })
  })

  it('refuses a pool that does not reach for the floors', () => {
    expect(divideSupport([claim('a', 1, 60), claim('b', 1, 50)], 100)).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.pool_below_floors', params: { poolWan: 100, floorsWan: 110 } }],
    })
  })

  it('never gives more than the pool, keeps bounds, and leaves nothing that somebody could have', () => {
    fc.assert(
      fc.property(someClaims, fc.integer({ min: 0, max: 5_000 }), (list, poolWan) => {
        const claims = named(list)
        const floors = claims.reduce((sum, { floorWan }) => sum + (floorWan ?? 0), 0)
        const divided = divideSupport(claims, poolWan)
        expect(divided.ok).toBe(floors <= poolWan)
        if (!divided.ok) return
        const total = divided.value.reduce((sum, { amountWan }) => sum + amountWan, 0)
        expect(total).toBeLessThanOrEqual(poolWan)
        divided.value.forEach(({ amountWan }, at) => {
          const { floorWan, ceilingWan } = claims[at] ?? claim('', 0)
          expect(Number.isInteger(amountWan)).toBe(true)
          expect(amountWan).toBeGreaterThanOrEqual(floorWan ?? 0)
          expect(amountWan).toBeLessThanOrEqual(ceilingWan ?? Number.POSITIVE_INFINITY)
        })
        const couldTakeMore = claims.some(
          ({ weights, ceilingWan }, at) =>
            weights.every((weight) => weight > 0) &&
            (divided.value[at]?.amountWan ?? 0) < (ceilingWan ?? Number.POSITIVE_INFINITY),
        )
        if (couldTakeMore) expect(total).toBe(poolWan)
      }),
    )
  })

  it('gives no less to the larger weight under equal bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        (weights, pool) => {
          const sorted = weights.toSorted((one, other) => other - one)
          const given = amounts(
            sorted.map((weight, at) => claim(`u${String(at)}`, weight, 0, 300)),
            pool,
          )
          expect(given).toEqual(given.toSorted((one, other) => other - one))
        },
      ),
    )
  })

  it('does not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(
        someClaims,
        fc.integer({ min: 1_000, max: 5_000 }),
        fc.integer({ min: -20, max: 20 }),
        (list, pool, power) => {
          const scaled = list.map((one) => ({ ...one, weights: [...one.weights, 2 ** power] }))
          expect(amounts(named(scaled), pool)).toEqual(amounts(named(list), pool))
        },
      ),
    )
  })
})
