/** Boxed expressions of a DMN file (DMN 1.5 clause 7.3.1 and chapter 8). */
import type {
  BoxedExpression,
  ContextEntry,
  DecisionTable,
  FunctionDefinition,
  InputClause,
  LiteralExpression,
  OutputClause,
  TableRule,
  UnaryTests,
} from './dmn-model.ts'
import {
  type Reading,
  UnreadableModel,
  attributeOf,
  childOf,
  childrenOf,
  missing,
  nameOf,
  readCommon,
  readInformationItem,
  readTypeRef,
  requiredAttribute,
  requiredChild,
  textOf,
  wordOf,
} from './dmn-read-node.ts'
import type { XmlElement } from './dmn-xml.ts'

const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const
const AGGREGATIONS = ['SUM', 'COUNT', 'MIN', 'MAX'] as const
const ORIENTATIONS = ['Rule-as-Row', 'Rule-as-Column', 'CrossTable'] as const

const READERS: ReadonlyMap<string, (element: XmlElement, reading: Reading) => BoxedExpression> = new Map<
  string,
  (element: XmlElement, reading: Reading) => BoxedExpression
>([
  ['literalExpression', readLiteral],
  ['context', readContext],
  [
    'list',
    (element, reading) => ({
      ...typed(element, reading),
      kind: 'list',
      elements: expressionsIn(element, reading),
    }),
  ],
  ['relation', readRelation],
  ['invocation', readInvocation],
  ['functionDefinition', readFunction],
  ['decisionTable', readTable],
  [
    'conditional',
    (element, reading) => ({
      ...typed(element, reading),
      kind: 'conditional',
      condition: childExpression(element, 'if', reading),
      consequent: childExpression(element, 'then', reading),
      alternative: childExpression(element, 'else', reading),
    }),
  ],
  [
    'filter',
    (element, reading) => ({
      ...typed(element, reading),
      kind: 'filter',
      source: childExpression(element, 'in', reading),
      match: childExpression(element, 'match', reading),
    }),
  ],
  [
    'for',
    (element, reading) => ({
      ...iterator(element, reading),
      kind: 'for',
      result: childExpression(element, 'return', reading),
    }),
  ],
  [
    'some',
    (element, reading) => ({
      ...iterator(element, reading),
      kind: 'some',
      satisfies: childExpression(element, 'satisfies', reading),
    }),
  ],
  [
    'every',
    (element, reading) => ({
      ...iterator(element, reading),
      kind: 'every',
      satisfies: childExpression(element, 'satisfies', reading),
    }),
  ],
])

/** The expression directly within an element, or null; two are refused. */
export function readExpressionIn(element: XmlElement, reading: Reading): BoxedExpression | null {
  const [first, second] = expressionsIn(element, reading)
  if (second !== undefined)
    throw new UnreadableModel('rules.dmn_unknown_element', {
      line: element.line,
      element: `${nameOf(element)}: two expressions`,
    })
  return first ?? null
}

function expressionsIn(element: XmlElement, reading: Reading): BoxedExpression[] {
  return childrenOf(element).flatMap((child) => READERS.get(child.name)?.(child, reading) ?? [])
}

function childExpression(element: XmlElement, name: string, reading: Reading): BoxedExpression {
  const child = requiredChild(element, name)
  const expression = readExpressionIn(child, reading)
  if (expression === null) throw missing(child, 'expression')
  return expression
}

function typed(element: XmlElement, reading: Reading) {
  return {
    ...readCommon(element),
    typeRef: readTypeRef(attributeOf(element, 'typeRef'), element, reading),
  }
}

export function readLiteral(element: XmlElement, reading: Reading): LiteralExpression {
  return {
    ...typed(element, reading),
    kind: 'literal',
    text: textOf(childOf(element, 'text')) ?? '',
    expressionLanguage: attributeOf(element, 'expressionLanguage'),
  }
}

export function readUnaryTests(element: XmlElement | null): UnaryTests | null {
  if (element === null) return null
  return {
    ...readCommon(element),
    text: textOf(childOf(element, 'text')) ?? '',
    expressionLanguage: attributeOf(element, 'expressionLanguage'),
  }
}

