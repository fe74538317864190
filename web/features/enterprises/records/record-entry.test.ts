import { expect, test } from 'vitest'
import type { RecordField } from '#contract/enterprises'
import { entriesOf, faultsOf, fieldsOf } from './record-entry.ts'
import { choiceWords, fieldWords } from './record-words.ts'

const field = (code: string, more: Partial<RecordField> = {}): RecordField => ({
  code,
  title: { zh: code, en: code },
  type: 'text',
  unit: null,
  whole: false,
  min: null,
  max: null,
  maxLength: 200,
  choices: [],
  required: false,
  confidential: false,
  ...more,
})
const round = field('round', {
  type: 'choice',
  required: true,
  choices: [{ code: 'a', title: { zh: 'A轮', en: 'Series A' } }],
})
const amount = field('amount', { type: 'number', unit: '万元', required: true, confidential: true })
const kind = {
  code: 'financing',
  title: { zh: '融资', en: 'Financing' },
  hint: { zh: '融资', en: 'Financing' },
  validity: 'day' as const,
  declarable: true,
  unique: [],
  fields: [field('investor'), round, amount],
  source: '演示',
}

test('what is needed and missing is told; a confidential part that is not shown needs nothing', () => {
  expect(faultsOf(kind, {}, [])).toEqual({ round: 'missing', amount: 'missing' })
  expect(faultsOf(kind, { round: 'a' }, ['amount'])).toEqual({})
  expect(faultsOf(kind, { round: 'a', amount: '很多' }, [])).toEqual({ amount: 'number' })
})

test('fields are sent by their type, empty and hidden ones are left out', () => {
  expect(fieldsOf(kind, { round: 'a', amount: '1,200', investor: ' ' }, [])).toEqual({
    round: 'a',
    amount: 1200,
  })
  expect(fieldsOf(kind, { round: 'a', amount: '5' }, ['amount'])).toEqual({ round: 'a' })
  expect(fieldsOf(kind, entriesOf({ round: 'a', amount: 3, investor: null }), [])).toEqual({
    round: 'a',
    amount: 3,
  })
})

test('a record is called by its choice, and values by unit and language', () => {
  expect(choiceWords(kind, { kind: 'financing', fields: { investor: '甲', round: 'a' } }, 'zh-CN')).toBe(
    'A轮',
  )
  expect(choiceWords(kind, { kind: 'financing', fields: {} }, 'en')).toBe('Financing')
  expect(fieldWords(amount, 1200, 'zh-CN')).toBe('1,200 万元')
  expect(fieldWords(amount, null, 'zh-CN')).toBeNull()
})
