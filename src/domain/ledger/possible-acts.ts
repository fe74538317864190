import { ACT_RULES, actBar } from './act-rules.ts'
import type { DutyActKind, PossibleActs } from './duty-acts.ts'

export const DUTY_ACT_KINDS = Object.keys(ACT_RULES) as readonly DutyActKind[]

/**
 * What an actor may do now, in the order of a duty's life. `facts.mergeable` stands here for "there is a duty that this one
 * could be merged into": the one chosen is asked about when it is done.
 */
export const possibleActs: PossibleActs = (duty, actor, facts) =>
  DUTY_ACT_KINDS.filter((act) => actBar(duty, act, actor, facts) === null)
