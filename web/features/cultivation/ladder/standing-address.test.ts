import { expect, test } from 'vitest'
import { standingFilterOf, standingsOf } from './standing-address.ts'

test('the potential list asks for whoever is worth a visit, unless the address says more closely', () => {
  expect(standingsOf('potential', {})).toEqual({ potential: 'potential', sort: 'distance' })
  expect(standingsOf('potential', { potential: 'near', next: 'specialised' })).toEqual({
    potential: 'near',
    next: 'specialised',
    sort: 'distance',
  })
  expect(standingsOf('standings', { held: 'none', sort: 'name' })).toEqual({ held: 'none', sort: 'name' })
})

test('what the contract refuses counts as not given', () => {
  expect(standingFilterOf('standings', { park: 'haidian', potential: 'soon', expiringWithin: '-3' })).toEqual(
    {},
  )
})
