import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '#contract/cultivation'
import { TIMEKEEPER, createContext } from '#platform/http'
import { stageLadder, stageQualification, type LadderStage } from '#tests/ladder-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { keepCultivation } from './keep-cultivation.ts'

let system: TestSystem
let firms: LadderStage
let office: TestClient
let haidian: TestClient
let xicheng: TestClient
let steward: string

const keeper = () => createContext(system.services, TIMEKEEPER)

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  steward = await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  firms = await stageLadder(system)
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  await keepCultivation(keeper())
})
afterAll(() => system.close())

test('suggests who is near, takes them in once, and notices the promotion by itself', async () => {
  const { suggestions } = await haidian.call(contract.suggestEntries, { query: { target: 'specialised' } })
  expect(suggestions.map(({ enterprise }) => enterprise.id)).toEqual([firms.near.id])
  const { added, skipped } = await haidian.call(contract.addEntries, {
    body: { enterprises: [firms.near.id], target: 'specialised', stewardId: steward, note: '研发投入差一点' },
  })
  expect(skipped).toEqual([])
  const again = await haidian.call(contract.addEntries, {
    body: { enterprises: [firms.near.id], target: 'little-giant' },
  })
  expect(again).toEqual({ added: [], skipped: [{ enterprise: firms.near.id, code: 'in-library' }] })
  expect((await haidian.call(contract.suggestEntries, { query: { target: 'specialised' } })).total).toBe(0)

  await haidian.call(contract.addVisit, {
    params: { enterpriseId: firms.near.id },
    body: { on: '2026-03-02', kind: 'visit', result: 'nothing-asked', nextOn: '2026-06-01' },
  })
  const { entries, counts } = await haidian.call(contract.listEntries)
  expect(counts).toEqual({ active: 1, promoted: 0, left: 0 })
  expect(entries[0]).toMatchObject({
    id: added[0],
    target: 'specialised',
    state: 'active',
    answer: 'no',
    near: true,
    lastVisitOn: '2026-03-02',
    nextVisitOn: '2026-06-01',
    steward: { id: steward, name: 'haidian' },
    can: ['change', 'leave'],
  })

  await stageQualification(system, firms.near.id, 'specialised', { from: '2026-01-01' })
  // The zone’s facts are looked at again after a second.
  await sleep(1_100)
  await keepCultivation(keeper(), true)
  const { entry, acts } = await haidian.call(contract.readEntry, { params: { entryId: added[0] ?? '' } })
  expect(entry).toMatchObject({ state: 'promoted', held: 'specialised', can: [] })
  expect(acts.map(({ act, byName }) => [act, byName])).toEqual([
    ['add', 'haidian'],
    ['promote', '系统'],
  ])
  const notices = await system.database.ownerDb
    .selectFrom('notice')
    .select(['party', 'textZh', 'subjectPath'])
    .where('message', '=', 'cultivation-promoted')
    .execute()
  expect(notices.some(({ party }) => party === `user:${steward}`)).toBe(true)
  expect(notices[0]?.textZh).toContain('已升级为“专精特新中小企业”')
  expect(notices[0]?.subjectPath).toMatch(/^\/enterprises\/[0-9a-f-]{36}\?tab=ladder$/u)
})

test('who holds the target already is skipped; another park’s firm is not there', async () => {
  const holds = await office.call(contract.addEntries, {
    body: { enterprises: [firms.qualified.id], target: 'innovative' },
  })
  expect(holds.skipped).toEqual([{ enterprise: firms.qualified.id, code: 'holds' }])
  const other = await haidian.request('POST', '/api/cultivation', {
    enterprises: [firms.qualified.id],
    target: 'specialised',
  })
  expect(other.statusCode).toBe(404)
  const unknown = await office.request('POST', '/api/cultivation', {
    enterprises: [firms.qualified.id],
    target: 'nowhere',
  })
  expect(codesOf(unknown)).toEqual(['cultivation.target_unknown'])
})

test('two who change the same: the second is told; who leaves has a reason and may come back', async () => {
  const { added } = await xicheng.call(contract.addEntries, {
    body: { enterprises: [firms.qualified.id], target: 'specialised' },
  })
  const entryId = added[0] ?? ''
  const changed = await xicheng.call(contract.changeEntry, {
    params: { entryId },
    body: { version: 1, note: '已对接申报' },
  })
  expect(changed).toMatchObject({ version: 2, note: '已对接申报' })
  const stale = await office.request('PATCH', `/api/cultivation/${entryId}`, { version: 1, note: '另一说' })
  expect(stale.statusCode).toBe(409)
  const elsewhere = await xicheng.request('PATCH', `/api/cultivation/${entryId}`, {
    version: 2,
    stewardId: steward,
  })
  expect(codesOf(elsewhere)).toEqual(['cultivation.steward_elsewhere'])
  const none = await xicheng.request('POST', `/api/cultivation/${entryId}/leave`, { version: 2, reason: '' })
  expect(none.statusCode).toBe(400)
  const left = await xicheng.call(contract.leaveLibrary, {
    params: { entryId },
    body: { version: 2, reason: '企业暂缓申报' },
  })
  expect(left).toMatchObject({ state: 'left', reason: '企业暂缓申报' })
  const again = await xicheng.call(contract.addEntries, {
    body: { enterprises: [firms.qualified.id], target: 'specialised' },
  })
  expect(again.added).toHaveLength(1)
  const file = await xicheng.request('GET', '/api/cultivation/export?format=csv')
  expect(file.body).toContain('企业暂缓申报')
})
