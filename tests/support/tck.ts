/** The public DMN test kit: its cases read, run against the engine, compared. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CompiledModel,
  type DmnModel,
  type FeelContext,
  type FeelValue,
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelNumber,
  FeelTime,
  type XmlElement,
  compileModel,
  evaluateDecision,
  evaluateKnowledge,
  evaluateService,
  readDmn,
  readTemporal,
  readXml,
  equalValues,
  toNumber,
  writeValue,
} from '#domain/rules'

/** One expected result of one case. */
export interface TckResult {
  readonly folder: string
  readonly test: string
  readonly passed: boolean
  readonly expected: string
  readonly found: string
}

export interface TckFolder {
  readonly name: string
  readonly results: readonly TckResult[]
}

/** The moment that `now()` and `today()` speak of while the kit runs; no expected result depends on it. */
const NOW = '2026-01-15T10:30:00Z'
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** Runs every case of every folder in `compliance-level-2` and `-3`; a case counts once, passed when all its results are. */
export function runTck(kit: string, only = ''): TckFolder[] {
  return ['compliance-level-2', 'compliance-level-3'].flatMap((level) => {
    const path = join(kit, level)
    if (!existsSync(path)) return []
    return readdirSync(path)
      .sort()
      .filter((name) => `${level}/${name}`.includes(only))
      .map((name) => ({ name: `${level}/${name}`, results: runFolder(join(path, name), name) }))
  })
}

function runFolder(path: string, folder: string): TckResult[] {
  const files = readdirSync(path).sort()
  const models = new Map<string, DmnModel>()
  const byFile = new Map<string, DmnModel | string>()
  for (const file of files.filter((name) => name.endsWith('.dmn'))) {
    const model = readDmn(readFileSync(join(path, file), 'utf8'))
    byFile.set(file, model.ok ? model.value : JSON.stringify(model.issues))
    if (model.ok) models.set(model.value.namespace, model.value)
  }
  return files
    .filter((name) => name.endsWith('.xml'))
    .flatMap((file) => {
      const root = readXml(readFileSync(join(path, file), 'utf8'))
      if (!root.ok) throw new Error(`${file}: ${JSON.stringify(root.issues)}`)
      const modelName = textOf(child(root.value, 'modelName')) ?? ''
      const model = byFile.get(modelName)
      const compiled =
        model === undefined || typeof model === 'string'
          ? (model ?? `no model ${modelName}`)
          : compile(model, models)
      return children(root.value, 'testCase').map((test) => runCase(compiled, test, folder))
    })
}

function compile(model: DmnModel, models: ReadonlyMap<string, DmnModel>): CompiledModel | string {
  const compiled = compileModel(model, { resolve: (namespace) => models.get(namespace) ?? null })
  return compiled.ok ? compiled.value : JSON.stringify(compiled.issues)
}

function runCase(compiled: CompiledModel | string, test: XmlElement, folder: string): TckResult {
  const id = test.attributes.get('id') ?? ''
  const input: Record<string, FeelValue> = {}
  for (const node of children(test, 'inputNode')) {
    const name = node.attributes.get('name') ?? ''
    const namespace = node.attributes.get('namespace')
    input[namespace === undefined ? name : `${namespace}#${name}`] = readValue(node)
  }
  let last: TckResult = { folder, test: id, passed: true, expected: '', found: '' }
  for (const node of children(test, 'resultNode')) {
    const name = node.attributes.get('name') ?? ''
    const expectedNode = child(node, 'expected')
    const expected = expectedNode === null ? null : readValue(expectedNode)
    let found: FeelValue = null
    let problem = ''
    if (typeof compiled === 'string') problem = compiled
    else {
      const answer = ask(compiled, test, name, input)
      if (answer.ok) found = answer.value.value
      else problem = JSON.stringify(answer.issues)
    }
    if (
      problem === '' &&
      test.attributes.get('type') === 'decisionService' &&
      children(test, 'resultNode').length > 1
    )
      found = memberOf(found, name)
    last = {
      folder,
      test: id,
      passed: problem === '' && isSame(expected, found),
      expected: `${name} = ${writeValue(expected)}`,
      found: problem === '' ? writeValue(found) : problem,
    }
    if (!last.passed) return last
  }
  return last
}

