/**
 * Static checks of a rule book: what can be said of it without any enterprise. Names, types, units, words, parameters of the day,
 * tables, and logic: rules that can never be yes (with the smallest set of conditions that exclude each other) or never no,
 * conditions that add nothing. A finding tells where it is; sentences stand in `web/text`, keyed by code.
 */
import type { DateOn, Json } from '#domain/kernel'
import { BookNames, DAY_NAME } from './book-names.ts'
import type { FactValue } from './fact.ts'
import { MOST_SEARCH_STEPS } from './formula.ts'
import { checkSpells, daysOfChange, parameterValueOn } from './parameters-on.ts'
import { PARAMETER_ISSUE_CODES, RULE_CHECK_CODES } from './rule-check-issue-codes.ts'
import type { RuleCheckCode } from './rule-check-issue-codes.ts'
import { RuleFormulas, hasSay, namesIn } from './rule-formula.ts'
import { conditionsOf, conflictOf, needlessConditions, possibilityOf } from './rule-logic.ts'
import type { Rule, RuleBook, RuleNode, RuleTable } from './rule-book.ts'
import { TYPE_TEXTS, type Studied, studiedAs, studyExpression } from './study-expression.ts'
import type { FeelDialect } from './syntax.ts'
import { checkRuleTable } from './table-as-decision.ts'
import { compareUnits, readUnit, writeUnit } from './unit.ts'
import { writeValue } from './values.ts'

export type RuleFindingCode = RuleCheckCode | (typeof PARAMETER_ISSUE_CODES)[number]

/** Where the text stands in which the finding is. */
export interface FindingPlace {
  readonly part: 'rule' | 'fact' | 'parameter' | 'table' | 'score' | 'amount'
  /** The code of the rule, fact, table … */
  readonly code: string
  /** Of a table: from 0; the column counts inputs, then outputs. */
  readonly row: number | null
  readonly column: number | null
  /** Item of a score. */
  readonly item: string | null
  /** Offsets in the text of the expression; null: the whole part is meant. */
  readonly from: number | null
  readonly to: number | null
}

export interface RuleFinding {
  readonly code: RuleFindingCode
  readonly severity: 'error' | 'warning'
  readonly rule: string | null
  readonly condition: string | null
  readonly place: FindingPlace
  readonly params: Readonly<Record<string, Json>>
  /** Values that show it; of a table by the title of the column. */
  readonly example: Readonly<Record<string, FactValue>> | null
}

/** Rules larger than this are not searched for contradictions. */
const MOST_CONDITIONS = 200

export const FINDING_CODES_OF_BOOKS: readonly RuleFindingCode[] = [
  ...RULE_CHECK_CODES,
  ...PARAMETER_ISSUE_CODES,
]

/** `on`: the day whose parameters count; without it the day on which the last of them changed. */
export function checkRuleBook(book: RuleBook, on?: DateOn): RuleFinding[] {
  const names = new BookNames(book)
  const check = new BookCheck(
    names,
    on ?? daysOfChange(book.parameters).at(-1) ?? '2000-01-01',
    on !== undefined,
  )
  return check.run()
}

/** The checks of one rule alone, with the book around it: for an editor. */
export function checkRule(book: RuleBook, rule: Rule, on: DateOn): RuleFinding[] {
  const check = new BookCheck(new BookNames(book), on, true)
  check.rule(rule)
  return check.findings
}

const NOWHERE = { row: null, column: null, item: null, from: null, to: null } as const

class BookCheck {
  readonly findings: RuleFinding[] = []
  readonly #names: BookNames
  readonly #book: RuleBook
  readonly #on: DateOn
  readonly #dayGiven: boolean
  readonly #used = new Set<string>()
  readonly #formulas: RuleFormulas
  /** Parameters that were already found without value. */
  readonly #valueless = new Set<string>()

  constructor(names: BookNames, on: DateOn, dayGiven: boolean) {
    this.#names = names
    this.#book = names.book
    this.#on = on
    this.#dayGiven = dayGiven
    this.#formulas = new RuleFormulas(names, on)
  }

