import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runSmall, smallData, smallScheme, type ShortNode, type SmallRun } from '#tests/small-evaluation'
import { raiseGrade, type LeafRaise, type RaiseGrade, type RaiseQuestion } from './raise-grade.ts'
import { reachFigure } from './reach-figure.ts'
import type { Scheme } from './scheme.ts'

const GRADES: Partial<Scheme> = {
  grading: {
    method: 'thresholds',
    within: false,
    grades: [
      { code: 'good', name: { zh: '优秀', en: 'Good' }, from: 80, share: null },
      { code: 'fair', name: { zh: '合格', en: 'Fair' }, from: 60, share: null },
      { code: 'weak', name: { zh: '较差', en: 'Weak' }, from: null, share: null },
    ],
  },
}

const TREE: readonly ShortNode[] = [
  { code: 'total', parent: null },
  {
    code: 'x',
    parent: 'total',
    weight: 3,
    direction: 'more',
    input: { denominator: { column: 'staff', scale: 100 } },
  },
  { code: 'y', parent: 'total', weight: 1, direction: 'less' },
]

function raised(run: SmallRun, unit: string, question?: RaiseQuestion): RaiseGrade {
  const outcome = raiseGrade(run.compiled, run.data, run.result, unit, question)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function leafOf(raise: RaiseGrade, node: string): LeafRaise {
  const leaf = raise.leaves.find((one) => one.node === node)
  if (leaf === undefined) throw new Error(`no leaf ${node}`)
  return leaf
}

describe('what would raise a grade', () => {
  // x per 100 of staff: 0, 50, 100 → scores 0, 50, 100; y: 100, 0, 75. Totals 25, 37.5, 93.75.
  const run = runSmall(
    smallScheme(TREE, GRADES),
    smallData({ x: [0, 100, 400], staff: [100, 200, 400], y: [0, 8, 2] }),
  )

  it('is worked out by hand, in figures as they are filed', () => {
    const raise = raised(run, 'B')
    expect(raise).toMatchObject({
      total: 37.5,
      grade: 'weak',
      nextGrade: { grade: 'fair', from: 60, moves: false },
      nextUnit: { unit: 'C', total: 93.75 },
      gates: [],
    })
    // ¾·s + 0 ≥ 60: s = 80 per 100 of 200 staff: 160 instead of 100.
    expect(leafOf(raise, 'x').grade).toEqual({
      kind: 'reached',
      figure: 160,
      change: 60,
      total: 60,
      rerun: null,
    })
    // y can bring 25 at most: 62.5 ≥ 60 wants a score of 90, y = 0.8.
    const y = leafOf(raise, 'y').grade
    expect(y).toMatchObject({ kind: 'reached', figure: expect.closeTo(0.8, 12) as number })
    // Past C nothing reaches by itself: the best figure of each brings 75 and 62.5.
    expect(leafOf(raise, 'x').rank).toEqual({ kind: 'out-of-reach', figure: 200, total: 75 })
    expect(leafOf(raise, 'y').rank).toEqual({ kind: 'out-of-reach', figure: 0, total: 62.5 })
  })

  it('gives the gain of reaching the nearest better figure, the median and the best', () => {
    const raise = raised(run, 'A')
    expect(leafOf(raise, 'x').steps).toEqual([
      { to: 'nearest', figure: 50, gain: 37.5 },
      { to: 'median', figure: 50, gain: 37.5 },
      { to: 'best', figure: 100, gain: 75 },
    ])
    expect(leafOf(raise, 'y').steps).toEqual([])
  })

  it('compares with its own peers too', () => {
    const { compiled, data, result } = runSmall(
      smallScheme(
        [
          { code: 'total', parent: null },
          { code: 'x', parent: 'total', direction: 'more' },
        ],
        { peerGroups: { group: 'kind', compare: 'rank' } },
      ),
      smallData(
        { x: [0, 2, 4, 10] },
        ['2025'],
        ['p', 'p', 'p', 'q'].map((kind) => ({ kind })),
      ),
    )
    expect(leafOf(raised({ compiled, data, result }, 'A'), 'x').steps).toEqual([
      { to: 'nearest', figure: 2, gain: 20 },
      { to: 'median', figure: 3, gain: 30 },
      { to: 'best', figure: 10, gain: 100 },
      { to: 'peers-median', figure: 2, gain: 20 },
      { to: 'peers-best', figure: 4, gain: 40 },
    ])
  })

  it('follows bounds that move with all totals, and passes the last one where a quota has no room', () => {
    const tree: readonly ShortNode[] = [
      { code: 'total', parent: null },
      { code: 'x', parent: 'total', direction: 'more' },
    ]
    const graded = (method: 'quotas' | 'natural-breaks'): SmallRun =>
      runSmall(
        smallScheme(tree, {
          grading: {
            method,
            within: false,
            grades: [
              { code: 'A', name: { zh: '优', en: 'A' }, from: null, share: 0.5 },
              { code: 'B', name: { zh: '良', en: 'B' }, from: null, share: null },
            ],
          },
        }),
        smallData({ x: [0, 10, 60, 100] }),
      )
    const quota = raised(graded('quotas'), 'B')
    expect(quota.nextGrade).toEqual({ grade: 'A', from: 60, moves: true })
    const passed = leafOf(quota, 'x').grade
    expect(passed?.kind === 'reached' && passed.figure > 60 && passed.figure < 60.000001).toBe(true)
    const breaks = raised(graded('natural-breaks'), 'A')
    expect(breaks.nextGrade).toEqual({ grade: 'A', from: 60, moves: true })
    expect(leafOf(breaks, 'x').grade).toMatchObject({
      kind: 'reached',
      figure: expect.closeTo(60, 9) as number,
    })
  })

  it('has nothing above the best grade and the first unit', () => {
    const raise = raised(run, 'C')
    expect(raise).toMatchObject({ nextGrade: null, nextUnit: null })
    expect(leafOf(raise, 'x')).toMatchObject({ grade: null, rank: null })
  })

  it('can be run again as a whole', () => {
    const raise = raised(run, 'B', { rerun: true })
    const x = leafOf(raise, 'x').grade
    expect(x?.kind === 'reached' && x.rerun).toEqual({ total: 60, rank: 2, grade: 'fair' })
    // Run again, y = 0.8 is no longer the worst: the scale ends at C's 2, and 0.8 brings 60 of 100 of it.
    const y = leafOf(raise, 'y').grade
    expect(y?.kind === 'reached' && y.rerun?.total).toBeCloseTo(37.5 + 25 * (1 - 0.8 / 2), 9)
  })

  it('says what a missing figure would have to be, and what is done about gates first', () => {
    const gated = runSmall(
      smallScheme(TREE, {
        ...GRADES,
        gates: [
          {
            code: 'safety',
            name: { zh: '安全', en: 'Safety' },
            column: 'y',
            operator: '<=',
            value: 5,
            effect: 'cap',
            grade: 'weak',
            missing: 'passes',
          },
        ],
      }),
      smallData({ x: [0, 100, 400, null], staff: [100, 200, 400, 100], y: [0, 8, 2, 6] }),
    )
    expect(raised(gated, 'B').gates).toEqual(['safety'])
    const raise = raised(gated, 'D')
    const x = leafOf(raise, 'x')
    expect(x).toMatchObject({ figure: null, filled: false })
    // y 25; ¾ s + ¼ 25 ≥ 60: s = 71.67 per 100 of 100 staff.
    expect(x.grade).toMatchObject({ kind: 'reached', change: null })
    expect(x.grade?.kind === 'reached' && x.grade.figure).toBeCloseTo((60 - 6.25) / 0.75, 9)
  })

  it('leaves out a leaf whose denominator is missing, and names a unit without a total', () => {
    const holey = runSmall(
      smallScheme(TREE, GRADES),
      smallData({ x: [0, 100, 400, 5], staff: [100, 200, 400, null], y: [0, 8, 2, 4] }),
    )
    expect(raised(holey, 'D').leaves.map(({ node }) => node)).toEqual(['y'])
    expect(raiseGrade(run.compiled, run.data, run.result, 'Z')).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.unit_unknown' }],
    })
  })

  it('finds figures that are enough, and not one bit more than enough, however levels are put together', () => {
    const column = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(
        column,
        column,
        column,
        fc.constantFrom<Scheme['aggregation'][]>(
          { method: 'arithmetic' },
          { method: 'geometric' },
          { method: 'harmonic' },
          { method: 'sum' },
        ),
        fc.constantFrom<Scheme['normalisation'][]>(
          { method: 'min-max', low: 1, high: 100 },
          { method: 'z-score', mean: 100, deviation: 5 },
          { method: 'goalposts', bottom: -10, top: 90, low: 1, high: 100, capped: true },
        ),
        (a, b, c, aggregation, normalisation) => {
          const scheme = smallScheme(
            [
              { code: 'total', parent: null },
              { code: 'a', parent: 'total', direction: 'more' },
              { code: 'part', parent: 'total', weight: 2 },
              { code: 'b', parent: 'part', direction: 'less' },
              { code: 'c', parent: 'part', direction: 'more' },
            ],
            { aggregation, normalisation },
          )
          const { compiled, data, result } = runSmall(scheme, smallData({ a, b, c }))
          for (const { unit, score } of result.standings) {
            const raise = raised({ compiled, data, result }, unit)
            for (const { rank, node } of raise.leaves) {
              if (rank === null || raise.nextUnit === null) continue
              if (rank.kind === 'reached') {
                expect(rank.total).toBeGreaterThan(raise.nextUnit.total)
                expect(rank.total - raise.nextUnit.total).toBeLessThan(1e-9 * (1 + Math.abs(rank.total)))
                expect(Math.sign(rank.change ?? 0)).toBe(node === 'b' ? -1 : 1)
              } else expect(rank.total ?? 0).toBeLessThanOrEqual(raise.nextUnit.total)
              expect(score).toBeLessThanOrEqual(raise.nextUnit.total)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a figure said to be enough', () => {
  const marks = { method: 'goalposts', bottom: -10, top: 90, low: 1, high: 100, capped: true } as const
  const tree: readonly ShortNode[] = [
    { code: 'total', parent: null },
    { code: 'a', parent: 'total', direction: 'more', input: { denominator: { column: 'staff', scale: 10 } } },
    { code: 'part', parent: 'total', weight: 2 },
    { code: 'b', parent: 'part', direction: 'less' },
    { code: 'c', parent: 'part', direction: 'more' },
  ]

  it('is enough in a run of its own, and a little less of it is not', () => {
    const column = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 5 })
    const staff = fc.array(fc.integer({ min: 5, max: 20 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.record({ a: column, b: column, c: column, staff }),
        fc.constantFrom<Scheme['aggregation'][]>({ method: 'arithmetic' }, { method: 'geometric' }),
        (columns, aggregation) => {
          const scheme = smallScheme(tree, { ...GRADES, aggregation, normalisation: marks })
          const run = runSmall(scheme, smallData(columns))
          const again = (unit: string, node: 'a' | 'b' | 'c', figure: number) => {
            const place = unit.charCodeAt(0) - 65
            const changed = columns[node].map((value, index) => (index === place ? figure : value))
            return runSmall(scheme, smallData({ ...columns, [node]: changed })).result.standings[place]
          }
          for (const { unit } of run.result.standings) {
            const { leaves, grade: before, nextGrade } = raised(run, unit, { rerun: true })
            for (const { node, grade } of leaves) {
              if (grade?.kind !== 'reached' || (node !== 'a' && node !== 'b' && node !== 'c')) continue
              const enough = again(unit, node, grade.figure)
              expect(enough?.grade).toBe(nextGrade?.grade)
              expect(grade.rerun).toEqual({ total: enough?.score, rank: enough?.rank, grade: enough?.grade })
              const less = grade.figure - (grade.change ?? 0) * 1e-6
              expect(again(unit, node, less)?.grade).toBe(before)
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the search for a figure', () => {
  const total = (figure: number): number => figure
  it('stops at the first number that is enough', () => {
    const found = reachFigure({
      start: 0,
      towards: 1,
      limit: 10,
      stride: 1,
      total,
      isEnough: (sum) => sum >= 0.3,
    })
    expect(found).toBe(0.3)
    const down = reachFigure({
      start: 5,
      towards: -1,
      limit: null,
      stride: 1,
      total: (x) => -x,
      isEnough: (sum) => sum > 2,
    })
    expect(down).toBeLessThan(-2)
    expect(down).toBeGreaterThan(-2.000000000000001)
  })

  it('says when nothing is enough, and when the start already is', () => {
    const question = { start: 0, towards: 1, stride: 1, total } as const
    expect(reachFigure({ ...question, limit: 10, isEnough: (sum) => sum > 10 })).toBeNull()
    expect(reachFigure({ ...question, limit: -1, isEnough: (sum) => sum > 10 })).toBeNull()
    expect(reachFigure({ ...question, limit: null, isEnough: () => false })).toBeNull()
    expect(reachFigure({ ...question, limit: null, stride: 1e305, isEnough: () => false })).toBeNull()
    expect(reachFigure({ ...question, limit: 10, isEnough: (sum) => sum >= -1 })).toBe(0)
    expect(reachFigure({ ...question, limit: null, total: () => NaN, isEnough: () => true })).toBeNull()
  })
})
