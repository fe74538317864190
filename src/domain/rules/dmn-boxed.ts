/** The value of a boxed expression in a scope (DMN 1.5 clause 10.2 and 8). */
import { callByName, callByPosition } from './call-function.ts'
import { orderOf } from './compare.ts'
import { type TableAnswer, decideTable } from './decision-table.ts'
import type { CompiledModel } from './dmn-compile.ts'
import { javaFunction } from './dmn-java-function.ts'
import type {
  BoxedExpression,
  BoxedFilter,
  BoxedFor,
  DecisionTable,
  FunctionDefinition,
  InformationItem,
  Invocation,
  LiteralExpression,
  OutputClause,
  Quantified,
  Relation,
  UnaryTests,
} from './dmn-model.ts'
import { fitted } from './dmn-types.ts'
import { isFeel } from './dmn-namespaces.ts'
import { evaluate, passesTests } from './evaluate.ts'
import { parseFeel } from './parse-feel.ts'
import type { FeelRun, FeelScope } from './scope.ts'
import type { FeelDialect, FeelExpression } from './syntax.ts'
import { typeNameOf } from './type-names.ts'
import { typeOfExpression } from './types.ts'
import { FeelDate, dateOfDayNumber, dayNumberOf } from './temporal.ts'
import {
  ANY,
  FeelFunction,
  type FeelParameter,
  FeelRange,
  type FeelType,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  toNumber,
} from './values.ts'

/** A table that was asked, for the trace. */
export interface TableTrace extends TableAnswer {
  /** Values of the input columns. */
  readonly inputs: readonly FeelValue[]
}

/** What boxed expressions need of the evaluation around them. */
export interface BoxedEnvironment {
  readonly compiled: CompiledModel
  /** Names with spaces that only the input has, beyond those of the model. */
  readonly furtherNames: ReadonlySet<string>
  onTable(table: DecisionTable, answer: TableTrace): void
}

export function evaluateBoxed(
  expression: BoxedExpression,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  const { run } = scope
  run.spend(1)
  run.enter()
  const value = boxedValue(expression, scope, environment)
  run.leave()
  return value
}

function boxedValue(expression: BoxedExpression, scope: FeelScope, environment: BoxedEnvironment): FeelValue {
  const { run } = scope
  const valueOf = (inner: BoxedExpression, within = scope): FeelValue =>
    evaluateBoxed(inner, within, environment)
  switch (expression.kind) {
    case 'literal':
      return literalValue(expression, scope, environment)
    case 'context': {
      const entries = new Map<string, FeelValue>()
      const within = scope.with(entries)
      for (const { variable, value } of expression.entries) {
        const result = valueOf(value, within)
        if (variable === null) return result
        entries.set(
          variable.name,
          fitted(result, environment.compiled.typeNamed(variable.typeRef), run, variable.name),
        )
      }
      return entries
    }
    case 'list':
      return expression.elements.map((element) => valueOf(element))
    case 'relation':
      return relationValue(expression, valueOf, run, environment)
    case 'invocation':
      return invoked(expression, scope, environment)
    case 'function':
      return functionValue(expression, 'function', scope, environment)
    case 'table':
      return tableValue(expression, scope, environment)
    case 'conditional': {
      const holds = valueOf(expression.condition)
      // Unknown is not yes; but what is no truth value at all decides nothing.
      if (holds !== null && typeof holds !== 'boolean')
        return run.nothing('not_boolean', { type: typeNameOf(holds) })
      return valueOf(holds === true ? expression.consequent : expression.alternative)
    }
    case 'filter':
      return filtered(expression, scope, environment)
    case 'for':
      return iterated(expression, scope, environment)
    case 'some':
    case 'every':
      return quantified(expression, scope, environment)
  }
}

/** The tree of a text: read once for the model, or for this evaluation where only its input has the names. */
function treeOf(
  text: LiteralExpression | UnaryTests,
  dialect: FeelDialect,
  scope: FeelScope,
  { compiled, furtherNames }: BoxedEnvironment,
): FeelExpression | null {
  const language = text.expressionLanguage ?? compiled.model.expressionLanguage
  if (language !== null && language !== '' && !isFeel(language))
    return scope.run.nothing('not_readable', { text: language.slice(0, 60) })
  let tree: FeelExpression | null
  if (furtherNames.size === 0) tree = compiled.parsed(text, dialect)
  else {
    const parsed = parseFeel(text.text, [...compiled.names, ...furtherNames], dialect)
    tree = parsed.ok ? parsed.value : null
  }
  return tree ?? scope.run.nothing('not_readable', { text: text.text.slice(0, 60) })
}

function literalValue(
  literal: LiteralExpression,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  if (literal.text.trim() === '') return null
  const tree = treeOf(literal, 'expression', scope, environment)
  return tree === null ? null : evaluate(tree, scope)
}

