/**
 * Types and units of an expression of a rule book, and what is wrong with it, by place in its text. Nothing is evaluated: what is
 * not known here (functions with unusual results, lists, contexts) is of any type and causes no finding.
 */
import type { Json } from '#domain/kernel'
import { type BookNames, KNOWN_NAME, editDistance } from './book-names.ts'
import { childrenOf } from './evaluate.ts'
import type { FactDefinition, FactType } from './fact.ts'
import type { RuleCheckCode } from './rule-check-issue-codes.ts'
import type { ComparisonSign, FeelNode } from './syntax.ts'
import {
  BARE,
  type UnitShape,
  compareUnits,
  partsOfOne,
  productOf,
  quotientOf,
  readUnit,
  writeUnit,
} from './unit.ts'
import { FeelNumber, isNumber } from './values.ts'

export type StudiedType = FactType | 'days' | 'months' | 'list' | 'null' | 'any'

/** Types in words, for messages. */
export const TYPE_TEXTS: Readonly<Record<StudiedType, { readonly zh: string; readonly en: string }>> = {
  number: { zh: '数', en: 'number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  text: { zh: '文字', en: 'text' },
  texts: { zh: '一组词', en: 'set of words' },
  date: { zh: '日期', en: 'date' },
  days: { zh: '时长（天）', en: 'length of time in days' },
  months: { zh: '时长（年月）', en: 'length of time in months' },
  list: { zh: '清单', en: 'list' },
  null: { zh: '空', en: 'nothing' },
  any: { zh: '不定', en: 'anything' },
}

export interface Studied {
  readonly type: StudiedType
  /** free: a number written bare, which takes any unit; unknown: cannot be said. */
  readonly unit: UnitShape | 'free' | 'unknown'
  /** A share or multiple that came of dividing like by like: times 100 it is a percent. */
  readonly share: boolean
  /** A percent multiplied in, which has yet to be divided by 100. */
  readonly parts: number | null
  readonly number: FeelNumber | null
  /** As the unit is written where it was declared. */
  readonly written: string | null
  /** The words it may be, or hold; null: any. */
  readonly options: readonly string[] | null
}

export interface ExpressionFinding {
  readonly code: RuleCheckCode
  readonly severity: 'error' | 'warning'
  readonly from: number
  readonly to: number
  readonly params: Readonly<Record<string, Json>>
}

const ANY: Studied = {
  type: 'any',
  unit: 'unknown',
  share: false,
  parts: null,
  number: null,
  written: null,
  options: null,
}

function ofType(type: StudiedType, options: readonly string[] | null = null): Studied {
  return { ...ANY, type, options }
}

const ROUNDINGS: ReadonlySet<string> = new Set([
  ...[
    'abs',
    'floor',
    'ceiling',
    'decimal',
    'round up',
    'round down',
    'round half up',
    'round half down',
    'modulo',
  ],
])
const JOINED: ReadonlySet<string> = new Set(['min', 'max', 'sum', 'mean', 'median'])
const BOOLEAN_FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    'not',
    KNOWN_NAME,
    'contains',
    'starts with',
    'ends with',
    'matches',
    'list contains',
    'all',
    'any',
    'odd',
    'even',
  ],
  ...['before', 'after', 'meets', 'overlaps', 'includes', 'during', 'starts', 'finishes', 'coincides', 'is'],
])
const NUMBER_FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    'count',
    'string length',
    'number',
    'sqrt',
    'log',
    'exp',
    'product',
    'stddev',
    'day of year',
    'week of year',
  ],
])
const TEXT_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['string', 'substring', 'upper case', 'lower case', 'substring before', 'substring after', 'replace'],
  ...['string join', 'day of week', 'month of year'],
])

export function studyExpression(
  root: FeelNode,
  text: string,
  names: BookNames,
  input: Studied | null = null,
) {
  const study = new Study(text, names, input)
  return { studied: study.of(root), findings: study.findings, used: study.used }
}

