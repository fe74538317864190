/**
 * Expressions of procedure definitions: a confined part of FEEL (DMN 1.3, clause 10), read by `feelin`; nothing else in the
 * house touches that library. An expression is a pure function of its context: only the constructs and functions listed
 * here pass, so there is no time of day, no chance, no regular expression, no function of one's own and no loop over a
 * range. What cannot be known is null: a missing name, a comparison of unlike things, arithmetic on nothing. By the
 * standard `x = "a"` is false and `x != "a"` true while `x` is missing; write `x != null and x != "a"` where that matters.
 */
import { evaluate as evaluateFeel, parseExpression } from 'feelin'
import type { Json } from '#domain/kernel'

export const LONGEST_EXPRESSION = 2_000
export const DEEPEST_EXPRESSION = 64

export type ExpressionContext = Readonly<Record<string, Json | undefined>>

/** A node of the syntax tree; the library's own type, not exported by it. */
export type ExpressionNode = ReturnType<typeof parseExpression>['topNode']

/** `code` is one of `syntax`, `too_long`, `too_deep`, `construct`, `function`, `arguments`, `name`, `type`, `value`, `ambiguous`. */
export interface ExpressionProblem {
  readonly code: string
  /** Where in the text. */
  readonly from: number
  readonly to: number
  readonly params: Readonly<Record<string, Json>>
}

/** Functions that may be called, with the fewest and the most arguments. */
export const EXPRESSION_FUNCTIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['not', [1, 1]],
  ['count', [1, 1]],
  ['sum', [1, 50]],
  ['mean', [1, 50]],
  ['median', [1, 50]],
  ['stddev', [1, 50]],
  ['min', [1, 50]],
  ['max', [1, 50]],
  ['all', [1, 50]],
  ['any', [1, 50]],
  ['list contains', [2, 2]],
  ['append', [2, 50]],
  ['concatenate', [1, 50]],
  ['union', [1, 50]],
  ['distinct values', [1, 1]],
  ['flatten', [1, 1]],
  ['reverse', [1, 1]],
  ['index of', [2, 2]],
  ['sublist', [2, 3]],
  ['contains', [2, 2]],
  ['starts with', [2, 2]],
  ['ends with', [2, 2]],
  ['string length', [1, 1]],
  ['substring', [2, 3]],
  ['substring before', [2, 2]],
  ['substring after', [2, 2]],
  ['string join', [1, 2]],
  ['upper case', [1, 1]],
  ['lower case', [1, 1]],
  ['string', [1, 1]],
  ['number', [1, 3]],
  ['decimal', [2, 2]],
  ['floor', [1, 2]],
  ['ceiling', [1, 2]],
  ['round half up', [2, 2]],
  ['round up', [2, 2]],
  ['round down', [2, 2]],
  ['abs', [1, 1]],
  ['modulo', [2, 2]],
  ['date', [1, 3]],
  ['date and time', [1, 2]],
  ['duration', [1, 1]],
  ['years and months duration', [2, 2]],
] satisfies [string, [number, number]][])

const CONSTRUCTS: ReadonlySet<string> = new Set([
  ...['Expression', 'ParenthesizedExpression', 'Conjunction', 'Disjunction', 'Comparison', 'CompareOp'],
  ...['ArithmeticExpression', 'ArithOp', 'VariableName', 'Identifier', 'Name', 'PathExpression', 'PathName'],
  ...['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'null', 'List', 'Context', 'ContextEntry', 'Key'],
  ...['FunctionInvocation', 'PositionalParameters', 'FilterExpression', 'IfExpression'],
  ...['ForExpression', 'QuantifiedExpression', 'InExpressions', 'InExpression', 'IterationContext'],
  ...['PositiveUnaryTests', 'PositiveUnaryTest', 'SimplePositiveUnaryTest', 'Interval'],
  ...['DateTimeLiteral', 'DateTimeConstructor', 'AtLiteral', 'LineComment', 'BlockComment'],
])

/** Loops and filters may lie in one another this deep: time grows with the product of the lists. */
const DEEPEST_LOOP = 3

/** How many lists a construct runs through at once. */
function loopsOf(node: ExpressionNode): number {
  if (node.name === 'FilterExpression') return 1
  return node.getChild('InExpressions')?.getChildren('InExpression').length ?? 0
}

/** The name that a node spells, whatever the spaces. */
export function nameOf(node: ExpressionNode, text: string): string {
  return text.slice(node.from, node.to).trim().replace(/\s+/g, ' ')
}

export function childrenOf(node: ExpressionNode): ExpressionNode[] {
  const children: ExpressionNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

export type ParsedExpression =
  | {
      readonly ok: true
      readonly root: ExpressionNode
      readonly names: readonly string[]
      /** Of a name that is only ever followed by a member (`settings.limit`): those members. */
      readonly members: ReadonlyMap<string, ReadonlySet<string>>
    }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] }

const parsed = new Map<string, ParsedExpression>()
const MOST_KEPT = 5_000

/** Reads an expression and holds it to the allowed part of the language; says nothing about names. */
export function readExpression(text: string): ParsedExpression {
  const known = parsed.get(text)
  if (known !== undefined) return known
  if (parsed.size >= MOST_KEPT) parsed.clear()
  const reading = read(text)
  parsed.set(text, reading)
  return reading
}