function relationValue(
  relation: Relation,
  valueOf: (cell: BoxedExpression) => FeelValue,
  run: FeelRun,
  { compiled }: BoxedEnvironment,
): FeelValue {
  const columns = relation.columns.map(({ name, typeRef }) => ({ name, type: compiled.typeNamed(typeRef) }))
  return relation.rows.map(
    ({ cells }) =>
      new Map(
        columns.map(({ name, type }, index) => {
          const cell = cells[index]
          return [name, cell === undefined ? null : fitted(valueOf(cell), type, run, name)]
        }),
      ),
  )
}

function invoked(
  { called, bindings }: Invocation,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  const callee = called === null ? null : evaluateBoxed(called, scope, environment)
  if (!(callee instanceof FeelFunction))
    return scope.run.nothing('not_a_function', {
      name: called?.kind === 'literal' ? called.text.slice(0, 60) : 'invocation',
    })
  const named = new Map<string, FeelValue>()
  for (const { parameter, value } of bindings)
    named.set(parameter.name, value === null ? null : evaluateBoxed(value, scope, environment))
  return bindings.length === 0 ? callByPosition(callee, [], scope.run) : callByName(callee, named, scope.run)
}

/** A function of a model: its parameters and result fit their types, or the call is null. */
export function functionValue(
  definition: FunctionDefinition,
  name: string,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  const { compiled } = environment
  const { body } = definition
  const typeRef = definition.typeRef ?? body?.typeRef ?? null
  const parameters = parametersOf(definition.parameters, compiled)
  const wanted = compiled.typeNamed(typeRef)
  const result = typeRef === null ? typeOfBody(body, parameters, compiled) : wanted
  if (definition.functionKind !== 'FEEL') {
    const java = definition.functionKind === 'Java' ? javaBody(body, scope, environment) : null
    if (java === null) return scope.run.nothing('external_function')
    return new FeelFunction(name, parameters, result, (args, run) => fitted(java(args), wanted, run, name))
  }
  return new FeelFunction(name, parameters, result, (args, run) => {
    const values = new Map<string, FeelValue>()
    for (const [index, { name: parameter, type }] of parameters.entries()) {
      const given = args[index] ?? null
      const value = fitted(given, type, run, parameter)
      if (value === null && given !== null) return null
      values.set(parameter, value)
    }
    if (body === null) return run.nothing('no_logic', { name })
    return fitted(evaluateBoxed(body, scope.with(values), environment), wanted, run, name)
  })
}

/** What can be said of a result that nobody named the type of. */
function typeOfBody(
  body: BoxedExpression | null,
  parameters: readonly FeelParameter[],
  compiled: CompiledModel,
): FeelType {
  const tree = body?.kind === 'literal' ? compiled.parsed(body, 'expression') : null
  if (tree === null) return ANY
  return typeOfExpression(tree.root, new Map(parameters.map(({ name, type }) => [name, type])))
}

export function parametersOf(
  items: readonly InformationItem[],
  compiled: CompiledModel,
): { readonly name: string; readonly type: FeelType }[] {
  return items.map(({ name, typeRef }) => ({ name, type: compiled.typeNamed(typeRef) }))
}

function javaBody(body: BoxedExpression | null, scope: FeelScope, environment: BoxedEnvironment) {
  const mapping = body === null ? null : evaluateBoxed(body, scope, environment)
  if (mapping === null || !isContext(mapping)) return null
  const [className, signature] = [mapping.get('class'), mapping.get('method signature')]
  return typeof className === 'string' && typeof signature === 'string'
    ? javaFunction(className, signature)
    : null
}

function tableValue(table: DecisionTable, scope: FeelScope, environment: BoxedEnvironment): FeelValue {
  const { run } = scope
  const { compiled } = environment
  const inputs: FeelValue[] = []
  for (const { expression, values } of table.inputs) {
    const type = compiled.typeNamed(expression.typeRef)
    const value = fitted(literalValue(expression, scope, environment), type, run, expression.text)
    if (value !== null && values !== null && !passes(values, value, scope, environment)) {
      run.nothing('not_allowed', { name: expression.text.slice(0, 60) })
      environment.onTable(table, { value: null, matched: [], used: [], inputs: [...inputs, value] })
      return null
    }
    inputs.push(value)
  }
  const entry = (literal: LiteralExpression, clause: OutputClause): FeelValue =>
    fitted(
      literalValue(literal, scope, environment),
      compiled.typeNamed(clause.typeRef),
      run,
      clause.name ?? 'output',
    )
  const answer = decideTable(table, {
    run,
    matches: (row) =>
      table.rules[row]?.inputs.every((test, column) =>
        passes(test, inputs[column] ?? null, scope, environment),
      ) === true,
    outputs: (row) =>
      table.outputs.map((clause, column) => {
        const literal = table.rules[row]?.outputs[column]
        return literal === undefined ? null : entry(literal, clause)
      }),
    defaults: () =>
      table.outputs.every(({ defaultEntry }) => defaultEntry === null)
        ? null
        : table.outputs.map((clause) =>
            clause.defaultEntry === null ? null : entry(clause.defaultEntry, clause),
          ),
    priorities: (column) => prioritiesOf(table, column, scope, environment),
  })
  environment.onTable(table, { ...answer, inputs })
  return answer.value
}

