import { expect, test } from 'vitest'
import {
  COLUMNS,
  USUAL_COLUMNS,
  columnsAddress,
  columnsOf,
  listQueryOf,
  nextSort,
  viewOf,
} from './list-address.ts'

test('an address without a word is the table with what is red first', () => {
  expect(viewOf({})).toBe('table')
  expect(listQueryOf({})).toEqual({ sort: 'light', direction: 'asc' })
})

test('what an address says wrongly is the usual', () => {
  expect(viewOf({ view: 'pie' })).toBe('table')
  expect(listQueryOf({ sort: 'luck', direction: 'sideways', light: 'red', row: '5' })).toEqual({
    sort: 'light',
    direction: 'asc',
    light: 'red',
  })
})

test('a heading pressed twice turns the order round', () => {
  const once = nextSort({ sort: 'due', direction: 'asc' }, 'progress')
  expect(once).toEqual({ sort: 'progress', direction: 'asc' })
  expect(nextSort(once, 'progress')).toEqual({ sort: 'progress', direction: 'desc' })
  expect(nextSort({ sort: 'due' }, 'changed')).toEqual({ sort: 'changed', direction: 'desc' })
})

test('columns: the usual ones need no address, the title cannot be left out', () => {
  expect(columnsOf(undefined)).toBe(USUAL_COLUMNS)
  expect(columnsAddress(USUAL_COLUMNS)).toBeNull()
  expect(columnsOf('due,light')).toEqual(['light', 'title', 'due'])
  expect(columnsOf(columnsAddress(COLUMNS) ?? '')).toEqual(COLUMNS)
  expect(columnsOf('nonsense')).toEqual(['title'])
})
