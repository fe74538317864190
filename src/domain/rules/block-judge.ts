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
  agreementOf,
  calculateBlock,
  chooseBlock,
  compareBlock,
  compareResultToConstant,
  compareToConstant,
  copyBlock,
  extremeBlock,
  negateBlock,
  roundBlock,
  wholeBlock,
} from './column-numbers.ts'
import { FURTHEST, MILLION, inMillionths, neededOf, quotientOf, sizeOf } from './distance.ts'
import { doubleOf } from './expression-pool.ts'
import type { FactBase, FactColumn } from './fact.ts'
import { type Answer, RowJudge, monthsBetween } from './row-judge.ts'
import {
  type CompiledRuleBook,
  type CompiledScore,
  type ExpressionOf,
  type RuleExpression,
  isNumeric,
} from './rule-expression.ts'
import { dateOfDayNumber } from './temporal.ts'
import { scorePoints } from './score-blocks.ts'
import type { FeelNumber } from './values.ts'

/** Rows of a block: small enough for the cache, large enough that starting a loop does not count. */
export const BLOCK_ROWS = 2_048

/** What a number that depends on one text is for each of its words. */
interface WordNumbers {
  readonly values: Float64Array
  readonly known: Uint8Array
  readonly errors: Float64Array
}

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
  readonly #measured: Uint32Array
  readonly #distances: Float64Array[] = []
  readonly #byWord = new Map<number, Uint8Array>()
  readonly #inWords = new Map<Uint8Array, Uint32Array>()
  readonly #numbersByWord = new Map<number, WordNumbers>()
  readonly #scored = new Map<string, { readonly turn: number; readonly block: OwnBlock }>()

  constructor(compiled: CompiledRuleBook, base: FactBase) {
    this.#compiled = compiled
    this.#columns = columnsOf(compiled, base)
    this.#reader = new BaseReader(this.#columns)
    this.#row = new RowJudge(compiled, this.#reader)
    const size = compiled.expressions.length
    this.#answered = new Uint32Array(size)
    this.#numbered = new Uint32Array(size)
    this.#measured = new Uint32Array(size * 2)
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

  /** In millionths, NaN where no number leads there. */
  distances(expression: RuleExpression, wanted: boolean): Float64Array {
    const slot = expression.id * 2 + (wanted ? 1 : 0)
    const held = this.#distances[slot]
    if (held !== undefined && this.#measured[slot] === this.#turn) return held
    const out = held ?? new Float64Array(BLOCK_ROWS)
    this.#distances[slot] = out
    this.#measure(expression, wanted, out)
    this.#measured[slot] = this.#turn
    return out
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
    const word = this.#wordColumn(expression)
    if (word !== null) {
      const answers = this.#wordAnswers(expression, word)
      const { values, known, words } = word.column
      for (let row = 0; row < count; row += 1) {
        const at = this.#from + row
        out[row] = answers[known[at] === 1 ? (values[at] as number) : words.length] ?? UNKNOWN
      }
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
        if (this.#wordColumn(expression) !== null) break
        this.#table(expression, out)
        return out
      default:
    }
    const word = this.#wordColumn(expression)
    if (word === null) this.#byRows(expression, out)
    else this.#byWords(expression, word, out)
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

  #byWords(expression: RuleExpression, { code, column }: WordColumn, out: OwnBlock): void {
    const held = this.#numbersByWord.get(expression.id)
    const table = held ?? this.#wordNumbers(expression, code, column.words)
    this.#numbersByWord.set(expression.id, table)
    for (let row = 0; row < this.#count; row += 1) {
      const at = this.#from + row
      const word = column.known[at] === 1 ? (column.values[at] as number) : column.words.length
      out.values[row] = table.values[word] ?? 0
      out.errors[row] = table.errors[word] ?? 0
      out.known[row] = table.known[word] ?? 0
    }
  }

  #wordNumbers(expression: RuleExpression, code: string, words: readonly string[]): WordNumbers {
    const size = words.length + 1
    const table = {
      values: new Float64Array(size),
      known: new Uint8Array(size),
      errors: new Float64Array(size),
    }
    const judge = new RowJudge(this.#compiled, new OneTextReader(code, undefined))
    for (let word = 0; word < size; word += 1) {
      judge.turnTo(new OneTextReader(code, words[word]))
      keep(judge.number(expression), word, table)
    }
    return table
  }

  /** The column of the one text that everything in the expression depends on; null: it depends on more. */
  #wordColumn(expression: RuleExpression): WordColumn | null {
    if (expression.facts.size !== 1) return null
    const [code = ''] = expression.facts
    const fact = this.#compiled.facts.get(code)
    const column = this.#columns.get(code)
    return fact?.type === 'text' && fact.formula === null && column?.type === 'text' ? { code, column } : null
  }

  #wordAnswers(expression: RuleExpression, { code, column }: WordColumn): Uint8Array {
    const held = this.#byWord.get(expression.id)
    if (held !== undefined) return held
    const answers = new Uint8Array(column.words.length + 1)
    const judge = new RowJudge(this.#compiled, new OneTextReader(code, undefined))
    for (let word = 0; word < answers.length; word += 1) {
      judge.turnTo(new OneTextReader(code, column.words[word]))
      answers[word] = coded(judge.answer(expression))
    }
    this.#byWord.set(expression.id, answers)
    return answers
  }

  #table(expression: ExpressionOf<'table'>, out: OwnBlock): void {
    const { table, output } = expression
    const { hit } = table.table
    const matches = table.rows.map((row) => this.answers(row.matches))
    const outputs = table.rows.map((row) => this.#output(row.outputs[output]))
    const otherwise = table.otherwise === null ? null : this.#output(table.otherwise[output])
    const collects = hit === 'SUM' || hit === 'MAX' || hit === 'MIN' || hit === 'COUNT'
    for (let row = 0; row < this.#count; row += 1) {
      if (collects) this.#collect(hit, matches, outputs, otherwise, row, out)
      else takeOne(hit, matches, outputs, otherwise, row, out)
    }
  }

  #output(expression: RuleExpression | undefined): NumberBlock | null {
    return expression === undefined ? null : isNumeric(expression.type) ? this.numbers(expression) : null
  }

  #collect(
    hit: 'SUM' | 'MAX' | 'MIN' | 'COUNT',
    matches: readonly Uint8Array[],
    outputs: readonly (NumberBlock | null)[],
    otherwise: NumberBlock | null,
    row: number,
    out: OwnBlock,
  ): void {
    let certain = 0
    let [value, error] = [0, 0]
    let known = true
    for (const [index, match] of matches.entries()) {
      if (match[row] === NO) continue
      const block = outputs[index] ?? null
      const doubtful = hit !== 'COUNT' && (block?.errors?.[row] ?? 0) > 0
      if (match[row] === UNKNOWN || doubtful) {
        // Which rows count is open, or digits could matter: the row judge says.
        doubt(row, out)
        return
      }
      certain += 1
      if (hit === 'COUNT') continue
      if (block === null || block.known[row] === 0) known = false
      const next = block?.values[row] ?? 0
      if (hit === 'SUM') {
        value += next
        if (!Number.isSafeInteger(next) || !Number.isSafeInteger(value)) error = Infinity
      } else if (certain === 1 || (hit === 'MAX' ? next > value : next < value)) value = next
    }
    if (certain === 0 && otherwise !== null) {
      copyAt(otherwise, row, out)
      return
    }
    out.values[row] = hit === 'COUNT' ? certain : value
    out.errors[row] = error
    out.known[row] = hit === 'COUNT' || (certain > 0 && known) ? 1 : 0
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

  #measure(expression: RuleExpression, wanted: boolean, out: Float64Array): void {
    const count = this.#count
    switch (expression.kind) {
      case 'compare':
        this.#measureComparison(expression, wanted, out)
        return
      case 'not': {
        const of = this.distances(expression.of, !wanted)
        for (let row = 0; row < count; row += 1) out[row] = of[row] as number
        return
      }
      case 'and':
      case 'or':
      case 'at-least':
        this.#measureJoined(expression, wanted, out)
        return
      case 'if': {
        const [condition, answers] = [this.answers(expression.condition), this.answers(expression)]
        const then = this.distances(expression.then, wanted)
        const otherwise = this.distances(expression.otherwise, wanted)
        for (let row = 0; row < count; row += 1) {
          const [a, b] = [then[row] as number, otherwise[row] as number]
          if (isReached(answers[row], wanted)) out[row] = 0
          else if (condition[row] !== UNKNOWN) out[row] = condition[row] === YES ? a : b
          else out[row] = leastKnown(a, b)
        }
        return
      }
      default: {
        const answers = this.answers(expression)
        for (let row = 0; row < count; row += 1) out[row] = isReached(answers[row], wanted) ? 0 : NaN
      }
    }
  }

  #measureComparison(expression: ExpressionOf<'compare'>, wanted: boolean, out: Float64Array): void {
    const { left, right, threshold } = expression
    const answers = this.answers(expression)
    const count = this.#count
    if (left.type === 'text') {
      for (let row = 0; row < count; row += 1) out[row] = isReached(answers[row], wanted) ? 0 : NaN
      return
    }
    if (left.ranged || right.ranged) {
      for (let row = 0; row < count; row += 1)
        out[row] = isReached(answers[row], wanted) ? 0 : this.#rowDistance(expression, wanted, row)
      return
    }
    const value = this.numbers(threshold === 'right' ? left : right)
    const limitSide = threshold === 'right' ? right : left
    if (isWrittenConstant(limitSide)) {
      gapsToConstant(expression, answers, wanted ? YES : NO, value, limitSide.double, out, count, (row) =>
        this.#rowDistance(expression, wanted, row),
      )
      return
    }
    const limit = this.numbers(limitSide)
    for (let row = 0; row < count; row += 1) {
      if (isReached(answers[row], wanted)) {
        out[row] = 0
        continue
      }
      const x = value.values[row] as number
      const y = limit.values[row] as number
      const ex = value.errors === null ? 0 : (value.errors[row] as number)
      const ey = limit.errors === null ? 0 : (limit.errors[row] as number)
      const size = sizeOf(expression, y)
      const quotient = quotientOf(expression, x, y)
      out[row] =
        (ex === 0 && ey === 0) || isClear(x, y, ex, ey, size, quotient)
          ? inMillionths(quotient)
          : this.#rowDistance(expression, wanted, row)
    }
  }

  #rowDistance(expression: RuleExpression, wanted: boolean, row: number): number {
    return this.at(row).distance(expression, wanted) ?? NaN
  }

  #measureJoined(
    expression: ExpressionOf<'and' | 'or' | 'at-least'>,
    wanted: boolean,
    out: Float64Array,
  ): void {
    const count = this.#count
    const needed = neededOf(expression, wanted)
    const parts = expression.of.map((part) => this.distances(part, wanted))
    if (needed < 1 || needed > parts.length) {
      const answers = this.answers(expression)
      for (let row = 0; row < count; row += 1) out[row] = isReached(answers[row], wanted) ? 0 : NaN
    } else if (needed === parts.length) {
      const [first, ...others] = parts
      if (first !== undefined) out.set(first)
      for (const part of others) addInto(out, part, count)
    } else if (needed === 1) {
      const [first, ...others] = parts
      if (first !== undefined) out.set(first)
      for (const part of others) leastKnownInto(out, part, count)
    } else sumOfLeast(parts, needed, out, count)
  }
}

