/**
 * The value of an expression in a scope (DMN 1.5 clause 10.3.2). Nothing throws but a limit reached: what has no value is null,
 * and the run's notes say why. Each node costs a step; lists cost a step an item.
 */
import { BUILT_INS } from './built-ins.ts'
import { calculate, negate } from './arithmetic.ts'
import { compareBySign, equalValues, liesIn, orderOf } from './compare.ts'
import { callByName, callByPosition } from './call-function.ts'
import { javaFunction } from './dmn-java-function.ts'
import { memberOf } from './members.ts'
import { readTemporal } from './read-temporal.ts'
import { type FeelRun, type FeelScope } from './scope.ts'
import type { ComparisonSign, FeelExpression, FeelNode, Iteration } from './syntax.ts'
import { INPUT_NAME } from './syntax.ts'
import { typeNameOf } from './type-names.ts'
import { isInstance, typeOfExpression, typeOfNode } from './types.ts'
import { FeelDate, dateOfDayNumber, dayNumberOf } from './temporal.ts'
import {
  ANY,
  FeelFunction,
  type FeelParameter,
  type FeelNumber,
  FeelRange,
  type FeelType,
  type FeelValue,
  isContext,
  isList,
  isNumber,
} from './values.ts'

export function evaluate(expression: FeelExpression, scope: FeelScope): FeelValue {
  return valueOf(expression.root, scope)
}

/** Whether an input passes unary tests; null where that cannot be known. The scope is asked for `?`. */
export function passesTests(expression: FeelExpression, input: FeelValue, scope: FeelScope): boolean | null {
  const within = scope.with(new Map([[INPUT_NAME, input]]))
  const value = valueOf(expression.root, within)
  if (expression.root.kind === 'tests' || expression.root.kind === 'anything')
    return typeof value === 'boolean' ? value : null
  return passesTest(expression.root, value, input, scope.run)
}

function valueOf(node: FeelNode, scope: FeelScope): FeelValue {
  const { run } = scope
  run.spend(1)
  run.enter()
  const value = valueOfNode(node, scope)
  run.leave()
  return value
}

/** For a note: the place of the node that became null. */
function at(node: FeelNode, run: FeelRun): FeelRun {
  run.from = node.from
  run.to = node.to
  return run
}

function valueOfNode(node: FeelNode, scope: FeelScope): FeelValue {
  const { run } = scope
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'at':
      return (
        readTemporal(node.text) ?? at(node, run).nothing('not_readable', { text: node.text.slice(0, 60) })
      )
    case 'name':
      return valueOfName(node.name, node, scope)
    case 'input':
      return scope.find(INPUT_NAME) ?? null
    case 'negate': {
      const operand = valueOf(node.operand, scope)
      return negate(operand, at(node, run))
    }
    case 'arithmetic': {
      const left = valueOf(node.left, scope)
      const right = valueOf(node.right, scope)
      return calculate(node.sign, left, right, at(node, run))
    }
    case 'compare': {
      const left = valueOf(node.left, scope)
      const right = valueOf(node.right, scope)
      return compared(node, node.sign, left, right, run)
    }
    case 'and':
    case 'or':
      return connected(node.kind, node, scope)
    case 'between': {
      const value = valueOf(node.value, scope)
      const low = compared(node, '>=', value, valueOf(node.low, scope), run)
      const high = compared(node, '<=', value, valueOf(node.high, scope), run)
      return conjunction(low, high)
    }
    case 'in':
      return isIn(node, scope)
    case 'unary':
      return rangeBySign(node.sign, valueOf(node.operand, scope))
    case 'range':
      return rangeOf(node, scope)
    case 'list': {
      run.spend(node.items.length)
      return node.items.map((item) => valueOf(item, scope))
    }
    case 'context':
      return contextOf(node, scope)
    case 'path':
      return memberOf(valueOf(node.target, scope), node.name, at(node, run))
    case 'filter':
      return filtered(node, scope)
    case 'call':
      return called(node, scope)
    case 'if':
      return valueOf(valueOf(node.condition, scope) === true ? node.then : node.otherwise, scope)
    case 'for':
      return iterated(node, scope)
    case 'some':
    case 'every':
      return quantified(node, scope)
    case 'instance': {
      const value = valueOf(node.value, scope)
      const type = typeOfNode(node.type, run.types)
      return type === null
        ? at(node, run).nothing('unknown_name', { name: typeText(node) })
        : isInstance(value, type, run)
    }
    case 'function':
      return functionOf(node, scope)
    case 'anything':
      return true
    case 'tests':
      return testsPassed(node, scope)
  }
}

