import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import type { Mailer } from '#platform/mail'
import type { Database } from '#platform/postgres'
import { DELIVERY_QUEUE } from './queue-deliveries.ts'
import { sendWebhook } from './send-webhook.ts'
import type { NoticeSettings } from './settings.ts'

export interface Delivery {
  readonly messageId: string
}

const MailPayload = z.object({ messageId: z.string(), subject: z.string(), text: z.string() })
const WebhookPayload = z.looseObject({ event: z.string() })

interface Message {
  readonly id: string
  readonly channel: 'mail' | 'webhook'
  readonly webhookId: string | null
  readonly address: string
  readonly payload: unknown
}

/** `gone`: there is nobody to tell any more, so no further try. */
interface Attempt {
  readonly error: string | null
  readonly gone: boolean
}

/**
 * Sends one message of the outbox. The row stays locked while it is sent, so two workers never send it at once, and once
 * it is marked as sent nobody sends it again. A failure is written down and thrown, so that the queue tries again later.
 * What remains is the moment between the receiver's yes and our commit: see docs/decisions/0010-outbox-delivery.md.
 */
export function deliveryWorker(
  services: Services,
  mailer: Mailer | null,
  settings: Pick<NoticeSettings, 'privateWebhooks'>,
) {
  return async ({ messageId }: Delivery): Promise<void> => {
    const ctx = createContext(services, TIMEKEEPER)
    // Kept outside: should the database ask for the transaction again, the message is not sent again.
    let attempt: Attempt | null = null
    const error = await ctx.inTransaction(async (tx) => {
      // A receiver may take its time; the usual limit for an idle transaction is shorter than a slow mail server.
      await sql`SET LOCAL idle_in_transaction_session_timeout = '9min'`.execute(tx)
      const message = await tx
        .selectFrom('outboxMessage')
        .select(['id', 'channel', 'webhookId', 'address', 'payload'])
        .where('id', '=', messageId)
        .where('state', '=', 'waiting')
        .forUpdate()
        .executeTakeFirst()
      if (message === undefined) return null
      attempt ??= await tryToSend(tx, ctx, mailer, settings, message)
      await tx
        .updateTable('outboxMessage')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          lastError: attempt?.error ?? null,
          ...(attempt?.error === null ? { state: 'sent', sentAt: new Date().toISOString() } : {}),
          ...(attempt?.gone === true ? { state: 'failed' } : {}),
        }))
        .where('id', '=', messageId)
        .execute()
      return attempt.gone ? null : attempt.error
    })
    if (error !== null) throw new Error(`Message ${messageId} was not delivered: ${error}`)
  }
}

/** After the last try: the message stays with its last error, where an administrator sees it. */
export function giveUpDelivery(services: Services) {
  return async ({ messageId }: Delivery): Promise<void> => {
    await createContext(services, TIMEKEEPER).inTransaction((tx) =>
      tx
        .updateTable('outboxMessage')
        .set({ state: 'failed' })
        .where('id', '=', messageId)
        .where('state', '=', 'waiting')
        .execute(),
    )
  }
}

/**
 * Queues every waiting message again, at the start of a server: a worker killed at the last try of a job never came to
 * give it up, and a restored database may have lost its queue. A second job for the same message does no harm.
 */
export async function resumeDeliveries(services: Services): Promise<number> {
  const ctx = createContext(services, TIMEKEEPER)
  return ctx.inTransaction(async (tx) => {
    const waiting = await tx.selectFrom('outboxMessage').select('id').where('state', '=', 'waiting').execute()
    for (const { id } of waiting) await ctx.enqueue(tx, DELIVERY_QUEUE.name, { messageId: id })
    return waiting.length
  })
}

async function tryToSend(
  tx: Transaction<Database>,
  ctx: Context,
  mailer: Mailer | null,
  settings: Pick<NoticeSettings, 'privateWebhooks'>,
  message: Message,
): Promise<Attempt> {
  try {
    if (message.channel === 'mail') {
      if (mailer === null) throw new Error('No mail server is configured')
      await mailer.send({ to: message.address, ...MailPayload.parse(message.payload) })
      return { error: null, gone: false }
    }
    const webhook = await tx
      .selectFrom('webhook')
      .select(['secret', 'active'])
      .where('id', '=', message.webhookId)
      .executeTakeFirst()
    if (webhook?.active !== true) return { error: 'The webhook is switched off', gone: true }
    const payload = WebhookPayload.parse(message.payload)
    await sendWebhook(
      {
        url: message.address,
        secret: webhook.secret,
        idempotencyKey: message.id,
        event: payload.event,
        body: JSON.stringify(payload),
        at: ctx.now,
      },
      settings.privateWebhooks,
    )
    return { error: null, gone: false }
  } catch (error) {
    return { error: describe(error), gone: false }
  }
}

/** Short, in words: it is shown to an administrator. */
function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
