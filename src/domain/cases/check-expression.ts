/**
 * Holds an expression to the names that a definition has and to what is known of their values. Only certain slips count: a
 * name that nothing bears, a text compared with a number, a word that is not among the values of a choice, a guard that can
 * never be yes or no.
 */
import type { Json } from '#domain/kernel'
import {
  childrenOf,
  isValue,
  nameOf,
  readExpression,
  type ExpressionNode,
  type ExpressionProblem,
} from './expression.ts'

/** What is known of a value before any case exists; `any` says nothing. */
export interface NameShape {
  readonly type: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'date' | 'null' | 'any'
  /** All that it can be. */
  readonly values?: readonly Json[]
  /** Of an object: its entries. */
  readonly members?: Readonly<Record<string, NameShape>>
  /** Entries that are always there; others may be missing. */
  readonly always?: readonly string[]
  /** Of a list. */
  readonly element?: NameShape
}

export type KnownNames = Readonly<Record<string, NameShape>>

const ANY: NameShape = { type: 'any' }
const BOOLEAN: NameShape = { type: 'boolean' }
const NUMBER: NameShape = { type: 'number' }
const TEXT: NameShape = { type: 'text' }
const LIST: NameShape = { type: 'list' }

const RESULTS: Readonly<Record<string, NameShape>> = {
  ...Object.fromEntries(
    ['not', 'all', 'any', 'list contains', 'contains', 'starts with', 'ends with'].map((name) => [
      name,
      BOOLEAN,
    ]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'count',
        'sum',
        'mean',
        'median',
        'stddev',
        'string length',
        'number',
        'decimal',
        'floor',
        'ceiling',
      ],
      ...['round half up', 'round up', 'round down', 'abs', 'modulo'],
    ].map((name) => [name, NUMBER]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'substring',
        'substring before',
        'substring after',
        'string join',
        'upper case',
        'lower case',
        'string',
      ],
    ].map((name) => [name, TEXT]),
  ),
  ...Object.fromEntries(
    ['append', 'concatenate', 'union', 'distinct values', 'flatten', 'reverse', 'index of', 'sublist'].map(
      (name) => [name, LIST],
    ),
  ),
  date: { type: 'date' },
}

