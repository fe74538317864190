import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { RaisedCase } from '#features/procedures'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { Proposal, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { loadDuty, type Tx } from './store.ts'
import { demandOf, openSupervision, raiseSupervision } from './supervise.ts'

/** Newest first; beyond this nobody reads on, and those that are decided make room. */
const MOST = 500

export function listProposals(
  ctx: Context,
  { state }: QueryOf<typeof contract.listProposals>,
): Promise<ResponseOf<typeof contract.listProposals>> {
  return ctx.read(async (tx) => {
    const found = await tx
      .selectFrom('supervisionProposal')
      .selectAll()
      .where('state', '=', state)
      .orderBy('raisedOn', 'desc')
      .orderBy('id')
      .limit(MOST)
      .execute()
    const ids = [...new Set(found.map(({ dutyId }) => dutyId))]
    const duties = new Map(
      ids.length === 0
        ? []
        : (await readDutyRows(tx, ctx, { where: sql`d.id = any(${ids}::uuid[])` })).map((row) => [
            row.id,
            row,
          ]),
    )
    return {
      proposals: found.flatMap(({ dutyId, decidedByName, params, ...proposal }): Proposal[] => {
        const duty = duties.get(dutyId)
        return duty === undefined
          ? []
          : [{ ...proposal, duty, params: params as Record<string, WireJson>, decidedBy: decidedByName }]
      }),
      can: mayDecide(ctx),
    }
  })
}

function mayDecide({ caller }: Pick<Context, 'caller'>): boolean {
  return caller.roles.includes('zone_office') || caller.roles.includes('district')
}

/** All of them or none: a notice for each duty, or a reason why there is none. */
export function decideProposals(
  ctx: Context,
  { proposals, decision }: BodyOf<typeof contract.decideProposals>,
): Promise<ResponseOf<typeof contract.decideProposals>> {
  return ctx.inTransaction(async (tx) => {
    const chosen = await lockProposals(tx, [...new Set(proposals)])
    const decided = { decidedAt: ctx.now.toISOString(), decidedByName: ctx.caller.name }
    const cases: { proposalId: string; caseId: string; number: string | null }[] = []
    const settle = async (ids: readonly string[], values: object): Promise<void> => {
      const done = await tx
        .updateTable('supervisionProposal')
        .set({ ...decided, ...values })
        .where('id', 'in', [...ids])
        .where('state', '=', 'open')
        .returning('id')
        .execute()
      // What one may read one may not always decide.
      if (done.length < ids.length) refuse('access.forbidden')
    }
    if (decision.kind === 'dismiss')
      await settle(
        chosen.map(({ id }) => id),
        { state: 'dismissed', reason: decision.reason },
      )
    else
      for (const [dutyId, causes] of Map.groupBy(chosen, (one) => one.dutyId)) {
        const stored = await loadDuty(tx, dutyId)
        const running: RaisedCase | null = await openSupervision(tx, dutyId)
        const raised =
          running ??
          (await raiseSupervision(
            tx,
            ctx,
            stored,
            decision.urgency,
            decision.text === null || decision.text === ''
              ? demandOf({ ...stored.duty, progress: stored.row.rolledProgress }, causes, ctx.now)
              : decision.text,
          ))
        const ids = causes.map(({ id }) => id)
        await settle(ids, { state: 'confirmed', caseId: raised.id })
        cases.push(...ids.map((id) => ({ proposalId: id, caseId: raised.id, number: raised.number })))
      }
    await ctx.audit(tx, {
      action: `proposal.${decision.kind}`,
      subjectKind: 'proposal',
      subjectId: chosen.length === 1 ? (chosen[0]?.id ?? '') : String(chosen.length),
      detail: {
        proposals: chosen.map(({ id }) => id),
        ...(decision.kind === 'dismiss' ? { reason: decision.reason } : { urgency: decision.urgency }),
      },
    })
    return { cases, dismissed: decision.kind === 'dismiss' ? chosen.length : 0 }
  })
}

async function lockProposals(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('supervisionProposal')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length < ids.length) refuse('ledger.not_found')
  const decided = rows.find(({ state }) => state !== 'open')
  if (decided !== undefined)
    refuse('ledger.proposal_decided', { by: decided.decidedByName ?? '', state: decided.state }, [
      'proposals',
    ])
  return rows
}
