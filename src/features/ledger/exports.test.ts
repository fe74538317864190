import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDocument } from '#platform/documents'
import { organisationsOf } from '#tests/case-page'
import { dutyAt } from '#tests/ledger-duties'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let xicheng: TestClient
let body: (code: string) => string
const MANY = 2300
const FORMULA = '=HYPERLINK("http://example.invalid","点我")'

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  body = await organisationsOf(system)
  const at = '2026-01-05T02:00:00Z'
  const parent = await dutyAt(system, 'office', at, {
    title: FORMULA,
    leadId: body('park.haidian'),
    supporting: [body('park.xicheng')],
    personName: '张三',
    dueOn: '2026-06-30',
    precision: 'month',
  })
  await office.call(contract.splitDuty, {
    params: { dutyId: parent },
    body: { version: 1, parts: [{ title: '先做一步', dueOn: '2026-03-31' }] },
  })
  await dutyAt(system, 'office', at, {
    title: '只给西城看的事',
    leadId: body('park.xicheng'),
    visibility: 'organisation',
  })
})
afterAll(() => system.close())

async function sheet(client: TestClient, query = ''): Promise<string> {
  const response = await client.request('GET', `/api/ledger/export?format=xlsx${query}`)
  expect(response.statusCode).toBe(200)
  const files = unzipSync(response.rawPayload)
  return Buffer.from(files['xl/worksheets/sheet1.xml'] ?? []).toString('utf8')
}
async function lines(client: TestClient, query = ''): Promise<string[][]> {
  const response = await client.request('GET', `/api/ledger/export?format=csv${query}`)
  expect(response.statusCode).toBe(200)
  const [head = '', ...rows] = response.body
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
  return [head, ...rows].map((line) => line.split(','))
}

describe('the ledger as a file', () => {
  test('.xlsx: Chinese headings, real dates, shares as percent, a formula in a title is only text', async () => {
    const xml = await sheet(office)
    for (const heading of ['序号', '任务', '牵头单位', '配合单位', '责任人', '完成时限', '预警', '上级任务'])
      expect(xml).toContain(`>${heading}<`)
    expect(xml).toContain('=HYPERLINK(')
    expect(xml).not.toContain('<f>')
    // 30 June 2026 in days of the spreadsheet.
    expect(xml).toMatch(/<c r="P\d+" s="\d+"><v>46203<\/v>/)
    expect(xml).toContain('2026年6月底前')
    expect(xml).toContain('张三')
  })

  test('.csv: the formula is disarmed; English on request', async () => {
    const rows = await lines(office, '&sort=serial&language=en')
    expect(rows[0]?.slice(0, 3)).toEqual(['No.', 'Ledger no.', 'Duty'])
    expect(rows[1]?.join(',')).toContain(`"'=HYPERLINK(""http://example.invalid"",""点我"")"`)
    expect(rows[2]?.join(',')).toContain('by 31 Mar 2026')
  })

  test('has what the list has, no more and no less', async () => {
    for (const [client, count] of [
      [office, 3],
      [haidian, 2],
      [xicheng, 3],
    ] as const) {
      expect((await lines(client)).length - 1).toBe(count)
      const { total } = await client.call(contract.listDuties, { query: { kind: 'measure' } })
      expect((await lines(client, '&kind=measure')).length - 1).toBe(total)
    }
    expect(await sheet(haidian)).not.toContain('只给西城看的事')
  })

  test('says what was filtered, and the trail keeps that it was taken', async () => {
    expect(await sheet(office, '&group=open&kind=measure')).toContain('范围：未完成；类型：措施')
    const entries = await system.database.ownerDb
      .selectFrom('auditEntry')
      .select(['action', 'detail'])
      .where('action', '=', 'ledger.export')
      .orderBy('sequence', 'desc')
      .execute()
    expect(entries[0]?.detail).toMatchObject({ format: 'xlsx', filter: { kind: 'measure', group: 'open' } })
  })

  test('has no ceiling of rows', async () => {
    await sql`insert into duty (owner_id, title, source, state_since, created_at, changed_at)
      select ${body('office')}::uuid, '批量任务' || i, 'manual', now(), now(), now()
        from generate_series(0, ${MANY - 1}) as i`.execute(system.database.ownerDb)
    const rows = await lines(haidian, '&q=批量任务&sort=serial')
    expect(rows).toHaveLength(MANY + 1)
    expect(rows.at(-1)?.[2]).toBe(`批量任务${MANY - 1}`)
    expect((await sheet(haidian, '&q=批量任务')).match(/<row /g)).toHaveLength(MANY + 4)
  })
})

describe('one body’s duties as a document', () => {
  test('has what it leads and what it supports, as far as the asker may see it', async () => {
    const text = async (client: TestClient, code: string, query = '') => {
      const response = await client.request('GET', `/api/ledger/bodies/${body(code)}/duties.docx${query}`)
      expect(response.statusCode).toBe(200)
      const read = await readDocument('list.docx', response.rawPayload)
      if (!read.ok) throw new Error('not readable')
      return read.value.text
    }
    const own = await text(xicheng, 'park.xicheng')
    expect(own).toContain('任务清单')
    expect(own).toContain('只给西城看的事')
    expect(own).toContain(FORMULA)
    expect(await text(haidian, 'park.xicheng')).not.toContain('只给西城看的事')
    expect(await text(office, 'park.haidian', '?year=2027')).not.toContain(FORMULA)
    expect(await text(office, 'park.haidian', '?year=2026')).toContain(FORMULA)
  })

  test('of nobody there is none', async () => {
    const response = await office.request(
      'GET',
      '/api/ledger/bodies/00000000-0000-4000-8000-000000000000/duties.docx',
    )
    expect(codesOf(response)).toEqual(['ledger.body_unknown'])
  })
})
