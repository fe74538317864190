/**
 * Policies (政策) as data: who may have it, what it brings, under which clock and with which others. In: a definition made of clauses.
 * Eligibility, amounts and conditions are expressions of `#domain/rules` over the facts of the zone.
 */
import type { BilingualText, DateOn } from '#domain/kernel'
import type { ClauseReference, FactValue, RuleNode, RuleStatus, RuleTable } from '#domain/rules'

/** 国家, 市, 示范区, 区, 分园. */
export type PolicyLevel = 'national' | 'city' | 'zone' | 'district' | 'park'
/** 免申即享, 快申快享, 一般申报. */
export type PolicyProcedure = 'direct' | 'fast' | 'ordinary'

export interface PolicyDefinition {
  readonly code: string
  readonly title: BilingualText
  readonly summary: BilingualText
  readonly level: PolicyLevel
  /** The body that answers for it, in words. */
  readonly issuer: BilingualText
  /** 产业, 研发, 人才, 空间, 金融, 梯度培育, 国际化, 场景 … for finding it. */
  readonly themes: readonly string[]
  readonly status: RuleStatus
  readonly clauses: readonly ClauseReference[]
  /** `to` is the first day on which it no longer holds; null: until further notice. */
  readonly valid: { readonly from: DateOn; readonly to: DateOn | null }
  /** Days on which one may apply, `to` included; none: at any time. */
  readonly windows: readonly { readonly from: DateOn; readonly to: DateOn }[]
  /** Parks by code where it holds; null: in all. */
  readonly parks: readonly string[] | null
  /** By which scope an enterprise belongs to a park. */
  readonly scope: 'registration' | 'operation'
  readonly eligibility: RuleNode
  readonly nearLimit: number | null
  /** Used by this policy's expressions, beside the zone's own. */
  readonly tables: readonly RuleTable[]
  readonly benefit: PolicyBenefit
  /** By calendar year, in 万元; none: without a limit of its own. */
  readonly budget: readonly { readonly year: number; readonly amount: number; readonly source: string }[]
  readonly evidence: readonly PolicyEvidence[]
  /** 同一组内只享受一项. */
  readonly exclusive: readonly string[]
  /** 同一组内合计不超过: groups by code; their ceilings are in `StackingGroup`. */
  readonly stacking: readonly string[]
  /** Codes of policies with which it does not go together. */
  readonly excludes: readonly string[]
  /** 每年一次, 一次性, 不限. */
  readonly times: 'once-a-year' | 'once' | 'any'
  readonly procedure: PolicyProcedure
  readonly supersedes: readonly string[]
  readonly tests: readonly PolicyTest[]
}

export interface PolicyBenefit {
  /** Money, a service (租金减免, 绿色通道), a standing (认定). */
  readonly kind: 'money' | 'service' | 'standing'
  readonly words: BilingualText
  /** FEEL, in 万元; null where it is not money. */
  readonly amount: string | null
  /** 最高: in 万元. */
  readonly ceiling: number | null
  /** In 万元: 0.01 is to the yuan hundred; amounts are rounded down to it. */
  readonly step: number
}

export interface PolicyEvidence {
  readonly id: string
  readonly title: BilingualText
  /** Facts that it shows: where these are known and confirmed, it need not be handed in. */
  readonly facts: readonly string[]
  readonly required: boolean
}

export interface StackingGroup {
  readonly code: string
  readonly title: BilingualText
  /** In 万元 per enterprise and year; null: no ceiling. */
  readonly ceiling: number | null
  readonly clause: ClauseReference | null
}

/** An example kept with the rule: publication is refused while one fails. */
export interface PolicyTest {
  readonly title: string
  readonly on: DateOn
  readonly facts: Readonly<Record<string, FactValue>>
  readonly expect: { readonly answer: 'yes' | 'no' | 'undetermined'; readonly amount: number | null }
}
