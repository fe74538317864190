import { createHash } from 'node:crypto'
import ical, { ICalEventTransparency } from 'ical-generator'
import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { TIMEKEEPER, type Context } from '#platform/http'
import { BUSINESS_ROLES, type Role } from '../route-contract.ts'
import { caseAddress, type NoticeSettings } from './settings.ts'

/** The soonest of them: more is nobody's calendar, and writing them out holds up the server. */
const AT_MOST = 300

interface Deadline {
  readonly caseId: string
  readonly activation: string
  readonly seat: string
  readonly dueAt: string
  readonly since: string
  readonly number: string | null
  readonly title: string
  readonly step: string | null
}

/**
 * Deadlines of the person whose calendar has this token, as iCalendar (RFC 5545): an event for each open task with a
 * deadline that is his, his body's (as far as his roles may do it), one of his roles', or that of somebody he stands in
 * for. Read under his rights of this moment: what he may no longer see is no longer in it. Events and not to-dos, because
 * programs that subscribe to calendars mostly leave to-dos out; they take no time and have no alarm. An event keeps its
 * UID while the task is open, also when the deadline moves.
 */
export async function readCalendar(ctx: Context, token: string, settings: NoticeSettings): Promise<string> {
  const owner = await ctx
    .actingAs(TIMEKEEPER)
    .read((tx) =>
      tx.selectFrom('personSetting').select('userId').where('calendarToken', '=', token).executeTakeFirst(),
    )
  if (owner === undefined) return refuse('notices.calendar_unknown')
  const account = await ctx.actingAs(AUTHENTICATOR).read((tx) => findAccount(tx, { id: owner.userId }))
  const works = account?.roles.some((role) => (BUSINESS_ROLES as readonly Role[]).includes(role)) ?? false
  if (account === null || account.status !== 'active' || !works) return refuse('notices.calendar_unknown')

  const calendar = ical({
    name: `多园 · ${account.name}`,
    prodId: { company: 'Duoyuan', product: 'deadlines', language: 'ZH' },
    ttl: 3600,
  })
  for (const deadline of await listDeadlines(ctx.actingAs(callerOf(account)))) {
    const url = caseAddress(settings, deadline.caseId)
    const step = deadline.step ?? deadline.activation
    calendar.createEvent({
      id: uidOf(deadline),
      start: new Date(deadline.dueAt),
      stamp: new Date(deadline.since),
      summary: `【截止】${deadline.title}`,
      description: [step, deadline.number, url].filter((line) => line !== null).join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(url === null ? {} : { url }),
    })
  }
  return calendar.toString()
}

/** Every task is of one body, person or role: each has an index by deadline, and none is found twice. */
function listDeadlines(ctx: Context): Promise<Deadline[]> {
  const { userId, organisationId, roles } = ctx.caller
  const soonest = (party: RawBuilder<unknown>) => sql`
    (SELECT t.* FROM case_task t WHERE ${party} AND t.due_at < 'infinity'
      ORDER BY t.due_at, t.case_id LIMIT ${AT_MOST})`
  const absent = sql`
    SELECT a.user_id FROM absence a
     WHERE a.substitute_id = ${userId}::uuid AND NOT a.ended
       AND a.during @> ${ctx.now.toISOString()}::timestamptz`
  return ctx.read(async (tx) => {
    const { rows } = await sql<Deadline>`
      SELECT t.case_id, t.activation, t.seat, t.due_at, t.since, c.number, c.title,
             d.definition #>> ARRAY['nodes', t.node, 'name', 'zh'] AS step
        FROM (${soonest(sql`t.organisation_id = ${organisationId}::uuid
                            AND (cardinality(t.roles) = 0 OR t.roles && ${[...roles]}::text[])`)}
              UNION ALL ${soonest(sql`t.user_id = ${userId}::uuid`)}
              UNION ALL ${soonest(sql`t.role = ANY (${[...roles]}::text[])`)}
              UNION ALL ${soonest(sql`t.user_id IN (${absent})`)}) t
        JOIN procedure_case c ON c.id = t.case_id
        LEFT JOIN procedure_definition d ON d.code = c.procedure AND d.version = c.definition_version
       ORDER BY t.due_at, t.case_id, t.activation, t.seat
       LIMIT ${AT_MOST}`.execute(tx)
    return rows
  })
}

function uidOf({ caseId, activation, seat }: Deadline): string {
  const task = createHash('sha256')
    .update(JSON.stringify([activation, seat]))
    .digest('hex')
    .slice(0, 24)
  return `${caseId}.${task}@duoyuan`
}
