/**
 * Reads FEEL with the lezer grammar and keeps what evaluation needs. The grammar has to know the names around an expression,
 * because a FEEL name may hold spaces and signs (`利润 - 税`): the caller gives them.
 */
import { type ContextValue, normalizeContextKey, parser, trackVariables } from '@bpmn-io/lezer-feel'
import { type Issue, type Outcome, accepted, refused } from '#domain/kernel'
import { BUILT_IN_NAMES, MEMBER_NAMES } from './known-names.ts'
import { readStringLiteral } from './read-string-literal.ts'
import type {
  ArithmeticSign,
  ComparisonSign,
  FeelDialect,
  FeelExpression,
  FeelNode,
  Iteration,
  TypeNode,
} from './syntax.ts'
import { toNumber } from './values.ts'

export const LONGEST_TEXT = 10_000
/** The grammar takes time with the square of these; far more than anybody writes by hand. */
const MOST = { commas: 4_000, colons: 500, words: 50 } as const
/** Nodes within one another; a chain of signs (`a + b + c`) counts each. */
export const DEEPEST_TEXT = 500

const STRINGS = /"(?:[^"\\]|\\.)*"/gs

/** Names that may stand in an expression: of variables, and of members after a dot. */
export type FeelNames = Iterable<string>

/** Only names that are no plain words have to be told to the grammar as members. */
const PLAIN_NAME = /^[\p{L}_?][\p{L}\p{N}_]*$/u

/** The grammar itself knows the words of types (`date and time`, `context`, `time` …): as variables they would hide those. */
const SPACED_FUNCTIONS = BUILT_IN_NAMES.filter((name) => name.includes(' ') && name !== 'date and time')

type SyntaxNode = ReturnType<typeof parser.parse>['topNode']

/** Thrown while reading; caught in `parseFeel`. */
class Unreadable extends Error {
  readonly code: 'rules.syntax' | 'rules.nested_too_deep'
  readonly from: number
  readonly to: number

  constructor(from: number, to: number, code: 'rules.syntax' | 'rules.nested_too_deep' = 'rules.syntax') {
    super(code)
    this.name = 'Unreadable'
    this.code = code
    this.from = from
    this.to = to
  }
}

/** Reads an expression, or tells where it cannot be read (`params.from`, `params.to`, and line and column from one). */
export function parseFeel(
  text: string,
  names: FeelNames = [],
  dialect: FeelDialect = 'expression',
): Outcome<FeelExpression> {
  if (text.length > LONGEST_TEXT)
    return refused({
      code: 'rules.text_too_long',
      params: { length: text.length, longest: LONGEST_TEXT },
    })
  if (isCrowded(text))
    return refused({ code: 'rules.text_too_long', params: { length: text.length, longest: LONGEST_TEXT } })
  if (bracketDepth(text) > DEEPEST_TEXT)
    return refused(issueOf(new Unreadable(0, text.length, 'rules.nested_too_deep'), text))
  const known = [...names]
  try {
    const root = readText(text, known, dialect)
    return accepted({ text, root })
  } catch (problem) {
    if (problem instanceof Unreadable) return refused(issueOf(problem, text))
    throw problem
  }
}

