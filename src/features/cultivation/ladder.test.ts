import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/cultivation'
import { TIMEKEEPER, createContext } from '#platform/http'
import { dayFromNow, stageLadder, stageQualification, type LadderStage } from '#tests/ladder-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { computeStandings } from './compute-standings.ts'
import { keepCultivation } from './keep-cultivation.ts'

let system: TestSystem
let firms: LadderStage
let office: TestClient
let haidian: TestClient
let firm: TestClient
let district: TestClient

const keeper = () => createContext(system.services, TIMEKEEPER)
/** The zone’s facts are looked at again after a second. */
const afterChanges = async () => {
  await sleep(1_100)
  await keepCultivation(keeper(), true)
}
const namesOf = (rows: readonly { readonly enterprise: { readonly name: string } }[]) =>
  rows.map(({ enterprise }) => enterprise.name)

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  await system.addAccount('quxian', ['district'], 'district.haidian')
  firms = await stageLadder(system)
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  firm = await system.signIn('firm')
  district = await system.signIn('quxian')
  await keepCultivation(keeper())
})
afterAll(() => system.close())

describe('where enterprises stand', () => {
  test('the best chances come first: qualified, then near with what is lacking, then undetermined with what is missing', async () => {
    const { total, standings, on } = await office.call(contract.listStandings)
    expect(total).toBe(3)
    expect(on).toBe(dayFromNow(0))
    expect(namesOf(standings)).toEqual([firms.qualified.name, firms.near.name, firms.unknown.name])
    const [qualified, near, unknown] = standings
    expect(qualified).toMatchObject({
      held: 'innovative',
      next: 'specialised',
      answer: 'yes',
      attainable: 'specialised',
    })
    expect(near).toMatchObject({ held: 'innovative', next: 'specialised', answer: 'no', near: true })
    expect(near?.marks).toEqual(['high-tech'])
    expect(near?.detail?.distance).toBeCloseTo(0.05, 6)
    expect(near?.detail?.lacking.map(({ lacking, unit }) => [lacking, unit])).toEqual([[5, '万元']])
    expect(unknown).toMatchObject({ held: null, next: 'innovative', answer: 'undetermined' })
    expect(unknown?.detail?.missing.length).toBeGreaterThan(0)
  })

  test('filters and counts agree', async () => {
    const near = await office.call(contract.listStandings, { query: { potential: 'near' } })
    expect(namesOf(near.standings)).toEqual([firms.near.name])
    const none = await office.call(contract.listStandings, { query: { held: 'none' } })
    expect(namesOf(none.standings)).toEqual([firms.unknown.name])
    const ladder = await office.call(contract.readLadder)
    const specialised = ladder.rungs.find(({ code }) => code === 'specialised')
    expect(specialised?.counts).toEqual({ held: 0, qualified: 1, near: 1, undetermined: 0 })
    expect(ladder.rungs.find(({ code }) => code === 'high-tech')).toMatchObject({
      kind: 'mark',
      counts: { held: 1 },
    })
    expect(ladder).toMatchObject({ enterprises: 3, without: 1 })
  })

  test('the rungs by park add up to the whole, now and at the end of the last year', async () => {
    const year = Number(dayFromNow(0).slice(0, 4)) - 1
    const table = await office.call(contract.readLadderParks)
    expect(table.before).toEqual({ year, on: `${String(year)}-12-31` })
    expect(table.total).toMatchObject({ qualified: 1, near: 1, undetermined: 1 })
    expect(table.total.enterprises.now).toBe(3)
    expect(table.total.places['innovative']?.now).toBe(2)
    expect(table.total.places['none']?.now).toBe(1)
    const summed = (of: (row: (typeof table.parks)[number]) => number) =>
      table.parks.reduce((sum, row) => sum + of(row), 0)
    expect(summed(({ enterprises }) => enterprises.now)).toBe(3)
    expect(summed(({ places }) => places['innovative']?.before ?? 0)).toBe(
      table.total.places['innovative']?.before ?? 0,
    )
    const own = await haidian.call(contract.readLadderParks)
    expect(own.parks.map(({ park }) => park?.name)).toEqual(['海淀园'])
    expect(own.total).toMatchObject({ qualified: 0, near: 1, undetermined: 1 })
    expect(codesOf(await office.request('GET', '/api/ladder/parks?year=2001'))).toEqual([
      'cultivation.year_unknown',
    ])
  })

  test('a park sees its own, an enterprise itself, a district no reasons', async () => {
    expect(namesOf((await haidian.call(contract.listStandings)).standings)).toEqual([
      firms.near.name,
      firms.unknown.name,
    ])
    const own = await firm.call(contract.listStandings)
    expect(namesOf(own.standings)).toEqual([firms.near.name])
    expect(own.standings[0]?.detail?.distance).toBeCloseTo(0.05, 6)
    const seen = await district.call(contract.listStandings)
    expect(namesOf(seen.standings).sort()).toEqual([firms.unknown.name, firms.near.name].sort())
    expect(seen.standings.map(({ detail }) => detail)).toEqual([null, null])
  })

  test('the list leaves as a file with what each lacks', async () => {
    const response = await office.request('GET', '/api/ladder/standings/export?format=csv')
    expect(response.statusCode).toBe(200)
    const near = response.body.split('\n').find((line) => line.includes(firms.near.name))
    expect(near).toContain('接近')
    expect(near).toContain('差5万元')
  })

  test('nothing is worked out again while nothing changed', async () => {
    expect(await computeStandings(keeper())).toBe(false)
  })
})

