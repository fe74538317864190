import { expect, test } from 'vitest'
import { eligibleStewards } from './eligible-stewards.ts'

const park = (id: string, shortName: string) => ({ id, kind: 'park' as const, shortName })
const organisations = [
  park('p1', '甲园'),
  park('p2', '乙园'),
  { id: 'o', kind: 'office' as const, shortName: '办公室' },
]
const people = [
  { id: '1', name: '外', organisation: '乙园' },
  { id: '2', name: '办', organisation: '办公室' },
  { id: '3', name: '内', organisation: '甲园' },
]
const place = { id: 'p1', name: '甲园', nameEn: '' }

test('people of the enterprise’s parks come first, then the office; those of other parks are left out', () => {
  const bodies = eligibleStewards(people, { registrationPark: place, operationPark: null }, organisations)
  expect(bodies.map(({ organisation, people: found }) => [organisation, found.map(({ id }) => id)])).toEqual([
    ['甲园', ['3']],
    ['办公室', ['2']],
  ])
})

test('where an enterprise is in no park, only the office is left', () => {
  const bodies = eligibleStewards(people, { registrationPark: null, operationPark: null }, organisations)
  expect(bodies.flatMap(({ people: found }) => found.map(({ id }) => id))).toEqual(['2'])
})
