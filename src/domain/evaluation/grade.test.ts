import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gradeUnits } from './grade.ts'
import { naturalBreaks } from './natural-breaks.ts'
import type { Grading } from './scheme.ts'

function grading(
  method: Grading['method'],
  rules: readonly [code: string, mark: number | null][],
  within = false,
): Grading {
  return {
    method,
    within,
    grades: rules.map(([code, mark]) => ({
      code,
      name: { zh: code, en: code },
      from: method === 'thresholds' ? mark : null,
      share: method === 'quotas' ? mark : null,
    })),
  }
}

function gradesOf(
  rule: Grading,
  totals: readonly (number | null)[],
  groups: readonly (string | null)[] = totals.map(() => null),
  breakers: readonly (readonly (number | null)[])[] = [],
) {
  const outcome = gradeUnits(rule, totals, groups, breakers)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

describe('grades by thresholds', () => {
  const rule = grading('thresholds', [
    ['A', 85],
    ['B', 60],
    ['C', null],
  ])

  it('begin at the mark itself and are not rounded up to it', () => {
    const { grades, bounds } = gradesOf(rule, [85, 84.9999999, 60, 12, null])
    expect(grades).toEqual(['A', 'B', 'B', 'C', null])
    expect(bounds).toEqual([
      { group: null, grade: 'A', from: 85 },
      { group: null, grade: 'B', from: 60 },
      { group: null, grade: 'C', from: null },
    ])
  })
})

describe('grades by quotas', () => {
  const rule = grading('quotas', [
    ['A', 0.3],
    ['B', 0.4],
    ['C', null],
  ])

  it('give as many places as the shares allow, and never more', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    expect(gradesOf(rule, ten).grades.join('')).toBe('CCCBBBBAAA')
    // 0.3 × 6 is 1.8: one place. 0.7 × 6 is 4.2: four.
    expect(gradesOf(rule, ten.slice(0, 6)).grades.join('')).toBe('CCBBBA')
  })

  it('say from which total on each grade fell', () => {
    expect(gradesOf(rule, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).bounds).toEqual([
      { group: null, grade: 'A', from: 8 },
      { group: null, grade: 'B', from: 4 },
      { group: null, grade: 'C', from: 1 },
    ])
    expect(gradesOf(rule, [1, 2]).bounds[0]).toEqual({ group: null, grade: 'A', from: null })
  })

  it('keep equals together, in the better grade only if all of them fit', () => {
    const totals = [9, 8, 8, 8, 5, 4, 3, 2, 1, 0]
    expect(gradesOf(rule, totals).grades.join('')).toBe('ABBBBBBCCC')
    // Told apart by another figure they no longer are equals.
    const breaker = [0, 3, 2, 1, 0, 0, 0, 0, 0, 0]
    expect(gradesOf(rule, totals, undefined, [breaker]).grades.join('')).toBe('AAABBBBCCC')
  })

  it('count within each peer group if so ruled, units without a group among themselves', () => {
    const within = { ...rule, within: true }
    const totals = [10, 9, 8, 7, 100, 90, 80, 70, 1, null]
    const groups = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', null, 'a']
    const { grades, bounds } = gradesOf(within, totals, groups)
    expect(grades).toEqual(['A', 'B', 'C', 'C', 'A', 'B', 'C', 'C', 'C', null])
    expect(bounds).toContainEqual({ group: 'b', grade: 'A', from: 100 })
    expect(bounds).toContainEqual({ group: 'a', grade: 'A', from: 10 })
  })
})

describe('grades by natural breaks', () => {
  const rule = grading('natural-breaks', [
    ['A', null],
    ['B', null],
    ['C', null],
  ])

  it('fall into the gaps', () => {
    const { grades, bounds } = gradesOf(rule, [91, 12, 50, 95, 13, 55, 11])
    expect(grades.join('')).toBe('ACBACBC')
    expect(bounds.map(({ from }) => from)).toEqual([91, 50, 11])
  })

  it('are refused where there are fewer different totals than grades', () => {
    expect(gradeUnits(rule, [5, 5, 7, null], [null, null, null, null])).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.too_few_for_breaks', params: { group: null, different: 2, grades: 3 } }],
    })
  })

  it('have the least squared deviations of all divisions that there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 9 }),
        fc.integer({ min: 1, max: 4 }),
        (values, classes) => {
          const breaks = naturalBreaks(values, classes)
          const levels = [...new Set(values)].sort((a, b) => a - b)
          if (levels.length < classes) {
            expect(breaks).toBeNull()
            return
          }
          if (breaks === null) throw new Error('no breaks')
          const least = Math.min(...divisions(levels, classes).map((starts) => deviations(values, starts)))
          expect(breaks).toHaveLength(classes)
          expect(deviations(values, breaks)).toBeCloseTo(least, 8)
        },
      ),
    )
  })

  it('do not lose their digits far from zero', () => {
    expect(naturalBreaks([1e9 + 1, 1e9 + 2, 1e9 + 8, 1e9 + 9], 2)).toEqual([1e9 + 1, 1e9 + 8])
  })
})

/** Every way to choose where the classes begin. */
function divisions(levels: readonly number[], classes: number): number[][] {
  const [first, ...rest] = levels
  if (first === undefined) return []
  const choose = (from: readonly number[], count: number): number[][] =>
    count === 0
      ? [[]]
      : from.flatMap((level, index) =>
          choose(from.slice(index + 1), count - 1).map((more) => [level, ...more]),
        )
  return choose(rest, classes - 1).map((starts) => [first, ...starts])
}

function deviations(values: readonly number[], starts: readonly number[]): number {
  return starts.reduce((sum, start, index) => {
    const members = values.filter((value) => value >= start && value < (starts[index + 1] ?? Infinity))
    const mean = members.reduce((total, value) => total + value, 0) / members.length
    return sum + members.reduce((total, value) => total + (value - mean) ** 2, 0)
  }, 0)
}