/** Brackets within one another, strings left out; a quick look before the grammar builds a tree that deep. */
function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of text.replace(STRINGS, '').matchAll(/[([{)\]}]/g)) {
    depth += sign === '(' || sign === '[' || sign === '{' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Whether there are more commas, colons or words in a row than the grammar reads in time; strings do not count. */
function isCrowded(text: string): boolean {
  if (text.length < 400) return false
  const bare = text.replace(STRINGS, '""')
  if (bare.split(',').length > MOST.commas || bare.split(':').length > MOST.colons) return true
  let words = 0
  for (const word of bare.split(/[^\S\n]+/)) {
    words = PLAIN_NAME.test(word) ? words + 1 : 0
    if (words > MOST.words) return true
  }
  return false
}

function issueOf(problem: Unreadable, text: string): Issue {
  const before = text.slice(0, problem.from)
  const line = before.split('\n').length
  return {
    code: problem.code,
    params: {
      from: problem.from,
      to: problem.to,
      line,
      column: problem.from - (before.lastIndexOf('\n') + 1) + 1,
      near: text.slice(problem.from, problem.from + 20),
      deepest: DEEPEST_TEXT,
    },
  }
}

function readText(text: string, known: readonly string[], dialect: FeelDialect): FeelNode {
  if (text.trim() === '') throw new Unreadable(0, text.length)
  const reader = new FeelReader(text, known)
  const tree = configured(known, dialect).parse(text)
  const failed = firstError(tree.topNode)
  if (failed === null) return reader.readTop(tree.topNode, dialect)
  // The grammar knows no type `range<…>`: it is read as a list type of the same length, and told apart by its text.
  const masked = text.replace(/((?:\bof\s+|<\s*|->\s*))range(\s*<)/g, '$1list $2')
  if (masked !== text) {
    const again = configured(known, dialect).parse(masked)
    if (firstError(again.topNode) === null) return reader.readTop(again.topNode, dialect)
  }
  throw failed
}

function configured(known: readonly string[], dialect: FeelDialect): typeof parser {
  // Members of members of members may have names with spaces too; deeper ones are read word by word.
  const spaced = [...MEMBER_NAMES, ...known.filter((name) => !PLAIN_NAME.test(name))]
  let members: ContextValue = null
  for (let level = 0; level < 3; level += 1) members = shapeOf(spaced, members)
  const context: ContextValue = { ...shapeOf(SPACED_FUNCTIONS, null), ...shapeOf(known, members) }
  return parser.configure({
    top: dialect === 'expression' ? 'Expression' : 'UnaryTests',
    contextTracker: trackVariables(context),
  })
}

function shapeOf(names: Iterable<string>, value: ContextValue): Record<string, ContextValue> {
  return Object.fromEntries([...names].map((name) => [name, value]))
}

function firstError(top: SyntaxNode): Unreadable | null {
  let found: Unreadable | null = null
  const cursor = top.cursor()
  do {
    if (!cursor.type.isError) continue
    if (found === null || cursor.from < found.from) found = new Unreadable(cursor.from, cursor.to)
  } while (cursor.next())
  return found
}

const TYPE_WORDS = /^[A-Z]|^null$|^\?$/

class FeelReader {
  private readonly text: string
  /** Names as the context spells them, by their normal form. */
  private readonly spellings = new Map<string, string>()
  private depth = 0

  constructor(text: string, known: readonly string[]) {
    this.text = text
    for (const name of BUILT_IN_NAMES) this.spellings.set(normalizeContextKey(name), name)
    for (const name of known) this.spellings.set(normalizeContextKey(name), name)
  }

  readTop(top: SyntaxNode, dialect: FeelDialect): FeelNode {
    const parts = partsOf(top)
    if (dialect === 'expression') {
      const [only] = parts
      if (only === undefined || parts.length > 1) throw new Unreadable(top.from, top.to)
      return this.read(only)
    }
    const place = { from: top.from, to: top.to }
    const first = parts[0]
    if (first === undefined) throw new Unreadable(top.from, top.to)
    if (first.name === 'Wildcard') return { ...place, kind: 'anything' }
    const tests = top.getChild('PositiveUnaryTests')
    if (tests === null) throw new Unreadable(top.from, top.to)
    return {
      ...place,
      kind: 'tests',
      negated: top.getChild('not') !== null,
      tests: this.readAll(tests),
    }
  }

  private readAll(node: SyntaxNode): FeelNode[] {
    return partsOf(node).map((part) => this.read(part))
  }

  private read(node: SyntaxNode): FeelNode {
    this.depth += 1
    if (this.depth > DEEPEST_TEXT) throw new Unreadable(node.from, node.to, 'rules.nested_too_deep')
    const read = this.readNode(node)
    this.depth -= 1
    return read
  }

  private readNode(node: SyntaxNode): FeelNode {
    const place = { from: node.from, to: node.to }
    switch (node.name) {
      case 'null':
        return { ...place, kind: 'literal', value: null }
      case 'BooleanLiteral':
        return { ...place, kind: 'literal', value: this.textOf(node) === 'true' }
      case 'NumericLiteral':
        return { ...place, kind: 'literal', value: toNumber(this.textOf(node).replace(/\s/g, '')) }
      case 'StringLiteral':
        return { ...place, kind: 'literal', value: readStringLiteral(this.textOf(node)) }
      case 'VariableName':
        return { ...place, kind: 'name', name: this.nameOf(node) }
      case '?':
        return { ...place, kind: 'input' }
      case 'ParenthesizedExpression':
      case 'PositiveUnaryTest':
        return this.read(this.only(node))
      case 'DateTimeLiteral':
        return this.readDateTime(node)
      case 'SimplePositiveUnaryTest':
        return this.readSimpleTest(node)
      case 'Interval':
        return this.readInterval(node)
      case 'ArithmeticExpression':
        return this.readArithmetic(node)
      case 'Comparison':
        return this.readComparison(node)
      case 'Conjunction':
      case 'Disjunction':
        return this.readLogic(node)
      case 'List':
        return { ...place, kind: 'list', items: this.readAll(node) }
      case 'Context':
        return this.readContext(node)
      case 'PathExpression': {
        const [target, member] = this.two(node)
        return { ...place, kind: 'path', target: this.read(target), name: this.nameOf(member) }
      }
      case 'FilterExpression': {
        const [target, condition] = this.two(node)
        return { ...place, kind: 'filter', target: this.read(target), condition: this.read(condition) }
      }
      case 'FunctionInvocation':
        return this.readCall(node, this.read(this.first(node)))
      case 'IfExpression': {
        const [condition, then, otherwise] = partsOf(node)
        if (condition === undefined || then === undefined || otherwise === undefined) throw unreadable(node)
        return {
          ...place,
          kind: 'if',
          condition: this.read(condition),
          then: this.read(then),
          otherwise: this.read(otherwise),
        }
      }
      case 'ForExpression': {
        const iterations = this.readIterations(node)
        return { ...place, kind: 'for', iterations, body: this.read(this.last(node)) }
      }
      case 'QuantifiedExpression': {
        const iterations = this.readIterations(node)
        return {
          ...place,
          kind: node.getChild('some') === null ? 'every' : 'some',
          iterations,
          condition: this.read(this.last(node)),
        }
      }
      case 'InstanceOfExpression': {
        const [value, type] = this.two(node)
        return { ...place, kind: 'instance', value: this.read(value), type: this.readType(type) }
      }
      case 'FunctionDefinition':
        return this.readFunction(node)
      default:
        throw unreadable(node)
    }
  }

  private readDateTime(node: SyntaxNode): FeelNode {
    const place = { from: node.from, to: node.to }
    const at = node.getChild('AtLiteral')
    if (at !== null) return { ...place, kind: 'at', text: readStringLiteral(this.textOf(this.only(at))) }
    const constructor = node.getChild('DateTimeConstructor')
    if (constructor === null) throw unreadable(node)
    const name = this.collapsed(constructor)
    return this.readCall(node, { from: constructor.from, to: constructor.to, kind: 'name', name })
  }

  private readSimpleTest(node: SyntaxNode): FeelNode {
    const sign = node.getChild('CompareOp')
    if (sign === null) return this.read(this.only(node))
    return {
      from: node.from,
      to: node.to,
      kind: 'unary',
      sign: comparisonSign(this.textOf(sign), node),
      operand: this.read(this.last(node)),
    }
  }

  private readInterval(node: SyntaxNode): FeelNode {
    const [start, end] = this.two(node)
    return {
      from: node.from,
      to: node.to,
      kind: 'range',
      start: this.read(start),
      end: this.read(end),
      startIncluded: this.text[node.from] === '[',
      endIncluded: this.text[node.to - 1] === ']',
    }
  }

  private readArithmetic(node: SyntaxNode): FeelNode {
    const place = { from: node.from, to: node.to }
    const operands = partsOf(node)
    const sign = node.getChild('ArithOp')
    const [left, right] = operands
    if (left === undefined || sign === null) throw unreadable(node)
    if (right === undefined) {
      // The grammar also takes a plus for a sign; FEEL knows only the minus (DMN 1.5 clause 10.3.1.2, rule 20).
      if (this.textOf(sign) !== '-') throw unreadable(sign)
      return { ...place, kind: 'negate', operand: this.read(left) }
    }
    return {
      ...place,
      kind: 'arithmetic',
      sign: arithmeticSign(this.textOf(sign), node),
      left: this.read(left),
      right: this.read(right),
    }
  }

  private readComparison(node: SyntaxNode): FeelNode {
    const place = { from: node.from, to: node.to }
    if (node.getChild('between') !== null) {
      const [value, low, high] = partsOf(node)
      if (value === undefined || low === undefined || high === undefined) throw unreadable(node)
      return {
        ...place,
        kind: 'between',
        value: this.read(value),
        low: this.read(low),
        high: this.read(high),
      }
    }
    const [left, right] = this.two(node)
    if (swallowedBy(node) !== null) return this.readLogic(node)
    if (node.getChild('in') !== null)
      return {
        ...place,
        kind: 'in',
        value: this.read(left),
        tests: right.name === 'PositiveUnaryTests' ? this.readAll(right) : [this.read(right)],
      }
    const sign = node.getChild('CompareOp')
    if (sign === null) throw unreadable(node)
    return {
      ...place,
      kind: 'compare',
      sign: comparisonSign(this.textOf(sign), node),
      left: this.read(left),
      right: this.read(right),
    }
  }

  /**
   * Operands with `and` and `or` between them. The grammar lets a test after `in` take them in (`x in [1, 2] and y`), though `in`
   * binds more tightly (DMN 1.5 clause 10.3.1.2): so they are laid in a row and put together again by their strength.
   */
  private readLogic(node: SyntaxNode): FeelNode {
    const operands: FeelNode[] = []
    const signs: ('and' | 'or')[] = []
    this.collectOperands(node, null, operands, signs)
    if (operands.length + this.depth > DEEPEST_TEXT)
      throw new Unreadable(node.from, node.to, 'rules.nested_too_deep')
    const alternatives: FeelNode[] = []
    for (const [index, operand] of operands.entries()) {
      const before = alternatives.at(-1)
      if (index === 0 || before === undefined || signs[index - 1] === 'or') alternatives.push(operand)
      else alternatives[alternatives.length - 1] = joined('and', before, operand)
    }
    return alternatives.reduce((left, right) => joined('or', left, right))
  }

  /** `test` is the `in` that the first operand belongs to. */
  private collectOperands(
    node: SyntaxNode,
    test: SwallowingTest | null,
    operands: FeelNode[],
    signs: ('and' | 'or')[],
  ): void {
    if (node.name === 'Conjunction' || node.name === 'Disjunction') {
      const [left, right] = this.two(node)
      this.collectOperands(left, test, operands, signs)
      signs.push(node.name === 'Conjunction' ? 'and' : 'or')
      this.collectOperands(right, null, operands, signs)
      return
    }
    const further = test === null ? swallowedBy(node) : null
    if (further !== null) this.collectOperands(further.swallowed, further, operands, signs)
    else operands.push(test === null ? this.read(node) : this.readFreedTest(test, node))
  }

  /** `value in first`, once what came after `first` is taken out. */
  private readFreedTest(test: SwallowingTest, first: SyntaxNode): FeelNode {
    const value = this.read(this.first(test.comparison))
    const operand = this.read(first)
    const { from, to } = first
    const read: FeelNode =
      test.sign === null
        ? operand
        : { from, to, kind: 'unary', sign: comparisonSign(this.textOf(test.sign), first), operand }
    return { from: value.from, to, kind: 'in', value, tests: [read] }
  }

  private readContext(node: SyntaxNode): FeelNode {
    const entries = node.getChildren('ContextEntry').map((entry) => {
      const [key, value] = this.two(entry)
      const literal = key.getChild('StringLiteral')
      const name = literal === null ? this.introduce(key) : readStringLiteral(this.textOf(literal))
      return { key: name, value: this.read(value) }
    })
    return { from: node.from, to: node.to, kind: 'context', entries }
  }

  private readCall(node: SyntaxNode, callee: FeelNode): FeelNode {
    const place = { from: node.from, to: node.to }
    const named = node.getChild('NamedParameters')
    if (named !== null)
      return {
        ...place,
        kind: 'call',
        callee,
        positional: [],
        named: named.getChildren('NamedParameter').map((parameter) => {
          const [name, value] = this.two(parameter)
          return { name: this.nameOf(name), value: this.read(value) }
        }),
      }
    const positional = node.getChild('PositionalParameters')
    if (positional === null) throw unreadable(node)
    return { ...place, kind: 'call', callee, positional: this.readAll(positional), named: null }
  }

  private readIterations(node: SyntaxNode): Iteration[] {
    const list = node.getChild('InExpressions')
    if (list === null) throw unreadable(node)
    return list.getChildren('InExpression').map((entry) => {
      const [name, context] = this.two(entry)
      const [source, end] = partsOf(context)
      if (source === undefined) throw unreadable(entry)
      const read = this.read(source)
      const until = end === undefined ? null : this.read(end)
      return { name: this.introduce(name), source: read, end: until }
    })
  }

  private readFunction(node: SyntaxNode): FeelNode {
    const list = node.getChild('FormalParameters')
    const parameters = (list?.getChildren('FormalParameter') ?? []).map((parameter) => {
      const [name, type] = partsOf(parameter)
      if (name === undefined) throw unreadable(parameter)
      return { name: this.introduce(name), type: type === undefined ? null : this.readType(type) }
    })
    const body = node.getChild('FunctionBody')
    if (body === null) throw unreadable(node)
    return {
      from: node.from,
      to: node.to,
      kind: 'function',
      parameters,
      body: this.read(this.only(body)),
      external: node.getChild('external') !== null,
    }
  }

  private readType(node: SyntaxNode): TypeNode {
    this.depth += 1
    if (this.depth > DEEPEST_TEXT) throw new Unreadable(node.from, node.to, 'rules.nested_too_deep')
    const read = this.readTypeNode(node)
    this.depth -= 1
    return read
  }

  private readTypeNode(node: SyntaxNode): TypeNode {
    switch (node.name) {
      case 'Type':
      case 'ArgumentType':
        return this.readType(this.only(node))
      case 'QualifiedName':
        return {
          kind: 'named',
          name: node
            .getChildren('VariableName')
            .map((part) => this.nameOf(part))
            .join('.'),
        }
      case 'SpecialType':
        return { kind: 'named', name: this.collapsed(node) }
      case 'ListType':
        return {
          kind: this.text.startsWith('range', node.from) ? 'range' : 'list',
          of: this.readType(this.only(node)),
        }
      case 'ContextType': {
        const entries = node.getChild('ContextEntryTypes')?.getChildren('ContextEntryType') ?? []
        return {
          kind: 'context',
          entries: entries.map((entry) => {
            const [name, type] = this.two(entry)
            return { name: this.nameOf(name), type: this.readType(type) }
          }),
        }
      }
      case 'FunctionType': {
        const types = node.getChild('ArgumentTypes')?.getChildren('ArgumentType') ?? []
        return {
          kind: 'function',
          parameters: types.map((type) => this.readType(type)),
          result: this.readType(this.last(node)),
        }
      }
      default:
        throw unreadable(node)
    }
  }

  private textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to)
  }

  /** The words of a node with single spaces, without comments between them. */
  private collapsed(node: SyntaxNode): string {
    return this.textOf(node)
      .replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ')
      .trim()
      .replace(/\s+/g, ' ')
  }

  /** A name as the context spells it. */
  private nameOf(node: SyntaxNode): string {
    const written = this.collapsed(node)
    return this.spellings.get(normalizeContextKey(written)) ?? written
  }

  /** A name that the expression itself introduces. */
  private introduce(node: SyntaxNode): string {
    const written = this.collapsed(node)
    const key = normalizeContextKey(written)
    if (!this.spellings.has(key)) this.spellings.set(key, written)
    return this.spellings.get(key) ?? written
  }

  private first(node: SyntaxNode): SyntaxNode {
    const [first] = partsOf(node)
    if (first === undefined) throw unreadable(node)
    return first
  }

  private last(node: SyntaxNode): SyntaxNode {
    const last = partsOf(node).at(-1)
    if (last === undefined) throw unreadable(node)
    return last
  }

  private only(node: SyntaxNode): SyntaxNode {
    const parts = partsOf(node)
    const [only] = parts
    if (only === undefined || parts.length > 1) throw unreadable(node)
    return only
  }

  private two(node: SyntaxNode): [SyntaxNode, SyntaxNode] {
    const parts = partsOf(node)
    const [left, right] = parts
    if (left === undefined || right === undefined || parts.length > 2) throw unreadable(node)
    return [left, right]
  }
}

