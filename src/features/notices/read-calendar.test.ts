import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNoticeSystem, PUBLIC_URL, type NoticeSystem } from '#tests/notice-system'
import { plantCase, plantTask } from '#tests/planted-case'
import { codesOf, type TestClient } from '#tests/system'
import * as contract from './contract.ts'

let notices: NoticeSystem
const ids: Record<string, string> = {}

beforeAll(async () => {
  notices = await createNoticeSystem({ mail: null, publicUrl: PUBLIC_URL, privateWebhooks: false })
  const { system } = notices
  const { ownerDb } = system.database
  const haidian = await notices.organisationId('park.haidian')
  const xicheng = await notices.organisationId('park.xicheng')
  ids['li'] = await system.addAccount('li', ['park_committee'], 'park.haidian')
  ids['wang'] = await system.addAccount('wang', ['park_committee'], 'park.haidian')
  ids['zhao'] = await system.addAccount('zhao', ['park_committee', 'expert'], 'park.xicheng')
  await system.addAccount('leaving', ['park_committee'], 'park.haidian')
  const parties = [`org:${haidian}`, `user:${ids['li']}`, 'role:expert']
  const plant = async (
    title: string,
    party: string,
    dueAt: string | undefined,
    roles: string[] = [],
    having: string[] = parties,
  ) => {
    const planted = await plantCase(ownerDb, {
      initiator: 'li',
      title,
      number: `试〔2026〕${title}`,
      parties: having,
    })
    await plantTask(ownerDb, planted.id, { party, roles, ...(dueAt === undefined ? {} : { dueAt }) })
    ids[title] = planted.id
  }
  await plant('单位的，一件; 事', `org:${haidian}`, '2026-03-05T09:30:00Z')
  await plant('单位里别的角色的事', `org:${haidian}`, '2026-03-05T09:30:00Z', ['leader'])
  await plant('单位里本角色的事', `org:${haidian}`, '2026-03-06T09:30:00Z', ['leader', 'park_committee'])
  await plant('李的事', `user:${ids['li']}`, '2026-03-04T01:00:00Z')
  await plant('专家的事', 'role:expert', '2026-03-07T01:00:00Z')
  await plant('西城的事', `org:${xicheng}`, '2026-03-06T01:00:00Z', [], [`org:${xicheng}`])
  await plant('西城看不到的事', `org:${xicheng}`, '2026-03-06T01:00:00Z', [], [])
  await plant('没有期限的事', `org:${haidian}`, undefined)
})
afterAll(() => notices.close())

async function calendarPath(login: string): Promise<string> {
  const client = await notices.signIn(login)
  const { calendarPath: path } = await client.call(contract.renewCalendar, { body: {} })
  if (path === null) throw new Error('There is no calendar')
  return path
}

async function eventsAt(client: TestClient, path: string) {
  const response = await client.request('GET', path)
  expect(response.statusCode).toBe(200)
  expect(response.headers['content-type']).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(ICAL.parse(response.body) as unknown[])
  expect(calendar.name).toBe('vcalendar')
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      title: event.summary,
      at: event.startDate.toJSDate().toISOString(),
      description: event.description,
      url: component.getFirstPropertyValue('url'),
      busy: component.getFirstPropertyValue('transp'),
      alarms: component.getAllSubcomponents('valarm').length,
    }
  })
}

test('a calendar has each open task with a deadline that the person may do, soonest first', async () => {
  const events = await eventsAt(notices.anonymous(), await calendarPath('li'))
  expect(events.map(({ title, at }) => [title, at])).toEqual([
    ['【截止】李的事', '2026-03-04T01:00:00.000Z'],
    ['【截止】单位的，一件; 事', '2026-03-05T09:30:00.000Z'],
    ['【截止】单位里本角色的事', '2026-03-06T09:30:00.000Z'],
  ])
  expect(events[0]).toMatchObject({
    url: `${PUBLIC_URL}/cases/${ids['李的事']}`,
    description: `办理\n试〔2026〕李的事\n${PUBLIC_URL}/cases/${ids['李的事']}`,
    busy: 'TRANSPARENT',
    alarms: 0,
  })
})

