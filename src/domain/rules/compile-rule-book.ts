/**
 * A rule book ready to be judged on a day: names resolved, parameters of the day, every expression turned once into its typed
 * form. Refused is what cannot be judged at all; what can be but should not be written so is found by `checkRuleBook`.
 */
import { type DateOn, type Issue, type Outcome, accepted, dayNumber, refused } from '#domain/kernel'
import { BookNames } from './book-names.ts'
import { ExpressionCompiler, type Place } from './compile-expression.ts'
import { ExpressionPool } from './expression-pool.ts'
import type { FactDefinition, ParameterValue } from './fact.ts'
import { parametersOn } from './parameters-on.ts'
import type { RuleBook, RuleNode, RuleTable, ScoreSheet } from './rule-book.ts'
import type {
  CompiledAmount,
  CompiledNode,
  CompiledRule,
  CompiledRuleBook,
  CompiledScore,
  CompiledTable,
  ExpressionOf,
  RuleExpression,
} from './rule-expression.ts'
import { dateOfDayNumber } from './temporal.ts'

/** Far more than anybody writes, few enough for the memory of one machine. */
export const BOOK_LIMITS = { expressions: 400_000, issues: 200, depth: 60 } as const

export function compileRuleBook(book: RuleBook, on: DateOn): Outcome<CompiledRuleBook> {
  const day = dayNumber(on)
  if (day === null)
    return refused({ code: 'rules.parameter_no_such_day', params: { parameter: '', from: on, to: '' } })
  const compiler = new BookCompiler(book, on)
  const compiled = compiler.compile()
  if (compiled === null) return refused(...compiler.issues.slice(0, BOOK_LIMITS.issues))
  return accepted(compiled)
}

class BookCompiler {
  readonly #book: RuleBook
  readonly #on: DateOn
  readonly #names: BookNames
  readonly #pool = new ExpressionPool()
  readonly #compiler: ExpressionCompiler
  readonly #parameters: ReadonlyMap<string, ParameterValue>
  readonly #facts = new Map<string, FactDefinition>()
  readonly #factExpressions = new Map<string, ExpressionOf<'fact'>>()
  readonly #tables = new Map<string, CompiledTable>()
  readonly #scores = new Map<string, CompiledScore>()
  /** What is being compiled, one within another: a name met again closes a ring. */
  readonly #open: string[] = []
  readonly #issues: Issue[] = []

  constructor(book: RuleBook, on: DateOn) {
    this.#book = book
    this.#on = on
    this.#names = new BookNames(book)
    this.#parameters = parametersOn(book.parameters, on)
    for (const fact of book.facts) this.#facts.set(fact.code, fact)
    this.#compiler = this.#newCompiler()
  }

  get issues(): readonly Issue[] {
    return this.#issues
  }

