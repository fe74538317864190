/** Rule books (规则集): facts, parameters, tables, scores and rules that are read, checked and compiled together. */
import type { BilingualText as Text } from '#domain/kernel'
import type { ClauseReference, FactDefinition, RuleParameter, RuleStatus } from './fact.ts'

/**
 * A rule as a tree. Leaves are FEEL expressions that say yes or no about facts and parameters; branches join them. Every node has
 * an id of its own within the rule, which traces, tests and texts of clauses go by.
 */
export type RuleNode =
  | {
      readonly kind: 'condition'
      readonly id: string
      readonly title: Text
      /** FEEL over the book’s facts, parameters, scores and tables, and 判定日, the day of judgement. */
      readonly when: string
      readonly clause: ClauseReference | null
      readonly status: RuleStatus
      /** Switched off: shown and judged, but without say; for what is unverified, until somebody answers for it. */
      readonly off: boolean
    }
  | {
      readonly kind: 'all' | 'any'
      readonly id: string
      readonly title: Text | null
      readonly of: readonly RuleNode[]
    }
  /** At least so many of them. */
  | {
      readonly kind: 'at-least'
      readonly id: string
      readonly title: Text | null
      readonly count: number
      readonly of: readonly RuleNode[]
    }
  | { readonly kind: 'not'; readonly id: string; readonly title: Text | null; readonly of: RuleNode }

export interface Rule {
  readonly code: string
  readonly title: Text
  readonly root: RuleNode
  /** Failing by no more than this counts as near (see `distance` in verdict.ts); null: the book’s `nearLimit`. */
  readonly nearLimit: number | null
}

/** A decision table of one or several outputs; cells are FEEL (inputs: unary tests). In expressions its name is a value: `奖励标准`,
 * or `奖励标准.金额` where there are several outputs. It takes the facts as they stand; unknown input makes unknown output unless all
 * rows still possible agree. */
export interface RuleTable {
  readonly code: string
  readonly title: Text
  readonly inputs: readonly {
    readonly title: Text
    readonly expression: string
    readonly unit: string | null
  }[]
  readonly outputs: readonly {
    readonly code: string
    readonly title: Text
    readonly type: 'number' | 'text' | 'boolean'
    readonly unit: string | null
  }[]
  readonly hit: 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'SUM' | 'MAX' | 'MIN' | 'COUNT'
  readonly rows: readonly {
    readonly tests: readonly string[]
    readonly outputs: readonly string[]
    readonly note: string | null
    readonly clause: ClauseReference | null
  }[]
  /** Outputs where no row answers; null: unknown. */
  readonly otherwise: readonly string[] | null
}

/**
 * Points (评分): items in groups, each a table of bands or an expression, at most its maximum. In expressions the score’s name is its
 * total and `名称.组` the total of a group. Unknown facts make a range of points, not an unknown: `>= 60` may be decided all the same.
 */
export interface ScoreSheet {
  readonly code: string
  readonly title: Text
  readonly groups: readonly { readonly code: string; readonly title: Text; readonly maximum: number | null }[]
  readonly items: readonly ScoreItem[]
  readonly maximum: number | null
}
export interface ScoreItem {
  readonly id: string
  readonly title: Text
  readonly group: string
  readonly maximum: number
  readonly minimum: number
  /** A number of points: an expression, or a table’s name. */
  readonly points: string
  /** Multiplies the points: weights of a stage; 1 where the table has none. */
  readonly weight: number
  readonly clause: ClauseReference | null
  readonly status: RuleStatus
  /** Left out of the total, and of the maximum; the total says so. */
  readonly off: boolean
}

/** A formula whose value is wanted: the amount of a benefit. */
export interface Amount {
  readonly code: string
  readonly title: Text
  readonly expression: string
  readonly unit: string
}

export interface RuleBook {
  readonly facts: readonly FactDefinition[]
  readonly parameters: readonly RuleParameter[]
  readonly tables: readonly RuleTable[]
  readonly scores: readonly ScoreSheet[]
  readonly rules: readonly Rule[]
  readonly amounts: readonly Amount[]
  /** 0.2 where nothing else is said. */
  readonly nearLimit: number
}
