import type { Instant, Json } from '#domain/kernel'
import type { Clock } from './clock.ts'

/** Who did something, as recorded. */
export interface PersonRef {
  readonly userId: string
  readonly organisationId: string
  readonly name: string
  /** Set when somebody acted in another's absence (代办). */
  readonly onBehalfOf?: { readonly userId: string; readonly name: string }
}

/** Who asks the engine to do something. */
export interface CaseActor extends PersonRef {
  readonly roles: readonly string[]
  /** People who are absent and gave this one their work; with organisation and roles also what is theirs by these. */
  readonly substitutesFor: readonly {
    readonly userId: string
    readonly name: string
    readonly organisationId?: string
    readonly roles?: readonly string[]
  }[]
}

/**
 * Whom work is given to: `org:<organisation id>` (anybody of that organisation whose account role fits),
 * `user:<user id>` (that person), `role:<account role>` (anybody with that role).
 */
export type Party = string

export type CaseData = Readonly<Record<string, Json>>

/** One signer of a step (会签 and its kin). A seat is the place of one original signer with those added before and after. */
export interface Seat {
  readonly id: string
  readonly party: Party
  /** `original`, or added by somebody: 前加签, 后加签, 委派. */
  readonly kind: 'original' | 'before' | 'after' | 'delegate'
  /** The seat that this one was added to; itself for an original. */
  readonly anchor: string
  readonly state: 'waiting' | 'active' | 'acted' | 'skipped' | 'removed' | 'transferred'
  readonly since: Instant | null
  readonly action: string | null
  readonly opinion: string | null
  readonly attachments: readonly string[]
  readonly actedAt: Instant | null
  readonly actedBy: PersonRef | null
  /** Times that it was urged (催办). */
  readonly urged: number
  /** Why it was skipped, transferred, added or removed. */
  readonly note: string | null
}

export interface StepActivation {
  readonly id: string
  readonly node: string
  /** The branch it runs in; null outside of parallel work. */
  readonly branch: string | null
  readonly status: 'active' | 'done' | 'cancelled'
  readonly enteredAt: Instant
  readonly leftAt: Instant | null
  readonly seats: readonly Seat[]
  /** What decided it: an action code, `returned`, `withdrawn`, `timeout`, `terminated`. */
  readonly decision: string | null
  /** The step that sent it back here, when the way back is direct. */
  readonly returnTo: string | null
  /** The activation from which it was reached. */
  readonly from: string | null
  /** Of a sub-case node, which has no seats: how many cases it waits for. */
  readonly awaits?: number
}

/** A branch of a parallel node, or the inside of a group: with data of its own. */
export interface Branch {
  readonly id: string
  /** The parallel or group node. */
  readonly node: string
  /** The node that the branch began with. */
  readonly entry: string
  readonly parent: string | null
  /** For branches made one per party: the party. */
  readonly key: Party | null
  readonly data: CaseData
  readonly status: 'active' | 'done' | 'cancelled'
  readonly outcome: string | null
  readonly openedAt: Instant
  readonly closedAt: Instant | null
}

export interface SubcaseLink {
  readonly caseId: string
  readonly activation: string | null
  readonly procedure: string
  readonly outcome: string | null
  readonly closedAt: Instant | null
}

/** What the events of a case add up to. */
export interface CaseState {
  readonly id: string
  readonly procedure: string
  readonly definitionVersion: number
  readonly number: string | null
  readonly initiator: PersonRef
  readonly origin: CaseOrigin | null
  readonly openedAt: Instant
  /** When the first step was left; null while it is a draft. */
  readonly submittedAt: Instant | null
  readonly closedAt: Instant | null
  readonly outcome: string | null
  /** Number of the last event: the case's version. */
  readonly sequence: number
  readonly data: CaseData
  readonly steps: readonly StepActivation[]
  readonly branches: readonly Branch[]
  readonly clocks: readonly Clock[]
  readonly subcases: readonly SubcaseLink[]
  /** Parties to whom the case was copied (抄送). */
  readonly copies: readonly Party[]
}

/** What a case was raised from. */
export interface CaseOrigin {
  readonly kind:
    'case' | 'plan-item' | 'duty' | 'inspection' | 'evaluation' | 'alert' | 'application' | 'service'
  readonly id: string
}
