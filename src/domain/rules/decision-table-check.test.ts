import { describe, expect, it } from 'vitest'
import { checkTable } from './decision-table-check.ts'
import { compileModel } from './dmn-compile.ts'
import { readDmn } from './dmn-read.ts'
import { writeValue } from './values.ts'

interface Rows {
  readonly types: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly policy?: string
  readonly values?: readonly (string | null)[]
}

/** Rows are their tests, and the output last. */
function check({ types, rows, policy = 'UNIQUE', values = [] }: Rows) {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const text = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
    <decision name="d"><decisionTable hitPolicy="${policy}">${types
      .map(
        (type, index) =>
          `<input><inputExpression typeRef="${type}"><text>x${index}</text></inputExpression>${
            values[index] ? `<inputValues><text>${escape(values[index])}</text></inputValues>` : ''
          }</input>`,
      )
      .join('')}<output/>${rows
      .map(
        (row) =>
          `<rule>${row
            .slice(0, -1)
            .map((cell) => `<inputEntry><text>${escape(cell)}</text></inputEntry>`)
            .join('')}<outputEntry><text>${escape(row.at(-1) ?? '')}</text></outputEntry></rule>`,
      )
      .join('')}</decisionTable></decision></definitions>`
  const model = readDmn(text)
  if (!model.ok) throw new Error(JSON.stringify(model.issues))
  const compiled = compileModel(model.value)
  const table = model.value.decisions[0]?.logic
  if (!compiled.ok || table?.kind !== 'table') throw new Error('no table')
  const report = checkTable(table, compiled.value)
  return {
    ...report,
    findings: report.findings.map(
      ({ kind, rows: found, example }) =>
        `${kind} ${found.map((row) => row + 1).join('+')} ${example === null ? '' : example.map((value) => writeValue(value)).join(', ')}`,
    ),
  }
}

describe('checking a decision table', () => {
  it('finds nothing in a table that is whole', () => {
    const report = check({
      types: ['number'],
      rows: [
        ['< 18', '1'],
        ['[18..60)', '2'],
        ['>= 60', '3'],
      ],
    })
    expect(report).toEqual({ findings: [], undecided: [], undecidedColumns: [], complete: true })
  })

  it('finds the one number between two rows', () => {
    expect(
      check({
        types: ['number'],
        rows: [
          ['< 18', '1'],
          ['> 18', '2'],
        ],
      }).findings,
    ).toEqual(['gap  18'])
  })

  it('finds two rows that answer the same input', () => {
    expect(
      check({
        types: ['number'],
        rows: [
          ['<= 18', '1'],
          ['>= 18', '2'],
        ],
      }).findings,
    ).toEqual(['overlap 1+2 18'])
  })

  it('lets equal answers overlap under ANY, but not different ones', () => {
    const rows = (second: string) => [
      ['<= 18', '1'],
      ['>= 18', second],
    ]
    expect(check({ types: ['number'], policy: 'ANY', rows: rows('1') }).findings).toEqual([])
    expect(check({ types: ['number'], policy: 'ANY', rows: rows('2') }).findings).toEqual(['overlap 1+2 18'])
  })

  it('finds a row that never answers because rows before it take its input', () => {
    const rows = [
      ['< 10', '-', '1'],
      ['>= 10', '-', '2'],
      ['5', 'true', '3'],
    ]
    expect(check({ types: ['number', 'boolean'], policy: 'FIRST', rows }).findings).toEqual([
      'unreachable 3 5, true',
    ])
  })

  it('finds a row whose range is empty', () => {
    const rows = [
      ['-', '1'],
      ['(5..5)', '2'],
    ]
    expect(check({ types: ['number'], policy: 'FIRST', rows }).findings).toEqual(['unreachable 2 '])
  })

  it('knows that no day lies between two that follow each other', () => {
    const rows = (second: string) => [
      ['<= date("2025-12-31")', '1'],
      [second, '2'],
    ]
    expect(check({ types: ['date'], rows: rows('>= date("2026-01-01")') }).findings).toEqual([])
    expect(check({ types: ['date'], rows: rows('>= date("2026-01-03")') }).findings).toEqual([
      'gap  2026-01-01',
    ])
  })

  it('takes texts as those named and one other, within the allowed values', () => {
    const table = {
      types: ['string', 'boolean'],
      rows: [
        ['"甲","乙"', '-', '1'],
        ['"丙"', 'true', '2'],
      ],
    }
    expect(check(table).findings).toEqual(['gap  "丙", false', 'gap  "other", true'])
    expect(check({ ...table, values: ['"甲","乙","丙"', null] }).findings).toEqual(['gap  "丙", false'])
    expect(
      check({
        types: ['string'],
        rows: [
          ['"甲"', '1'],
          ['not("甲")', '2'],
        ],
      }).findings,
    ).toEqual([])
  })

  it('does not judge rows whose tests depend on other inputs', () => {
    const report = check({
      types: ['number'],
      rows: [
        ['< 18', '1'],
        ['> x1', '2'],
      ],
    })
    expect(report).toMatchObject({ findings: [], undecided: [1] })
  })

  it('says which columns it cannot cut', () => {
    expect(check({ types: ['time'], rows: [['time("10:00:00")', '1']] })).toMatchObject({
      findings: [],
      undecidedColumns: [0],
    })
  })

  it('stops at tables too large to be walked, and says so', () => {
    const types = Array.from({ length: 18 }, () => 'number')
    const rows = types.map((_, row) => [...types.map((__, column) => (column === row ? '> 1' : '-')), '1'])
    expect(check({ types, rows }).complete).toBe(false)
  })
})
