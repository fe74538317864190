import { expect, test } from 'vitest'
import { applicationFilterOf } from './application-address.ts'

test('reads filters from the address and leaves out what it cannot mean', () => {
  const park = '0b0e7a52-8a39-4c5e-9d5c-3f2f5f3f1a11'
  expect(
    applicationFilterOf({
      state: 'approved',
      park,
      year: '2026',
      flagged: 'yes',
      search: '芯',
      sort: 'amount',
    }),
  ).toEqual({ state: 'approved', park, year: 2026, flagged: 'yes', search: '芯', sort: 'amount' })
  expect(
    applicationFilterOf({
      state: 'lost',
      policy: '1',
      park: 'haidian',
      year: 'now',
      flagged: 'no',
      row: '2',
    }),
  ).toEqual({})
})
