import { expect, test } from 'vitest'
import { dateChange, dateFaults, rebased, stalenessOf } from './move-values.ts'

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

test('what somebody else changed, and who, is read from the refusal', () => {
  const changes = { dueOn: ['2026-12-31', '2027-03-31'], broken: 'x' }
  expect(stalenessOf({ version: 4, by: '李晓红', at: '2026-11-22T02:00:00.000Z', changes })).toEqual({
    version: 4,
    by: '李晓红',
    at: '2026-11-22T02:00:00.000Z',
    changes: [{ field: 'dueOn', before: '2026-12-31', after: '2027-03-31' }],
  })
  expect(stalenessOf()).toEqual({ version: null, by: null, at: null, changes: [] })
})

test('a second save says what the form shows against what somebody else left', () => {
  const mine = { startsOn: '2026-01-01', dueOn: '2026-11-30', precision: 'year', reason: '提前' } as const
  const base = { ...before, version: 2 }
  expect(dateChange(base, mine)).toEqual({ dueOn: '2026-11-30' })
  const changes = [
    { field: 'dueOn', before: '2026-12-31', after: '2027-06-30' },
    { field: 'precision', before: 'year', after: 'month' },
    { field: 'title', before: '甲', after: '乙' },
  ]
  const newest = rebased(base, { version: 3, by: null, at: null, changes })
  expect(newest).toEqual({ version: 3, startsOn: '2026-01-01', dueOn: '2027-06-30', precision: 'month' })
  // Theirs was another precision; the form still says the year, so that is sent too.
  expect(newest && dateChange(newest, mine)).toEqual({ dueOn: '2026-11-30', precision: 'year' })
  expect(rebased(base, { version: null, by: null, at: null, changes })).toBeNull()
})
