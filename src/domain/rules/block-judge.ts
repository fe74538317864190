/**
 * Judges a block of rows at once: each expression once for the block, whatever number of rules it stands in. Where doubles cannot
 * decide, and for what has no columns (`general`, ranges, two texts), the row judge works the row out; so both always agree.
 */
import { BaseReader, OneTextReader, columnsOf } from './base-reader.ts'
import {
  COLUMN_NO as NO,
  COLUMN_UNKNOWN as UNKNOWN,
  COLUMN_YES as YES,
  type NumberBlock,
  type OwnBlock,
  absoluteBlock,
  addMonthsBlock,
  calculateBlock,
  chooseBlock,
  columnAnswer as coded,
  compareBlock,
  compareResultToConstant,
  compareToConstant,
  copyBlock,
  extremeBlock,
  negateBlock,
  roundBlock,
  wholeBlock,
} from './column-numbers.ts'
import { tableBlock } from './block-tables.ts'
import { BlockWords } from './block-words.ts'
import type { FactBase, FactColumn } from './fact.ts'
import { BLOCK_ROWS, isWrittenConstant, keep, newBlock } from './number-block.ts'
import { monthsBetween } from './row-decimals.ts'
import { RowJudge } from './row-judge.ts'
import {
  type CompiledRuleBook,
  type CompiledScore,
  type ExpressionOf,
  type RuleExpression,
  isNumeric,
} from './rule-expression.ts'
import { dateOfDayNumber } from './temporal.ts'
import { scorePoints } from './score-blocks.ts'

export class BlockJudge {
  readonly #columns: ReadonlyMap<string, FactColumn>
  readonly #compiled: CompiledRuleBook
  readonly #reader: BaseReader
  readonly #row: RowJudge
  #blank: RowJudge | null = null
  #rowAt = -1
  #from = 0
  #count = 0
  /** The block for which a slot was filled. */
  #turn = 0
  readonly #answered: Uint32Array
  readonly #answers: Uint8Array[] = []
  readonly #numbered: Uint32Array
  readonly #numbers: NumberBlock[] = []
  readonly #own: OwnBlock[] = []
  readonly #words: BlockWords
  readonly #inWords = new Map<Uint8Array, Uint32Array>()
  readonly #scored = new Map<string, { readonly turn: number; readonly block: OwnBlock }>()

  constructor(compiled: CompiledRuleBook, base: FactBase) {
    this.#compiled = compiled
    this.#columns = columnsOf(compiled, base)
    this.#reader = new BaseReader(this.#columns)
    this.#row = new RowJudge(compiled, this.#reader)
    this.#words = new BlockWords(compiled, this.#columns)
    const size = compiled.expressions.length
    this.#answered = new Uint32Array(size)
    this.#numbered = new Uint32Array(size)
  }

  get turn(): number {
    return this.#turn
  }

  /** Rows of the block. */
  get count(): number {
    return this.#count
  }

  turnTo(from: number, count: number): void {
    this.#from = from
    this.#count = count
    this.#turn += 1
  }

  /** The row judge, standing at a row of the block. */
  at(row: number): RowJudge {
    const wanted = this.#from + row
    if (this.#rowAt !== wanted) {
      this.#rowAt = wanted
      this.#reader.row = wanted
      this.#row.turnTo(this.#reader)
    }
    return this.#row
  }

