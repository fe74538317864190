import type { Issue } from '#domain/kernel'
import { GONE_STATES, OPEN_STATES } from './duty.ts'
import type { Duty, DutyState } from './duty.ts'
import type { DutyActKind, DutyActor, DutyFacts } from './duty-acts.ts'

/** Which side of a duty acts: who ordered it, who answers for it, who helps. */
export type Side = 'owner' | 'lead' | 'lead-or-supporting' | 'owner-or-lead'

export interface ActRule {
  readonly side: Side
  readonly from: readonly DutyState[]
}

const WORK = ['accepted', 'in-progress'] as const satisfies readonly DutyState[]
const LIVING = [...OPEN_STATES, 'verified', 'suspended'] as const satisfies readonly DutyState[]

/** The life of a duty (任务): from which states who may do what. `docs/methods/progress.md` prints this table. */
export const ACT_RULES = {
  assign: { side: 'owner', from: ['unassigned', 'assigned', 'returned', 'accepted', 'in-progress'] },
  accept: { side: 'lead', from: ['assigned'] },
  return: { side: 'lead', from: ['assigned', 'accepted'] },
  report: { side: 'lead-or-supporting', from: WORK },
  complete: { side: 'lead', from: WORK },
  verify: { side: 'owner', from: ['reported'] },
  'send-back': { side: 'owner', from: ['reported', 'verified'] },
  close: { side: 'owner', from: ['verified'] },
  reopen: { side: 'owner', from: ['verified', 'closed'] },
  suspend: { side: 'owner', from: OPEN_STATES },
  resume: { side: 'owner', from: ['suspended'] },
  drop: { side: 'owner', from: LIVING },
  merge: { side: 'owner', from: LIVING },
  override: { side: 'owner', from: [...OPEN_STATES, 'verified'] },
  'clear-override': { side: 'owner', from: LIVING },
  change: { side: 'owner-or-lead', from: [...LIVING, 'closed', ...GONE_STATES] },
} as const satisfies Record<DutyActKind, ActRule>

/** What stands in the way of an act whatever it carries; null where a well-formed act would be accepted. */
export function actBar(duty: Duty, act: DutyActKind, actor: DutyActor, facts: DutyFacts): Issue | null {
  const rule: ActRule = ACT_RULES[act]
  if (!isOnSide(duty, rule.side, actor)) {
    return { code: 'ledger.not_yours', params: { act, side: rule.side } }
  }
  if (!rule.from.includes(duty.state)) {
    return { code: 'ledger.wrong_state', params: { act, state: duty.state, from: [...rule.from] } }
  }
  if (act === 'complete' && facts.openParts > 0) {
    return { code: 'ledger.parts_open', params: { openParts: facts.openParts } }
  }
  if (act === 'merge' && !facts.mergeable) return { code: 'ledger.merge_target', path: ['into'] }
  if (act === 'clear-override' && duty.override === null) return { code: 'ledger.no_override' }
  // All that can change in a frozen duty is the owner's.
  if (act === 'change' && isFrozen(duty.state) && !isOwner(duty, actor)) {
    return { code: 'ledger.not_yours', params: { act, side: 'owner' } }
  }
  return null
}

/** Closed or gone: what it says stays as it is. */
export function isFrozen(state: DutyState): boolean {
  return state === 'closed' || state === 'merged' || state === 'dropped'
}

export function isOwner(duty: Duty, actor: DutyActor): boolean {
  return actor.works && actor.organisationId === duty.ownerId
}

export function isLead(duty: Duty, actor: DutyActor): boolean {
  return actor.works && actor.organisationId !== null && actor.organisationId === duty.leadId
}

function isSupporting(duty: Duty, actor: DutyActor): boolean {
  return actor.works && actor.organisationId !== null && duty.supporting.includes(actor.organisationId)
}

function isOnSide(duty: Duty, side: Side, actor: DutyActor): boolean {
  switch (side) {
    case 'owner':
      return isOwner(duty, actor)
    case 'lead':
      return isLead(duty, actor)
    case 'lead-or-supporting':
      return isLead(duty, actor) || isSupporting(duty, actor)
    case 'owner-or-lead':
      return isOwner(duty, actor) || isLead(duty, actor)
  }
}
