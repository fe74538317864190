import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/enterprises'
import { stageEnterprise, type StagedEnterprise } from '#tests/statistics-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let own: TestClient
let renamed: StagedEnterprise
let other: StagedEnterprise

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('huayuan', ['enterprise'], 'company.huayuan')
  await system.addAccount('expert', ['expert'], 'company.tianheng')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  own = await system.signIn('huayuan')
  renamed = await stageEnterprise(system, 'park.haidian', { name: '旧名云图（北京）软件有限公司' })
  other = await stageEnterprise(system, 'park.xicheng', {
    name: '云图100%_精密仪器有限公司',
    organisation: 'company.huayuan',
  })
  await office.call(contract.changeEnterprise, {
    params: { enterpriseId: renamed.id },
    body: { from: '2023-01-01', set: { name: '星河智算科技有限公司' }, source: '试验', reason: '更名' },
  })
})
afterAll(() => system.close())

async function found(client: TestClient, words: string): Promise<[string, string | null][]> {
  const { hits } = await client.call(contract.searchEnterprises, { query: { words } })
  return hits.map(({ name, formerName }) => [name, formerName])
}

describe('an enterprise is found', () => {
  test('by part of its name, by its former name, by one character', async () => {
    expect(await found(office, '智算')).toEqual([['星河智算科技有限公司', null]])
    expect(await found(office, '旧名云图(北京)')).toEqual([
      ['星河智算科技有限公司', '旧名云图（北京）软件有限公司'],
    ])
    expect(await found(office, '算')).toEqual([['星河智算科技有限公司', null]])
    expect(await found(office, '云图软件')).toEqual([])
  })

  test('by initials at the beginning and within, by the beginning of the code', async () => {
    expect(await found(office, 'xhzs')).toEqual([['星河智算科技有限公司', null]])
    expect(await found(office, 'ZSKJ')).toEqual([['星河智算科技有限公司', null]])
    expect(await found(office, renamed.creditCode.slice(0, 16))).toContainEqual([
      '星河智算科技有限公司',
      null,
    ])
    expect(await found(office, renamed.creditCode)).toEqual([['星河智算科技有限公司', null]])
  })

  test('by signs that mean something to a database as by any other', async () => {
    expect(await found(office, '100%_精')).toEqual([['云图100%_精密仪器有限公司', null]])
    expect(await found(office, '%')).toEqual([['云图100%_精密仪器有限公司', null]])
    expect(await found(office, "'\\")).toEqual([])
  })

  test('the best first: what begins with the words before what has them within', async () => {
    expect((await found(office, '云图')).map(([name]) => name)).toEqual([
      '云图100%_精密仪器有限公司',
      '星河智算科技有限公司',
    ])
  })

  test('by those who may see it alone', async () => {
    expect(await found(haidian, '云图')).toEqual([['星河智算科技有限公司', '旧名云图（北京）软件有限公司']])
    expect(await found(own, '云图')).toEqual([['云图100%_精密仪器有限公司', null]])
    expect(await found(own, '星河')).toEqual([])
    expect(await found(own, renamed.creditCode)).toEqual([])
    expect(await found(await system.signIn('expert'), '云图')).toEqual([])
    const { hits } = await haidian.call(contract.searchEnterprises, { query: { words: other.creditCode } })
    expect(hits).toEqual([])
  })

  test('under no name that was corrected away', async () => {
    const wrong = await stageEnterprise(system, 'park.haidian', { name: '错字登记有限公司' })
    await office.call(contract.changeEnterprise, {
      params: { enterpriseId: wrong.id },
      body: { from: '2015-01-01', set: { name: '正字登记有限公司' }, source: '试验', reason: '更正' },
    })
    expect(await found(office, '错字登记')).toEqual([])
    const { total, enterprises } = await office.call(contract.listEnterprises, {
      query: { search: '登记有限' },
    })
    expect([total, enterprises[0]?.name]).toEqual([1, '正字登记有限公司'])
  })
})
