import { sql, type Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { listNotices as listNoticesRoute } from './contract.ts'

type Tx = Transaction<Database>

const PAGE = 50

interface Row {
  readonly id: string
  readonly at: string
  readonly readAt: string | null
  readonly zh: string
  readonly en: string
  readonly caseId: string
  readonly number: string | null
  readonly title: string | null
}

/**
 * A page of what was said to me, my body or my roles. `before` is the id of the last one shown. A notice whose case its
 * reader may not open (any more) is still his: it comes without the case's title.
 */
export function listNotices(
  ctx: Context,
  query: QueryOf<typeof listNoticesRoute>,
): Promise<ResponseOf<typeof listNoticesRoute>> {
  const before = query.before === undefined ? null : parseId(query.before, ['query', 'before'])
  const { userId, organisationId, roles } = ctx.caller
  const wanted = sql`
    ${before}::bigint IS NULL OR n.id < ${before}::bigint`
  const unreadOnly = query.unread === 'yes' ? sql`AND NOT EXISTS ${readBy(userId)}` : sql``
  // Three short walks along three indexes; one condition with OR would sort every notice that the body ever got.
  const newest = (party: ReturnType<typeof sql>) => sql`
    (SELECT n.* FROM notice n WHERE ${party} AND (${wanted}) ${unreadOnly} ORDER BY n.id DESC LIMIT ${PAGE})`
  return ctx.read(async (tx) => {
    const { rows } = await sql<Row>`
      SELECT n.id::text AS id, n.at, r.read_at, n.text_zh AS zh, n.text_en AS en, n.case_id, c.number, c.title
        FROM (${newest(sql`n.organisation_id = ${organisationId}::uuid`)}
              UNION ALL ${newest(sql`n.user_id = ${userId}::uuid`)}
              UNION ALL ${newest(sql`n.role = ANY (${[...roles]}::text[])`)}) n
        LEFT JOIN procedure_case c ON c.id = n.case_id
        LEFT JOIN notice_read r ON r.notice_id = n.id AND r.user_id = ${userId}::uuid
       ORDER BY n.id DESC LIMIT ${PAGE}`.execute(tx)
    return { notices: rows.map(toNotice), unread: await countUnread(tx, ctx) }
  })
}

/** Marks the given ones as read by me, or all; what is not mine is left alone. Others of my body have their own marks. */
export function markNoticesRead(
  ctx: Context,
  ids: readonly string[] | undefined,
): Promise<{ unread: number }> {
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  const chosen = ids?.map((id, i) => parseId(id, ['body', 'ids', i])) ?? null
  return ctx.inTransaction(async (tx) => {
    await sql`
      INSERT INTO notice_read (user_id, notice_id, read_at)
      SELECT ${userId}::uuid, n.id, ${ctx.now.toISOString()}::timestamptz FROM notice n
       WHERE (${chosen}::bigint[] IS NULL OR n.id = ANY (${chosen}::bigint[])) AND NOT EXISTS ${readBy(userId)}
      ON CONFLICT DO NOTHING`.execute(tx)
    return { unread: await countUnread(tx, ctx) }
  })
}

/** Row-level security leaves exactly the notices to the asker, his body and his roles. */
async function countUnread(tx: Tx, ctx: Context): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    SELECT count(*) AS unread FROM notice n WHERE NOT EXISTS ${readBy(ctx.caller.userId)}`.execute(tx)
  return rows[0]?.unread ?? 0
}

function readBy(userId: string | null) {
  return sql`(SELECT FROM notice_read r WHERE r.notice_id = n.id AND r.user_id = ${userId}::uuid)`
}

function toNotice(row: Row): ResponseOf<typeof listNoticesRoute>['notices'][number] {
  return {
    id: row.id,
    at: row.at,
    readAt: row.readAt,
    text: { zh: row.zh, en: row.en },
    case: { id: row.caseId, number: row.number, title: row.title ?? '' },
  }
}

function parseId(text: string, path: readonly (string | number)[]): number {
  if (!/^\d{1,15}$/.test(text))
    refuse('http.invalid_input', { reason: 'custom', message: 'not the id of a notice' }, path)
  return Number(text)
}
