/** Invented values for a walk: what a field may hold, among them those at which the guards of the definition change. */
import type { Json } from '#domain/kernel'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'
import { everyExpression } from './definition-expressions.ts'
import { childrenOf, nameOf, readExpression, type ExpressionNode } from './expression.ts'
import { validateFields } from './form.ts'
import { isSchema, typeOf } from './json-schema.ts'

export interface WalkValues {
  /** Values for a field, the plainest first; empty where none could be invented. */
  of(field: string): readonly Json[]
  /** Fields that guards, clocks or participants look at. */
  readonly watched: ReadonlySet<string>
}

/** Invented organisations for a list: as many as the definition counts to, two at least. */
const FEWEST_PARTIES = 2

export function walkValues(definition: ProcedureDefinition): WalkValues {
  const literals = literalsOf(definition)
  const watched = new Set([
    ...literals.names,
    ...Object.values(definition.participants).flatMap((who) => (who.kind === 'field' ? [who.field] : [])),
    ...Object.values(definition.clocks).flatMap(({ limit }) => (typeof limit === 'string' ? [] : [limit.by])),
  ])
  const parties = partiesNeeded(definition)
  const values = new Map<string, readonly Json[]>()
  for (const [name, field] of Object.entries(definition.fields)) {
    const invented = valuesOf(name, field.schema, literals, parties)
    values.set(
      name,
      distinct(invented).filter(
        (value) => validateFields(definition, [name], { [name]: value }).length === 0,
      ),
    )
  }
  return { of: (field) => values.get(field) ?? [], watched }
}

/** What the expressions that look at a field compare things with. */
interface Literals {
  readonly names: ReadonlySet<string>
  textsFor(field: string): readonly string[]
  numbersFor(field: string): readonly number[]
}

function literalsOf(definition: ProcedureDefinition): Literals {
  const names = new Set<string>()
  const texts: string[] = []
  for (const { text } of everyExpression(definition)) {
    const reading = readExpression(text)
    if (!reading.ok) continue
    texts.push(text)
    for (const name of reading.names) names.add(name)
    // A field that is reached by way of a branch is watched too.
    for (const name of Object.keys(definition.fields)) if (text.includes(`.${name}`)) names.add(name)
  }
  const about = (field: string) => texts.filter((text) => new RegExp(`\\b${field}\\b`).test(text))
  const numbersIn = (text: string): number[] => {
    const found: number[] = []
    const visit = (node: ExpressionNode) => {
      if (node.name === 'NumericLiteral') found.push(Number(nameOf(node, text)))
      for (const child of childrenOf(node)) visit(child)
    }
    const reading = readExpression(text)
    if (reading.ok) visit(reading.root)
    for (const [code, { value }] of Object.entries(definition.settings))
      if (typeof value === 'number' && text.includes(`settings.${code}`)) found.push(value)
    return found.filter((number) => Number.isFinite(number))
  }
  return {
    names,
    textsFor: (field) =>
      about(field).flatMap((text) =>
        [...text.matchAll(new RegExp(`\\b${field}\\s*!?=\\s*"([^"]*)"`, 'g'))].map((match) => match[1] ?? ''),
      ),
    numbersFor: (field) => [...new Set([0, 1, ...about(field).flatMap(numbersIn)])],
  }
}

/** The highest number of parties that a join or signing rule asks for. */
function partiesNeeded(definition: ProcedureDefinition): number {
  const counts = Object.values(definition.nodes).flatMap((node) => {
    if (node.kind === 'parallel' && node.join.rule === 'count') return [node.join.count]
    return node.kind === 'step' && node.sign?.rule === 'count' ? [node.sign.count ?? 1] : []
  })
  const numbers = counts.map((count) => {
    const value = typeof count === 'number' ? count : definition.settings[count]?.value
    return typeof value === 'number' ? value : 1
  })
  return Math.max(FEWEST_PARTIES, ...numbers)
}

function valuesOf(
  name: string,
  schema: Readonly<Record<string, Json>>,
  literals: Literals,
  parties: number,
): readonly Json[] {
  if (Array.isArray(schema['enum'])) return schema['enum'] as readonly Json[]
  if (schema['const'] !== undefined) return [schema['const']]
  switch (typeOf(schema)) {
    case 'boolean':
      return [true, false]
    case 'number':
    case 'integer':
      return numbersOf(name, schema, literals)
    case 'string':
      return textsOf(name, schema, literals)
    case 'array':
      return listsOf(name, schema, literals, parties)
    case 'object':
      return objectsOf(name, schema, literals, parties)
    default:
      return []
  }
}

