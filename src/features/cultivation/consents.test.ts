import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/cultivation'
import { dayFromNow, stageLadder, type LadderStage } from '#tests/ladder-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'

let system: TestSystem
let firms: LadderStage
let haidian: TestClient
let xicheng: TestClient
let firm: TestClient

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  firms = await stageLadder(system)
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  firm = await system.signIn('firm')
})
afterAll(() => system.close())

const body = {
  receiver: { name: '某商业银行科技支行' },
  parts: ['profile', 'facts'],
  facts: ['上年度营业收入', '有效发明专利数'],
  purpose: '科技贷款授信',
  until: dayFromNow(90),
}
const give = (changes: object = {}) =>
  firm.call(contract.giveConsent, {
    params: { enterpriseId: firms.near.id },
    body: { ...body, ...changes },
  })

/** As whoever could write to the table himself, past all pages and use cases. */
function writeSharing(consentId: string, changes: { parts?: string[]; facts?: string[]; at?: string } = {}) {
  const content = '{}'
  return sql`
    INSERT INTO consent_sharing (consent_id, enterprise_id, parts, facts, on_day, package, digest, at, by_name)
    VALUES (${consentId}::uuid, ${firms.near.id}::uuid, ${changes.parts ?? ['profile']}::text[], ${changes.facts ?? []}::text[],
      current_date, ${content}, ${createHash('sha256').update(content).digest('hex')},
      ${changes.at ?? new Date().toISOString()}::timestamptz, '测试')`.execute(system.database.ownerDb)
}

describe('an enterprise consents', () => {
  test('and its park hands over exactly that, word for word, with a digest', async () => {
    const consent = await give()
    expect(consent).toMatchObject({ state: 'valid', receiver: { name: '某商业银行科技支行' } })
    const sharing = await haidian.call(contract.shareByConsent, {
      params: { consentId: consent.id },
      body: {},
    })
    const file = await firm.request('GET', `/api/sharings/${sharing.id}/package`)
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(sharing.digest)
    const content = contract.SharedPackage.parse(file.json())
    expect(content).toMatchObject({
      enterprise: { name: firms.near.name, creditCode: firms.near.creditCode },
      score: null,
      facts: [
        { fact: '上年度营业收入', value: 2000, unit: '万元', source: '企业补充申报' },
        { fact: '有效发明专利数', value: null },
      ],
    })
    const page = await haidian.request('GET', `/api/sharings/${sharing.id}/package?format=page`)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain(sharing.digest)
    expect(page.body).toContain('未知')
    const { consents } = await firm.call(contract.listConsents)
    expect(consents[0]?.sharings).toMatchObject([{ digest: sharing.digest, byName: 'haidian' }])
  })

  test('in words where the register keeps codes: a bank reads no codes of ours', async () => {
    const consent = await give({ facts: ['登记状态'] })
    const { id } = await haidian.call(contract.shareByConsent, {
      params: { consentId: consent.id },
      body: {},
    })
    const content = contract.SharedPackage.parse(
      (await firm.request('GET', `/api/sharings/${id}/package`)).json(),
    )
    expect(content).toMatchObject({
      profile: { 登记状态: '在册' },
      facts: [{ fact: '登记状态', value: 'active', words: '在册' }],
    })
    const page = await firm.request('GET', `/api/sharings/${id}/package?format=page`)
    expect(page.body).toContain('在册')
    expect(page.body).not.toContain('active')
  })

  test('only for itself, for a while, to what is named', async () => {
    const other = await firm.request('POST', `/api/enterprises/${firms.qualified.id}/consents`, body)
    expect(other.statusCode).toBe(404)
    const url = `/api/enterprises/${firms.near.id}/consents`
    const refusals: readonly (readonly [object, string])[] = [
      [{ until: dayFromNow(-1) }, 'cultivation.consent_past'],
      [{ until: dayFromNow(1000) }, 'cultivation.consent_too_long'],
      [{ parts: ['facts'], facts: [] }, 'cultivation.consent_facts'],
      [{ parts: ['score'], facts: ['上年度营业收入'] }, 'cultivation.consent_facts'],
      [{ facts: ['没有这个事实'] }, 'cultivation.fact_unknown'],
    ]
    for (const [changes, code] of refusals)
      expect(codesOf(await firm.request('POST', url, { ...body, ...changes }))).toEqual([code])
  })

  test('and nobody gets more than that, nor anybody of another park anything', async () => {
    const consent = await give({ parts: ['profile'], facts: [] })
    const url = `/api/consents/${consent.id}/sharings`
    expect(codesOf(await haidian.request('POST', url, { parts: ['score'] }))).toEqual([
      'cultivation.consent_part',
    ])
    expect((await xicheng.request('POST', url, {})).statusCode).toBe(404)
    expect((await xicheng.call(contract.listConsents)).total).toBe(0)
  })
})

describe('the database refuses what no consent covers, whoever writes', () => {
  test('another part, another fact, a day after its end, a moment before it was given', async () => {
    const consent = await give()
    await expect(writeSharing(consent.id, { parts: ['score'] })).rejects.toMatchObject({ code: 'DY001' })
    await expect(
      writeSharing(consent.id, { parts: ['facts'], facts: ['上年度研发费用'] }),
    ).rejects.toMatchObject({ code: 'DY001' })
    await expect(
      writeSharing(consent.id, { at: new Date(Date.now() + 200 * 86_400_000).toISOString() }),
    ).rejects.toMatchObject({ code: 'DY001' })
    await expect(writeSharing(consent.id, { at: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'DY001',
    })
    await writeSharing(consent.id)
  })

  test('anything after it was withdrawn; what went before stays and cannot be changed', async () => {
    const consent = await give()
    const sharing = await haidian.call(contract.shareByConsent, {
      params: { consentId: consent.id },
      body: { parts: ['profile'] },
    })
    const withdrawn = await firm.call(contract.withdrawConsent, {
      params: { consentId: consent.id },
      body: { version: 1, reason: '贷款已办结' },
    })
    expect(withdrawn).toMatchObject({ state: 'withdrawn', can: [], sharings: [{ id: sharing.id }] })
    const after = await haidian.request('POST', `/api/consents/${consent.id}/sharings`, {})
    expect(codesOf(after)).toEqual(['cultivation.consent_withdrawn'])
    await expect(writeSharing(consent.id)).rejects.toMatchObject({ code: 'DY001' })
    const again = await firm.request('POST', `/api/consents/${consent.id}/withdraw`, { version: 2 })
    expect(codesOf(again)).toEqual(['cultivation.consent_withdrawn'])
    await expect(
      sql`UPDATE consent_sharing SET package = '[]' WHERE id = ${sharing.id}::uuid`.execute(
        system.database.ownerDb,
      ),
    ).rejects.toMatchObject({ code: 'DY002' })
    await expect(
      sql`DELETE FROM consent_sharing WHERE id = ${sharing.id}::uuid`.execute(system.database.ownerDb),
    ).rejects.toMatchObject({ code: 'DY002' })
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select(['textZh', 'subjectPath'])
      .where('message', '=', 'consent-withdrawn')
      .execute()
    expect(told.map(({ textZh }) => textZh)).toEqual([expect.stringContaining('撤回')])
    expect(told[0]?.subjectPath).toMatch(/^\/cultivation\/consents\?consent=[0-9a-f-]{36}$/u)
  })
})
