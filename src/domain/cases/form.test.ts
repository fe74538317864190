import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/kernel'
import { validateFields } from './form.ts'
import type { FieldDefinition } from './definition.ts'

const label = { zh: '字段', en: 'Field' }
const fields: Record<string, FieldDefinition> = {
  title: { label, schema: { type: 'string', minLength: 2, maxLength: 10 } },
  urgency: { label, schema: { type: 'string', enum: ['hour', 'day'] } },
  due: { label, schema: { type: 'string', format: 'date' } },
  amount: { label, schema: { type: 'number', minimum: 0 } },
  lead: { label, schema: { type: 'string', format: 'organisation:department' } },
  notes: { label, schema: { type: 'string', format: 'multiline' } },
  agreed: { label, schema: { type: 'boolean' } },
  duties: {
    label,
    schema: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          body: { type: 'string', format: 'organisation' },
          by: { type: 'string', format: 'date' },
        },
        required: ['body'],
        additionalProperties: false,
      },
    },
  },
}

function issuesOf(field: string, value: Json): unknown[] {
  return validateFields({ fields }, [field], { [field]: value })
}

describe('validateFields', () => {
  it.each<[string, Json]>([
    ['title', '用电增容'],
    ['title', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷'],
    ['urgency', 'day'],
    ['due', '2028-02-29'],
    ['amount', 0],
    ['agreed', false],
    ['lead', 'fengtai-development'],
    ['duties', [{ body: 'a', by: '2026-01-31' }]],
    ['duties', []],
    ['title', ''],
    ['due', null],
  ])('accepts %s %j', (field, value) => {
    expect(issuesOf(field, value)).toEqual([])
  })

  it.each<[string, Json, readonly (string | number)[], string]>([
    ['title', '甲', ['title'], 'minLength'],
    ['title', '一二三四五六七八九十一', ['title'], 'maxLength'],
    ['title', 7, ['title'], 'type'],
    ['urgency', 'week', ['urgency'], 'enum'],
    ['due', '2027-02-29', ['due'], 'format'],
    ['due', '2027-2-9', ['due'], 'format'],
    ['amount', -1, ['amount'], 'minimum'],
    ['amount', '1', ['amount'], 'type'],
    ['lead', '../etc', ['lead'], 'format'],
    ['notes', 'x'.repeat(20_001), ['notes'], 'maxLength'],
    ['duties', [{ body: 'a' }, { body: 'a', by: 'soon' }], ['duties', 1, 'by'], 'format'],
    ['duties', [{ by: '2026-01-31' }], ['duties', 0], 'required'],
    ['duties', Array.from({ length: 501 }, () => ({ body: 'a' })), ['duties'], 'maxItems'],
  ])('refuses %s %j', (field, value, path, rule) => {
    expect(issuesOf(field, value)).toEqual([
      expect.objectContaining({
        code: 'cases.field_invalid',
        path,
        params: expect.objectContaining({ rule }) as unknown,
      }),
    ])
  })

  it('tells the limit that was broken', () => {
    expect(issuesOf('title', '甲')).toEqual([
      { code: 'cases.field_invalid', path: ['title'], params: { rule: 'minLength', limit: 2 } },
    ])
    expect(issuesOf('urgency', 'week')).toEqual([
      { code: 'cases.field_invalid', path: ['urgency'], params: { rule: 'enum', limit: ['hour', 'day'] } },
    ])
  })

  it('refuses a field that the definition does not have, also one that every object has', () => {
    expect(validateFields({ fields }, ['toString', 'x'], {})).toEqual([
      { code: 'cases.field_unknown', path: ['toString'] },
      { code: 'cases.field_unknown', path: ['x'] },
    ])
  })

  it('refuses an object with an entry too many', () => {
    expect(issuesOf('duties', [{ body: 'a', other: 1 }])).toHaveLength(1)
  })

  it('leaves schema and data as they were', () => {
    const before = JSON.stringify(fields)
    issuesOf('duties', [{ body: 'a', by: 'soon' }])
    expect(JSON.stringify(fields)).toBe(before)
  })
})
