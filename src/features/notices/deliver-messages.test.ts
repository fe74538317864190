import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  DELIVERY_QUEUE,
  addNotices,
  deliveryWorker,
  giveUpDelivery,
  queueDeliveries,
  resumeDeliveries,
  type Happening,
  type NewNotice,
  type NoticeSettings,
} from '#features/notices'
import { JobQueue } from '#platform/jobs'
import { createMailer, type Mailer } from '#platform/mail'
import { createNoticeSystem, PUBLIC_URL, type NoticeSystem } from '#tests/notice-system'
import { plantCase, type PlantedCase } from '#tests/planted-case'
import { startCallReceiver, startMailReceiver, type CallReceiver, type MailReceiver } from '#tests/receivers'
import * as contract from './contract.ts'

const NOBODY_LISTENS = 'smtp://127.0.0.1:1'
let settings: NoticeSettings
let notices: NoticeSystem
let inbox: MailReceiver
let hook: CallReceiver
let mailer: Mailer
let haidian: string
let planted: PlantedCase
let event = 0

beforeAll(async () => {
  inbox = await startMailReceiver()
  hook = await startCallReceiver()
  const mail = { smtpUrl: inbox.url, from: '多园 <duoyuan@example.org>' }
  settings = { mail, publicUrl: PUBLIC_URL, privateWebhooks: true }
  const made = createMailer(mail)
  if (made === null) throw new Error('There is no mailer')
  mailer = made
  notices = await createNoticeSystem(settings)
  const { system } = notices
  haidian = await notices.organisationId('park.haidian')
  await system.addAccount('li', ['park_committee'], 'park.haidian')
  await system.addAccount('wang', ['park_committee', 'expert'], 'park.haidian')
  await system.addAccount('sun', ['park_committee'], 'park.haidian')
  await system.addAccount('zhao', ['park_committee'], 'park.xicheng')
  await system.addAccount('gone', ['park_committee'], 'park.haidian')
  await system.addAccount('idle', [], 'park.haidian')
  await system.addAccount('sysadmin', ['system_admin'], 'park.haidian')
  planted = await plantCase(system.database.ownerDb, {
    initiator: 'li',
    parties: [`org:${haidian}`],
    number: '试〔2026〕1号',
    title: '协调解决\r\nBcc: x@example.org 照明',
  })
  for (const [login, email, on] of [
    ['li', 'li@example.org', true],
    ['wang', 'wang@example.org', true],
    ['sun', 'sun@example.org', false],
    ['zhao', 'zhao@example.org', true],
    ['gone', 'gone@example.org', true],
    ['idle', 'idle@example.org', true],
    ['sysadmin', 'sysadmin@example.org', true],
  ] as const)
    await setAddress(login, email, on)
  await system.database.ownerDb
    .updateTable('userAccount')
    .set({ status: 'disabled' })
    .where('login', '=', 'gone')
    .execute()
})
afterAll(async () => {
  mailer.close()
  await notices.close()
  await inbox.close()
  await hook.close()
})
beforeEach(async () => {
  inbox.mails.length = 0
  inbox.answers.length = 0
  hook.calls.length = 0
  hook.answer = () => 204
  const { ownerDb } = notices.system.database
  await ownerDb.deleteFrom('outboxMessage').execute()
  await ownerDb.deleteFrom('webhook').execute()
  await sql`DELETE FROM pgboss.job WHERE name = ${DELIVERY_QUEUE.name}`.execute(ownerDb)
})

async function setAddress(login: string, email: string, on = true): Promise<void> {
  const { ownerDb } = notices.system.database
  await ownerDb
    .insertInto('personSetting')
    .columns(['userId', 'email', 'emailNotices'])
    .expression((eb) =>
      eb
        .selectFrom('userAccount')
        .select((one) => ['id', one.val(email).as('email'), one.val(on).as('on')])
        .where('login', '=', login),
    )
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ email, emailNotices: on }))
    .execute()
}

/** A notice to that party, written by li; answers its id. */
async function tell(party: NewNotice['party'], zh = '请于3日内签收'): Promise<number> {
  const ctx = await notices.system.contextOf('li')
  const told = { caseId: planted.id, event: ++event, message: 'told', party, text: { zh, en: 'Please sign' } }
  const [added] = await ctx.inTransaction((tx) => addNotices(tx, ctx, [told]))
  if (added === undefined) throw new Error('The notice was not added')
  return added.id
}

