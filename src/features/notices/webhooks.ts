import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { Webhook, addWebhook as addWebhookRoute } from './contract.ts'
import type { NoticeSettings } from './settings.ts'
import { requireWebhookAddress } from './webhook-address.ts'

type Webhook = z.infer<typeof Webhook>
type Tx = Transaction<Database>

export function listWebhooks(ctx: Context): Promise<{ webhooks: Webhook[] }> {
  return ctx.read(async (tx) => ({ webhooks: await selectWebhooks(tx, null) }))
}

/** The secret leaves the system in this answer and never again. */
export function addWebhook(
  ctx: Context,
  settings: NoticeSettings,
  request: BodyOf<typeof addWebhookRoute>,
): Promise<ResponseOf<typeof addWebhookRoute>> {
  const url = requireWebhookAddress(request.url, settings.privateWebhooks)
  const secret = randomBytes(32).toString('base64url')
  return ctx.inTransaction(async (tx) => {
    const { id } = await tx
      .insertInto('webhook')
      .values({
        url: url.href,
        note: request.note,
        secret,
        createdAt: ctx.now.toISOString(),
        createdBy: ctx.caller.userId ?? refuse('access.not_signed_in'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const webhook = await loadWebhook(tx, id)
    // The path may be a secret of the receiver's.
    await ctx.audit(tx, {
      action: 'webhook.add',
      subjectKind: 'webhook',
      subjectId: id,
      detail: { origin: url.origin, note: request.note },
    })
    return { webhook, secret }
  })
}

/** What waits for an address that is switched off is given up; it is not told later. */
export function changeWebhook(ctx: Context, webhookId: string, active: boolean): Promise<Webhook> {
  return ctx.inTransaction(async (tx) => {
    const changed = await tx
      .updateTable('webhook')
      .set({ active })
      .where('id', '=', webhookId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) return refuse('notices.not_found')
    const webhook = await loadWebhook(tx, webhookId)
    await ctx.audit(tx, {
      action: 'webhook.change',
      subjectKind: 'webhook',
      subjectId: webhookId,
      detail: { active },
    })
    return webhook
  })
}

async function loadWebhook(tx: Tx, id: string): Promise<Webhook> {
  const [webhook] = await selectWebhooks(tx, id)
  return webhook ?? refuse('notices.not_found')
}

async function selectWebhooks(tx: Tx, id: string | null): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`
    SELECT w.id, w.url, w.note, w.active, w.created_at,
           count(*) FILTER (WHERE m.state = 'sent') AS delivered,
           count(*) FILTER (WHERE m.state = 'waiting') AS waiting,
           count(*) FILTER (WHERE m.state = 'failed') AS failed,
           (SELECT l.last_error FROM outbox_message l
             WHERE l.webhook_id = w.id AND l.state <> 'sent' AND l.last_error IS NOT NULL
             ORDER BY l.created_at DESC LIMIT 1) AS last_error
      FROM webhook w LEFT JOIN outbox_message m ON m.webhook_id = w.id
     WHERE ${id}::uuid IS NULL OR w.id = ${id}::uuid
     GROUP BY w.id ORDER BY w.created_at, w.id`.execute(tx)
  return rows
}
