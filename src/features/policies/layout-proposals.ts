import { chinaDay, Refusal, refuse } from '#domain/kernel'
import {
  checkLayout,
  proposeLayout as findFewestChanges,
  type Layout,
  type LayoutChange,
} from '#domain/matching'
import type { Context } from '#platform/http'
import { solveInThread } from '#platform/optimisation'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import type { LayoutProposalView } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import { findingViews, layoutOn, setRole } from './layout.ts'
import { layoutRules } from './layout-rules.ts'
import type { Tx } from './store.ts'

/** What is kept of a question and its answer. */
interface KeptRequest {
  readonly ruleSets: readonly string[]
  readonly pinned: readonly { readonly park: string; readonly industry: string }[]
  readonly before: Layout
}
interface KeptResult {
  readonly changes: number
  readonly proven: boolean
  readonly more: boolean
  readonly after: Layout
}

/** Worked out outside of any transaction: the solver may take a while. */
export async function proposeLayout(
  ctx: Context,
  { title, on: given, ruleSets, pinned }: BodyOf<typeof contract.proposeLayout>,
): Promise<LayoutProposalView> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const rules = [...new Set(ruleSets)].map(
    (code) =>
      layoutRules().find((set) => set.code === code) ??
      refuse('policies.no_such_rule_set', { ruleSet: code }),
  )
  const before = await ctx.read((tx) => layoutOn(tx, on))
  for (const { park, industry } of pinned)
    if (!before.parks.includes(park) || !before.industries.includes(industry))
      refuse('policies.pinned_unknown', { park, industry })
  // One is kept; that there are others as good is said by `more`.
  const found = await findFewestChanges(
    { layout: before, rules, pinned, strengths: [] },
    (programme) => solveInThread(programme, { timeLimitSeconds: 10 }),
    { alternatives: 1 },
  )
  if (!found.ok) {
    if (found.issues.some(({ code }) => code === 'optimisation.infeasible'))
      refuse('policies.layout_impossible', { ruleSets: rules.map(({ title: name }) => name.zh) })
    throw new Refusal(found.issues)
  }
  const best = found.value.proposals[0] ?? refuse('policies.layout_impossible', { ruleSets })
  const request: KeptRequest = { ruleSets: rules.map(({ code }) => code), pinned, before }
  const result: KeptResult = {
    changes: found.value.changes,
    proven: found.value.proven,
    more: found.value.more,
    after: best.layout,
  }
  return ctx.inTransaction(async (tx) => {
    const byId = ctx.caller.userId ?? refuse('access.not_signed_in')
    const { id } = await tx
      .insertInto('layoutProposal')
      .values({
        title,
        onDay: on,
        request: JSON.stringify(request),
        result: JSON.stringify(result),
        at: ctx.now.toISOString(),
        byId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const parks = await parkNames(tx)
    const byPark = Map.groupBy(best.changes, ({ park }) => park)
    for (const [code, changes] of byPark) {
      const park = parks.find((one) => one.code === code)
      if (park === undefined) continue
      await tx
        .insertInto('layoutProposalPark')
        .values({
          proposalId: id,
          parkId: park.id,
          changes: JSON.stringify(changes),
          fromDay: null,
          reason: null,
          decidedById: null,
          decidedByName: null,
        })
        .execute()
    }
    await ctx.audit(tx, {
      action: 'policies.layout-propose',
      subjectKind: 'layout-proposal',
      subjectId: id,
      detail: { title, on, ruleSets: [...request.ruleSets], changes: result.changes },
    })
    return proposalView(tx, id)
  })
}

export function listLayoutProposals(ctx: Context): Promise<ResponseOf<typeof contract.listLayoutProposals>> {
  return ctx.read(async (tx) => {
    const rows = await tx.selectFrom('layoutProposal').select('id').orderBy('at', 'desc').limit(100).execute()
    const proposals: LayoutProposalView[] = []
    for (const { id } of rows) proposals.push(await proposalView(tx, id))
    return { proposals }
  })
}

export function readLayoutProposal(
  ctx: Context,
  { proposalId }: ParamsOf<typeof contract.readLayoutProposal>,
): Promise<LayoutProposalView> {
  return ctx.read((tx) => proposalView(tx, proposalId))
}

async function proposalView(tx: Tx, id: string): Promise<LayoutProposalView> {
  const row =
    (await tx.selectFrom('layoutProposal').selectAll().where('id', '=', id).executeTakeFirst()) ??
    refuse('policies.not_found')
  // Written by `proposeLayout` alone.
  const { ruleSets, pinned } = row.request as KeptRequest
  const { changes, proven, after } = row.result as KeptResult
  const parks = await parkNames(tx)
  const kept = await tx.selectFrom('layoutProposalPark').selectAll().where('proposalId', '=', id).execute()
  const rules = layoutRules().filter(({ code }) => ruleSets.includes(code))
  return {
    id,
    title: row.title,
    on: row.onDay,
    ruleSets: [...ruleSets],
    pinned: [...pinned],
    changes,
    proven,
    at: new Date(row.at).toISOString(),
    byName: row.byName,
    parks: parks.flatMap((park) => {
      const one = kept.find(({ parkId }) => parkId === park.id)
      return one === undefined
        ? []
        : [
            {
              park,
              changes: (one.changes as readonly LayoutChange[]).map(
                ({ kind, park: code, industry, before, after: role }) => ({
                  kind,
                  park: code,
                  industry,
                  before,
                  after: role,
                }),
              ),
              state: one.state,
              from: one.fromDay,
              reason: one.reason,
              decidedByName: one.decidedByName,
              version: one.version,
            },
          ]
    }),
    after: checkLayout(after, rules, row.onDay).map(({ rule, satisfied, findings }) => ({
      ruleSet: rule,
      satisfied,
      findings: findingViews(findings),
    })),
  }
}

/** The office takes up what was proposed for a park, from a day on, or does not. */
export function decideLayoutPark(
  ctx: Context,
  { proposalId, parkId }: ParamsOf<typeof contract.decideLayoutPark>,
  { decision, from, reason, version }: BodyOf<typeof contract.decideLayoutPark>,
): Promise<LayoutProposalView> {
  return ctx.inTransaction(async (tx) => {
    const found = await tx
      .selectFrom('layoutProposalPark as p')
      .innerJoin('layoutProposal as l', 'l.id', 'p.proposalId')
      .select(['p.state', 'p.version', 'p.changes', 'p.decidedByName', 'l.title'])
      .where('p.proposalId', '=', proposalId)
      .where('p.parkId', '=', parkId)
      .executeTakeFirst()
    const row = found ?? refuse('policies.not_found')
    if (row.version !== version || row.state !== 'open')
      refuse('policies.stale', {
        by: row.decidedByName ?? '',
        version: row.version,
        count: 0,
        differences: [],
      })
    if (decision === 'adopt' && from === null) refuse('policies.day_missing', {}, ['from'])
    const changed = await tx
      .updateTable('layoutProposalPark')
      .set({
        state: decision === 'adopt' ? 'adopted' : 'declined',
        fromDay: decision === 'adopt' ? from : null,
        reason,
        decidedAt: ctx.now.toISOString(),
        decidedById: ctx.caller.userId,
        decidedByName: ctx.caller.name,
        version: version + 1,
      })
      .where('proposalId', '=', proposalId)
      .where('parkId', '=', parkId)
      .where('version', '=', version)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n)
      refuse('policies.stale', { by: '', version: null, count: 0, differences: [] })
    if (decision === 'adopt' && from !== null)
      for (const { industry, after } of row.changes as readonly LayoutChange[])
        await setRole(tx, ctx, {
          parkId,
          industry,
          role: after,
          from,
          source: `调整方案：${row.title}`,
          reason,
          proposalId,
        })
    await ctx.audit(tx, {
      action: `policies.layout-${decision}`,
      subjectKind: 'layout-proposal',
      subjectId: proposalId,
      detail: { parkId, from, reason },
    })
    return proposalView(tx, proposalId)
  })
}
