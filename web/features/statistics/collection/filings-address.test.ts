import { expect, test } from 'vitest'
import { filingFilterOf, filingListOf, tabOf } from './filings-address.ts'

test('an address says the filter; what the contract does not know counts as not given', () => {
  expect(
    filingFilterOf({ state: 'owed', flag: 'sunshine', park: 'nowhere', search: ' 海淀 ', tab: 'filings' }),
  ).toEqual({ state: 'owed', search: '海淀' })
  expect(filingListOf({ sort: 'colour' }).sort).toBe('name')
  expect(filingListOf({ sort: 'findings' }).sort).toBe('findings')
})

test('who sees several parks begins with them', () => {
  expect(tabOf({}, 17)).toBe('parks')
  expect(tabOf({}, 1)).toBe('filings')
  expect(tabOf({ tab: 'history' }, 17)).toBe('history')
})
