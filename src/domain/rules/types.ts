/** Types: what belongs to them, which is within which, what a value becomes where a type is wanted (DMN 1.5 clause 10.3.2.9). */
import { FeelRun } from './scope.ts'
import type { FeelNode, TypeNode } from './syntax.ts'
import { readTemporal } from './read-temporal.ts'
import {
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  midnightOf,
} from './temporal.ts'
import { typeNameOf } from './type-names.ts'
import {
  ANY,
  FeelFunction,
  FeelRange,
  type FeelType,
  type FeelValue,
  type SimpleTypeName,
  isContext,
  isList,
  isNumber,
} from './values.ts'

const SIMPLE_TYPES: ReadonlyMap<string, SimpleTypeName> = new Map(
  (
    [
      ...['number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration'],
      'years and months duration',
    ] as const
  ).map((name) => [name, name]) as [string, SimpleTypeName][],
)
const OTHER_NAMES: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ['any', ANY],
  ['Null', { kind: 'null' }],
  ['null', { kind: 'null' }],
  ['dateTime', { kind: 'date and time' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
  ['list', { kind: 'list', of: ANY }],
  ['context', { kind: 'context', entries: new Map() }],
])

/** A built-in type by its name; undefined for other names. */
export function builtInType(name: string): FeelType | undefined {
  const simple = SIMPLE_TYPES.get(name)
  return simple === undefined ? OTHER_NAMES.get(name) : { kind: simple }
}

/** The type that an expression names; null where a name is not known. */
export function typeOfNode(node: TypeNode, named: ReadonlyMap<string, FeelType>): FeelType | null {
  if (node.kind === 'named') return named.get(node.name) ?? builtInType(node.name) ?? null
  if (node.kind === 'list' || node.kind === 'range') {
    const of = typeOfNode(node.of, named)
    return of === null ? null : { kind: node.kind, of }
  }
  if (node.kind === 'context') {
    const entries = new Map<string, FeelType>()
    for (const entry of node.entries) {
      const type = typeOfNode(entry.type, named)
      if (type === null) return null
      entries.set(entry.name, type)
    }
    return { kind: 'context', entries }
  }
  const parameters: FeelType[] = []
  for (const parameter of node.parameters) {
    const type = typeOfNode(parameter, named)
    if (type === null) return null
    parameters.push(type)
  }
  const result = typeOfNode(node.result, named)
  return result === null ? null : { kind: 'function', parameters, result }
}

/** `instance of`: null belongs to no type but `Null`; allowed values of named types do not matter here. */
export function isInstance(value: FeelValue, type: FeelType, run: FeelRun = new FeelRun()): boolean {
  if (value === null) return type.kind === 'null'
  if (type.kind === 'function') return value instanceof FeelFunction && isWithin(typeOfFunction(value), type)
  return belongsTo(value, type, run)
}

function typeOfFunction(value: FeelFunction): FeelType & { readonly kind: 'function' } {
  const parameters = value.parameters.map((parameter) => parameter.type)
  return { kind: 'function', parameters, result: value.result }
}

/** As `isInstance`, but null belongs to every type: a value of a type may be missing. */
export function belongsTo(value: FeelValue, type: FeelType, run: FeelRun = new FeelRun()): boolean {
  run.spend(1)
  if (value === null) return true
  switch (type.kind) {
    case 'any':
      return true
    case 'null':
      return false
    case 'list':
      return isList(value) && value.every((item) => belongsTo(item, type.of, run))
    case 'range':
      return (
        value instanceof FeelRange &&
        belongsTo(value.start, type.of, run) &&
        belongsTo(value.end, type.of, run)
      )
    case 'context':
      return (
        isContext(value) &&
        [...type.entries].every(([name, entry]) => {
          const member = value.get(name)
          return member !== undefined && belongsTo(member, entry, run)
        })
      )
    case 'function':
      // Nothing may be known of what a function gives; then it is not refused where one is wanted.
      return (
        value instanceof FeelFunction &&
        isWithin(typeOfFunction(value), value.result.kind === 'any' ? { ...type, result: ANY } : type)
      )
    case 'constrained':
      return belongsTo(value, type.base, run)
    case 'number':
    case 'string':
    case 'boolean':
    case 'date':
    case 'time':
    case 'date and time':
    case 'days and time duration':
    case 'years and months duration':
      return typeNameOf(value) === type.kind
  }
}

/** Whether every value of the first type is one of the second (DMN 1.5 clause 10.3.2.9.1). */
export function isWithin(type: FeelType, wider: FeelType): boolean {
  if (type.kind === 'constrained') return isWithin(type.base, wider)
  if (wider.kind === 'constrained') return isWithin(type, wider.base)
  if (wider.kind === 'any' || type.kind === 'null') return true
  if (type.kind === 'list' || type.kind === 'range')
    return wider.kind === type.kind && isWithin(type.of, wider.of)
  if (type.kind === 'context')
    return (
      wider.kind === 'context' &&
      [...wider.entries].every(([name, entry]) => {
        const own = type.entries.get(name)
        return own !== undefined && isWithin(own, entry)
      })
    )
  if (type.kind === 'function')
    return (
      wider.kind === 'function' &&
      wider.parameters.length === type.parameters.length &&
      type.parameters.every((parameter, index) => isWithin(wider.parameters[index] ?? ANY, parameter)) &&
      isWithin(type.result, wider.result)
    )
  return type.kind === wider.kind
}

