/** What may be combined (政策叠加), and the answer: which policies together bring one enterprise most. */
import type { PolicyDefinition, PolicyProcedure, StackingGroup } from './policy.ts'

/** A policy for which the enterprise qualifies and which would bring it money. */
export interface CombinationOption {
  readonly policy: string
  /** In 万元, by itself; not more exact than a yuan. */
  readonly amount: number
  readonly exclusive: readonly string[]
  readonly stacking: readonly string[]
  /** Holds both ways, whichever of the two says so. */
  readonly excludes: readonly string[]
  readonly times: PolicyDefinition['times']
  readonly procedure: PolicyProcedure
  /** One may apply for it now; where not, it is left out and says so. */
  readonly open: boolean
}

/** A benefit that the enterprise has already. */
export interface HeldBenefit {
  readonly policy: string
  /** In 万元. */
  readonly amount: number
  /** Of the year that is looked at; only these count against ceilings and groups. */
  readonly thisYear: boolean
  readonly exclusive: readonly string[]
  readonly stacking: readonly string[]
  readonly excludes: readonly string[]
}

export interface CombinationQuestion {
  /** Those without money (0 or less) are not looked at. */
  readonly options: readonly CombinationOption[]
  readonly groups: readonly StackingGroup[]
  readonly held: readonly HeldBenefit[]
}

export interface PolicyCombination {
  /** In 万元; what is held already is not in it. */
  readonly total: number
  readonly chosen: readonly ChosenPolicy[]
  readonly leftOut: readonly LeftOutPolicy[]
  /** No combination is better; false only where a solver ran out of time. */
  readonly proven: boolean
}

export interface ChosenPolicy {
  readonly policy: string
  /** What would be paid, in 万元. */
  readonly amount: number
  /** What it would be but for the ceiling of `group`; null: it is not cut. */
  readonly cutFrom: number | null
  readonly group: string | null
}

export interface LeftOutPolicy {
  readonly policy: string
  readonly amount: number
  /**
   * exclusive: of its group another is taken, or held this year. excludes: it does not go with another. ceiling: the group brings
   * no more. paid: had already, and not to be had again. window: closed.
   */
  readonly reason: 'exclusive' | 'excludes' | 'ceiling' | 'paid' | 'window'
  readonly group: string | null
  /** Taken or held instead. */
  readonly insteadOf: readonly string[]
  /** By how much the whole would be less if it were taken, in 万元; null: it cannot be, or this was not worked out. */
  readonly loss: number | null
}

/** A policy as an option. */
export function optionOf(policy: PolicyDefinition, amount: number, open: boolean): CombinationOption {
  const { code, exclusive, stacking, excludes, times, procedure } = policy
  return { policy: code, amount, exclusive, stacking, excludes, times, procedure, open }
}

/** A payment under a policy as something held. */
export function heldOf(policy: PolicyDefinition, amount: number, thisYear: boolean): HeldBenefit {
  const { code, exclusive, stacking, excludes } = policy
  return { policy: code, amount, thisYear, exclusive, stacking, excludes }
}

/** 0 for what takes least trouble. */
export const PROCEDURE_LENGTH: Readonly<Record<PolicyProcedure, number>> = { direct: 0, fast: 1, ordinary: 2 }
