import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimedAgainstFound } from './claimed-against-found.ts'
import type { CoverageClaim } from './claimed-against-found.ts'
import { coverageMatrix } from './coverage-matrix.ts'
import type { CoverageEntry } from './coverage-matrix.ts'

const kinds = ['体制机制', '产业发展', '空间载体', '创新生态']

function entry(rowId: string, columnId: string, itemId: string): CoverageEntry {
  return { rowId, columnId, itemId }
}

describe('a coverage matrix', () => {
  const matrix = coverageMatrix(['东', '西', '南'], kinds, [
    entry('东', '体制机制', '1'),
    entry('东', '体制机制', '2'),
    entry('东', '产业发展', '2'),
    entry('西', '产业发展', '3'),
    entry('西', '产业发展', '3'),
    entry('北', '产业发展', '4'),
    entry('西', '其他', '5'),
  ])

  it('has every cell once, with what stands in it', () => {
    expect(matrix.cells).toHaveLength(12)
    expect(matrix.cells[0]).toEqual({ rowId: '东', columnId: '体制机制', items: ['1', '2'], count: 2 })
    expect(matrix.cells.find((cell) => cell.rowId === '西' && cell.columnId === '产业发展')?.count).toBe(1)
  })

  it('has the empty cells as gaps', () => {
    expect(matrix.gaps).toHaveLength(9)
    expect(matrix.gaps.filter(({ rowId }) => rowId === '南').map(({ columnId }) => columnId)).toEqual(kinds)
  })

  it('tells different items from the sum of the cells', () => {
    expect(matrix.rows).toEqual([
      { id: '东', items: 2, sum: 3, covered: 2 },
      { id: '西', items: 1, sum: 1, covered: 1 },
      { id: '南', items: 0, sum: 0, covered: 0 },
    ])
    expect(matrix.columns.map(({ sum }) => sum)).toEqual([2, 2, 0, 0])
    expect(matrix.total).toEqual({ items: 3, sum: 4, covered: 3 })
  })

  it('keeps apart what has no row or column', () => {
    expect(matrix.outside.map(({ itemId }) => itemId)).toEqual(['4', '5'])
  })

  it('adds up by rows and by columns', () => {
    const ids = ['a', 'b', 'c', 'd']
    const anyEntry = fc.record({
      rowId: fc.constantFrom(...ids, 'x'),
      columnId: fc.constantFrom(...kinds, 'y'),
      itemId: fc.integer({ min: 0, max: 20 }).map(String),
    })
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 60 }), (entries) => {
        const { rows, columns, total, cells, gaps, outside } = coverageMatrix(ids, kinds, entries)
        for (const lines of [rows, columns]) {
          expect(lines.reduce((sum, line) => sum + line.sum, 0)).toBe(total.sum)
          expect(lines.reduce((sum, line) => sum + line.covered, 0)).toBe(total.covered)
          for (const { items, sum, covered } of lines) {
            expect(items).toBeLessThanOrEqual(sum)
            expect(covered).toBeLessThanOrEqual(items * 4)
          }
        }
        expect(gaps.length + total.covered).toBe(cells.length)
        expect(outside).toEqual(entries.filter(({ rowId, columnId }) => rowId === 'x' || columnId === 'y'))
      }),
    )
  })
})

