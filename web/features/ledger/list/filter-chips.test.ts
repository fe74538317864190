import { expect, test } from 'vitest'
import { chipsOf } from './filter-chips.ts'

const PARK = '6f1f3c1e-7b1a-4c52-9d4e-2f60c0a0b001'
const names = {
  bodies: [{ id: PARK, name: '海淀园', nameEn: 'Haidian Park', kind: 'park', initials: 'hdy' }],
  people: [],
  documents: [],
  actions: [],
}

test('every condition can be taken away by itself, also one of several colours', () => {
  const chips = chipsOf({ light: 'red,yellow', lead: PARK, dueTo: '2026-12-31' }, names, 'zh-CN')
  expect(chips.map(({ words }) => words)).toEqual([
    '滞后',
    '预警',
    '牵头：海淀园',
    '时限不晚于 2026年12月31日',
  ])
  expect(chips[0]).toMatchObject({ name: 'light', rest: 'yellow' })
  expect(chips[2]).toMatchObject({ name: 'lead', rest: '' })
})

test('a body that is no longer listed does not hide its condition', () => {
  expect(chipsOf({ park: PARK }, { ...names, bodies: [] }, 'en')[0]?.words).toBe('(no longer listed)')
  expect(chipsOf({ mine: 'true' }, undefined, 'en')[0]?.words).toBe('My body leads or supports')
})
