import { expect, test } from 'vitest'
import { EMPTY_CONSENT, consentFaults } from './consent-entry.ts'

const TODAY = '2026-11-23'
const whole = {
  ...EMPTY_CONSENT,
  receiver: '某银行',
  purpose: '授信审查',
  until: TODAY,
  parts: ['score'] as const,
}

test('an empty consent names everything that is needed', () => {
  expect(consentFaults(EMPTY_CONSENT, TODAY)).toEqual({
    receiver: 'receiverNeeded',
    purpose: 'purposeNeeded',
    until: 'untilNeeded',
    parts: 'partsNeeded',
  })
})

test('a consent until today is whole; one until yesterday is past', () => {
  expect(consentFaults(whole, TODAY)).toEqual({})
  expect(consentFaults({ ...whole, until: '2026-11-22' }, TODAY)).toEqual({ until: 'untilPast' })
})

test('a credit code may be left out, and has eighteen signs of the alphabet of such codes', () => {
  expect(consentFaults({ ...whole, receiverCode: '91110000MA01ABCD3X' }, TODAY)).toEqual({})
  expect(consentFaults({ ...whole, receiverCode: '91110000MA01ABCDIO' }, TODAY)).toEqual({
    receiverCode: 'receiverCodeWrong',
  })
})

test('facts are asked for where they are to be shared, and only there', () => {
  expect(consentFaults({ ...whole, parts: ['facts'] }, TODAY)).toEqual({ facts: 'factsNeeded' })
  expect(consentFaults({ ...whole, parts: ['facts'], facts: ['研发费用'] }, TODAY)).toEqual({})
  expect(
    consentFaults(
      { ...whole, parts: ['facts'], facts: Array.from({ length: 101 }, (_, n) => String(n)) },
      TODAY,
    ),
  ).toEqual({ facts: 'factsMost' })
})
