import type { BilingualText } from '#domain/kernel'
import type { SchemeSource } from './scheme.ts'

/**
 * 分级支持规则 (M06, M07, R8): which grade has which consequence, and how a pool of money is divided. Reads nothing but a frozen
 * run and what became of earlier decisions. Files: data/evaluation/support-rules.
 */
export interface SupportRule {
  readonly code: string
  readonly version: number
  readonly name: BilingualText
  readonly about: BilingualText | null
  /** First period that it applies to. */
  readonly validFrom: string
  readonly standing: 'official' | 'assumed' | 'own'
  readonly sources: readonly SchemeSource[]
  /** One for each grade of the scheme. */
  readonly tiers: readonly SupportTier[]
  /** tier: each unit of a tier weighs the same; tier-and-score: tier weight × score. */
  readonly divideBy: 'tier' | 'tier-and-score'
  /** Usual size of the pool, 万元; changed for each round. */
  readonly poolWan: number | null
  /** A unit whose city support was withdrawn gets none until it is lifted: 取消市级支持期间不安排. */
  readonly withdrawnGetNone: boolean
}

export interface SupportTier {
  readonly grade: string
  readonly tier: string
  readonly name: BilingualText
  readonly consequence: 'support' | 'none' | 'rectification'
  /** Share factor among those supported; 0 for none. */
  readonly weight: number
  /** Least and most for one unit, 万元. */
  readonly floorWan: number | null
  readonly ceilingWan: number | null
}

/** What a consequence reads of a frozen run. */
export interface FrozenStanding {
  readonly unit: string
  readonly grade: string | null
  readonly score: number | null
  readonly rank: number | null
}

/** How an earlier rectification of the unit stands or ended. */
export interface EarlierConsequence {
  readonly unit: string
  readonly period: string
  readonly consequence: 'support' | 'none' | 'rectification'
  readonly outcome: string | null
}

export interface Consequence {
  readonly unit: string
  readonly grade: string | null
  readonly tier: string
  readonly consequence: 'support' | 'none' | 'rectification'
  /** Whole 万元; null where nothing is divided. */
  readonly amountWan: number | null
  /** Why, as codes with parameters: grade_of_tier, support_withdrawn, floor, ceiling, rounded, no_grade … */
  readonly because: readonly {
    readonly code: string
    readonly params: Readonly<Record<string, string | number>>
  }[]
}
