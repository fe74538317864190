import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ColumnTable } from './column-table.ts'
import type { ImputationRequest } from './imputation.ts'
import { impute } from './impute.ts'

function table(
  figures: Readonly<Record<string, readonly number[]>>,
  texts: Readonly<Record<string, readonly (string | null)[]>> = {},
): ColumnTable {
  return {
    rows: Object.values(figures)[0]?.length ?? 0,
    figures: new Map(Object.entries(figures).map(([cell, values]) => [cell, Float64Array.from(values)])),
    texts: new Map(Object.entries(texts)),
  }
}

function request(
  changes: Partial<ImputationRequest> & Pick<ImputationRequest, 'table' | 'methods'>,
): ImputationRequest {
  return { cell: 'X', last: null, groups: null, targets: null, barred: null, decimals: 0, ...changes }
}

describe('the ratio to the last period', () => {
  const now = table({ X: [110, 220, NaN, 30, NaN, 45] })
  const last = { table: table({ X: [100, 200, 50, NaN, NaN, 10] }), rowOf: null }
  const methods = [{ kind: 'ratio-to-last', atLeast: 2 }] as const

  it('carries a firm’s own figure on by the ratio of those who filed both', () => {
    // (110 + 220 + 45) ÷ (100 + 200 + 10) = 375 ÷ 310; 50 times it is 60.48.
    expect(impute(request({ table: now, last, methods }))).toEqual({
      imputed: [
        { row: 2, value: 60, method: 'ratio-to-last', donors: [0, 1, 5], ratio: 375 / 310, distance: null },
      ],
      left: [4],
    })
  })

  it('leaves out who is barred and stays in the group', () => {
    const barred = Uint8Array.of(0, 0, 0, 0, 0, 1)
    expect(impute(request({ table: now, last, methods, barred, decimals: 1 })).imputed).toMatchObject([
      { row: 2, value: 55, donors: [0, 1], ratio: 1.1 },
    ])
    const groups = Int32Array.of(0, 1, 0, 0, 1, 0)
    expect(impute(request({ table: now, last, methods, groups })).imputed).toMatchObject([
      { row: 2, donors: [0, 5], value: 70 },
    ])
    const alone = Int32Array.of(0, 0, 1, 1, 1, 1)
    expect(impute(request({ table: now, last, methods, groups: alone })).left).toEqual([2, 4])
    expect(impute(request({ table: now, last, methods, groups: new Int32Array(6).fill(-1) })).left).toEqual([
      2, 4,
    ])
  })

  it('finds firms whose last filing lies in another order', () => {
    const turned = { table: table({ X: [10, 50, 200, 100] }), rowOf: Int32Array.of(3, 2, 1, -1, -1, 0) }
    expect(impute(request({ table: now, last: turned, methods })).imputed).toMatchObject([
      { row: 2, value: 60 },
    ])
  })

  it('says nothing where the last figures add up to nothing or a loss', () => {
    const loss = { table: table({ X: [-100, 50, 50, NaN, NaN, 10] }), rowOf: null }
    expect(impute(request({ table: now, last: loss, methods })).imputed).toEqual([])
  })
})

describe('group mean and median', () => {
  const filed = table({ X: [1, 2, NaN, 90, 5, NaN, 7] })
  const groups = Int32Array.of(0, 0, 0, 0, 1, 1, 1)

  it('fill by the group and name its donors', () => {
    expect(
      impute(request({ table: filed, groups, methods: [{ kind: 'group-mean', atLeast: 1 }] })).imputed,
    ).toMatchObject([
      { row: 2, value: 31, donors: [0, 1, 3], method: 'group-mean' },
      { row: 5, value: 6, donors: [4, 6] },
    ])
    expect(
      impute(request({ table: filed, groups, methods: [{ kind: 'group-median', atLeast: 1 }] })).imputed,
    ).toMatchObject([
      { row: 2, value: 2 },
      { row: 5, value: 6 },
    ])
  })

  it('hand over to the next method where donors are too few', () => {
    const result = impute(
      request({
        table: filed,
        groups,
        methods: [
          { kind: 'ratio-to-last', atLeast: 1 },
          { kind: 'group-median', atLeast: 3 },
          { kind: 'group-mean', atLeast: 1 },
        ],
      }),
    )
    expect(result.imputed.map(({ row, method }) => [row, method])).toEqual([
      [2, 'group-median'],
      [5, 'group-mean'],
    ])
  })

  it('round half away from zero to the digits kept', () => {
    const losses = table({ X: [-1, -2, NaN] })
    const methods = [{ kind: 'group-mean', atLeast: 1 }] as const
    expect(impute(request({ table: losses, methods })).imputed[0]?.value).toBe(-2)
    expect(impute(request({ table: losses, methods, decimals: 1 })).imputed[0]?.value).toBe(-1.5)
  })
})