describe('one enterprise', () => {
  test('every rung with its comparisons, sources and the way to it', async () => {
    const page = await firm.call(contract.readEnterpriseLadder, { params: { enterpriseId: firms.near.id } })
    expect(page).toMatchObject({ held: 'innovative', next: 'specialised', full: true })
    const rung = page.rungs.find(({ code }) => code === 'specialised')
    expect(rung?.verdict).toMatchObject({ answer: 'no', near: true })
    expect(rung?.verdict.way?.map(({ lacking }) => lacking)).toEqual([5])
    expect(rung?.requires).toMatchObject([{ code: 'innovative', held: true }])
    expect(page.facts['上年度研发费用']).toMatchObject({ unit: '万元' })
    expect(page.rungs.find(({ code }) => code === 'high-tech')).toMatchObject({
      held: true,
      heldUntil: dayFromNow(59),
    })
  })

  test('a district gets where it stands without traces; another park nothing', async () => {
    const page = await district.call(contract.readEnterpriseLadder, {
      params: { enterpriseId: firms.near.id },
    })
    expect(page).toMatchObject({ held: 'innovative', full: false, rungs: [], facts: {} })
    const refused = await haidian.request('GET', `/api/enterprises/${firms.qualified.id}/ladder`)
    expect(refused.statusCode).toBe(404)
  })
})

describe('the office answers for a condition', () => {
  test('switched off it has no say; the standings follow; switched on again they come back', async () => {
    const rules = await office.call(contract.switchCondition, {
      body: { rung: 'specialised', condition: 'spe-3', off: true, reason: '试点期间不看研发费用总额' },
    })
    expect(rules.choices[0]).toMatchObject({ condition: 'spe-3', off: true, byName: 'office' })
    expect(await computeStandings(keeper())).toBe(true)
    const { standings } = await office.call(contract.listStandings, { query: { potential: 'qualified' } })
    expect(namesOf(standings).sort()).toEqual([firms.near.name, firms.qualified.name].sort())
    const again = await office.request('POST', '/api/ladder/conditions', {
      rung: 'specialised',
      condition: 'spe-3',
      off: true,
      reason: '再次',
    })
    expect(codesOf(again)).toEqual(['cultivation.nothing_changed'])
    await office.call(contract.switchCondition, {
      body: { rung: 'specialised', condition: 'spe-3', off: false, reason: '试点结束' },
    })
    await computeStandings(keeper())
    const after = await office.call(contract.listStandings, { query: { potential: 'qualified' } })
    expect(namesOf(after.standings)).toEqual([firms.qualified.name])
  })

  test('a condition that is not there is refused', async () => {
    const response = await office.request('POST', '/api/ladder/conditions', {
      rung: 'specialised',
      condition: 'spe-99',
      off: true,
      reason: '没有',
    })
    expect(codesOf(response)).toEqual(['cultivation.condition_unknown'])
  })
})

describe('what expires', () => {
  test('is listed, and told once at each mark to the enterprise and its park', async () => {
    const { expiring } = await haidian.call(contract.listExpiring)
    expect(expiring).toMatchObject([
      {
        enterprise: { id: firms.near.id },
        qualification: 'high-tech',
        title: { zh: '高新技术企业' },
        until: dayFromNow(59),
        days: 59,
      },
    ])
    const { parks } = await office.call(contract.readLadderParks)
    const idOf = (name: string) => parks.find(({ park }) => park?.name === name)?.park?.id ?? name
    const [own, other] = [idOf('海淀园'), idOf('西城园')]
    expect((await office.call(contract.readLadder, { query: { park: own } })).expiring).toBe(1)
    expect((await office.call(contract.readLadder, { query: { park: other } })).expiring).toBe(0)
    const told = () =>
      sql<{ party: string; message: string }>`
        SELECT party, message FROM notice WHERE message LIKE 'qualification%' ORDER BY message, party`
        .execute(system.database.ownerDb)
        .then(({ rows }) => rows.map(({ message }) => message))
    expect(await told()).toEqual(['qualification-expiring', 'qualifications-expiring'])
    await keepCultivation(keeper(), true)
    expect(await told()).toEqual(['qualification-expiring', 'qualifications-expiring'])
  })

  test('a renewal takes it off the list', async () => {
    await stageQualification(system, firms.near.id, 'high-tech', {
      from: dayFromNow(30),
      to: dayFromNow(1000),
    })
    await keepCultivation(keeper(), true)
    expect((await haidian.call(contract.listExpiring)).total).toBe(0)
  })
})

describe('movement', () => {
  test('between the end of last year and now, cell by cell', async () => {
    const year = Number(dayFromNow(0).slice(0, 4))
    await stageQualification(system, firms.qualified.id, 'specialised', { from: dayFromNow(-1) })
    await afterChanges()
    const query = { from: String(year - 1), to: String(year) }
    const matrix = await office.call(contract.readMovement, { query })
    expect(matrix.cells).toEqual([
      { from: 'none', to: 'none', count: 1 },
      { from: 'innovative', to: 'innovative', count: 1 },
      { from: 'innovative', to: 'specialised', count: 1 },
    ])
    expect(matrix).toMatchObject({ risen: 1, fallen: 0, same: 2, entered: 0, left: 0 })
    const moved = await office.call(contract.listMoved, {
      query: { ...query, cellFrom: 'innovative', cellTo: 'specialised' },
    })
    expect(moved.enterprises.map(({ id }) => id)).toEqual([firms.qualified.id])
    const own = await haidian.call(contract.readMovement, { query })
    expect(own).toMatchObject({ risen: 0, same: 2 })
    const wrong = await office.request('GET', `/api/ladder/movement?from=${String(year)}&to=${String(year)}`)
    expect(codesOf(wrong)).toEqual(['cultivation.years_order'])
  })
})
