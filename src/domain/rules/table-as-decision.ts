/**
 * Tables of a rule book as decision tables of DMN and back: for the checks of tables, and so that a table can leave as a .dmn
 * file, be edited elsewhere and come in again. What DMN has no place for (units, English titles, clauses) stands in descriptions
 * and annotations, and is read back from there.
 */
import { type BilingualText, type DateOn, type Outcome, accepted, refused } from '#domain/kernel'
import type { BookNames } from './book-names.ts'
import { compileModel } from './dmn-compile.ts'
import type {
  Aggregation,
  Decision,
  DecisionTable,
  DmnElement,
  DmnModel,
  HitPolicy,
  LiteralExpression,
} from './dmn-model.ts'
import { readDmn } from './dmn-read.ts'
import { writeDmn } from './dmn-write.ts'
import { type TableReport, checkTable } from './decision-table-check.ts'
import { childrenOf } from './evaluate.ts'
import type { ClauseReference } from './fact.ts'
import { parameterValueOn } from './parameters-on.ts'
import type { RuleTable } from './rule-book.ts'
import { namesIn } from './rule-formula.ts'
import { studyExpression } from './study-expression.ts'
import type { FeelNode } from './syntax.ts'

const HITS: Readonly<Record<RuleTable['hit'], readonly [HitPolicy, Aggregation | null]>> = {
  UNIQUE: ['UNIQUE', null],
  ANY: ['ANY', null],
  FIRST: ['FIRST', null],
  PRIORITY: ['PRIORITY', null],
  SUM: ['COLLECT', 'SUM'],
  MAX: ['COLLECT', 'MAX'],
  MIN: ['COLLECT', 'MIN'],
  COUNT: ['COLLECT', 'COUNT'],
}

const TYPE_REFS = { number: 'number', text: 'string', boolean: 'boolean', date: 'date' } as const
const ANNOTATIONS = ['备注', '文件', '条款', '文件编号', '网址'] as const
const NAMESPACE = 'urn:duoyuan:rules'
const PLAIN: DmnElement = { id: null, label: null, description: null }

/** A cell’s text with the parameters of a day written out; the table’s own text where `on` is null. */
export function asDecisionTable(table: RuleTable, names: BookNames, on: DateOn | null): DecisionTable {
  const [hitPolicy, aggregation] = HITS[table.hit]
  const written = (text: string, dialect: 'expression' | 'unary-tests'): string =>
    on === null ? text : withParameters(text, dialect, names, on)
  return {
    ...PLAIN,
    kind: 'table',
    typeRef: null,
    label: table.title.zh,
    description: describe(table.title.en, null),
    hitPolicy,
    aggregation,
    orientation: null,
    outputLabel: null,
    inputs: table.inputs.map((input) => {
      const parsed = names.parse(input.expression)
      const studied = parsed.ok ? studyExpression(parsed.value.root, input.expression, names).studied : null
      const type = studied?.type
      const typeRef =
        type === 'number' || type === 'text' || type === 'boolean' || type === 'date' ? TYPE_REFS[type] : null
      const options = type === 'text' ? (studied?.options ?? null) : null
      return {
        ...PLAIN,
        label: input.title.zh,
        description: describe(input.title.en, input.unit),
        expression: literal(input.expression, typeRef),
        values:
          options === null
            ? null
            : {
                ...PLAIN,
                text: options.map((word) => JSON.stringify(word)).join(', '),
                expressionLanguage: null,
              },
      }
    }),
    outputs: table.outputs.map((output, index) => {
      const otherwise = table.otherwise?.[index]
      return {
        ...PLAIN,
        label: output.title.zh,
        description: describe(output.title.en, output.unit),
        name: output.code,
        typeRef: TYPE_REFS[output.type],
        values: null,
        defaultEntry: otherwise === undefined ? null : literal(otherwise, null),
      }
    }),
    annotations: [...ANNOTATIONS],
    rules: table.rows.map((row) => ({
      ...PLAIN,
      inputs: row.tests.map((text) => ({
        ...PLAIN,
        text: written(text, 'unary-tests'),
        expressionLanguage: null,
      })),
      outputs: row.outputs.map((text) => literal(text, null)),
      annotations: [
        row.note ?? '',
        row.clause?.document ?? '',
        row.clause?.clause ?? '',
        row.clause?.documentId ?? '',
        row.clause?.url ?? '',
      ],
    })),
  }
}

