/** Figures to be judged, as JSON. Tables (CSV, sheets) are read by `data-from-table.ts`. */
import { accepted, periodById, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { refuseAll } from './refuse-all.ts'
import { column, finite, group, unitCode } from './schema-parts.ts'
import { shapeIssues } from './shape-issues.ts'

const figures = z.array(z.array(finite.nullable()).max(100_000)).max(1_000)

const data = z.strictObject({
  periods: z.array(z.string().min(1).max(40)).min(1).max(1_000),
  units: z
    .array(
      z.strictObject({
        code: unitCode,
        name: z.string().min(1).max(400),
        groups: z.record(group, z.string().min(1).max(200)),
      }),
    )
    .min(1)
    .max(100_000),
  columns: z.record(column, figures),
  panels: z.record(
    column,
    z
      .array(z.strictObject({ member: z.string().min(1).max(200), scores: figures }))
      .min(1)
      .max(1_000),
  ),
})

/** NaN, infinities and texts in place of figures are refused by their place; tables that do not fit together by column. */
export function parseEvaluationData(json: unknown): Outcome<EvaluationData> {
  const parsed = data.safeParse(json)
  if (!parsed.success) return refuseAll(shapeIssues('evaluation.data_shape', json, parsed.error))
  const issues = checkData(parsed.data)
  return issues.length > 0 ? refuseAll(issues) : accepted(parsed.data)
}

function checkData({ periods, units, columns, panels }: EvaluationData): Issue[] {
  return [
    ...periodIssues(periods),
    ...duplicates(units.map(({ code }) => code)).map((unit) => issue('evaluation.duplicate_unit', { unit })),
    ...Object.entries(columns).flatMap(([name, table]) =>
      sizeIssues(name, table, periods.length, units.length),
    ),
    ...Object.entries(panels).flatMap(([name, members]) => [
      ...duplicates(members.map(({ member }) => member)).map((member) =>
        issue('evaluation.duplicate_column', { column: `${name}#${member}` }),
      ),
      ...members.flatMap(({ member, scores }) =>
        sizeIssues(`${name}#${member}`, scores, periods.length, units.length),
      ),
    ]),
  ]
}

/** Oldest first, each once, all of one rhythm. A single one may have any name. */
export function periodIssues(periods: readonly string[]): Issue[] {
  const repeated = duplicates(periods)
  if (repeated.length > 0) return repeated.map((period) => issue('evaluation.duplicate_period', { period }))
  const known = periods.map(periodById)
  return periods.flatMap((period, index) => {
    const before = known[index - 1]
    const now = known[index]
    if (index === 0) return []
    const follows =
      before !== null &&
      before !== undefined &&
      now !== null &&
      now !== undefined &&
      now.rhythm === before.rhythm &&
      now.from > before.from
    return follows ? [] : [issue('evaluation.period_order', { period, before: periods[index - 1] ?? null })]
  })
}

function sizeIssues(
  name: string,
  table: readonly (readonly unknown[])[],
  periods: number,
  units: number,
): Issue[] {
  if (table.length !== periods)
    return [issue('evaluation.data_size', { column: name, expected: periods, found: table.length })]
  const wrong = table.find((row) => row.length !== units)
  return wrong === undefined
    ? []
    : [issue('evaluation.data_size', { column: name, expected: units, found: wrong.length })]
}

/** Values that stand there before already, each once. */
export function duplicates(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const value of values) {
    if (seen.has(value)) twice.add(value)
    seen.add(value)
  }
  return [...twice]
}

function issue(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Issue {
  return { code, params }
}
