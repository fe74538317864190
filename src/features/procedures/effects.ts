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
export async function carryOut(
  tx: Tx,
  ctx: Context,
  definition: ProcedureDefinition,
  decision: Decision,
): Promise<void> {
  const notices: NewNotice[] = []
  const rest: CaseEffect[] = []
  for (const effect of decision.effects) {
    if (effect.kind !== 'notify') {
      rest.push(effect)
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
  const noticeIds = await addNotices(tx, ctx, notices)
  const happenings = decision.events
    .filter((event) => TOLD.has(event.kind))
    .map(({ sequence, kind, at }) => ({ event: sequence, kind, at: new Date(at).toISOString() }))
  if (rest.length === 0 && noticeIds.length === 0 && happenings.length === 0) return
  const job: CaseEffectsJob = { caseId: decision.state.id, effects: rest, noticeIds, happenings }
  await ctx.enqueue(tx, CASE_EFFECTS_QUEUE.name, job)
}

function isAddressee(party: string): party is NewNotice['party'] {
  return /^(org|user|role):/.test(party)
}
