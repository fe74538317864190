import { sql, type RawBuilder, type Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { listNotices as listNoticesRoute } from './contract.ts'

type Tx = Transaction<Database>

const PAGE = 50
/**
 * Unread ones are looked for among the newest so many to each party. Older ones that nobody opened for so long add nothing
 * to a badge, and going through all would slow every page the longer the system lives; they are still listed with the rest.
 */
const WATCHED = 1000

interface Row {
  readonly id: string
  readonly at: string
  readonly readAt: string | null
  readonly zh: string
  readonly en: string
  readonly caseId: string | null
  readonly subjectPath: string | null
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
  const { userId } = ctx.caller
  const isBefore = sql`(${before}::bigint IS NULL OR n.id < ${before}::bigint)`
  const page =
    query.unread === 'yes'
      ? sql`SELECT n.* FROM (${newestOf(ctx, sql`true`, WATCHED)}) n
             WHERE ${isBefore} AND NOT EXISTS ${readBy(userId)} ORDER BY n.id DESC LIMIT ${PAGE}`
      : newestOf(ctx, isBefore, PAGE)
  return ctx.read(async (tx) => {
    const { rows } = await sql<Row>`
      SELECT n.id::text AS id, n.at, r.read_at, n.text_zh AS zh, n.text_en AS en, n.case_id, n.subject_path, c.number, c.title
        FROM (${page}) n
        LEFT JOIN procedure_case c ON c.id = n.case_id
        LEFT JOIN notice_read r ON r.notice_id = n.id AND r.user_id = ${userId}::uuid
       ORDER BY n.id DESC LIMIT ${PAGE}`.execute(tx)
    return { notices: rows.map(toNotice), unread: await countUnread(tx, ctx) }
  })
}

/**
 * The newest notices to the asker, to his body and to his roles, so many of each. Three short walks along three indexes:
 * one condition with OR would go through every notice that the body ever got.
 */
function newestOf(ctx: Context, wanted: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const { userId, organisationId, roles } = ctx.caller
  const ofParty = (party: RawBuilder<unknown>) =>
    sql`(SELECT n.* FROM notice n WHERE ${party} AND ${wanted} ORDER BY n.id DESC LIMIT ${limit})`
  return sql`${ofParty(sql`n.organisation_id = ${organisationId}::uuid`)}
    UNION ALL ${ofParty(sql`n.user_id = ${userId}::uuid`)}
    UNION ALL ${ofParty(sql`n.role = ANY (${[...roles]}::text[])`)}`
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

async function countUnread(tx: Tx, ctx: Context): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    SELECT count(*) AS unread FROM (${newestOf(ctx, sql`true`, WATCHED)}) n
     WHERE NOT EXISTS ${readBy(ctx.caller.userId)}`.execute(tx)
  return rows[0]?.unread ?? 0
}

/**
 * OFFSET 0 keeps it a look-up for each notice. Joined, PostgreSQL may first gather all that the person ever read: with
 * 100,000 of them a badge over 5,000 notices took twice as long.
 */
function readBy(userId: string | null): RawBuilder<unknown> {
  return sql`(SELECT FROM notice_read r WHERE r.notice_id = n.id AND r.user_id = ${userId}::uuid OFFSET 0)`
}

function toNotice(row: Row): ResponseOf<typeof listNoticesRoute>['notices'][number] {
  return {
    id: row.id,
    at: row.at,
    readAt: row.readAt,
    text: { zh: row.zh, en: row.en },
    case: row.caseId === null ? null : { id: row.caseId, number: row.number, title: row.title ?? '' },
    path: row.subjectPath ?? `/cases/${row.caseId ?? ''}`,
  }
}

function parseId(text: string, path: readonly (string | number)[]): number {
  if (!/^\d{1,15}$/.test(text))
    refuse('http.invalid_input', { reason: 'custom', message: 'not the id of a notice' }, path)
  return Number(text)
}
