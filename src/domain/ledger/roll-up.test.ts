import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { somePercent } from '#tests/duty-arbitraries'
import { DUTY_STATES } from './duty.ts'
import { rollUp, rollUpTree } from './roll-up.ts'
import type { PartProgress, RollUpNode } from './roll-up.ts'

const byParts = { rollUp: 'parts', progress: 7 } as const

function part(
  id: string,
  weight: number,
  progress: number,
  state: PartProgress['state'] = 'in-progress',
): PartProgress {
  return { id, weight, progress, state }
}

const someParts = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 1, max: 100_000 }).map((n) => n / 1000),
      progress: somePercent,
      state: fc.constantFrom(...DUTY_STATES),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.map((one, at): PartProgress => ({ ...one, id: `part-${String(at)}` })))

describe('progress of a duty by its parts', () => {
  it('is their mean by weight, with the sum shown', () => {
    expect(rollUp(byParts, [part('a', 2, 50), part('b', 1, 80)])).toEqual({
      progress: 60,
      parts: [
        { id: 'a', weight: 2, progress: 50, share: 2 / 3, points: (2 / 3) * 50 },
        { id: 'b', weight: 1, progress: 80, share: 1 / 3, points: (1 / 3) * 80 },
      ],
      left: [],
    })
  })

  it('rounds half up to two decimals', () => {
    expect(rollUp(byParts, [part('a', 1, 33.33), part('b', 1, 33.34)]).progress).toBe(33.34)
    expect(rollUp(byParts, [part('a', 1, 0), part('b', 1, 0), part('c', 1, 100)]).progress).toBe(33.33)
    expect(rollUp(byParts, [part('a', 1, 0.01), part('b', 1, 1)]).progress).toBe(0.51)
    // Exactly 0.145, which floating point makes a little less.
    expect(rollUp(byParts, [part('a', 3, 0.12), part('b', 1, 0.22)]).progress).toBe(0.15)
  })

  it('takes verified and closed parts as complete, and names those that do not count', () => {
    const result = rollUp(byParts, [
      part('done', 1, 90, 'closed'),
      part('checked', 1, 90, 'verified'),
      part('waiting', 1, 10, 'reported'),
      part('held', 5, 10, 'suspended'),
      part('dropped', 5, 10, 'dropped'),
      part('merged', 5, 10, 'merged'),
    ])
    expect(result.progress).toBe(70)
    expect(result.left).toEqual(['held', 'dropped', 'merged'])
  })

  it('is what the lead reports where no part counts, or where it is said so', () => {
    expect(rollUp(byParts, [])).toEqual({ progress: 7, parts: null, left: [] })
    expect(rollUp(byParts, [part('a', 1, 50, 'dropped')])).toEqual({ progress: 7, parts: null, left: ['a'] })
    expect(rollUp({ rollUp: 'own', progress: 7 }, [part('a', 1, 50)])).toEqual({
      progress: 7,
      parts: null,
      left: [],
    })
  })

  it('lies between the least and the most, whose shares add to one, and rises with a part', () => {
    fc.assert(
      fc.property(someParts, fc.integer({ min: 1, max: 50 }), (parts, factor) => {
        const result = rollUp(byParts, parts)
        const shown = result.parts ?? []
        expect(shown.length + result.left.length).toBe(parts.length)
        if (result.parts === null) return
        const values = shown.map(({ progress }) => progress)
        expect(result.progress).toBeGreaterThanOrEqual(Math.min(...values))
        expect(result.progress).toBeLessThanOrEqual(Math.max(...values))
        expect(shown.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(
          Math.abs(shown.reduce((sum, { points }) => sum + points, 0) - result.progress),
        ).toBeLessThanOrEqual(0.005_001)
        const scaled = rollUp(
          byParts,
          parts.map((one) => ({ ...one, weight: one.weight * factor })),
        )
        expect(scaled.progress).toBe(result.progress)
        const risen = rollUp(
          byParts,
          parts.map((one) => ({ ...one, progress: Math.min(100, one.progress + 5) })),
        )
        expect(risen.progress).toBeGreaterThanOrEqual(result.progress)
      }),
    )
  })
})

describe('progress of a whole tree', () => {
  function node(id: string, parentId: string | null, fields: Partial<RollUpNode> = {}): RollUpNode {
    return { id, parentId, rollUp: 'parts', progress: 0, weight: 1, state: 'in-progress', ...fields }
  }

  it('goes from the leaves up', () => {
    const outcome = rollUpTree([
      node('zone', null),
      node('leaf-1', 'park', { progress: 40 }),
      node('park', 'zone', { weight: 3 }),
      node('leaf-2', 'park', { progress: 80 }),
      node('other', 'zone', { progress: 20 }),
    ])
    if (!outcome.ok) throw new Error('refused')
    expect(outcome.value.get('park')?.progress).toBe(60)
    expect(outcome.value.get('zone')?.progress).toBe(50)
    expect(outcome.value.get('leaf-1')).toEqual({ progress: 40, parts: null, left: [] })
    expect(outcome.value.size).toBe(5)
  })

  it('reaches any depth', () => {
    const depth = 20_000
    const nodes = Array.from({ length: depth }, (_, at) =>
      node(`n${String(at)}`, at === 0 ? null : `n${String(at - 1)}`, {
        progress: at === depth - 1 ? 55.5 : 0,
      }),
    )
    const outcome = rollUpTree(nodes)
    expect(outcome.ok && outcome.value.get('n0')?.progress).toBe(55.5)
  })

  it('counts many parts of one duty without slowing down by their square', () => {
    const nodes = [
      node('root', null),
      ...Array.from({ length: 60_000 }, (_, at) => node(`n${String(at)}`, 'root', { progress: 12 })),
    ]
    const outcome = rollUpTree(nodes)
    expect(outcome.ok && outcome.value.get('root')?.progress).toBe(12)
  })

  it('refuses a circle and names who is in it', () => {
    const outcome = rollUpTree([
      node('fine', null),
      node('hanging', 'a'),
      node('a', 'b'),
      node('b', 'c'),
      node('c', 'a'),
    ])
    expect(outcome).toEqual({
      ok: false,
      issues: [{ code: 'ledger.parts_circle', params: { ids: ['a', 'b', 'c'] } }],
    })
  })

  it('takes a duty whose parent is elsewhere as one without', () => {
    const outcome = rollUpTree([node('a', 'not-here', { progress: 30 })])
    expect(outcome.ok && outcome.value.get('a')?.progress).toBe(30)
  })
})
