import { expect, test } from 'vitest'
import type { CollectionHead, FilingState } from '#contract/statistics'
import { groupOf, isToDo, nextAct } from './my-work.ts'

const mine = (state: FilingState | null, period: Partial<CollectionHead> = {}, openQueries = 0) => ({
  state,
  openQueries,
  collection: {
    form: 'GQ-002',
    title: { zh: '经济概况', en: 'Economic overview' },
    rhythm: 'year' as const,
    unit: 'enterprise' as const,
    own: false,
    approval: 'approve' as const,
    period: '2025',
    formVersion: 1,
    fromOn: '2025-01-01',
    toOn: '2025-12-31',
    opensOn: '2026-02-01',
    dueOn: '2026-03-31',
    state: 'open' as const,
    reopened: 0,
    lockedAt: null,
    version: 1,
    ...period,
  },
})
const full = (...given: Parameters<typeof mine>) => ({
  ...mine(...given),
  final: false,
  late: null,
  errors: 0,
  unexplained: 0,
  returnReason: null,
  submittedAt: null,
  chasedAt: null,
})

test('what is not filed or was returned waits for the filer', () => {
  expect([null, 'draft' as const, 'returned' as const].map((state) => nextAct(full(state)))).toEqual([
    'begin',
    'go',
    'mend',
  ])
  expect(nextAct(full('submitted'))).toBe('see')
})

test('nothing waits in a period that is not open or is locked, unless it was reopened', () => {
  expect(isToDo(mine(null, { state: 'planned' }))).toBe(false)
  expect(isToDo(mine('draft', { state: 'locked' }))).toBe(false)
  expect(isToDo(mine('returned', { state: 'locked', reopened: 1 }))).toBe(true)
})

test('a query waits for an answer whatever the state', () => {
  expect(isToDo(mine('approved', { state: 'locked' }, 1))).toBe(true)
})

test('what is not open yet is neither to do nor filed', () => {
  expect(groupOf(mine(null, { state: 'planned' }))).toBe('rest')
  expect(groupOf(mine('draft', { state: 'locked' }))).toBe('rest')
  expect(groupOf(mine('accepted', { state: 'locked' }))).toBe('done')
  expect(groupOf(mine(null))).toBe('todo')
})
