import { expect, test } from 'vitest'
import { visitFilterOf } from './visit-address.ts'

const ID = '0b0e7a52-8a39-4c5e-9d5c-3f2f5f3f1a11'

test('without a word the page asks for what is due', () => {
  expect(visitFilterOf({})).toEqual({ due: 'yes' })
  expect(visitFilterOf({ only: 'all' })).toEqual({})
})

test('one’s own firms, a steward, a park and an enterprise are asked for; what is none of them is not', () => {
  expect(visitFilterOf({ only: 'all', steward: 'mine', park: ID })).toEqual({ steward: 'mine', park: ID })
  expect(visitFilterOf({ only: 'all', steward: ID, enterprise: ID })).toEqual({ steward: ID, enterprise: ID })
  expect(visitFilterOf({ only: 'all', steward: 'somebody', park: '1', enterprise: 'x' })).toEqual({})
})
