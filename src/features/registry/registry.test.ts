import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { loadZone } from './load-zone.ts'

let system: TestSystem
let office: TestClient
let folder: string
beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  office = await system.signIn('office')
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-zone-'))
})
afterAll(async () => {
  await system.close()
  await rm(folder, { recursive: true, force: true })
})

const organisation = (code: string, kind: string, names: object[], parents: object[] = []) => ({
  code,
  kind,
  names,
  parents,
  source: '试验数据',
})
const load = async (organisations: object[]) => {
  await writeFile(
    join(folder, 'zone.json'),
    JSON.stringify({ zone: 'x', version: 1, note: '', organisations }),
  )
  return loadZone(system.database.ownerDb, folder)
}

describe('the shipped zone', () => {
  test('has one zone, an office, 17 parks and 16 districts, every one with a source', async () => {
    const { organisations } = await office.call(contract.listOrganisations)
    const count = (kind: string) => organisations.filter((one) => one.kind === kind).length
    expect([count('zone'), count('office'), count('park'), count('district')]).toEqual([1, 1, 17, 16])
    expect(organisations.filter((one) => one.source === '')).toEqual([])
    const roots = organisations.filter((one) => one.parentId === null)
    expect(roots.map((one) => one.kind)).toEqual(['zone'])
  })

  test('loading it again changes nothing', async () => {
    const before = await office.call(contract.listOrganisations)
    await loadZone(system.database.ownerDb, 'data/zones/zhongguancun')
    expect(await office.call(contract.listOrganisations)).toEqual(before)
  })

  test('draws each park inside or beside a district outline and says that positions are schematic', async () => {
    const map = await office.call(contract.readMap)
    expect(map.schematic).toBe(true)
    expect(map.attribution).toContain('MIT')
    expect([map.districts.length, map.parks.length]).toEqual([16, 17])
    for (const park of map.parks) {
      expect(park.longitude).toBeGreaterThan(115)
      expect(park.longitude).toBeLessThan(118)
      expect(park.latitude).toBeGreaterThan(39)
      expect(park.latitude).toBeLessThan(41.2)
    }
  })
})

describe('history', () => {
  test('shows names and parents as of a date, the last day included', async () => {
    await load([
      organisation('old-parent', 'zone', [{ name: '旧示范区', shortName: '旧区', nameEn: 'Old zone' }]),
      organisation('new-parent', 'zone', [{ name: '新示范区', shortName: '新区', nameEn: 'New zone' }]),
      organisation(
        'moved',
        'park',
        [
          { name: '甲园', shortName: '甲', nameEn: 'A', validTo: '2012-12-31' },
          { name: '乙园', shortName: '乙', nameEn: 'B', validFrom: '2013-01-01' },
        ],
        [
          { code: 'old-parent', validTo: '2020-06-30' },
          { code: 'new-parent', validFrom: '2020-07-01' },
        ],
      ),
    ])
    const asOf = async (date: string) => {
      const { organisations } = await office.call(contract.listOrganisations, { query: { asOf: date } })
      const moved = organisations.find((one) => one.code === 'moved')
      return [moved?.name, organisations.find((one) => one.id === moved?.parentId)?.name]
    }
    expect(await asOf('2012-12-31')).toEqual(['甲园', '旧示范区'])
    expect(await asOf('2013-01-01')).toEqual(['乙园', '旧示范区'])
    expect(await asOf('2020-06-30')).toEqual(['乙园', '旧示范区'])
    expect(await asOf('2020-07-01')).toEqual(['乙园', '新示范区'])
    const { organisations } = await office.call(contract.listOrganisations)
    const id = organisations.find((one) => one.code === 'moved')?.id ?? ''
    const detail = await office.call(contract.readOrganisation, { params: { organisationId: id } })
    expect(detail.names.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
      ['乙园', '2013-01-01', null],
      ['甲园', null, '2012-12-31'],
    ])
  })

  test('refuses two names at the same time', async () => {
    const twice = organisation('twice', 'park', [
      { name: '丙园', shortName: '丙', nameEn: 'C', validTo: '2015-12-31' },
      { name: '丁园', shortName: '丁', nameEn: 'D', validFrom: '2015-06-01' },
    ])
    await expect(load([twice])).rejects.toThrow(/exclusion constraint/)
  })

  test.each([
    [
      'an unknown parent',
      [organisation('a', 'park', [{ name: 'a', shortName: 'a', nameEn: 'a' }], [{ code: 'b' }])],
      /unknown parent b/,
    ],
    [
      'a code used twice',
      [
        organisation('a', 'park', [{ name: 'a', shortName: 'a', nameEn: 'a' }]),
        organisation('a', 'park', [{ name: 'a', shortName: 'a', nameEn: 'a' }]),
      ],
      /share a code/,
    ],
    [
      'a kind that does not exist',
      [organisation('a', 'planet', [{ name: 'a', shortName: 'a', nameEn: 'a' }])],
      /zone\.json/,
    ],
  ])('refuses zone data with %s, naming it', async (_name, organisations, message) => {
    await expect(load(organisations)).rejects.toThrow(message)
  })
})