/** `expects` is what the place asks for: a guard must be able to be true. */
export function checkExpression(
  text: string,
  known: KnownNames,
  expects: 'boolean' | 'any' = 'any',
): readonly ExpressionProblem[] {
  const reading = readExpression(text)
  if (!reading.ok) return reading.problems
  const problems: ExpressionProblem[] = []
  const result = shapeOf(reading.root, known, null)
  if (expects === 'boolean' && isCertain(result) && result.type !== 'boolean')
    report(reading.root, 'type', { is: result.type, expected: 'boolean' })
  return problems

  function report(node: ExpressionNode, code: string, params: Readonly<Record<string, Json>>): void {
    problems.push({ code, from: node.from, to: node.to, params: { text: nameOf(node, text), ...params } })
  }

  /** `element` is that of the list being filtered: its entries are names there, besides the names outside. */
  function shapeOf(node: ExpressionNode, names: KnownNames, element: NameShape | null): NameShape {
    const parts = childrenOf(node).filter(isValue)
    const of = (index: number) => {
      const part = parts[index]
      return part === undefined ? ANY : shapeOf(part, names, element)
    }
    switch (node.name) {
      case 'Expression':
      case 'ParenthesizedExpression':
      case 'PositionalParameters':
        return of(0)
      case 'StringLiteral':
        return { type: 'text', values: [literalText(node)] }
      case 'NumericLiteral':
        return NUMBER
      case 'BooleanLiteral':
        return BOOLEAN
      case 'null':
        return { type: 'null' }
      case 'AtLiteral':
      case 'DateTimeLiteral': {
        for (const parameters of node.getChildren('PositionalParameters'))
          for (const part of childrenOf(parameters).filter(isValue)) shapeOf(part, names, element)
        const constructor = node.getChild('DateTimeConstructor')
        return constructor !== null && nameOf(constructor, text) === 'date' ? { type: 'date' } : ANY
      }
      case 'VariableName':
        return variable(node, names, element)
      case 'PathExpression':
        return path(node, of(0))
      case 'FilterExpression':
        return filter(parts, names, element)
      case 'FunctionInvocation':
        return call(node, names, element)
      case 'Conjunction':
      case 'Disjunction':
        for (const part of parts) mustBe(part, shapeOf(part, names, element), 'boolean')
        return BOOLEAN
      case 'Comparison':
        return comparison(node, parts, names, element)
      case 'ArithmeticExpression':
        return arithmetic(parts, names, element)
      case 'IfExpression': {
        const condition = parts[0]
        if (condition !== undefined) mustBe(condition, of(0), 'boolean')
        return either(of(1), of(2))
      }
      case 'ForExpression':
      case 'QuantifiedExpression':
        return loop(node, parts, names, element)
      case 'List': {
        const elements = parts.map((part) => shapeOf(part, names, element))
        return { type: 'list', element: elements.reduce<NameShape>(either, elements[0] ?? ANY) }
      }
      case 'Context':
        return context(parts, names, element)
      default:
        for (const part of parts) shapeOf(part, names, element)
        return ANY
    }
  }

  function variable(node: ExpressionNode, names: KnownNames, element: NameShape | null): NameShape {
    const name = nameOf(node, text)
    const outer = Object.hasOwn(names, name) ? names[name] : undefined
    if (element !== null) {
      const members = element.members
      if (name === 'item') {
        // An entry of that name would stand in the way of the element itself.
        if (members !== undefined && Object.hasOwn(members, 'item')) report(node, 'ambiguous', { name })
        return element
      }
      const inner = members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined
      if (inner !== undefined) {
        // A missing entry would quietly be read from outside.
        if (outer !== undefined && element.always?.includes(name) !== true)
          report(node, 'ambiguous', { name })
        return inner
      }
    }
    if (outer !== undefined) return outer
    report(node, 'name', { name })
    return ANY
  }

  function path(node: ExpressionNode, target: NameShape): NameShape {
    const last = node.getChild('PathName')
    if (last === null) return ANY
    const name = nameOf(last, text)
    const holder = target.type === 'list' ? (target.element ?? ANY) : target
    if (holder.type === 'any') return target.type === 'list' ? LIST : ANY
    const found =
      holder.members !== undefined && Object.hasOwn(holder.members, name) ? holder.members[name] : undefined
    if (found === undefined) {
      if (holder.type !== 'object' || holder.members !== undefined)
        report(last, 'name', { name: nameOf(node, text) })
      return ANY
    }
    return target.type === 'list' ? { type: 'list', element: found } : found
  }

  function filter(parts: readonly ExpressionNode[], names: KnownNames, element: NameShape | null): NameShape {
    const [list, condition] = parts
    if (list === undefined || condition === undefined) return ANY
    const target = shapeOf(list, names, element)
    const inside = shapeOf(condition, names, target.type === 'list' ? (target.element ?? ANY) : ANY)
    if (target.type !== 'list') {
      if (isCertain(target)) report(list, 'type', { is: target.type, expected: 'list' })
      return ANY
    }
    if (inside.type === 'number') return target.element ?? ANY
    mustBe(condition, inside, 'boolean')
    return inside.type === 'boolean' ? target : ANY
  }

  function call(node: ExpressionNode, names: KnownNames, element: NameShape | null): NameShape {
    const parameters = node.getChild('PositionalParameters')
    const values = parameters === null ? [] : childrenOf(parameters).filter(isValue)
    const shapes = values.map((value) => shapeOf(value, names, element))
    const callee = node.getChild('VariableName')
    const name = callee === null ? '' : nameOf(callee, text)
    const [first, second] = shapes
    const [firstNode, secondNode] = values
    if (firstNode !== undefined && first !== undefined) {
      if (name === 'not') mustBe(firstNode, first, 'boolean')
      if (name === 'count' || name === 'list contains') mustBe(firstNode, first, 'list')
      if (name === 'starts with' || name === 'ends with' || name === 'contains' || name === 'string length')
        mustBe(firstNode, first, 'text')
      if (name === 'list contains' && secondNode !== undefined && second !== undefined)
        compare(secondNode, first.element ?? ANY, second)
    }
    if (name === 'append' || name === 'concatenate' || name === 'union') return LIST
    if (name === 'min' || name === 'max')
      return first?.type === 'list' ? (first.element ?? ANY) : (first ?? ANY)
    return Object.hasOwn(RESULTS, name) ? (RESULTS[name] ?? ANY) : ANY
  }

  function comparison(
    node: ExpressionNode,
    parts: readonly ExpressionNode[],
    names: KnownNames,
    element: NameShape | null,
  ): NameShape {
    const [left, ...rest] = parts.filter((part) => part.name !== 'CompareOp')
    if (left === undefined) return BOOLEAN
    const first = shapeOf(left, names, element)
    const operator = node.getChild('CompareOp')
    const orders = operator === null || !['=', '!='].includes(nameOf(operator, text))
    for (const part of rest) {
      if (/^(Simple)?PositiveUnaryTests?$/.test(part.name)) tests(part, first, names, element)
      else compare(part, first, shapeOf(part, names, element), operator !== null && orders)
    }
    return BOOLEAN
  }

  /** The right side of `in`: each value or interval must be like the left side; a list means its elements. */
  function tests(node: ExpressionNode, left: NameShape, names: KnownNames, element: NameShape | null): void {
    for (const part of childrenOf(node).filter(isValue)) {
      if (/^(Simple)?PositiveUnaryTests?$/.test(part.name) || part.name === 'Interval')
        tests(part, left, names, element)
      else if (part.name !== 'CompareOp') {
        const shape = shapeOf(part, names, element)
        compare(part, left, shape.type === 'list' && left.type !== 'list' ? (shape.element ?? ANY) : shape)
      }
    }
  }

  function compare(node: ExpressionNode, left: NameShape, right: NameShape, orders = false): void {
    if (orders && (right.type === 'null' || right.type === 'boolean' || left.type === 'boolean'))
      report(node, 'type', { is: right.type, expected: 'number' })
    if (!isCertain(left) || !isCertain(right)) return
    if (left.type !== right.type) {
      // The standard compares a list of one with a single value; nobody should rely on it.
      report(node, 'type', { is: right.type, expected: left.type })
      return
    }
    const [choices, wanted] =
      right.values?.length === 1 ? [left.values, right.values] : [right.values, left.values]
    const value = wanted?.[0]
    if (choices === undefined || wanted?.length !== 1 || value === undefined) return
    if (!choices.includes(value)) report(node, 'value', { value, values: choices })
  }

  function arithmetic(
    parts: readonly ExpressionNode[],
    names: KnownNames,
    element: NameShape | null,
  ): NameShape {
    const shapes = parts
      .filter((part) => part.name !== 'ArithOp')
      .map((part) => ({ part, shape: shapeOf(part, names, element) }))
    const certain = shapes.filter(({ shape }) => isCertain(shape))
    const types = new Set(certain.map(({ shape }) => shape.type))
    for (const { part, shape } of certain)
      if (!['number', 'text', 'date'].includes(shape.type))
        report(part, 'type', { is: shape.type, expected: 'number' })
    const last = certain.at(-1)
    if (types.size > 1 && last !== undefined && !types.has('date'))
      report(last.part, 'type', { is: last.shape.type, expected: certain[0]?.shape.type ?? 'number' })
    if (certain.length < shapes.length || types.size !== 1) return ANY
    return types.has('number') ? NUMBER : types.has('text') ? TEXT : ANY
  }

  function loop(
    node: ExpressionNode,
    parts: readonly ExpressionNode[],
    names: KnownNames,
    element: NameShape | null,
  ): NameShape {
    let inside = names
    for (const each of node.getChild('InExpressions')?.getChildren('InExpression') ?? []) {
      const name = each.getChild('Name')
      const list = each.getChild('IterationContext')?.firstChild ?? null
      if (name === null || list === null) continue
      const shape = shapeOf(list, inside, element)
      mustBe(list, shape, 'list')
      inside = { ...inside, [nameOf(name, text)]: shape.element ?? ANY }
    }
    const body = parts.at(-1)
    const result = body === undefined ? ANY : shapeOf(body, inside, element)
    if (node.name === 'ForExpression') return { type: 'list', element: result }
    if (body !== undefined) mustBe(body, result, 'boolean')
    return BOOLEAN
  }

  function context(
    parts: readonly ExpressionNode[],
    names: KnownNames,
    element: NameShape | null,
  ): NameShape {
    const members: Record<string, NameShape> = {}
    for (const entry of parts) {
      const [key, value] = childrenOf(entry).filter(isValue)
      if (key === undefined || value === undefined) continue
      // Entries see those before them.
      members[nameOf(key, text).replaceAll('"', '')] = shapeOf(value, { ...names, ...members }, element)
    }
    return { type: 'object', members, always: Object.keys(members) }
  }

  function mustBe(node: ExpressionNode, shape: NameShape, type: NameShape['type']): void {
    if (isCertain(shape) && shape.type !== type) report(node, 'type', { is: shape.type, expected: type })
  }

  function literalText(node: ExpressionNode): string {
    const literal = text.slice(node.from + 1, node.to - 1)
    return literal.replace(/\\(["\\])/g, '$1')
  }
}

function isCertain(shape: NameShape): boolean {
  return shape.type !== 'any' && shape.type !== 'null'
}

function either(one: NameShape, other: NameShape): NameShape {
  if (one.type === 'null') return other
  if (other.type === 'null') return one
  if (one.type !== other.type) return ANY
  if (one.values === undefined || other.values === undefined) return { type: one.type }
  return { type: one.type, values: [...new Set([...one.values, ...other.values])] }
}
