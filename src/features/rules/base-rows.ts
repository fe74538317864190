import { dayNumber } from '#domain/kernel'
import type { FactBase, FactColumn, FactDefinition, FactSheet } from '#domain/rules'

type Growing =
  | { readonly type: 'number'; readonly values: Float64Array; readonly known: Uint8Array }
  | { readonly type: 'boolean'; readonly values: Uint8Array; readonly known: Uint8Array }
  | { readonly type: 'date'; readonly values: Int32Array; readonly known: Uint8Array }
  | {
      readonly type: 'text'
      readonly values: Int32Array
      readonly known: Uint8Array
      readonly words: string[]
      readonly codes: Map<string, number>
    }
  | {
      readonly type: 'texts'
      readonly rows: (readonly number[])[]
      readonly known: Uint8Array
      readonly words: string[]
      readonly codes: Map<string, number>
    }

/** Columns of facts whose rows can be written again one by one. */
export class BaseRows {
  readonly ids: readonly string[]
  readonly rowOf: ReadonlyMap<string, number>
  readonly #columns = new Map<string, Growing>()

  constructor(facts: readonly FactDefinition[], ids: readonly string[]) {
    this.ids = ids
    this.rowOf = new Map(ids.map((id, row) => [id, row]))
    for (const { code, type, formula } of facts)
      if (formula === null) this.#columns.set(code, growing(type, ids.length))
  }

  /** What is not on the sheet becomes unknown. */
  set(row: number, sheet: FactSheet): void {
    for (const [code, column] of this.#columns) {
      const value = sheet.get(code)?.value
      column.known[row] = value === undefined ? 0 : 1
      if (value === undefined) continue
      switch (column.type) {
        case 'number':
          column.values[row] = Number(value)
          break
        case 'boolean':
          column.values[row] = value === true ? 1 : 0
          break
        case 'date':
          column.values[row] = dayNumber(String(value)) ?? 0
          break
        case 'text':
          column.values[row] = codeOf(column, String(value))
          break
        case 'texts':
          column.rows[row] = Array.isArray(value) ? value.map((one) => codeOf(column, String(one))) : []
      }
    }
  }

  toBase(): FactBase {
    return {
      ids: this.ids,
      columns: new Map([...this.#columns].map(([code, column]) => [code, finished(column)])),
    }
  }
}

function growing(type: FactDefinition['type'], count: number): Growing {
  const known = new Uint8Array(count)
  switch (type) {
    case 'number':
      return { type, values: new Float64Array(count), known }
    case 'boolean':
      return { type, values: new Uint8Array(count), known }
    case 'date':
      return { type, values: new Int32Array(count), known }
    case 'text':
      return { type, values: new Int32Array(count), known, words: [], codes: new Map() }
    case 'texts':
      return { type, rows: Array.from({ length: count }, () => []), known, words: [], codes: new Map() }
  }
}

function codeOf({ words, codes }: { words: string[]; codes: Map<string, number> }, word: string): number {
  const there = codes.get(word)
  if (there !== undefined) return there
  codes.set(word, words.length)
  return words.push(word) - 1
}

function finished(column: Growing): FactColumn {
  switch (column.type) {
    case 'texts': {
      const starts = new Int32Array(column.rows.length + 1)
      for (const [row, codes] of column.rows.entries()) starts[row + 1] = (starts[row] ?? 0) + codes.length
      return {
        type: 'texts',
        starts,
        codes: Int32Array.from(column.rows.flat()),
        known: column.known,
        words: column.words,
      }
    }
    case 'text':
      return { type: 'text', values: column.values, known: column.known, words: column.words }
    case 'number':
    case 'boolean':
    case 'date':
      return column
  }
}