function newBlock(): OwnBlock {
  return {
    values: new Float64Array(BLOCK_ROWS),
    errors: new Float64Array(BLOCK_ROWS),
    known: new Uint8Array(BLOCK_ROWS),
  }
}

interface WordColumn {
  readonly code: string
  readonly column: FactColumn & { readonly type: 'text' }
}

function isWrittenConstant(
  expression: RuleExpression,
): expression is ExpressionOf<'constant' | 'parameter'> & { readonly double: number } {
  return (expression.kind === 'constant' || expression.kind === 'parameter') && expression.double !== null
}

function isReached(answer: number | undefined, wanted: boolean): boolean {
  return answer === UNKNOWN || answer === (wanted ? YES : NO)
}

const NEGATED = Uint8Array.of(YES, UNKNOWN, UNKNOWN, NO)

function coded(answer: Answer): number {
  return answer === 2 ? YES : answer
}

function bothInto(out: Uint32Array, next: Uint32Array, size: number): void {
  for (let at = 0; at < size; at += 1) out[at] = (out[at] as number) & (next[at] as number)
}

function eitherInto(out: Uint32Array, next: Uint32Array, size: number): void {
  for (let at = 0; at < size; at += 1) out[at] = (out[at] as number) | (next[at] as number)
}

/** NaN spreads: what cannot be reached makes the sum so. */
function addInto(out: Float64Array, next: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) out[row] = (out[row] as number) + (next[row] as number)
}

