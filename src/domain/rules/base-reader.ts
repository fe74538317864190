/** One row of a base as judging reads it. */
import type { FactReader } from './fact-reader.ts'
import type { FactBase, FactColumn } from './fact.ts'
import { columnWords } from './fact-columns.ts'
import type { CompiledRuleBook } from './rule-expression.ts'

/** The columns whose type is that of the fact; in others nothing is known. */
export function columnsOf(compiled: CompiledRuleBook, base: FactBase): ReadonlyMap<string, FactColumn> {
  return new Map([...base.columns].filter(([code, { type }]) => compiled.facts.get(code)?.type === type))
}

export class BaseReader implements FactReader {
  readonly #columns: ReadonlyMap<string, FactColumn>
  row = 0

  constructor(columns: ReadonlyMap<string, FactColumn>) {
    this.#columns = columns
  }

  number(code: string): number | undefined {
    const column = this.#columns.get(code)
    if (column === undefined || column.known[this.row] !== 1) return undefined
    return column.type === 'number' || column.type === 'date' ? column.values[this.row] : undefined
  }

  flag(code: string): boolean | undefined {
    const column = this.#columns.get(code)
    if (column?.type !== 'boolean' || column.known[this.row] !== 1) return undefined
    return column.values[this.row] === 1
  }

  text(code: string): string | undefined {
    const column = this.#columns.get(code)
    if (column?.type !== 'text' || column.known[this.row] !== 1) return undefined
    return column.words[column.values[this.row] ?? -1]
  }

  texts(code: string): readonly string[] | undefined {
    const column = this.#columns.get(code)
    if (column?.type !== 'texts' || column.known[this.row] !== 1) return undefined
    return columnWords(column, this.row)
  }
}

/** Nothing known but one text: for asking once for each word instead of once for each row. */
export class OneTextReader implements FactReader {
  readonly #code: string
  readonly #word: string | undefined

  constructor(code: string, word: string | undefined) {
    this.#code = code
    this.#word = word
  }

  number(): undefined {
    return undefined
  }

  flag(): undefined {
    return undefined
  }

  text(code: string): string | undefined {
    return code === this.#code ? this.#word : undefined
  }

  texts(): undefined {
    return undefined
  }
}
