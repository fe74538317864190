import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNotices, type NewNotice } from '#features/notices'
import { createNoticeSystem, type NoticeSystem } from '#tests/notice-system'
import { plantCase, type PlantedCase } from '#tests/planted-case'
import { codesOf, type TestClient } from '#tests/system'
import * as contract from './contract.ts'

let notices: NoticeSystem
let haidian: string
let xicheng: string
let liId: string
let planted: PlantedCase
let li: TestClient
let wang: TestClient

beforeAll(async () => {
  notices = await createNoticeSystem({ mail: null, publicUrl: null, privateWebhooks: false })
  const { system } = notices
  haidian = await notices.organisationId('park.haidian')
  xicheng = await notices.organisationId('park.xicheng')
  liId = await system.addAccount('li', ['park_committee'], 'park.haidian')
  await system.addAccount('wang', ['park_committee', 'expert'], 'park.haidian')
  await system.addAccount('zhao', ['park_committee'], 'park.xicheng')
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('sysadmin', ['system_admin'], 'office')
  await system.addAccount('nobody', [], 'park.haidian')
  planted = await plantCase(system.database.ownerDb, { initiator: 'li', parties: [`org:${haidian}`] })
  li = await notices.signIn('li')
  wang = await notices.signIn('wang')
})
afterAll(() => notices.close())

function notice(party: NewNotice['party'], event: number, text = `第${event}件事`): NewNotice {
  return { caseId: planted.id, event, message: 'told', party, text: { zh: text, en: `Event ${event}` } }
}

/** By the person of that log-in, under that person's rights. */
async function tell(login: string, ...told: NewNotice[]): Promise<number[]> {
  const ctx = await notices.system.contextOf(login)
  return ctx.inTransaction(async (tx) => (await addNotices(tx, ctx, told)).map(({ id }) => id))
}

async function textsOf(client: TestClient): Promise<string[]> {
  return (await client.call(contract.listNotices)).notices.map((one) => one.text.zh)
}

