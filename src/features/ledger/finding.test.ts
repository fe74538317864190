import { afterAll, beforeAll, expect, test } from 'vitest'
import { organisationsOf } from '#tests/case-page'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { whereDuty } from './filter-duties.ts'
import { findDuties } from './duty-rows.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let body: (code: string) => string

const TITLES = [
  '推广分布式光伏发电',
  '建设AI算力中心',
  '建设 Ai 应用示范区',
  '完成率达到100%的任务',
  '下划线_的任务',
]

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  body = await organisationsOf(system)
  for (const title of TITLES) await add(title, 'zone')
  await add('光伏项目谈判底线', 'organisation')
})
afterAll(() => system.close())

async function add(title: string, visibility: 'zone' | 'organisation', supporting: string[] = []) {
  return office.call(contract.addDuty, {
    body: { title, visibility, leadId: body('park.xicheng'), supporting },
  })
}

async function titlesWith(client: TestClient, q: string): Promise<string[]> {
  const { duties, total } = await client.call(contract.listDuties, { query: { q } })
  expect(total).toBe(duties.length)
  const counts = await client.call(contract.countDuties, { query: { q } })
  expect(counts.total).toBe(duties.length)
  return duties.map(({ title }) => title).sort()
}

test.each([
  ['光伏', ['推广分布式光伏发电']],
  ['光', ['推广分布式光伏发电']],
  ['伏光', []],
  ['ai', ['建设 Ai 应用示范区', '建设AI算力中心']],
  ['100%', ['完成率达到100%的任务']],
  ['线_的', ['下划线_的任务']],
  ['线%的', []],
  ['分布式 光伏', []],
])('words %s are found in titles that the asker may see', async (words, titles) => {
  expect(await titlesWith(haidian, words)).toEqual(titles)
})

test('words of a title that the asker may not see tell nothing, whichever way they are looked for', async () => {
  expect(await titlesWith(haidian, '谈判底线')).toEqual([])
  expect(await titlesWith(office, '谈判底线')).toEqual(['光伏项目谈判底线'])
  const park = await system.contextOf('haidian')
  for (const rare of [true, false])
    for (const words of ['光伏', 'ai', '100%', '线_的']) {
      const found = await park.read((tx) =>
        findDuties(tx, { where: whereDuty({ q: words }, park.caller, rare) }),
      )
      expect([rare, words, found.map(({ title }) => title).sort()]).toEqual([
        rare,
        words,
        await titlesWith(haidian, words),
      ])
    }
})

test('whoever supports a duty that is kept to its bodies sees it from then on, and no longer afterwards', async () => {
  const { id } = await add('只给参与单位看的任务', 'organisation', [body('park.haidian')])
  const page = await haidian.call(contract.readDuty, { params: { dutyId: id } })
  expect(page.duty.supporting.map((one) => one.id)).toEqual([body('park.haidian')])
  const { duties } = await haidian.call(contract.listDuties, { query: { body: body('park.haidian') } })
  expect(duties.map((duty) => duty.id)).toEqual([id])
  const assign = (supporting: string[], version: number) =>
    office.call(contract.actOnDuty, {
      params: { dutyId: id },
      body: { version, act: { kind: 'assign', leadId: body('park.xicheng'), supporting } },
    })
  await assign([body('park.dongcheng')], 1)
  expect(codesOf(await haidian.request('GET', `/api/ledger/duties/${id}`))).toEqual(['ledger.not_found'])
  // However the rows came there, the duty knows its bodies.
  await system.database.ownerDb
    .insertInto('dutySupport')
    .values({ dutyId: id, organisationId: body('park.haidian') })
    .execute()
  const again = await haidian.call(contract.readDuty, { params: { dutyId: id } })
  expect(again.duty.supporting.map((one) => one.id)).toEqual(
    [body('park.dongcheng'), body('park.haidian')].sort(),
  )
})
