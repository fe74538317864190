import { expect, test } from 'vitest'
import {
  behindOf,
  behindWords,
  exploreQueryOf,
  filtersOf,
  picksOf,
  pickWords,
  viewOf,
} from './explore-address.ts'

test('an empty address asks for an indicator all the same', () => {
  expect(exploreQueryOf({})).toEqual({ indicator: 'revenue' })
  expect(viewOf({})).toBe('table')
})

test('what is asked goes to the server, what makes no sense does not', () => {
  expect(
    exploreQueryOf({
      indicator: 'profit-month',
      dimension: 'industry-division',
      scope: 'elsewhere',
      from: '2025-01',
      to: '2025-13',
      asOf: '2026-01-31T23:59:00+08:00',
      park: 'park.haidian',
      single: 'true',
      view: 'line',
    }),
  ).toEqual({
    indicator: 'profit-month',
    dimension: 'industry-division',
    from: '2025-01',
    asOf: '2026-01-31T23:59:00+08:00',
    park: 'park.haidian',
    single: 'true',
  })
  expect(filtersOf({ park: 'park.haidian', size: '' })).toEqual(['park'])
})

test('groups to draw survive the address, also the one without a code', () => {
  expect(picksOf({ pick: pickWords(['park.haidian', '']) ?? '' })).toEqual(['park.haidian', ''])
  expect(pickWords([])).toBeNull()
  expect(picksOf({ pick: 'a,b,a,c,d,e,f,g,h,i,j' })).toHaveLength(8)
})

test('the number of which the filings are open', () => {
  expect(behindOf({ behind: behindWords('park.haidian', '2025-03') })).toEqual({
    group: 'park.haidian',
    period: '2025-03',
  })
  expect(behindOf({ behind: 'park.haidian~then' })).toBeNull()
  expect(behindOf({})).toBeNull()
})