function leastKnown(a: number, b: number): number {
  return Number.isNaN(a) ? b : b < a ? b : a
}

function leastKnownInto(out: Float64Array, next: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) {
    const a = out[row] as number
    const b = next[row] as number
    if (b < a || a !== a) out[row] = b
  }
}

function sumOfLeast(parts: readonly Float64Array[], needed: number, out: Float64Array, count: number): void {
  const row = new Float64Array(parts.length)
  for (let at = 0; at < count; at += 1) {
    let known = 0
    for (const part of parts) {
      const distance = part[at] as number
      if (distance === distance) row[known++] = distance
    }
    if (known < needed) {
      out[at] = NaN
      continue
    }
    row.subarray(0, known).sort()
    let sum = 0
    for (let index = 0; index < needed; index += 1) sum += row[index] as number
    out[at] = sum
  }
}

/** The common case: a threshold that is the same for all, written as it is. */
function gapsToConstant(
  expression: ExpressionOf<'compare'>,
  answers: Uint8Array,
  reached: number,
  { values, errors }: NumberBlock,
  threshold: number,
  out: Float64Array,
  count: number,
  decide: (row: number) => number,
): void {
  const size = sizeOf(expression, threshold)
  const { step } = expression
  for (let row = 0; row < count; row += 1) {
    const answer = answers[row]
    if (answer === UNKNOWN || answer === reached) {
      out[row] = 0
      continue
    }
    const value = values[row] as number
    const error = errors === null ? 0 : (errors[row] as number)
    // As `quotientOf` and `inMillionths` have it, step by step.
    const quotient = ((value === threshold ? step : Math.abs(threshold - value)) / size) * MILLION
    if (error !== 0 && !isClear(value, threshold, error, 0, size, quotient)) out[row] = decide(row)
    else out[row] = quotient < FURTHEST ? Math.max(1, Math.round(quotient)) : FURTHEST
  }
}

