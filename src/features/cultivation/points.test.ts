import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import * as contract from '#contract/cultivation'
import { writeWorkbook } from '#platform/spreadsheets'
import { dayFromNow, stageFacts, stageLadder, type LadderStage } from '#tests/ladder-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'

let system: TestSystem
let firms: LadderStage
let office: TestClient
let haidian: TestClient
let firm: TestClient

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  firms = await stageLadder(system)
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  firm = await system.signIn('firm')
})
afterAll(() => system.close())

/** A table of one stage for everybody and two indicators, 60 and 40. */
const TABLE = {
  title: { zh: '试行积分表', en: 'A table on trial' },
  source: '示范区试行通知（测试）',
  example: false,
  validFrom: '2026-01-01',
  stages: [{ code: 'all', title: { zh: '各阶段', en: 'All' }, when: '从事细分市场年限 >= 1' }],
  groups: [{ code: 'innovation', title: { zh: '技术创新', en: 'Innovation' } }],
  indicators: [
    {
      id: 'research',
      group: 'innovation',
      title: { zh: '研发费用', en: 'Research' },
      points: 'if 上年度研发费用 >= 100 then 10 else 5',
      maximum: 10,
      weights: { all: 60 },
    },
    {
      id: 'patents',
      group: 'innovation',
      title: { zh: '有效发明专利', en: 'Patents' },
      points: 'if 有效发明专利数 >= 2 then 10 else 0',
      maximum: 10,
      weights: { all: 40 },
    },
  ],
}

async function upload(name: string, content: string | Uint8Array) {
  const response = await office.uploadTo('/api/points/tables', [{ name, content }])
  return { response, answer: () => contract.uploadPointsTable.response.parse(response.json()) }
}

describe('the shipped table', () => {
  test('is labelled an example, and its weights add up', async () => {
    const { tables, current } = await firm.call(contract.listPointsTables)
    expect(tables).toMatchObject([{ example: true, shipped: true, state: 'published', indicators: 18 }])
    expect(current).toBe(tables[0]?.id)
    const { findings } = await office.call(contract.readPointsTable, {
      params: { tableId: tables[0]?.id ?? '' },
    })
    expect(findings).toEqual([])
  })

  test('says what is missing where the stage cannot be told', async () => {
    await sql`UPDATE enterprise_state SET valid = daterange(NULL, NULL) WHERE enterprise_id = ${firms.unknown.id}::uuid`.execute(
      system.database.ownerDb,
    )
    const points = await haidian.call(contract.readEnterprisePoints, {
      params: { enterpriseId: firms.unknown.id },
    })
    if (points.stage === null) {
      expect(points.stageMissing).toContain('成立日期')
      expect(points.low).toBeNull()
    } else expect(points.low).not.toBeNull()
  })
})

