import { expect, test } from 'vitest'
import type { FormField } from './form-faults.ts'
import { firstFault, formFaults } from './form-faults.ts'
import { controlKind } from './field-control-kind.ts'

function formField(
  code: string,
  schema: FormField['field']['schema'],
  permission: FormField['permission'] = 'edit',
): FormField {
  const label = { zh: code, en: code }
  return {
    permission,
    field: { code, label, hint: null, schema, values: null, confidential: false, branch: null, items: null },
  }
}
const fields = [
  formField('matter', { type: 'string', minLength: 2, maxLength: 5 }, 'required'),
  formField('refusalItem', { type: 'string', minLength: 2 }),
  formField('amount', { type: 'number', minimum: 0 }),
  formField('park', { type: 'string', format: 'organisation:park' }, 'read'),
  formField('ratings', {
    type: 'array',
    items: { type: 'object', properties: { score: { type: 'integer', minimum: 1, maximum: 5 } } },
  }),
]

test('a form is held to the schemas of its fields, and only to those that may be edited', () => {
  const faults = formFaults(fields, {
    matter: '用电增容要加快',
    amount: -1,
    park: 7,
    ratings: [{ score: 3 }],
  })
  expect([...faults]).toEqual([
    ['matter', { rule: 'maxLength', limit: 5 }],
    ['amount', { rule: 'minimum', limit: 0 }],
  ])
})

test('what the step requires and what the action needs must not be empty; zero is not empty', () => {
  expect([...formFaults(fields, { amount: 0 }, ['refusalItem', 'amount']).keys()]).toEqual([
    'matter',
    'refusalItem',
  ])
})

test('a fault within a list is found at its place, and the first one stands highest in the form', () => {
  const faults = formFaults(fields, { ratings: [{ score: 3 }, { score: 9 }], matter: '增容' })
  expect([...faults]).toEqual([['ratings.1.score', { rule: 'maximum', limit: 5 }]])
  expect(firstFault(fields, faults)).toBe('ratings.1.score')
  expect(firstFault(fields, formFaults(fields, { ratings: [{ score: 9 }] }))).toBe('matter')
  expect(firstFault(fields, new Map())).toBeNull()
})

test('the control follows from the schema', () => {
  const kind = (schema: FormField['field']['schema'], columns = false) =>
    controlKind({ schema, items: columns ? [formField('a', {}).field] : null })
  expect(kind({ type: 'string' })).toEqual({ kind: 'text' })
  expect(kind({ type: ['string', 'null'], format: 'multiline' })).toEqual({ kind: 'long' })
  expect(kind({ enum: ['a', 'b', null] })).toEqual({ kind: 'choice', values: ['a', 'b'] })
  expect(kind({ type: 'string', format: 'organisation:district' })).toEqual({
    kind: 'party',
    of: 'organisation',
    organisationKind: 'district',
  })
  expect(kind({ type: 'array', items: { type: 'string', format: 'person' } })).toEqual({
    kind: 'parties',
    of: 'person',
  })
  expect(kind({ type: 'array', items: { type: 'string', format: 'file' } })).toEqual({ kind: 'files' })
  expect(kind({ type: 'array', items: { type: 'object' } }, true)).toEqual({ kind: 'table' })
  expect(kind({ type: 'array', items: { enum: ['x'] } })).toEqual({ kind: 'choices', values: ['x'] })
  expect(kind({ type: 'integer', minimum: 1, maximum: 5 })).toEqual({
    kind: 'number',
    whole: true,
    min: 1,
    max: 5,
  })
  expect(kind({})).toEqual({ kind: 'other' })
})
