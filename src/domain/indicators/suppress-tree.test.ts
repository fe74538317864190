import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recoverable, type SumRelation } from './recoverable.ts'
import { DEFAULT_SUPPRESSION } from './suppress.ts'
import { suppressTree, type TreeCell } from './suppress-tree.ts'

const cell = (parent: number | null, value: number, entities: number): TreeCell => ({
  parent,
  value,
  entities,
  topOne: entities === 0 ? null : 1 / entities,
  topTwo: entities === 0 ? null : Math.min(1, 2 / entities),
})

/** The tree's sums as the auditor takes them; the total is the last cell. */
function relationsOf(cells: readonly TreeCell[]): SumRelation[] {
  const partsOf = (parent: number | null) =>
    cells.flatMap((one, index) => (one.parent === parent ? [index] : []))
  return [
    { total: cells.length, parts: partsOf(null) },
    ...cells
      .map((_, index) => ({ total: index, parts: partsOf(index) }))
      .filter(({ parts }) => parts.length > 0),
  ]
}

describe('suppressing every level of a classification', () => {
  it('hides another part of the same section, so that the published section does not tell', () => {
    const cells = [cell(null, 300, 30), cell(null, 100, 10), cell(0, 10, 2), cell(0, 90, 9), cell(0, 200, 19)]
    const marks = suppressTree(cells, cell(null, 400, 40), DEFAULT_SUPPRESSION)
    expect(marks.cells).toEqual([null, null, 'primary', 'complementary', null])
    expect(marks.total).toBe(null)
  })

  it('hides a section that has one part only, with that part', () => {
    const cells = [cell(null, 10, 2), cell(null, 100, 10), cell(null, 200, 20), cell(0, 10, 2)]
    const { cells: marks } = suppressTree(cells, cell(null, 310, 32), DEFAULT_SUPPRESSION)
    expect([marks[0], marks[3]]).toEqual(['primary', 'primary'])
    // Else the total less the other sections would tell.
    expect([marks[1], marks[2]]).toContain('complementary')
  })

  it('refuses parts that come before what they are parts of', () => {
    expect(() =>
      suppressTree([cell(1, 1, 5), cell(null, 1, 5)], cell(null, 1, 5), DEFAULT_SUPPRESSION),
    ).toThrow(RangeError)
  })

  it('leaves no suppressed cell that can be computed, in any tree', () => {
    const leaf = fc.record({
      value: fc.integer({ min: 0, max: 1000 }),
      entities: fc.integer({ min: 1, max: 9 }),
    })
    const tree = fc.array(
      fc.array(fc.array(leaf, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    fc.assert(
      fc.property(tree, (sections) => {
        const cells: TreeCell[] = []
        const sumOf = (parts: readonly { value: number; entities: number }[]) => ({
          value: parts.reduce((sum, { value }) => sum + value, 0),
          entities: parts.reduce((sum, { entities }) => sum + entities, 0),
        })
        for (const section of sections) {
          const whole = sumOf(section.flat())
          const at = cells.push(cell(null, whole.value, whole.entities)) - 1
          for (const division of section) {
            const part = sumOf(division)
            const place = cells.push(cell(at, part.value, part.entities)) - 1
            for (const one of division) cells.push(cell(place, one.value, one.entities))
          }
        }
        const all = sumOf(sections.flat(2))
        const marks = suppressTree(cells, cell(null, all.value, all.entities), DEFAULT_SUPPRESSION)
        const hidden = [...marks.cells, marks.total].map((mark) => mark !== null)
        expect(recoverable(relationsOf(cells), hidden)).toEqual([])
        cells.forEach((one, index) => {
          if (one.entities < DEFAULT_SUPPRESSION.minimumEntities) expect(marks.cells[index]).toBe('primary')
        })
      }),
      { numRuns: 300 },
    )
  })
})
