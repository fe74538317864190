import { describe, expect, test } from 'vitest'
import { commandOf, faultsOfAct, fieldOf, momentOf, usualExpiry } from './act-values.ts'
import type { ActValues } from './act-values.ts'

const now = Date.parse('2026-11-18T10:00:00+08:00')
const empty: ActValues = {
  target: '',
  parties: [],
  seat: '',
  reason: ' ',
  pauseReason: '',
  evidence: [],
  expires: '',
  amount: null,
  unit: 'day',
}

describe('what a dialog asks for before it sends anything', () => {
  test('sending back needs a place and a reason', () => {
    expect(faultsOfAct('return', empty, null, now)).toEqual({ target: 'missing', reason: 'missing' })
    expect(faultsOfAct('return', { ...empty, target: 'initiator', reason: '缺少测算' }, null, now)).toEqual(
      {},
    )
  })

  test('urging needs no words', () => {
    expect(faultsOfAct('urge', empty, null, now)).toEqual({})
    expect(commandOf({ kind: 'urge', activation: 's4' }, empty)).toEqual({
      kind: 'urge',
      activation: 's4',
      note: null,
    })
  })

  test('a pause ends in the future, not later than allowed, with evidence where its reason asks for it', () => {
    const rule = {
      code: 'objective',
      evidence: 'required' as const,
      longest: { amount: 4, unit: 'hour' as const },
    }
    const pause = { ...empty, pauseReason: 'objective', expires: '2026-11-18T09:00' }
    expect(faultsOfAct('pause', pause, rule, now)).toEqual({
      expires: 'notFuture',
      evidence: 'missingEvidence',
    })
    expect(
      faultsOfAct('pause', { ...pause, expires: '2026-11-18T15:00', evidence: ['d'] }, rule, now),
    ).toEqual({
      expires: 'tooLong',
    })
    expect(
      faultsOfAct('pause', { ...pause, expires: '2026-11-18T14:00', evidence: ['d'] }, rule, now),
    ).toEqual({})
  })
})

test('a field of date and time is in the zone’s time', () => {
  expect(fieldOf(now)).toBe('2026-11-18T10:00')
  expect(momentOf('2026-11-18T10:00')).toBe(now)
  expect(momentOf('')).toBeNull()
  expect(usualExpiry({ amount: 5, unit: 'day' }, now)).toBe('2026-11-23T10:00')
})

test('commands say what the contract asks for', () => {
  const values = { ...empty, parties: ['org:a'], reason: ' 请会签 ', amount: 3, evidence: ['d'] }
  expect(commandOf({ kind: 'add-before', activation: 's1' }, values)).toEqual({
    kind: 'add-signer',
    activation: 's1',
    to: 'org:a',
    where: 'before',
    reason: '请会签',
  })
  expect(commandOf({ kind: 'extend', clock: 'c1' }, values)).toEqual({
    kind: 'extend',
    clock: 'c1',
    add: { amount: 3, unit: 'day' },
    reason: '请会签',
  })
  expect(
    commandOf(
      { kind: 'pause', clock: 'c1' },
      { ...values, pauseReason: 'material', expires: '2026-11-19T18:00' },
    ),
  ).toEqual({
    kind: 'pause',
    clock: 'c1',
    reason: 'material',
    note: '请会签',
    evidence: ['d'],
    expiresAt: '2026-11-19T10:00:00.000Z',
  })
  expect(commandOf({ kind: 'comment' }, values)).toEqual({
    kind: 'comment',
    text: '请会签',
    attachments: ['d'],
  })
})
