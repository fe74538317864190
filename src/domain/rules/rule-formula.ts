/**
 * FEEL conditions of a rule book as formulas: for a condition, what must hold for it to be yes, and what for it to be no. Exact
 * where both sides of a comparison are linear in facts (parameters are the constants of the day), of one ratio against a
 * constant, for words of texts, membership in sets of words, days. Everything else is an unknown of its own, the same one
 * wherever the same term stands again: so a formula may hold for more than the rule does, never for less.
 *
 * Arithmetic is exact here; the judgement rounds at the 34th digit, which the figures of enterprises do not reach.
 */
import type { DateOn } from '#domain/kernel'
import { type BookNames, DAY_NAME, KNOWN_NAME } from './book-names.ts'
import { childrenOf, evaluate } from './evaluate.ts'
import { type Domains, FALSE, type Formula, TRUE, allOf, anyOf, atLeast, compareToZero } from './formula.ts'
import type { FactDefinition, FactType, FactValue } from './fact.ts'
import { type LinearForm, added, constantForm, formKey, scaled, subtracted, unscaled } from './linear-form.ts'
import type { RuleNode, ScoreSheet } from './rule-book.ts'
import { parameterValueOn } from './parameters-on.ts'
import { ONE, ZERO, divide, fromNumber, negative, rational, signOf, times } from './rational.ts'
import { FeelRun, FeelScope, LimitReached } from './scope.ts'
import type { ComparisonSign, FeelNode } from './syntax.ts'
import { FeelDate, FeelDaysDuration, FeelMonthsDuration, NANOS_OF_DAY, dayNumberOf } from './temporal.ts'
import { readTemporal } from './read-temporal.ts'
import { FeelRange, type FeelValue, isList, isNumber, toNumber } from './values.ts'
import { isCounted } from './unit.ts'

/** What a side of a comparison is, as far as it can be said in linear terms. */
type Term =
  /** any: with an unknown in it whose kind is not known here. */
  | { readonly kind: 'number' | 'date' | 'days' | 'months' | 'any'; readonly form: LinearForm }
  | { readonly kind: 'text'; readonly key: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'opaque'; readonly key: string }

type Linear = Extract<Term, { form: LinearForm }>

interface Ratio {
  readonly top: LinearForm
  readonly bottom: LinearForm
}

/** Steps of the evaluator for one constant. */
const CONSTANT_STEPS = 20_000
/** Facts derived from facts derived from facts. */
const DEEPEST_FORMULA = 30
/** Forms within forms that are taken apart: each doubles their number. */
const DEEPEST_PIECES = 6

/** What is left out of a formula when asking whether it matters. */
export interface Freed {
  /** Conditions by id that may be yes or no as one likes. */
  readonly conditions?: ReadonlySet<string>
  /** Conditions by id whose answer is given. */
  readonly fixed?: ReadonlyMap<string, boolean>
  /** Comparisons that may be yes or no as one likes. */
  readonly comparisons?: ReadonlySet<FeelNode>
}

export class RuleFormulas {
  readonly names: BookNames
  readonly on: DateOn
  readonly #values = new Map<string, FeelValue>()
  /** Of unknowns that are one of several forms, such as the greater of two: these forms. */
  readonly #pieces = new Map<string, readonly LinearForm[]>()
  /** Words in sets, by flag. */
  readonly #members = new Map<string, { readonly fact: string; readonly word: string }>()
  readonly #ratios = new Map<string, Ratio>()
  readonly #whole = new Set<string>()
  readonly #counts = new Set<string>()
  readonly #words = new Map<string, readonly string[] | null>()
  /** What holds of unknowns whatever the facts are; by unknown. */
  readonly #background = new Map<string, () => Formula>()
  /** Unknowns that no fact is: an example with them cannot be made. */
  readonly #opaque = new Set<string>()
  #freed: Freed = {}
  #used = new Set<string>()
  #depth = 0

  /** `facts`: those whose values are given; they count as constants, and are not worked out by their formulas. */
  constructor(names: BookNames, on: DateOn, facts: ReadonlyMap<string, FactValue> = new Map()) {
    this.names = names
    this.on = on
    const day = readTemporal(on)
    if (day instanceof FeelDate) this.#values.set(DAY_NAME, day)
    for (const parameter of names.book.parameters) {
      const found = parameterValueOn(parameter, on)
      if (found !== null) this.#values.set(parameter.code, feelValueOf(found.value, parameter.type))
    }
    for (const fact of names.book.facts) {
      const value = facts.get(fact.code)
      if (value !== undefined) this.#values.set(fact.code, feelValueOf(value, fact.type))
    }
  }

  /** Values of the day: parameters, and the day itself. */
  get constants(): ReadonlyMap<string, FeelValue> {
    return this.#values
  }

