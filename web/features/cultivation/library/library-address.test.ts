import { expect, test } from 'vitest'
import { libraryFilterOf, libraryOf } from './library-address.ts'

test('what the contract refuses counts as not given', () => {
  expect(libraryOf({ state: 'active', steward: 'mine', sort: 'distance', entry: 'x' })).toEqual({
    state: 'active',
    steward: 'mine',
    sort: 'distance',
  })
  expect(libraryFilterOf({ state: 'gone', steward: 'somebody', park: '1' })).toEqual({})
})
