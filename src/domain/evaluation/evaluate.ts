import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { computeAdjustments } from './adjust.ts'
import { aggregateTree } from './aggregate-tree.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult, JudgedUnit, PeriodTables, StepTable } from './evaluation-result.ts'
import { imputeLeaves, type ImputedLeaves } from './impute.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { toStepTable, type LeafTable } from './leaf-table.ts'
import { normaliseLeaves, type NormalisedLeaves } from './normalise-leaves.ts'
import { prepareData, type PreparedData } from './prepare-data.ts'
import { refuseAll } from './refuse-all.ts'
import { standUnits } from './stand-units.ts'
import { treatLeaves, type TreatedLeaves } from './treat-leaves.ts'
import { weigh } from './weigh.ts'

export interface EvaluationOptions {
  /** The judged one; without it the data's last. */
  readonly period?: string
  /** An official run: refused for schemes that are marked incomplete. */
  readonly official?: boolean
}

/**
 * 评价: every step in its order, each kept as a table. Gates are looked at and units screened on the figures as they came;
 * then denominators, gaps, outliers, scales; weights from the judged period; all levels; points added; ranks and grades.
 * Nothing is rounded. The tables of other periods use the judged period's weights; a period that has no scale of its own
 * (`scaleOver: period`) ends with its last table that could be made, the rest are empty.
 */
export function evaluate(
  compiled: CompiledScheme,
  data: EvaluationData,
  options: EvaluationOptions = {},
): Outcome<EvaluationResult> {
  const { scheme } = compiled
  if (options.official === true && scheme.standing === 'incomplete')
    return refused({
      code: 'evaluation.incomplete_scheme' satisfies EvaluationIssueCode,
      params: { scheme: scheme.code },
    })
  const prepared = prepareData(compiled, data, options.period)
  if (!prepared.ok) return prepared
  const scaled = scaleLeaves(compiled, prepared.value)
  if (!scaled.ok) return scaled
  return judge(compiled, data, prepared.value, scaled.value)
}

/** Leaves after gaps, outliers and scales: what weights and levels are found from. */
export interface ScaledLeaves {
  readonly imputed: ImputedLeaves
  readonly treated: TreatedLeaves
  readonly normalised: NormalisedLeaves
}

/** From divided figures to scales. Another scheme over the same tree may be put to the same prepared data. */
export function scaleLeaves(compiled: CompiledScheme, prepared: PreparedData): Outcome<ScaledLeaves> {
  const imputed = imputeLeaves(compiled, prepared)
  const issues = [...largeIssues(imputed), ...emptyIssues(compiled, prepared, imputed)]
  if (issues.length > 0) return refuseAll(issues)
  const treated = treatLeaves(compiled, prepared, imputed.tables)
  if (!treated.ok) return treated
  const normalised = normaliseLeaves(compiled, prepared, treated.value.tables)
  if (!normalised.ok) return normalised
  return accepted({ imputed, treated: treated.value, normalised: normalised.value })
}

function judge(
  compiled: CompiledScheme,
  data: EvaluationData,
  prepared: PreparedData,
  { imputed, treated, normalised }: ScaledLeaves,
): Outcome<EvaluationResult> {
  const { scheme, leaves } = compiled
  const { judged, periods, gates, screening } = prepared
  const scoresOf = (table: LeafTable) => toStepTable(leaves, table)
  const now = normalised.tables[judged]
  if (now === undefined || now === null) throw new RangeError('the judged period has its scales')
  const weights = weigh(compiled, scoresOf(now), data.units)
  if (!weights.ok) return weights
  const scores: StepTable[] = []
  for (const [period, table] of normalised.tables.entries()) {
    const all =
      table === null ? accepted({}) : aggregateTree(compiled, scoresOf(table), weights.value, data.units)
    if (!all.ok && period === judged) return all
    scores.push(all.ok ? all.value : {})
  }
  const adjustments = computeAdjustments(scheme.adjustments, data, judged)
  if (!adjustments.ok) return adjustments
  const units = data.units.map(({ code, name, groups }, unit): JudgedUnit => ({
    code,
    name,
    groups,
    leftOut: prepared.leftOut[unit] ?? null,
  }))
  const stood = standUnits(compiled, units, scores[judged] ?? {}, adjustments.value, gates)
  if (!stood.ok) return stood
  return accepted({
    format: 1,
    scheme: { code: scheme.code, version: scheme.version },
    period: periods[judged] ?? '',
    units,
    periods: periods.map((period, index): PeriodTables => {
      const table = (of: LeafTable | null | undefined): StepTable =>
        of === null || of === undefined ? {} : toStepTable(leaves, of)
      return {
        period,
        raw: table(prepared.raw[index]),
        denominated: table(prepared.denominated[index]),
        imputed: table(imputed.tables[index]),
        treated: table(treated.tables[index]),
        normalised: table(normalised.tables[index]),
        scores: scores[index] ?? {},
      }
    }),
    screening,
    imputed: imputed.points,
    treated: treated.points,
    treatments: treated.nodes,
    scales: normalised.scales,
    weights: weights.value,
    gates,
    adjustments: adjustments.value,
    standings: stood.value.standings,
    gradeBounds: stood.value.gradeBounds,
  })
}

/** A line drawn on beyond its ends may leave what a number can hold. */
function largeIssues({ points }: ImputedLeaves): Issue[] {
  return points.flatMap(({ node, unit, period, value }) =>
    Number.isFinite(value)
      ? []
      : [
          {
            code: 'evaluation.too_large' satisfies EvaluationIssueCode,
            params: { node, unit, period, step: 'impute' },
          },
        ],
  )
}

/** A leaf without any figure in the judged period says nothing about anybody. */
function emptyIssues(
  { scheme, leaves }: CompiledScheme,
  { judged }: PreparedData,
  { tables }: ImputedLeaves,
): Issue[] {
  return leaves.flatMap(({ code, input }, leaf) =>
    (tables[judged]?.[leaf] ?? []).some((value) => value !== null)
      ? []
      : [
          {
            code: 'evaluation.all_missing' satisfies EvaluationIssueCode,
            params: { node: code, method: (input.normalisation ?? scheme.normalisation).method, group: null },
          },
        ],
  )
}
