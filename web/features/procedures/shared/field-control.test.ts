import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { FieldView } from '#contract/procedures'
import { FieldControl } from './field-control.tsx'

const field = (schema: FieldView['schema']): FieldView => ({
  code: 'approved',
  label: { zh: '认定金额', en: 'Amount granted' },
  hint: null,
  schema,
  values: null,
  confidential: false,
  branch: null,
  items: null,
})

// What is drawn at once is what stands there until the control itself has been loaded.
test.each<[string, FieldView['schema']]>([
  ['a number', { type: 'number' }],
  ['a long choice', { type: 'string', enum: ['a', 'b', 'c', 'd', 'e', 'f'] }],
  ['a list of texts', { type: 'array', items: { type: 'string' } }],
  ['an organisation', { type: 'string', format: 'organisation' }],
])('%s that is still being loaded has the label of its field', (_name, schema) => {
  const drawn = renderToStaticMarkup(
    createElement(FieldControl, {
      id: 'f1',
      field: field(schema),
      value: null,
      invalid: false,
      describedBy: undefined,
      context: { id: 'case', names: {}, files: [] },
      faults: new Map(),
      place: 'approved',
      onChange: () => undefined,
    }),
  )
  expect(drawn).toContain('disabled')
  expect(drawn).toMatch(/id="f1"[^>]*aria-label="认定金额"|aria-label="认定金额"[^>]*id="f1"/)
})
