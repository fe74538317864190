import { expect, test } from 'vitest'
import type { Organisation } from '#contract/registry'
import { groupOrganisations, matchesOrganisation } from './organisation-rows.ts'

function organisation(id: string, kind: Organisation['kind'], parentId: string | null): Organisation {
  return {
    id,
    kind,
    parentId,
    code: `${kind}.${id}`,
    name: `${id}的全称`,
    shortName: id,
    nameEn: `Park of ${id}`,
    adcode: null,
    validFrom: null,
    validTo: null,
    source: '条例',
  }
}

const outline = (organisations: Organisation[]) =>
  groupOrganisations(organisations).map(({ kind, rows }) => [
    kind,
    rows.map((row) => `${'·'.repeat(row.depth)}${row.organisation.shortName}`),
  ])

test('groups by kind what belongs to the zone, and keeps the rest below its parent', () => {
  expect(
    outline([
      organisation('公司甲', 'company', '东园'),
      organisation('东园', 'park', '区'),
      organisation('区', 'zone', null),
      organisation('组团', 'area', '公司甲'),
      organisation('西园', 'park', '区'),
      organisation('总公司', 'company', '区'),
    ]),
  ).toEqual([
    ['zone', ['区']],
    ['park', ['东园', '·公司甲', '··组团', '西园']],
    ['company', ['总公司']],
  ])
})

test('nothing is lost when a parent is unknown at the date or parents form a ring', () => {
  expect(
    outline([
      organisation('孤儿', 'company', 'gone'),
      organisation('甲', 'office', '乙'),
      organisation('乙', 'office', '甲'),
    ]),
  ).toEqual([
    ['office', ['甲', '乙']],
    ['company', ['孤儿']],
  ])
})

test('what hangs on a member of a ring is shown too', () => {
  const all = groupOrganisations([
    organisation('甲', 'office', '乙'),
    organisation('乙', 'office', '甲'),
    organisation('丙', 'company', '甲'),
  ]).flatMap(({ rows }) => rows.map((row) => row.organisation.shortName))
  expect([...all].sort()).toEqual(['丙', '乙', '甲'].sort())
})

test('finds by any name or code, words in any order', () => {
  const park = { ...organisation('丰台园', 'park', null), adcode: '110106' }
  expect(matchesOrganisation(park, '丰台')).toBe(true)
  expect(matchesOrganisation(park, 'of PARK')).toBe(true)
  expect(matchesOrganisation(park, '110106')).toBe(true)
  expect(matchesOrganisation(park, '丰台 公司')).toBe(false)
})
