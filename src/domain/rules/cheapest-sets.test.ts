import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Needs, cheapestSets } from './cheapest-sets.ts'

const COSTS: Readonly<Record<string, number>> = { a: 1, b: 2, c: 3, d: 5, e: 9 }
const costOf = (thing: string): number => COSTS[thing] ?? 0

const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.subarray(Object.keys(COSTS), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<string[] | null>(null, []) },
)
const arbitraryNeeds = fc.letrec<{ node: Needs<string> }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf.map((things): Needs<string> => ({ kind: 'leaf', things })),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 4 })
      .chain((of) =>
        fc.integer({ min: 1, max: of.length }).map((count): Needs<string> => ({ kind: 'gate', count, of })),
      ),
  ),
})).node

function holds(needs: Needs<string>, had: ReadonlySet<string>): boolean {
  if (needs.kind === 'leaf') return needs.things?.every((thing) => had.has(thing)) ?? false
  return needs.of.filter((part) => holds(part, had)).length >= needs.count
}

describe('the cheapest set', () => {
  it('is that of trying every set, and does what it says', () => {
    const every = Object.keys(COSTS).reduce<string[][]>(
      (sets, thing) => [...sets, ...sets.map((set) => [...set, thing])],
      [[]],
    )
    fc.assert(
      fc.property(arbitraryNeeds, (needs) => {
        const { sets, exact } = cheapestSets(needs, costOf)
        expect(exact).toBe(true)
        for (const { things } of sets) expect(holds(needs, new Set(things))).toBe(true)
        const costs = every
          .filter((set) => holds(needs, new Set(set)))
          .map((set) => set.reduce((sum, thing) => sum + costOf(thing), 0))
        expect(sets[0]?.cost ?? null).toBe(costs.length === 0 ? null : Math.min(...costs))
      }),
      { numRuns: 500 },
    )
  })

  it('says when there are too many sets to keep them all', () => {
    const of = Array.from({ length: 14 }, (_, index): Needs<string> => ({
      kind: 'gate',
      count: 1,
      of: [
        { kind: 'leaf', things: [`x${index}`] },
        { kind: 'leaf', things: [`y${index}`] },
      ],
    }))
    const { sets, exact } = cheapestSets({ kind: 'gate', count: 14, of }, (thing) =>
      thing.startsWith('x') ? 1 : 2,
    )
    expect(exact).toBe(false)
    expect(sets[0]?.cost).toBe(14)
  })
})
