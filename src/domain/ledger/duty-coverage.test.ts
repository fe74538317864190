import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unorderedDuties, untakenDuties } from './duty-coverage.ts'
import type { DutyLink } from './duty-coverage.ts'

function link(parentId: string, childId: string): DutyLink {
  return { parentId, childId }
}

/** The zone orders Z1 (with a measure Z1a) and Z2; the parks 东 and 西 have plans of their own. */
const zone = [
  { id: 'Z1', addressedTo: ['东', '西', '南'] },
  { id: 'Z2', addressedTo: ['东'] },
  { id: 'Z3', addressedTo: [] },
]
const parks = [
  { id: 'E1', parkId: '东' },
  { id: 'E1a', parkId: '东' },
  { id: 'E2', parkId: '东' },
  { id: 'W1', parkId: '西' },
  { id: 'W2', parkId: '西' },
  { id: 'W2a', parkId: '西' },
]
const links = [link('Z1', 'E1'), link('E1', 'E1a'), link('Z1', 'Z1a'), link('Z1a', 'W1'), link('W2', 'W2a')]

describe('duties of the zone and of its parks', () => {
  it('shows which park takes up which duty of the zone not', () => {
    expect(untakenDuties(zone, links, parks)).toEqual([
      { dutyId: 'Z1', missing: ['南'] },
      { dutyId: 'Z2', missing: ['东'] },
    ])
  })

  it('shows duties of parks that nobody ordered, with their measures', () => {
    expect(unorderedDuties(parks, links)).toEqual(['E2', 'W2', 'W2a'])
  })

  it('is not led astray by a circle', () => {
    const circle = [...links, link('E1a', 'E1'), link('W2a', 'W2')]
    expect(untakenDuties(zone, circle, parks)).toEqual(untakenDuties(zone, links, parks))
    expect(unorderedDuties(parks, circle)).toEqual(['E2', 'W2', 'W2a'])
  })

  it('without links takes up nothing and orders nothing', () => {
    expect(untakenDuties(zone, [], parks).map(({ missing }) => missing)).toEqual([['东', '西', '南'], ['东']])
    expect(unorderedDuties(parks, [])).toEqual(parks.map(({ id }) => id))
  })

  it('closes a gap with every link and opens none', () => {
    const anyLink = fc.record({
      parentId: fc.constantFrom('Z1', 'Z2', 'Z1a', 'E1', 'W2'),
      childId: fc.constantFrom('Z1a', 'E1', 'E2', 'W1', 'W2', 'W2a'),
    })
    const gaps = (some: readonly DutyLink[]): string[] =>
      untakenDuties(zone, some, parks).flatMap(({ dutyId, missing }) =>
        missing.map((park) => `${dutyId} ${park}`),
      )
    fc.assert(
      fc.property(fc.array(anyLink, { maxLength: 12 }), anyLink, (some, more) => {
        const [fewer, all] = [new Set(gaps(some)), gaps([...some, more])]
        expect(all.every((gap) => fewer.has(gap))).toBe(true)
        const unordered = new Set(unorderedDuties(parks, some))
        expect(unorderedDuties(parks, [...some, more]).every((id) => unordered.has(id))).toBe(true)
      }),
    )
  })

  it('takes up a duty for a park exactly where a path of links leads there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), (steps) => {
        const chain = ['Z2', ...steps.map((step, at) => `m${at}-${step}`), 'E2']
        const path = chain.slice(1).map((id, at) => link(chain[at] ?? '', id))
        expect(untakenDuties([{ id: 'Z2', addressedTo: ['东'] }], path, parks)).toEqual([])
        for (const cut of path) {
          const broken = path.filter((one) => one !== cut)
          expect(untakenDuties([{ id: 'Z2', addressedTo: ['东'] }], broken, parks)).toHaveLength(1)
        }
      }),
    )
  })
})