/** Children that mean something: no signs, brackets, keywords, comments. */
function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (TYPE_WORDS.test(child.name) && !SIGNS.has(child.name)) parts.push(child)
  return parts
}

interface SwallowingTest {
  readonly comparison: SyntaxNode
  /** The sign of `in < 5 and …`; null without one. */
  readonly sign: SyntaxNode | null
  readonly swallowed: SyntaxNode
}

/** The `and` or `or` that a test after `in` took in, without brackets around it. */
function swallowedBy(comparison: SyntaxNode): SwallowingTest | null {
  if (comparison.name !== 'Comparison' || comparison.getChild('in') === null) return null
  const test = comparison.getChild('PositiveUnaryTest')
  const simple = test?.getChild('SimplePositiveUnaryTest') ?? null
  const holder = simple ?? test
  const swallowed = holder?.getChild('Conjunction') ?? holder?.getChild('Disjunction') ?? null
  return swallowed === null ? null : { comparison, sign: simple?.getChild('CompareOp') ?? null, swallowed }
}

function joined(kind: 'and' | 'or', left: FeelNode, right: FeelNode): FeelNode {
  return { from: left.from, to: right.to, kind, left, right }
}

const SIGNS: ReadonlySet<string> = new Set(['ArithOp', 'CompareOp', 'LineComment', 'BlockComment'])

function unreadable(node: SyntaxNode): Unreadable {
  return new Unreadable(node.from, node.to)
}

function comparisonSign(text: string, node: SyntaxNode): ComparisonSign {
  if (text === '=' || text === '!=' || text === '<' || text === '<=' || text === '>' || text === '>=')
    return text
  throw unreadable(node)
}

function arithmeticSign(text: string, node: SyntaxNode): ArithmeticSign {
  if (text === '+' || text === '-' || text === '*' || text === '/' || text === '**') return text
  throw unreadable(node)
}
