import type { Json } from '#domain/kernel'
import type { CaseState, EventOf, VisibleData } from '#domain/cases'
import type { Context } from '#platform/http'
import { isSealed } from './sealed.ts'
import type { Tx } from './store.ts'

export interface VisibleFile {
  readonly digest: string
  readonly name: string
  readonly sizeBytes: number
  readonly at: string
  readonly byName: string
}

/**
 * Files of a case that this reader may have: what his own body attached, and what stands in something that he may read — a
 * field, an opinion, a comment, the evidence of a clock. A file that stands nowhere yet is its body's alone.
 */
export async function visibleFiles(
  tx: Tx,
  ctx: Pick<Context, 'caller'>,
  state: CaseState,
  visible: VisibleData,
): Promise<VisibleFile[]> {
  const files = await tx
    .selectFrom('caseFile as f')
    .leftJoin('person as p', 'p.id', 'f.byId')
    .select(['f.digest', 'f.name', 'f.sizeBytes', 'f.at', 'f.byName', 'f.byId', 'p.organisationId'])
    .where('f.caseId', '=', state.id)
    .orderBy('f.at')
    .execute()
  if (files.length === 0) return []
  const shown = new Set<string>()
  for (const data of [visible.data, ...Object.values(visible.branches)])
    collectTexts(Object.values(data), shown)
  for (const step of state.steps)
    if (!isSealed(state, visible, step.branch))
      for (const seat of step.seats) for (const digest of seat.attachments) shown.add(digest)
  for (const clock of state.clocks)
    for (const interval of clock.intervals) for (const digest of interval.evidence) shown.add(digest)
  const comments = await tx
    .selectFrom('caseEvent')
    .select('event')
    .where('caseId', '=', state.id)
    .where('kind', '=', 'commented')
    .execute()
  for (const { event } of comments) {
    const comment = event as EventOf<'commented'>
    for (const digest of comment.attachments) shown.add(digest)
  }
  return files.filter(
    ({ digest, byId, organisationId }) =>
      shown.has(digest) || byId === ctx.caller.userId || organisationId === ctx.caller.organisationId,
  )
}

function collectTexts(values: readonly Json[], into: Set<string>): void {
  for (const value of values) {
    if (typeof value === 'string') into.add(value)
    else if (typeof value === 'object' && value !== null) collectTexts(Object.values(value), into)
  }
}
