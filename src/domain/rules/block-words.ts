/** What depends on one text alone is worked out once for each of its words, and once for not knowing it, instead of by rows. */
import { OneTextReader } from './base-reader.ts'
import { COLUMN_UNKNOWN as UNKNOWN, type OwnBlock, columnAnswer } from './column-numbers.ts'
import type { FactColumn } from './fact.ts'
import { keep, newBlock } from './number-block.ts'
import { RowJudge } from './row-judge.ts'
import type { CompiledRuleBook, RuleExpression } from './rule-expression.ts'

export interface WordColumn {
  readonly code: string
  readonly column: FactColumn & { readonly type: 'text' }
}

export class BlockWords {
  readonly #compiled: CompiledRuleBook
  readonly #columns: ReadonlyMap<string, FactColumn>
  readonly #answers = new Map<number, Uint8Array>()
  readonly #numbers = new Map<number, OwnBlock>()

  constructor(compiled: CompiledRuleBook, columns: ReadonlyMap<string, FactColumn>) {
    this.#compiled = compiled
    this.#columns = columns
  }

  /** The column of the one text that everything in the expression depends on; null: it depends on more. */
  columnOf(expression: RuleExpression): WordColumn | null {
    if (expression.facts.size !== 1) return null
    const [code = ''] = expression.facts
    const fact = this.#compiled.facts.get(code)
    const column = this.#columns.get(code)
    return fact?.type === 'text' && fact.formula === null && column?.type === 'text' ? { code, column } : null
  }

  answer(
    expression: RuleExpression,
    { code, column }: WordColumn,
    from: number,
    count: number,
    out: Uint8Array,
  ): void {
    const answers = this.#answers.get(expression.id) ?? this.#answersOf(expression, code, column.words)
    const { values, known, words } = column
    for (let row = 0; row < count; row += 1) {
      const at = from + row
      out[row] = answers[known[at] === 1 ? (values[at] as number) : words.length] ?? UNKNOWN
    }
  }

  number(
    expression: RuleExpression,
    { code, column }: WordColumn,
    from: number,
    count: number,
    out: OwnBlock,
  ): void {
    const table = this.#numbers.get(expression.id) ?? this.#numbersOf(expression, code, column.words)
    const { values, known, words } = column
    for (let row = 0; row < count; row += 1) {
      const at = from + row
      const word = known[at] === 1 ? (values[at] as number) : words.length
      out.values[row] = table.values[word] ?? 0
      out.errors[row] = table.errors[word] ?? 0
      out.known[row] = table.known[word] ?? 0
    }
  }

  #answersOf(expression: RuleExpression, code: string, words: readonly string[]): Uint8Array {
    const answers = new Uint8Array(words.length + 1)
    this.#eachWord(code, words, (judge, place) => {
      answers[place] = columnAnswer(judge.answer(expression))
    })
    this.#answers.set(expression.id, answers)
    return answers
  }

  #numbersOf(expression: RuleExpression, code: string, words: readonly string[]): OwnBlock {
    const table = newBlock(words.length + 1)
    this.#eachWord(code, words, (judge, place) => {
      keep(judge.number(expression), place, table)
    })
    this.#numbers.set(expression.id, table)
    return table
  }

  /** The last place is that of no word. */
  #eachWord(code: string, words: readonly string[], visit: (judge: RowJudge, place: number) => void): void {
    const judge = new RowJudge(this.#compiled, new OneTextReader(code, undefined))
    for (let place = 0; place <= words.length; place += 1) {
      judge.turnTo(new OneTextReader(code, words[place]))
      visit(judge, place)
    }
  }
}
