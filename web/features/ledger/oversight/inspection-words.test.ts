import { expect, test } from 'vitest'
import type { InspectionView } from '#contract/ledger'
import { inspectedBodies, itemsToSend, planFaults, shownItems } from './inspection-words.ts'

type Item = InspectionView['list'][number]
const body = (id: string) => ({ id, name: id, nameEn: id })
const item = (position: number, bodyId: string, result: Item['result']): Item => ({
  id: `${position}`,
  position,
  body: body(bodyId),
  duty: null,
  text: '核查',
  method: 'paper',
  result,
  finding: '',
  demand: '',
  demandBy: null,
  foundAt: null,
  foundBy: null,
  case: null,
  version: 1,
})
const list = [
  item(1, '海淀园', null),
  item(2, '昌平园', 'poor'),
  item(3, '海淀园', 'slow'),
  item(4, '昌平园', 'good'),
]
const positions = (items: readonly Item[]) => items.map(({ position }) => position)

test('items are shown by result and by body', () => {
  expect(positions(shownItems(list, 'all', undefined))).toEqual([1, 2, 3, 4])
  expect(positions(shownItems(list, 'open', undefined))).toEqual([1])
  expect(positions(shownItems(list, 'poor', undefined))).toEqual([2, 3])
  expect(positions(shownItems(list, 'poor', '海淀园'))).toEqual([3])
})

test('each body stands once', () => {
  expect(inspectedBodies(list).map(({ id }) => id)).toEqual(['海淀园', '昌平园'])
})

test('an item needs a body and what is looked into', () => {
  const planned = { dutyId: null, method: 'site' } as const
  const items = [
    { ...planned, key: 1, bodyId: null, text: '甲' },
    { ...planned, key: 2, bodyId: 'b', text: ' ' },
    { ...planned, key: 3, bodyId: 'b', text: '乙' },
  ]
  expect([...planFaults(items)]).toEqual([
    [1, 'bodyMissing'],
    [2, 'textMissing'],
  ])
  expect(itemsToSend(items.slice(2))).toEqual([
    { organisationId: 'b', dutyId: null, text: '乙', method: 'site' },
  ])
})