describe('a notice', () => {
  test('reaches the body, the person or the role that it is for, and nobody else', async () => {
    await tell(
      'li',
      notice(`org:${haidian}`, 1, '给海淀'),
      notice(`org:${xicheng}`, 1, '给西城'),
      notice(`user:${liId}`, 1, '给李'),
      notice('role:expert', 1, '给专家'),
    )
    expect(await textsOf(li)).toEqual(['给李', '给海淀'])
    expect(await textsOf(wang)).toEqual(['给专家', '给海淀'])
    const zhao = await notices.signIn('zhao')
    expect(await textsOf(zhao)).toEqual(['给西城'])
    const [toXicheng] = (await zhao.call(contract.listNotices)).notices
    // Told of a case that it has no part in: what was said is its own, what the case is about is not.
    expect(toXicheng?.case).toEqual({ id: planted.id, number: null, title: '' })
    expect(await textsOf(await notices.signIn('office'))).toEqual([])
  })

  test('is refused to administrators, to an account without roles and to anybody who is not logged in', async () => {
    for (const login of ['sysadmin', 'nobody'])
      expect((await (await notices.signIn(login)).request('GET', '/api/notices')).statusCode).toBe(403)
    expect((await notices.anonymous().request('GET', '/api/notices')).statusCode).toBe(401)
  })

  test('is read by each person apart, one by one or all at once', async () => {
    expect((await li.call(contract.listNotices)).unread).toBe(2)
    const [first] = (await li.call(contract.listNotices)).notices
    expect(first).toMatchObject({ readAt: null, case: { number: planted.number, title: planted.title } })
    expect(await li.call(contract.markNoticesRead, { body: { ids: [first?.id] } })).toEqual({ unread: 1 })
    expect(await li.call(contract.markNoticesRead, { body: { ids: [first?.id] } })).toEqual({ unread: 1 })
    const after = await li.call(contract.listNotices, { query: { unread: 'yes' } })
    expect(after.notices.map((one) => one.text.zh)).toEqual(['给海淀'])
    expect((await wang.call(contract.listNotices)).unread).toBe(2)
    expect(await wang.call(contract.markNoticesRead, { body: {} })).toEqual({ unread: 0 })
    expect((await li.call(contract.listNotices)).unread).toBe(1)
  })

  test('of others cannot be marked, and ids that are none are refused', async () => {
    const [toZhao] = (await (await notices.signIn('zhao')).call(contract.listNotices)).notices
    await li.call(contract.markNoticesRead, { body: { ids: [toZhao?.id, '999999'] } })
    const rows = await notices.system.database.ownerDb
      .selectFrom('noticeRead')
      .select('noticeId')
      .where('noticeId', 'in', [Number(toZhao?.id), 999999])
      .execute()
    expect(rows).toEqual([])
    const wrong = await li.request('POST', '/api/notices/read', { ids: ['1', 'x'] })
    expect(codesOf(wrong)).toEqual(['http.invalid_input'])
    expect((await li.request('GET', '/api/notices?before=99999999999999999999')).statusCode).toBe(422)
  })

  test('is written once, however often the same event says it, and its number comes back each time', async () => {
    const told = [notice(`org:${haidian}`, 2), notice(`user:${liId}`, 2)]
    const ids = await tell('li', ...told)
    expect(new Set(ids).size).toBe(2)
    expect(await tell('li', ...told)).toEqual(ids)
    expect((await textsOf(li)).filter((text) => text === '第2件事').length).toBe(2)
    expect(await tell('li')).toEqual([])
  })

  test('cannot be written by somebody who may not see the case', async () => {
    await expect(tell('zhao', notice(`org:${haidian}`, 3))).rejects.toThrow(/row-level security/)
    expect(await textsOf(li)).not.toContain('第3件事')
  })

  test('leaves with the transaction that it belongs to', async () => {
    const ctx = await notices.system.contextOf('li')
    await expect(
      ctx.inTransaction(async (tx) => {
        await addNotices(tx, ctx, [notice(`org:${haidian}`, 4)])
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await textsOf(li)).not.toContain('第4件事')
  })

  test('is found page by page, newest first, none twice and none left out', async () => {
    const zhao = await notices.signIn('zhao')
    const events = Array.from({ length: 120 }, (_, i) => i + 10)
    await tell('li', ...events.map((event) => notice(`org:${xicheng}`, event)))
    const seen: string[] = []
    for (let before: string | undefined; ;) {
      const page = await zhao.call(contract.listNotices, before === undefined ? {} : { query: { before } })
      if (page.notices.length === 0) break
      expect(page.notices.length).toBeLessThanOrEqual(50)
      seen.push(...page.notices.map((one) => one.text.zh))
      before = page.notices.at(-1)?.id
    }
    expect(seen).toEqual([...events.toReversed().map((event) => `第${event}件事`), '给西城'])
  })
})

describe('my settings', () => {
  test('begin without an address and keep what I say; others do not see them', async () => {
    expect(await li.call(contract.readMySettings)).toEqual({
      email: null,
      emailNotices: true,
      mailConfigured: false,
      calendarPath: null,
    })
    const body = { email: 'li@example.org', emailNotices: false }
    expect(await li.call(contract.changeMySettings, { body })).toMatchObject(body)
    expect(await li.call(contract.readMySettings)).toMatchObject(body)
    expect(await wang.call(contract.readMySettings)).toMatchObject({ email: null, emailNotices: true })
    const wrong = await li.request('PUT', '/api/my-settings', { email: 'not an address', emailNotices: true })
    expect(codesOf(wrong)).toEqual(['http.invalid_input'])
    const trail = await notices.system.database.ownerDb
      .selectFrom('auditEntry')
      .select('detail')
      .where('action', '=', 'settings.change')
      .execute()
    expect(trail).toEqual([{ detail: { hasEmail: true, emailNotices: false } }])
  })

  test('keep the address when the calendar is made anew, and the calendar when the address changes', async () => {
    const made = await li.call(contract.renewCalendar, { body: {} })
    expect(made).toMatchObject({ email: 'li@example.org', emailNotices: false })
    const body = { email: null, emailNotices: true }
    expect((await li.call(contract.changeMySettings, { body })).calendarPath).toBe(made.calendarPath)
    expect((await li.call(contract.renewCalendar, { body: {} })).calendarPath).not.toBe(made.calendarPath)
  })
})

describe('webhooks', () => {
  test('are the system administrator’s: added with a secret shown once, switched off and on', async () => {
    const admin = await notices.signIn('sysadmin')
    const added = await admin.call(contract.addWebhook, {
      body: { url: 'https://hooks.example.org/duoyuan', note: ' 数据平台 ' },
    })
    expect(Buffer.from(added.secret, 'base64url').length).toBe(32)
    expect(added.webhook).toMatchObject({
      url: 'https://hooks.example.org/duoyuan',
      note: '数据平台',
      active: true,
      delivered: 0,
      waiting: 0,
      failed: 0,
      lastError: null,
    })
    const listed = await admin.request('GET', '/api/webhooks')
    expect(listed.body).toContain(added.webhook.id)
    expect(listed.body).not.toContain(added.secret)
    const params = { webhookId: added.webhook.id }
    expect((await admin.call(contract.changeWebhook, { params, body: { active: false } })).active).toBe(false)
    expect((await admin.call(contract.listWebhooks)).webhooks[0]?.active).toBe(false)
  })

  test('may not lead into the own network, and an unknown one cannot be changed', async () => {
    const admin = await notices.signIn('sysadmin')
    const inside = await admin.request('POST', '/api/webhooks', { url: 'http://169.254.169.254/latest' })
    expect([inside.statusCode, codesOf(inside)]).toEqual([422, ['notices.address_private']])
    const script = await admin.request('POST', '/api/webhooks', { url: 'javascript:alert(1)' })
    expect(codesOf(script)).toEqual(['notices.address_not_http'])
    const unknown = await admin.request('PATCH', '/api/webhooks/00000000-0000-4000-8000-000000000000', {
      active: true,
    })
    expect([unknown.statusCode, codesOf(unknown)]).toEqual([404, ['notices.not_found']])
  })

  test('are nobody else’s, neither over HTTP nor in the database', async () => {
    for (const login of ['li', 'office']) {
      expect((await (await notices.signIn(login)).request('GET', '/api/webhooks')).statusCode).toBe(403)
      const ctx = await notices.system.contextOf(login)
      expect(await ctx.read((tx) => tx.selectFrom('webhook').select('secret').execute())).toEqual([])
    }
  })
})
