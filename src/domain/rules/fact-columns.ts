/** Facts of many enterprises in columns: made row by row or from sheets, and read back as a sheet. */
import { civilDate, dayNumber } from '#domain/kernel'
import type {
  FactBase,
  FactColumn,
  FactDefinition,
  FactSheet,
  FactSource,
  FactType,
  FactValue,
  KnownFact,
} from './fact.ts'

/** One column of a fixed number of rows; rows not set are unknown, and so is a value of another type than the column has. */
export class ColumnBuilder {
  readonly type: FactType
  readonly #rows: number
  readonly #known: Uint8Array
  readonly #numbers: Float64Array
  readonly #codes: Int32Array
  readonly #sets: (readonly number[] | undefined)[] = []
  readonly #words: string[] = []
  readonly #codeOf = new Map<string, number>()

  constructor(type: FactType, rows: number) {
    this.type = type
    this.#rows = rows
    this.#known = new Uint8Array(rows)
    this.#numbers = new Float64Array(type === 'number' ? rows : 0)
    this.#codes = new Int32Array(type === 'number' || type === 'texts' ? 0 : rows)
  }

  set(row: number, value: FactValue): void {
    if (row < 0 || row >= this.#rows) throw new RangeError(`no row ${row}`)
    const kept = this.#keep(row, value)
    this.#known[row] = kept ? 1 : 0
  }

  #keep(row: number, value: FactValue): boolean {
    switch (this.type) {
      case 'number':
        if (typeof value !== 'number' || !Number.isFinite(value)) return false
        this.#numbers[row] = value
        return true
      case 'boolean':
        if (typeof value !== 'boolean') return false
        this.#codes[row] = value ? 1 : 0
        return true
      case 'date': {
        const day = typeof value === 'string' ? dayNumber(value) : null
        if (day === null) return false
        this.#codes[row] = day
        return true
      }
      case 'text':
        if (typeof value !== 'string') return false
        this.#codes[row] = this.#wordCode(value)
        return true
      case 'texts':
        if (typeof value !== 'object') return false
        this.#sets[row] = value.map((word) => this.#wordCode(word))
        return true
    }
  }

  #wordCode(word: string): number {
    const known = this.#codeOf.get(word)
    if (known !== undefined) return known
    const code = this.#words.length
    this.#words.push(word)
    this.#codeOf.set(word, code)
    return code
  }

  build(): FactColumn {
    const known = this.#known
    switch (this.type) {
      case 'number':
        return { type: 'number', values: this.#numbers, known }
      case 'boolean':
        return { type: 'boolean', values: Uint8Array.from(this.#codes), known }
      case 'date':
        return { type: 'date', values: this.#codes, known }
      case 'text':
        return { type: 'text', values: this.#codes, known, words: this.#words }
      case 'texts': {
        const starts = new Int32Array(this.#rows + 1)
        for (let row = 0; row < this.#rows; row += 1)
          starts[row + 1] = (starts[row] ?? 0) + (this.#sets[row]?.length ?? 0)
        const codes = new Int32Array(starts[this.#rows] ?? 0)
        for (let row = 0; row < this.#rows; row += 1) codes.set(this.#sets[row] ?? [], starts[row] ?? 0)
        return { type: 'texts', starts, codes, known, words: this.#words }
      }
    }
  }
}

/**
 * Sheets as columns, in the order of the sheets. Values that a formula gave are left out: they are worked out again where they
 * are needed, from facts as they are written.
 */
export function baseFromSheets(
  sheets: ReadonlyMap<string, FactSheet>,
  facts: readonly FactDefinition[],
): FactBase {
  const columns = new Map<string, FactColumn>()
  for (const { code, type, formula } of facts) {
    const column = new ColumnBuilder(type, sheets.size)
    let row = 0
    let any = false
    for (const sheet of sheets.values()) {
      const known = sheet.get(code)
      if (known !== undefined && (formula === null || known.source.kind !== 'derived')) {
        column.set(row, known.value)
        any = true
      }
      row += 1
    }
    if (any || formula === null) columns.set(code, column.build())
  }
  return { ids: [...sheets.keys()], columns }
}

const GIVEN: FactSource = { kind: 'given', place: {} }

/** What is known of one row. Columns do not keep sources: the caller says what stands in their place. */
export function sheetFromBase(
  base: FactBase,
  row: number,
  sourceOf: (fact: string, row: number) => FactSource = () => GIVEN,
): FactSheet {
  const sheet = new Map<string, KnownFact>()
  for (const [code, column] of base.columns) {
    const value = columnValue(column, row)
    if (value !== null) sheet.set(code, { value, source: sourceOf(code, row) })
  }
  return sheet
}

/** The value of a row; null: unknown. */
export function columnValue(column: FactColumn, row: number): FactValue | null {
  if (column.known[row] !== 1) return null
  switch (column.type) {
    case 'number':
      return column.values[row] ?? null
    case 'boolean':
      return column.values[row] === 1
    case 'date':
      return civilDate(column.values[row] ?? 0)
    case 'text':
      return column.words[column.values[row] ?? -1] ?? null
    case 'texts':
      return columnWords(column, row)
  }
}

export function columnWords(column: FactColumn & { type: 'texts' }, row: number): string[] {
  const words: string[] = []
  for (let at = column.starts[row] ?? 0; at < (column.starts[row + 1] ?? 0); at += 1) {
    const word = column.words[column.codes[at] ?? -1]
    if (word !== undefined) words.push(word)
  }
  return words
}
