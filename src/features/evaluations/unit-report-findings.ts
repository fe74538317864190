import {
  comparePeriods,
  compareWithin,
  compileScheme,
  explainScore,
  parseEvaluationData,
  parseScheme,
  raiseGrade,
  shortfalls,
  strengthsAndWeaknesses,
  summariseUnit,
  type CompiledScheme,
  type Difference,
  type EvaluationData,
  type EvaluationResult,
  type NodeSummary,
  type RaiseGrade,
  type RankedLeaf,
  type ScoreExplanation,
  type Shortfall,
} from '#domain/evaluation'
import type { Outcome } from '#domain/kernel'
import { median } from '#domain/indicators'

export interface ReportQuestion {
  readonly definition: unknown
  readonly data: unknown
  readonly result: EvaluationResult
  readonly unit: string
  /** The run of the year before, of whatever version its scheme was; null: there is none. */
  readonly before: { readonly definition: unknown; readonly result: EvaluationResult } | null
}

/** What the engine says of one unit of a run, for its report. */
export interface UnitFindings {
  /** Those it is compared with: its group, or all judged units. */
  readonly peers: { readonly grouping: string; readonly group: string; readonly count: number } | null
  readonly judged: number
  /** Level by level, the total first. */
  readonly nodes: readonly (NodeSummary & {
    /** Of the peers' scores. */
    readonly peersMedian: number | null
    readonly peersBest: number | null
    /** Of all judged units' raw figures; headings have none. */
    readonly rawMedian: number | null
  })[]
  /** Null where the unit has no total. */
  readonly scored: {
    readonly score: ScoreExplanation
    readonly strengths: readonly RankedLeaf[]
    readonly shortfalls: readonly Shortfall[]
    readonly raise: RaiseGrade
    /** Against the run of the year before, or against the year before in this run's own data. */
    readonly year: {
      readonly against: 'run' | 'data'
      readonly period: string
      readonly difference: Difference
    } | null
  } | null
}

const MOST_STRENGTHS = 6

/** Nothing but arithmetic on what is stored; takes as long as some hundred evaluations, so it is done in a thread. */
export function findForReport({ definition, data, result, unit, before }: ReportQuestion): UnitFindings {
  const compiled = compiledOf(definition)
  const read = valueOf(parseEvaluationData(data))
  const place = result.units.findIndex(({ code }) => code === unit)
  const grouping = compiled.scheme.peerGroups?.group
  const group = grouping === undefined ? undefined : result.units[place]?.groups[grouping]
  const isPeer = result.units.map(
    ({ groups, leftOut }) =>
      leftOut === null && (grouping === undefined || group === undefined || groups[grouping] === group),
  )
  const tables = result.periods.find(({ period }) => period === result.period)
  const isScored = (result.standings[place]?.score ?? null) !== null
  return {
    peers:
      grouping === undefined || group === undefined
        ? null
        : { grouping, group, count: isPeer.filter(Boolean).length },
    judged: result.units.filter(({ leftOut }) => leftOut === null).length,
    nodes: summaries(compiled, result, unit, isScored).map((summary) => {
      const among = knownOf((tables?.scores[summary.node] ?? []).filter((_, index) => isPeer[index]))
      const raw = knownOf(
        (tables?.raw[summary.node] ?? []).filter((_, index) => result.units[index]?.leftOut === null),
      )
      return {
        ...summary,
        peersMedian: among.length === 0 ? null : median(among),
        peersBest: among.length === 0 ? null : Math.max(...among),
        rawMedian: raw.length === 0 ? null : median(raw),
      }
    }),
    scored: isScored ? findScored(compiled, read, { result, unit, before }) : null,
  }
}

function findScored(
  compiled: CompiledScheme,
  data: EvaluationData,
  { result, unit, before }: Pick<ReportQuestion, 'result' | 'unit' | 'before'>,
): NonNullable<UnitFindings['scored']> {
  const { strengths } = valueOf(
    strengthsAndWeaknesses(compiled, result, unit, { top: MOST_STRENGTHS, bottom: 0 }),
  )
  const behind = valueOf(shortfalls(compiled, data, result, unit))
  const isBehind = new Set(behind.map(({ node }) => node))
  return {
    score: valueOf(explainScore(compiled, result, unit)),
    // A good rank among many that are bad is no strength.
    strengths: strengths.filter(({ node }) => !isBehind.has(node)),
    shortfalls: behind,
    raise: valueOf(raiseGrade(compiled, data, result, unit, { rerun: true })),
    year: yearBefore(compiled, { result, unit, before }),
  }
}

function yearBefore(
  compiled: CompiledScheme,
  { result, unit, before }: Pick<ReportQuestion, 'result' | 'unit' | 'before'>,
): NonNullable<UnitFindings['scored']>['year'] {
  if (before !== null) {
    const first = { compiled: compiledOf(before.definition), result: before.result }
    const difference = comparePeriods(first, { compiled, result }, unit)
    // It may not have been judged then.
    if (difference.ok) return { against: 'run', period: before.result.period, difference: difference.value }
  }
  const period = result.periods
    .map((tables) => tables.period)
    .filter((one) => one < result.period)
    .sort()
    .at(-1)
  if (period === undefined) return null
  const difference = compareWithin(compiled, result, unit, period)
  return difference.ok ? { against: 'data', period, difference: difference.value } : null
}

/** A unit that was left out has no scores; its figures are told all the same. */
function summaries(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  isScored: boolean,
): readonly NodeSummary[] {
  if (isScored) return valueOf(summariseUnit(compiled, result, unit))
  return compiled.nodes.map(({ code, level }) => ({
    node: code,
    level,
    score: null,
    rank: null,
    ranked: 0,
    mean: null,
    median: null,
    best: null,
  }))
}

function knownOf(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}

function compiledOf(definition: unknown): CompiledScheme {
  return valueOf(compileScheme(valueOf(parseScheme(definition))))
}

/** Of what a finished run was computed from: it was accepted before. */
function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}
