import { expect, test } from 'vitest'
import { nextSort, sortRows } from './sort-rows.ts'
import type { StatisticsRow } from './sort-rows.ts'

function row(key: string, overdue: number, rate: number | null): StatisticsRow {
  const name = { zh: key, en: key }
  return {
    key,
    name,
    submitted: 10,
    open: 1,
    closed: 9,
    overdue,
    rates: [{ code: 'response', name, yes: 1, no: 1, open: 0, rate }],
  }
}
const rows = [row('a', 2, 0.5), row('b', 7, null), row('c', 4, 0.9)]
const order = (sort: string | undefined) => sortRows(rows, sort).map(({ key }) => key)

test('without a wish, the server’s order', () => {
  expect(order(undefined)).toEqual(['a', 'b', 'c'])
  expect(order('rate:unknown')).toEqual(['a', 'b', 'c'])
})

test('by a count, most first or least first', () => {
  expect(order('-overdue')).toEqual(['b', 'c', 'a'])
  expect(order('overdue')).toEqual(['a', 'c', 'b'])
})

test('a rate that is not decided is neither high nor low', () => {
  expect(order('-rate:response')).toEqual(['c', 'a', 'b'])
  expect(order('rate:response')).toEqual(['a', 'c', 'b'])
})

test('a head pressed three times gives back the first order', () => {
  expect(nextSort(undefined, 'open')).toBe('-open')
  expect(nextSort('-open', 'open')).toBe('open')
  expect(nextSort('open', 'open')).toBeNull()
  expect(nextSort('-open', 'closed')).toBe('-closed')
})
