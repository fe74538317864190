/** The names that a definition's expressions may use, place by place, with what is known of their values. */
import type { Json } from '#domain/kernel'
import type { KnownNames, NameShape } from './check-expression.ts'
import { parallelsAround } from './definition-graph.ts'
import { isSchema, typeOf } from './json-schema.ts'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'

const TEXT: NameShape = { type: 'text' }
const NUMBER: NameShape = { type: 'number' }
const BOOLEAN: NameShape = { type: 'boolean' }

/** Names that the engine gives, which a field must therefore not bear. */
export const ENGINE_NAMES = [
  ...[
    'settings',
    'branch',
    'branches',
    'outcome',
    'related',
    'returns',
    'initiator',
    'item',
    'clocks',
    'partial',
  ],
] as const

/** Words of the language itself. */
export const LANGUAGE_WORDS: ReadonlySet<string> = new Set([
  ...[
    'and',
    'or',
    'not',
    'between',
    'in',
    'if',
    'then',
    'else',
    'for',
    'return',
    'some',
    'every',
    'satisfies',
  ],
  ...['function', 'external', 'instance', 'of', 'true', 'false', 'null', 'date', 'time', 'duration'],
])

/**
 * What an expression may use at a node, or at none. Fields of branches have no value outside of parallel work. `item` is
 * there only where a list is gone through.
 */
export function knownNames(
  definition: ProcedureDefinition,
  node: string | null = null,
  item: NameShape | null = null,
): KnownNames {
  const inBranch = node !== null && parallelsAround(definition, node).length > 0
  const fields = Object.fromEntries(
    Object.entries(definition.fields).map(([name, field]) => [name, fieldShape(field)]),
  )
  const own = Object.fromEntries(
    Object.entries(fields).filter(([name]) => inBranch || definition.fields[name]?.branch === undefined),
  )
  const branchMembers: Record<string, NameShape> = { ...fields, key: TEXT, outcome: TEXT, entry: TEXT }
  const branchShape: NameShape = {
    type: 'object',
    members: branchMembers,
    always: Object.keys(branchMembers),
  }
  const branches: Record<string, NameShape> = {}
  for (const [id, { kind }] of Object.entries(definition.nodes))
    if (kind === 'parallel') branches[id] = { type: 'list', element: branchShape }
  return {
    ...own,
    settings: {
      type: 'object',
      members: Object.fromEntries(
        Object.entries(definition.settings).map(([code, { value }]) => [
          code,
          typeof value === 'number'
            ? NUMBER
            : {
                type: 'object' as const,
                members: { amount: NUMBER, unit: TEXT },
                always: ['amount', 'unit'],
              },
        ]),
      ),
    },
    ...(inBranch ? { branch: branchShape } : {}),
    branches: { type: 'object', members: branches, always: Object.keys(branches) },
    outcome: TEXT,
    related: {
      type: 'list',
      element: {
        type: 'object',
        members: { procedure: TEXT, outcome: TEXT, number: TEXT, closed: BOOLEAN },
        always: ['procedure', 'outcome', 'number', 'closed'],
      },
    },
    returns: NUMBER,
    initiator: TEXT,
    ...(item === null ? {} : { item }),
  }
}

/** Measures may ask besides how each clock went; letters and measures of a closed case what its outcome was. */
export function measureNames(definition: ProcedureDefinition): KnownNames {
  const clock: NameShape = { type: 'text', values: ['on-time', 'late', 'running'] }
  return {
    ...knownNames(definition),
    clocks: {
      type: 'object',
      members: Object.fromEntries(Object.keys(definition.clocks).map((code) => [code, clock])),
    },
  }
}

export function fieldShape(field: FieldDefinition): NameShape {
  return schemaShape(field.schema)
}

function schemaShape(schema: Json | undefined): NameShape {
  if (!isSchema(schema)) return { type: 'any' }
  const values = Array.isArray(schema['enum']) ? { values: schema['enum'] as readonly Json[] } : {}
  switch (typeOf(schema)) {
    case 'string':
      return { type: 'text', ...values }
    case 'number':
    case 'integer':
      return { type: 'number', ...values }
    case 'boolean':
      return BOOLEAN
    case 'array':
      return { type: 'list', element: schemaShape(schema['items']) }
    case 'object': {
      const properties = schema['properties']
      if (!isSchema(properties)) return { type: 'object' }
      const required = Array.isArray(schema['required']) ? schema['required'] : []
      return {
        type: 'object',
        members: Object.fromEntries(
          Object.entries(properties).map(([name, entry]) => [name, schemaShape(entry)]),
        ),
        always: required.filter((name) => typeof name === 'string'),
      }
    }
    default:
      return { type: 'any' }
  }
}
