/**
 * FEEL of a rule book as typed expressions. What has no typed form (`null` here) runs as FEEL itself, as small a part of the
 * expression as possible.
 */
import { type DateOn, type Issue, type Json, dayNumber } from '#domain/kernel'
import { type BookNames, KNOWN_NAME } from './book-names.ts'
import { childrenOf, evaluate } from './evaluate.ts'
import { type ExpressionPool, doubleOf } from './expression-pool.ts'
import type { FactType, FactValue, ParameterValue, RuleParameter } from './fact.ts'
import {
  type CompiledScore,
  type CompiledTable,
  type ExpressionOf,
  type ExpressionType,
  type ExpressionValue,
  type NumberFunction,
  type RoundingFunction,
  type RuleExpression,
  isNumeric,
} from './rule-expression.ts'
import type { RuleTable, ScoreSheet } from './rule-book.ts'
import { FeelRun, FeelScope, LimitReached } from './scope.ts'
import type { FeelDialect, FeelExpression, FeelNode } from './syntax.ts'
import { FeelDate, FeelDaysDuration, FeelMonthsDuration, NANOS_OF_DAY, dayNumberOf } from './temporal.ts'
import { type FeelValue, isList, isNumber, toNumber } from './values.ts'

/** What names stand for; asked when a name is met, so that each is compiled once and rings are found. */
export interface Meanings {
  fact(code: string): ExpressionOf<'fact'> | null
  table(table: RuleTable): CompiledTable | null
  score(score: ScoreSheet): CompiledScore | null
  parameter(code: string): ParameterValue | null
}

export interface Place {
  readonly path: readonly (string | number)[]
  /** `规则 · 条件`. */
  readonly name: string
}

const CONSTANT_STEPS = 20_000
const NUMBER_FUNCTIONS: ReadonlySet<string> = new Set(['min', 'max', 'sum', 'mean', 'abs'])
const ROUNDINGS: ReadonlySet<string> = new Set([
  ...['floor', 'ceiling', 'decimal', 'round up', 'round down', 'round half up', 'round half down'],
])
const TEXT_TESTS: ReadonlySet<string> = new Set(['contains', 'starts with', 'ends with'])
/** Between the name and the member of what is bound in a general expression. */
export const MEMBER_MARK = '\u0000'

export class ExpressionCompiler {
  readonly issues: Issue[] = []
  readonly compiled = new WeakMap<FeelNode, RuleExpression>()
  readonly #names: BookNames
  readonly #pool: ExpressionPool
  readonly #meanings: Meanings
  readonly #on: DateOn
  #place: Place = { path: [], name: '' }
  #text = ''
  #input: RuleExpression | null = null

  constructor(names: BookNames, pool: ExpressionPool, meanings: Meanings, on: DateOn) {
    this.#names = names
    this.#pool = pool
    this.#meanings = meanings
    this.#on = on
  }

  /** Null: refused, and `issues` say why. */
  parse(text: string, place: Place, dialect: FeelDialect = 'expression'): FeelExpression | null {
    const parsed = this.#names.parse(text, dialect)
    if (parsed.ok) {
      const before = this.issues.length
      this.#place = place
      this.#text = text
      this.#checkNames(parsed.value.root, new Set())
      return this.issues.length === before ? parsed.value : null
    }
    const [issue] = parsed.issues
    const { column = 1, near = '' } = issue?.params ?? {}
    this.issues.push({
      code: 'rules.book_unreadable',
      path: place.path,
      params: { place: place.name, column, near, text },
    })
    return null
  }

  boolean(text: string, place: Place): { expression: FeelExpression; answer: RuleExpression } | null {
    const expression = this.parse(text, place)
    if (expression === null) return null
    const answer = this.#within(expression, place, null, () => this.#answer(expression.root))
    if (answer.type === 'boolean' || answer.type === 'any') return { expression, answer }
    this.#refuse('rules.book_not_boolean', { type: answer.type })
    return null
  }

