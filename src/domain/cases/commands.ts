import type { CompiledCalendar, Instant } from '#domain/kernel'
import type { TimeLimit } from './clock.ts'
import type { CaseActor, CaseData, CaseOrigin, CaseState, Party } from './case-state.ts'
import type { CaseEffect, CaseEvent } from './events.ts'

/** What a person or the system wants of a case. The engine answers with events or with the reason why not. */
export type CaseCommand =
  /** Saves what was entered on the step's form so far, without acting. */
  | { readonly kind: 'save'; readonly activation: string; readonly data: CaseData }
  | {
      readonly kind: 'act'
      readonly activation: string
      readonly action: string
      readonly opinion: string | null
      readonly data: CaseData
      readonly attachments: readonly string[]
    }
  /** 驳回: `to` is `initiator`, `previous`, or the activation id of an earlier step. */
  | { readonly kind: 'return'; readonly activation: string; readonly to: string; readonly reason: string }
  | { readonly kind: 'transfer'; readonly activation: string; readonly to: Party; readonly reason: string }
  | { readonly kind: 'delegate'; readonly activation: string; readonly to: Party; readonly reason: string }
  | {
      readonly kind: 'add-signer'
      readonly activation: string
      readonly to: Party
      readonly where: 'before' | 'after'
      readonly reason: string
    }
  | {
      readonly kind: 'remove-signer'
      readonly activation: string
      readonly seat: string
      readonly reason: string
    }
  /** 撤回: takes back the own act of that (left) activation while nobody after it has acted. */
  | { readonly kind: 'withdraw'; readonly activation: string; readonly reason: string | null }
  | { readonly kind: 'terminate'; readonly reason: string }
  | { readonly kind: 'copy'; readonly to: readonly Party[]; readonly note: string | null }
  | { readonly kind: 'urge'; readonly activation: string; readonly note: string | null }
  | { readonly kind: 'comment'; readonly text: string; readonly attachments: readonly string[] }
  | {
      readonly kind: 'pause'
      readonly clock: string
      readonly reason: string
      readonly note: string | null
      readonly evidence: readonly string[]
      readonly expiresAt: Instant
    }
  | { readonly kind: 'resume'; readonly clock: string }
  | { readonly kind: 'extend'; readonly clock: string; readonly add: TimeLimit; readonly reason: string }
  // From the system only.
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'subcase-opened'
      readonly activation: string | null
      readonly caseId: string
      readonly procedure: string
    }
  | { readonly kind: 'subcase-closed'; readonly caseId: string; readonly outcome: string }
  | { readonly kind: 'correct-calendar'; readonly before: CompiledCalendar; readonly after: CompiledCalendar }

/** What the engine must be told of the world: it asks nothing itself. */
export interface CaseEnvironment {
  readonly now: Instant
  readonly calendars: ReadonlyMap<string, CompiledCalendar>
  /** Settings that the zone has changed, as they stand now; others are the definition's own. */
  readonly settings: Readonly<Record<string, TimeLimit | number>>
  /** Other cases on the same subject. */
  readonly related: readonly RelatedCase[]
}

export interface RelatedCase {
  readonly caseId: string
  readonly procedure: string
  readonly number: string | null
  readonly outcome: string | null
  readonly closed: boolean
}

export interface OpenRequest {
  readonly caseId: string
  readonly actor: CaseActor
  /** Opened by an effect of another case: whoever may or may not start one by hand. The actor is still its initiator. */
  readonly bySystem?: boolean
  readonly origin: CaseOrigin | null
  readonly data: CaseData
}

export interface Decision {
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
  readonly effects: readonly CaseEffect[]
}

/** One thing that somebody may do now on a case; what the page offers as buttons. */
export type Possibility =
  | {
      readonly kind: 'act'
      readonly activation: string
      readonly seat: string
      readonly action: string
      /** Set when the guard does not hold yet: the action is shown with its reason. */
      readonly blocked: boolean
    }
  | {
      readonly kind: 'return'
      readonly activation: string
      readonly targets: readonly { readonly to: string; readonly node: string }[]
    }
  | {
      readonly kind: 'transfer' | 'delegate' | 'add-before' | 'add-after' | 'urge' | 'withdraw'
      readonly activation: string
    }
  | { readonly kind: 'remove-signer'; readonly activation: string; readonly seats: readonly string[] }
  | { readonly kind: 'pause' | 'resume' | 'extend'; readonly clock: string }
  | { readonly kind: 'terminate' | 'copy' | 'comment' }

/** What is still missing, and who owes it. */
export interface Owed {
  readonly activation: string
  readonly node: string
  readonly branch: string | null
  readonly party: Party
  /** Fields of the step that are required and empty. */
  readonly fields: readonly string[]
  readonly since: Instant
  readonly dueAt: Instant | null
  readonly overdue: boolean
}
