import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueueDefinition } from '#platform/jobs'
import type { Database } from '#platform/postgres'
import { caseAddress, type NoticeSettings } from './settings.ts'

type Tx = Transaction<Database>

/** Tries go on for about a day, from seconds to an hour apart: a mail server may be away for a night. */
export const DELIVERY_QUEUE: QueueDefinition = {
  name: 'notice-delivery',
  expireInSeconds: 600,
  retryLimit: 30,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 3600,
}

export interface Happening {
  /** Number of the case's event. */
  readonly event: number
  readonly kind: string
  readonly at: string
}

interface NewMessage {
  readonly id: string
  readonly channel: 'mail' | 'webhook'
  readonly noticeId: number | null
  readonly webhookId: string | null
  readonly address: string
  readonly payload: string
  readonly key: string
}

/**
 * Writes down what leaves the system, complete, in the caller's transaction and with a job to send each. To be called as
 * the timekeeper, who alone may see everybody's address. Asked twice for the same, it queues once: an address gets a
 * notice once, also when several people share it; a webhook gets an event once. A draft is told to no webhook.
 */
export async function queueDeliveries(
  tx: Tx,
  ctx: Context,
  due: {
    readonly caseId: string
    readonly noticeIds: readonly number[]
    readonly happenings: readonly Happening[]
  },
  settings: NoticeSettings,
): Promise<void> {
  const about = await tx
    .selectFrom('procedureCase')
    .select(['id', 'number', 'title', 'procedure', 'stage'])
    .where('id', '=', due.caseId)
    .executeTakeFirst()
  if (about === undefined) return refuse('notices.not_found')
  const messages = [
    ...(settings.mail === null
      ? []
      : await composeMails(tx, about, due.noticeIds, settings, settings.mail.from)),
    ...(about.stage === 'draft' ? [] : await composeCalls(tx, about, due.happenings)),
  ]
  for (const message of messages) {
    const added = await tx
      .insertInto('outboxMessage')
      .values({ ...message, lastError: null, createdAt: ctx.now.toISOString() })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added !== undefined) await ctx.enqueue(tx, DELIVERY_QUEUE.name, { messageId: added.id })
  }
}

interface CaseInBrief {
  readonly id: string
  readonly number: string | null
  readonly title: string
  readonly procedure: string
}

async function composeMails(
  tx: Tx,
  about: CaseInBrief,
  noticeIds: readonly number[],
  settings: NoticeSettings,
  from: string,
): Promise<NewMessage[]> {
  if (noticeIds.length === 0) return []
  const { rows } = await sql<{ noticeId: number; email: string; zh: string; en: string }>`
    SELECT DISTINCT ON (n.id, lower(s.email)) n.id AS notice_id, s.email, n.text_zh AS zh, n.text_en AS en
      FROM notice n
      JOIN person p ON p.organisation_id = n.organisation_id OR p.id = n.user_id OR n.role = ANY (p.roles)
      JOIN person_setting s ON s.user_id = p.id
     WHERE n.id = ANY (${[...noticeIds]}::bigint[]) AND n.case_id = ${about.id}::uuid
       AND cardinality(p.roles) > 0 AND s.email IS NOT NULL AND s.email_notices
     ORDER BY n.id, lower(s.email)`.execute(tx)
  const link = caseAddress(settings, about.id)
  return rows.map(({ noticeId, email, zh, en }) => {
    const id = randomUUID()
    const subject = `【多园】${[about.number, about.title].filter((part) => part !== null).join(' ')}`
    const text = [zh, en, link, FOOTER].filter((part) => part !== null).join('\n\n')
    const messageId = `${id}@${from.replace(/^.*@|>$/g, '')}`
    return {
      id,
      channel: 'mail',
      noticeId,
      webhookId: null,
      address: email,
      payload: JSON.stringify({ messageId, subject: onOneLine(subject), text }),
      key: `notice:${noticeId}:mail:${email.toLowerCase()}`,
    }
  })
}

const FOOTER = `--
您可以在系统的“我的设置”中更改地址或停收邮件。
You can change the address or stop these mails under “My settings”.`

/** The number and what happened, never the content: whoever may know more asks for it under his own rights. */
async function composeCalls(
  tx: Tx,
  about: CaseInBrief,
  happenings: readonly Happening[],
): Promise<NewMessage[]> {
  if (happenings.length === 0) return []
  const webhooks = await tx
    .selectFrom('webhook')
    .select(['id', 'url'])
    .where('active', '=', true)
    .orderBy('createdAt')
    .execute()
  return webhooks.flatMap((webhook) =>
    happenings.map(({ event, kind, at }): NewMessage => {
      const id = randomUUID()
      const { id: caseId, number, procedure } = about
      return {
        id,
        channel: 'webhook',
        noticeId: null,
        webhookId: webhook.id,
        address: webhook.url,
        payload: JSON.stringify({
          id,
          event: kind,
          at,
          case: { id: caseId, number, procedure },
          sequence: event,
        }),
        key: `case:${caseId}:${event}:${kind}:webhook:${webhook.id}`,
      }
    }),
  )
}

/** A subject is one header line; long titles are cut, the text has them whole on the case's page. */
function onOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return line.length > 150 ? `${line.slice(0, 149)}…` : line
}