  number(text: string, place: Place): { expression: FeelExpression; value: RuleExpression } | null {
    const expression = this.parse(text, place)
    if (expression === null) return null
    const value = this.#within(
      expression,
      place,
      null,
      () => this.#typed(expression.root) ?? this.#general(expression.root, 'number'),
    )
    if (value.type === 'number') return { expression, value }
    this.#refuse('rules.book_not_number', { type: value.type })
    return null
  }

  /** An expression of the type wanted, or as FEEL of that type; null: refused. */
  wanted(text: string, place: Place, type: ExpressionType): RuleExpression | null {
    const expression = this.parse(text, place)
    if (expression === null) return null
    return this.#within(expression, place, null, () => {
      const { root } = expression
      if (root.kind === 'literal' && root.value === null) return this.#pool.constant(null, type)
      const typed = type === 'boolean' ? this.#answer(root) : this.#typed(root)
      if (typed === null) return this.#general(root, type)
      return typed
    })
  }

  /** The input of a table: whatever it is. */
  any(text: string, place: Place): RuleExpression | null {
    const expression = this.parse(text, place)
    if (expression === null) return null
    return this.#within(
      expression,
      place,
      null,
      () => this.#typed(expression.root) ?? this.#general(expression.root, 'any'),
    )
  }

  /** A cell of a table. */
  cell(text: string, input: RuleExpression, place: Place): RuleExpression | null {
    const expression = this.parse(text, place, 'unary-tests')
    if (expression === null) return null
    return this.#within(expression, place, input, () => {
      const { root } = expression
      if (root.kind === 'anything') return this.#pool.answer(true)
      const tests = root.kind === 'tests' ? root.tests : [root]
      const passes = tests.map((test) => this.#passes(input, test))
      const known = passes.filter((test) => test !== null)
      if (known.length < passes.length || input.type === 'any') {
        const bound = this.#bound(root)
        return this.#pool.make({ kind: 'general', expression, input, ...bound }, 'boolean')
      }
      const any = this.#pool.join('or', known)
      return root.kind === 'tests' && root.negated ? this.#pool.not(any) : any
    })
  }

  #within<T>(expression: FeelExpression, place: Place, input: RuleExpression | null, work: () => T): T {
    this.#place = place
    this.#text = expression.text
    this.#input = input
    const done = work()
    // Names met on the way may have compiled others.
    this.#place = place
    this.#text = expression.text
    this.#input = null
    return done
  }

  #refuse(code: string, params: Readonly<Record<string, Json>>): void {
    this.issues.push({ code, path: this.#place.path, params: { place: this.#place.name, ...params } })
  }

  /** Free names must be there; members of tables and scores as well. */
  #checkNames(node: FeelNode, local: ReadonlySet<string>): void {
    if (node.kind === 'name') {
      if (local.has(node.name) || this.#names.isFunction(node.name)) return
      const meaning = this.#names.meaningOf(node.name)
      if (meaning === null)
        this.#refuse('rules.book_unknown_name', {
          name: node.name,
          suggestions: this.#names.suggest(node.name),
        })
      else if (meaning.kind === 'table' && meaning.table.outputs.length > 1)
        this.#refuse('rules.book_table_output_wanted', { table: node.name })
      return
    }
    if (node.kind === 'path' && node.target.kind === 'name' && !local.has(node.target.name)) {
      const meaning = this.#names.meaningOf(node.target.name)
      if (meaning?.kind === 'table' || meaning?.kind === 'score') {
        const known =
          meaning.kind === 'table'
            ? meaning.table.outputs.map(({ code }) => code)
            : meaning.score.groups.map(({ code }) => code)
        if (!known.includes(node.name))
          this.#refuse('rules.book_unknown_member', { name: node.target.name, member: node.name, known })
        return
      }
    }
    if (node.kind === 'compare' && (isNull(node.left) || isNull(node.right)))
      this.#refuse('rules.book_null_compared', { text: this.#text.slice(node.from, node.to) })
    const inner = new Set(local)
    if (node.kind === 'for' || node.kind === 'some' || node.kind === 'every')
      for (const { name } of node.iterations) inner.add(name)
    if (node.kind === 'for') inner.add('partial')
    if (node.kind === 'function') for (const { name } of node.parameters) inner.add(name)
    if (node.kind === 'context') for (const { key } of node.entries) inner.add(key)
    if (node.kind === 'filter') inner.add('item')
    for (const child of childrenOf(node)) this.#checkNames(child, inner)
  }

  /** Yes or no: the parts of and, or, not, if that have no typed form run as FEEL each for itself. */
  #answer(node: FeelNode): RuleExpression {
    const made = this.#answerOf(node)
    this.compiled.set(node, made)
    return made
  }

  #answerOf(node: FeelNode): RuleExpression {
    switch (node.kind) {
      case 'and':
      case 'or':
        return this.#pool.join(node.kind, [this.#answer(node.left), this.#answer(node.right)])
      case 'if':
        if (isNull(node.then) || isNull(node.otherwise)) break
        return this.#pool.make(
          {
            kind: 'if',
            condition: this.#answer(node.condition),
            then: this.#answer(node.then),
            otherwise: this.#answer(node.otherwise),
          },
          'boolean',
        )
      case 'call': {
        const [only] = node.positional
        if (calledName(node) === 'not' && node.positional.length === 1 && only !== undefined)
          return this.#pool.not(this.#answer(only))
        break
      }
      default:
    }
    return this.#typed(node) ?? this.#general(node, 'boolean')
  }

  /** Null: no typed form. */
  #typed(node: FeelNode): RuleExpression | null {
    const made = this.#typedOf(node) ?? this.#constant(node)
    if (made !== null) this.compiled.set(node, made)
    return made
  }

  #typedOf(node: FeelNode): RuleExpression | null {
    switch (node.kind) {
      case 'literal':
        return node.value === null ? null : this.#constantOf(node.value)
      case 'name':
        return this.#name(node.name)
      case 'input':
        return this.#input
      case 'negate': {
        const of = this.#typed(node.operand)
        if (of === null || !isNumeric(of.type) || of.type === 'date') return null
        if (of.kind === 'constant' && isNumber(of.value))
          return this.#pool.constant(of.value.negated(), of.type)
        return this.#pool.make({ kind: 'negate', of }, of.type, of.unit)
      }
      case 'arithmetic':
        return node.sign === '**' ? null : this.#arithmetic(node.sign, node.left, node.right)
      case 'compare':
        return this.#compared(node.sign, this.#typed(node.left), this.#typed(node.right))
      case 'and':
      case 'or':
        return this.#answer(node)
      case 'between': {
        const [value, low, high] = [this.#typed(node.value), this.#typed(node.low), this.#typed(node.high)]
        const [above, below] = [this.#compared('>=', value, low), this.#compared('<=', value, high)]
        return above === null || below === null ? null : this.#pool.join('and', [above, below])
      }
      case 'in':
        return this.#isIn(node)
      case 'path':
        return this.#member(node)
      case 'if': {
        const then = this.#typed(node.then)
        const otherwise = this.#typed(node.otherwise)
        const type = then?.type ?? otherwise?.type
        const chosen = (branch: RuleExpression | null, of: FeelNode): RuleExpression | null =>
          branch ?? (isNull(of) && type !== undefined ? this.#pool.constant(null, type) : null)
        const [a, b] = [chosen(then, node.then), chosen(otherwise, node.otherwise)]
        if (a === null || b === null || a.type !== b.type) return null
        const unit = a.unit ?? b.unit
        const condition = this.#answer(node.condition)
        return this.#pool.make({ kind: 'if', condition, then: a, otherwise: b }, a.type, unit)
      }
      case 'call':
        return this.#call(node)
      default:
        return null
    }
  }

  #name(name: string): RuleExpression | null {
    const meaning = this.#names.meaningOf(name)
    switch (meaning?.kind) {
      case 'fact':
        return this.#meanings.fact(name)
      case 'parameter':
        return this.#parameter(meaning.parameter)
      case 'day':
        return this.#pool.constant(toNumber(dayNumber(this.#on) ?? 0), 'date')
      case 'table':
        return this.#table(meaning.table, 0)
      case 'score':
        return this.#score(meaning.score, null)
      default:
        return null
    }
  }

  #parameter(parameter: RuleParameter): RuleExpression {
    const spell = this.#meanings.parameter(parameter.code)
    const value = spell === null ? null : expressionValueOf(spell.value, parameter.type)
    const form = { kind: 'parameter', code: parameter.code, value, double: doubleOf(value) } as const
    return this.#pool.make(form, parameter.type, parameter.unit)
  }

  #table(table: RuleTable, output: number): RuleExpression | null {
    const compiled = this.#meanings.table(table)
    const column = table.outputs[output]
    if (compiled === null || column === undefined) return null
    const type = table.hit === 'COUNT' ? 'number' : column.type
    return this.#pool.make({ kind: 'table', table: compiled, output }, type, column.unit)
  }

  #score(score: ScoreSheet, group: string | null): RuleExpression | null {
    const compiled = this.#meanings.score(score)
    return compiled === null
      ? null
      : this.#pool.make({ kind: 'score', score: compiled, group }, 'number', '分')
  }

  #member(node: FeelNode & { kind: 'path' }): RuleExpression | null {
    if (node.target.kind === 'name') {
      const meaning = this.#names.meaningOf(node.target.name)
      if (meaning?.kind === 'table')
        return this.#table(
          meaning.table,
          meaning.table.outputs.findIndex(({ code }) => code === node.name),
        )
      if (meaning?.kind === 'score') return this.#score(meaning.score, node.name)
    }
    const of = this.#typed(node.target)
    if (of?.type === 'date' && (node.name === 'year' || node.name === 'month' || node.name === 'day'))
      return this.#pool.make({ kind: 'date-part', of, part: node.name }, 'number')
    return null
  }

  #arithmetic(sign: '+' | '-' | '*' | '/', leftNode: FeelNode, rightNode: FeelNode): RuleExpression | null {
    const [left, right] = [this.#typed(leftNode), this.#typed(rightNode)]
    if (left === null || right === null || !isNumeric(left.type) || !isNumeric(right.type)) return null
    const made = (type: ExpressionType): RuleExpression => this.#pool.arithmetic(sign, left, right, type)
    if (left.type === 'number' && right.type === 'number') return made('number')
    if (sign === '+') {
      if (left.type === 'date' && right.type === 'months') return this.#addMonths(left, right)
      if (left.type === 'months' && right.type === 'date') return this.#addMonths(right, left)
      if (left.type === 'date' && right.type === 'days') return made('date')
      if (left.type === 'days' && right.type === 'date') return made('date')
      return left.type === right.type && left.type !== 'date' ? made(left.type) : null
    }
    if (sign === '-') {
      if (left.type === 'date' && right.type === 'months')
        return this.#addMonths(left, this.#pool.make({ kind: 'negate', of: right }, 'months'))
      if (left.type === 'date' && right.type === 'date') return made('days')
      if (left.type === 'date' && right.type === 'days') return made('date')
      return left.type === right.type ? made(left.type) : null
    }
    // Products with parts of a day are cut in FEEL: only the quotient of like by like is a plain number.
    return sign === '/' && left.type === right.type && left.type !== 'date' ? made('number') : null
  }

  #addMonths(date: RuleExpression, months: RuleExpression): RuleExpression {
    return this.#pool.make({ kind: 'add-months', date, months }, 'date')
  }

  #compared(
    sign: ExpressionOf<'compare'>['sign'],
    left: RuleExpression | null,
    right: RuleExpression | null,
  ): RuleExpression | null {
    if (left === null || right === null) return null
    if (left.type === 'boolean' && right.type === 'boolean' && (sign === '=' || sign === '!=')) {
      const equal = this.#sameAnswer(left, right)
      return sign === '=' ? equal : this.#pool.not(equal)
    }
    if (left.type !== right.type || !(isNumeric(left.type) || left.type === 'text')) return null
    return this.#pool.compare(sign, left, right)
  }

  #sameAnswer(left: RuleExpression, right: RuleExpression): RuleExpression {
    if (right.kind === 'constant' && right.value !== null)
      return right.value === true ? left : this.#pool.not(left)
    if (left.kind === 'constant' && left.value !== null)
      return left.value === true ? right : this.#pool.not(right)
    return this.#pool.join('or', [
      this.#pool.join('and', [left, right]),
      this.#pool.join('and', [this.#pool.not(left), this.#pool.not(right)]),
    ])
  }

  #isIn(node: FeelNode & { kind: 'in' }): RuleExpression | null {
    const value = this.#typed(node.value)
    if (value === null) return null
    const tests = node.tests.map((test) => this.#passes(value, test))
    const known = tests.filter((test) => test !== null)
    return known.length < tests.length ? null : this.#pool.join('or', known)
  }

  /** One test of `in` or of a cell. */
  #passes(value: RuleExpression, test: FeelNode): RuleExpression | null {
    if (value.type === 'texts' || value.type === 'any') return null
    if (mentionsInput(test)) {
      const spoken = this.#input === value ? this.#typed(test) : null
      return spoken?.type === 'boolean' ? spoken : null
    }
    switch (test.kind) {
      case 'unary':
        return this.#compared(test.sign, value, this.#typed(test.operand))
      case 'range': {
        const above = this.#compared(test.startIncluded ? '>=' : '>', value, this.#typed(test.start))
        const below = this.#compared(test.endIncluded ? '<=' : '<', value, this.#typed(test.end))
        return above === null || below === null ? null : this.#pool.join('and', [above, below])
      }
      case 'list': {
        const words = test.items.map((item) => (item.kind === 'literal' ? item.value : null))
        const texts = words.filter((word) => typeof word === 'string')
        if (value.type === 'text' && texts.length === words.length)
          return this.#pool.make({ kind: 'in-words', of: value, words: texts }, 'boolean')
        const items = test.items.map((item) => this.#passes(value, item))
        const known = items.filter((item) => item !== null)
        return known.length < items.length || items.length === 0 ? null : this.#pool.join('or', known)
      }
      default: {
        const other = this.#typed(test)
        if (other?.type === 'texts' && value.type === 'text')
          return this.#pool.make({ kind: 'has-word', texts: other, word: value }, 'boolean')
        return this.#compared('=', value, other)
      }
    }
  }

  #call(node: FeelNode & { kind: 'call' }): RuleExpression | null {
    const name = calledName(node)
    if (name === null || node.named !== null) return null
    const [first, second] = node.positional
    if (first === undefined) return null
    if (name === KNOWN_NAME) return this.#isKnown(node, first)
    if (name === 'not') return node.positional.length === 1 ? this.#pool.not(this.#answer(first)) : null
    if (NUMBER_FUNCTIONS.has(name)) return this.#numberFunction(name, node.positional)
    if (ROUNDINGS.has(name)) return this.#rounded(name, node.positional)
    if (name === 'count' && node.positional.length === 1) {
      const of = this.#typed(first)
      return of?.type === 'texts' ? this.#pool.make({ kind: 'count', of }, 'number', '项') : null
    }
    if (second === undefined || node.positional.length !== 2) return null
    const [a, b] = [this.#typed(first), this.#typed(second)]
    if (a === null || b === null) return null
    if (name === 'list contains' && a.type === 'texts' && b.type === 'text')
      return this.#pool.make({ kind: 'has-word', texts: a, word: b }, 'boolean')
    if (TEXT_TESTS.has(name) && a.type === 'text' && b.type === 'text')
      return this.#pool.make({ kind: 'text-test', name: textTest(name), of: a, part: b }, 'boolean')
    if (name === 'years and months duration' && a.type === 'date' && b.type === 'date')
      return this.#pool.make({ kind: 'months-between', from: a, to: b }, 'months')
    return null
  }

  #isKnown(node: FeelNode & { kind: 'call' }, argument: FeelNode): RuleExpression {
    const of = argument.kind === 'name' || argument.kind === 'path' ? this.#typed(argument) : null
    if (of === null || node.positional.length !== 1) {
      this.#refuse('rules.book_known_of_what', { text: this.#text.slice(node.from, node.to) })
      return this.#pool.answer(false)
    }
    return this.#pool.make({ kind: 'known', of }, 'boolean')
  }

  #numberFunction(name: string, nodes: readonly FeelNode[]): RuleExpression | null {
    const [list] = nodes
    const items = nodes.length === 1 && list?.kind === 'list' ? list.items : nodes
    const typed = items.map((item) => this.#typed(item))
    const known = typed.filter((item) => item !== null)
    const [first] = known
    if (first === undefined || known.length < typed.length) return null
    if (known.some(({ type }) => type !== first.type)) return null
    const ordered = name === 'min' || name === 'max'
    if (ordered ? !isNumeric(first.type) : first.type !== 'number') return null
    if (name === 'abs' && nodes.length !== 1) return null
    const unit = known.find((item) => item.unit !== null)?.unit ?? null
    return this.#pool.make({ kind: 'function', name: numberFunction(name), of: known }, first.type, unit)
  }

  #rounded(name: string, nodes: readonly FeelNode[]): RuleExpression | null {
    const [value, digits] = nodes
    const of = value === undefined ? null : this.#typed(value)
    if (of?.type !== 'number' || nodes.length > 2) return null
    if (digits === undefined && name !== 'floor' && name !== 'ceiling') return null
    const scale = digits === undefined ? null : this.#typed(digits)
    if (digits !== undefined && (scale?.kind !== 'constant' || !isNumber(scale.value))) return null
    const places = scale?.kind === 'constant' && isNumber(scale.value) ? scale.value.toNumber() : 0
    if (!Number.isInteger(places) || Math.abs(places) > 15) return null
    return this.#pool.make({ kind: 'round', name: rounding(name), of, scale: places }, 'number', of.unit)
  }

  /** Without facts, parameters and input: its value. */
  #constant(node: FeelNode): RuleExpression | null {
    if (node.kind === 'literal' || node.kind === 'name' || !this.#isConstant(node)) return null
    const run = new FeelRun({ limits: { steps: CONSTANT_STEPS } })
    try {
      const value = evaluate({ text: this.#text, root: node }, new FeelScope(run, new Map()))
      return value === null ? null : this.#constantOf(value)
    } catch (problem) {
      if (problem instanceof LimitReached) return null
      throw problem
    }
  }

  #isConstant(node: FeelNode): boolean {
    if (node.kind === 'input') return false
    if (node.kind === 'name')
      return this.#names.isFunction(node.name) && this.#names.meaningOf(node.name) === null
    return childrenOf(node).every((child) => this.#isConstant(child))
  }

  #constantOf(value: FeelValue): RuleExpression | null {
    const typed = typedValueOf(value)
    return typed === null ? null : this.#pool.constant(typed.value, typed.type)
  }

  #general(node: FeelNode, type: ExpressionType): RuleExpression {
    const expression = { text: this.#text, root: node }
    return this.#pool.make({ kind: 'general', expression, input: this.#input, ...this.#bound(node) }, type)
  }

  /** What the free names of a part are bound to. */
  #bound(root: FeelNode): { bound: Map<string, RuleExpression>; asked: Set<string> } {
    const bound = new Map<string, RuleExpression>()
    const needed = new Set<string>()
    const visit = (node: FeelNode, asking: boolean): void => {
      if (node.kind === 'path' && node.target.kind === 'name') {
        const meaning = this.#names.meaningOf(node.target.name)
        const member = meaning?.kind === 'table' || meaning?.kind === 'score' ? this.#member(node) : null
        if (member !== null) {
          const key = `${node.target.name}${MEMBER_MARK}${node.name}`
          bound.set(key, member)
          if (!asking) needed.add(key)
          return
        }
      }
      if (node.kind === 'name') {
        const value = this.#name(node.name)
        if (value === null) return
        bound.set(node.name, value)
        if (!asking) needed.add(node.name)
        return
      }
      const asks = node.kind === 'call' && calledName(node) === KNOWN_NAME
      for (const child of childrenOf(node)) visit(child, asks)
    }
    visit(root, false)
    return { bound, asked: new Set([...bound.keys()].filter((name) => !needed.has(name))) }
  }
}

