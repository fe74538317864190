import type { Consequence } from '#domain/evaluation'
import type { Standing } from './contract.ts'

/** What a decision stands on, kept with it: so that it can be read without any other table, and run and rule looked up. */
export interface DecisionEvidence {
  readonly run: {
    readonly id: string
    readonly serial: number
    readonly schemeDigest: string
    readonly dataDigest: string
    readonly resultDigest: string
    readonly engineVersion: string
  }
  readonly rule: { readonly code: string; readonly version: number; readonly digest: string }
  readonly grade: string | null
  readonly score: number | null
  readonly rank: number | null
  /** 5 % and 95 % of its rank under other reasonable choices. */
  readonly interval: readonly [number | null, number | null]
  readonly gradeShares: Standing['gradeShares']
  /** The pool that was divided, and what earlier decisions of the round had taken of it. */
  readonly poolWan: number
  readonly decidedBeforeWan: number
  readonly because: Consequence['because']
}
