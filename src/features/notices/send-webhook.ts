import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { requireWebhookAddress, lookupPublic } from './webhook-address.ts'

export interface WebhookCall {
  readonly url: string
  readonly secret: string
  /** The same at every try of the same message. */
  readonly idempotencyKey: string
  readonly event: string
  readonly body: string
  readonly at: Date
}

/** Below the time that a transaction may wait. */
const ANSWER_WITHIN_MS = 15_000

/**
 * `HMAC-SHA256(secret, "<timestamp>.<body>")` in hex, as `Duoyuan-Signature: v1=<hex>`; the timestamp, in seconds, is in
 * `Duoyuan-Timestamp`. A receiver recomputes it over the bytes that it got and refuses old timestamps.
 */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}

/** Resolves when the receiver answers 2xx; a redirect is a failure, or it could lead inside. */
export async function sendWebhook(call: WebhookCall, allowPrivate: boolean): Promise<void> {
  const url = requireWebhookAddress(call.url, allowPrivate)
  const timestamp = String(Math.floor(call.at.getTime() / 1000))
  const body = Buffer.from(call.body)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const status = await new Promise<number>((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': body.length,
          'user-agent': 'Duoyuan',
          'idempotency-key': call.idempotencyKey,
          'duoyuan-event': call.event,
          'duoyuan-timestamp': timestamp,
          'duoyuan-signature': `v1=${signWebhook(call.secret, timestamp, call.body)}`,
        },
      },
      (response) => {
        // Only the status matters; whatever else the receiver says is not read.
        response.destroy()
        resolve(response.statusCode ?? 0)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
  if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}`)
}
