import { expect, test } from 'vitest'
import { filterOf, ledgerHref, toggled, valuesOf } from './filter-address.ts'

const BODY = '6f1f3c1e-7b1a-4c52-9d4e-2f60c0a0b001'

test('an address is a filter by the contract; what it says wrongly counts as not said', () => {
  expect(filterOf({ light: 'red,yellow', q: ' 轨道 ', body: BODY, view: 'board', row: '3' })).toEqual({
    light: 'red,yellow',
    q: '轨道',
    body: BODY,
  })
  expect(filterOf({ light: 'purple', body: 'nobody', dueFrom: '2026-13-01', group: 'open' })).toEqual({
    group: 'open',
  })
})

test('a value of a list goes in and out', () => {
  expect(toggled(undefined, 'red')).toBe('red')
  expect(toggled('red', 'yellow')).toBe('red,yellow')
  expect(toggled('red,yellow', 'red')).toBe('yellow')
  expect(toggled('red', 'red')).toBe('')
  expect(valuesOf(undefined)).toEqual([])
})

test('a link to the ledger carries its filter', () => {
  expect(ledgerHref({ light: 'red', park: BODY })).toBe(`/ledger?light=red&park=${BODY}`)
  expect(ledgerHref()).toBe('/ledger')
})
