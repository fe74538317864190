import type { Duty, DutyState } from './duty.ts'

/** A duty as it stood at a moment. */
export interface DutySnapshot {
  readonly duty: Duty
  /** Rolled-up progress and colour as they stood. */
  readonly progress: number
  readonly light: string
  readonly planId: string | null
}

export interface FieldDifference {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface LedgerDifference {
  /** In the ledger at the later date only. */
  readonly added: readonly DutySnapshot[]
  /** Gone by then (dropped, merged), with the state it has now. */
  readonly removed: readonly { readonly before: DutySnapshot; readonly state: DutyState }[]
  readonly changed: readonly {
    readonly before: DutySnapshot
    readonly after: DutySnapshot
    readonly fields: readonly FieldDifference[]
    /** after - before, percentage points. */
    readonly progress: number
  }[]
  readonly unchanged: number
  /** Mean progress of what was in the ledger at each date, and the counts by colour and state. */
  readonly totals: {
    readonly before: LedgerTotals
    readonly after: LedgerTotals
  }
}
export interface LedgerTotals {
  readonly duties: number
  readonly meanProgress: number | null
  readonly lights: Readonly<Record<string, number>>
  readonly states: Readonly<Record<string, number>>
}

/** One part in a roll-up, so that the page can show the sum. */
export interface RollUpPart {
  readonly id: string
  readonly weight: number
  readonly progress: number
  /** weight / sum of weights. */
  readonly share: number
  /** share x progress, percentage points. */
  readonly points: number
}
export interface RollUp {
  readonly progress: number
  /** Null: as its lead reports. */
  readonly parts: readonly RollUpPart[] | null
  /** Parts that do not count: suspended, merged, dropped. */
  readonly left: readonly string[]
}