function passes(
  tests: UnaryTests,
  value: FeelValue,
  scope: FeelScope,
  environment: BoxedEnvironment,
): boolean {
  const text = tests.text.trim()
  if (text === '-' || text === '') return true
  const tree = treeOf(tests, 'unary-tests', scope, environment)
  return tree !== null && passesTests(tree, value, scope) === true
}

/** The output values of a column in their order; where there are none, the allowed values of its type. */
function prioritiesOf(
  table: DecisionTable,
  column: number,
  scope: FeelScope,
  environment: BoxedEnvironment,
): readonly FeelValue[] | null {
  const clause = table.outputs[column]
  if (clause === undefined) return null
  const typeRef = clause.typeRef ?? (table.outputs.length === 1 ? table.typeRef : null)
  const tests =
    clause.values ??
    environment.compiled.model.itemDefinitions.find(({ name }) => name === typeRef)?.allowedValues ??
    null
  if (tests === null) return null
  const parsed = parseFeel(`[${tests.text}]`, environment.compiled.names)
  const values = parsed.ok ? evaluate(parsed.value, scope) : null
  return values !== null && isList(values) ? values : null
}

function filtered(filter: BoxedFilter, scope: FeelScope, environment: BoxedEnvironment): FeelValue {
  const source = evaluateBoxed(filter.source, scope, environment)
  if (source === null) return null
  const list = isList(source) ? source : [source]
  const { run } = scope
  const matchOf = (item: FeelValue): FeelValue => {
    const layer = scope.with(new Map([['item', item]]))
    return evaluateBoxed(filter.match, isContext(item) ? layer.with(item) : layer, environment)
  }
  // A number is a place in the list, of an empty one too.
  const first = matchOf(list[0] ?? null)
  if (isNumber(first)) {
    const place = first.isInteger() ? first.toNumber() : 0
    const found = place > 0 ? list[place - 1] : place < 0 ? list[list.length + place] : undefined
    return found ?? run.nothing('no_such_item', { position: first.toString(), length: list.length })
  }
  return list.filter((item, index) => (index === 0 ? first : matchOf(item)) === true)
}

function iterated(
  { iteratorVariable, source, sourceTypeRef, result }: BoxedFor,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  const items = itemsOf(source, sourceTypeRef, iteratorVariable, scope, environment)
  if (items === null) return scope.run.nothing('not_a_list')
  const results: FeelValue[] = []
  for (const item of items) {
    scope.run.spend(1)
    // `partial`: the results so far.
    const within = scope.with(
      new Map<string, FeelValue>([
        ['partial', [...results]],
        [iteratorVariable, item],
      ]),
    )
    results.push(evaluateBoxed(result, within, environment))
    scope.run.holdSize(results.length)
  }
  return results
}

function quantified(
  { kind, iteratorVariable, source, sourceTypeRef, satisfies }: Quantified,
  scope: FeelScope,
  environment: BoxedEnvironment,
): FeelValue {
  const items = itemsOf(source, sourceTypeRef, iteratorVariable, scope, environment)
  if (items === null) return scope.run.nothing('not_a_list')
  const decides = kind === 'some'
  let unknown = false
  for (const item of items) {
    scope.run.spend(1)
    const holds = evaluateBoxed(satisfies, scope.with(new Map([[iteratorVariable, item]])), environment)
    if (holds === decides) return decides
    if (typeof holds !== 'boolean') unknown = true
  }
  return unknown ? null : !decides
}

/** A list, a closed range of whole numbers or days, or one value as its own list; null is none. */
function itemsOf(
  source: BoxedExpression,
  typeRef: string | null,
  name: string,
  scope: FeelScope,
  environment: BoxedEnvironment,
): readonly FeelValue[] | null {
  const { run } = scope
  const value = evaluateBoxed(source, scope, environment)
  if (value === null) return null
  const items = value instanceof FeelRange ? rangeItems(value, scope) : isList(value) ? value : [value]
  const type = environment.compiled.typeNamed(typeRef)
  // The type may be that of the elements or, as some editors write it, of the whole list.
  const base = type.kind === 'constrained' ? type.base : type
  if (items === null || base.kind === 'any' || base.kind === 'list') return items
  return items.map((item) => fitted(item, type, run, name))
}

function rangeItems(range: FeelRange, scope: FeelScope): readonly FeelValue[] | null {
  const bounds = [range.start, range.end].map((bound) =>
    bound instanceof FeelDate
      ? dayNumberOf(bound)
      : isNumber(bound) && bound.isInteger()
        ? bound.toNumber()
        : null,
  )
  const [start = null, end = null] = bounds
  if (start === null || end === null || orderOf(range.start, range.end) === null) return null
  const first = range.startIncluded ? start : start + 1
  const last = range.endIncluded ? end : end - 1
  scope.run.holdSize(last - first)
  scope.run.spend(Math.max(0, last - first))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    range.start instanceof FeelDate ? dateOfDayNumber(first + index) : toNumber(first + index),
  )
}