  get domains(): Domains {
    return { words: this.#words, counts: this.#counts }
  }

  isOpaque(unknown: string): boolean {
    return this.#opaque.has(unknown)
  }

  /** What must hold for the node to be yes (or no); with what holds of the unknowns in it anyway. */
  ofRule(node: RuleNode, wanted: boolean, freed: Freed = {}): Formula {
    this.#freed = freed
    this.#used = new Set()
    const formula = this.#ofNode(node, wanted)
    return allOf([formula, ...this.#known()])
  }

  /** Several at once, in one set of unknowns. */
  ofRules(wanted: readonly { node: RuleNode; answer: boolean; freed?: Freed }[]): Formula {
    this.#used = new Set()
    const parts = wanted.map(({ node, answer, freed }) => {
      this.#freed = freed ?? {}
      return this.#ofNode(node, answer)
    })
    return allOf([...parts, ...this.#known()])
  }

  #known(): Formula[] {
    // What is said of one unknown may bring in others.
    const said: Formula[] = []
    const done = new Set<string>()
    for (const unknown of this.#used) {
      if (done.has(unknown)) continue
      done.add(unknown)
      const background = this.#background.get(unknown)
      if (background !== undefined) said.push(background())
    }
    return said
  }

  #ofNode(node: RuleNode, wanted: boolean): Formula {
    switch (node.kind) {
      case 'condition': {
        if (this.#freed.conditions?.has(node.id) === true)
          return { kind: 'flag', flag: `free:${node.id}`, is: wanted }
        const fixed = this.#freed.fixed?.get(node.id)
        if (fixed !== undefined) return fixed === wanted ? TRUE : FALSE
        const parsed = this.names.parse(node.when)
        return parsed.ok ? this.ofExpression(parsed.value.root, wanted) : TRUE
      }
      case 'not':
        return hasSay(node.of) ? this.#ofNode(node.of, !wanted) : TRUE
      case 'all':
      case 'any':
      case 'at-least': {
        const children = node.of.filter(hasSay)
        const count = node.kind === 'at-least' ? node.count : node.kind === 'all' ? children.length : 1
        const parts = children.map((child) => this.#ofNode(child, wanted))
        if (children.length === 0) return TRUE
        return wanted ? atLeast(count, parts) : atLeast(children.length - count + 1, parts)
      }
    }
  }

  ofExpression(node: FeelNode, wanted: boolean): Formula {
    if (this.#freed.comparisons?.has(node) === true) return TRUE
    switch (node.kind) {
      case 'literal':
        return typeof node.value === 'boolean' ? (node.value === wanted ? TRUE : FALSE) : FALSE
      case 'and':
      case 'or': {
        const parts = [this.ofExpression(node.left, wanted), this.ofExpression(node.right, wanted)]
        return (node.kind === 'and') === wanted ? allOf(parts) : anyOf(parts)
      }
      case 'compare':
        return this.#compared(node.sign, node.left, node.right, wanted)
      case 'between': {
        const parts = [
          this.#compared('>=', node.value, node.low, wanted),
          this.#compared('<=', node.value, node.high, wanted),
        ]
        return wanted ? allOf(parts) : anyOf(parts)
      }
      case 'in': {
        const parts = node.tests.map((test) => this.#passes(node.value, test, wanted))
        return wanted ? anyOf(parts) : allOf(parts)
      }
      case 'if': {
        const [yes, no] = [this.ofExpression(node.then, wanted), this.ofExpression(node.otherwise, wanted)]
        return anyOf([
          allOf([this.ofExpression(node.condition, true), yes]),
          allOf([this.ofExpression(node.condition, false), no]),
          // Where the condition is not known, both have to agree.
          allOf([yes, no]),
        ])
      }
      case 'name':
        return this.#named(node.name, node, wanted)
      case 'call':
        return this.#called(node, wanted)
      case 'anything':
      case 'arithmetic':
      case 'at':
      case 'context':
      case 'every':
      case 'filter':
      case 'for':
      case 'function':
      case 'input':
      case 'instance':
      case 'list':
      case 'negate':
      case 'path':
      case 'range':
      case 'some':
      case 'tests':
      case 'unary':
        return this.#constantly(node, wanted) ?? this.#opaqueFlag(node, wanted)
    }
  }

  #named(name: string, node: FeelNode, wanted: boolean): Formula {
    const constant = this.#constantly(node, wanted)
    if (constant !== null) return constant
    const meaning = this.names.meaningOf(name)
    if (meaning?.kind !== 'fact' || meaning.fact.type !== 'boolean') return this.#opaqueFlag(node, wanted)
    const formula = this.#formulaOf(meaning.fact)
    if (formula !== null)
      return this.#within(() => this.ofExpression(formula, wanted)) ?? this.#opaqueFlag(node, wanted)
    return { kind: 'flag', flag: `fact:${name}`, is: wanted }
  }

  #called(node: FeelNode & { kind: 'call' }, wanted: boolean): Formula {
    const name = node.callee.kind === 'name' ? node.callee.name : null
    const [first, second] = node.positional
    if (node.named === null && first !== undefined) {
      if (name === 'not' && node.positional.length === 1) return this.ofExpression(first, !wanted)
      if (name === KNOWN_NAME) {
        if (this.#constant(first) !== undefined) return wanted ? TRUE : FALSE
        return this.#flag(`known:${first.kind === 'name' ? first.name : keyOf(first)}`, wanted)
      }
      if (name === 'list contains' && second !== undefined) return this.#contains(first, second, wanted, node)
    }
    return this.#constantly(node, wanted) ?? this.#byWords(node, wanted) ?? this.#opaqueFlag(node, wanted)
  }

  /** `list contains(资质, "高新技术企业")`, or of a list of constants and a text. */
  #contains(list: FeelNode, item: FeelNode, wanted: boolean, node: FeelNode): Formula {
    const fact = this.#factOf(list)
    const word = this.#constant(item)
    const given = this.#constant(list) !== undefined
    if (fact?.type === 'texts' && typeof word === 'string' && !given)
      return this.#membership(fact, word, wanted)
    const constants = this.#constant(list)
    if (constants !== undefined && isList(constants)) {
      const parts = constants.map((constant) => this.#equals(item, constant, wanted, node))
      return wanted ? anyOf(parts) : allOf(parts)
    }
    return this.#opaqueFlag(node, wanted)
  }

  #membership(fact: FactDefinition, word: string, wanted: boolean): Formula {
    if (fact.options !== null && !fact.options.some(({ code }) => code === word)) return wanted ? FALSE : TRUE
    const flag = memberFlag(fact.code, word)
    this.#members.set(flag, { fact: fact.code, word })
    return { kind: 'flag', flag, is: wanted }
  }

  /** An expression with nothing left out, and without what holds of its unknowns anyway. */
  ofExpressionAlone(node: FeelNode, wanted: boolean): Formula {
    this.#freed = {}
    return this.ofExpression(node, wanted)
  }

  /** The form with each unknown that is one of several forms replaced by each of these. */
  piecesOf(form: LinearForm, depth = 0): readonly LinearForm[] {
    for (const [unknown, factor] of form.terms) {
      const pieces = this.#pieces.get(unknown)
      if (pieces === undefined || depth > DEEPEST_PIECES) continue
      const rest = subtracted(form, { terms: new Map([[unknown, factor]]), constant: ZERO })
      return pieces.flatMap((piece) => this.piecesOf(added(rest, scaled(piece, factor)), depth + 1))
    }
    return [form]
  }

  /** The word that a flag says to be in the set of a fact; null: it says something else. */
  wordOfFlag(flag: string, fact: string): string | null {
    return this.#members.get(flag)?.fact === fact ? (this.#members.get(flag)?.word ?? null) : null
  }

  /** A cell of a table about its input. */
  ofCell(input: FeelNode, test: FeelNode): Formula {
    const tests = test.kind === 'tests' ? test.tests : [test]
    return allOf(tests.map((one) => this.#passes(input, one, true)))
  }

  /** One test of `in`: a range, a sign with a value, a list, or a value. */
  #passes(value: FeelNode, test: FeelNode, wanted: boolean): Formula {
    if (mentionsInput(test)) return this.#flag(`in(${keyOf(value)};${keyOf(test)})`, wanted)
    if (test.kind === 'unary') return this.#compared(test.sign, value, test.operand, wanted)
    if (test.kind === 'range') {
      const parts = [
        this.#compared(test.startIncluded ? '>=' : '>', value, test.start, wanted),
        this.#compared(test.endIncluded ? '<=' : '<', value, test.end, wanted),
      ]
      return wanted ? allOf(parts) : anyOf(parts)
    }
    if (test.kind === 'list') {
      const parts = test.items.map((item) => this.#passes(value, item, wanted))
      return wanted ? anyOf(parts) : allOf(parts)
    }
    const fact = this.#factOf(test)
    if (fact?.type === 'texts' && this.#constant(test) === undefined) {
      const word = this.#constant(value)
      return typeof word === 'string'
        ? this.#membership(fact, word, wanted)
        : this.#flag(`in(${keyOf(value)};${keyOf(test)})`, wanted)
    }
    const constant = this.#constant(test)
    if (constant !== undefined) return this.#passesConstant(value, constant, wanted, test)
    return this.#compared('=', value, test, wanted)
  }

  #passesConstant(value: FeelNode, constant: FeelValue, wanted: boolean, test: FeelNode): Formula {
    if (isList(constant)) {
      const parts = constant.map((item) => this.#passesConstant(value, item, wanted, test))
      return wanted ? anyOf(parts) : allOf(parts)
    }
    if (constant instanceof FeelRange) return this.#flag(`in(${keyOf(value)};${constant.toString()})`, wanted)
    return this.#equals(value, constant, wanted, test)
  }

  #equals(node: FeelNode, constant: FeelValue, wanted: boolean, at: FeelNode): Formula {
    const other = termOfValue(constant)
    return other === null
      ? this.#opaqueFlag(at, wanted)
      : this.#comparedTerms('=', this.#term(node), other, wanted)
  }

  #compared(sign: ComparisonSign, left: FeelNode, right: FeelNode, wanted: boolean): Formula {
    if (isNull(left) || isNull(right)) return TRUE
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const constant = this.#constant(side)
      if (typeof constant === 'boolean' && (sign === '=' || sign === '!='))
        return this.ofExpression(other, (constant === (sign === '=')) === wanted)
    }
    return this.#comparedTerms(sign, this.#term(left), this.#term(right), wanted)
  }

  #comparedTerms(sign: ComparisonSign, left: Term, right: Term, wanted: boolean): Formula {
    const meant = wanted ? sign : NEGATED[sign]
    if ('form' in left && 'form' in right) {
      if (left.kind !== right.kind && left.kind !== 'any' && right.kind !== 'any') return FALSE
      return this.#linear(subtracted(left.form, right.form), meant)
    }
    if (left.kind === 'opaque' && 'form' in right)
      return this.#linear(subtracted(this.#opaqueForm(left.key), right.form), meant)
    if (right.kind === 'opaque' && 'form' in left)
      return this.#linear(subtracted(left.form, this.#opaqueForm(right.key)), meant)
    if (left.kind === 'word' && right.kind !== 'word')
      return this.#comparedTerms(SWAPPED[sign], right, left, wanted)
    if (left.kind === 'word' && right.kind === 'word') {
      const order = left.word < right.word ? -1 : left.word > right.word ? 1 : 0
      return orderFits(order, meant) ? TRUE : FALSE
    }
    if ((left.kind === 'text' || left.kind === 'opaque') && right.kind === 'word') {
      const text = left.kind === 'text' ? left.key : `opaque:${left.key}`
      if (meant === '=' || meant === '!=')
        return { kind: 'word', text, words: [right.word], is: meant === '=' }
      const domain = this.#words.get(text) ?? null
      if (domain !== null)
        return {
          kind: 'word',
          text,
          words: domain.filter((word) =>
            orderFits(word < right.word ? -1 : word > right.word ? 1 : 0, meant),
          ),
          is: true,
        }
    }
    return this.#orderFlag(meant, termKey(left), termKey(right))
  }

  /** Of two sides that are no numbers: flags that know that `a < b` denies `b <= a`. */
  #orderFlag(sign: ComparisonSign, left: string, right: string): Formula {
    if (sign === '=' || sign === '!=') {
      const [a, b] = left < right ? [left, right] : [right, left]
      return this.#flag(`${a}=${b}`, sign === '=')
    }
    if (sign === '<=') return this.#flag(`${left}<=${right}`, true)
    if (sign === '>') return this.#flag(`${left}<=${right}`, false)
    return this.#flag(`${right}<=${left}`, sign === '>=')
  }

  #flag(flag: string, is: boolean): Formula {
    this.#opaque.add(flag)
    return { kind: 'flag', flag, is }
  }

  #opaqueFlag(node: FeelNode, wanted: boolean): Formula {
    return this.#flag(`opaque:${keyOf(node)}`, wanted)
  }