function numbersOf(name: string, schema: FieldDefinition['schema'], literals: Literals): readonly number[] {
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].flatMap((bound) => {
    const value = schema[bound]
    return typeof value === 'number' ? [value, value + 1, value - 1] : []
  })
  const step = typeof schema['multipleOf'] === 'number' ? schema['multipleOf'] : 1
  return [
    ...bounds.slice(0, 2),
    ...literals.numbersFor(name).flatMap((number) => [number, number + step, number - step]),
    ...bounds,
  ]
}

function textsOf(name: string, schema: FieldDefinition['schema'], literals: Literals): readonly string[] {
  const texts = literals.textsFor(name)
  const format = typeof schema['format'] === 'string' ? schema['format'] : ''
  if (/^(organisation|person|file)/.test(format))
    return ['', '-other'].map((other) => `${format.split(':')[0] ?? ''}-${name}${other}`)
  if (format === 'date') return ['2026-03-02', '2027-03-02', '2025-03-03']
  if (typeof schema['pattern'] === 'string') return [...texts, ...repeated(schema['pattern'])]
  const least = typeof schema['minLength'] === 'number' ? schema['minLength'] : 1
  return ['某'.repeat(Math.max(least, 4)), '某'.repeat(Math.max(least, 1)), ...texts]
}

/** Texts of one sign, of every length: they fit the patterns of codes. */
function repeated(pattern: string): readonly string[] {
  const fits = new RegExp(pattern, 'u')
  const found: string[] = []
  for (const sign of ['1', 'A', 'a', '某'])
    for (let length = 1; length <= 40 && found.length < 3; length += 1)
      if (fits.test(sign.repeat(length))) found.push(sign.repeat(length))
  return [
    ...found,
    ...['2026', '2026-03', '110000', '100000', '13800000000', '010-12345678', 'A-1'].filter((text) =>
      fits.test(text),
    ),
  ]
}

function listsOf(
  name: string,
  schema: FieldDefinition['schema'],
  literals: Literals,
  parties: number,
): readonly Json[] {
  const items = schema['items']
  if (!isSchema(items)) return []
  const format = typeof items['format'] === 'string' ? items['format'] : ''
  const kind = /^(organisation|person|file)/.exec(format)?.[0]
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0
  const usual = Math.max(least, parties)
  if (kind !== undefined) {
    const party = (index: number) => `${kind}-${name}-${String(index + 1)}`
    return [usual, Math.max(1, least), usual + 1].map((count) =>
      Array.from({ length: count }, (_, index) => party(index)),
    )
  }
  const elements = valuesOf(name, items, literals, parties)
  const [first] = elements
  if (first === undefined) return []
  const counts = literals
    .numbersFor(name)
    .filter((number) => Number.isInteger(number) && number > 0 && number < 8)
  return [
    ...elements.slice(0, 40).map((element) => [element]),
    ...[...new Set([usual, ...counts, ...counts.map((count) => count + 1)])].map((count) =>
      Array.from({ length: count }, (_, index) => elements[index % elements.length] ?? first),
    ),
    ...(elements.length > 1 ? [elements.slice(0, 6)] : []),
  ]
}

/** The plainest object, and it again with each other value of each entry. */
function objectsOf(
  name: string,
  schema: FieldDefinition['schema'],
  literals: Literals,
  parties: number,
): readonly Json[] {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {}
  const choices = Object.entries(properties).flatMap(([key, entry]): [string, readonly Json[]][] =>
    isSchema(entry) ? [[key, valuesOf(key, entry, literals, parties).slice(0, 8)]] : [],
  )
  const plain = Object.fromEntries(
    choices.flatMap(([key, values]) => (values[0] === undefined ? [] : [[key, values[0]]])),
  )
  const others = choices.flatMap(([key, values]) =>
    values.slice(1).map((value) => ({ ...plain, [key]: value })),
  )
  return [plain, ...others]
}

function distinct(values: readonly Json[]): readonly Json[] {
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = JSON.stringify(value)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
