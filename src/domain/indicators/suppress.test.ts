import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SuppressibleCell } from './protect-cells.ts'
import { solveLinear, type LinearRow } from './rational-simplex.ts'
import {
  addRationals,
  multiplyRationals,
  rational,
  rationalOf,
  subtractRationals,
  type Rational,
} from './rational.ts'
import { listRelations, recoverable, tableRelations, type SumRelation } from './recoverable.ts'
import {
  DEFAULT_SUPPRESSION,
  isSensitive,
  suppressList,
  suppressTable,
  type SuppressionRule,
} from './suppress.ts'

const RULE = DEFAULT_SUPPRESSION
const COUNT_ONLY: SuppressionRule = { ...RULE, dominance: [] }

/** A number of enterprises with these figures. */
function cellOf(amounts: readonly number[]): SuppressibleCell {
  const sorted = amounts.map(Math.abs).sort((a, b) => b - a)
  const total = sorted.reduce((sum, amount) => sum + amount, 0)
  const [first = 0, second = 0] = sorted
  return {
    value: amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0),
    entities: amounts.length,
    topOne: total === 0 ? null : first / total,
    topTwo: total === 0 ? null : (first + second) / total,
  }
}

function withTotals(parts: readonly (readonly (readonly number[])[])[]): SuppressibleCell[][] {
  const columns = parts[0]?.map((_, column) => parts.flatMap((row) => row[column] ?? [])) ?? []
  return [...parts, columns].map((row) => [...row.map(cellOf), cellOf(row.flat())])
}

function equal(count: number, each: number): number[] {
  return new Array<number>(count).fill(each)
}

describe('what is sensitive', () => {
  it.each([
    ['two enterprises', [10, 10], true],
    ['three equal ones', [10, 10, 10], false],
    ['nobody', [], false],
    ['one with more than three quarters', [76, 8, 8, 8], true],
    ['one with exactly three quarters', [75, 9, 8, 8], false],
    ['two with more than 85 %', [44, 42, 7, 7], true],
    ['losses, by their size', [-76, 8, 8, 8], true],
  ])('%s', (_name, amounts, expected) => {
    expect(isSensitive(cellOf(amounts), RULE)).toBe(expected)
  })

  it('asks by the p % rule whether the second can estimate the first', () => {
    const rule = { ...RULE, dominance: [], closeness: 0.1 }
    expect(isSensitive(cellOf([100, 50, 5, 4]), rule)).toBe(true)
    expect(isSensitive(cellOf([100, 50, 6, 5]), rule)).toBe(false)
  })

  it('never hides that nobody has something', () => {
    expect(isSensitive({ value: 0, entities: 0, topOne: null, topTwo: null }, RULE)).toBe(false)
  })
})

describe('parts of a total', () => {
  it('hides the smallest other part, so that the sensitive one cannot be had by subtracting', () => {
    const parts = [equal(2, 10), equal(20, 5), equal(4, 7), equal(9, 30)].map(cellOf)
    const total = cellOf([...equal(2, 10), ...equal(20, 5), ...equal(4, 7), ...equal(9, 30)])
    expect(suppressList(parts, total, RULE)).toEqual({
      cells: ['primary', null, 'complementary', null],
      total: null,
      weak: [],
    })
  })

  it('hides a third where the two hidden ones are a single enterprise each', () => {
    const amounts = [[10], [12], equal(5, 4), equal(6, 20), equal(7, 20)]
    const { cells } = suppressList(amounts.map(cellOf), cellOf(amounts.flat()), COUNT_ONLY)
    expect(cells).toEqual(['primary', 'primary', 'complementary', null, null])
  })

  it('hides nothing more where the total is not published', () => {
    const parts = [[10], equal(9, 5)].map(cellOf)
    expect(suppressList(parts, null, RULE).cells).toEqual(['primary', null])
  })

  it('hides nothing where nothing is sensitive', () => {
    const parts = [equal(9, 1), equal(9, 2)]
    expect(suppressList(parts.map(cellOf), cellOf(parts.flat()), RULE)).toEqual({
      cells: [null, null],
      total: null,
      weak: [],
    })
  })

  it('hides the total too where there is only one part', () => {
    const only = suppressList([cellOf([10, 20])], cellOf([10, 20]), RULE)
    expect(only.cells).toEqual(['primary'])
    expect(only.total).toBe('primary')
  })
})

describe('the auditor', () => {
  it('finds what can be computed back', () => {
    expect(recoverable(listRelations(3), [true, false, false, false])).toEqual([0])
    expect(recoverable(listRelations(3), [true, true, false, false])).toEqual([])
    // A square hides its corners; one cell more beside it is had from its row.
    const hidden = (cells: readonly number[]): boolean[] =>
      Array.from({ length: 16 }, (_, index) => cells.includes(index))
    expect(recoverable(tableRelations(4, 4), hidden([0, 1, 4, 5]))).toEqual([])
    expect(recoverable(tableRelations(4, 4), hidden([0, 1, 4, 5, 10]))).toEqual([10])
    expect(recoverable(tableRelations(4, 4), hidden([0, 5, 10]))).toEqual([0, 5, 10])
    // From two relations together: neither alone has a single unknown.
    expect(recoverable(tableRelations(4, 4), hidden([0, 1, 4, 6]))).toEqual([0, 1, 4, 6])
  })

  it('knows nested sums', () => {
    // Zone = A + B, A = a1 + a2: a1 and a2 hide each other, but not from a published B.
    const nested: SumRelation[] = [
      { total: 0, parts: [1, 2] },
      { total: 1, parts: [3, 4] },
    ]
    expect(recoverable(nested, [false, true, false, true, true])).toEqual([1])
  })
})

