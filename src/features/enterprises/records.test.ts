import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/enterprises'
import { stageEnterprise, type StagedEnterprise } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { enterprisesOn, recordsOf, visibleEnterprises } from './index.ts'

let system: TestSystem
let own: StagedEnterprise
let office: TestClient
let park: TestClient
let formerPark: TestClient
let enterprise: TestClient
let district: TestClient
let leader: TestClient

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('leader', ['leader'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('haidian-second', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('district', ['district'], 'district.haidian')
  await system.addAccount('huayuan', ['enterprise'], 'company.huayuan')
  office = await system.signIn('office')
  leader = await system.signIn('leader')
  park = await system.signIn('haidian')
  formerPark = await system.signIn('xicheng')
  district = await system.signIn('district')
  enterprise = await system.signIn('huayuan')
  // Registered in Xicheng until 2024, in Haidian (park and district) since.
  own = await stageEnterprise(system, 'park.xicheng', {
    name: '档案试验甲技术有限公司',
    organisation: 'company.huayuan',
  })
  const ids = await organisationIds()
  await office.call(contract.changeEnterprise, {
    params: { enterpriseId: own.id },
    body: {
      from: '2024-01-01',
      set: {
        registrationParkId: ids.get('park.haidian') ?? null,
        operationParkId: ids.get('park.haidian') ?? null,
        registrationDistrictId: ids.get('district.haidian') ?? null,
      },
      source: '试验',
      reason: '迁入',
    },
  })
})
afterAll(() => system.close())

async function organisationIds(): Promise<Map<string, string>> {
  const rows = await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
  return new Map(rows.map(({ id, code }) => [code, id]))
}

const GIANT = {
  kind: 'qualification',
  from: '2024-07-01',
  to: '2027-07-01',
  fields: { code: 'little-giant', number: 'X-1', issuer: '工业和信息化部' },
  source: '公告',
}
const ROUND = {
  kind: 'financing',
  from: '2025-03-01',
  fields: { form: 'equity', round: 'b', amount: 5000, investor: '试验基金' },
  source: '企业申报',
}

function declare(client: TestClient, body: object) {
  return client.call(contract.addRecord, {
    params: { enterpriseId: own.id },
    body: contract.addRecord.body.parse(body),
  })
}

describe('a record', () => {
  test('declared by an enterprise waits for its park, and each version stays', async () => {
    const declared = await declare(enterprise, { ...GIANT, fields: { ...GIANT.fields, code: 'innovative' } })
    expect(declared).toMatchObject({ status: 'declared', version: 1, can: ['revise', 'withdraw'] })
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select('subjectPath')
      .where('message', '=', 'record-declared')
      .execute()
    expect(told.map(({ subjectPath }) => subjectPath)).toContain(`/enterprises/${own.id}?tab=records`)
    const confirmed = await park.call(contract.decideRecord, {
      params: { recordId: declared.id },
      body: { decision: 'confirm', version: 1 },
    })
    expect(confirmed).toMatchObject({
      status: 'confirmed',
      version: 2,
      byName: 'huayuan',
      decidedByName: 'haidian',
    })
    const revised = await park.call(contract.reviseRecord, {
      params: { recordId: declared.id },
      body: {
        version: 2,
        from: '2024-07-01',
        to: '2026-07-01',
        fields: { code: 'innovative', issuer: '市级主管部门' },
        source: '公告',
        reason: '有效期写错',
      },
    })
    expect(revised).toMatchObject({
      to: '2026-07-01',
      fields: { code: 'innovative', issuer: '市级主管部门' },
    })
    const { versions } = await enterprise.call(contract.readRecordHistory, {
      params: { recordId: declared.id },
    })
    expect(versions.map(({ version, status, to }) => [version, status, to])).toEqual([
      [3, 'confirmed', '2026-07-01'],
      [2, 'confirmed', '2027-07-01'],
      [1, 'declared', '2027-07-01'],
    ])
    expect(versions[0]?.knownFrom).toBe(versions[1]?.knownTo)
  })

  test('is not overwritten by the second of two who save it', async () => {
    const { id } = await declare(park, { ...GIANT, fields: { ...GIANT.fields, code: 'gazelle' } })
    const revise = (client: TestClient, number: string) =>
      client.request('POST', `/api/enterprise-records/${id}/revisions`, {
        version: 1,
        from: '2024-07-01',
        to: '2027-07-01',
        fields: { code: 'gazelle', issuer: '工业和信息化部', number },
        source: '公告',
        reason: '改编号',
      })
    const second = await system.signIn('haidian-second')
    const answers = await Promise.all([revise(park, 'A'), revise(second, 'B')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const refused = answers
      .find(({ statusCode }) => statusCode === 409)
      ?.json<{
        issues: { code: string; params: { differs: string[]; version: number } }[]
      }>()
    expect(refused?.issues[0]).toMatchObject({
      code: 'enterprises.stale',
      params: { version: 2, differs: ['number'] },
    })
  })

  test('shows what is confidential to its enterprise, its park of today, the office and the leader alone', async () => {
    const { id } = await declare(park, ROUND)
    for (const client of [enterprise, park, office, leader]) {
      const { records } = await client.call(contract.listRecords, { query: { kind: 'financing' } })
      expect(records.find((record) => record.id === id)).toMatchObject({
        fields: { amount: 5000 },
        hidden: [],
      })
    }
    for (const client of [formerPark, district]) {
      const { records } = await client.call(contract.listRecords, { query: { kind: 'financing' } })
      expect(records.find((record) => record.id === id)).toMatchObject({
        fields: { form: 'equity', round: 'b' },
        hidden: ['amount', 'investor'],
      })
      const body = JSON.stringify(records)
      expect(body).not.toContain('试验基金')
      const { withheld, can } = await client.call(contract.readProfile, { params: { enterpriseId: own.id } })
      expect(withheld).toEqual({ records: 1, fields: ['financing.amount', 'financing.investor'] })
      expect(can.addRecords).toEqual([])
    }
    const file = await formerPark.request('GET', '/api/enterprise-records/export?kind=financing&format=csv')
    expect(file.body).toContain('（不公开）')
    expect(file.body).not.toContain('5000')
  })

  test('is refused where its kind does not allow it, field by field', async () => {
    const answer = await park.request('POST', `/api/enterprises/${own.id}/records`, {
      ...ROUND,
      fields: { form: 'gift', amount: -1, colour: 'red' },
    })
    expect(answer.statusCode).toBe(422)
    expect(codesOf(answer).sort()).toEqual([
      'enterprises.field_choice',
      'enterprises.field_out_of_range',
      'enterprises.field_unknown',
    ])
    const twice = await park.request('POST', `/api/enterprises/${own.id}/records`, GIANT)
    expect(twice.statusCode).toBe(201)
    const again = await park.request('POST', `/api/enterprises/${own.id}/records`, {
      ...GIANT,
      from: '2025-01-01',
    })
    expect(codesOf(again)).toEqual(['enterprises.record_twice'])
  })

  test('of misconduct is nothing that an enterprise says of itself, and nobody confirms his own word', async () => {
    const answer = await enterprise.request('POST', `/api/enterprises/${own.id}/records`, {
      kind: 'violation',
      from: '2025-01-01',
      fields: { field: 'tax', grade: 'minor', summary: '试验', issuer: '试验', url: 'https://example.org' },
      source: '试验',
    })
    expect(codesOf(answer)).toEqual(['enterprises.kind_not_declarable'])
    const { id } = await declare(enterprise, { ...GIANT, fields: { ...GIANT.fields, code: 'unicorn' } })
    const self = await enterprise.request('POST', `/api/enterprise-records/${id}/decision`, {
      decision: 'confirm',
      version: 1,
    })
    expect(codesOf(self)).toEqual(['enterprises.record_not_now'])
    const former = await formerPark.request('POST', `/api/enterprise-records/${id}/decision`, {
      decision: 'confirm',
      version: 1,
    })
    expect(former.statusCode).toBe(403)
  })

  test('with a NUL in it is refused as bad input', async () => {
    const answer = await park.request('POST', `/api/enterprises/${own.id}/records`, {
      ...ROUND,
      fields: { ...ROUND.fields, investor: 'a\u0000b' },
    })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  })

  test('shows its papers to who sees what is confidential', async () => {
    const stored = await upload(enterprise, own.id, '证书.pdf', 'paper')
    const fileId = stored.files[0]?.id ?? ''
    expect((await park.request('GET', `/api/enterprise-record-files/${fileId}`)).statusCode).toBe(404)
    await declare(enterprise, { ...GIANT, fields: { ...GIANT.fields, code: 'tech-sme' }, files: [fileId] })
    expect((await park.request('GET', `/api/enterprise-record-files/${fileId}`)).body).toBe('paper')
    expect((await formerPark.request('GET', `/api/enterprise-record-files/${fileId}`)).statusCode).toBe(404)
    const gone = await enterprise.request('DELETE', `/api/enterprise-record-files/${fileId}`)
    expect(gone.statusCode).toBe(404)
  })
})

describe('other areas', () => {
  test('read records with what the caller may see, and enterprises on a day', async () => {
    const of = async (login: string, on: string) => {
      const ctx = await system.contextOf(login)
      return ctx.read(async (tx) => ({
        records: (await recordsOf(tx, [own.id], on)).get(own.id) ?? [],
        all: (await recordsOf(tx, 'all', on)).get(own.id) ?? [],
        seen: (await enterprisesOn(tx, [own.id], on)).has(own.id),
        visible: (await visibleEnterprises(tx, on)).has(own.id),
      }))
    }
    const now = await of('haidian', '2026-01-01')
    expect(now.all).toEqual(now.records)
    expect(now.records.find(({ kind }) => kind === 'financing')?.fields['amount']).toBe(5000)
    expect((await of('haidian', '2024-12-31')).records.some(({ kind }) => kind === 'financing')).toBe(false)
    expect(now).toMatchObject({ seen: true, visible: true })
    const former = await of('xicheng', '2026-01-01')
    expect(former.records.find(({ kind }) => kind === 'financing')?.fields).toEqual({
      form: 'equity',
      round: 'b',
    })
    expect(former).toMatchObject({ seen: false, visible: false })
    expect(await of('xicheng', '2023-06-01')).toMatchObject({ seen: true, visible: true })
  })
})

async function upload(client: TestClient, id: string, name: string, content: string) {
  const answer = await client.uploadTo(`/api/enterprises/${id}/record-files`, [{ name, content }])
  return contract.addRecordFiles.response.parse(answer.json())
}