  run(): RuleFinding[] {
    this.#duplicateNames()
    for (const parameter of this.#book.parameters) {
      for (const issue of checkSpells(parameter))
        this.#add(
          issue.code,
          'error',
          { part: 'parameter', code: parameter.code, ...NOWHERE },
          issue.params ?? {},
        )
      this.#unit(parameter.unit, { part: 'parameter', code: parameter.code, ...NOWHERE })
    }
    this.#facts()
    for (const table of this.#book.tables) this.#table(table)
    for (const score of this.#book.scores)
      for (const item of score.items) {
        const place = { part: 'score' as const, code: score.code, ...NOWHERE, item: item.id }
        this.#expression(item.points, place, 'number')
      }
    for (const amount of this.#book.amounts) {
      const place = { part: 'amount' as const, code: amount.code, ...NOWHERE }
      this.#unit(amount.unit, place)
      const studied = this.#expression(amount.expression, place, 'number')
      if (studied !== null) this.#outcome(studied, amount.unit, place, amount.code, amount.expression)
    }
    this.#repeated(
      this.#book.rules.map(({ code }) => code),
      (code) => ({ part: 'rule', code, ...NOWHERE }),
    )
    for (const rule of this.#book.rules) this.rule(rule)
    for (const { code } of this.#book.tables)
      if (!this.#used.has(code))
        this.#add('rules.check_table_unused', 'warning', { part: 'table', code, ...NOWHERE }, { table: code })
    return this.findings
  }

  rule(rule: Rule): void {
    const errors = this.#errors()
    this.#tree(rule)
    // A rule that cannot be read has no logic yet.
    if (this.#errors() === errors) this.#logic(rule)
  }

  #errors(): number {
    return this.findings.filter(({ severity }) => severity === 'error').length
  }

  #add(
    code: string,
    severity: 'error' | 'warning',
    place: FindingPlace,
    params: Readonly<Record<string, Json>>,
    condition: string | null = null,
    example: RuleFinding['example'] = null,
  ): void {
    const known = FINDING_CODES_OF_BOOKS.find((entry) => entry === code)
    if (known === undefined) throw new Error(`a finding that is not listed: ${code}`)
    this.findings.push({
      code: known,
      severity,
      rule: place.part === 'rule' ? place.code : null,
      condition,
      place,
      params,
      example,
    })
  }

  #duplicateNames(): void {
    const kinds = new Map<string, string[]>()
    const take = (entries: readonly { readonly code: string }[], kind: string): void => {
      for (const { code } of entries) kinds.set(code, [...(kinds.get(code) ?? []), kind])
    }
    take(this.#book.facts, 'fact')
    take(this.#book.parameters, 'parameter')
    take(this.#book.tables, 'table')
    take(this.#book.scores, 'score')
    for (const [name, found] of kinds) {
      const [first] = found
      if (found.length < 2 || first === undefined) continue
      const part = first === 'parameter' || first === 'table' || first === 'score' ? first : 'fact'
      this.#add(
        'rules.check_duplicate_name',
        'error',
        { part, code: name, ...NOWHERE },
        { name, kinds: found },
      )
    }
  }

  #repeated(ids: readonly string[], placeOf: (id: string) => FindingPlace): void {
    for (const [index, id] of ids.entries())
      if (ids.indexOf(id) !== index && ids.indexOf(id, ids.indexOf(id) + 1) === index)
        this.#add('rules.check_duplicate_id', 'error', placeOf(id), { id }, id)
  }

  #unit(unit: string | null, place: FindingPlace): void {
    if (readUnit(unit) === undefined) this.#add('rules.check_unknown_unit', 'warning', place, { unit })
  }

  #facts(): void {
    const graph = new Map<string, readonly string[]>()
    for (const fact of this.#book.facts) {
      const place = { part: 'fact' as const, code: fact.code, ...NOWHERE }
      this.#unit(fact.unit, place)
      if (fact.formula === null) continue
      const studied = this.#expression(fact.formula, place, null)
      const parsed = this.#names.parse(fact.formula)
      if (!parsed.ok || studied === null) continue
      const used = [...new Set(namesIn(parsed.value.root))]
      graph.set(
        fact.code,
        used.filter((name) => this.#names.meaningOf(name)?.kind === 'fact'),
      )
      for (const name of used) {
        const kind = this.#names.meaningOf(name)?.kind
        if (kind === 'parameter' || kind === 'day')
          this.#add('rules.check_formula_needs_day', 'error', place, { fact: fact.code, name })
      }
      if (studied.type !== 'any' && studied.type !== fact.type)
        this.#add('rules.check_formula_type', 'error', place, {
          fact: fact.code,
          type: TYPE_TEXTS[fact.type],
          found: TYPE_TEXTS[studied.type],
        })
      else this.#outcome(studied, fact.unit, place, fact.code, fact.formula)
    }
    for (const ring of ringsIn(graph)) {
      const [first = ''] = ring
      this.#add(
        'rules.check_facts_in_ring',
        'error',
        { part: 'fact', code: first, ...NOWHERE },
        { names: ring },
      )
    }
  }

  /** Whether a formula comes out in the unit that was declared for it. */
  #outcome(studied: Studied, unit: string | null, place: FindingPlace, name: string, text: string): void {
    const declared = readUnit(unit)
    if (studied.type !== 'number' || declared === undefined) return
    if (studied.unit === 'free' || studied.unit === 'unknown') return
    if (compareUnits(declared, studied.unit) === 'same') return
    this.#add('rules.check_formula_unit', 'warning', place, {
      fact: name,
      unit: unit ?? '1',
      found: writeUnit(studied.unit) ?? '1',
      text,
    })
  }

  /** What it comes out as; null where it cannot be read. */
  #expression(
    text: string,
    place: FindingPlace,
    wanted: 'number' | 'boolean' | null,
    condition: string | null = null,
    dialect: FeelDialect = 'expression',
    input: Studied | null = null,
  ): Studied | null {
    const parsed = this.#names.parse(text, dialect)
    if (!parsed.ok) {
      for (const { params = {} } of parsed.issues)
        this.#add(
          'rules.check_unreadable',
          'error',
          { ...place, from: numberOr(params['from'], 0), to: numberOr(params['to'], text.length) },
          { text, column: params['column'] ?? 1, near: params['near'] ?? '' },
          condition,
        )
      return null
    }
    const { studied, findings, used } = studyExpression(parsed.value.root, text, this.#names, input)
    for (const finding of findings)
      this.#add(
        finding.code,
        finding.severity,
        { ...place, from: finding.from, to: finding.to },
        finding.params,
        condition,
      )
    for (const name of used) {
      this.#used.add(name)
      this.#dayValue(name, place, condition)
    }
    const fits = wanted === null || studied.type === wanted || studied.type === 'any'
    if (!fits)
      this.#add(
        wanted === 'boolean' ? 'rules.check_not_boolean' : 'rules.check_not_number',
        'error',
        { ...place, from: 0, to: text.length },
        { text, type: TYPE_TEXTS[studied.type] },
        condition,
      )
    return studied
  }

  #dayValue(name: string, place: FindingPlace, condition: string | null): void {
    const meaning = this.#names.meaningOf(name)
    if (!this.#dayGiven || meaning?.kind !== 'parameter') return
    if (parameterValueOn(meaning.parameter, this.#on) !== null) return
    const key = `${place.part}:${place.code}:${condition ?? ''}:${name}`
    if (this.#valueless.has(key)) return
    this.#valueless.add(key)
    this.#add('rules.check_no_value_on_day', 'warning', place, { parameter: name, on: this.#on }, condition)
  }

  #table(table: RuleTable): void {
    const place = { part: 'table' as const, code: table.code, ...NOWHERE }
    const errors = this.#errors()
    const inputs = table.inputs.map((input, column) => {
      this.#unit(input.unit, { ...place, column })
      const studied = this.#expression(input.expression, { ...place, column }, null)
      if (studied?.type === 'number' && studied.unit === 'free') return studiedAs('number', input.unit)
      if (studied !== null)
        this.#outcome(studied, input.unit, { ...place, column }, table.code, input.expression)
      return studied
    })
    for (const { unit } of table.outputs) this.#unit(unit, place)
    for (const [row, { tests, outputs }] of table.rows.entries()) {
      const [found, expected] = [tests.length + outputs.length, table.inputs.length + table.outputs.length]
      if (tests.length !== table.inputs.length || outputs.length !== table.outputs.length)
        this.#add(
          'rules.check_table_row_length',
          'error',
          { ...place, row },
          { table: table.code, row: row + 1, found, expected },
        )
      for (const [column, test] of tests.entries())
        if (test.trim() !== '' && test.trim() !== '-')
          this.#expression(test, { ...place, row, column }, null, null, 'unary-tests', inputs[column] ?? null)
      for (const [index, output] of outputs.entries())
        this.#output(table, index, output, { ...place, row, column: table.inputs.length + index })
    }
    for (const [index, output] of (table.otherwise ?? []).entries())
      this.#output(table, index, output, { ...place, column: table.inputs.length + index })
    if (this.#errors() === errors) this.#rows(table, place)
  }

  #output(table: RuleTable, index: number, text: string, place: FindingPlace): void {
    const type = table.outputs[index]?.type
    const studied = this.#expression(text, place, type === 'text' ? null : (type ?? null))
    if (studied === null || type === undefined) return
    if (type === 'text' && studied.type !== 'text' && studied.type !== 'any')
      this.#add(
        'rules.check_types_differ',
        'error',
        { ...place, from: 0, to: text.length },
        { text, leftType: TYPE_TEXTS[type], rightType: TYPE_TEXTS[studied.type] },
      )
    else this.#outcome(studied, table.outputs[index]?.unit ?? null, place, table.code, text)
  }

  #rows(table: RuleTable, place: FindingPlace): void {
    const report = checkRuleTable(table, this.#names, this.#on)
    if (report === null) return
    for (const { kind, rows, example } of report.findings) {
      const values =
        example === null
          ? null
          : Object.fromEntries(
              table.inputs.map(({ title }, index) => [title.zh, plainExample(example[index])]),
            )
      const shown =
        values === null
          ? ''
          : Object.entries(values)
              .map(([name, value]) => `${name} = ${String(value)}`)
              .join('，')
      this.#add(
        CODE_OF_TABLE[kind],
        kind === 'overlap' && table.hit === 'UNIQUE' ? 'error' : 'warning',
        { ...place, row: rows[0] ?? null },
        { table: table.code, rows: rows.map((row) => row + 1), example: shown },
        null,
        values,
      )
    }
    if (!report.complete || report.undecided.length > 0 || report.undecidedColumns.length > 0)
      this.#add('rules.check_table_undecided', 'warning', place, {
        table: table.code,
        rows: report.undecided.map((row) => row + 1),
      })
  }

  #tree(rule: Rule): void {
    const place = { part: 'rule' as const, code: rule.code, ...NOWHERE }
    const ids: string[] = []
    const visit = (node: RuleNode): void => {
      ids.push(node.id)
      if (node.kind === 'condition') {
        this.#expression(node.when, place, 'boolean', node.id)
        return
      }
      const children = node.kind === 'not' ? [node.of] : node.of
      if (children.length === 0) this.#add('rules.check_empty_branch', 'error', place, {}, node.id)
      const judged = children.filter(hasSay).length
      if (
        node.kind === 'at-least' &&
        (node.count < 1 || node.count > judged || !Number.isInteger(node.count))
      )
        this.#add(
          'rules.check_count_out_of_range',
          'error',
          place,
          { count: node.count, of: judged },
          node.id,
        )
      children.forEach(visit)
    }
    visit(rule.root)
    this.#repeated(ids, () => place)
  }

  #logic(rule: Rule): void {
    const { root } = rule
    const place = { part: 'rule' as const, code: rule.code, ...NOWHERE }
    const conditions = conditionsOf(root)
    if (conditions.length === 0) return
    if (conditions.length > MOST_CONDITIONS) {
      this.#add('rules.check_undecided', 'warning', place, { limit: MOST_CONDITIONS })
      return
    }
    const undecided = new Set<string>()
    const possible = (node: RuleNode, answer: boolean): boolean => {
      const found = possibilityOf(this.#formulas, node, answer)
      if (found === 'undecided') undecided.add(node.id)
      return found !== 'impossible'
    }
    const alone = new Set<string>()
    for (const condition of conditions) {
      if (conditions.length === 1 && root.kind === 'condition') break
      const never = !possible(condition, true)
      if (!never && possible(condition, false)) continue
      alone.add(condition.id)
      const texts = never
        ? conflictOf(this.#formulas, condition, true).comparisons.map(({ text }) => text)
        : []
      this.#add(
        never ? 'rules.check_condition_never' : 'rules.check_condition_always',
        never ? 'error' : 'warning',
        { ...place, from: 0, to: condition.when.length },
        { text: condition.when, texts },
        condition.id,
      )
    }
    if (!possible(root, true)) this.#never(rule, alone)
    else if (!possible(root, false)) this.#add('rules.check_always', 'error', place, {}, root.id)
    else
      for (const { condition, by } of needlessConditions(this.#formulas, root))
        if (!alone.has(condition.id))
          this.#add(
            'rules.check_adds_nothing',
            'warning',
            { ...place, from: 0, to: condition.when.length },
            { text: condition.when, by: by.map(({ id }) => id), texts: by.map(({ when }) => when) },
            condition.id,
          )
    if (undecided.size > 0)
      this.#add(
        'rules.check_undecided',
        'warning',
        place,
        { limit: MOST_SEARCH_STEPS },
        [...undecided][0] ?? null,
      )
  }

  #never(rule: Rule, alone: ReadonlySet<string>): void {
    const { conditions, comparisons } = conflictOf(this.#formulas, rule.root, true)
    const [only] = conditions
    // Already said of the condition itself; the rule as a whole falls with it.
    if (
      conditions.length === 1 &&
      only !== undefined &&
      alone.has(only.id) &&
      rule.root.kind !== 'condition'
    ) {
      this.#add(
        'rules.check_never',
        'error',
        { part: 'rule', code: rule.code, ...NOWHERE },
        {
          conditions: [only.id],
          texts: [only.when],
        },
        only.id,
      )
      return
    }
    const [first, second] = comparisons
    const where = second ?? first
    const place: FindingPlace = {
      part: 'rule',
      code: rule.code,
      ...NOWHERE,
      from: where?.node.from ?? null,
      to: where?.node.to ?? null,
    }
    const ids = conditions.map(({ id }) => id)
    if (comparisons.length === 2 && first !== undefined && second !== undefined)
      this.#add(
        'rules.check_never_pair',
        'error',
        place,
        {
          conditions: ids,
          first: first.text,
          second: second.text,
          firstCondition: first.condition.id,
          secondCondition: second.condition.id,
        },
        second.condition.id,
      )
    else
      this.#add(
        'rules.check_never',
        'error',
        place,
        { conditions: ids, texts: comparisons.map(({ text }) => text) },
        where?.condition.id ?? only?.id ?? null,
      )
  }
}

const CODE_OF_TABLE = {
  gap: 'rules.check_table_gap',
  overlap: 'rules.check_table_overlap',
  unreachable: 'rules.check_table_unreachable',
} as const

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function plainExample(value: Parameters<typeof writeValue>[0] | undefined): FactValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined || value === null) return ''
  const text = writeValue(value)
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

/** Facts that need each other, each ring once. */
function ringsIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const rings: string[][] = []
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): void => {
    const start = path.indexOf(name)
    if (start >= 0) {
      rings.push(path.slice(start))
      return
    }
    if (done.has(name)) return
    for (const next of graph.get(name) ?? []) visit(next, [...path, name])
    done.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
  return rings
}

/** For messages: the day of judgement is not a name that one defines. */
export const RESERVED_NAMES: readonly string[] = [DAY_NAME]