/** Whether rounding to millionths comes out the same wherever the true values lie. */
function isClear(
  value: number,
  threshold: number,
  valueError: number,
  thresholdError: number,
  size: number,
  quotient: number,
): boolean {
  if (!(valueError < Infinity && thresholdError < Infinity) || value === threshold) return false
  const spread = 2 ** -50
  const error =
    ((valueError + thresholdError + (Math.abs(value) + Math.abs(threshold)) * spread) / size) * 1e6 +
    quotient * ((thresholdError / size) * 2 + spread)
  if (quotient - error > FURTHEST) return true
  // Rounded up to one at the least, so below a half nothing changes.
  if (quotient + error < 0.5) return quotient > error
  const rest = quotient - Math.floor(quotient)
  return Math.abs(rest - 0.5) > error && error < 0.25 && quotient > error
}

/** A decimal as a double: written as it is, or with the error of rounding. */
function keep(number: FeelNumber | null, row: number, out: OwnBlock): void {
  out.known[row] = number === null ? 0 : 1
  const value = number === null ? 0 : number.toNumber()
  out.values[row] = value
  out.errors[row] =
    number === null || doubleOf(number) !== null
      ? 0
      : Number.isFinite(value)
        ? Math.abs(value) * 2 ** -52 + 1e-300
        : Infinity
}

function doubt(row: number, out: OwnBlock): void {
  out.values[row] = 0
  out.errors[row] = Infinity
  out.known[row] = 1
}

function copyAt(of: NumberBlock, row: number, out: OwnBlock): void {
  out.values[row] = of.values[row] ?? 0
  out.errors[row] = of.errors?.[row] ?? 0
  out.known[row] = of.known[row] ?? 0
}

/** Hit policies that take one row: what may be meant has to agree. */
function takeOne(
  hit: string,
  matches: readonly Uint8Array[],
  outputs: readonly (NumberBlock | null)[],
  otherwise: NumberBlock | null,
  row: number,
  out: OwnBlock,
): void {
  let possible = 0
  let certain = 0
  let unknown = false
  let open = false
  let [value, error] = [0, 0]
  const take = (block: NumberBlock | null): void => {
    if (block === null) return
    possible += 1
    if (block.known[row] === 0) {
      unknown = true
      return
    }
    const [next, nextError] = [block.values[row] ?? 0, block.errors?.[row] ?? 0]
    if (nextError === Infinity) open = true
    if (possible === 1) {
      value = next
      error = nextError
      return
    }
    const agreement = agreementOf(value, error, next, nextError)
    if (agreement === 'differ') unknown = true
    if (agreement === 'open') open = true
  }
  for (const [index, match] of matches.entries()) {
    const answer = match[row]
    if (answer === NO) continue
    take(outputs[index] ?? null)
    if (answer === UNKNOWN) continue
    certain += 1
    if (hit === 'FIRST' || hit === 'PRIORITY') break
  }
  if (certain === 0) take(otherwise)
  out.values[row] = value
  out.errors[row] = error
  out.known[row] = 1
  if (possible === 0 || unknown || (hit === 'UNIQUE' && certain > 0 && possible > 1)) {
    out.known[row] = 0
    out.errors[row] = 0
  } else if (open) doubt(row, out)
}
