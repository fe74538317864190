import { expect, test } from 'vitest'
import { lockGaps } from './lock-gaps.ts'

const complete = {
  expected: 20,
  filed: 20,
  onTime: 19,
  late: 1,
  missing: 0,
  drafts: 0,
  submitted: 0,
  returned: 0,
  approved: 20,
  final: 20,
  withErrors: 0,
  unexplained: 0,
  openQueries: 0,
}

test('nothing stands against locking what is complete', () => {
  expect(lockGaps(complete)).toEqual([])
})

test('everything that is open is named with its number', () => {
  const counts = { ...complete, missing: 3, drafts: 1, returned: 2, approved: 15, final: 12, openQueries: 4 }
  expect(lockGaps(counts)).toEqual([
    { gap: 'missing', params: { n: 3, drafts: 1, returned: 2 } },
    { gap: 'approved', params: { n: 3 } },
    { gap: 'queries', params: { n: 4 } },
  ])
})
