import { expect, test } from 'vitest'
import { clockWords } from './clock-words.ts'

const now = Date.parse('2026-11-22T12:00:00+08:00')

test.each([
  ['running', '2026-11-24T18:00:00+08:00', 'good', 'leftDays', 2],
  // not yet two days: hours say more than "1 day"
  ['running', '2026-11-24T11:59:00+08:00', 'good', 'leftHours', 47],
  ['running', '2026-11-23T11:59:00+08:00', 'warn', 'leftHours', 23],
  ['running', '2026-11-22T12:59:59+08:00', 'warn', 'leftMinutes', 59],
  ['running', '2026-11-22T12:00:30+08:00', 'warn', 'leftNone', 0],
  ['overdue', '2026-11-22T11:59:30+08:00', 'bad', 'over', 0],
  ['overdue', '2026-11-22T11:01:00+08:00', 'bad', 'overMinutes', 59],
  ['overdue', '2026-11-22T08:00:00+08:00', 'bad', 'overHours', 4],
  ['overdue', '2026-11-19T08:00:00+08:00', 'bad', 'overDays', 3],
  // running when the list was read, but its time has passed since
  ['running', '2026-11-22T09:30:00+08:00', 'bad', 'overHours', 2],
  ['paused', '2026-11-24T18:00:00+08:00', 'neutral', 'paused', 0],
  ['paused', null, 'neutral', 'paused', 0],
  ['stopped', '2026-11-01T18:00:00+08:00', 'good', 'stopped', 0],
  ['stopped-late', '2026-11-01T18:00:00+08:00', 'bad', 'stoppedLate', 0],
  ['running', null, 'neutral', 'running', 0],
  ['overdue', null, 'bad', 'over', 0],
] as const)('%s, due %s', (state, dueAt, tone, key, n) => {
  expect(clockWords({ state, dueAt }, now)).toEqual({ tone, key, n })
})