function literal(text: string, typeRef: string | null): LiteralExpression {
  return { ...PLAIN, kind: 'literal', text, typeRef, expressionLanguage: null }
}

const EN = 'en: '
const UNIT = 'unit: '

function describe(english: string, unit: string | null): string {
  return [`${EN}${english}`, ...(unit === null ? [] : [`${UNIT}${unit}`])].join('\n')
}

function described(element: DmnElement, name: string): { title: BilingualText; unit: string | null } {
  const lines = (element.description ?? '').split('\n').map((line) => line.trim())
  const find = (mark: string): string | null =>
    lines.find((line) => line.startsWith(mark))?.slice(mark.length) ?? null
  const zh = element.label ?? name
  return { title: { zh, en: find(EN) ?? zh }, unit: find(UNIT) }
}

/** Gaps, overlaps and rows that never answer, with the parameters of the day. */
export function checkRuleTable(table: RuleTable, names: BookNames, on: DateOn): TableReport | null {
  const decisionTable = asDecisionTable(table, names, on)
  const compiled = compileModel(modelOf(table, decisionTable, names))
  return compiled.ok ? checkTable(decisionTable, compiled.value) : null
}

/** The table as a .dmn file of one decision, with the facts that it asks for as input data. */
export function tableToDmn(table: RuleTable, names: BookNames): string {
  return writeDmn(modelOf(table, asDecisionTable(table, names, null), names))
}

function modelOf(table: RuleTable, logic: DecisionTable, names: BookNames): DmnModel {
  const inputs = new Set(
    table.inputs.flatMap(({ expression }) => {
      const parsed = names.parse(expression)
      return parsed.ok ? namesIn(parsed.value.root).filter((name) => !names.isFunction(name)) : []
    }),
  )
  const ids = new Map([...inputs].map((name, index) => [name, `input-${index + 1}`]))
  const decision: Decision = {
    ...PLAIN,
    id: 'decision-1',
    name: table.code,
    question: null,
    allowedAnswers: null,
    variable: { ...PLAIN, name: table.code, typeRef: null },
    requiredDecisions: [],
    requiredInputs: [...ids.values()].map((id) => ({ namespace: NAMESPACE, id })),
    requiredKnowledge: [],
    authorities: [],
    logic,
  }
  return {
    id: 'table',
    name: table.code,
    namespace: NAMESPACE,
    description: null,
    expressionLanguage: null,
    imports: [],
    itemDefinitions: [],
    inputData: [...ids].map(([name, id]) => ({
      ...PLAIN,
      id,
      name,
      variable: { ...PLAIN, name, typeRef: null },
    })),
    decisions: [decision],
    knowledgeModels: [],
    decisionServices: [],
    knowledgeSources: [],
  }
}