function typeText(node: FeelNode): string {
  return node.kind === 'instance' && node.type.kind === 'named' ? node.type.name : 'type'
}

function valueOfName(name: string, node: FeelNode, scope: FeelScope): FeelValue {
  const value = scope.find(name)
  if (value !== undefined) return value
  return BUILT_INS.get(name) ?? at(node, scope.run).nothing('unknown_name', { name })
}

function compared(
  node: FeelNode,
  sign: ComparisonSign,
  left: FeelValue,
  right: FeelValue,
  run: FeelRun,
): boolean | null {
  const result = compareBySign(sign, left, right, run)
  if (result === null && left !== null && right !== null)
    at(node, run).nothing('unlike_types', { left: typeNameOf(left), right: typeNameOf(right) })
  return result
}

function connected(
  kind: 'and' | 'or',
  node: FeelNode & { left: FeelNode; right: FeelNode },
  scope: FeelScope,
) {
  // The deciding operand ends it; everything that is not boolean counts as unknown.
  const decides = kind === 'or'
  const left = valueOf(node.left, scope)
  if (left === decides) return decides
  const right = valueOf(node.right, scope)
  if (right === decides) return decides
  for (const operand of [left, right])
    if (operand !== null && typeof operand !== 'boolean')
      at(node, scope.run).nothing('not_boolean', { type: typeNameOf(operand) })
  return typeof left === 'boolean' && typeof right === 'boolean' ? !decides : null
}

function conjunction(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false
  return left === null || right === null ? null : true
}

function isIn(node: FeelNode & { kind: 'in' }, scope: FeelScope): boolean | null {
  const value = valueOf(node.value, scope)
  const within = scope.with(new Map([[INPUT_NAME, value]]))
  return anyPasses(node.tests, value, within)
}

function anyPasses(
  tests: readonly FeelNode[],
  input: FeelValue,
  scope: FeelScope,
  passesOne: PassesTest = passesTest,
): boolean | null {
  let unknown = false
  for (const test of tests) {
    const passes = passesOne(test, valueOf(test, scope), input, scope.run)
    if (passes === true) return true
    if (passes === null) unknown = true
  }
  return unknown ? null : false
}

type PassesTest = (test: FeelNode, value: FeelValue, input: FeelValue, run: FeelRun) => boolean | null

/**
 * One unary test: its value equals the input, is a list with it, a range around it; or the test speaks of the input itself
 * (with `?`), then its value is the answer.
 */
function passesTest(test: FeelNode, value: FeelValue, input: FeelValue, run: FeelRun): boolean | null {
  if (test.kind !== 'literal' && test.kind !== 'name' && mentionsInput(test))
    return typeof value === 'boolean' ? value : passesValue(value, input, run)
  return passesValue(value, input, run)
}

/** A cell of a table may also be a condition on other values: true passes then, as DMN 1.5 says of unary tests. */
function passesCell(test: FeelNode, value: FeelValue, input: FeelValue, run: FeelRun): boolean | null {
  return value === true && typeof input !== 'boolean' && CONDITIONS.has(test.kind)
    ? true
    : passesTest(test, value, input, run)
}

const CONDITIONS: ReadonlySet<FeelNode['kind']> = new Set([
  ...(['compare', 'and', 'or', 'between', 'in', 'instance', 'some', 'every', 'call'] as const),
])