describe('an operator’s own table', () => {
  test('is refused where it cannot be read, and kept with its errors where it can', async () => {
    expect(codesOf((await upload('表.txt', 'x')).response)).toEqual(['cultivation.points_file_kind'])
    const broken = (await upload('表.json', '{')).answer()
    expect(broken).toMatchObject({ table: null, findings: [{ code: 'cultivation.points_not_json' }] })
    const shapeless = (await upload('表.json', JSON.stringify({ ...TABLE, groups: [] }))).answer()
    expect(shapeless.table).toBeNull()
    expect(shapeless.findings[0]).toMatchObject({ code: 'cultivation.points_shape', path: ['groups'] })
    const [research, patents] = TABLE.indicators
    const light = (
      await upload(
        '表.json',
        JSON.stringify({ ...TABLE, indicators: [research, { ...patents, weights: { all: 30 } }] }),
      )
    ).answer()
    expect(light.findings).toMatchObject([
      { severity: 'error', code: 'cultivation.points_weights_sum', params: { sum: 90 } },
    ])
    const publish = await office.request('POST', `/api/points/tables/${light.table?.id ?? ''}/acts`, {
      rowVersion: 1,
      act: 'publish',
    })
    expect(codesOf(publish)).toEqual(['cultivation.points_errors'])
    await office.call(contract.deletePointsTable, { params: { tableId: light.table?.id ?? '' } })
    const unknown = (
      await upload(
        '表.json',
        JSON.stringify({ ...TABLE, indicators: [research, { ...patents, points: '没有这个事实 + 1' }] }),
      )
    ).answer()
    expect(unknown.findings[0]?.severity).toBe('error')
    expect(unknown.findings[0]?.code).toMatch(/^rules\./u)
    await office.call(contract.deletePointsTable, { params: { tableId: unknown.table?.id ?? '' } })
  })

  test('published it holds instead of the example; the score is taken apart, a missing fact makes a range', async () => {
    const { table, findings } = (await upload('表.json', JSON.stringify(TABLE))).answer()
    expect(findings).toEqual([])
    const tableId = table?.id ?? ''
    expect((await firm.request('GET', `/api/points/tables/${tableId}`)).statusCode).toBe(404)
    await office.call(contract.actOnPointsTable, {
      params: { tableId },
      body: { rowVersion: 1, act: 'publish' },
    })
    const again = await office.request('POST', `/api/points/tables/${tableId}/acts`, {
      rowVersion: 1,
      act: 'publish',
    })
    expect(again.statusCode).toBe(409)
    expect((await firm.call(contract.listPointsTables)).current).toBe(tableId)

    const params = { enterpriseId: firms.near.id }
    const before = await firm.call(contract.readEnterprisePoints, { params })
    expect(before).toMatchObject({ stage: { code: 'all' }, low: 30, high: 70, maximum: 100 })
    await stageFacts(system, firms.near.id, { 有效发明专利数: 3 })
    const after = await firm.call(contract.readEnterprisePoints, { params })
    expect(after).toMatchObject({ low: 70, high: 70 })
    expect(after.indicators.map(({ id, low, maximum }) => [id, low, maximum])).toEqual([
      ['research', 30, 60],
      ['patents', 40, 40],
    ])
    expect((await haidian.request('GET', `/api/enterprises/${firms.qualified.id}/points`)).statusCode).toBe(
      404,
    )
  })

  test('a workbook of the template’s shape reads as the same table', async () => {
    const template = await office.request('GET', '/api/points/template?format=xlsx')
    expect(Object.keys(unzipSync(template.rawPayload))).toContain('xl/workbook.xml')
    const columns = [
      '类型',
      '编码',
      '名称',
      '英文名称',
      '来源',
      '适用起始日',
      '所属组',
      '规则',
      '满分',
      '权重：all',
      '说明',
    ]
    const rows = [
      {
        类型: '表格',
        名称: TABLE.title.zh,
        英文名称: TABLE.title.en,
        来源: TABLE.source,
        适用起始日: dayFromNow(30),
      },
      { 类型: '阶段', 编码: 'all', 名称: '各阶段', 英文名称: 'All', 规则: TABLE.stages[0]?.when ?? '' },
      { 类型: '组', 编码: 'innovation', 名称: '技术创新', 英文名称: 'Innovation' },
      ...TABLE.indicators.map(({ id, group, title, points, maximum, weights }) => ({
        类型: '指标',
        编码: id,
        名称: title.zh,
        英文名称: title.en,
        所属组: group,
        规则: points,
        满分: maximum,
        '权重：all': weights.all,
      })),
    ]
    const parts: Buffer[] = []
    for await (const part of writeWorkbook([
      {
        name: '积分指标表',
        columns: columns.map((heading) => ({
          key: heading,
          heading,
          type: heading === '满分' || heading.startsWith('权重') ? 'number' : 'text',
        })),
        rows,
      },
    ]))
      parts.push(part as Buffer)
    const { table, findings } = (await upload('表.xlsx', Buffer.concat(parts))).answer()
    expect(findings).toEqual([])
    const read = await office.call(contract.readPointsTable, { params: { tableId: table?.id ?? '' } })
    expect(read.definition).toEqual({
      ...TABLE,
      validFrom: dayFromNow(30),
      indicators: TABLE.indicators.map((indicator) => ({ ...indicator, note: null })),
    })
  })
})
