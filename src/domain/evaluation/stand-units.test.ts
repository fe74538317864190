import { describe, expect, it } from 'vitest'
import { compileScheme } from './compile-scheme.ts'
import { dataFromTable } from './data-from-table.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { parseScheme } from './parse-scheme.ts'

/** Two indicators that are taken as they are, so that totals can be seen in the table. */
const SCHEME = {
  code: 'parks',
  normalisation: { method: 'none' },
  nodes: [
    { code: 'total' },
    { code: 'output', parent: 'total', input: { direction: 'more' } },
    { code: 'research', parent: 'total', input: { direction: 'more' } },
  ],
  grading: {
    method: 'thresholds',
    grades: [{ code: 'A', from: 80 }, { code: 'B', from: 60 }, { code: 'C', from: 40 }, { code: 'D' }],
  },
}
const HEADER = ['unit', 'group:field', 'output', 'research', 'accidents', 'honours']
const ROWS = [
  ['P1', 'bio', 90, 90, 0, 2],
  ['P2', 'bio', 70, 70, 1, 0],
  ['P3', 'chip', 60, 80, 0, 50],
  ['P4', 'chip', 30, 30, null, null],
]

function judge(
  scheme: Record<string, unknown>,
  rows: readonly (readonly (string | number | null)[])[] = ROWS,
): EvaluationResult {
  const parsed = parseScheme({ ...SCHEME, ...scheme })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  const compiled = compileScheme(parsed.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const data = dataFromTable({ header: HEADER, rows: rows.map((row) => [...row]) }, parsed.value)
  if (!data.ok) throw new Error(JSON.stringify(data.issues))
  const result = evaluate(compiled.value, data.value)
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return result.value
}

const gate = (more: Record<string, unknown>) => ({
  code: 'safety',
  name: { zh: '安全', en: 'Safety' },
  column: 'accidents',
  operator: '=',
  value: 0,
  grade: null,
  missing: 'passes',
  ...more,
})
const column = <K extends 'score' | 'rank' | 'groupRank' | 'grade' | 'uncappedGrade'>(
  result: EvaluationResult,
  key: K,
) => result.standings.map((standing) => standing[key])

describe('gates', () => {
  it('leave a unit out, and the others move up', () => {
    const result = judge({ gates: [gate({ effect: 'exclude' })] })
    expect(result.units.map(({ leftOut }) => leftOut)).toEqual([null, 'excluded', null, null])
    expect(column(result, 'score')).toEqual([90, null, 70, 30])
    expect(column(result, 'rank')).toEqual([1, null, 2, 3])
    expect(column(result, 'grade')).toEqual(['A', null, 'B', 'D'])
    expect(result.gates).toEqual([
      { gate: 'safety', unit: 'P1', value: 0, passed: true },
      { gate: 'safety', unit: 'P2', value: 1, passed: false },
      { gate: 'safety', unit: 'P3', value: 0, passed: true },
      { gate: 'safety', unit: 'P4', value: null, passed: true },
    ])
  })

  it('cap the grade and never better it; rank and score stay', () => {
    const result = judge({ gates: [gate({ effect: 'cap', grade: 'C', missing: 'fails' })] })
    expect(column(result, 'grade')).toEqual(['A', 'C', 'B', 'D'])
    expect(column(result, 'uncappedGrade')).toEqual(['A', 'B', 'B', 'D'])
    expect(column(result, 'rank')).toEqual([1, 2, 2, 4])
  })

  it('may only say so', () => {
    const result = judge({ gates: [gate({ effect: 'mark' })] })
    expect(column(result, 'grade')).toEqual(['A', 'B', 'B', 'D'])
    expect(result.gates.filter(({ passed }) => !passed).map(({ unit }) => unit)).toEqual(['P2'])
  })

  it.each([
    ['>=', [true, true, true]],
    ['>', [false, true, true]],
    ['<=', [true, false, false]],
    ['<', [false, false, false]],
    ['=', [true, false, false]],
    ['!=', [false, true, true]],
  ])('compare by %s', (operator, passed) => {
    const rows = [
      ['P1', 'bio', 90, 90, 0, 0],
      ['P2', 'bio', 70, 70, 1, 0],
      ['P3', 'chip', 60, 80, 2, 0],
    ]
    const result = judge({ gates: [gate({ effect: 'mark', operator })] }, rows)
    expect(result.gates.map((outcome) => outcome.passed)).toEqual(passed)
  })
})

describe('bonus and penalty', () => {
  const item = (code: string, of: string, points: number, most: number) => ({
    code,
    name: { zh: code, en: code },
    column: of,
    points,
    most,
  })

  it('are added to the total within their bounds; no figure, no points', () => {
    const result = judge({
      adjustments: [item('honours', 'honours', 1.5, 10), item('accidents', 'accidents', -20, 15)],
    })
    expect(column(result, 'score')).toEqual([93, 55, 80, 30])
    expect(column(result, 'grade')).toEqual(['A', 'C', 'A', 'D'])
    expect(result.adjustments).toContainEqual({ adjustment: 'honours', unit: 'P3', value: 50, points: 10 })
    expect(result.adjustments).toContainEqual({
      adjustment: 'accidents',
      unit: 'P2',
      value: 1,
      points: -15,
    })
    expect(result.adjustments).toContainEqual({ adjustment: 'honours', unit: 'P4', value: null, points: 0 })
    // The table of levels keeps the total without them.
    expect(result.periods[0]?.scores['total']).toEqual([90, 70, 70, 30])
  })
})

describe('ranks', () => {
  it('stand within peer groups too', () => {
    const result = judge({ peerGroups: { group: 'field', compare: 'rank' } })
    expect(column(result, 'rank')).toEqual([1, 2, 2, 4])
    expect(column(result, 'groupRank')).toEqual([1, 2, 1, 2])
  })

  it('are told apart by the named indicators in turn', () => {
    const result = judge({ ranking: { ties: 'min', breakers: ['research'] } })
    expect(column(result, 'rank')).toEqual([1, 3, 2, 4])
  })
})