  answers(expression: RuleExpression): Uint8Array {
    const { id } = expression
    const held = this.#answers[id]
    if (held !== undefined && this.#answered[id] === this.#turn) return held
    const out = held ?? new Uint8Array(BLOCK_ROWS)
    this.#answers[id] = out
    this.#answer(expression, out)
    this.#answered[id] = this.#turn
    return out
  }

  numbers(expression: RuleExpression): NumberBlock {
    const { id } = expression
    const held = this.#numbers[id]
    if (held !== undefined && this.#numbered[id] === this.#turn) return held
    const block = this.#number(expression)
    this.#numbers[id] = block
    this.#numbered[id] = this.#turn
    return block
  }

  #answer(expression: RuleExpression, out: Uint8Array): void {
    const count = this.#count
    switch (expression.kind) {
      case 'constant':
      case 'parameter':
        out.fill(expression.value === true ? YES : expression.value === false ? NO : UNKNOWN, 0, count)
        return
      case 'fact':
        this.#flag(expression, out)
        return
      case 'and':
        this.#joined(expression.of, true, out)
        return
      case 'or':
        this.#joined(expression.of, false, out)
        return
      case 'at-least':
        this.#atLeast(expression, out)
        return
      case 'not': {
        const of = this.answers(expression.of)
        for (let row = 0; row < count; row += 1) out[row] = NEGATED[of[row] as number] as number
        return
      }
      case 'if': {
        const condition = this.answers(expression.condition)
        const [then, otherwise] = [this.answers(expression.then), this.answers(expression.otherwise)]
        for (let row = 0; row < count; row += 1) {
          const chosen = condition[row]
          const [a, b] = [then[row] as number, otherwise[row] as number]
          out[row] = chosen === YES ? a : chosen === NO ? b : a === b ? a : UNKNOWN
        }
        return
      }
      default:
    }
    const word = this.#words.columnOf(expression)
    if (word !== null) {
      this.#words.answer(expression, word, this.#from, count, out)
      return
    }
    if (this.#isBlank(expression)) {
      out.fill(coded(this.#blankJudge().answer(expression)), 0, count)
      return
    }
    if (this.#columnAnswer(expression, out)) return
    for (let row = 0; row < count; row += 1) out[row] = coded(this.at(row).answer(expression))
  }

  /** Nothing that it asks for is known of anybody: so it is the same for all. */
  #isBlank(expression: RuleExpression): boolean {
    for (const code of expression.facts) if (this.#columns.has(code)) return false
    return true
  }

  #blankJudge(): RowJudge {
    this.#blank ??= new RowJudge(this.#compiled, new OneTextReader('', undefined))
    return this.#blank
  }

  /** Whether the answer was found by columns. */
  #columnAnswer(expression: RuleExpression, out: Uint8Array): boolean {
    switch (expression.kind) {
      case 'compare':
        return this.#compare(expression, out)
      case 'has-word':
        return this.#hasWord(expression, out)
      case 'known':
        return this.#isKnown(expression, out)
      default:
        return false
    }
  }

  #flag(expression: ExpressionOf<'fact'>, out: Uint8Array): void {
    const { code, formula } = expression
    const column = this.#columns.get(code)
    const own = column?.type === 'boolean' ? column : null
    const derived = formula === null ? null : this.answers(formula)
    for (let row = 0; row < this.#count; row += 1) {
      const at = this.#from + row
      if (own !== null && own.known[at] === 1) out[row] = own.values[at] === 1 ? YES : NO
      else out[row] = derived === null ? UNKNOWN : (derived[row] as number)
    }
  }

  #joined(of: readonly RuleExpression[], all: boolean, out: Uint8Array): void {
    const count = this.#count
    const [first, ...others] = of
    if (first === undefined) {
      out.fill(all ? YES : NO, 0, count)
      return
    }
    const words = this.#wordsOf(out)
    words.set(this.#wordsOf(this.answers(first)))
    const size = (count + 3) >> 2
    for (const other of others) {
      const next = this.#wordsOf(this.answers(other))
      if (all) bothInto(words, next, size)
      else eitherInto(words, next, size)
    }
  }

  /** The same memory, four answers in one number. */
  #wordsOf(answers: Uint8Array): Uint32Array {
    const held = this.#inWords.get(answers)
    if (held !== undefined) return held
    const made = new Uint32Array(answers.buffer)
    this.#inWords.set(answers, made)
    return made
  }