function read(text: string): ParsedExpression {
  const everything = { from: 0, to: text.length }
  if (text.length > LONGEST_EXPRESSION)
    return {
      ok: false,
      problems: [
        { code: 'too_long', ...everything, params: { length: text.length, longest: LONGEST_EXPRESSION } },
      ],
    }
  const root = parseExpression(text, {}, undefined).topNode
  const problems: ExpressionProblem[] = []
  const names = new Set<string>()
  const members = new Map<string, Set<string>>()
  const whole = new Set<string>()
  inspect(root, 0, 0)
  for (const name of whole) members.delete(name)
  // An unfinished part leaves marks in several nested nodes; the first says it.
  return problems.length > 0 ? { ok: false, problems } : { ok: true, root, names: [...names], members }

  function inspect(node: ExpressionNode, depth: number, loops: number): void {
    const place = { from: node.from, to: node.to }
    const name = node.name
    if (node.type.isError || (name === 'Expression' && node.firstChild === null)) {
      problems.push({ code: 'syntax', ...place, params: { near: text.slice(node.from, node.from + 20) } })
      return
    }
    if (depth > DEEPEST_EXPRESSION) {
      if (problems.every((problem) => problem.code !== 'too_deep'))
        problems.push({ code: 'too_deep', ...everything, params: { deepest: DEEPEST_EXPRESSION } })
      return
    }
    // Named nodes are constructs; anonymous ones are keywords and signs, which begin in lower case or are no letters.
    if (/^[A-Z]/.test(name) && !CONSTRUCTS.has(name)) {
      problems.push({ code: 'construct', ...place, params: { construct: name } })
      return
    }
    if (name === '?') problems.push({ code: 'construct', ...place, params: { construct: '?' } })
    const children = childrenOf(node)
    if (name === 'IterationContext' && children.length > 1)
      problems.push({ code: 'construct', ...place, params: { construct: 'range loop' } })
    const within = loops + loopsOf(node)
    if (within > DEEPEST_LOOP)
      problems.push({ code: 'too_deep', ...place, params: { deepest: DEEPEST_LOOP } })
    if (name === 'DateTimeConstructor') {
      checkCall(node, nameOf(node, text), node.parent)
      return
    }
    if (name === 'FunctionInvocation') {
      const callee = node.firstChild
      if (callee?.name !== 'VariableName')
        problems.push({ code: 'function', ...place, params: { name: text.slice(node.from, node.to) } })
      else checkCall(callee, nameOf(callee, text), node)
      for (const child of children.slice(1)) inspect(child, depth + 1, within)
      return
    }
    if (name === 'VariableName') {
      const variable = nameOf(node, text)
      names.add(variable)
      const member = node.parent?.name === 'PathExpression' ? node.parent.getChild('PathName') : null
      if (member === null) whole.add(variable)
      else members.set(variable, (members.get(variable) ?? new Set()).add(nameOf(member, text)))
      return
    }
    for (const child of children) inspect(child, depth + 1, within)
  }

  function checkCall(callee: ExpressionNode, name: string, call: ExpressionNode | null): void {
    const place = { from: callee.from, to: callee.to }
    const counts = EXPRESSION_FUNCTIONS.get(name)
    if (counts === undefined) {
      problems.push({ code: 'function', ...place, params: { name } })
      return
    }
    const parameters = call === null ? null : call.getChild('PositionalParameters')
    const count = parameters === null ? 0 : childrenOf(parameters).filter((child) => isValue(child)).length
    if (count < counts[0] || count > counts[1])
      problems.push({
        code: 'arguments',
        ...place,
        params: { name, count, least: counts[0], most: counts[1] },
      })
  }
}

/** Not a comma, bracket, keyword or comment. */
export function isValue(node: ExpressionNode): boolean {
  return (
    (/^[A-Z]/.test(node.name) && !node.type.isSkipped && !node.name.endsWith('Comment')) ||
    node.name === 'null'
  )
}

/** Answers by text and the values of the names in it: expressions are pure, so an answer given once stays right. */
const answered = new Map<string, Json>()
/** Characters of all texts and values kept, and the most of them. */
let answeredLength = 0
const LONGEST_KEPT = 4_000_000

/**
 * The value of an expression; null where it cannot be known. Dates and durations come back in ISO 8601. Definitions are
 * checked when they are loaded, so a text that cannot be read is a fault here and throws.
 */
export function evaluate(text: string, context: ExpressionContext): Json {
  const reading = readExpression(text)
  if (!reading.ok)
    throw new Error(
      `Expression “${text.slice(0, 80)}”: ${reading.problems.map(({ code }) => code).join(', ')}`,
    )
  const used: Record<string, Json> = {}
  for (const name of reading.names) {
    const value = Object.hasOwn(context, name) ? context[name] : undefined
    if (value !== undefined) used[name] = narrowed(value, reading.members.get(name))
  }
  const key = `${text}\u0000${JSON.stringify(used)}`
  const known = answered.get(key)
  if (known !== undefined) return known
  const answer = toJson(evaluateFeel(text, used).value)
  if (answeredLength + key.length > LONGEST_KEPT) {
    answered.clear()
    answeredLength = 0
  }
  answered.set(key, answer)
  answeredLength += key.length
  return answer
}

/** Of an object the entries that are looked at: settings and branches are many. */
function narrowed(value: Json, members: ReadonlySet<string> | undefined): Json {
  if (members === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => members.has(key)))
}

/** Only true is true; null, which means unknown, is not. */
export function holds(text: string, context: ExpressionContext): boolean {
  return evaluate(text, context) === true
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined || typeof value === 'function') return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return null
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    // Dates and durations; a range has no such form.
    const written: unknown = JSON.parse(JSON.stringify(value))
    return typeof written === 'string' ? written : null
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]))
}