function readContext(element: XmlElement, reading: Reading): BoxedExpression {
  const entries = childrenOf(element, 'contextEntry').map((entry): ContextEntry => {
    const variable = childOf(entry, 'variable')
    const value = readExpressionIn(entry, reading)
    if (value === null) throw missing(entry, 'expression')
    return {
      ...readCommon(entry),
      variable: variable === null ? null : readInformationItem(variable, reading),
      value,
    }
  })
  return { ...typed(element, reading), kind: 'context', entries }
}

function readRelation(element: XmlElement, reading: Reading): BoxedExpression {
  return {
    ...typed(element, reading),
    kind: 'relation',
    columns: childrenOf(element, 'column').map((column) => readInformationItem(column, reading)),
    rows: childrenOf(element, 'row').map((row) => ({
      ...readCommon(row),
      cells: expressionsIn(row, reading),
    })),
  }
}

function readInvocation(element: XmlElement, reading: Reading): BoxedExpression {
  return {
    ...typed(element, reading),
    kind: 'invocation',
    called: readExpressionIn(element, reading),
    bindings: childrenOf(element, 'binding').map((binding) => ({
      parameter: readInformationItem(requiredChild(binding, 'parameter'), reading),
      value: readExpressionIn(binding, reading),
    })),
  }
}

export function readFunction(element: XmlElement, reading: Reading): FunctionDefinition {
  return {
    ...typed(element, reading),
    kind: 'function',
    functionKind: wordOf(element, 'kind', ['FEEL', 'Java', 'PMML'], 'FEEL'),
    parameters: childrenOf(element, 'formalParameter').map((item) => readInformationItem(item, reading)),
    body: readExpressionIn(element, reading),
  }
}

function iterator(element: XmlElement, reading: Reading) {
  const source = requiredChild(element, 'in')
  return {
    ...typed(element, reading),
    iteratorVariable: requiredAttribute(element, 'iteratorVariable').trim(),
    source: childExpression(element, 'in', reading),
    sourceTypeRef: readTypeRef(attributeOf(source, 'typeRef'), source, reading),
  }
}

function readTable(element: XmlElement, reading: Reading): DecisionTable {
  const inputs = childrenOf(element, 'input').map((input): InputClause => ({
    ...readCommon(input),
    expression: readLiteral(requiredChild(input, 'inputExpression'), reading),
    values: readUnaryTests(childOf(input, 'inputValues')),
  }))
  const outputs = childrenOf(element, 'output').map((output): OutputClause => {
    const entry = childOf(output, 'defaultOutputEntry')
    return {
      ...readCommon(output),
      name: attributeOf(output, 'name'),
      typeRef: readTypeRef(attributeOf(output, 'typeRef'), output, reading),
      values: readUnaryTests(childOf(output, 'outputValues')),
      defaultEntry: entry === null ? null : readLiteral(entry, reading),
    }
  })
  if (outputs.length === 0) throw missing(element, 'output')
  const rules = childrenOf(element, 'rule').map((rule): TableRule => {
    const tests = childrenOf(rule, 'inputEntry').map((entry) => readUnaryTests(entry))
    const entries = childrenOf(rule, 'outputEntry')
    if (tests.length !== inputs.length || entries.length !== outputs.length)
      throw new UnreadableModel('rules.dmn_row_length', {
        line: rule.line,
        element: nameOf(rule),
        expected: inputs.length + outputs.length,
        found: tests.length + entries.length,
      })
    return {
      ...readCommon(rule),
      inputs: tests.filter((test) => test !== null),
      outputs: entries.map((entry) => readLiteral(entry, reading)),
      annotations: childrenOf(rule, 'annotationEntry').map((entry) => textOf(childOf(entry, 'text')) ?? ''),
    }
  })
  return {
    ...typed(element, reading),
    kind: 'table',
    hitPolicy: wordOf(element, 'hitPolicy', HIT_POLICIES, 'UNIQUE'),
    aggregation: wordOf(element, 'aggregation', AGGREGATIONS, null),
    orientation: wordOf(element, 'preferredOrientation', ORIENTATIONS, null),
    outputLabel: attributeOf(element, 'outputLabel'),
    inputs,
    outputs,
    annotations: childrenOf(element, 'annotation').map((clause) => attributeOf(clause, 'name') ?? ''),
    rules,
  }
}
