import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildForm, buildRelation } from '#tests/statistical-forms'
import { checkColumns, type AlignedTable, type ColumnContext } from './check-columns.ts'
import { checkFiling } from './check-filing.ts'
import type { ColumnTable } from './column-table.ts'
import { compileForm, type CompiledForm } from './compile-form.ts'
import type { FilingContext, FilingValues } from './filing.ts'
import type { FormField } from './form.ts'
import type { Finding, Rule } from './relation.ts'

const HEAD = { severity: 'error', standing: 'zone', source: 'made for tests', enabled: true } as const
const FIELDS: readonly (Partial<FormField> & { code: string })[] = [
  { code: 'A', minimum: 0, compulsory: true },
  { code: 'B' },
  { code: 'C', maximum: 50 },
  { code: 'D', type: 'decimal', decimals: 1 },
  {
    code: 'E',
    type: 'decimal',
    decimals: 2,
    onlyIf: { field: 'F', is: 'one-of', values: [true] },
    compulsory: true,
  },
  { code: 'F', type: 'flag' },
  { code: 'G', type: 'year' },
  {
    code: 'H',
    type: 'choice',
    choices: ['1', '2'].map((value) => ({ value, label: { zh: value, en: value } })),
  },
  { code: 'I', type: 'text', pattern: 'x+', maxLength: 2, onlyIf: { field: 'B', is: 'filled' } },
  { code: 'J', type: 'day', compulsory: true, onlyIf: { field: 'H', is: 'empty' } },
]
const FIGURES = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const TEXTS = ['H', 'I', 'J']

const cell = fc.constantFrom(
  ...[
    'A',
    'B',
    'C',
    'D',
    'E',
    'F',
    'A@-1',
    'D@-1Y',
    'B@-2',
    'U-1!A',
    'U-1!D',
    'U-2!A',
    'SUM(A)',
    'SUM(U-1!B)',
  ],
)
const side = fc
  .array(fc.tuple(fc.constantFrom('+', '-'), fc.constantFrom('', '2 × ', '0.1 × '), cell), {
    minLength: 1,
    maxLength: 3,
  })
  .map((terms) => terms.map(([sign, times, name]) => `${sign} ${times}${name}`).join(' '))
const relation = fc.record({
  text: fc
    .tuple(
      side,
      fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      side,
      fc.constantFrom('', ' + 1', ' - 0.3'),
    )
    .map(([left, operator, right, constant]) => `${left} ${operator} ${right}${constant}`),
  missing: fc.constantFrom('skip-if-any', 'skip-if-all', 'zero' as const),
  tolerance: fc.constantFrom(0, 0, 0.1, 2),
})
const otherRules: readonly Rule[] = [
  { id: 'both', kind: 'compulsory-pair', cells: ['B', 'E'], ...HEAD },
  { id: 'one', kind: 'exclusive-pair', cells: ['C', 'H'], ...HEAD },
  { id: 'jump', kind: 'change', cell: 'A', back: '1', ratio: 0.5, floor: 3, ...HEAD },
  { id: 'year', kind: 'change', cell: 'D', back: '1Y', ratio: 1, floor: 0, ...HEAD },
]

const figure = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(Number.NaN, 0, 1) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.2, 0.3, 0.25, 0.29000000000000004, 1.005, 2024, 2 ** 53) },
  { weight: 1, arbitrary: fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
)
const words = fc.constantFrom(null, '', '1', '2', '3', 'x', 'xx', 'xxx', '2024-02-29', '2023-02-29')

function tableOf(rows: number): fc.Arbitrary<ColumnTable> {
  return fc
    .record({
      figures: fc.array(fc.array(figure, { minLength: rows, maxLength: rows }), {
        minLength: 7,
        maxLength: 7,
      }),
      texts: fc.array(fc.array(words, { minLength: rows, maxLength: rows }), { minLength: 3, maxLength: 3 }),
      without: fc.subarray([...FIGURES, ...TEXTS], { maxLength: 2 }),
    })
    .map(({ figures, texts, without }) => ({
      rows,
      figures: new Map(
        FIGURES.map((code, index) => [code, Float64Array.from(figures[index] ?? [])] as const).filter(
          ([code]) => !without.includes(code),
        ),
      ),
      texts: new Map(
        TEXTS.map((code, index) => [code, texts[index] ?? []] as const).filter(
          ([code]) => !without.includes(code),
        ),
      ),
    }))
}

