import { expect, test } from 'vitest'
import { absenceBody, absenceFaults } from './absence-form.ts'

const now = Date.parse('2026-11-22T12:00:00+08:00')
const good = { substituteId: 'u2', from: '2026-11-23T09:00', to: '2026-11-27T18:00', reason: ' 出差 ' }

test('times are the zone’s, wherever the computer stands', () => {
  expect(absenceBody(good, now)).toEqual({
    substituteId: 'u2',
    from: '2026-11-23T09:00:00+08:00',
    to: '2026-11-27T18:00:00+08:00',
    reason: '出差',
  })
})

test('an absence that has begun already may be entered, one that is over may not', () => {
  expect(absenceFaults({ ...good, from: '2026-11-20T09:00' }, now)).toEqual({})
  expect(absenceFaults({ ...good, from: '2026-11-20T09:00', to: '2026-11-22T11:00' }, now)).toEqual({
    to: 'timePast',
  })
})

test('every field says what is missing', () => {
  expect(absenceFaults({ substituteId: '', from: '', to: '', reason: ' ' }, now)).toEqual({
    substituteId: 'substituteNeeded',
    from: 'timeNeeded',
    to: 'timeNeeded',
    reason: 'reasonNeeded',
  })
  expect(absenceFaults({ ...good, to: good.from }, now)).toEqual({ to: 'timeReversed' })
  expect(absenceBody({ ...good, to: good.from }, now)).toBeNull()
})