const amounts = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 100_000 }), fc.constant(0)),
  {
    maxLength: 6,
  },
)
const parts = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(amounts, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )
const rules = fc.constantFrom(RULE, COUNT_ONLY, { ...RULE, minimumEntities: 5, closeness: 0.2 })

describe('a table with totals', () => {
  it('hides a square around one sensitive cell', () => {
    const grid = withTotals([
      [equal(1, 50), equal(8, 20), equal(9, 90)],
      [equal(8, 10), equal(9, 30), equal(9, 90)],
      [equal(9, 90), equal(9, 90), equal(9, 90)],
    ])
    const { cells } = suppressTable(grid, COUNT_ONLY)
    expect(cells).toEqual([
      ['primary', 'complementary', null, null],
      ['complementary', 'complementary', null, null],
      [null, null, null, null],
      [null, null, null, null],
    ])
  })

  it('lets no suppressed cell be computed, marks every sensitive one, and hides no sum that is itself sensitive', () => {
    fc.assert(
      fc.property(parts, rules, (figures, rule) => {
        const grid = withTotals(figures)
        const rows = grid.length
        const columns = grid[0]?.length ?? 0
        const { cells } = suppressTable(grid, rule)
        const hidden = cells.flat().map((mark) => mark !== null)
        expect(recoverable(tableRelations(rows, columns), hidden)).toEqual([])
        grid.flat().forEach((cell, index) => {
          expect(cells.flat()[index] === 'primary').toBe(isSensitive(cell, rule))
        })
        figures.forEach((row, r) => {
          if (cells[r]?.[columns - 1] !== null) return
          const together = cellOf(row.flatMap((each, c) => (cells[r]?.[c] === null ? [] : each)))
          expect(isSensitive(together, rule)).toBe(false)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps every sensitive figure uncertain by its protection, unless it says that it is weak', () => {
    fc.assert(
      fc.property(parts, rules, (figures, rule) => {
        const grid = withTotals(figures)
        const rows = grid.length
        const columns = grid[0]?.length ?? 0
        const { cells, weak } = suppressTable(grid, rule)
        const values = grid.flat().map((cell) => cell.value ?? 0)
        const hidden = cells.flat().map((mark) => mark !== null)
        cells.flat().forEach((mark, index) => {
          if (mark !== 'primary') return
          if (weak.some(([row, column]) => row * columns + column === index)) return
          const value = rationalOf(values[index] ?? 0)
          const room = multiplyRationals(value, rationalOf(rule.protection))
          for (const bound of [addRationals(value, room), subtractRationals(value, room)])
            expect(canBe(tableRelations(rows, columns), values, hidden, index, bound)).toBe(true)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('answers for 17 parks by 97 divisions, the same each time, and leaves much to be read', () => {
    const random = generator(5)
    const figures = Array.from({ length: 17 }, () =>
      Array.from({ length: 97 }, () =>
        Array.from({ length: Math.floor(random() * 40) }, () => Math.ceil(Math.exp(random() * 12))),
      ),
    )
    const grid = withTotals(figures)
    const { cells, weak } = suppressTable(grid, RULE)
    expect(
      recoverable(
        tableRelations(18, 98),
        cells.flat().map((mark) => mark !== null),
      ),
    ).toEqual([])
    const shown = cells
      .flat()
      .filter((mark, index) => mark === null && (grid.flat()[index]?.entities ?? 0) > 0).length
    expect(shown).toBeGreaterThan(100)
    expect(weak.length).toBeLessThan(20)
    expect(suppressTable(grid, RULE)).toEqual(suppressTable(grid, RULE))
  })
})

describe('a list with its total', () => {
  it('lets no suppressed part be computed', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 12 }), rules, (figures, rule) => {
        const { cells, total } = suppressList(figures.map(cellOf), cellOf(figures.flat()), rule)
        const hidden = [...cells, total].map((mark) => mark !== null)
        expect(recoverable(listRelations(figures.length), hidden)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})

/** Whether the published cells, all sums and amounts from zero allow the cell to have this value. */
function canBe(
  relations: readonly SumRelation[],
  values: readonly number[],
  hidden: readonly boolean[],
  cell: number,
  value: Rational,
): boolean {
  const zero = rational(0n)
  const rows: LinearRow[] = relations.map(({ total, parts: summands }) => ({
    terms: [
      ...summands.map((variable) => ({ variable, coefficient: rational(1n) })),
      { variable: total, coefficient: rational(-1n) },
    ],
    least: zero,
    most: zero,
  }))
  const variables = values.map((known, index) => {
    if (index === cell) return { least: value, most: value, start: value }
    const fixed = rationalOf(known)
    return hidden[index] === true
      ? { least: zero, most: null, start: fixed }
      : { least: fixed, most: fixed, start: fixed }
  })
  return solveLinear(variables, rows, 10_000).kind === 'feasible'
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
