import type { EvaluationResult, Scheme, SchemeNode, UncertaintyResult } from '#domain/evaluation'
import type { ColumnSource, Decision, GroupNames, Objection, RunRow, UnitView } from './contract.ts'
import type { UnitFindings } from './unit-report-findings.ts'

/** All that a report on one unit is written from. */
export interface UnitReport {
  readonly unit: {
    readonly code: string
    readonly name: UnitView['name']
    readonly synthetic: boolean
  }
  /** Null: a trial, or a variant. */
  readonly round: {
    readonly title: string
    readonly state: string
    readonly confirmedAt: string | null
    /** The run is the one that the round stands on. */
    readonly adopted: boolean
  } | null
  readonly run: Pick<
    RunRow,
    'serial' | 'kind' | 'period' | 'asOf' | 'schemeDigest' | 'dataDigest' | 'engineVersion'
  > & { readonly resultDigest: string; readonly finishedAt: string }
  readonly scheme: Scheme
  readonly result: EvaluationResult
  readonly uncertainty: UncertaintyResult | null
  readonly sources: Readonly<Record<string, ColumnSource>>
  readonly groupNames: GroupNames
  readonly findings: UnitFindings
  readonly objections: readonly Objection[]
  readonly decision: Decision | null
}

/** 表1, 表2 … through the whole report. */
export type Captions = (text: string) => string

export function gradeName({ grading }: Scheme, grade: string): string {
  return grading?.grades.find(({ code }) => code === grade)?.name.zh ?? grade
}

export function nodeName(scheme: Scheme, node: string): string {
  return scheme.nodes.find(({ code }) => code === node)?.name.zh ?? node
}

/** 总收入（亿元） */
export function withUnit(node: SchemeNode | undefined): string {
  const unit = node?.input?.unit ?? null
  return `${node?.name.zh ?? ''}${unit === null ? '' : `（${unit}）`}`
}
