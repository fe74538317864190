import { describe, expect, test } from 'vitest'
import { COMPARED_FIELDS } from '#domain/ledger'
import { fieldName, fieldValue } from './field-words.ts'
import type { FieldNames } from './field-words.ts'

const OFFICE = '018f0000-0000-7000-8000-000000000001'
const PARK = '018f0000-0000-7000-8000-000000000002'
const PERSON = '018f0000-0000-7000-8000-000000000003'
const names: FieldNames = {
  bodies: [
    { id: OFFICE, name: '示范区办公室', nameEn: 'Zone office', kind: 'office', initials: 'sfqbgs' },
    { id: PARK, name: '海淀园', nameEn: 'Haidian Park', kind: 'park', initials: 'hdy' },
  ],
  people: [{ id: PERSON, name: '王某', organisationId: OFFICE }],
  actions: [
    { code: 'industry', zh: '产业发展', en: 'Industry', sourceZh: '', sourceEn: '' },
    { code: 'space', zh: '空间载体', en: 'Space', sourceZh: '', sourceEn: '' },
  ],
}

test('every field whose change is told has a name in both languages', () => {
  for (const field of [...COMPARED_FIELDS, 'progress', 'suspendedFrom']) {
    expect(fieldName(field, 'zh-CN'), field).toMatch(/[\u4e00-\u9fff]/u)
    expect(fieldName(field, 'en'), field).not.toBe(field)
  }
})

describe('values as a reader sees them', () => {
  test.each([
    ['leadId', OFFICE, '示范区办公室', 'Zone office'],
    ['supporting', [OFFICE, PARK], '示范区办公室、海淀园', 'Zone office, Haidian Park'],
    ['supporting', [], '（空）', '(empty)'],
    ['leadId', '018f0000-0000-7000-8000-00000000ffff', '另一单位', 'another body'],
    // A comparison of two dates gives names already.
    ['leadId', '市科委', '市科委', '市科委'],
    ['personId', PERSON, '王某', '王某'],
    ['dueOn', '2026-06-30', '2026年6月30日', '30 Jun 2026'],
    ['dueOn', null, '（空）', '(empty)'],
    ['state', 'in-progress', '推进中', 'In progress'],
    ['precision', 'half-year', '到半年', 'to the half-year'],
    ['reportEvery', 'quarter', '每季度', 'quarterly'],
    ['rollUp', 'parts', '由分解任务汇总', 'its parts'],
    ['forEvaluation', true, '是', 'yes'],
    ['progress', 52.5, '52.5%', '52.5%'],
    ['categories', ['industry', 'space'], '产业发展、空间载体', 'Industry, Space'],
    ['override', { light: 'red', reason: '省里已通报' }, '滞后：省里已通报', 'Behind: 省里已通报'],
    ['title', '建设共性技术平台', '建设共性技术平台', '建设共性技术平台'],
  ])('%s %j', (field, value, chinese, english) => {
    expect(fieldValue(field, value, names, 'zh-CN')).toBe(chinese)
    expect(fieldValue(field, value, names, 'en')).toBe(english)
  })
})