/** The unit that an expression comes out in, as it would be written; null: a bare number; undefined: not known. */
export function unitOf(text: string, names: BookNames): string | null | undefined {
  const parsed = names.parse(text)
  if (!parsed.ok) return undefined
  const { unit, type } = studyExpression(parsed.value.root, text, names).studied
  if (type !== 'number' || unit === 'unknown') return undefined
  return unit === 'free' ? null : writeUnit(unit)
}

/** What a fact, parameter or output is. */
export function studiedAs(
  type: StudiedType,
  unit: string | null,
  options: readonly string[] | null = null,
): Studied {
  return {
    ...ofType(type, options),
    unit: type === 'number' ? (readUnit(unit) ?? 'unknown') : 'unknown',
    written: unit,
  }
}

class Study {
  readonly findings: ExpressionFinding[] = []
  readonly used = new Set<string>()
  readonly #text: string
  readonly #names: BookNames
  readonly #input: Studied | null
  readonly #local: string[] = []

  constructor(text: string, names: BookNames, input: Studied | null) {
    this.#text = text
    this.#names = names
    this.#input = input
  }

  #textOf(node: FeelNode): string {
    return this.#text.slice(node.from, node.to)
  }

  #find(
    node: FeelNode,
    code: RuleCheckCode,
    params: Readonly<Record<string, Json>>,
    severity: 'error' | 'warning' = 'error',
  ): void {
    this.findings.push({
      code,
      severity,
      from: node.from,
      to: node.to,
      params: { text: this.#textOf(node), ...params },
    })
  }

  of(node: FeelNode): Studied {
    switch (node.kind) {
      case 'literal': {
        const { value } = node
        if (value === null) return ofType('null')
        if (isNumber(value)) return { ...ofType('number'), unit: 'free', number: value }
        return ofType(typeof value === 'string' ? 'text' : 'boolean')
      }
      case 'at':
        return ofType(/^\d{4}-\d\d-\d\d$/.test(node.text) ? 'date' : 'any')
      case 'name':
        return this.#name(node)
      case 'input':
        return this.#input ?? ANY
      case 'negate': {
        const operand = this.of(node.operand)
        return { ...operand, number: operand.number?.negated() ?? null }
      }
      case 'arithmetic':
        return this.#arithmetic(node)
      case 'compare':
        this.#compared(node, node.sign, node.left, node.right)
        return ofType('boolean')
      case 'and':
      case 'or':
        for (const side of [node.left, node.right]) this.boolean(side)
        return ofType('boolean')
      case 'between':
        this.#compared(node, '>=', node.value, node.low)
        this.#compare(node, '<=', this.of(node.value), node.value, this.of(node.high), node.high)
        return ofType('boolean')
      case 'in': {
        const value = this.of(node.value)
        for (const test of node.tests) this.test(test, value, node.value)
        return ofType('boolean')
      }
      case 'if': {
        this.boolean(node.condition)
        const [then, otherwise] = [this.of(node.then), this.of(node.otherwise)]
        if (then.type === 'number' && otherwise.type === 'number')
          return this.#joined(node, [then, otherwise])
        return then.type === otherwise.type ? { ...then, options: null } : ANY
      }
      case 'path':
        return this.#member(node)
      case 'call':
        return this.#call(node)
      case 'tests':
        for (const test of node.tests) this.test(test, this.#input ?? ANY, null)
        return ofType('boolean')
      case 'list':
        for (const item of node.items) this.of(item)
        return ofType('list')
      case 'some':
      case 'every':
      case 'for':
        return this.#iteration(node)
      case 'filter':
        return this.#locally(['item'], () => {
          for (const child of childrenOf(node)) this.of(child)
          return ANY
        })
      case 'function':
        return this.#locally(
          node.parameters.map(({ name }) => name),
          () => {
            this.of(node.body)
            return ANY
          },
        )
      case 'context':
      case 'instance':
      case 'range':
      case 'unary':
        for (const child of childrenOf(node)) this.of(child)
        return node.kind === 'instance' ? ofType('boolean') : ANY
      case 'anything':
        return ofType('boolean')
    }
  }

  /** Where yes or no is wanted. */
  boolean(node: FeelNode): void {
    const { type } = this.of(node)
    if (type !== 'boolean' && type !== 'any')
      this.#find(node, 'rules.check_not_boolean', { type: TYPE_TEXTS[type] })
  }

  #iteration(node: FeelNode & { kind: 'some' | 'every' | 'for' }): Studied {
    for (const { source, end } of node.iterations) {
      this.of(source)
      if (end !== null) this.of(end)
    }
    return this.#locally(
      node.iterations.map(({ name }) => name),
      () => {
        this.of(node.kind === 'for' ? node.body : node.condition)
        return node.kind === 'for' ? ofType('list') : ofType('boolean')
      },
    )
  }

  #locally(names: readonly string[], work: () => Studied): Studied {
    this.#local.push(...names)
    const result = work()
    this.#local.length -= names.length
    return result
  }

  #name(node: FeelNode & { kind: 'name' }): Studied {
    const { name } = node
    if (this.#local.includes(name)) return ANY
    const meaning = this.#names.meaningOf(name)
    if (meaning === null) {
      if (!this.#names.isFunction(name)) this.#unknownName(node, name)
      return ANY
    }
    this.used.add(name)
    switch (meaning.kind) {
      case 'fact':
        return studiedFact(meaning.fact)
      case 'parameter':
        return studiedAs(meaning.parameter.type, meaning.parameter.unit)
      case 'day':
        return ofType('date')
      case 'known':
        return ANY
      case 'score':
        return studiedAs('number', '分')
      case 'table': {
        const [only] = meaning.table.outputs
        if (only === undefined || meaning.table.outputs.length > 1) return ANY
        return studiedAs(only.type, only.unit)
      }
    }
  }

  #unknownName(node: FeelNode, name: string): void {
    const suggestions = this.#names.suggest(name)
    if (suggestions.length === 0) this.#find(node, 'rules.check_no_such_name', { name })
    else this.#find(node, 'rules.check_unknown_name', { name, suggestions })
  }

  #member(node: FeelNode & { kind: 'path' }): Studied {
    const { target } = node
    const meaning = target.kind === 'name' ? this.#names.meaningOf(target.name) : null
    const inner = this.of(target)
    if (meaning?.kind === 'table') {
      const output = meaning.table.outputs.find(({ code }) => code === node.name)
      if (output === undefined)
        this.#unknownMember(
          node,
          meaning.table.outputs.map(({ code }) => code),
        )
      return output === undefined ? ANY : studiedAs(output.type, output.unit)
    }
    if (meaning?.kind === 'score') {
      const group = meaning.score.groups.find(({ code }) => code === node.name)
      if (group === undefined)
        this.#unknownMember(
          node,
          meaning.score.groups.map(({ code }) => code),
        )
      return studiedAs('number', '分')
    }
    if (inner.type === 'date' || inner.type === 'days' || inner.type === 'months')
      return { ...ofType('number'), unit: 'free' }
    return ANY
  }

  #unknownMember(node: FeelNode & { kind: 'path' }, known: readonly string[]): void {
    this.#find(node, 'rules.check_unknown_member', {
      name: this.#textOf(node.target),
      member: node.name,
      known: [...known],
    })
  }

  #arithmetic(node: FeelNode & { kind: 'arithmetic' }): Studied {
    const [left, right] = [this.of(node.left), this.of(node.right)]
    const { sign } = node
    if (sign === '+' || sign === '-') {
      if (left.type === 'date' && right.type === 'date' && sign === '-') return ofType('days')
      if (left.type === 'date' || right.type === 'date') return ofType('date')
    }
    for (const [studied, side] of [
      [left, node.left],
      [right, node.right],
    ] as const)
      if (studied.type === 'text' || studied.type === 'texts' || studied.type === 'boolean') {
        if (!(sign === '+' && left.type === 'text' && right.type === 'text'))
          this.#find(side, 'rules.check_not_number', { type: TYPE_TEXTS[studied.type] })
        return sign === '+' && left.type === 'text' && right.type === 'text' ? ofType('text') : ANY
      }
    if (left.type !== 'number' || right.type !== 'number') return ANY
    if (sign === '+' || sign === '-') return this.#joined(node, [left, right])
    if (sign === '**') return { ...ofType('number'), unit: left.unit === 'free' ? 'free' : 'unknown' }
    return sign === '*' ? this.#times(left, right) : dividedUnits(left, right)
  }

  #times(left: Studied, right: Studied): Studied {
    const [one, other] = left.unit === 'free' ? [left, right] : [right, left]
    const base = { ...ofType('number') }
    if (left.unit === 'unknown' || right.unit === 'unknown') return base
    if (one.unit === 'free') {
      if (other.unit === 'free')
        return {
          ...base,
          unit: 'free',
          number: left.number === null || right.number === null ? null : left.number.times(right.number),
        }
      const hundred = one.number?.equals(100) === true ? '%' : one.number?.equals(1000) === true ? '‰' : null
      if (other.share && hundred !== null)
        return { ...base, unit: readUnit(hundred) ?? 'unknown', written: hundred }
      return { ...other, number: null }
    }
    if (one.unit === 'unknown' || other.unit === 'free' || other.unit === 'unknown') return base
    const parts =
      [left, right].map(({ written }) => partsOfOne(written)).find((found) => found !== null) ?? null
    return { ...base, unit: productOf(one.unit, other.unit), parts }
  }

  /** Sides that are added, or chosen between: one unit for all. */
  #joined(node: FeelNode, sides: readonly Studied[]): Studied {
    const first = sides.find(({ unit }) => unit !== 'free')
    if (first === undefined) return { ...ofType('number'), unit: 'free' }
    if (first.unit === 'unknown' || first.unit === 'free') return ofType('number')
    for (const side of sides) {
      if (side.unit === 'unknown') return ofType('number')
      if (side.unit === 'free') continue
      const apart = compareUnits(first.unit, side.unit)
      if (apart !== 'same') this.#unitsDiffer(node, apart, first, side)
    }
    return { ...first, number: null, options: null }
  }

  #unitsDiffer(node: FeelNode, how: 'convertible' | 'apart', left: Studied, right: Studied): void {
    const params = { leftUnit: unitText(left), rightUnit: unitText(right) }
    if (how === 'apart') {
      this.#find(node, 'rules.check_units_apart', params)
      return
    }
    if (left.unit === 'free' || left.unit === 'unknown' || right.unit === 'free' || right.unit === 'unknown')
      return
    const factor = left.unit.factor
      .times(right.unit.divisor)
      .dividedBy(left.unit.divisor.times(right.unit.factor))
    const [times, unit, other] = factor.lessThan(1)
      ? [new FeelNumber(1).dividedBy(factor), unitText(right), unitText(left)]
      : [factor, unitText(left), unitText(right)]
    this.#find(node, 'rules.check_units_factor', {
      ...params,
      factor: times.toSignificantDigits(12).toString(),
      larger: unit,
      smaller: other,
    })
  }

  #compared(node: FeelNode, sign: ComparisonSign, left: FeelNode, right: FeelNode): void {
    this.#compare(node, sign, this.of(left), left, this.of(right), right)
  }

  #compare(
    node: FeelNode,
    sign: ComparisonSign,
    left: Studied,
    leftNode: FeelNode | null,
    right: Studied,
    rightNode: FeelNode,
  ): void {
    if (left.type === 'null' || right.type === 'null') {
      const about = left.type === 'null' ? rightNode : (leftNode ?? node)
      this.#find(node, 'rules.check_null', { advice: `${KNOWN_NAME}(${this.#textOf(about)})` })
      return
    }
    if (left.type === 'any' || right.type === 'any') return
    if (left.type !== right.type) {
      const params = { leftType: TYPE_TEXTS[left.type], rightType: TYPE_TEXTS[right.type] }
      const advice = adviceForTypes(left, leftNode, right, rightNode, (part) => this.#textOf(part))
      if (advice === '') this.#find(node, 'rules.check_types_differ', params)
      else this.#find(node, 'rules.check_types_advice', { ...params, advice })
      return
    }
    if (left.type === 'text') {
      this.#option(left, rightNode)
      if (leftNode !== null) this.#option(right, leftNode)
    }
    if (left.type === 'texts') this.#find(node, 'rules.check_set_compared', { sign })
    if (left.type !== 'number') return
    if (
      left.unit !== 'free' &&
      left.unit !== 'unknown' &&
      right.unit !== 'free' &&
      right.unit !== 'unknown'
    ) {
      const how = compareUnits(left.unit, right.unit)
      if (how !== 'same') this.#unitsDiffer(node, how, left, right)
    }
    this.#percent(node, left, right)
    this.#percent(node, right, left)
  }

  /** `占比 >= 0.05` where the share is a number of percent. */
  #percent(node: FeelNode, share: Studied, threshold: Studied): void {
    const parts = partsOfOne(share.written)
    const { number } = threshold
    if (parts === null || number === null || threshold.unit !== 'free') return
    if (number.isZero() || number.abs().greaterThanOrEqualTo(1)) return
    this.#find(
      node,
      'rules.check_percent_as_fraction',
      { number: number.toString(), unit: share.written, advice: number.times(parts).toString() },
      'warning',
    )
  }

  #option({ options }: Studied, node: FeelNode): void {
    if (options === null || node.kind !== 'literal' || typeof node.value !== 'string') return
    const word = node.value
    if (options.includes(word)) return
    const suggestions = [...options].sort((a, b) => editDistance(word, a) - editDistance(word, b)).slice(0, 5)
    this.#find(node, 'rules.check_not_an_option', { word, suggestions })
  }

  /** One test of `in`, or of a cell. */
  test(test: FeelNode, value: Studied, valueNode: FeelNode | null): void {
    if (test.kind === 'anything') return
    if (test.kind === 'unary') {
      this.#compare(test, test.sign, value, valueNode, this.of(test.operand), test.operand)
      return
    }
    if (test.kind === 'range') {
      this.#compare(test, '>=', value, valueNode, this.of(test.start), test.start)
      this.#compare(test, '<=', value, valueNode, this.of(test.end), test.end)
      return
    }
    if (test.kind === 'list') {
      for (const item of test.items) this.test(item, value, valueNode)
      return
    }
    const studied = this.of(test)
    if (studied.type === 'list' || (studied.type === 'boolean' && value.type !== 'boolean')) return
    if (studied.type !== 'texts') this.#compare(test, '=', value, valueNode, studied, test)
    else if (valueNode !== null) this.#option(studied, valueNode)
  }

  #call(node: FeelNode & { kind: 'call' }): Studied {
    const name = node.callee.kind === 'name' ? node.callee.name : null
    const written = name !== null && (this.#names.isFunction(name) || name === KNOWN_NAME)
    if (!written) this.of(node.callee)
    const nodes = [...node.positional, ...(node.named ?? []).map(({ value }) => value)]
    const args = nodes.map((argument) => this.of(argument))
    const [first, second] = args
    const [firstNode, secondNode] = nodes
    if (name === null || first === undefined) return ANY
    if (name === KNOWN_NAME) {
      if (firstNode !== undefined && firstNode.kind !== 'name')
        this.#find(firstNode, 'rules.check_known_of_what', {})
      return ofType('boolean')
    }
    if (name === 'not' && firstNode !== undefined && first.type !== 'any' && first.type !== 'boolean')
      this.#find(firstNode, 'rules.check_not_boolean', { type: TYPE_TEXTS[first.type] })
    if (name === 'list contains' && second !== undefined && secondNode !== undefined) {
      if (first.type === 'texts') this.#option(first, secondNode)
      if (
        first.type === 'number' ||
        first.type === 'text' ||
        first.type === 'boolean' ||
        first.type === 'date'
      )
        this.#find(node, 'rules.check_wrong_argument', { function: name, type: TYPE_TEXTS[first.type] })
    }
    if (
      ['contains', 'starts with', 'ends with', 'matches'].includes(name) &&
      first.type !== 'any' &&
      first.type !== 'text'
    )
      this.#find(node, 'rules.check_wrong_argument', { function: name, type: TYPE_TEXTS[first.type] })
    if (BOOLEAN_FUNCTIONS.has(name)) return ofType('boolean')
    if (ROUNDINGS.has(name) || JOINED.has(name)) {
      const listed = nodes.length === 1 && firstNode?.kind === 'list' ? firstNode.items : null
      const quiet = this.findings.length
      const sides = (listed ?? (ROUNDINGS.has(name) ? nodes.slice(0, 1) : nodes)).map((side) => this.of(side))
      // Studied a second time for their units: what is wrong with them has been said.
      this.findings.length = quiet
      if (sides.every(({ type }) => type === 'number')) return this.#joined(node, sides)
      const wrong = sides.find(({ type }) => type === 'text' || type === 'boolean')
      if (wrong !== undefined)
        this.#find(node, 'rules.check_wrong_argument', { function: name, type: TYPE_TEXTS[wrong.type] })
      return ANY
    }
    if (NUMBER_FUNCTIONS.has(name)) return { ...ofType('number'), unit: 'free' }
    if (TEXT_FUNCTIONS.has(name)) return ofType('text')
    if (name === 'date') return ofType('date')
    if (name === 'years and months duration') return ofType('months')
    if (name === 'duration' && firstNode?.kind === 'literal' && typeof firstNode.value === 'string')
      return ofType(/^-?P(?!T)(?:\d+Y)?(?:\d+M)?$/.test(firstNode.value) ? 'months' : 'days')
    return ANY
  }
}

