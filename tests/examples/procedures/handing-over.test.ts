import { describe, expect, it } from 'vitest'
import { evaluate, validateFields, type FieldDefinition, type ProcedureDefinition } from '#domain/cases'
import type { Json } from '#domain/kernel'
import { shippedCodes, shippedProcedure } from '#tests/shipped-procedures'

/**
 * What one procedure hands to another must be taken there, at its longest too: a case that cannot be opened because a
 * prefix made a title too long would be work lost.
 */
interface Opening {
  readonly procedure: string
  readonly data: Readonly<Record<string, string>>
  readonly over?: string
}

function openingsOf(definition: ProcedureDefinition): Opening[] {
  const effects = Object.values(definition.nodes).flatMap((node) =>
    node.kind === 'step' ? Object.values(node.actions).flatMap((action) => action.effects ?? []) : [],
  )
  return [
    ...Object.values(definition.nodes).flatMap((node) => (node.kind === 'subcase' ? [node] : [])),
    ...effects.flatMap((effect) => (effect.kind === 'open' ? [effect] : [])),
    ...Object.values(definition.clocks)
      .flatMap(({ stages }) => stages.flatMap((stage) => stage.do ?? []))
      .flatMap((act) => ('open' in act ? [{ procedure: act.open, data: act.data }] : [])),
  ]
}

/** The longest value that a form lets pass. */
function longest(schema: Json | undefined): Json {
  const { type, format, enum: values, maxLength, properties, items, pattern, maximum } = asObject(schema)
  if (Array.isArray(values)) return (values as readonly Json[]).at(-1) ?? null
  if (type === 'boolean') return true
  if (type === 'number' || type === 'integer') return typeof maximum === 'number' ? maximum : 1_000_000
  if (type === 'array') return [longest(items)]
  if (type === 'object')
    return Object.fromEntries(Object.entries(asObject(properties)).map(([key, own]) => [key, longest(own)]))
  if (format === 'date') return '2026-12-31'
  if (format === 'multiline' || format === undefined) {
    if (typeof pattern === 'string') return pattern.includes('HJ') ? '91110108MA01234567' : 'A'.repeat(40)
    return '长'.repeat(typeof maxLength === 'number' ? maxLength : 1)
  }
  return 'an-id'
}

function asObject(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {}
}

const openings = shippedCodes.flatMap((code) =>
  openingsOf(shippedProcedure(code)).map((opening) => ({ from: code, ...opening })),
)

describe('a case opened by another', () => {
  it('is one of seven kinds', () => {
    expect(openings.map(({ from, procedure }) => `${from} → ${procedure}`).sort()).toEqual([
      'assigned-duty → supervision',
      'enterprise-request → park-whistle',
      'green-channel → supervision',
      'joint-review → green-channel',
      'joint-review → project-commitments',
      'meeting-matter → assigned-duty',
      'park-whistle → supervision',
    ])
  })

  it.each(openings)('$from → $procedure takes over the longest texts', ({ from, procedure, data, over }) => {
    const source = shippedProcedure(from)
    const target = shippedProcedure(procedure)
    const filled = Object.fromEntries(
      Object.entries(source.fields).map(([name, field]: [string, FieldDefinition]) => [
        name,
        longest(field.schema),
      ]),
    )
    const list = over === undefined ? null : filled[over]
    const item = Array.isArray(list) ? (list as readonly Json[])[0] : undefined
    const context = { ...filled, item, branch: { key: 'an-id' } }
    const handed = Object.fromEntries(
      Object.entries(data).map(([field, text]) => [field, evaluate(text, context)]),
    )
    expect(Object.entries(handed).filter(([, value]) => value === null)).toEqual([])
    expect(validateFields(target, Object.keys(handed), handed)).toEqual([])
  })

  it.each(openings.filter(({ procedure }) => ['assigned-duty', 'supervision'].includes(procedure)))(
    '$from → $procedure leaves nothing to be filled in before it can be handed on',
    ({ procedure, data }) => {
      const target = shippedProcedure(procedure)
      const first = target.nodes[target.initial]
      if (first?.kind !== 'step') throw new Error('No first step.')
      const required = Object.entries(first.fields ?? {}).flatMap(([field, permission]) =>
        permission === 'required' ? [field] : [],
      )
      expect(required.filter((field) => !Object.hasOwn(data, field))).toEqual([])
    },
  )
})
