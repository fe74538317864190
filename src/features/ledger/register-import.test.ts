import { unzipSync, zipSync, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJob } from '#contract/work'
import { writeWorkbook } from '#platform/spreadsheets'
import { buffer } from 'node:stream/consumers'
import { LedgerStory } from '#tests/ledger-story'
import type { TestClient } from '#tests/system'
import { RegisterResult } from './contract.ts'

const HEADINGS = [
  '序号',
  '分园',
  '行动名称',
  '行动类别',
  '主要内容',
  '牵头单位',
  '配合单位',
  '责任人',
  '完成时限',
  '报送频次',
  '备注',
]
type Line = Partial<Record<(typeof HEADINGS)[number], string>>

let story: LedgerStory
let office: TestClient
let haidian: TestClient
beforeAll(async () => {
  story = await LedgerStory.begin({ workers: true })
  office = await story.system.signIn('office')
  haidian = await story.system.signIn('haidian')
})
afterAll(() => story.system.close())

async function workbook(lines: readonly Line[], headings = HEADINGS): Promise<Uint8Array> {
  return buffer(
    writeWorkbook([
      {
        name: '台账',
        columns: headings.map((heading) => ({ key: heading, heading, type: 'text' as const })),
        rows: lines,
      },
    ]),
  )
}

