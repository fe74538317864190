/** Notices (通知): in the system, by e-mail, to other systems, and as a calendar of deadlines. */
import { z } from 'zod'
import { BUSINESS_ROLES, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'

const Bilingual = z.object({ zh: z.string(), en: z.string() })

export const Notice = z.object({
  id: z.string(),
  at: Moment,
  readAt: Moment.nullable(),
  text: Bilingual,
  /** Null: it tells of something else. */
  case: z.object({ id: Uuid, number: z.string().nullable(), title: z.string() }).nullable(),
  /** Where to open what it tells of. */
  path: z.string(),
})
export const listNotices = defineRoute({
  method: 'GET',
  path: '/api/notices',
  summary: 'Notices to me and my body, newest first',
  access: BUSINESS_ROLES,
  query: z.object({ unread: z.enum(['yes', 'no']).default('no'), before: z.string().max(40).optional() }),
  response: z.object({ notices: z.array(Notice), unread: z.int() }),
})
export const markNoticesRead = defineRoute({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Mark notices as read; all when no list is given',
  access: BUSINESS_ROLES,
  body: z.object({ ids: z.array(z.string()).max(500).optional() }),
  response: z.object({ unread: z.int() }),
})
export const MySettings = z.object({
  email: z.email().nullable(),
  emailNotices: z.boolean(),
  /** False when the installation has no mail server: notices stay in the system. */
  mailConfigured: z.boolean(),
  /** Address of the calendar of deadlines, for calendar programs; null until made. */
  calendarPath: z.string().nullable(),
})
export const readMySettings = defineRoute({
  method: 'GET',
  path: '/api/my-settings',
  summary: 'Where notices reach me',
  access: BUSINESS_ROLES,
  response: MySettings,
})
export const changeMySettings = defineRoute({
  method: 'PUT',
  path: '/api/my-settings',
  summary: 'Change where notices reach me',
  access: BUSINESS_ROLES,
  body: z.object({ email: z.email().nullable(), emailNotices: z.boolean() }),
  response: MySettings,
})
export const renewCalendar = defineRoute({
  method: 'POST',
  path: '/api/my-settings/calendar',
  summary: 'Make a new secret address of my calendar; the old one stops working',
  access: BUSINESS_ROLES,
  body: Nothing,
  response: MySettings,
})
export const readCalendar = defineRoute({
  method: 'GET',
  path: '/api/calendars/:token',
  summary: 'Deadlines of one person as iCalendar; the address is the secret',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(100) }),
  response: 'binary',
})

// Webhooks: for the systems of others; they carry the number and what happened, never the content.

export const Webhook = z.object({
  id: Uuid,
  url: z.url(),
  note: z.string(),
  active: z.boolean(),
  createdAt: Moment,
  delivered: z.int(),
  waiting: z.int(),
  failed: z.int(),
  lastError: z.string().nullable(),
})
export const listWebhooks = defineRoute({
  method: 'GET',
  path: '/api/webhooks',
  summary: 'Addresses that are told what happens to cases',
  access: ['system_admin'],
  response: z.object({ webhooks: z.array(Webhook) }),
})
export const addWebhook = defineRoute({
  method: 'POST',
  path: '/api/webhooks',
  summary: 'Tell an address; the secret to check signatures with is shown this once',
  access: ['system_admin'],
  body: z.object({ url: z.url().max(500), note: z.string().trim().max(200).default('') }),
  response: z.object({ webhook: Webhook, secret: z.string() }),
  status: 201,
})
export const changeWebhook = defineRoute({
  method: 'PATCH',
  path: '/api/webhooks/:webhookId',
  summary: 'Switch on or off',
  access: ['system_admin'],
  params: z.object({ webhookId: Uuid }),
  body: z.object({ active: z.boolean() }),
  response: Webhook,
})
