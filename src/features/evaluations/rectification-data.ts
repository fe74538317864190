import { weakPoints, type EvaluationResult, type Scheme, type WeakPoint } from '#domain/evaluation'
import type { CaseData } from '#domain/cases'
import type { DecisionEvidence } from './decision-evidence.ts'
import type { RoundRecord } from './round-store.ts'

const MOST = { headings: 2, leaves: 8 }

export interface RectificationGround {
  readonly round: Pick<RoundRecord, 'title' | 'period'>
  readonly scheme: Scheme
  readonly result: EvaluationResult
  readonly evidence: DecisionEvidence
  readonly unit: string
  readonly parkId: string
  readonly note: string | null
}

/** What a rectification begins with: the park, the run and rule that it stands on, and where the park stays below the average. */
export function rectificationData(ground: RectificationGround): CaseData {
  const { round, scheme, result, evidence, unit, parkId, note } = ground
  const { run, rule } = evidence
  const gradeName = scheme.grading?.grades.find(({ code }) => code === evidence.grade)?.name.zh ?? '未分级'
  const interval = evidence.interval.every((end) => end !== null)
    ? `（合理变动范围内第${evidence.interval.map((end) => sayNumber(end)).join('至')}名）`
    : ''
  const total = `综合得分${sayNumber(evidence.score)}，第${sayNumber(evidence.rank)}名${interval}，等次“${gradeName}”`
  const found = weakPoints(scheme, result, unit, MOST)
  return {
    matter: cut(`${round.title}整改`, 100),
    park: parkId,
    ground: 'evaluation',
    basis: cut(
      [
        `${round.title}：第${String(run.serial)}号测算，${total}。`,
        `支持规则${rule.code}第${String(rule.version)}版。`,
        `方案摘要${run.schemeDigest}，数据摘要${run.dataDigest}，结果摘要${run.resultDigest}。`,
        ...(note === null ? [] : [note]),
      ].join('\n'),
      2000,
    ),
    problems:
      found.length === 0
        ? [{ problem: cut(total, 500), requirement: '分析原因，提出措施，在下一评价年度前提高综合得分。' }]
        : found.map((point) => problemOf(scheme, point)),
  }
}

function problemOf(scheme: Scheme, point: WeakPoint): { problem: string; requirement: string } {
  const node = scheme.nodes.find(({ code }) => code === point.node)
  const name = node?.name.zh ?? point.node
  const unit = node?.input?.unit ?? ''
  const figures =
    point.raw === null
      ? ''
      : `为${sayNumber(point.raw)}${unit}${point.rawMean === null ? '' : `（全体平均${sayNumber(point.rawMean)}${unit}）`}，`
  return {
    problem: cut(
      `“${name}”${figures}得分${sayNumber(point.score)}，低于平均${sayNumber(point.mean)}，权重${sayNumber(point.effective * 100)}%`,
      500,
    ),
    requirement: cut(
      point.isHeading
        ? `研究“${name}”方面的短板，提出总体措施。`
        : `核实数据，分析原因，提出措施和完成时间，使“${name}”在下一评价年度前达到平均水平。`,
      500,
    ),
  }
}

/** Rounded for reading only; the exact figures are in the run. */
function sayNumber(value: number | null): string {
  return value === null ? '—' : String(Number(value.toPrecision(6)))
}

function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
