import { expect, test } from 'vitest'
import { FIRM_SHOWS, firmShows, missingOf } from './firm-filter.ts'
import type { Firm } from './firm-filter.ts'

const TODAY = '2026-11-23'
const firm = (change: Partial<Omit<Firm, 'standing'>>, standing: Partial<Firm['standing']> = {}): Firm => ({
  standing: {
    enterprise: {
      id: 'e',
      creditCode: 'c',
      name: '甲',
      registrationPark: null,
      operationPark: null,
      industry: null,
      synthetic: true,
    },
    held: null,
    marks: [],
    attainable: null,
    next: 'innovative',
    answer: 'no',
    near: false,
    detail: null,
    reminders: [],
    expiresOn: null,
    entry: null,
    steward: null,
    ...standing,
  },
  since: '2026-01-01',
  contact: null,
  openRequests: 0,
  overdueRequests: 0,
  lastVisitOn: null,
  nextVisitOn: null,
  packs: [],
  ...change,
})
const shown = (one: Firm) => FIRM_SHOWS.filter((show) => firmShows(one, show, TODAY))

test('a firm without anything due is shown by no filter', () => {
  expect(shown(firm({ nextVisitOn: '2026-11-24' }, { expiresOn: '2027-02-22' }))).toEqual([])
})

test('a visit is due on its day, a qualification ends soon up to ninety days ahead', () => {
  expect(shown(firm({ nextVisitOn: '2026-11-23' }))).toEqual(['due'])
  expect(shown(firm({}, { expiresOn: '2027-02-21' }))).toEqual(['expiring'])
})

test('conditions that are met count as near; missing facts are counted with those that are not named', () => {
  expect(shown(firm({ openRequests: 1 }, { answer: 'yes' }))).toEqual(['requests', 'near'])
  const lacking = firm(
    {},
    {
      answer: 'undetermined',
      detail: {
        distance: null,
        lacking: [],
        missing: [{ fact: '研发费用', by: 'enterprise' }],
        missingMore: 2,
        points: null,
      },
    },
  )
  expect(missingOf(lacking)).toBe(3)
  expect(shown(lacking)).toEqual(['missing'])
})