/**
 * The value where a type is wanted: itself, the one item of a list, a list of one item, midnight of a date; undefined where it
 * cannot be of that type.
 */
export function coerced(
  value: FeelValue,
  type: FeelType,
  run: FeelRun = new FeelRun(),
): FeelValue | undefined {
  if (belongsTo(value, type, run)) return value
  const base = baseOf(type)
  if (base.kind === 'date and time' && value instanceof FeelDate) return midnightOf(value)
  if (base.kind === 'list') {
    if (isList(value)) return undefined
    const only = coerced(value, base.of, run)
    return only === undefined ? undefined : [only]
  }
  if (isList(value) && value.length === 1) {
    const only = value[0]
    return only !== undefined && belongsTo(only, type, run) ? only : undefined
  }
  return undefined
}

export function baseOf(type: FeelType): FeelType {
  return type.kind === 'constrained' ? baseOf(type.base) : type
}

const TEMPORAL_TYPES: ReadonlyMap<unknown, SimpleTypeName> = new Map<unknown, SimpleTypeName>([
  [FeelDate, 'date'],
  [FeelTime, 'time'],
  [FeelDateTime, 'date and time'],
  [FeelDaysDuration, 'days and time duration'],
  [FeelMonthsDuration, 'years and months duration'],
])

/** What the built-in functions give that give values of one type only (DMN 1.5 clause 10.3.4). */
const RESULT_TYPES: ReadonlyMap<string, FeelType> = new Map(
  (
    [
      [
        'number',
        ['number', 'string length', 'count', 'sum', 'mean', 'product', 'median', 'stddev', 'decimal'],
        ['floor', 'ceiling', 'round up', 'round down', 'round half up', 'round half down', 'modulo', 'sqrt'],
        ['log', 'exp', 'day of year', 'week of year'],
      ],
      [
        'string',
        ['string', 'substring', 'upper case', 'lower case', 'substring before', 'substring after', 'replace'],
        ['string join', 'day of week', 'month of year'],
      ],
      [
        'boolean',
        ['contains', 'starts with', 'ends with', 'matches', 'list contains', 'all', 'any', 'odd', 'even'],
        ['is', 'not', 'before', 'after', 'meets', 'met by', 'overlaps', 'overlaps before', 'overlaps after'],
        ['finishes', 'finished by', 'includes', 'during', 'starts', 'started by', 'coincides'],
      ],
      ['date', ['date', 'today']],
      ['time', ['time']],
      ['date and time', ['date and time', 'now']],
      ['years and months duration', ['years and months duration']],
    ] as const
  ).flatMap(([kind, ...lists]) => lists.flat().map((name): [string, FeelType] => [name, { kind }])),
)

/** What can be said of an expression's type without evaluating it; anything else is `Any`. */
export function typeOfExpression(node: FeelNode, names: ReadonlyMap<string, FeelType>): FeelType {
  switch (node.kind) {
    case 'literal':
      if (node.value === null) return { kind: 'null' }
      if (isNumber(node.value)) return { kind: 'number' }
      return { kind: typeof node.value === 'string' ? 'string' : 'boolean' }
    case 'name':
      return names.get(node.name) ?? ANY
    case 'context':
      return {
        kind: 'context',
        entries: new Map(node.entries.map(({ key, value }) => [key, typeOfExpression(value, names)])),
      }
    case 'list': {
      const [first, ...others] = node.items.map((item) => typeOfExpression(item, names))
      if (first === undefined) return { kind: 'list', of: { kind: 'null' } }
      return { kind: 'list', of: others.every((other) => isWithin(other, first)) ? first : ANY }
    }
    case 'arithmetic': {
      const [left, right] = [typeOfExpression(node.left, names), typeOfExpression(node.right, names)]
      return left.kind === right.kind && (left.kind === 'number' || left.kind === 'string') ? left : ANY
    }
    case 'negate':
      return typeOfExpression(node.operand, names)
    case 'at': {
      const value = readTemporal(node.text)
      return value === null ? { kind: 'null' } : { kind: TEMPORAL_TYPES.get(value.constructor) ?? 'any' }
    }
    case 'if': {
      const [then, otherwise] = [typeOfExpression(node.then, names), typeOfExpression(node.otherwise, names)]
      return isWithin(otherwise, then) ? then : isWithin(then, otherwise) ? otherwise : ANY
    }
    case 'call':
      return node.callee.kind === 'name' && !names.has(node.callee.name)
        ? (RESULT_TYPES.get(node.callee.name) ?? ANY)
        : ANY
    case 'compare':
    case 'and':
    case 'or':
    case 'between':
    case 'in':
    case 'instance':
    case 'some':
    case 'every':
      return { kind: 'boolean' }
    case 'for':
      return { kind: 'list', of: ANY }
    case 'unary':
    case 'range':
      return { kind: 'range', of: ANY }
    case 'anything':
    case 'filter':
    case 'function':
    case 'input':
    case 'path':
    case 'tests':
      return ANY
  }
}