describe('what a document claims of its actions', () => {
  // 56 actions; parks with actions of each kind: 17 + 17 + 9 + 11 = 54 (分园三年提升发展行动方案, 2023).
  const claims: readonly CoverageClaim[] = [
    { columnId: null, declared: 56, counts: 'items' },
    { columnId: '体制机制', declared: 17, counts: 'rows' },
    { columnId: '产业发展', declared: 17, counts: 'rows' },
    { columnId: '空间载体', declared: 9, counts: 'rows' },
    { columnId: '创新生态', declared: 11, counts: 'rows' },
  ]
  const parks = Array.from({ length: 17 }, (_, at) => `分园${at + 1}`)
  const onePerPark = kinds.flatMap((kind, at) =>
    parks.slice(0, [17, 17, 9, 11][at]).map((park) => entry(park, kind, `${park}${kind}`)),
  )
  const check = (entries: readonly CoverageEntry[], said = claims) =>
    claimedAgainstFound(said, coverageMatrix(parks, kinds, entries))

  it('17 + 17 + 9 + 11 against 56 leaves two, which one action per park and kind does not account for', () => {
    const result = check(onePerPark)
    expect(result).toMatchObject({
      declaredTotal: 56,
      declaredSum: 54,
      declaredDifference: -2,
      foundItems: 54,
      explanation: null,
    })
    expect(result.claims.map(({ difference }) => difference)).toEqual([-2, 0, 0, 0, 0])
  })

  it('is accounted for by two parks with a second action in one kind', () => {
    const result = check([
      ...onePerPark,
      entry('分园1', '空间载体', '第二项'),
      entry('分园2', '创新生态', '第二项之二'),
    ])
    expect(result).toMatchObject({ foundItems: 56, furtherOfRow: 2, explanation: 'several-of-a-row' })
    expect(result.claims.every(({ difference }) => difference === 0)).toBe(true)
  })

  it('is accounted for by two actions of none of the four kinds', () => {
    const result = check([...onePerPark, entry('分园1', '其他', 'x'), entry('分园2', '其他', 'y')])
    expect(result).toMatchObject({ foundItems: 54, withoutKind: 2, explanation: 'without-kind' })
    expect(result.claims[0]).toMatchObject({ found: 56, difference: 0 })
  })

  it('is not accounted for where an action of several kinds takes up what a second one adds', () => {
    const result = check([
      ...onePerPark,
      entry('分园1', '空间载体', '第二项'),
      entry('分园2', '创新生态', '第二项之二'),
      entry('分园3', '创新生态', '分园3体制机制'),
    ])
    expect(result).toMatchObject({ countedAgain: 1, furtherOfRow: 3, explanation: 'several-of-a-row' })
    const more = check([...onePerPark, entry('分园12', '空间载体', '分园12体制机制')])
    expect(more).toMatchObject({ countedAgain: 1, furtherOfRow: 0, explanation: null })
  })

  it('parts that count actions may be more than the total: by those of several kinds', () => {
    const said: readonly CoverageClaim[] = [
      { columnId: null, declared: 3, counts: 'items' },
      { columnId: '体制机制', declared: 2, counts: 'items' },
      { columnId: '产业发展', declared: 2, counts: 'items' },
    ]
    const both = [
      entry('分园1', '体制机制', 'a'),
      entry('分园1', '体制机制', 'b'),
      entry('分园1', '产业发展', 'b'),
      entry('分园2', '产业发展', 'c'),
    ]
    expect(check(both, said)).toMatchObject({
      declaredDifference: 1,
      countedAgain: 1,
      explanation: 'several-kinds',
    })
    const single = both.filter((one) => !(one.columnId === '产业发展' && one.itemId === 'b'))
    expect(check(single, said)).toMatchObject({ declaredDifference: 1, countedAgain: 0, explanation: null })
  })

  it('that agrees needs no explanation, and what is not claimed is not compared', () => {
    const said: readonly CoverageClaim[] = [{ columnId: '空间载体', declared: 9, counts: 'rows' }]
    expect(check(onePerPark, said)).toMatchObject({
      declaredTotal: null,
      declaredSum: 9,
      declaredDifference: null,
      explanation: null,
      claims: [{ found: 9, difference: 0 }],
    })
    const agreed = claims.map((claim) => (claim.columnId === null ? { ...claim, declared: 54 } : claim))
    expect(check(onePerPark, agreed)).toMatchObject({ declaredDifference: 0, explanation: null })
    expect(check([], [{ columnId: '未列', declared: 3, counts: 'items' }]).claims).toMatchObject([
      { found: 0 },
    ])
  })
})