function queue(
  due: { noticeIds?: number[]; happenings?: Happening[]; caseId?: string },
  with_: NoticeSettings = settings,
): Promise<void> {
  const ctx = notices.timekeeper()
  return ctx.inTransaction((tx) =>
    queueDeliveries(
      tx,
      ctx,
      { caseId: due.caseId ?? planted.id, noticeIds: due.noticeIds ?? [], happenings: due.happenings ?? [] },
      with_,
    ),
  )
}

function outbox() {
  return notices.system.database.ownerDb
    .selectFrom('outboxMessage')
    .select(['id', 'address', 'state', 'attempts', 'lastError', 'sentAt'])
    .orderBy('address')
    .execute()
}

async function onlyMessage() {
  const [message, ...others] = await outbox()
  if (message === undefined || others.length > 0) throw new Error('There is not exactly one message')
  return message
}

async function jobCount(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM pgboss.job WHERE name = ${DELIVERY_QUEUE.name}`.execute(
    notices.system.database.ownerDb,
  )
  return rows[0]?.count ?? 0
}

const worker = (through: Mailer | null = mailer) => deliveryWorker(notices.services, through, settings)

async function addWebhook(active = true): Promise<{ id: string; secret: string }> {
  const admin = await notices.signIn('sysadmin')
  const { webhook, secret } = await admin.call(contract.addWebhook, { body: { url: hook.url } })
  if (!active)
    await admin.call(contract.changeWebhook, { params: { webhookId: webhook.id }, body: { active } })
  return { id: webhook.id, secret }
}

const happening = (kind = 'acted'): Happening => ({ event: ++event, kind, at: '2026-03-02T01:02:03.000Z' })

describe('e-mail', () => {
  test('goes to the people of a body who gave an address and want it, and to nobody else', async () => {
    await queue({ noticeIds: [await tell(`org:${haidian}`)] })
    expect((await outbox()).map((message) => message.address)).toEqual(['li@example.org', 'wang@example.org'])
    expect(await jobCount()).toBe(2)
  })

  test('goes to the holders of a role, and to a person alone', async () => {
    await queue({ noticeIds: [await tell('role:expert')] })
    expect((await outbox()).map((message) => message.address)).toEqual(['wang@example.org'])
    const { userId } = (await notices.system.contextOf('zhao')).caller
    await queue({ noticeIds: [await tell(`user:${userId ?? ''}`)] })
    expect((await outbox()).map((message) => message.address)).toEqual([
      'wang@example.org',
      'zhao@example.org',
    ])
  })

  test('goes once to an address that two people share', async () => {
    await setAddress('wang', 'LI@example.org')
    await queue({ noticeIds: [await tell(`org:${haidian}`)] })
    await setAddress('wang', 'wang@example.org')
    expect((await outbox()).map((message) => message.address.toLowerCase())).toEqual(['li@example.org'])
  })

  test('is queued once, however often it is asked for', async () => {
    const noticeIds = [await tell(`org:${haidian}`)]
    await queue({ noticeIds })
    await queue({ noticeIds })
    expect((await outbox()).length).toBe(2)
    expect(await jobCount()).toBe(2)
  })

  test('is not queued without a mail server', async () => {
    await queue({ noticeIds: [await tell(`org:${haidian}`)] }, { ...settings, mail: null })
    expect(await outbox()).toEqual([])
  })

  test('carries the text in both languages, the link and a subject of one line', async () => {
    await queue({ noticeIds: [await tell('role:expert', '请于3日内签收')] })
    await worker()({ messageId: (await onlyMessage()).id })
    const [mail] = inbox.mails
    expect(mail?.to).toEqual(['wang@example.org'])
    const [head = '', body = ''] = (mail?.source ?? '').split('\r\n\r\n', 2)
    expect(head).not.toMatch(/^Bcc:/im)
    expect(head).toMatch(/^From: .*<duoyuan@example\.org>\r$/m)
    const text = Buffer.from(body, 'base64').toString('utf8')
    expect(text).toContain('请于3日内签收\n\nPlease sign\n\n')
    expect(text).toContain(`${PUBLIC_URL}/cases/${planted.id}`)
  })

  test('is sent once: a second run, and two at the same time, send nothing more', async () => {
    await queue({ noticeIds: [await tell('role:expert')] })
    const { id } = await onlyMessage()
    await Promise.all([worker()({ messageId: id }), worker()({ messageId: id }), worker()({ messageId: id })])
    await worker()({ messageId: id })
    expect(inbox.mails.length).toBe(1)
    expect(await onlyMessage()).toMatchObject({ state: 'sent', attempts: 1, lastError: null })
  })

  test('that the server refuses for now is tried again by the queue until it is taken', async () => {
    inbox.answers.push('refuse')
    await queue({ noticeIds: [await tell('role:expert')] })
    const queues = await JobQueue.start(
      notices.system.database.ownerUrl,
      [DELIVERY_QUEUE],
      notices.services.log,
    )
    await queues.work(DELIVERY_QUEUE.name, worker(), giveUpDelivery(notices.services), 2)
    await until(async () => (await onlyMessage()).attempts === 1)
    const refused = await onlyMessage()
    expect(refused).toMatchObject({ state: 'waiting', sentAt: null })
    expect(refused.lastError).toContain('Try again later')
    await until(async () => (await onlyMessage()).state === 'sent')
    await queues.stop()
    expect(await onlyMessage()).toMatchObject({ attempts: 2, lastError: null })
    expect(inbox.mails.length).toBe(1)
  })

  test('whose acceptance was never heard of is sent again under the same Message-ID', async () => {
    const deaf: Mailer = {
      async send(mail) {
        await mailer.send(mail)
        throw new Error('connection lost')
      },
      close: () => undefined,
    }
    await queue({ noticeIds: [await tell('role:expert')] })
    const { id } = await onlyMessage()
    await expect(worker(deaf)({ messageId: id })).rejects.toThrow('connection lost')
    expect(await onlyMessage()).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'connection lost' })
    await worker()({ messageId: id })
    expect(inbox.mails.length).toBe(2)
    expect(inbox.mails[0]?.messageId).toBe(`${id}@example.org`)
    expect(inbox.mails[1]?.messageId).toBe(`${id}@example.org`)
  })

  test('that fails at the last try stays as failed with the reason', async () => {
    const unreachable = createMailer({ smtpUrl: NOBODY_LISTENS, from: 'a@example.org' })
    await queue({ noticeIds: [await tell('role:expert')] })
    const { id } = await onlyMessage()
    await expect(worker(unreachable)({ messageId: id })).rejects.toThrow(/ECONNREFUSED/)
    await giveUpDelivery(notices.services)({ messageId: id })
    const failed = await onlyMessage()
    expect(failed.state).toBe('failed')
    expect(failed.lastError).toContain('ECONNREFUSED')
    await worker()({ messageId: id })
    expect(inbox.mails).toEqual([])
  })

  test('queued before the mail server was taken out of the settings says so', async () => {
    await queue({ noticeIds: [await tell('role:expert')] })
    const { id } = await onlyMessage()
    await expect(worker(null)({ messageId: id })).rejects.toThrow('No mail server is configured')
  })

  test('waiting without a job is queued again at the start; what is sent or given up is not', async () => {
    await queue({ noticeIds: [await tell(`org:${haidian}`)] })
    const [first] = await outbox()
    await worker()({ messageId: first?.id ?? '' })
    await sql`DELETE FROM pgboss.job WHERE name = ${DELIVERY_QUEUE.name}`.execute(
      notices.system.database.ownerDb,
    )
    expect(await resumeDeliveries(notices.services)).toBe(1)
    expect(await jobCount()).toBe(1)
  })
})

describe('a webhook', () => {
  test('is told the number and what happened, not the content, with a signature that verifies', async () => {
    const { secret } = await addWebhook()
    const acted = happening('acted')
    await queue({ happenings: [acted] })
    const { id } = await onlyMessage()
    await worker()({ messageId: id })
    const [call] = hook.calls
    expect(JSON.parse(call?.body ?? '')).toEqual({
      id,
      event: 'acted',
      at: acted.at,
      sequence: acted.event,
      case: { id: planted.id, number: '试〔2026〕1号', procedure: 'planted' },
    })
    expect(call?.body).not.toContain('照明')
    const timestamp = String(call?.headers['duoyuan-timestamp'])
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60)
    const expected = createHmac('sha256', secret)
      .update(`${timestamp}.${call?.body ?? ''}`)
      .digest('hex')
    expect(call?.headers['duoyuan-signature']).toBe(`v1=${expected}`)
    expect(call?.headers['idempotency-key']).toBe(id)
  })

  test('is told each event once, also when it is queued twice; one that is switched off is told nothing', async () => {
    await addWebhook()
    await addWebhook(false)
    const happenings = [happening('acted'), happening('closed')]
    await queue({ happenings })
    await queue({ happenings })
    expect((await outbox()).length).toBe(2)
  })

  test('hears nothing of drafts', async () => {
    await addWebhook()
    const draft = await plantCase(notices.system.database.ownerDb, { initiator: 'li', stage: 'draft' })
    await queue({ caseId: draft.id, happenings: [happening()] })
    expect(await outbox()).toEqual([])
  })

  test('whose worker dies between the answer and the commit is called again with the same key', async () => {
    await addWebhook()
    await queue({ happenings: [happening()] })
    const { id } = await onlyMessage()
    hook.answer = async () => {
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE state = 'idle in transaction' AND query LIKE '%webhook%' AND pid <> pg_backend_pid()
                   AND datname = current_database()`.execute(notices.services.db)
      return 204
    }
    await expect(worker()({ messageId: id })).rejects.toThrow()
    expect(await onlyMessage()).toMatchObject({ state: 'waiting', attempts: 0 })
    hook.answer = () => 204
    await worker()({ messageId: id })
    await worker()({ messageId: id })
    expect(hook.calls.map((call) => call.headers['idempotency-key'])).toEqual([id, id])
    expect(hook.calls[0]?.body).toBe(hook.calls[1]?.body)
    expect(await onlyMessage()).toMatchObject({ state: 'sent', attempts: 1 })
  })

  test.each([
    [500, 'The receiver answered 500'],
    [302, 'The receiver answered 302'],
  ])('that answers %d has not got it; the administrator sees why', async (status, reason) => {
    await addWebhook()
    await queue({ happenings: [happening()] })
    hook.answer = () => status
    await expect(worker()({ messageId: (await onlyMessage()).id })).rejects.toThrow(reason)
    const admin = await notices.signIn('sysadmin')
    expect((await admin.call(contract.listWebhooks)).webhooks[0]).toMatchObject({
      delivered: 0,
      waiting: 1,
      failed: 0,
      lastError: reason,
    })
    expect(hook.calls.length).toBe(1)
  })

  test('that was switched off in between is given up, without further tries', async () => {
    const { id } = await addWebhook()
    await queue({ happenings: [happening()] })
    const admin = await notices.signIn('sysadmin')
    await admin.call(contract.changeWebhook, { params: { webhookId: id }, body: { active: false } })
    await worker()({ messageId: (await onlyMessage()).id })
    expect(hook.calls).toEqual([])
    expect(await onlyMessage()).toMatchObject({ state: 'failed', lastError: 'The webhook is switched off' })
  })

  test('inside the own network is not called once the installation forbids it', async () => {
    await addWebhook()
    await queue({ happenings: [happening()] })
    const strict = deliveryWorker(notices.services, mailer, { privateWebhooks: false })
    await expect(strict({ messageId: (await onlyMessage()).id })).rejects.toThrow('notices.address_private')
    expect(hook.calls).toEqual([])
  })
})

test('the administrator of the system sees no mails in the outbox, other people nothing at all', async () => {
  await addWebhook()
  await queue({ noticeIds: [await tell('role:expert')], happenings: [happening()] })
  const seenBy = async (login: string) => {
    const ctx = await notices.system.contextOf(login)
    return ctx.read((tx) => tx.selectFrom('outboxMessage').select('channel').execute())
  }
  expect(await seenBy('sysadmin')).toEqual([{ channel: 'webhook' }])
  expect(await seenBy('wang')).toEqual([])
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await holds()) return
    await sleep(100)
  }
  throw new Error('It did not happen within 40 seconds')
}