test('a role’s task is in the calendars of its holders, a body’s in those of its people', async () => {
  const events = await eventsAt(notices.anonymous(), await calendarPath('zhao'))
  // The rights of the moment hold: a case that the body has no part in is not in it, even with a task left behind there.
  expect(events.map(({ title }) => title)).toEqual(['【截止】西城的事', '【截止】专家的事'])
})

test('an event keeps its UID when the deadline moves, and tells tasks of one case apart', async () => {
  const path = await calendarPath('li')
  const before = await eventsAt(notices.anonymous(), path)
  const { ownerDb } = notices.system.database
  await ownerDb
    .updateTable('caseTask')
    .set({ dueAt: '2026-04-01T01:00:00Z' })
    .where('caseId', '=', ids['李的事'] ?? '')
    .execute()
  await plantTask(ownerDb, ids['李的事'] ?? '', {
    party: `user:${ids['li'] ?? ''}`,
    activation: 'handle#2',
    dueAt: '2026-05-01T01:00:00Z',
  })
  const after = await eventsAt(notices.anonymous(), path)
  expect(after.length).toBe(before.length + 1)
  expect(new Set(after.map(({ uid }) => uid)).size).toBe(after.length)
  const moved = after.find(({ at }) => at === '2026-04-01T01:00:00.000Z')
  expect(moved?.uid).toBe(before[0]?.uid)
})

test('who stands in for somebody has that person’s tasks while it lasts', async () => {
  const path = await calendarPath('wang')
  const titles = async () => (await eventsAt(notices.anonymous(), path)).map(({ title }) => title)
  expect(await titles()).not.toContain('【截止】李的事')
  const { ownerDb } = notices.system.database
  const absence = await ownerDb
    .insertInto('absence')
    .values({
      userId: ids['li'] ?? '',
      substituteId: ids['wang'] ?? '',
      during: `[${new Date(Date.now() - 3_600_000).toISOString()},${new Date(Date.now() + 3_600_000).toISOString()})`,
      reason: '出差',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect(await titles()).toContain('【截止】李的事')
  await ownerDb.updateTable('absence').set({ ended: true }).where('id', '=', absence.id).execute()
  expect(await titles()).not.toContain('【截止】李的事')
})

test('a wrong address, an old one and one of somebody who left are not found', async () => {
  const anonymous = notices.anonymous()
  const wrong = await anonymous.request('GET', `/api/calendars/${'x'.repeat(43)}`)
  expect([wrong.statusCode, codesOf(wrong)]).toEqual([404, ['notices.calendar_unknown']])
  expect((await anonymous.request('GET', '/api/calendars/short')).statusCode).toBe(400)

  const old = await calendarPath('leaving')
  const current = await calendarPath('leaving')
  expect((await anonymous.request('GET', old)).statusCode).toBe(404)
  expect((await anonymous.request('GET', current)).statusCode).toBe(200)

  const { ownerDb } = notices.system.database
  const { id } = await ownerDb
    .selectFrom('userAccount')
    .select('id')
    .where('login', '=', 'leaving')
    .executeTakeFirstOrThrow()
  await ownerDb.deleteFrom('userRole').where('userId', '=', id).execute()
  expect((await anonymous.request('GET', current)).statusCode).toBe(404)
  await ownerDb.insertInto('userRole').values({ userId: id, role: 'expert', grantedBy: null }).execute()
  expect((await anonymous.request('GET', current)).statusCode).toBe(200)
  await ownerDb.updateTable('userAccount').set({ status: 'disabled' }).where('id', '=', id).execute()
  expect((await anonymous.request('GET', current)).statusCode).toBe(404)
})