function alignedTo(rows: number): fc.Arbitrary<AlignedTable> {
  return fc
    .tuple(tableOf(4), fc.array(fc.integer({ min: -1, max: 3 }), { minLength: rows, maxLength: rows }))
    .map(([table, at]) => ({ table, rows: Int32Array.from(at) }))
}

const ROWS = 6
const stage = fc.record({
  table: tableOf(ROWS),
  relations: fc.array(relation, { minLength: 1, maxLength: 5 }),
  last: alignedTo(ROWS),
  yearAgo: alignedTo(ROWS),
  other: alignedTo(ROWS),
  members: fc.option(fc.array(figure, { minLength: ROWS, maxLength: ROWS }), { nil: undefined }),
})

/** The row as one filing keeps it. */
function rowOf(table: ColumnTable, row: number, form: CompiledForm): FilingValues {
  const values: Record<string, number | string | boolean | null> = {}
  for (const [code, column] of table.figures) {
    const value = column[row] ?? Number.NaN
    const isFlag = form.fieldByCode.get(code)?.field.type === 'flag' && (value === 0 || value === 1)
    values[code] = Number.isNaN(value) ? null : isFlag ? value === 1 : value
  }
  for (const [code, column] of table.texts) values[code] = column[row] ?? null
  return values
}

describe('a table of filings', () => {
  it('has the findings that its filings have one by one', () => {
    let findings = 0
    fc.assert(
      fc.property(stage, ({ table, relations, last, yearAgo, other, members }) => {
        const rules = relations.map(({ text, missing, tolerance }, index) =>
          buildRelation(`r${index}`, text, { missing, ...(text.includes('!=') ? {} : { tolerance }) }),
        )
        const form = compileForm(buildForm(FIELDS, [...rules, ...otherRules]))
        const context: ColumnContext = {
          forms: { 'U-1': other },
          history: { '1': last, '1Y': yearAgo },
          ...(members === undefined ? {} : { members: { 'T-001!A': Float64Array.from(members) } }),
        }
        const found = checkColumns(form, table, context)
        findings += found.count
        const expected: [number, string, Finding][] = []
        for (let row = 0; row < ROWS; row++)
          for (const finding of checkFiling(form, rowOf(table, row, form), contextOf(row, context, form)))
            expected.push([row, finding.rule, finding])
        const order = (id: string) => found.checks.indexOf(id)
        expected.sort((a, b) => order(a[1]) - order(b[1]) || a[0] - b[0])
        const given = Array.from({ length: found.count }, (_, index) => [
          found.row[index],
          found.checks[found.check[index] ?? -1],
          found.at(index),
        ])
        expect(given).toEqual(expected)
      }),
      { numRuns: 400 },
    )
    expect(findings).toBeGreaterThan(1000)
  })

  it('without rows has no findings', () => {
    const form = compileForm(buildForm(FIELDS, [...otherRules]))
    const none = { rows: 0, figures: new Map(), texts: new Map() }
    expect(checkColumns(form, none, { forms: {}, history: {} }).count).toBe(0)
  })
})

function contextOf(row: number, context: ColumnContext, form: CompiledForm): FilingContext {
  const filings = (tables: Readonly<Record<string, AlignedTable>>): Record<string, FilingValues> =>
    Object.fromEntries(
      Object.entries(tables).flatMap(([key, { table, rows }]) => {
        const there = rows[row] ?? -1
        return there < 0 ? [] : [[key, rowOf(table, there, form)]]
      }),
    )
  const { members } = context
  return {
    forms: filings(context.forms),
    history: filings(context.history),
    ...(members === undefined
      ? {}
      : {
          members: Object.fromEntries(
            Object.entries(members).map(([key, sums]) => {
              const sum = sums[row] ?? Number.NaN
              return [key, Number.isNaN(sum) ? null : sum]
            }),
          ),
        }),
  }
}