  #opaqueForm(key: string): LinearForm {
    const unknown = `opaque:${key}`
    this.#opaque.add(unknown)
    this.#used.add(unknown)
    return { terms: new Map([[unknown, ONE]]), constant: ZERO }
  }

  /** A condition without facts: its value on the day. */
  #constantly(node: FeelNode, wanted: boolean): Formula | null {
    const value = this.#constant(node)
    if (value === undefined) return null
    return typeof value === 'boolean' && value === wanted ? TRUE : FALSE
  }

  /** A condition about one text with options: which of them make it so. */
  #byWords(node: FeelNode, wanted: boolean): Formula | null {
    const facts = new Set(
      namesIn(node).filter((name) => !this.names.isFunction(name) && !this.#values.has(name)),
    )
    const [only] = facts
    if (only === undefined || facts.size > 1) return null
    const meaning = this.names.meaningOf(only)
    if (meaning?.kind !== 'fact' || meaning.fact.type !== 'text' || meaning.fact.formula !== null) return null
    const { options } = meaning.fact
    if (options === null || options.length > 200) return null
    const words = options
      .map(({ code }) => code)
      .filter((code) => this.#evaluated(node, new Map([[only, code]])) === wanted)
    this.#words.set(
      only,
      options.map(({ code }) => code),
    )
    return { kind: 'word', text: only, words, is: true }
  }

  #linear(form: LinearForm, sign: ComparisonSign): Formula {
    for (const unknown of form.terms.keys()) this.#used.add(unknown)
    const cleared = this.#clearedOfRatio(form, sign)
    if (cleared !== null) return cleared
    return this.#compareToZero(form, sign)
  }

  #compareToZero(form: LinearForm, sign: ComparisonSign): Formula {
    return compareToZero(form, sign, (name) => this.#whole.has(name))
  }

  /** `s·a/b + k < 0` as `b > 0 and s·a + k·b < 0 or b < 0 and s·a + k·b > 0`. */
  #clearedOfRatio(form: LinearForm, sign: ComparisonSign): Formula | null {
    const ratios = [...form.terms].flatMap(([name, factor]) => {
      const ratio = this.#ratios.get(name)
      return ratio === undefined ? [] : [{ ratio, factor }]
    })
    const [first] = ratios
    if (first === undefined || ratios.length !== form.terms.size) return null
    const { bottom } = first.ratio
    if (ratios.some(({ ratio }) => formKey(ratio.bottom) !== formKey(bottom))) return null
    let sum = scaled(bottom, form.constant)
    for (const { ratio, factor } of ratios) sum = added(sum, scaled(ratio.top, factor))
    for (const unknown of [...sum.terms.keys(), ...bottom.terms.keys()]) this.#used.add(unknown)
    return anyOf([
      allOf([this.#compareToZero(bottom, '>'), this.#compareToZero(sum, sign)]),
      allOf([this.#compareToZero(bottom, '<'), this.#compareToZero(sum, SWAPPED[sign])]),
    ])
  }

  #term(node: FeelNode): Term {
    const constant = this.#constant(node)
    if (constant !== undefined) return termOfValue(constant) ?? { kind: 'opaque', key: keyOf(node) }
    const term = this.#termOf(node)
    return term ?? { kind: 'opaque', key: keyOf(node) }
  }

  #termOf(node: FeelNode): Term | null {
    if (node.kind === 'name') return this.#termOfName(node.name)
    if (node.kind === 'arithmetic') return this.#arithmetic(node)
    if (node.kind === 'path') return this.#member(node)
    if (node.kind === 'if') return this.#choice(node)
    if (node.kind === 'call') return this.#function(node)
    if (node.kind !== 'negate') return null
    const operand = this.#linearTerm(node.operand)
    return operand === null ? null : { kind: operand.kind, form: scaled(operand.form, negative(ONE)) }
  }

  #termOfName(name: string): Term | null {
    const meaning = this.names.meaningOf(name)
    if (meaning?.kind === 'score')
      return { kind: 'number', form: this.#scoreForm(name, meaning.score.code, null) }
    if (meaning?.kind === 'table') {
      const [only] = meaning.table.outputs
      return only === undefined || meaning.table.outputs.length > 1
        ? null
        : this.#tableTerm(meaning.table.code, only.code)
    }
    if (meaning?.kind !== 'fact') return null
    const { fact } = meaning
    const formula = this.#formulaOf(fact)
    if (formula !== null) {
      const inner = this.#within(() => this.#term(formula))
      if (inner !== null) return inner
    }
    if (fact.type === 'number') {
      if (isCounted(fact.unit)) {
        this.#whole.add(name)
        this.#counts.add(name)
      }
      return { kind: 'number', form: { terms: new Map([[name, ONE]]), constant: ZERO } }
    }
    if (fact.type === 'date') {
      this.#whole.add(name)
      this.#counts.add(name)
      return { kind: 'date', form: { terms: new Map([[name, ONE]]), constant: ZERO } }
    }
    if (fact.type !== 'text') return null
    this.#words.set(name, fact.options?.map(({ code }) => code) ?? null)
    return { kind: 'text', key: name }
  }

  #formulaOf(fact: FactDefinition): FeelNode | null {
    if (fact.formula === null) return null
    const parsed = this.names.parse(fact.formula)
    return parsed.ok ? parsed.value.root : null
  }

  /** Formulas of facts within formulas, not without end. */
  #within<T>(work: () => T): T | null {
    if (this.#depth >= DEEPEST_FORMULA) return null
    this.#depth += 1
    const result = work()
    this.#depth -= 1
    return result
  }

  #linearTerm(node: FeelNode): Linear | null {
    const term = this.#term(node)
    if ('form' in term) return term
    return term.kind === 'opaque' ? { kind: 'any', form: this.#opaqueForm(term.key) } : null
  }

  #arithmetic(node: FeelNode & { kind: 'arithmetic' }): Term | null {
    const [left, right] = [this.#linearTerm(node.left), this.#linearTerm(node.right)]
    if (left === null || right === null) return null
    const { sign } = node
    if (sign === '+' || sign === '-') {
      const kind = kindOfSum(sign, left.kind, right.kind)
      const form = sign === '+' ? added(left.form, right.form) : subtracted(left.form, right.form)
      return kind === null ? null : { kind, form }
    }
    if (left.kind === 'date' || right.kind === 'date') return null
    if (sign === '*') {
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const)
        if (one.form.terms.size === 0 && one.kind === 'number')
          return { kind: other.kind, form: scaled(other.form, one.form.constant) }
      return isPlain(left) && isPlain(right) ? this.#product(left, right) : null
    }
    if (sign !== '/') return null
    if (right.form.terms.size === 0) {
      if (signOf(right.form.constant) === 0) return null
      const like = right.kind === left.kind ? 'number' : left.kind === 'any' ? 'any' : null
      const kind = right.kind === 'number' ? left.kind : like
      return kind === null ? null : { kind, form: scaled(left.form, divide(ONE, right.form.constant)) }
    }
    return isPlain(left) && isPlain(right) ? this.#ratio(left, right) : null
  }

  #product(left: Linear, right: Linear): Term {
    const [a, b] = [unscaled(left.form), unscaled(right.form)]
    const key = [formKey(a.form), formKey(b.form)].sort().join('×')
    const kind = left.kind === 'number' && right.kind === 'number' ? 'number' : 'any'
    return { kind, form: scaled(this.#opaqueForm(key), times(a.factor, b.factor)) }
  }

  #ratio({ form: top, kind: topKind }: Linear, { form: bottom, kind: bottomKind }: Linear): Term {
    const kind = topKind === 'number' && bottomKind === 'number' ? 'number' : 'any'
    if (top.terms.size === 0 && signOf(top.constant) === 0)
      return { kind, form: { terms: new Map(), constant: ZERO } }
    const [above, below] = [unscaled(top), unscaled(bottom)]
    const factor = divide(above.factor, below.factor)
    if (formKey(above.form) === formKey(below.form)) {
      // a / a is one, or nothing: a free unknown would be right too, but says less.
      const form = this.#opaqueForm('1')
      this.#background.set('opaque:1', () =>
        compareToZero(subtracted(form, { terms: new Map(), constant: ONE }), '='),
      )
      return { kind, form: scaled(form, factor) }
    }
    const form = this.#opaqueForm(`${formKey(above.form)}÷${formKey(below.form)}`)
    const [unknown] = form.terms.keys()
    if (unknown !== undefined) {
      this.#ratios.set(unknown, { top: above.form, bottom: below.form })
      this.#opaque.delete(unknown)
    }
    return { kind, form: scaled(form, factor) }
  }

  #member(node: FeelNode & { kind: 'path' }): Term | null {
    if (node.target.kind !== 'name') return null
    const meaning = this.names.meaningOf(node.target.name)
    if (meaning?.kind === 'table') return this.#tableTerm(meaning.table.code, node.name)
    if (meaning?.kind === 'score')
      return {
        kind: 'number',
        form: this.#scoreForm(`${meaning.score.code}.${node.name}`, meaning.score.code, node.name),
      }
    return null
  }

  #scoreForm(key: string, code: string, group: string | null): LinearForm {
    const form = this.#opaqueForm(key)
    const score = this.names.book.scores.find((sheet) => sheet.code === code)
    if (score !== undefined)
      this.#background.set(`opaque:${key}`, () => {
        const { least, most } = pointsOf(score, group)
        return allOf([
          compareToZero(subtracted(form, constantForm(most)), '<='),
          compareToZero(subtracted(form, constantForm(least)), '>='),
        ])
      })
    return form
  }

  #tableTerm(code: string, output: string): Term | null {
    const table = this.names.book.tables.find((entry) => entry.code === code)
    const index = table?.outputs.findIndex((entry) => entry.code === output) ?? -1
    const definition = table?.outputs[index]
    if (table === undefined || definition === undefined || definition.type === 'boolean') return null
    const key = `${code}.${output}`
    const cells = [...table.rows.map((row) => row.outputs[index]), table.otherwise?.[index]]
    const single = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'].includes(table.hit)
    const values = cells
      .filter((cell) => cell !== undefined)
      .map((cell) => {
        const parsed = this.names.parse(cell)
        return parsed.ok ? this.#constant(parsed.value.root) : undefined
      })
    const known = single && values.every((value) => value !== undefined)
    if (definition.type === 'text') {
      this.#opaque.add(`opaque:${key}`)
      this.#words.set(`opaque:${key}`, known ? values.filter((value) => typeof value === 'string') : null)
      return { kind: 'text', key: `opaque:${key}` }
    }
    const form = this.#opaqueForm(key)
    const numbers = values.filter((value) => value !== undefined && isNumber(value)).filter(isNumber)
    if (known && numbers.length > 0)
      this.#background.set(`opaque:${key}`, () =>
        anyOf(
          numbers.map((value) =>
            compareToZero(subtracted(form, { terms: new Map(), constant: fromNumber(value) }), '='),
          ),
        ),
      )
    return { kind: 'number', form }
  }

  /** `if` of numbers: one side or the other. */
  #choice(node: FeelNode & { kind: 'if' }): Term | null {
    const [then, otherwise] = [this.#linearTerm(node.then), this.#linearTerm(node.otherwise)]
    if (then === null || otherwise === null || then.kind !== otherwise.kind) return null
    const form = this.#opaqueForm(keyOf(node))
    const is = (other: LinearForm): Formula => compareToZero(subtracted(form, other), '=')
    this.#define(form, [then.form, otherwise.form], () =>
      anyOf([
        allOf([this.ofExpression(node.condition, true), is(then.form)]),
        allOf([this.ofExpression(node.condition, false), is(otherwise.form)]),
        allOf([is(then.form), is(otherwise.form)]),
      ]),
    )
    return { kind: then.kind, form }
  }

  /** An unknown that stands for facts: an example can be made of it. */
  #define(form: LinearForm, of: readonly LinearForm[], background: () => Formula): void {
    for (const unknown of form.terms.keys()) {
      this.#pieces.set(unknown, of)
      this.#background.set(unknown, background)
      if (of.every(({ terms }) => [...terms.keys()].every((name) => !this.#opaque.has(name))))
        this.#opaque.delete(unknown)
    }
    for (const { terms } of of) for (const unknown of terms.keys()) this.#used.add(unknown)
  }

  #function(node: FeelNode & { kind: 'call' }): Term | null {
    if (node.callee.kind !== 'name' || node.named !== null) return null
    const { name } = node.callee
    const args =
      node.positional.length === 1 && node.positional[0]?.kind === 'list'
        ? node.positional[0].items
        : node.positional
    if (!['min', 'max', 'sum', 'mean', 'abs', 'floor', 'ceiling'].includes(name) || args.length === 0)
      return null
    const terms = args.map((argument) => this.#linearTerm(argument))
    const forms = terms.flatMap((term) => (term?.kind === 'number' ? [term.form] : []))
    const [first] = forms
    if (first === undefined || forms.length !== args.length) return null
    if (name === 'sum' || name === 'mean') {
      const sum = forms.reduce(added)
      return {
        kind: 'number',
        form: name === 'sum' ? sum : scaled(sum, rational(1n, BigInt(forms.length))),
      }
    }
    if (name !== 'min' && name !== 'max' && forms.length > 1) return null
    const form = this.#opaqueForm(keyOf(node))
    const against = (sign: ComparisonSign, other: LinearForm): Formula =>
      compareToZero(subtracted(form, other), sign)
    this.#define(form, piecesOfFunction(name, forms, first), () => {
      switch (name) {
        case 'min':
        case 'max':
          return allOf([
            ...forms.map((other) => against(name === 'min' ? '<=' : '>=', other)),
            anyOf(forms.map((other) => against('=', other))),
          ])
        case 'abs': {
          const opposite = scaled(first, negative(ONE))
          return allOf([
            against('>=', first),
            against('>=', opposite),
            anyOf([against('=', first), against('=', opposite)]),
          ])
        }
        case 'floor':
          return allOf([against('<=', first), against('>', added(first, constantForm(-1)))])
        default:
          return allOf([against('>=', first), against('<', added(first, constantForm(1)))])
      }
    })
    // A floor is a whole number, which the linear form does not say: an example may miss it, and is then left out.
    return { kind: 'number', form }
  }

  #factOf(node: FeelNode): FactDefinition | null {
    if (node.kind !== 'name') return null
    const meaning = this.names.meaningOf(node.name)
    return meaning?.kind === 'fact' ? meaning.fact : null
  }

  /** The value of what mentions no fact; undefined where it does, or has no value. */
  #constant(node: FeelNode): FeelValue | undefined {
    if (node.kind === 'literal') return node.value ?? undefined
    if (!this.#isConstant(node)) return undefined
    return this.#evaluated(node, new Map()) ?? undefined
  }

  readonly #constants = new WeakMap<FeelNode, boolean>()

  #isConstant(node: FeelNode): boolean {
    const known = this.#constants.get(node)
    if (known !== undefined) return known
    const constant =
      node.kind === 'name'
        ? this.#values.has(node.name) || this.names.isFunction(node.name)
        : node.kind !== 'input' && childrenOf(node).every((child) => this.#isConstant(child))
    this.#constants.set(node, constant)
    return constant
  }

  #evaluated(node: FeelNode, values: ReadonlyMap<string, FeelValue>): FeelValue {
    const run = new FeelRun({ limits: { steps: CONSTANT_STEPS } })
    try {
      return evaluate({ text: '', root: node }, new FeelScope(run, new Map([...this.#values, ...values])))
    } catch (problem) {
      if (problem instanceof LimitReached) return null
      throw problem
    }
  }
}

/** Whether anything in it is judged: what is switched off has no say. */
export function hasSay(node: RuleNode): boolean {
  if (node.kind === 'condition') return !node.off
  return node.kind === 'not' ? hasSay(node.of) : node.of.some(hasSay)
}

function memberFlag(fact: string, word: string): string {
  return `has:${JSON.stringify([fact, word])}`
}

/** A value of a fact or parameter as FEEL knows it: days are dates. */
export function feelValueOf(value: FactValue, type: FactType): FeelValue {
  if (typeof value === 'number') return toNumber(value)
  if (type === 'date' && typeof value === 'string') return readTemporal(value)
  return value
}

const NEGATED: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}
const SWAPPED: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function orderFits(order: number, sign: ComparisonSign): boolean {
  if (sign === '=') return order === 0
  if (sign === '!=') return order !== 0
  if (sign === '<') return order < 0
  if (sign === '<=') return order <= 0
  return sign === '>' ? order > 0 : order >= 0
}

function isNull(node: FeelNode): boolean {
  return node.kind === 'literal' && node.value === null
}

function mentionsInput(node: FeelNode): boolean {
  return node.kind === 'input' || childrenOf(node).some(mentionsInput)
}

/** Every name in an expression, those of functions that are called among them. */
export function namesIn(node: FeelNode): string[] {
  return node.kind === 'name' ? [node.name] : childrenOf(node).flatMap(namesIn)
}

function termOfValue(value: FeelValue): Term | null {
  if (isNumber(value)) return { kind: 'number', form: { terms: new Map(), constant: fromNumber(value) } }
  if (value instanceof FeelDate) return { kind: 'date', form: constantForm(dayNumberOf(value)) }
  if (value instanceof FeelDaysDuration)
    return { kind: 'days', form: { terms: new Map(), constant: rational(value.nanos, BigInt(NANOS_OF_DAY)) } }
  if (value instanceof FeelMonthsDuration) return { kind: 'months', form: constantForm(value.months) }
  return typeof value === 'string' ? { kind: 'word', word: value } : null
}

function isPlain({ kind }: Linear): boolean {
  return kind === 'number' || kind === 'any'
}

function kindOfSum(sign: '+' | '-', left: Linear['kind'], right: Linear['kind']): Linear['kind'] | null {
  if (left === 'any' || right === 'any') return 'any'
  if (left === 'date') {
    if (right === 'days') return 'date'
    return right === 'date' && sign === '-' ? 'days' : null
  }
  if (right === 'date') return left === 'days' && sign === '+' ? 'date' : null
  return left === right ? left : null
}

function termKey(term: Term): string {
  if ('form' in term) return `${term.kind}:${formKey(term.form)}`
  return term.kind === 'word' ? JSON.stringify(term.word) : term.key
}

/** The fewest and the most points there can be: of the items that count, cut at the ceilings of groups and of the whole. */
function pointsOf(score: ScoreSheet, only: string | null): { readonly least: number; readonly most: number } {
  const cut = (points: number, ceiling: number | null): number =>
    ceiling === null ? points : Math.min(points, ceiling)
  let [least, most] = [0, 0]
  for (const group of score.groups) {
    if (only !== null && group.code !== only) continue
    let [low, high] = [0, 0]
    for (const item of score.items) {
      if (item.off || item.group !== group.code) continue
      const ends = [item.minimum * item.weight, item.maximum * item.weight]
      low += Math.min(...ends)
      high += Math.max(...ends)
    }
    least += cut(low, group.maximum)
    most += cut(high, group.maximum)
  }
  return only === null
    ? { least: cut(least, score.maximum), most: cut(most, score.maximum) }
    : { least, most }
}

function piecesOfFunction(
  name: string,
  forms: readonly LinearForm[],
  first: LinearForm,
): readonly LinearForm[] {
  if (name === 'min' || name === 'max') return forms
  if (name === 'abs') return [first, scaled(first, negative(ONE))]
  // Rounding moves a number by less than one.
  return [first, added(first, constantForm(-1)), added(first, constantForm(1))]
}

/** One text for equal expressions, however they are spaced or bracketed. */
function keyOf(node: FeelNode): string {
  return JSON.stringify(node, (name, value: unknown) =>
    name === 'from' || name === 'to' ? undefined : value,
  )
}