describe('the nearest neighbour', () => {
  const methods = [
    {
      kind: 'nearest-neighbour',
      by: [
        { cell: 'A', weight: 1, scale: 'linear' },
        { cell: 'I', weight: 1, scale: 'linear' },
      ],
      atLeast: 1,
    },
  ] as const

  it('is the donor at the least Gower distance', () => {
    // A ranges from 0 to 10. To row 0: |4 − 2| / 10 and another industry: (0.2 + 1) / 2; to row 1: (0.5 + 0) / 2; to row 2: (0.6 + 1) / 2.
    const filed = table(
      { X: [11, 22, 33, NaN], A: [2, 9, 10, 4], Z: [0, 0, 0, 0] },
      { I: ['C26', 'C39', 'I65', 'C39'] },
    )
    const wider = table(
      { X: [11, 22, 33, NaN, NaN], A: [2, 9, 10, 4, 0] },
      { I: ['C26', 'C39', 'I65', 'C39', null] },
    )
    expect(impute(request({ table: filed, methods })).imputed[0]).toMatchObject({ value: 22, donors: [1] })
    const [third, fourth] = impute(request({ table: wider, methods })).imputed
    expect(third).toMatchObject({ row: 3, value: 22, donors: [1], distance: 0.25 })
    // What the row lacks does not count: A alone, row 0 at 2 / 10.
    expect(fourth).toMatchObject({ row: 4, value: 11, donors: [0], distance: 0.2 })
  })

  it('is the first of several at the same distance, and nobody without a cell in common', () => {
    const same = table({ X: [1, 2, NaN, NaN], A: [5, 5, 5, NaN] }, { I: ['C', 'C', 'C', null] })
    expect(impute(request({ table: same, methods }))).toMatchObject({
      imputed: [{ row: 2, donors: [0], distance: 0 }],
      left: [3],
    })
  })

  it('compares skewed figures by their logarithms where asked to', () => {
    const filed = table({ X: [1, 2, NaN], A: [1_000, 100_000, 20_000] })
    const by = (scale: 'linear' | 'log'): ImputationRequest =>
      request({
        table: filed,
        methods: [{ kind: 'nearest-neighbour', by: [{ cell: 'A', weight: 1, scale }], atLeast: 1 }],
      })
    expect(impute(by('linear')).imputed).toMatchObject([{ donors: [0] }])
    expect(impute(by('log')).imputed).toMatchObject([{ donors: [1] }])
  })
})

describe('any imputation', () => {
  it('never touches a figure that is there, fills each target once or says that it could not', () => {
    const cell = fc.option(fc.integer({ min: -50, max: 1000 }), { nil: NaN })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (rows, atLeast) => {
          const filed = table({ X: rows.map(([x]) => x), A: rows.map(([, a]) => a) })
          const missing = rows.flatMap(([x], row) => (Number.isNaN(x) ? [row] : []))
          const result = impute(
            request({
              table: filed,
              last: { table: table({ X: rows.map(([, , x]) => x) }), rowOf: null },
              targets: [...rows.keys(), 0, 999],
              methods: [
                { kind: 'nearest-neighbour', by: [{ cell: 'A', weight: 1, scale: 'log' }], atLeast },
                { kind: 'ratio-to-last', atLeast },
                { kind: 'group-median', atLeast },
              ],
            }),
          )
          expect([...result.imputed.map(({ row }) => row), ...result.left].sort((a, b) => a - b)).toEqual(
            missing,
          )
          for (const { donors, value } of result.imputed) {
            expect(value).not.toBeNaN()
            expect(donors.length).toBeGreaterThan(0)
            for (const donor of donors) expect(missing).not.toContain(donor)
          }
          expect([...(filed.figures.get('X') ?? [])]).toEqual(rows.map(([x]) => x))
        },
      ),
    )
  })

  it('comes out the same when the unit changes', () => {
    const figure = fc.option(fc.integer({ min: 1, max: 1000 }), { nil: NaN })
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 2, maxLength: 20 }), (rows) => {
        const values = (unit: number): (number | undefined)[] =>
          impute(
            request({
              table: table({ X: rows.map(([x]) => x * unit) }),
              last: { table: table({ X: rows.map(([, x]) => x * unit) }), rowOf: null },
              decimals: 4,
              methods: [
                { kind: 'ratio-to-last', atLeast: 1 },
                { kind: 'group-mean', atLeast: 1 },
              ],
            }),
          ).imputed.map(({ value }) => value)
        const plain = values(1)
        values(1000).forEach((value, index) => {
          expect(value).toBeCloseTo((plain[index] ?? NaN) * 1000, 0)
        })
      }),
    )
  })
})
