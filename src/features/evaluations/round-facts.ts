import type { RoundActor, RoundFacts } from '#domain/evaluation'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import { isLeader, isOffice, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'
import { todayOf } from './workdays.ts'

/** What the engine must know of everything around a round, as far as the asker sees it; the office and the leader see all. */
export async function factsOf(tx: Tx, ctx: Context, round: RoundRecord): Promise<RoundFacts> {
  const { rows } = await sql<Omit<RoundFacts, 'today' | 'supportRule'>>`
    SELECT (SELECT count(*)::int FROM evaluation_run n WHERE n.round_id = r.id AND n.kind = 'official' AND n.state = 'done'
              AND n.snapshot_id = r.snapshot_id AND n.id IS DISTINCT FROM r.run_id) AS adoptable,
           EXISTS (SELECT FROM evaluation_run n WHERE n.id = r.run_id AND n.snapshot_id = r.snapshot_id)
             AS run_is_of_newest_data,
           (SELECT count(*)::int FROM evaluation_objection o WHERE o.round_id = r.id AND o.state = 'open') AS open_objections,
           (SELECT count(*)::int FROM evaluation_objection o
             WHERE o.round_id = r.id AND o.state = 'accepted' AND o.snapshot_id IS NULL) AS uncarried_objections,
           (SELECT count(*)::int FROM evaluation_standing s WHERE s.run_id = r.run_id) AS units,
           (SELECT count(*)::int FROM evaluation_decision d WHERE d.round_id = r.id AND d.state = 'proposed') AS proposed_decisions,
           (SELECT count(*)::int FROM evaluation_decision d WHERE d.round_id = r.id AND d.state = 'decided') AS decided_decisions
      FROM evaluation_round r WHERE r.id = ${round.id}`.execute(tx)
  const counted = rows[0]
  if (counted === undefined) throw new Error(`round ${round.id} is gone`)
  return { ...counted, today: await todayOf(tx, ctx), supportRule: round.supportRule }
}

export function roundActor(ctx: Context): RoundActor {
  return { userId: ctx.caller.userId, isOffice: isOffice(ctx), isLeader: isLeader(ctx) }
}
