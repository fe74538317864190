import { sql } from 'kysely'
import type { Json } from '#domain/kernel'
import { OPEN_STATES, assessDuty, type AssessmentReason, type LedgerRules } from '#domain/ledger'
import { TIMEKEEPER, type Context } from '#platform/http'
import { progressOf } from './reassess.ts'
import { zoneRules } from './rules.ts'
import type { DutyRecord, Tx } from './store.ts'
import type { ProposalCause } from './supervise.ts'
import { dayOf } from './today.ts'

interface Found {
  readonly dutyId: string
  readonly cause: ProposalCause
  readonly params: Readonly<Record<string, Json>>
}

const BATCH = 500

/**
 * 督查建议: the system proposes supervision for duties of the ledger that are red because they are late, not reported on or far
 * behind, and for those that nobody answers for. A proposal whose cause is gone passes by itself. What was decided is not
 * proposed again for the same deadline, report or assignment. Runs daily; run again on the same day it changes nothing.
 */
export async function raiseProposals(ctx: Context): Promise<{ raised: number; passed: number }> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const today = dayOf(ctx.now)
  const counts = { raised: 0, passed: 0 }
  for (let after: number | null = 0; after !== null;) {
    const from: number = after
    after = await keeper.inTransaction(async (tx) => {
      const rules = await zoneRules(tx, ctx)
      const rows = await readCandidates(tx, from)
      const found = rows.flatMap((row) => causesOf(row, today, rules))
      const raised = await keepProposals(tx, found, today)
      const passed = await passGone(
        tx,
        rows.map(({ id }) => id),
        found,
        keeper,
      )
      counts.raised += raised
      counts.passed += passed
      if (raised + passed > 0)
        await keeper.audit(tx, {
          action: 'proposal.raise',
          subjectKind: 'ledger',
          subjectId: today,
          detail: { raised, passed },
        })
      return rows.length < BATCH ? null : (rows.at(-1)?.serial ?? null)
    })
  }
  return counts
}

/** Whatever may have a cause by its flags, and whatever has an open proposal. */
async function readCandidates(tx: Tx, after: number): Promise<DutyRecord[]> {
  return tx
    .selectFrom('duty as d')
    .selectAll('d')
    .where('d.serial', '>', after)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('d.kind', '=', 'duty'),
          eb('d.state', 'in', [...OPEN_STATES]),
          // What a body sets itself and shows to nobody is nobody else's business.
          eb.or([eb('d.visibility', '<>', 'organisation'), eb('d.leadId', '<>', eb.ref('d.ownerId'))]),
          sql<boolean>`d.flags && array['late', 'stale', 'behind', 'unanswered']`,
        ]),
        eb('d.id', 'in', eb.selectFrom('supervisionProposal').select('dutyId').where('state', '=', 'open')),
      ]),
    )
    .orderBy('d.serial')
    .limit(BATCH)
    .execute()
}

const CAUSES: Readonly<
  Record<string, { readonly cause: ProposalCause; readonly lights: readonly string[] }>
> = {
  late: { cause: 'late', lights: ['red'] },
  stale: { cause: 'stale', lights: ['red'] },
  behind: { cause: 'off-track', lights: ['red'] },
  unanswered: { cause: 'unanswered', lights: ['red', 'yellow'] },
}

/** The colours are worked out anew: days late and the like run on from the day on which they were kept. */
function causesOf(row: DutyRecord, today: string, rules: LedgerRules): Found[] {
  if (row.kind !== 'duty' || row.leadId === null || !(OPEN_STATES as readonly string[]).includes(row.state))
    return []
  const { because } = assessDuty(progressOf(row, row.rolledProgress), today, rules)
  return because.flatMap((reason: AssessmentReason) => {
    const known = CAUSES[reason.rule]
    if (known === undefined || !known.lights.includes(reason.light)) return []
    const params = { ...reason.params } as Record<string, Json>
    return [
      {
        dutyId: row.id,
        cause: known.cause,
        // By what it is known again: being behind has no day of its own but the schedule's.
        params:
          known.cause === 'off-track' ? { ...params, dueOn: row.dueOn, startsOn: row.startsOn } : params,
      },
    ]
  })
}

/** By which a cause that was decided on is recognised. */
const SAME_CAUSE: Readonly<Record<ProposalCause, readonly string[]>> = {
  late: ['dueOn'],
  stale: ['reportDueOn'],
  'off-track': ['dueOn', 'startsOn'],
  unanswered: ['assignedOn'],
}

async function keepProposals(tx: Tx, found: readonly Found[], today: string): Promise<number> {
  if (found.length === 0) return 0
  const decided = await tx
    .selectFrom('supervisionProposal')
    .select(['dutyId', 'cause', 'params'])
    .where('dutyId', 'in', [...new Set(found.map(({ dutyId }) => dutyId))])
    .where('state', 'in', ['confirmed', 'dismissed'])
    .execute()
  const keyOf = ({ dutyId, cause, params }: Found) =>
    JSON.stringify([dutyId, cause, ...SAME_CAUSE[cause].map((name) => params[name] ?? null)])
  const done = new Set(decided.map(keyOf))
  const fresh = found.filter((one) => !done.has(keyOf(one)))
  if (fresh.length === 0) return 0
  const { rows } = await sql<{ isNew: boolean }>`
    insert into supervision_proposal (duty_id, cause, params, raised_on)
    select * from jsonb_to_recordset(${JSON.stringify(
      fresh.map(({ dutyId, cause, params }) => ({ duty_id: dutyId, cause, params, raised_on: today })),
    )}::jsonb) as x(duty_id uuid, cause text, params jsonb, raised_on date)
    on conflict (duty_id, cause) where state = 'open' do update set params = excluded.params
    returning (xmax = 0) as "isNew"`.execute(tx)
  return rows.filter(({ isNew }) => isNew).length
}

async function passGone(
  tx: Tx,
  dutyIds: readonly string[],
  found: readonly Found[],
  { now, caller }: Pick<Context, 'now' | 'caller'>,
): Promise<number> {
  if (dutyIds.length === 0) return 0
  const standing = new Set(found.map(({ dutyId, cause }) => `${dutyId} ${cause}`))
  const open = await tx
    .selectFrom('supervisionProposal')
    .select(['id', 'dutyId', 'cause'])
    .where('state', '=', 'open')
    .where('dutyId', 'in', [...dutyIds])
    .execute()
  const gone = open.filter(({ dutyId, cause }) => !standing.has(`${dutyId} ${cause}`)).map(({ id }) => id)
  if (gone.length > 0)
    await tx
      .updateTable('supervisionProposal')
      .set({ state: 'passed', decidedAt: now.toISOString(), decidedByName: caller.name })
      .where('id', 'in', gone)
      .execute()
  return gone.length
}
