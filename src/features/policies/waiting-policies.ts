import { sql } from 'kysely'
import type { Context } from '#platform/http'

/** What policies ask of the caller. */
export interface WaitingInPolicies {
  readonly invitations: readonly {
    readonly id: string
    readonly title: { readonly zh: string; readonly en: string }
    readonly worked: number | null
    readonly since: string
  }[]
  /** Granted and not paid; what was noticed about payments; versions that wait for a second person. */
  readonly toPay: number
  readonly flags: number
  readonly toPublish: number
}

const NOTHING: WaitingInPolicies = { invitations: [], toPay: 0, flags: 0, toPublish: 0 }

/** Read anew each time: an in-tray that is stored goes stale. */
export function waitingInPolicies(ctx: Context): Promise<WaitingInPolicies> {
  const { roles, userId } = ctx.caller
  if (roles.includes('enterprise'))
    return ctx.read(async (tx) => {
      const { rows } = await sql<WaitingInPolicies['invitations'][number]>`
        SELECT a.id, v.definition -> 'title' AS title, a.worked, to_char(l.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
          FROM policy_application a JOIN policy_version v ON v.id = a.policy_version_id JOIN policy_direct_list l ON l.id = a.list_id
         WHERE a.state = 'invited' ORDER BY l.sent_at, a.id LIMIT 50`.execute(tx)
      return { ...NOTHING, invitations: rows }
    })
  if (!roles.includes('zone_office')) return Promise.resolve(NOTHING)
  return ctx.read(async (tx) => {
    const { rows } = await sql<Omit<WaitingInPolicies, 'invitations'>>`
      SELECT (SELECT count(*)::int FROM policy_application WHERE state = 'approved' AND approved > 0) AS to_pay,
             (SELECT count(*)::int FROM policy_flag WHERE state = 'open') AS flags,
             (SELECT count(*)::int FROM policy_version v WHERE v.state = 'proposed' AND v.drafted_by_id IS DISTINCT FROM ${userId}::uuid
                AND v.proposed_by_id IS DISTINCT FROM ${userId}::uuid AND NOT coalesce(${userId}::uuid = ANY (v.editors), false)) AS to_publish`.execute(
      tx,
    )
    return { ...NOTHING, ...rows[0] }
  })
}
