import { expect, test } from 'vitest'
import { dateFaults, staleChanges } from './move-values.ts'

const before = { startsOn: '2026-01-01', dueOn: '2026-12-31', precision: 'year' } as const

test('a change of dates needs a change, a reason, and an end after the start', () => {
  expect(dateFaults(before, { ...before, reason: '' })).toEqual({ dueOn: 'unchanged' })
  expect(dateFaults(before, { ...before, dueOn: '2027-03-31', precision: 'month', reason: '' })).toEqual({
    reason: 'reasonNeeded',
  })
  expect(dateFaults(before, { ...before, dueOn: '2025-12-31', reason: '提前' })).toEqual({
    startsOn: 'reversed',
  })
  expect(dateFaults(before, { ...before, dueOn: null, reason: '取消时限' })).toEqual({ dueOn: 'endNeeded' })
  expect(dateFaults(before, { ...before, dueOn: null, precision: 'none', reason: '取消时限' })).toEqual({})
})

test('what somebody else changed is read from the refusal', () => {
  expect(staleChanges({ changes: { dueOn: ['2026-12-31', '2027-03-31'], broken: 'x' } })).toEqual([
    { field: 'dueOn', before: '2026-12-31', after: '2027-03-31' },
  ])
  expect(staleChanges({})).toEqual([])
  expect(staleChanges(undefined)).toEqual([])
})