function passesValue(value: FeelValue, input: FeelValue, run: FeelRun): boolean | null {
  if (value instanceof FeelRange) {
    if (input instanceof FeelRange) return equalValues(input, value, run)
    return liesIn(input, value, run)
  }
  if (isList(value)) {
    run.spend(value.length)
    if (isList(input) && equalValues(input, value, run) === true) return true
    let unknown = false
    for (const item of value) {
      const passes = item instanceof FeelRange ? passesValue(item, input, run) : equalValues(input, item, run)
      if (passes === true) return true
      if (passes === null && (item === null || input === null)) unknown = true
    }
    return unknown ? null : false
  }
  return equalValues(input, value, run)
}

const mentions = new WeakMap<FeelNode, boolean>()

function mentionsInput(node: FeelNode): boolean {
  const known = mentions.get(node)
  if (known !== undefined) return known
  const found = node.kind === 'input' || childrenOf(node).some(mentionsInput)
  mentions.set(node, found)
  return found
}

/** The expressions directly within an expression. */
export function childrenOf(node: FeelNode): readonly FeelNode[] {
  switch (node.kind) {
    case 'literal':
    case 'at':
    case 'name':
    case 'input':
    case 'anything':
      return []
    case 'negate':
    case 'unary':
      return [node.operand]
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return [node.left, node.right]
    case 'between':
      return [node.value, node.low, node.high]
    case 'in':
      return [node.value, ...node.tests]
    case 'range':
      return [node.start, node.end]
    case 'list':
      return node.items
    case 'context':
      return node.entries.map((entry) => entry.value)
    case 'path':
      return [node.target]
    case 'filter':
      return [node.target, node.condition]
    case 'call':
      return [node.callee, ...node.positional, ...(node.named ?? []).map((argument) => argument.value)]
    case 'if':
      return [node.condition, node.then, node.otherwise]
    case 'for':
      return [...sourcesOf(node.iterations), node.body]
    case 'some':
    case 'every':
      return [...sourcesOf(node.iterations), node.condition]
    case 'instance':
      return [node.value]
    case 'function':
      return [node.body]
    case 'tests':
      return node.tests
  }
}

function sourcesOf(iterations: readonly Iteration[]): FeelNode[] {
  return iterations.flatMap(({ source, end }) => (end === null ? [source] : [source, end]))
}

function testsPassed(node: FeelNode & { kind: 'tests' }, scope: FeelScope): boolean | null {
  const passes = anyPasses(node.tests, scope.find(INPUT_NAME) ?? null, scope, passesCell)
  return node.negated && passes !== null ? !passes : passes
}

function rangeBySign(sign: ComparisonSign, value: FeelValue): FeelValue {
  switch (sign) {
    case '<':
    case '<=':
      return new FeelRange(null, value, false, sign === '<=', sign)
    case '>':
    case '>=':
      return new FeelRange(value, null, sign === '>=', false, sign)
    case '=':
    case '!=':
      return new FeelRange(value, value, sign === '=', sign === '=', sign)
  }
}

function rangeOf(node: FeelNode & { kind: 'range' }, scope: FeelScope): FeelValue {
  const start = valueOf(node.start, scope)
  const end = valueOf(node.end, scope)
  if (start !== null && end !== null && orderOf(start, end) === null)
    return at(node, scope.run).nothing('unlike_types', { left: typeNameOf(start), right: typeNameOf(end) })
  return new FeelRange(start, end, node.startIncluded, node.endIncluded)
}

function contextOf(node: FeelNode & { kind: 'context' }, scope: FeelScope): FeelValue {
  const entries = new Map<string, FeelValue>()
  // Entries see those before them: the layer grows as they are evaluated.
  const within = scope.with(entries)
  for (const { key, value } of node.entries) {
    if (entries.has(key)) return at(node, scope.run).nothing('repeated_key', { name: key })
    entries.set(key, valueOf(value, within))
  }
  return entries
}