function ask(compiled: CompiledModel, test: XmlElement, name: string, input: Record<string, FeelValue>) {
  const invocable = test.attributes.get('invocableName') ?? name
  switch (test.attributes.get('type')) {
    case 'decisionService':
      return evaluateService(compiled, invocable, input, { now: NOW })
    case 'bkm':
      return evaluateKnowledge(compiled, invocable, input, { now: NOW })
    case 'decision':
    case undefined:
    default:
      return evaluateDecision(compiled, name, input, { now: NOW })
  }
}

/** Numbers to eight places: the kit writes some results of powers and logarithms as doubles. */
export function isSame(expected: FeelValue, found: FeelValue): boolean {
  if (expected instanceof FeelNumber)
    return (
      found instanceof FeelNumber &&
      expected.minus(found).abs().lessThanOrEqualTo(FeelNumber.max(expected.abs(), 1).times('1e-8'))
    )
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((item: FeelValue, index) => isSame(item, (found[index] ?? null) as FeelValue))
    )
  if (expected instanceof Map) {
    if (!(found instanceof Map) || found.size !== expected.size) return false
    const members: FeelContext = found
    return [...(expected as FeelContext)].every(
      ([key, entry]) => members.has(key) && isSame(entry, members.get(key) ?? null),
    )
  }
  if (expected === null || found === null) return expected === found
  return equalValues(expected, found) === true && expected.constructor === found.constructor
}

function memberOf(value: FeelValue, name: string): FeelValue {
  if (!(value instanceof Map)) return null
  const members: FeelContext = value
  return members.get(name) ?? null
}

function readValue(node: XmlElement): FeelValue {
  const list = child(node, 'list')
  if (list !== null) return isNil(list) ? null : children(list, 'item').map(readValue)
  const components = children(node, 'component')
  if (components.length > 0)
    return new Map(
      components.map((component) => [
        component.attributes.get('name') ?? '',
        isNil(component) ? null : readValue(component),
      ]),
    )
  const value = child(node, 'value')
  if (value === null || isNil(value)) return null
  const [, type = ''] = (attribute(value, 'type') ?? 'xsd:string').split(':')
  return typedValue(type, value.text)
}

function typedValue(type: string, written: string): FeelValue {
  const text = written.trim()
  switch (type) {
    case 'boolean':
      return text === 'true' || text === '1'
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'long':
    case 'float':
      return toNumber(text)
    case 'date':
    case 'time':
    case 'dateTime':
    case 'duration': {
      const value = readTemporal(text)
      if (
        value instanceof FeelDate ||
        value instanceof FeelTime ||
        value instanceof FeelDateTime ||
        value instanceof FeelDaysDuration ||
        value instanceof FeelMonthsDuration
      )
        return value
      throw new Error(`The kit expects ${type} “${text}”, which cannot be read.`)
    }
    default:
      return written
  }
}

function isNil(element: XmlElement): boolean {
  return attribute(element, 'nil') === 'true'
}

function attribute(element: XmlElement, name: string): string | undefined {
  for (const [prefix, namespace] of element.prefixes)
    if (namespace === SCHEMA_INSTANCE && element.attributes.has(`${prefix}:${name}`))
      return element.attributes.get(`${prefix}:${name}`)
  return undefined
}

function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((candidate) => candidate.name === name)
}

function child(element: XmlElement, name: string): XmlElement | null {
  return children(element, name)[0] ?? null
}

function textOf(element: XmlElement | null): string | null {
  return element === null ? null : element.text.trim()
}