/** A value of a fact or parameter as expressions have it. */
export function expressionValueOf(value: FactValue, type: FactType): ExpressionValue {
  if (typeof value === 'number') return type === 'number' ? toNumber(value) : null
  if (type === 'date') {
    const day = typeof value === 'string' ? dayNumber(value) : null
    return day === null ? null : toNumber(day)
  }
  if (type === 'boolean') return typeof value === 'boolean' ? value : null
  if (type === 'text') return typeof value === 'string' ? value : null
  return type === 'texts' && typeof value === 'object' ? value : null
}

function typedValueOf(value: FeelValue): { type: ExpressionType; value: ExpressionValue } | null {
  if (typeof value === 'boolean') return { type: 'boolean', value }
  if (typeof value === 'string') return { type: 'text', value }
  if (isNumber(value)) return { type: 'number', value }
  if (value instanceof FeelDate) return { type: 'date', value: toNumber(dayNumberOf(value)) }
  if (value instanceof FeelMonthsDuration) return { type: 'months', value: toNumber(value.months) }
  if (value instanceof FeelDaysDuration) {
    const day = BigInt(NANOS_OF_DAY)
    return value.nanos % day === 0n ? { type: 'days', value: toNumber(value.nanos / day) } : null
  }
  if (isList(value)) {
    const words = value.filter((item) => typeof item === 'string')
    return words.length === value.length ? { type: 'texts', value: words } : null
  }
  return null
}

function calledName(node: FeelNode & { kind: 'call' }): string | null {
  return node.callee.kind === 'name' ? node.callee.name : null
}

function isNull(node: FeelNode): boolean {
  return node.kind === 'literal' && node.value === null
}

function mentionsInput(node: FeelNode): boolean {
  return node.kind === 'input' || childrenOf(node).some(mentionsInput)
}

function numberFunction(name: string): NumberFunction {
  switch (name) {
    case 'min':
    case 'max':
    case 'sum':
    case 'mean':
      return name
    default:
      return 'abs'
  }
}

function rounding(name: string): RoundingFunction {
  switch (name) {
    case 'floor':
    case 'ceiling':
    case 'round up':
    case 'round down':
    case 'round half up':
    case 'round half down':
      return name
    default:
      return 'decimal'
  }
}

function textTest(name: string): 'contains' | 'starts with' | 'ends with' {
  return name === 'contains' || name === 'starts with' ? name : 'ends with'
}
