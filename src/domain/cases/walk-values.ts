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

interface Literals {
  readonly names: ReadonlySet<string>
  readonly texts: readonly string[]
  readonly numbers: readonly number[]
}

function literalsOf(definition: ProcedureDefinition): Literals {
  const names = new Set<string>()
  const texts = new Set<string>()
  const numbers = new Set<number>([0, 1])
  const visit = (node: ExpressionNode, text: string) => {
    if (node.name === 'StringLiteral') texts.add(text.slice(node.from + 1, node.to - 1))
    if (node.name === 'NumericLiteral') numbers.add(Number(nameOf(node, text)))
    for (const child of childrenOf(node)) visit(child, text)
  }
  for (const { text } of everyExpression(definition)) {
    const reading = readExpression(text)
    if (!reading.ok) continue
    for (const name of reading.names) names.add(name)
    // A field that is reached by way of a branch is watched too.
    for (const name of Object.keys(definition.fields)) if (text.includes(`.${name}`)) names.add(name)
    visit(reading.root, text)
  }
  for (const { value } of Object.values(definition.settings))
    if (typeof value === 'number') numbers.add(value)
  return { names, texts: [...texts], numbers: [...numbers].filter((number) => Number.isFinite(number)) }
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
      return numbersOf(schema, literals)
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

function numbersOf(schema: FieldDefinition['schema'], { numbers }: Literals): readonly number[] {
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].flatMap((bound) => {
    const value = schema[bound]
    return typeof value === 'number' ? [value, value + 1, value - 1] : []
  })
  const step = typeof schema['multipleOf'] === 'number' ? schema['multipleOf'] : 1
  return [
    ...bounds.slice(0, 2),
    ...numbers.flatMap((number) => [number, number + step, number - step]),
    ...bounds,
  ]
}

function textsOf(name: string, schema: FieldDefinition['schema'], { texts }: Literals): readonly string[] {
  const format = typeof schema['format'] === 'string' ? schema['format'] : ''
  if (/^(organisation|person|file)/.test(format)) return [`${format.split(':')[0] ?? ''}-${name}`]
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
  const isParty = typeof items['format'] === 'string' && /^(organisation|person|file)/.test(items['format'])
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0
  const usual = Math.max(least, parties)
  if (isParty) {
    const party = (index: number) =>
      `${String(items['format']).split(':')[0] ?? ''}-${name}-${String(index + 1)}`
    return [usual, Math.max(1, least), usual + 1].map((count) =>
      Array.from({ length: count }, (_, index) => party(index)),
    )
  }
  const elements = valuesOf(name, items, literals, parties)
  const [first] = elements
  if (first === undefined) return []
  const counts = literals.numbers.filter((number) => Number.isInteger(number) && number > 0 && number < 8)
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
    isSchema(entry) ? [[key, valuesOf(`${name}-${key}`, entry, literals, parties).slice(0, 8)]] : [],
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
