import { accepted, periodById, refused, type Issue, type Outcome } from '#domain/kernel'
import type { CompiledScheme } from './compile-scheme.ts'
import { denominate } from './denominate.ts'
import type { EvaluationData, EvaluationUnit } from './evaluation-data.ts'
import type { GateOutcome, JudgedUnit, ScreenedUnit } from './evaluation-result.ts'
import { excludedByGates, judgeGates } from './gate.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { LeafTable } from './leaf-table.ts'
import { panelFigures } from './panel.ts'
import { refuseAll } from './refuse-all.ts'
import { screenUnits } from './screen.ts'

/** Data as the later steps want it: columns read for each leaf, who is judged, figures divided by their denominators. */
export interface PreparedData {
  readonly periods: readonly string[]
  /** Where each period stands on the line of time, in steps of their rhythm. */
  readonly times: readonly number[]
  /** Place of the judged period. */
  readonly judged: number
  readonly units: readonly EvaluationUnit[]
  readonly leftOut: readonly JudgedUnit['leftOut'][]
  readonly isJudged: readonly boolean[]
  readonly screening: readonly ScreenedUnit[]
  readonly gates: readonly GateOutcome[]
  /** By period. */
  readonly raw: readonly LeafTable[]
  readonly denominated: readonly LeafTable[]
}

/** Steps up to denominators: panels, gates, screening, division. Without `period` the last one is judged. */
export function prepareData(
  compiled: CompiledScheme,
  data: EvaluationData,
  period?: string,
): Outcome<PreparedData> {
  const judged = period === undefined ? data.periods.length - 1 : data.periods.indexOf(period)
  if (judged < 0) return refused(issue('evaluation.period_unknown', { period: period ?? null }))
  const { scheme, leaves } = compiled
  const missing = missingColumns(compiled, data)
  if (missing.length > 0) return refuseAll(missing)
  const read = data.periods.map((_, index) => rawTable(compiled, data, index))
  const unread = read.flatMap((table) => (table.ok ? [] : table.issues))
  if (unread.length > 0) return refuseAll(unread)
  const raw = read.flatMap((table) => (table.ok ? [table.value] : []))
  const gates = judgeGates(scheme.gates, data, judged)
  if (!gates.ok) return gates
  const screening = screenUnits(scheme.screening, data.units, raw[judged] ?? [])
  const excluded = excludedByGates(scheme.gates, gates.value)
  const screened = new Set(screening.flatMap(({ unit, kept }) => (kept ? [] : [unit])))
  const leftOut = data.units.map(({ code }): JudgedUnit['leftOut'] =>
    excluded.has(code) ? 'excluded' : screened.has(code) ? 'screened' : null,
  )
  const isJudged = leftOut.map((reason) => reason === null)
  if (!isJudged.includes(true)) return refused(issue('evaluation.no_units', { units: data.units.length }))
  const grouping = groupingIssues(compiled, data, isJudged)
  if (grouping.length > 0) return refuseAll(grouping)
  const divided = raw.map((table, index) => denominate(leaves, table, data, index, isJudged))
  const undivided = divided.flatMap((table) => (table.ok ? [] : table.issues))
  if (undivided.length > 0) return refuseAll(undivided)
  return accepted({
    periods: data.periods,
    times: timesOf(data.periods),
    judged,
    units: data.units,
    leftOut,
    isJudged,
    screening,
    gates: gates.value,
    raw,
    denominated: divided.flatMap((table) => (table.ok ? [table.value] : [])),
  })
}

/** Columns that the scheme reads and the data has not, with who asks for them. */
function missingColumns({ scheme, leaves }: CompiledScheme, { columns, panels }: EvaluationData): Issue[] {
  const asked: { readonly node: string; readonly column: string; readonly of: object }[] = []
  for (const { code, input } of leaves) {
    asked.push({ node: code, column: input.column, of: input.kind === 'panel' ? panels : columns })
    if (input.denominator !== null) asked.push({ node: code, column: input.denominator.column, of: columns })
  }
  for (const { code, column } of [...scheme.gates, ...scheme.adjustments])
    asked.push({ node: code, column, of: columns })
  return asked.flatMap(({ node, column, of }) =>
    Object.hasOwn(of, column) ? [] : [issue('evaluation.column_missing', { node, column })],
  )
}

function rawTable({ leaves }: CompiledScheme, data: EvaluationData, period: number): Outcome<LeafTable> {
  const issues: Issue[] = []
  const table = leaves.map(({ code, input }) => {
    if (input.kind === 'figure') return data.columns[input.column]?.[period] ?? []
    if (input.panel === null) throw new RangeError('a checked panel leaf has its rule')
    const figures = panelFigures({
      node: code,
      rule: input.panel,
      members: data.panels[input.column] ?? [],
      period,
      units: data.units,
    })
    if (figures.ok) return figures.value
    issues.push(...figures.issues)
    return []
  })
  return issues.length > 0 ? refuseAll(issues) : accepted(table)
}

/** Peer groups want every judged unit in one; group means want a grouping that the data knows at all. */
function groupingIssues(
  { scheme, leaves }: CompiledScheme,
  data: EvaluationData,
  isJudged: readonly boolean[],
): Issue[] {
  const judged = data.units.filter((_, unit) => isJudged[unit] === true)
  const peers = scheme.peerGroups
  const ungrouped = peers === null ? [] : judged.filter(({ groups }) => !Object.hasOwn(groups, peers.group))
  const issues = ungrouped.map(({ code }) =>
    issue('evaluation.unit_without_group', { unit: code, group: peers?.group ?? null }),
  )
  for (const { code, input } of leaves) {
    const way = input.imputation ?? scheme.imputation
    if (way.method !== 'group-mean' && way.method !== 'group-median') continue
    if (!judged.some(({ groups }) => Object.hasOwn(groups, way.group)))
      issues.push(issue('evaluation.grouping_unknown', { node: code, group: way.group }))
  }
  return issues
}

/** A gap of two years counts twice a gap of one. Weeks, and names that are no periods, stand one step apart. */
function timesOf(periods: readonly string[]): readonly number[] {
  const known = periods.map(periodById)
  const steps = { year: 1, 'half-year': 2, quarter: 4, month: 12, week: 0 } as const
  const times = known.map((period) => {
    if (period === null || period.rhythm === 'week') return null
    const perYear = steps[period.rhythm]
    return Number(period.from.slice(0, 4)) * perYear + ((Number(period.from.slice(5, 7)) - 1) * perYear) / 12
  })
  return times.every((time) => time !== null) ? times : periods.map((_, index) => index)
}

function issue(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Issue {
  return { code, params }
}
