import type { Rhythm } from '#domain/kernel'
import type { DateOn } from '#domain/kernel'

/**
 * A duty (任务) of the ledger: what one body must do by when, and how far it is. Source: 实施意见(2012) 六(一) and 西城园方案
 * (2023) 七(三): every duty has a lead body, a body and a person who answer for it, and a date.
 */
export interface Duty {
  readonly id: string
  /** The body that orders it, assigns and verifies. */
  readonly ownerId: string
  /** `measure`: a part of its parent in the same plan; `instance`: one period of a periodic parent. */
  readonly kind: 'duty' | 'measure' | 'instance'
  readonly parentId: string | null
  readonly title: string
  readonly content: string
  /** Its number in the document: 3. or (二). */
  readonly number: string | null
  /** Kinds of action, codes of the zone's list (体制机制, 产业发展, 空间载体, 创新生态). */
  readonly categories: readonly string[]
  /** The park that it is about, where it is about one. */
  readonly parkId: string | null
  /** 牵头单位: exactly one answers. */
  readonly leadId: string | null
  /** 责任人: an account, or a name only. */
  readonly personId: string | null
  readonly personName: string | null
  /** 配合单位, sorted, never the lead. */
  readonly supporting: readonly string[]
  readonly startsOn: DateOn | null
  /** The last day meant. */
  readonly dueOn: DateOn | null
  readonly precision: DuePrecision
  /** As the document writes it. */
  readonly dueText: string | null
  /** Of a periodic duty: how often it must be done. */
  readonly rhythm: Rhythm | null
  /** Of an instance: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31. */
  readonly period: string | null
  /** How often progress must be reported; null: only when complete. */
  readonly reportEvery: Rhythm | null
  /** Its share among the parts of its parent; any positive number. */
  readonly weight: number
  /** `parts`: progress is that of its parts; `own`: as its lead reports. */
  readonly rollUp: 'own' | 'parts'
  readonly state: DutyState
  /** Of a suspended duty: the open state that it had and takes up again; null in every other state. */
  readonly suspendedFrom: DutyState | null
  /** Percent that the lead last reported. */
  readonly progress: number
  /** A colour that somebody set by hand, with the reason. */
  readonly override: LightOverride | null
  readonly mergedInto: string | null
  /** Who may read it beside owner, lead and supporting bodies. */
  readonly visibility: 'organisation' | 'zone' | 'public'
  /** Marked for the third-party evaluator. */
  readonly forEvaluation: boolean
}

export const DUE_PRECISIONS = [
  'day',
  'month',
  'quarter',
  'half-year',
  'year',
  'plan-period',
  'periodic',
  'none',
] as const
export type DuePrecision = (typeof DUE_PRECISIONS)[number]

export { RHYTHMS, type Rhythm } from '#domain/kernel'

/**
 * unassigned: no lead yet · assigned: the lead has not answered · returned: the lead gave it back with a reason ·
 * accepted · in-progress: reported on at least once · reported: complete as its lead says, waits for verification ·
 * verified: the owner has checked it · closed (销项) · suspended, merged, dropped: by a decision.
 */
export const DUTY_STATES = [
  'unassigned',
  'assigned',
  'returned',
  'accepted',
  'in-progress',
  'reported',
  'verified',
  'closed',
  'suspended',
  'merged',
  'dropped',
] as const
export type DutyState = (typeof DUTY_STATES)[number]

/** States in which somebody still has to do something. */
export const OPEN_STATES = [
  'unassigned',
  'assigned',
  'returned',
  'accepted',
  'in-progress',
  'reported',
] as const satisfies readonly DutyState[]
/** States in which it is no longer in the ledger: a comparison of two dates calls it removed. */
export const GONE_STATES = ['merged', 'dropped'] as const satisfies readonly DutyState[]

/** ● green: as it should be · ▲ yellow: needs attention · ■ red: somebody must act · grey: does not count (suspended, gone). */
export const LIGHTS = ['green', 'yellow', 'red', 'grey'] as const
export type Light = (typeof LIGHTS)[number]

export interface LightOverride {
  readonly light: 'green' | 'yellow' | 'red'
  readonly reason: string
}

/** A decision by which a duty is suspended, merged or dropped: its number or meeting, and its date. */
export interface Decision {
  readonly reference: string
  readonly on: DateOn
}