async function imported(
  client: TestClient,
  content: Uint8Array | string,
  query = '',
  name = '行动台账.xlsx',
): Promise<RegisterResult & { jobId: string }> {
  const response = await client.uploadTo(`/api/ledger/register?${query}`, [{ name, content }])
  expect(response.body).not.toContain('issues')
  expect(response.statusCode).toBe(202)
  const { jobId } = response.json<{ jobId: string }>()
  for (let tries = 0; tries < 100; tries++) {
    const job = await client.call(readJob, { params: { jobId } })
    if (job.state === 'failed') throw new Error('the job failed')
    if (job.state === 'done') return { ...RegisterResult.parse(job.result), jobId }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the job does not end')
}
async function duties(source = 'register') {
  return story.system.database.ownerDb
    .selectFrom('duty')
    .selectAll()
    .where('source', '=', source as 'register')
    .orderBy('serial')
    .execute()
}

const GOOD: readonly Line[] = [
  {
    序号: '1',
    分园: '海淀园',
    行动名称: '建立企业服务专员制度',
    行动类别: '体制机制；产业发展',
    主要内容: '逐户配备服务专员',
    牵头单位: '海淀园',
    配合单位: '中关村发展集团、市科委、中关村管委会；西城园',
    责任人: '林海',
    完成时限: '2026年第二季度',
    报送频次: '每月',
    备注: '试行一年',
  },
  { 序号: '2', 分园: '西城园', 行动名称: '盘活存量楼宇', 行动类别: '空间载体', 完成时限: '2026年底' },
]

describe('the template', () => {
  it('has the headings of the register, and what it shows as an example is not imported', async () => {
    const answer = await office.request('GET', '/api/ledger/register/template')
    expect(answer.statusCode).toBe(200)
    const text = Object.values(unzipSync(answer.rawPayload))
      .map((part) => new TextDecoder().decode(part))
      .join('')
    for (const heading of HEADINGS) expect(text).toContain(heading)
    expect(text).toContain('体制机制')
    const english = await office.request('GET', '/api/ledger/register/template?language=en')
    const words = Object.values(unzipSync(english.rawPayload)).map((part) => new TextDecoder().decode(part))
    expect(words.join('')).toContain('Kind of action')
    const result = await imported(office, answer.rawPayload, 'dryRun=true')
    expect(result.rows).toBe(0)
    expect(result.sheetIssues.map(({ code }) => code)).toEqual(['ledger.register_empty'])
  })
})

describe('a register', () => {
  it('is tried without being written, then written, and adds nothing the second time', async () => {
    const file = await workbook(GOOD)
    expect(await imported(office, file, 'dryRun=true')).toMatchObject({
      dryRun: true,
      rows: 2,
      fresh: 2,
      refused: 0,
      written: 0,
    })
    expect(await duties()).toEqual([])
    const result = await imported(office, file, 'dryRun=false')
    expect(result).toMatchObject({ fresh: 2, same: 0, written: 2, annotated: null })
    const [first, second] = await duties()
    expect(first).toMatchObject({
      ownerId: story.body('office'),
      parkId: story.body('park.haidian'),
      leadId: story.body('park.haidian'),
      number: '1',
      categories: ['mechanism', 'industry'],
      content: '逐户配备服务专员\n备注：试行一年',
      personName: '林海',
      dueOn: '2026-06-30',
      duePrecision: 'quarter',
      reportEvery: 'month',
      state: 'assigned',
    })
    const supporting = await story.system.database.ownerDb
      .selectFrom('dutySupport')
      .select('organisationId')
      .where('dutyId', '=', first?.id ?? '')
      .execute()
    // 市科委、中关村管委会 is one body, not two.
    expect(supporting.map(({ organisationId }) => organisationId).sort()).toEqual(
      ['company.development', 'department.science', 'park.xicheng'].map((code) => story.body(code)).sort(),
    )
    expect(second).toMatchObject({
      leadId: null,
      state: 'unassigned',
      dueOn: '2026-12-31',
      duePrecision: 'year',
    })
    expect(result.list.map(({ dutyId }) => dutyId)).toEqual([first?.id, second?.id])
    expect(await imported(office, file, 'dryRun=false')).toMatchObject({ fresh: 0, same: 2, written: 0 })
    expect(await duties()).toHaveLength(2)
  })

  it('brings what differs up to date with history, and leaves what it does not say', async () => {
    const changed = await workbook([
      { 分园: '海淀园', 行动名称: '建立 企业服务专员制度', 完成时限: '2026年9月' },
      { 分园: '西城园', 行动名称: '盘活存量楼宇', 牵头单位: '西城园' },
    ])
    const dry = await imported(office, changed, 'dryRun=true')
    expect(dry).toMatchObject({ changed: 2, written: 0 })
    expect((await duties())[0]?.dueOn).toBe('2026-06-30')
    expect(await imported(office, changed, 'dryRun=false')).toMatchObject({ changed: 2, written: 2 })
    const [first, second] = await duties()
    expect(first).toMatchObject({
      dueOn: '2026-09-30',
      duePrecision: 'month',
      personName: '林海',
      reportEvery: 'month',
    })
    expect(second).toMatchObject({
      leadId: story.body('park.xicheng'),
      state: 'assigned',
      dueOn: '2026-12-31',
    })
    const history = await story.system.database.ownerDb
      .selectFrom('dutyChange')
      .select(['act', 'reason', 'byName'])
      .where('dutyId', '=', first?.id ?? '')
      .orderBy('version')
      .execute()
    expect(history.map(({ act, byName }) => `${act} ${byName}`)).toEqual(['import office', 'change office'])
    expect(history[1]?.reason).toContain('行动台账.xlsx')
  })

  it('with faults writes nothing, names each cell with near names, and comes back with notes', async () => {
    const lines: Line[] = [
      {
        分园: '海锭园',
        行动名称: '建设概念验证中心',
        牵头单位: '科委',
        完成时限: '明年吧',
        行动类别: '随便',
      },
      { 分园: '海淀园', 行动名称: '', 主要内容: '没有名称' },
      { 分园: '海淀园', 行动名称: '好的一行' },
      { 分园: '海淀园', 行动名称: '好的一行' },
    ]
    const file = await workbook(lines)
    const before = (await duties()).length
    const result = await imported(office, file, 'dryRun=false')
    expect(result).toMatchObject({ rows: 4, fresh: 1, refused: 3, written: 0 })
    expect(await duties()).toHaveLength(before)
    const found: Record<string, string> = Object.fromEntries(
      result.list.flatMap(({ issues }) =>
        issues.map(({ cell, code }): [string, string] => [cell ?? '', code]),
      ),
    )
    expect(found).toEqual({
      B2: 'ledger.register_park_unknown',
      D2: 'sheet.not_a_choice',
      F2: 'ledger.register_body_unknown',
      I2: 'sheet.not_a_deadline',
      C3: 'sheet.required',
      C5: 'ledger.register_twice',
    })
    const park = result.list.flatMap(({ issues }) => issues).find(({ cell }) => cell === 'B2')
    expect(park?.params['near']).toContain('海淀园')
    expect(result.list.find(({ outcome }) => outcome === 'new')?.dutyId).toBeNull()

    const copy = await office.request('GET', `/api/ledger/register/${result.jobId}/annotated`)
    expect(copy.statusCode).toBe(200)
    const notes = Object.entries(unzipSync(copy.rawPayload))
      .filter(([name]) => name.includes('notes'))
      .map(([, part]) => new TextDecoder().decode(part))
      .join('')
    expect(notes).toContain('没有叫“海锭园”的分园。是不是：海淀园')
    // The job is the person's own.
    expect((await haidian.request('GET', `/api/ledger/register/${result.jobId}/annotated`)).statusCode).toBe(
      404,
    )

    expect(await imported(office, file, 'dryRun=false&partial=true')).toMatchObject({
      refused: 3,
      written: 1,
    })
    expect((await duties()).at(-1)?.title).toBe('好的一行')
  })

  it('of a park goes into the park’s own ledger, for the park alone', async () => {
    const result = await imported(
      haidian,
      '行动名称,分园,完成时限\n园区开放日,,2026-10-31\n替西城园办事,西城园,\n',
      'dryRun=false&partial=true',
      '园区.csv',
    )
    expect(result).toMatchObject({ fresh: 1, refused: 1, written: 1, annotated: null })
    expect(result.list[0]?.issues[0]).toMatchObject({ cell: 'B3', code: 'ledger.register_park_of_another' })
    const own = (await duties()).find(({ title }) => title === '园区开放日')
    expect(own).toMatchObject({ ownerId: story.body('park.haidian'), parkId: story.body('park.haidian') })
  })

  it('says of a duty that is over that it is not changed any more, before and instead of writing', async () => {
    const closed = (await duties()).find(({ title }) => title === '好的一行')
    await story.system.database.ownerDb
      .updateTable('duty')
      .set({ state: 'closed', leadId: story.body('park.haidian') })
      .where('id', '=', closed?.id ?? '')
      .execute()
    const file = await workbook([{ 分园: '海淀园', 行动名称: '好的一行', 完成时限: '2027年' }])
    for (const query of ['dryRun=true', 'dryRun=false']) {
      const result = await imported(office, file, query)
      expect(result).toMatchObject({ refused: 1, written: 0 })
      expect(result.list[0]?.issues[0]).toMatchObject({ cell: 'I2', code: 'ledger.field_frozen' })
    }
  })

  it('that is hostile or no table at all is refused whole, and the reason is in the result', async () => {
    const cases: readonly (readonly [string, Uint8Array | string, string])[] = [
      ['a.xlsx', 'not a workbook', 'sheet.not_a_workbook'],
      ['b.xlsx', zipSync({ 'xl/x.txt': strToU8('x') }), 'sheet.not_a_workbook'],
      ['c.csv', '甲,乙\n1,2\n', 'sheet.header_not_found'],
      ['d.xlsx', await workbook([{ 甲: '1' }], ['甲', '乙']), 'sheet.header_not_found'],
      ['e.xlsx', (await workbook(GOOD)).slice(0, 1500), 'sheet.'],
    ]
    const before = (await duties()).length
    for (const [name, content, code] of cases) {
      const result = await imported(office, content, 'dryRun=false', name)
      expect(result.sheetIssues[0]?.code).toContain(code)
      expect(result.written).toBe(0)
    }
    expect(await duties()).toHaveLength(before)
    // A formula is text, and a name of a thousand characters is one too many.
    const result = await imported(
      office,
      await workbook([{ 行动名称: '长'.repeat(600) }, { 行动名称: '=HYPERLINK("http://x","点我")' }]),
      'dryRun=true',
    )
    expect(result.list[0]?.issues[0]).toMatchObject({ cell: 'C2', code: 'sheet.too_long' })
    expect(result.list[1]?.title).toBe('=HYPERLINK("http://x","点我")')
  })

  it('needs a file, one, and somebody who works on the ledger', async () => {
    const none = await office.uploadTo('/api/ledger/register', [])
    expect(none.body).toContain('ledger.register_one_file')
    const leader = await story.system.signIn('leader')
    expect(
      (await leader.uploadTo('/api/ledger/register', [{ name: 'a.xlsx', content: 'x' }])).statusCode,
    ).toBe(403)
    const unknown = await office.uploadTo(
      '/api/ledger/register?document=00000000-0000-4000-8000-000000000000',
      [{ name: 'a.xlsx', content: 'x' }],
    )
    expect(unknown.body).toContain('ledger.plan_unknown')
  })
})
