import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '#contract/cultivation'
import { dayFromNow, stageLadder, type LadderStage } from '#tests/ladder-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { TIMEKEEPER, createContext } from '#platform/http'
import { keepCultivation } from './keep-cultivation.ts'

let system: TestSystem
let firms: LadderStage
let office: TestClient
let haidian: TestClient
let xicheng: TestClient
let firm: TestClient
let district: TestClient
const people = new Map<string, string>()
const idOf = (login: string) => people.get(login) ?? ''

beforeAll(async () => {
  system = await createTestSystem()
  for (const [login, role, body] of [
    ['office', 'zone_office', 'office'],
    ['haidian', 'park_committee', 'park.haidian'],
    ['colleague', 'park_committee', 'park.haidian'],
    ['xicheng', 'park_committee', 'park.xicheng'],
    ['firm', 'enterprise', 'company.huayuan'],
    ['quxian', 'district', 'district.haidian'],
  ] as const)
    people.set(login, await system.addAccount(login, [role], body))
  firms = await stageLadder(system)
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  firm = await system.signIn('firm')
  district = await system.signIn('quxian')
  await keepCultivation(createContext(system.services, TIMEKEEPER))
})
afterAll(() => system.close())

/** Where notices of a kind lead; each once. */
async function pathsOf(message: string): Promise<(string | null)[]> {
  const told = await system.database.ownerDb
    .selectFrom('notice')
    .select('subjectPath')
    .where('message', '=', message)
    .distinct()
    .execute()
  return told.map(({ subjectPath }) => subjectPath)
}

const services = (client: TestClient) =>
  client.call(contract.readEnterpriseServices, { params: { enterpriseId: firms.near.id } })

test('two stewards: the park names its own, the enterprise its contact; the telephone is for those concerned', async () => {
  const params = { enterpriseId: firms.near.id }
  await haidian.call(contract.assignSteward, {
    params,
    body: { kind: 'government', userId: idOf('haidian'), telephone: '010-12345678' },
  })
  const { stewards } = await firm.call(contract.assignSteward, {
    params,
    body: { kind: 'enterprise', name: '王某', telephone: '13800000000' },
  })
  expect(stewards.map(({ kind, name, telephone }) => [kind, name, telephone]).sort()).toEqual([
    ['enterprise', '王某', '13800000000'],
    ['government', 'haidian', '010-12345678'],
  ])
  const seen = await services(district)
  expect(seen.stewards.map(({ telephone }) => telephone)).toEqual([null, null])
  expect(seen).toMatchObject({ visits: [], requests: [], can: { assignGovernment: false } })
  expect((await xicheng.request('GET', `/api/enterprises/${firms.near.id}/services`)).statusCode).toBe(404)
  expect(await pathsOf('steward-assigned')).toEqual([`/enterprises/${firms.near.id}?tab=services`])
})

test('who cannot see the enterprise, or is not of it, is no steward of it', async () => {
  const url = `/api/enterprises/${firms.near.id}/stewards`
  const elsewhere = await office.request('POST', url, { kind: 'government', userId: idOf('xicheng') })
  expect(codesOf(elsewhere)).toEqual(['cultivation.steward_elsewhere'])
  const contact = await firm.request('POST', url, { kind: 'enterprise', userId: idOf('haidian') })
  expect(codesOf(contact)).toEqual(['cultivation.contact_elsewhere'])
  const own = await firm.request('POST', url, { kind: 'government', userId: idOf('haidian') })
  expect(codesOf(own)).toEqual(['cultivation.government_steward_by_office'])
})

test('at most one of a kind at a time: the next begins where the last ends', async () => {
  const params = { enterpriseId: firms.unknown.id }
  await haidian.call(contract.assignSteward, {
    params,
    body: { kind: 'government', userId: idOf('colleague'), from: dayFromNow(-100) },
  })
  const { stewards } = await haidian.call(contract.assignSteward, {
    params,
    body: { kind: 'government', userId: idOf('haidian'), from: dayFromNow(-10) },
  })
  expect(stewards.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['haidian', dayFromNow(-10), null],
    ['colleague', dayFromNow(-100), dayFromNow(-10)],
  ])
  const before = await haidian.request('POST', `/api/enterprises/${firms.unknown.id}/stewards`, {
    kind: 'government',
    userId: idOf('colleague'),
    from: dayFromNow(-50),
  })
  expect(codesOf(before)).toEqual(['cultivation.steward_later'])
})

test('the page of a steward: firms with rungs, contact and what is due', async () => {
  const page = await haidian.call(contract.readStewardPage)
  expect(page.firms.map(({ standing }) => standing.enterprise.name)).toEqual([
    firms.near.name,
    firms.unknown.name,
  ])
  expect(page.firms[0]).toMatchObject({
    standing: { held: 'innovative', near: true },
    contact: { name: '王某', telephone: '13800000000' },
    openRequests: 0,
  })
  expect(page.expiring.map(({ qualification }) => qualification)).toEqual(['high-tech'])
})

