import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditCheckCharacter } from '#domain/kernel'
import * as contract from '#contract/enterprises'
import { writeWorkbook, type ExportRow } from '#platform/spreadsheets'
import { stageEnterprise, type StagedEnterprise } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { creditCodeFault } from './credit-code-fault.ts'
import { runEnterpriseImport } from './import-job.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let there: StagedEnterprise
let elsewhere: StagedEnterprise

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  there = await stageEnterprise(system, 'park.haidian', { name: '导入试验甲有限公司' })
  elsewhere = await stageEnterprise(system, 'park.xicheng', { name: '导入试验乙有限公司' })
})
afterAll(() => system.close())

const HEADINGS = ['统一社会信用代码', '企业名称', '自何日起', '注册地分园', '地址', '来源']

function code(number: number): string {
  const body = `09110000${String(number).padStart(9, '0')}`
  return body + creditCheckCharacter(body)
}

async function sheet(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Buffer> {
  const columns = headings.map((heading, at) => ({ key: String(at), heading, type: 'text' as const }))
  const lines = rows.map((row): ExportRow => Object.fromEntries(row.map((value, at) => [String(at), value])))
  const pieces: Buffer[] = []
  for await (const piece of writeWorkbook([{ name: '名录', columns, rows: lines }]))
    pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

async function dryRun(
  client: TestClient,
  login: string,
  subject: string,
  name: string,
  content: Buffer | string,
) {
  const answer = await client.uploadTo(`/api/enterprise-imports?subject=${subject}`, [{ name, content }])
  expect(answer.statusCode, answer.body).toBe(202)
  return run(client, login, answer.json<{ jobId: string }>().jobId)
}

async function run(client: TestClient, login: string, jobId: string) {
  const ctx = await system.contextOf(login)
  await runEnterpriseImport(() => ctx, jobId)
  return client.call(contract.readEnterpriseImport, { params: { jobId } })
}

async function apply(
  client: TestClient,
  login: string,
  { jobId, digest }: { jobId: string; digest: string },
) {
  const { jobId: next } = await client.call(contract.applyEnterpriseImport, {
    params: { jobId },
    body: { digest },
  })
  return run(client, login, next)
}

async function states(): Promise<number> {
  const { count } = await system.database.ownerDb
    .selectFrom('enterpriseState')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

describe('a credit code that is wrong', () => {
  test.each([
    ['9111', 'enterprises.credit_code_length', { length: 4 }],
    ['91350100M000100I43', 'enterprises.credit_code_character', { position: 16, found: 'I', likely: '1' }],
    ['91350100M000100Y44', 'enterprises.credit_code_check', { expected: '3', found: '4' }],
    // Two neighbours swapped.
    ['91350010M000100Y43', 'enterprises.credit_code_check', { position: 6, likely: '91350100M000100Y43' }],
  ])('%s is told where', (given, issue, params) => {
    expect(creditCodeFault(given)).toMatchObject({ code: issue, params })
  })
  test('is no fault where it is right', () => expect(creditCodeFault('91350100M000100Y43')).toBeNull())
})

describe('an import of the register', () => {
  test('shows without writing what would be added, changed and refused, then does exactly that', async () => {
    const content = await sheet(HEADINGS, [
      [code(1), '导入新企业一有限公司', '2026-01-01', '海淀园', '中关村大街1号', '工商'],
      [there.creditCode, '导入试验甲有限公司', '2026-01-01', '海淀园', '中关村大街2号', '工商'],
      [elsewhere.creditCode, '导入试验乙有限公司', '2026-01-01', null, null, '工商'],
      ['91350100M000100Y44', '代码有误有限公司', '2026-01-01', '海淀园', null, '工商'],
      [code(2), '没有分园有限公司', '2026-01-01', null, null, '工商'],
      [code(3), '写了两次有限公司', '2026-01-01', '海淀园', null, '工商'],
      [code(3), '写了两次有限公司', '2026-01-01', '海淀园', null, '工商'],
      [code(4), '日期不对有限公司', '二〇二六', '海淀园', null, '工商'],
    ])
    const before = await states()
    const shown = await dryRun(office, 'office', 'register', '名录.xlsx', content)
    expect(shown).toMatchObject({
      state: 'done',
      rows: 8,
      added: 1,
      changed: 1,
      same: 1,
      refused: 5,
      mayApply: true,
    })
    expect(await states()).toBe(before)
    expect(shown.lines[1]?.changes).toEqual([{ field: 'address', before: null, after: '中关村大街2号' }])
    expect(shown.issues.map(({ code: issue, cell }) => [issue, cell])).toEqual([
      ['enterprises.credit_code_check', 'A5'],
      ['enterprises.park_missing', 'D6'],
      ['enterprises.import_twice', 'A7'],
      ['enterprises.import_twice', 'A8'],
      ['sheet.not_a_date', 'C9'],
    ])
    expect((await office.request('GET', `/api/enterprise-imports/${shown.jobId}/annotated`)).statusCode).toBe(
      200,
    )

    const done = await apply(office, 'office', shown)
    expect(done).toMatchObject({
      dryRun: false,
      follows: shown.jobId,
      added: 1,
      changed: 1,
      same: 1,
      refused: 5,
    })
    const { enterprises } = await office.call(contract.listEnterprises, {
      query: { on: '2026-02-01', search: '导入' },
    })
    expect(enterprises.map(({ name, address }) => [name, address])).toEqual([
      ['导入试验甲有限公司', '中关村大街2号'],
      ['导入试验乙有限公司', null],
      ['导入新企业一有限公司', '中关村大街1号'],
    ])
    const twice = await office.request('POST', `/api/enterprise-imports/${shown.jobId}/apply`, {
      digest: shown.digest,
    })
    expect(codesOf(twice)).toEqual(['enterprises.import_not_now'])
    const again = await dryRun(office, 'office', 'register', '名录.xlsx', content)
    expect(again).toMatchObject({ added: 0, changed: 0, same: 3, mayApply: false })
  })

  test('writes nothing that changed since the dry run, and nothing of another file', async () => {
    const content = await sheet(HEADINGS, [
      [there.creditCode, null, '2026-03-01', null, '新址一', '试验'],
      [code(11), '导入丁有限公司', '2026-03-01', '海淀园', null, null],
    ])
    const shown = await dryRun(office, 'office', 'register', '名录.xlsx', content)
    expect(shown).toMatchObject({ added: 1, changed: 0, refused: 1 })
    const named = await sheet(HEADINGS, [
      [there.creditCode, there.name, '2026-03-01', null, '新址一', '试验'],
      [code(11), '导入丁有限公司', '2026-03-01', '海淀园', null, null],
    ])
    const second = await dryRun(office, 'office', 'register', '名录.xlsx', named)
    expect(second).toMatchObject({ added: 1, changed: 1, refused: 0 })
    const wrong = await office.request('POST', `/api/enterprise-imports/${second.jobId}/apply`, {
      digest: shown.digest,
    })
    expect(wrong.statusCode).toBe(409)
    await office.call(contract.changeEnterprise, {
      params: { enterpriseId: there.id },
      body: { from: '2026-02-15', set: { address: '别人改的地址' }, source: '试验', reason: '迁址' },
    })
    const done = await apply(office, 'office', second)
    expect(done).toMatchObject({ added: 1, changed: 0, refused: 1 })
    expect(done.issues.map(({ code: issue }) => issue)).toEqual(['enterprises.import_changed_since'])
  })

  test('of a park is of its own enterprises', async () => {
    const content = await sheet(HEADINGS, [
      [elsewhere.creditCode, elsewhere.name, '2026-01-01', null, '不该改', '试验'],
      [code(21), '导入戊有限公司', '2026-01-01', '西城园', null, '试验'],
      [there.creditCode, there.name, '2026-01-01', '西城园', null, '试验'],
      [code(22), '导入己有限公司', '2026-01-01', '海淀园', null, '试验'],
    ])
    const shown = await dryRun(haidian, 'haidian', 'register', '名录.xlsx', content)
    expect(shown.issues.map(({ code: issue }) => issue)).toEqual([
      'enterprises.known_elsewhere',
      'enterprises.other_park',
      'enterprises.other_park',
    ])
    expect(await apply(haidian, 'haidian', shown)).toMatchObject({ added: 1, refused: 3 })
    expect((await office.request('GET', `/api/enterprise-imports/${shown.jobId}`)).statusCode).toBe(404)
  })

  test('can be cancelled, and goes on after a crash where it stood', async () => {
    const rows = Array.from({ length: 700 }, (_, at) => [
      code(1_000 + at),
      `批量企业第${String(at)}号有限公司`,
      '2026-01-01',
      '海淀园',
      null,
      '试验',
    ])
    const content = await sheet(HEADINGS, rows)
    const cancelled = await office.uploadTo('/api/enterprise-imports?subject=register', [
      { name: 'a.xlsx', content },
    ])
    const { jobId } = cancelled.json<{ jobId: string }>()
    await office.request('POST', `/api/jobs/${jobId}/cancel`)
    expect(await run(office, 'office', jobId)).toMatchObject({ state: 'cancelled', rows: 0, mayApply: false })

    const shown = await dryRun(office, 'office', 'register', 'a.xlsx', content)
    expect(shown).toMatchObject({ added: 700, lineCount: 700 })
    const { jobId: next } = await office.call(contract.applyEnterpriseImport, {
      params: { jobId: shown.jobId },
      body: { digest: shown.digest },
    })
    const ctx = await system.contextOf('office')
    // The worker dies at its second batch.
    let transactions = 0
    const dying = {
      ...ctx,
      inTransaction: <T>(work: Parameters<typeof ctx.inTransaction<T>>[0]): Promise<T> => {
        transactions += 1
        return transactions === 4 ? Promise.reject(new Error('killed')) : ctx.inTransaction(work)
      },
    }
    await expect(runEnterpriseImport(() => dying, next)).rejects.toThrow('killed')
    expect(await office.call(contract.readEnterpriseImport, { params: { jobId: next } })).toMatchObject({
      state: 'running',
      done: 500,
      added: 500,
    })
    expect(await run(office, 'office', next)).toMatchObject({
      state: 'done',
      added: 700,
      refused: 0,
      lineCount: 700,
    })
    const query = { on: '2026-02-01', search: '批量企业第' }
    const list = await office.call(contract.listEnterprises, { query })
    // Of so many the list looks at the first; with a filter, at all.
    expect([list.total, list.more]).toEqual([300, true])
    const active = await office.call(contract.listEnterprises, { query: { ...query, status: 'active' } })
    expect([active.total, active.more]).toEqual([700, false])
    const file = await office.request(
      'GET',
      `/api/enterprises/export?format=csv&${new URLSearchParams(query).toString()}`,
    )
    expect(file.body.split('\n').filter((line) => line.includes('批量企业第'))).toHaveLength(700)
  })

  test.each([
    ['no table', 'a.csv', 'nothing here'],
    ['a broken workbook', 'a.xlsx', 'PK broken'],
    ['an empty file', 'a.csv', ''],
    ['a table of something else', 'a.csv', '姓名,年龄\n甲,3\n'],
  ])('of %s fails with the reason and writes nothing', async (_what, name, content) => {
    const result = await dryRun(office, 'office', 'register', name, content)
    expect(result).toMatchObject({ state: 'failed', rows: 0, mayApply: false })
    expect(result.issueCount).toBeGreaterThan(0)
  })

  test('takes no NUL, and a formula only as the text that it is', async () => {
    const text = `${HEADINGS.join(',')}\n${code(31)},"空\u0000字符有限公司",2026-01-01,海淀园,,试验\n${code(32)},公式有限公司,2026-01-01,海淀园,"=1+1",试验\n`
    const shown = await dryRun(office, 'office', 'register', 'a.csv', text)
    expect(shown.state).toBe('done')
    expect(shown.lines.find(({ creditCode }) => creditCode === code(32))?.outcome).toBe('add')
    const done = await apply(office, 'office', shown)
    const { enterprises } = await office.call(contract.listEnterprises, {
      query: { on: '2026-02-01', search: code(32) },
    })
    expect(enterprises[0]?.address).toBe('=1+1')
    expect(JSON.stringify(done)).not.toContain('\\u0000')
  })
})

describe('an import of records', () => {
  const QUALIFICATIONS = [
    '统一社会信用代码',
    '企业名称',
    '生效日期',
    '失效日期',
    '资质名称',
    '证书编号',
    '认定机构',
    '来源',
  ]

  test('adds, says anew and leaves what is there already', async () => {
    const rows = [
      [there.creditCode, there.name, '2024-01-01', '2027-01-01', '高新技术企业', 'GR1', '市科委', '公示'],
      [elsewhere.creditCode, '别的名字有限公司', '2024-01-01', null, '瞪羚企业', null, '试验', '公示'],
      [code(99), null, '2024-01-01', null, '瞪羚企业', null, '试验', '公示'],
      [there.creditCode, null, '2024-01-01', '2023-01-01', '瞪羚企业', null, '试验', '公示'],
      [there.creditCode, null, '2024-01-01', null, '没有的资质', null, '试验', '公示'],
    ]
    const shown = await dryRun(
      office,
      'office',
      'records-qualification',
      'a.xlsx',
      await sheet(QUALIFICATIONS, rows),
    )
    expect(shown).toMatchObject({ added: 1, refused: 4 })
    expect(shown.issues.map(({ code: issue, cell }) => [issue, cell])).toEqual([
      ['enterprises.import_name_differs', 'B3'],
      ['enterprises.import_unknown', 'A4'],
      ['enterprises.record_span', 'D5'],
      ['sheet.not_a_choice', 'E6'],
    ])
    await apply(office, 'office', shown)
    const changed = [[...(rows[0] ?? []).slice(0, 5), 'GR2', '市科委', '公示']]
    const second = await dryRun(
      office,
      'office',
      'records-qualification',
      'a.xlsx',
      await sheet(QUALIFICATIONS, changed),
    )
    expect(second).toMatchObject({ added: 0, changed: 1 })
    expect(second.lines[0]?.changes).toEqual([{ field: 'number', before: 'GR1', after: 'GR2' }])
    await apply(office, 'office', second)
    const { records } = await office.call(contract.listRecords, { query: { enterprise: there.id } })
    expect(records).toMatchObject([
      { version: 2, fields: { code: 'high-tech', number: 'GR2' }, to: '2027-01-01' },
    ])
    const third = await dryRun(
      office,
      'office',
      'records-qualification',
      'a.xlsx',
      await sheet(QUALIFICATIONS, changed),
    )
    expect(third).toMatchObject({ same: 1, mayApply: false })
  })

  test.each(['register', 'records-qualification', 'records-financing', 'records-ip'])(
    'is offered a template that it reads: %s',
    async (subject) => {
      const answer = await office.request('GET', `/api/enterprise-imports/template?subject=${subject}`)
      expect(answer.statusCode).toBe(200)
      const result = await dryRun(office, 'office', subject, 't.xlsx', answer.rawPayload)
      // Nothing is filled in: known as a table, refused as empty.
      expect(result.issues.map(({ code: issue }) => issue)).toContain('enterprises.import_empty')
    },
  )
})