function dividedUnits(left: Studied, right: Studied): Studied {
  const base = ofType('number')
  if (left.unit === 'unknown' || right.unit === 'unknown') return base
  if (left.unit === 'free' && right.unit === 'free')
    return {
      ...base,
      unit: 'free',
      number:
        left.number === null || right.number === null || right.number.isZero()
          ? null
          : left.number.dividedBy(right.number),
    }
  if (right.unit === 'free') {
    // 金额 * 比例 / 100: the percent that was multiplied in is taken out again.
    if (left.parts !== null && left.unit !== 'free' && right.number?.equals(left.parts) === true)
      return { ...base, unit: productOf(left.unit, { ...BARE, factor: new FeelNumber(left.parts) }) }
    if (partsOfOne(left.written) !== null && right.number?.equals(partsOfOne(left.written) ?? 0) === true)
      return { ...base, unit: BARE, share: true }
    return { ...left, number: null, options: null }
  }
  const unit = quotientOf(left.unit === 'free' ? BARE : left.unit, right.unit)
  return { ...base, unit, share: left.unit !== 'free' && compareUnits(unit, BARE) === 'same' }
}

function unitText({ unit, written }: Studied): string {
  if (written !== null) return written
  return unit === 'free' || unit === 'unknown' ? '1' : (writeUnit(unit) ?? '1')
}

function studiedFact(fact: FactDefinition): Studied {
  return studiedAs(fact.type, fact.unit, fact.options?.map(({ code }) => code) ?? null)
}

/** How it would be written so that the types agree; empty: nothing to advise. */
function adviceForTypes(
  left: Studied,
  leftNode: FeelNode | null,
  right: Studied,
  rightNode: FeelNode,
  textOf: (node: FeelNode) => string,
): string {
  if (left.type === 'date' && right.type === 'text' && rightNode.kind === 'literal')
    return `date(${textOf(rightNode)})`
  if (right.type === 'date' && left.type === 'text' && leftNode?.kind === 'literal')
    return `date(${textOf(leftNode)})`
  if (left.type === 'number' && rightNode.kind === 'literal' && typeof rightNode.value === 'string')
    return /^[\d.]+$/.test(rightNode.value) ? rightNode.value : ''
  if (left.type === 'texts' && right.type === 'text' && leftNode !== null)
    return `list contains(${textOf(leftNode)}, ${textOf(rightNode)})`
  if (right.type === 'texts' && left.type === 'text' && leftNode !== null)
    return `list contains(${textOf(rightNode)}, ${textOf(leftNode)})`
  return ''
}
