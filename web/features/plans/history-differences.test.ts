import { expect, test } from 'vitest'
import { differences } from './history-differences.ts'

test('names the leaves that changed, also where a part appears or goes, and not the counters', () => {
  const before = {
    status: 'suggested',
    version: 1,
    data: { title: '甲', bodies: ['园区办'], deadline: null, lead: '园区办' },
  }
  const after = {
    status: 'edited',
    version: 2,
    data: { title: '甲', bodies: ['园区办', '各分园'], deadline: { text: '年底前', on: null }, lead: null },
  }
  expect(differences(before, after)).toEqual([
    { path: 'status', before: 'suggested', after: 'edited' },
    { path: 'data.bodies', before: '园区办', after: '园区办、各分园' },
    { path: 'data.lead', before: '园区办', after: '' },
    { path: 'data.deadline.text', before: '', after: '年底前' },
  ])
})

test('a first state differs from nothing in everything it has', () => {
  expect(differences(null, { status: 'added' })).toEqual([{ path: 'status', before: '', after: 'added' }])
  expect(differences({ a: 1 }, { a: 1 })).toEqual([])
})
