import type { CaseEffect, CaseEvent, Decision, ProcedureDefinition } from '#domain/cases'
import { addNotices, type Happening, type NewNotice } from '#features/notices'
import type { Context } from '#platform/http'
import type { QueueDefinition } from '#platform/jobs'
import { composeNotice } from './notice-texts.ts'
import type { Tx } from './store.ts'

/** What follows from a decision after commit: sub-cases, word to the case that waits, e-mail and webhooks. */
export const CASE_EFFECTS_QUEUE: QueueDefinition = {
  name: 'case-effects',
  expireInSeconds: 60,
  retryLimit: 10,
}

export interface CaseEffectsJob {
  readonly caseId: string
  readonly effects: readonly CaseEffect[]
  readonly noticeIds: readonly number[]
  readonly happenings: readonly Happening[]
}

/** Kinds that other systems are told of; the rest is detail within a step. */
const TOLD: ReadonlySet<CaseEvent['kind']> = new Set([
  'submitted',
  'step-entered',
  'step-left',
  'returned',
  'withdrawn',
  'clock-stage',
  'clock-paused',
  'clock-resumed',
  'clock-extended',
  'closed',
] as const)

/** Notices are there with the commit; everything that leaves the case is queued in the same transaction. */
export function carryOut(
  tx: Tx,
  ctx: Context,
  definition: ProcedureDefinition,
  decision: Decision,
): Promise<void> {
  return carryOutAll(tx, ctx, [{ definition, decision }])
}

interface Decided {
  readonly definition: ProcedureDefinition
  readonly decision: Decision
}

/** For decisions on many cases, none twice: one job for each case, three statements for all. */
export async function carryOutAll(tx: Tx, ctx: Context, decided: readonly Decided[]): Promise<void> {
  const sorted = decided.map(sortEffects)
  const noticeIds = new Map<string, number[]>()
  for (const { id, caseId } of await addNotices(
    tx,
    ctx,
    sorted.flatMap(({ notices }) => notices),
  )) {
    const ids = noticeIds.get(caseId) ?? []
    ids.push(id)
    noticeIds.set(caseId, ids)
  }
  const jobs = sorted
    .map(({ caseId, effects, happenings }): CaseEffectsJob => ({
      caseId,
      effects,
      noticeIds: noticeIds.get(caseId) ?? [],
      happenings,
    }))
    .filter((job) => job.effects.length > 0 || job.noticeIds.length > 0 || job.happenings.length > 0)
  await ctx.enqueueAll(tx, CASE_EFFECTS_QUEUE.name, jobs)
}

/** What is written at once, and what is left for the job. */
function sortEffects({ definition, decision }: Decided): {
  readonly caseId: string
  readonly notices: readonly NewNotice[]
  readonly effects: readonly CaseEffect[]
  readonly happenings: readonly Happening[]
} {
  const notices: NewNotice[] = []
  const effects: CaseEffect[] = []
  for (const effect of decision.effects) {
    if (effect.kind !== 'notify') {
      effects.push(effect)
      continue
    }
    const text = composeNotice(definition, decision.state, effect)
    for (const party of new Set(effect.to).values().filter(isAddressee))
      notices.push({
        caseId: decision.state.id,
        event: effect.event,
        message: effect.message,
        party,
        text,
      })
  }
  const happenings = decision.events
    .filter((event) => TOLD.has(event.kind))
    .map(({ sequence, kind, at }) => ({ event: sequence, kind, at: new Date(at).toISOString() }))
  return { caseId: decision.state.id, notices, effects, happenings }
}

function isAddressee(party: string): party is NewNotice['party'] {
  return /^(org|user|role):/.test(party)
}