  #atLeast(expression: ExpressionOf<'at-least'>, out: Uint8Array): void {
    const parts = expression.of.map((part) => this.answers(part))
    for (let row = 0; row < this.#count; row += 1) {
      let [certain, possible] = [0, 0]
      for (const part of parts) {
        const answer = part[row] as number
        certain += answer >> 1
        possible += answer === NO ? 0 : 1
      }
      out[row] = certain >= expression.count ? YES : possible < expression.count ? NO : UNKNOWN
    }
  }

  #compare(expression: ExpressionOf<'compare'>, out: Uint8Array): boolean {
    const { sign, left, right } = expression
    if (left.type === 'text') return false
    if (left.ranged || right.ranged) return this.#compareScore(expression, out)
    const a = this.numbers(left)
    if (isWrittenConstant(right) && a.errors === null) {
      compareToConstant(sign, a, right.double, out, this.#count)
      return true
    }
    if (isWrittenConstant(right) && a.errors !== null) {
      compareResultToConstant(sign, a, a.errors, right.double, out, this.#count, (row) =>
        coded(this.at(row).answer(expression)),
      )
      return true
    }
    compareBlock(sign, a, this.numbers(right), out, this.#count, (row) =>
      coded(this.at(row).answer(expression)),
    )
    return true
  }

  /** A score whose items are all known is a plain number; every other range is worked out by rows. */
  #compareScore(expression: ExpressionOf<'compare'>, out: Uint8Array): boolean {
    const { sign, left, right } = expression
    if (left.kind !== 'score' || right.ranged) return false
    compareBlock(sign, this.#scores(left), this.numbers(right), out, this.#count, (row) =>
      coded(this.at(row).answer(expression)),
    )
    return true
  }

  #hasWord({ texts, word }: ExpressionOf<'has-word'>, out: Uint8Array): boolean {
    const column = this.#plainColumn(texts)
    if (column?.type !== 'texts' || word.kind !== 'constant' || typeof word.value !== 'string') return false
    const wanted = column.words.indexOf(word.value)
    const { starts, codes, known } = column
    for (let row = 0; row < this.#count; row += 1) {
      const at = this.#from + row
      if (known[at] !== 1) {
        out[row] = UNKNOWN
        continue
      }
      let found: number = NO
      if (wanted >= 0)
        for (let place = starts[at] as number; place < (starts[at + 1] as number); place += 1)
          if (codes[place] === wanted) {
            found = YES
            break
          }
      out[row] = found
    }
    return true
  }

  #isKnown(expression: ExpressionOf<'known'>, out: Uint8Array): boolean {
    const { of } = expression
    const count = this.#count
    const column = this.#plainColumn(of)
    if (column !== null) {
      for (let row = 0; row < count; row += 1) out[row] = column.known[this.#from + row] === 1 ? YES : NO
      return true
    }
    if (of.type === 'boolean') {
      const answers = this.answers(of)
      for (let row = 0; row < count; row += 1) out[row] = answers[row] === UNKNOWN ? NO : YES
      return true
    }
    if (!isNumeric(of.type) || of.ranged) return false
    const { known, errors } = this.numbers(of)
    for (let row = 0; row < count; row += 1) {
      if (known[row] === 0) out[row] = NO
      else out[row] = errors?.[row] === Infinity ? coded(this.at(row).answer(expression)) : YES
    }
    return true
  }

  /** The column of an observed fact; null where there is none, or a formula stands behind it. */
  #plainColumn(expression: RuleExpression): FactColumn | null {
    if (expression.kind !== 'fact' || expression.formula !== null) return null
    const column = this.#columns.get(expression.code)
    return column?.type === expression.type ? column : null
  }

  #number(expression: RuleExpression): NumberBlock {
    const count = this.#count
    if (expression.kind === 'fact') return this.#factNumber(expression)
    const out = this.#ownBlock(expression.id)
    switch (expression.kind) {
      case 'constant':
      case 'parameter': {
        const { value, double } = expression
        const known = typeof value === 'object' && value !== null && !Array.isArray(value)
        const number = double ?? (known ? Number(value.toString()) : 0)
        out.values.fill(number, 0, count)
        out.errors.fill(double === null ? Math.abs(number) * 2 ** -52 : 0, 0, count)
        out.known.fill(known ? 1 : 0, 0, count)
        return double === null ? out : { values: out.values, errors: null, known: out.known }
      }
      case 'negate':
        negateBlock(this.numbers(expression.of), out, count)
        return out
      case 'arithmetic':
        calculateBlock(
          expression.sign,
          this.numbers(expression.left),
          this.numbers(expression.right),
          out,
          count,
        )
        return out
      case 'function':
        this.#function(expression, out)
        return out
      case 'round':
        roundBlock(expression.name, expression.scale, this.numbers(expression.of), out, count)
        return out
      case 'add-months':
        addMonthsBlock(this.numbers(expression.date), this.numbers(expression.months), out, count)
        return out
      case 'months-between':
        wholeBlock(this.numbers(expression.from), this.numbers(expression.to), monthsBetween, out, count)
        return out
      case 'date-part': {
        const of = this.numbers(expression.of)
        const partOf = (day: number): number | null => dateOfDayNumber(day)?.[expression.part] ?? null
        wholeBlock(of, of, partOf, out, count)
        return out
      }
      case 'if':
        if (expression.ranged) break
        chooseBlock(
          this.answers(expression.condition),
          this.numbers(expression.then),
          this.numbers(expression.otherwise),
          out,
          count,
        )
        return out
      case 'count': {
        const column = this.#plainColumn(expression.of)
        if (column?.type !== 'texts') break
        for (let row = 0; row < count; row += 1) {
          const at = this.#from + row
          out.values[row] = (column.starts[at + 1] as number) - (column.starts[at] as number)
          out.errors[row] = 0
          out.known[row] = column.known[at] as number
        }
        return out
      }
      case 'score':
        return this.#scores(expression)
      case 'table':
        if (expression.ranged) break
        if (this.#words.columnOf(expression) !== null) break
        this.#table(expression, out)
        return out
      default:
    }
    const word = this.#words.columnOf(expression)
    if (word === null) this.#byRows(expression, out)
    else this.#words.number(expression, word, this.#from, count, out)
    return out
  }

  #ownBlock(id: number): OwnBlock {
    const held = this.#own[id]
    if (held !== undefined) return held
    const made = newBlock()
    this.#own[id] = made
    return made
  }

  #factNumber(expression: ExpressionOf<'fact'>): NumberBlock {
    const { code, formula, type } = expression
    const found = this.#columns.get(code)
    const column = found?.type === type ? found : null
    const end = this.#from + this.#count
    if (column?.type === 'number' && formula === null)
      return {
        values: column.values.subarray(this.#from, end),
        errors: null,
        known: column.known.subarray(this.#from, end),
      }
    if (column === null && formula !== null) return this.numbers(formula)
    const out = this.#ownBlock(expression.id)
    if (formula === null) out.known.fill(0)
    else copyBlock(this.numbers(formula), out, this.#count)
    if (column?.type === 'number' || column?.type === 'date')
      for (let row = 0; row < this.#count; row += 1) {
        const at = this.#from + row
        if (column.known[at] !== 1) continue
        out.values[row] = column.values[at] as number
        out.errors[row] = 0
        out.known[row] = 1
      }
    return formula === null ? { values: out.values, errors: null, known: out.known } : out
  }

  #function({ name, of }: ExpressionOf<'function'>, out: OwnBlock): void {
    const count = this.#count
    const [first, ...others] = of
    if (first === undefined) return
    if (name === 'abs') {
      absoluteBlock(this.numbers(first), out, count)
      return
    }
    copyBlock(this.numbers(first), out, count)
    for (const other of others)
      if (name === 'min' || name === 'max') extremeBlock(name, this.numbers(other), out, count)
      else calculateBlock('+', out, this.numbers(other), out, count)
    if (name !== 'mean') return
    const size = { values: new Float64Array(count).fill(of.length), errors: null, known: out.known }
    calculateBlock('/', out, size, out, count)
  }

  #byRows(expression: RuleExpression, out: OwnBlock): void {
    for (let row = 0; row < this.#count; row += 1) keep(this.at(row).number(expression), row, out)
  }

  #table({ table, output }: ExpressionOf<'table'>, out: OwnBlock): void {
    const blocks = {
      hit: table.table.hit,
      matches: table.rows.map((row) => this.answers(row.matches)),
      outputs: table.rows.map((row) => this.#output(row.outputs[output])),
      otherwise: table.otherwise === null ? null : this.#output(table.otherwise[output]),
    }
    tableBlock(blocks, out, this.#count)
  }

  #output(expression: RuleExpression | undefined): NumberBlock | null {
    return expression === undefined ? null : isNumeric(expression.type) ? this.numbers(expression) : null
  }

  #scores(expression: ExpressionOf<'score'>): NumberBlock {
    return this.scores(expression.score, expression.group)
  }

  /** Points where all items are known; with an infinite error where the row judge has to say. */
  scores(score: CompiledScore, group: string | null): OwnBlock {
    const key = `${score.score.code}\u0000${group ?? ''}`
    const held = this.#scored.get(key)
    if (held?.turn === this.#turn) return held.block
    const block = held?.block ?? newBlock()
    scorePoints(score, group, (points) => this.numbers(points), block, this.#count)
    this.#scored.set(key, { turn: this.#turn, block })
    return block
  }
}

const NEGATED = Uint8Array.of(YES, UNKNOWN, UNKNOWN, NO)

function bothInto(out: Uint32Array, next: Uint32Array, size: number): void {
  for (let at = 0; at < size; at += 1) out[at] = (out[at] as number) & (next[at] as number)
}

function eitherInto(out: Uint32Array, next: Uint32Array, size: number): void {
  for (let at = 0; at < size; at += 1) out[at] = (out[at] as number) | (next[at] as number)
}