/** The decision table of a .dmn file: the one named, else the first. */
export function tableFromDmn(text: string, decisionName?: string): Outcome<RuleTable> {
  const model = readDmn(text)
  if (!model.ok) return model
  const found = model.value.decisions.find(
    ({ name, logic }) => logic?.kind === 'table' && (decisionName === undefined || name === decisionName),
  )
  if (found?.logic?.kind !== 'table')
    return refused({
      code: 'rules.dmn_unknown_decision',
      params: { name: decisionName ?? '', known: model.value.decisions.map(({ name }) => name).join('、') },
    })
  const { logic } = found
  const hit = hitOf(logic)
  if (hit === null)
    return refused({
      code: 'rules.table_hit_policy',
      params: { table: found.name, hit: [logic.hitPolicy, logic.aggregation ?? ''].join(' ').trim() },
    })
  const defaults = logic.outputs.map(({ defaultEntry }) => defaultEntry?.text ?? null)
  return accepted({
    code: found.name,
    title: described(logic, found.label ?? found.name).title,
    inputs: logic.inputs.map((input) => ({
      ...described(input, input.expression.text),
      expression: input.expression.text,
    })),
    outputs: logic.outputs.map((output, index) => {
      const code = output.name ?? (logic.outputs.length === 1 ? found.name : `输出${index + 1}`)
      return { ...described(output, code), code, type: outputType(output.typeRef, logic, index) }
    }),
    hit,
    rows: logic.rules.map((row) => ({
      tests: row.inputs.map((tests) => tests.text),
      outputs: row.outputs.map((output) => output.text),
      note: emptyAsNull(annotationOf(logic, row.annotations, '备注') ?? row.annotations[0]),
      clause: clauseOf(logic, row.annotations),
    })),
    otherwise: defaults.every((entry) => entry === null) ? null : defaults.map((entry) => entry ?? 'null'),
  })
}

function hitOf({ hitPolicy, aggregation }: DecisionTable): RuleTable['hit'] | null {
  for (const hit of ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'SUM', 'MAX', 'MIN', 'COUNT'] as const) {
    const [policy, wanted] = HITS[hit]
    if (policy === hitPolicy && wanted === aggregation) return hit
  }
  return null
}

function outputType(
  typeRef: string | null,
  logic: DecisionTable,
  index: number,
): 'number' | 'text' | 'boolean' {
  if (typeRef === 'number' || typeRef === 'boolean') return typeRef
  if (typeRef === 'string') return 'text'
  const cells = logic.rules.map(({ outputs }) => outputs[index]?.text.trim() ?? '')
  if (cells.every((text) => text === 'true' || text === 'false')) return 'boolean'
  return cells.some((text) => text.startsWith('"')) ? 'text' : 'number'
}

function annotationOf(logic: DecisionTable, entries: readonly string[], name: string): string | null {
  const index = logic.annotations.indexOf(name)
  return index < 0 ? null : emptyAsNull(entries[index])
}

function emptyAsNull(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text
}

function clauseOf(logic: DecisionTable, entries: readonly string[]): ClauseReference | null {
  const document = annotationOf(logic, entries, '文件')
  if (document === null) return null
  return {
    document,
    clause: annotationOf(logic, entries, '条款'),
    documentId: annotationOf(logic, entries, '文件编号'),
    url: annotationOf(logic, entries, '网址'),
  }
}

/** Parameters in a cell written out as the values of the day: the check of a table knows constants only. */
function withParameters(
  text: string,
  dialect: 'expression' | 'unary-tests',
  names: BookNames,
  on: DateOn,
): string {
  const parsed = names.parse(text, dialect)
  if (!parsed.ok) return text
  const places: { from: number; to: number; value: string }[] = []
  const visit = (node: FeelNode): void => {
    if (node.kind === 'name') {
      const meaning = names.meaningOf(node.name)
      const spell = meaning?.kind === 'parameter' ? parameterValueOn(meaning.parameter, on) : null
      if (meaning?.kind === 'parameter' && spell !== null)
        places.push({ from: node.from, to: node.to, value: writeFact(spell.value, meaning.parameter.type) })
    }
    childrenOf(node).forEach(visit)
  }
  visit(parsed.value.root)
  let result = text
  for (const { from, to, value } of places.sort((a, b) => b.from - a.from))
    result = `${result.slice(0, from)}${value}${result.slice(to)}`
  return result
}

function writeFact(value: number | boolean | string | readonly string[], type: string): string {
  if (typeof value === 'string')
    return type === 'date' ? `date(${JSON.stringify(value)})` : JSON.stringify(value)
  return typeof value === 'object'
    ? `[${value.map((word) => JSON.stringify(word)).join(', ')}]`
    : String(value)
}
