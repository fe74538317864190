import { describe, expect, test } from 'vitest'
import { faultOf, isIncomplete, itemOf, rowOf, sectionsOf } from './take-rows.ts'
import type { PlanDutyRow } from './take-queries.ts'

const body = (n: number, name: string) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  name,
  nameEn: name,
})
const task: PlanDutyRow = {
  itemId: '10000000-0000-4000-8000-000000000001',
  title: '建立滚动项目储备库',
  number: '1.',
  headingPath: ['三、重点任务', '（一）项目'],
  quote: '各园建立滚动项目储备库。',
  measures: 0,
  lead: { name: '市科委', body: body(1, '市科委') },
  supporting: [
    { name: '海淀园', body: body(2, '海淀园') },
    { name: '市科委', body: body(1, '市科委') },
    { name: '有关部门', body: null },
  ],
  dueOn: '2025-12-31',
  precision: 'year',
  dueText: '2025年底前',
  rhythm: null,
  assumption: null,
  dutyId: null,
  differs: false,
}

describe('a task as it would be taken in', () => {
  test('takes the bodies that the text clearly means, the lead never among those who help', () => {
    const row = rowOf(task)
    expect(row.leadId).toBe(body(1, '').id)
    expect(row.supporting).toEqual([body(2, '').id])
    expect(row.unmatchedSupporting).toEqual(['有关部门'])
    expect(faultOf(row)).toBeNull()
    expect(isIncomplete(row)).toBe(false)
  })

  test('names without a body are kept to choose by', () => {
    const row = rowOf({ ...task, lead: { name: '有关区政府', body: null } })
    expect(row).toMatchObject({ leadId: null, unmatchedLead: '有关区政府' })
    expect(isIncomplete(row)).toBe(true)
    expect(rowOf(row.task, { leadId: body(2, '').id }).unmatchedLead).toBeNull()
  })

  test('a lead that supports itself and a periodic task without a rhythm must be put right', () => {
    expect(faultOf(rowOf(task, { supporting: [body(1, '').id] }))).toBe('leadSupports')
    expect(faultOf(rowOf(task, { precision: 'periodic' }))).toBe('rhythm')
    expect(faultOf(rowOf(task, { precision: 'periodic', rhythm: 'quarter' }))).toBeNull()
  })

  test('sends a date only where the reader changed it', () => {
    expect(itemOf(rowOf(task), undefined)).toEqual({
      itemId: task.itemId,
      leadId: body(1, '').id,
      supporting: [body(2, '').id],
      categories: [],
    })
    const edit = { dueOn: '2025-06-30', precision: 'month' as const, categories: ['industry'] }
    expect(itemOf(rowOf(task, edit), edit)).toMatchObject({
      dueOn: '2025-06-30',
      precision: 'month',
      categories: ['industry'],
    })
  })
})

test('tasks stand under their headings in the order of the document', () => {
  const other = { ...task, headingPath: ['三、重点任务', '（二）空间'] }
  const sections = sectionsOf([rowOf(task), rowOf(task), rowOf(other)])
  expect(sections.map(({ path, rows }) => [path.at(-1), rows.length])).toEqual([
    ['（一）项目', 2],
    ['（二）空间', 1],
  ])
})
