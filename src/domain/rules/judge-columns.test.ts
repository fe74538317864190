import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRuleBook } from './compile-rule-book.ts'
import type { FactSheet } from './fact.ts'
import { baseFromSheets, sheetFromBase } from './fact-columns.ts'
import { answersOf, deriveFacts, scoreOf, workOutAmount } from './judge.ts'
import { amountColumn, judgeColumns, scoreColumns } from './judge-columns.ts'
import type { RuleBook } from './rule-book.ts'
import { FACTS, ON, arbitraryBook, arbitrarySheet } from './rule-book-arbitraries.test-support.ts'
import type { CompiledRuleBook } from './rule-expression.ts'
import { ANSWER_CODES } from './verdict.ts'

function compiled(book: RuleBook): CompiledRuleBook {
  const made = compileRuleBook(book, ON)
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  return made.value
}

function named(sheets: readonly FactSheet[]): ReadonlyMap<string, FactSheet> {
  return new Map(sheets.map((sheet, index) => [`e${index}`, sheet]))
}

const RUNS = 60

describe('judging in columns', () => {
  it('gives each row the answer, distance and nearness of judging it alone', () => {
    fc.assert(
      fc.property(
        arbitraryBook,
        fc.array(arbitrarySheet, { minLength: 1, maxLength: 12 }),
        (book, sheets) => {
          const ready = compiled(book)
          const base = baseFromSheets(named(sheets), FACTS)
          const columns = judgeColumns(ready, base, { distances: true })
          const alone = sheets.map((sheet) => answersOf(ready, sheet))
          for (const { rule, answers, distances, counts } of columns) {
            const rows = alone.map((all) => all.get(rule))
            expect([...answers]).toEqual(rows.map((row) => ANSWER_CODES[row?.answer ?? 'no']))
            expect([...(distances ?? [])]).toEqual(
              rows.map((row) =>
                row === undefined || row.distance === null ? NaN : Math.fround(row.distance),
              ),
            )
            expect(counts.near).toBe(rows.filter((row) => row?.near).length)
            expect(counts.yes).toBe(rows.filter((row) => row?.answer === 'yes').length)
            expect(counts.undetermined).toBe(rows.filter((row) => row?.answer === 'undetermined').length)
          }
          const plain = judgeColumns(ready, base)
          expect(plain.map(({ answers }) => [...answers])).toEqual(columns.map(({ answers }) => [...answers]))
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('gives each row the amount of working it out alone', () => {
    fc.assert(
      fc.property(
        arbitraryBook,
        fc.array(arbitrarySheet, { minLength: 1, maxLength: 12 }),
        (book, sheets) => {
          const ready = compiled(book)
          const base = baseFromSheets(named(sheets), FACTS)
          for (const { code } of book.amounts) {
            const column = amountColumn(ready, code, base)
            const values = sheets.map((_, row) => (column.known[row] === 1 ? column.values[row] : null))
            const alone = sheets.map((sheet) => workOutAmount(ready, code, sheet).value)
            expect(values).toEqual(alone)
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('gives each row the points of scoring it alone', () => {
    fc.assert(
      fc.property(
        arbitraryBook,
        fc.array(arbitrarySheet, { minLength: 1, maxLength: 12 }),
        (book, sheets) => {
          const ready = compiled(book)
          const base = baseFromSheets(named(sheets), FACTS)
          const columns = scoreColumns(ready, '得分', base)
          for (const [row, sheet] of sheets.entries()) {
            const alone = scoreOf(ready, '得分', sheet)
            expect([columns.low[row], columns.high[row]]).toEqual([alone.low, alone.high])
            for (const { group, low, high } of alone.groups)
              expect([columns.groups.get(group)?.low[row], columns.groups.get(group)?.high[row]]).toEqual([
                low,
                high,
              ])
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('leaves to the decimals what is too small for doubles to halve', () => {
    const points = {
      id: 'only',
      title: { zh: '题', en: 'title' },
      group: '组',
      maximum: 10,
      minimum: 0,
      points: '营收',
      weight: 0.25,
      clause: null,
      status: 'example' as const,
      off: false,
    }
    const ready = compiled({
      facts: FACTS,
      parameters: [],
      tables: [],
      scores: [
        {
          code: '得分',
          title: { zh: '题', en: 'title' },
          groups: [{ code: '组', title: { zh: '题', en: 'title' }, maximum: null }],
          // A quarter of the smallest double is zero, three quarters of its decimal are not.
          items: [points, { ...points, id: 'second' }, { ...points, id: 'third' }],
          maximum: null,
        },
      ],
      rules: [],
      amounts: [],
      nearLimit: 0.2,
    })
    const sheet: FactSheet = new Map([['营收', { value: 5e-324, source: { kind: 'given', place: {} } }]])
    const columns = scoreColumns(ready, '得分', baseFromSheets(named([sheet]), FACTS))
    const alone = scoreOf(ready, '得分', sheet)
    expect([columns.low[0], columns.high[0]]).toEqual([alone.low, alone.high])
    expect(alone.low).toBe(5e-324)
  })

  it('spans blocks of rows without mixing them', () => {
    const [sheet] = fc.sample(arbitrarySheet, { numRuns: 1, seed: 7 })
    const sheets = fc.sample(arbitrarySheet, { numRuns: 4_500, seed: 11 })
    const [book] = fc.sample(arbitraryBook, { numRuns: 1, seed: 3 })
    if (sheet === undefined || book === undefined) throw new Error('no sample')
    const ready = compiled(book)
    const columns = judgeColumns(ready, baseFromSheets(named(sheets), FACTS), { distances: true })
    for (const row of [0, 1, 2_047, 2_048, 2_049, 4_095, 4_096, 4_499]) {
      const alone = answersOf(ready, sheets[row] ?? sheet)
      expect(columns.map(({ answers }) => answers[row])).toEqual(
        columns.map(({ rule }) => ANSWER_CODES[alone.get(rule)?.answer ?? 'no']),
      )
    }
  })

  it('judges only the rules that are asked for', () => {
    const [book] = fc.sample(arbitraryBook, { numRuns: 1, seed: 5 })
    if (book === undefined) throw new Error('no sample')
    const base = baseFromSheets(named(fc.sample(arbitrarySheet, 3)), FACTS)
    const columns = judgeColumns(compiled(book), base, { rules: ['规则0'] })
    expect(columns.map(({ rule, distances }) => [rule, distances])).toEqual([['规则0', null]])
  })
})

describe('columns of facts', () => {
  it('give back the sheets that they were made of', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySheet, { maxLength: 8 }), (sheets) => {
        const base = baseFromSheets(named(sheets), FACTS)
        expect(base.ids).toHaveLength(sheets.length)
        for (const [row, sheet] of sheets.entries()) {
          const back = sheetFromBase(base, row)
          expect(new Map([...back].sort(byName))).toEqual(new Map([...sheet].sort(byName)))
        }
      }),
    )
  })

  it('leave out what formulas gave, which is worked out again from what is written', () => {
    fc.assert(
      fc.property(arbitraryBook, arbitrarySheet, (book, sheet) => {
        const ready = compiled(book)
        const derived = deriveFacts(ready, sheet)
        const alone = answersOf(ready, sheet)
        expect(answersOf(ready, derived)).toEqual(alone)
        const columns = judgeColumns(ready, baseFromSheets(named([derived]), FACTS))
        expect(columns.map(({ answers }) => answers[0])).toEqual(
          columns.map(({ rule }) => ANSWER_CODES[alone.get(rule)?.answer ?? 'no']),
        )
      }),
      { numRuns: 100 },
    )
  })
})

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1
}
