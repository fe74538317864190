import { sql } from 'kysely'
import type { Context } from '#platform/http'

export interface WaitingDeclarations {
  readonly count: number
  readonly since: string | null
}

/** What enterprises said of themselves and the caller may confirm. */
export function waitingDeclarations(ctx: Context): Promise<WaitingDeclarations> {
  const { roles, userId } = ctx.caller
  if (!roles.includes('park_committee') && !roles.includes('zone_office'))
    return Promise.resolve({ count: 0, since: null })
  return ctx.read(async (tx) => {
    const { rows } = await sql<WaitingDeclarations>`
      SELECT count(*)::int AS count, to_char(min(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
        FROM fact_declaration WHERE state = 'declared' AND by_id IS DISTINCT FROM ${userId}::uuid`.execute(tx)
    return rows[0] ?? { count: 0, since: null }
  })
}