function filtered(node: FeelNode & { kind: 'filter' }, scope: FeelScope): FeelValue {
  const target = valueOf(node.target, scope)
  const { run } = scope
  const list = isList(target) ? target : target === null ? [] : [target]
  const [first] = list
  const probe = valueOf(node.condition, itemScope(first ?? null, scope))
  if (isNumber(probe)) return itemAt(list, probe, at(node, run))
  if (target === null && probe === null) return null
  run.spend(list.length)
  const kept: FeelValue[] = []
  for (const [index, item] of list.entries()) {
    const holds = index === 0 ? probe : valueOf(node.condition, itemScope(item, scope))
    if (holds === true) kept.push(item)
  }
  return kept
}

function itemScope(item: FeelValue, scope: FeelScope): FeelScope {
  const layer = scope.with(new Map([['item', item]]))
  // An own entry named `item` is meant by that name.
  return isContext(item) ? layer.with(item) : layer
}

function itemAt(list: readonly FeelValue[], position: FeelNumber, run: FeelRun): FeelValue {
  if (position.isInteger()) {
    const index = position.toNumber()
    const item = index > 0 ? list[index - 1] : index < 0 ? list[list.length + index] : undefined
    if (item !== undefined) return item
  }
  return run.nothing('no_such_item', { position: position.toString(), length: list.length })
}

function called(node: FeelNode & { kind: 'call' }, scope: FeelScope): FeelValue {
  const { run } = scope
  const callee = valueOf(node.callee, scope)
  if (!(callee instanceof FeelFunction))
    return at(node, run).nothing('not_a_function', { name: calleeName(node) })
  if (node.named === null) {
    const args = node.positional.map((argument) => valueOf(argument, scope))
    return callByPosition(callee, args, at(node, run))
  }
  const named = new Map<string, FeelValue>()
  for (const { name, value } of node.named) {
    if (named.has(name)) return at(node, run).nothing('wrong_arguments', { name: callee.name })
    named.set(name, valueOf(value, scope))
  }
  return callByName(callee, named, at(node, run))
}

function calleeName(node: FeelNode & { kind: 'call' }): string {
  return node.callee.kind === 'name' ? node.callee.name : 'function'
}

/** Calls the visitor for each combination of the iterations; stops when it answers false. */
function eachCombination(
  iterations: readonly Iteration[],
  scope: FeelScope,
  visit: (scope: FeelScope) => boolean,
): 'done' | 'stopped' | 'no list' {
  const [first, ...others] = iterations
  if (first === undefined) return visit(scope) ? 'done' : 'stopped'
  const items = itemsOf(first, scope)
  if (items === null) return 'no list'
  for (const item of items) {
    scope.run.spend(1)
    const outcome = eachCombination(others, scope.with(new Map([[first.name, item]])), visit)
    if (outcome !== 'done') return outcome
  }
  return 'done'
}

function itemsOf(iteration: Iteration, scope: FeelScope): Iterable<FeelValue> | null {
  const source = valueOf(iteration.source, scope)
  if (iteration.end !== null) return countedItems(source, valueOf(iteration.end, scope))
  if (isList(source)) return source
  // A closed range of whole numbers or dates counts as the list of its members (DMN 1.5, `for i in [1..3]`).
  if (source instanceof FeelRange) return rangeItems(source)
  return source === null ? null : [source]
}

function rangeItems(range: FeelRange): Iterable<FeelValue> | null {
  if (range.sign !== '..') return null
  const items = countedItems(range.start, range.end)
  if (items === null || (orderOf(range.start, range.end) ?? 0) > 0) return items === null ? null : []
  return (function* () {
    for (const item of items) {
      if (!range.startIncluded && equalValues(item, range.start) === true) continue
      if (!range.endIncluded && equalValues(item, range.end) === true) continue
      yield item
    }
  })()
}

