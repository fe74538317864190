import type { Instant, Json } from '#domain/kernel'
import type { DayRule, TimeLimit } from './clock.ts'
import type { CaseData, CaseOrigin, Party, PersonRef } from './case-state.ts'

/**
 * What happened to a case: append-only, and enough by itself: replay needs no definition, evaluates no guard and asks no
 * calendar. `at` is the moment, `by` the person or null for the system.
 */
export type CaseEvent = {
  readonly sequence: number
  readonly at: Instant
  readonly by: PersonRef | null
} & CaseHappening

/** The events of one kind. */
export type EventOf<K extends CaseEvent['kind']> = Extract<CaseEvent, { kind: K }>

export type CaseHappening =
  | {
      readonly kind: 'opened'
      readonly caseId: string
      readonly procedure: string
      readonly definitionVersion: number
      readonly initiator: PersonRef
      readonly origin: CaseOrigin | null
      readonly data: CaseData
    }
  | { readonly kind: 'numbered'; readonly number: string }
  | { readonly kind: 'submitted' }
  /** Changed fields only; `branch` null for the case's own data. */
  | { readonly kind: 'data-changed'; readonly branch: string | null; readonly data: CaseData }
  | {
      readonly kind: 'step-entered'
      readonly activation: string
      readonly node: string
      readonly branch: string | null
      readonly seats: readonly { readonly id: string; readonly party: Party; readonly active: boolean }[]
      readonly from: string | null
      readonly returnTo: string | null
      /** Of a sub-case node: how many cases it waits for. */
      readonly awaits?: number
    }
  | {
      readonly kind: 'step-left'
      readonly activation: string
      readonly decision: string
      readonly cancelled: boolean
    }
  | {
      readonly kind: 'branch-opened'
      readonly branch: string
      readonly node: string
      readonly entry: string
      readonly parent: string | null
      readonly key: Party | null
    }
  | {
      readonly kind: 'branch-closed'
      readonly branch: string
      readonly outcome: string | null
      readonly cancelled: boolean
    }
  | {
      readonly kind: 'seat-acted'
      readonly activation: string
      readonly seat: string
      readonly action: string
      readonly opinion: string | null
      readonly attachments: readonly string[]
    }
  | { readonly kind: 'seat-activated'; readonly activation: string; readonly seat: string }
  | {
      readonly kind: 'seat-added'
      readonly activation: string
      readonly seat: string
      readonly party: Party
      readonly as: 'original' | 'before' | 'after' | 'delegate'
      readonly anchor: string
      readonly active: boolean
      readonly note: string | null
    }
  /** Waits for the one who was put before it (前加签, 委派). */
  | { readonly kind: 'seat-suspended'; readonly activation: string; readonly seat: string }
  | {
      readonly kind: 'seat-closed'
      readonly activation: string
      readonly seat: string
      readonly state: 'skipped' | 'removed' | 'transferred'
      readonly action: string | null
      readonly note: string | null
    }
  | {
      readonly kind: 'urged'
      readonly activation: string
      readonly seats: readonly string[]
      readonly note: string | null
    }
  | { readonly kind: 'copied'; readonly to: readonly Party[]; readonly note: string | null }
  | { readonly kind: 'commented'; readonly text: string; readonly attachments: readonly string[] }
  | {
      readonly kind: 'clock-started'
      readonly clock: string
      readonly code: string
      readonly activation: string | null
      readonly owner: Party
      readonly calendar: string
      readonly calendarVersion: number
      readonly limit: TimeLimit
      readonly dayRule: DayRule
      readonly rollTo: string | null
    }
  | {
      readonly kind: 'clock-paused'
      readonly clock: string
      readonly reason: string
      readonly note: string | null
      readonly evidence: readonly string[]
      readonly expiresAt: Instant | null
    }
  | { readonly kind: 'clock-resumed'; readonly clock: string }
  | { readonly kind: 'clock-stopped'; readonly clock: string }
  | { readonly kind: 'clock-continued'; readonly clock: string; readonly activation: string | null }
  | {
      readonly kind: 'clock-extended'
      readonly clock: string
      readonly add: TimeLimit
      readonly reason: string
    }
  | { readonly kind: 'clock-stage'; readonly clock: string; readonly stage: string }
  | {
      readonly kind: 'clock-corrected'
      readonly clock: string
      readonly calendarVersion: number
      /** Null while the clock is paused without an end. */
      readonly dueBefore: Instant | null
      readonly dueAfter: Instant | null
    }
  | {
      readonly kind: 'subcase-opened'
      readonly caseId: string
      readonly activation: string | null
      readonly procedure: string
    }
  | { readonly kind: 'subcase-closed'; readonly caseId: string; readonly outcome: string }
  /** `to`: the node that the work goes back to. */
  | { readonly kind: 'returned'; readonly activation: string; readonly to: string; readonly reason: string }
  /** The activation is taken up again, with the turn at `seat`; those who had signed beside it stay signed. */
  | {
      readonly kind: 'withdrawn'
      readonly activation: string
      readonly seat: string
      readonly reason: string | null
    }
  | {
      readonly kind: 'migrated'
      readonly toVersion: number
      readonly nodes: Readonly<Record<string, string>>
    }
  | { readonly kind: 'closed'; readonly outcome: string; readonly reason: string | null }

/** What a decision wants done outside; jobs carry it out after commit. Keyed by the event that caused it: never twice. */
export type CaseEffect =
  | {
      readonly kind: 'notify'
      readonly event: number
      /** A message of the definition, or one of the standard ones: `assigned`, `returned`, `urged`, `copied`, `closed`, `due-soon`, `overdue`, `paused`, `extended`. */
      readonly message: string
      readonly to: readonly Party[]
      readonly params: Readonly<Record<string, Json>>
    }
  /** The use case draws the number and applies it with the command `number`. */
  | { readonly kind: 'number'; readonly event: number }
  | {
      readonly kind: 'open-case'
      readonly event: number
      readonly procedure: string
      readonly data: CaseData
      /** The waiting activation; null when nobody waits for it. */
      readonly activation: string | null
    }
  /** The case is over: a case that waits for it must be told. */
  | { readonly kind: 'tell-parent'; readonly event: number; readonly outcome: string }