test('an item of a pack becomes a case of the park, with what is known filled in; it shows everywhere', async () => {
  const params = { enterpriseId: firms.near.id }
  const { packs } = await haidian.call(contract.listPacks)
  const pack = packs.find(({ items }) => items.some(({ procedure }) => procedure === 'enterprise-request'))
  const item = pack?.items.find(({ procedure }) => procedure === 'enterprise-request')
  if (pack === undefined || item === undefined) throw new Error('no pack with a request')
  const assigned = await haidian.call(contract.assignPack, { params, body: { pack: pack.code } })
  const twice = await haidian.request('POST', `/api/enterprises/${firms.near.id}/packs`, { pack: pack.code })
  expect(codesOf(twice)).toEqual(['cultivation.pack_assigned'])
  const assignmentId = assigned.packs[0]?.id ?? ''
  const { caseId, number } = await firm.call(contract.openRequest, {
    params: { assignmentId },
    body: {
      item: item.id,
      matter: '需要扩租办公空间',
      content: '现有面积不足，拟增加六百平方米。',
      contact: '王某 13800000000',
    },
  })
  expect(number).toMatch(/^企〔\d{4}〕\d+号$/u)
  const stored = await system.database.ownerDb
    .selectFrom('procedureCase')
    .select(['procedure', 'title', 'stage', 'state'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ procedure: 'enterprise-request', title: '需要扩租办公空间', stage: 'open' })
  expect(stored.state).toMatchObject({
    data: { enterprise: firms.near.name, applicantCode: firms.near.creditCode },
  })
  const after = await services(haidian)
  expect(after.requests).toMatchObject([
    { caseId, stage: 'open', pack: { code: pack.code, item: item.title }, overdue: false },
  ])
  expect(after.packs[0]?.used).toEqual({ [item.id]: 1 })
  const page = await haidian.call(contract.readStewardPage)
  expect(page.firms.find(({ standing }) => standing.enterprise.id === firms.near.id)?.openRequests).toBe(1)
  const used = await haidian.request('POST', `/api/pack-assignments/${assignmentId}/end`, {
    version: 1,
    on: dayFromNow(0),
    reason: '配错了',
  })
  expect(codesOf(used)).toEqual(['cultivation.pack_used'])

  const visit = await haidian.call(contract.addVisit, {
    params,
    body: { kind: 'call', result: 'partly', note: '已推荐两处空间', caseId, nextOn: dayFromNow(14) },
  })
  expect(visit).toMatchObject({ case: { id: caseId, number }, nextDone: false })
  expect((await services(haidian)).requests[0]?.followedUpOn).toBe(dayFromNow(0))
  const ahead = await haidian.request('POST', `/api/enterprises/${firms.near.id}/visits`, {
    kind: 'visit',
    result: 'solved',
    on: dayFromNow(2),
  })
  expect(codesOf(ahead)).toEqual(['cultivation.visit_ahead'])
  const notMine = await office.request('DELETE', `/api/service-visits/${visit.id}`)
  expect(codesOf(notMine)).toEqual(['cultivation.visit_fixed'])
})

test('visits that have come due are listed until a later one was made', async () => {
  const params = { enterpriseId: firms.unknown.id }
  await haidian.call(contract.addVisit, {
    params,
    body: { on: dayFromNow(-20), kind: 'visit', result: 'unsolved', nextOn: dayFromNow(-5) },
  })
  const due = () => haidian.call(contract.listVisits, { query: { due: 'yes', steward: 'mine' } })
  expect((await due()).visits.map(({ enterprise }) => enterprise.id)).toEqual([firms.unknown.id])
  await haidian.call(contract.addVisit, { params, body: { kind: 'visit', result: 'solved' } })
  expect((await due()).total).toBe(0)
})

test('all firms of one are handed to another, with a reason, from a day on', async () => {
  const wrong = await haidian.request('POST', '/api/stewards/handover', {
    fromUserId: idOf('haidian'),
    toUserId: idOf('xicheng'),
    reason: '岗位调整',
  })
  expect(codesOf(wrong)).toEqual(['cultivation.steward_elsewhere'])
  const handed = await haidian.call(contract.handOver, {
    body: { fromUserId: idOf('haidian'), toUserId: idOf('colleague'), reason: '岗位调整' },
  })
  expect(handed).toEqual({ handed: 2, libraryEntries: 0 })
  expect(await pathsOf('steward-handover')).toEqual(['/cultivation/stewards/mine'])
  expect((await haidian.call(contract.readStewardPage)).firms).toEqual([])
  const { stewards, without } = await office.call(contract.listStewards)
  expect(stewards).toMatchObject([{ name: 'colleague', enterprises: 2, openRequests: 1, near: 1 }])
  expect(without).toBe(1)
  const again = await haidian.request('POST', '/api/stewards/handover', {
    fromUserId: idOf('haidian'),
    toUserId: idOf('colleague'),
    reason: '再次',
  })
  expect(codesOf(again)).toEqual(['cultivation.handover_nothing'])
})