/** Whole numbers or days from one to another, downwards where the second is less; one at a time, so that limits can stop it. */
function countedItems(start: FeelValue, end: FeelValue): Iterable<FeelValue> | null {
  if (isNumber(start) && isNumber(end) && start.isInteger() && end.isInteger())
    return countNumbers(start, end)
  if (start instanceof FeelDate && end instanceof FeelDate) return countDays(start, end)
  return null
}

function* countNumbers(start: FeelNumber, end: FeelNumber): Iterable<FeelValue> {
  const step = start.greaterThan(end) ? -1 : 1
  for (let number = start; step > 0 ? number.lessThanOrEqualTo(end) : number.greaterThanOrEqualTo(end);) {
    yield number
    number = number.plus(step)
  }
}

function* countDays(start: FeelDate, end: FeelDate): Iterable<FeelValue> {
  const [from, to] = [dayNumberOf(start), dayNumberOf(end)]
  const step = from > to ? -1 : 1
  for (let day = from; step > 0 ? day <= to : day >= to; day += step) yield dateOfDayNumber(day)
}

function iterated(node: FeelNode & { kind: 'for' }, scope: FeelScope): FeelValue {
  const results: FeelValue[] = []
  // `partial` is the list so far. Each round sees its own: a function that kept it must not see later rounds.
  const usesPartial = mentionsName(node.body, 'partial')
  const outcome = eachCombination(node.iterations, scope, (within) => {
    const layer = usesPartial ? within.with(new Map([['partial', [...results]]])) : within
    if (usesPartial) scope.run.spend(results.length)
    results.push(valueOf(node.body, layer))
    scope.run.holdSize(results.length)
    return true
  })
  return outcome === 'no list' ? at(node, scope.run).nothing('not_a_list') : results
}

function mentionsName(node: FeelNode, name: string): boolean {
  if (node.kind === 'name' && node.name === name) return true
  return childrenOf(node).some((child) => mentionsName(child, name))
}

function quantified(node: FeelNode & { kind: 'some' | 'every' }, scope: FeelScope): FeelValue {
  const decides = node.kind === 'some'
  let unknown = false
  const outcome = eachCombination(node.iterations, scope, (within) => {
    const holds = valueOf(node.condition, within)
    if (holds === decides) return false
    if (typeof holds !== 'boolean') unknown = true
    return true
  })
  if (outcome === 'no list') return at(node, scope.run).nothing('not_a_list')
  if (outcome === 'stopped') return decides
  return unknown ? null : !decides
}

function functionOf(node: FeelNode & { kind: 'function' }, scope: FeelScope): FeelValue {
  const { run } = scope
  const types = new Map<string, FeelType>()
  for (const { name, type } of node.parameters) {
    const known = type === null ? ANY : typeOfNode(type, run.types)
    if (known === null) return at(node, run).nothing('unknown_name', { name })
    types.set(name, known)
  }
  if (types.size !== node.parameters.length)
    return at(node, run).nothing('repeated_key', { name: 'function' })
  const parameters = [...types].map(([name, type]) => ({ name, type }))
  if (node.external) return externalFunction(node, parameters, scope)
  return new FeelFunction('function', parameters, typeOfExpression(node.body, types), (args) =>
    valueOf(node.body, scope.with(new Map(parameters.map(({ name }, index) => [name, args[index] ?? null])))),
  )
}

/** `external {java: {class: …, method signature: …}}`: a method of the fixed list, or a function that answers null. */
function externalFunction(
  node: FeelNode & { kind: 'function' },
  parameters: readonly FeelParameter[],
  scope: FeelScope,
): FeelFunction {
  const { run } = scope
  const mapping = valueOf(node.body, scope)
  const java = isContext(mapping) ? mapping.get('java') : null
  const [className, signature] =
    java !== undefined && isContext(java) ? [java.get('class'), java.get('method signature')] : []
  const body =
    typeof className === 'string' && typeof signature === 'string' ? javaFunction(className, signature) : null
  const name = typeof className === 'string' ? className : 'external'
  return new FeelFunction('function', parameters, ANY, (args) =>
    body === null ? at(node, run).nothing('external_function', { name }) : body(args),
  )
}
