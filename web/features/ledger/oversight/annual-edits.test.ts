import { expect, test } from 'vitest'
import type { AnnualList } from '#contract/ledger'
import { editAct, editedItems, isFrozen, itemFaults, listDifference, moved } from './annual-edits.ts'
import type { EditedItem } from './annual-edits.ts'

const list = (
  items: readonly Partial<AnnualList['items'][number]>[],
  note: string | null = null,
): AnnualList => ({
  id: 'l',
  body: { id: 'b', name: '海淀园', nameEn: 'Haidian Park' },
  year: 2026,
  state: 'draft',
  note,
  sentAt: null,
  answeredAt: null,
  answeredBy: null,
  items: items.map((item, index) => ({
    position: index + 1,
    duty: null,
    title: `事项${index + 1}`,
    milestone: '',
    dueOn: null,
    part: 'own',
    struckReason: null,
    ...item,
  })),
  version: 1,
  history: [],
  can: [],
})
const edited = (change: Partial<EditedItem>): EditedItem => ({
  key: '1',
  dutyId: null,
  title: '事项',
  milestone: '',
  dueOn: '',
  part: 'own',
  struckReason: null,
  ...change,
})

test('an item without a title, or struck without a reason, is not sent', () => {
  const faults = itemFaults([
    edited({ key: 'a', title: ' ' }),
    edited({ key: 'b', struckReason: '' }),
    edited({ key: 'c', struckReason: '并入' }),
  ])
  expect([...faults]).toEqual([
    ['a', 'titleMissing'],
    ['b', 'strikeReasonMissing'],
  ])
})

test('what is sent is what was edited; an empty date and an empty note are none', () => {
  const items = editedItems(list([{ dueOn: '2026-12-31' }, {}]))
  const act = editAct('  ', items)
  expect(act.note).toBeNull()
  expect(act.items.map(({ dueOn }) => dueOn)).toEqual(['2026-12-31', null])
})

test('items change places, and stay at the ends', () => {
  const items = editedItems(list([{}, {}, {}]))
  expect(moved(items, '2', -1).map(({ key }) => key)).toEqual(['2', '1', '3'])
  expect(moved(items, '1', -1).map(({ key }) => key)).toEqual(['1', '2', '3'])
  expect(moved(items, '3', 1).map(({ key }) => key)).toEqual(['1', '2', '3'])
})

test('the body words anew only what it has added itself', () => {
  expect(isFrozen(edited({ dutyId: 'd', part: 'lead' }), true)).toBe(true)
  expect(isFrozen(edited({ part: 'own' }), true)).toBe(false)
  expect(isFrozen(edited({ dutyId: 'd', part: 'lead' }), false)).toBe(false)
})

test('what another person changed is named by its titles', () => {
  const difference = listDifference(
    list([{ title: '甲' }, { title: '乙' }, { title: '丙' }]),
    list([{ title: '甲' }, { title: '乙', milestone: '上半年' }, { title: '丁' }], '请核对'),
  )
  expect(difference).toEqual({ added: ['丁'], removed: ['丙'], changed: ['乙'], note: [null, '请核对'] })
})