  /** One for each expression: names met on the way are compiled by others, so that places and texts do not mix. */
  #newCompiler(): ExpressionCompiler {
    return new ExpressionCompiler(
      this.#names,
      this.#pool,
      {
        fact: (code) => this.#fact(code),
        table: (table) => this.#table(table),
        score: (score) => this.#score(score),
        parameter: (code) => this.#parameters.get(code) ?? null,
      },
      this.#on,
    )
  }

  compile(): CompiledRuleBook | null {
    const { facts, parameters, tables, scores, rules, amounts } = this.#book
    for (const [kind, all] of Object.entries({ facts, parameters, tables, scores, rules, amounts }))
      this.#findDuplicates(kind, all)
    for (const { code } of facts) this.#fact(code)
    for (const table of tables) this.#table(table)
    for (const score of scores) this.#score(score)
    const compiledRules = new Map<string, CompiledRule>()
    for (const [index, rule] of rules.entries()) {
      const root = this.#node(rule.root, { path: ['rules', index, 'root'], name: rule.code }, new Set(), 0)
      const nearLimit = rule.nearLimit ?? this.#book.nearLimit
      if (root === null) continue
      // Of a rule in which nothing has a say nobody can tell.
      const answer = root.say ? root.answer : this.#pool.constant(null, 'boolean')
      compiledRules.set(rule.code, { rule, root, answer, nearLimit })
    }
    const compiledAmounts = new Map<string, CompiledAmount>()
    for (const [index, amount] of amounts.entries()) {
      const place = { path: ['amounts', index, 'expression'], name: amount.code }
      const made = this.#compiler.number(amount.expression, place)
      if (made !== null) compiledAmounts.set(amount.code, { amount, ...made })
    }
    this.#issues.push(...this.#compiler.issues)
    if (this.#pool.all.length > BOOK_LIMITS.expressions)
      this.#issues.push({ code: 'rules.book_too_large', params: { limit: BOOK_LIMITS.expressions } })
    if (this.#issues.length > 0) return null
    const compiler = this.#compiler
    return {
      book: this.#book,
      on: this.#on,
      names: this.#names,
      facts: this.#facts,
      factExpressions: this.#factExpressions,
      parameters: new Map(parameters.map(({ code }) => [code, this.#parameters.get(code) ?? null])),
      tables: this.#tables,
      scores: this.#scores,
      rules: compiledRules,
      amounts: compiledAmounts,
      expressions: this.#pool.all,
      expressionOf: (node) => compiler.compiled.get(node),
      day: dateOfDayNumber(dayNumber(this.#on) ?? 0),
    }
  }

  #findDuplicates(kind: string, all: readonly { readonly code: string }[]): void {
    const seen = new Set<string>()
    for (const [index, { code }] of all.entries()) {
      if (seen.has(code))
        this.#issues.push({ code: 'rules.book_duplicate', path: [kind, index], params: { kind, name: code } })
      seen.add(code)
    }
  }

  /** Runs what may come back to the same name; a ring is refused once, and null. */
  #inRing<T>(name: string, work: () => T | null): T | null {
    const start = this.#open.indexOf(name)
    if (start >= 0) {
      const names = [...this.#open.slice(start), name]
      this.#issues.push({ code: 'rules.book_ring', params: { names } })
      return null
    }
    this.#open.push(name)
    const done = work()
    this.#open.pop()
    return done
  }

  #failed = new Set<string>()

  #fact(code: string): ExpressionOf<'fact'> | null {
    const known = this.#factExpressions.get(code)
    const fact = this.#facts.get(code)
    if (known !== undefined || fact === undefined || this.#failed.has(code)) return known ?? null
    const made = this.#inRing(code, () => this.#compileFact(fact))
    if (made === null) this.#failed.add(code)
    else this.#factExpressions.set(code, made)
    return made
  }

  #compileFact(fact: FactDefinition): ExpressionOf<'fact'> | null {
    let formula: RuleExpression | null = null
    if (fact.formula !== null) {
      const place = { path: ['facts', this.#book.facts.indexOf(fact), 'formula'], name: fact.code }
      const compiler = this.#newCompiler()
      const made = compiler.wanted(fact.formula, place, fact.type)
      this.#issues.push(...compiler.issues)
      if (made === null || compiler.issues.length > 0) return null
      if (made.type !== fact.type) {
        this.#issues.push({
          code: 'rules.book_formula_type',
          path: place.path,
          params: { place: fact.code, fact: fact.code, type: fact.type, found: made.type },
        })
        return null
      }
      formula = made
    }
    const made = this.#pool.make({ kind: 'fact', code: fact.code, formula }, fact.type, fact.unit)
    return made.kind === 'fact' ? made : null
  }

  #table(table: RuleTable): CompiledTable | null {
    const known = this.#tables.get(table.code)
    if (known !== undefined || this.#failed.has(table.code)) return known ?? null
    const made = this.#inRing(table.code, () => this.#compileTable(table))
    if (made === null) this.#failed.add(table.code)
    else this.#tables.set(table.code, made)
    return made
  }

  #compileTable(table: RuleTable): CompiledTable | null {
    const compiler = this.#newCompiler()
    const path = ['tables', this.#book.tables.indexOf(table)]
    const before = this.#issues.length
    const inputs = table.inputs.map((input, column) =>
      compiler.any(input.expression, { path: [...path, 'inputs', column], name: table.code }),
    )
    const outputsOf = (cells: readonly string[], at: readonly (string | number)[]): RuleExpression[] => {
      const made = table.outputs.map(({ type }, column) =>
        this.#output(compiler, cells[column] ?? 'null', type, {
          path: [...at, column],
          name: table.code,
        }),
      )
      return made.filter((output) => output !== null)
    }
    const rows = table.rows.map((row, index) => {
      if (row.tests.length !== table.inputs.length || row.outputs.length !== table.outputs.length)
        this.#issues.push({
          code: 'rules.book_table_row_length',
          path: [...path, 'rows', index],
          params: { table: table.code, row: index + 1 },
        })
      const name = `${table.code} · ${index + 1}`
      const cells = row.tests.map((test, column) => {
        const input = inputs[column]
        if (input === undefined || input === null) return null
        return compiler.cell(test, input, { path: [...path, 'rows', index, 'tests', column], name })
      })
      const passes = cells.filter((cell) => cell !== null)
      return {
        matches: this.#pool.join('and', passes),
        outputs: outputsOf(row.outputs, [...path, 'rows', index, 'outputs']),
      }
    })
    const otherwise = table.otherwise === null ? null : outputsOf(table.otherwise, [...path, 'otherwise'])
    this.#issues.push(...compiler.issues)
    if (this.#issues.length > before) return null
    const known = inputs.filter((input) => input !== null)
    const all = [...known, ...rows.flatMap((row) => [row.matches, ...row.outputs]), ...(otherwise ?? [])]
    return { table, inputs: known, rows, otherwise, ...mentioned(all) }
  }

  #output(
    compiler: ExpressionCompiler,
    text: string,
    type: 'number' | 'text' | 'boolean',
    place: Place,
  ): RuleExpression | null {
    const made = compiler.wanted(text, place, type)
    if (made === null || made.type === type) return made
    this.#issues.push({
      code: 'rules.book_formula_type',
      path: place.path,
      params: { place: place.name, fact: text, type, found: made.type },
    })
    return null
  }

  #score(score: ScoreSheet): CompiledScore | null {
    const known = this.#scores.get(score.code)
    if (known !== undefined || this.#failed.has(score.code)) return known ?? null
    const made = this.#inRing(score.code, () => this.#compileScore(score))
    if (made === null) this.#failed.add(score.code)
    else this.#scores.set(score.code, made)
    return made
  }

  #compileScore(score: ScoreSheet): CompiledScore | null {
    const compiler = this.#newCompiler()
    const path = ['scores', this.#book.scores.indexOf(score), 'items']
    const groups = new Set(score.groups.map(({ code }) => code))
    const before = this.#issues.length
    const items = score.items.flatMap((item, index) => {
      if (!groups.has(item.group))
        this.#issues.push({
          code: 'rules.book_unknown_group',
          path: [...path, index],
          params: { score: score.code, group: item.group },
        })
      const place = { path: [...path, index], name: `${score.code} · ${item.id}` }
      const made = compiler.number(item.points, place)
      return made === null ? [] : [{ item, points: made.value }]
    })
    this.#issues.push(...compiler.issues)
    if (this.#issues.length > before) return null
    const counted = items.filter(({ item }) => !item.off)
    return { score, items, ...mentioned(counted.map(({ points }) => points)) }
  }

  #node(node: RuleNode, place: Place, ids: Set<string>, depth: number): CompiledNode | null {
    if (depth > BOOK_LIMITS.depth) {
      this.#issues.push({
        code: 'rules.book_too_large',
        path: place.path,
        params: { place: place.name, limit: BOOK_LIMITS.depth },
      })
      return null
    }
    if (ids.has(node.id))
      this.#issues.push({
        code: 'rules.book_duplicate',
        path: place.path,
        params: { kind: 'conditions', name: `${place.name} · ${node.id}` },
      })
    ids.add(node.id)
    if (node.kind === 'condition') {
      const made = this.#compiler.boolean(node.when, {
        path: [...place.path, 'when'],
        name: `${place.name} · ${node.id}`,
      })
      return made === null ? null : { kind: 'condition', node, ...made, say: !node.off }
    }
    const within = (of: RuleNode, ...at: readonly (string | number)[]): CompiledNode | null =>
      this.#node(of, { path: [...place.path, ...at], name: place.name }, ids, depth + 1)
    const made =
      node.kind === 'not' ? [within(node.of, 'of')] : node.of.map((part, index) => within(part, 'of', index))
    const of = made.filter((part) => part !== null)
    if (of.length < made.length) return null
    const spoken = of.filter((part) => part.say).map((part) => part.answer)
    return { kind: node.kind, node, of, say: spoken.length > 0, answer: this.#joined(node, spoken) }
  }

  #joined(node: Exclude<RuleNode, { kind: 'condition' }>, spoken: readonly RuleExpression[]): RuleExpression {
    const [first] = spoken
    // Nothing has a say: nobody can tell.
    if (first === undefined) return this.#pool.constant(null, 'boolean')
    switch (node.kind) {
      case 'all':
        return spoken.length === 1 ? first : this.#pool.make({ kind: 'and', of: spoken }, 'boolean')
      case 'any':
        return spoken.length === 1 ? first : this.#pool.make({ kind: 'or', of: spoken }, 'boolean')
      case 'at-least':
        return this.#pool.make({ kind: 'at-least', count: node.count, of: spoken }, 'boolean')
      case 'not':
        return this.#pool.make({ kind: 'not', of: first }, 'boolean')
    }
  }
}

function mentioned(of: readonly RuleExpression[]): {
  readonly facts: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
} {
  return {
    facts: new Set(of.flatMap((part) => [...part.facts])),
    parameters: new Set(of.flatMap((part) => [...part.parameters])),
  }
}
