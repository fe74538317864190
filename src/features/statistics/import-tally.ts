import { z } from 'zod'
import { localiseErrors, type CompiledForm, type Finding } from '#domain/indicators'
import type { Issue } from '#domain/kernel'
import type { CellRemark } from '#platform/spreadsheets'
import { ImportIssue } from './contract.ts'
import { CREDIT_CODE, UNIT_NAME } from './import-declaration.ts'
import {
  valuesAt,
  type ImportWork,
  type JudgedBatch,
  type RefusedRow,
  type TakenRow,
} from './import-judge.ts'
import type { FilingTable } from './import-table.ts'
import { findingRemark, issueRemark } from './import-remarks.ts'

/** Issues that the result names; the annotated file has the rest. */
const LISTED = 1_000
/** Filings for which the smallest set of cells to change is sought; in others the cells of the rule are marked. */
const LOCALISED = 1_000
/** Notes that a copy of the file can hold. */
const REMARKED = 20_000

/** What an import has found and written so far; kept on the job with every batch. */
export const Tally = z.object({
  rows: z.int().default(0),
  fresh: z.int().default(0),
  changed: z.int().default(0),
  same: z.int().default(0),
  refused: z.int().default(0),
  written: z.int().default(0),
  submitted: z.int().default(0),
  withErrors: z.int().default(0),
  issues: z.array(ImportIssue).default([]),
  issueCount: z.int().default(0),
  annotated: z.string().nullable().default(null),
})
export type Tally = z.infer<typeof Tally>

export const EMPTY_TALLY: Tally = Tally.parse({})

interface Found {
  readonly issues: readonly ImportIssue[]
  readonly remarks: readonly CellRemark[]
}

/** Adds a batch; `stale` are units that somebody else wrote meanwhile. */
export function addBatch(
  tally: Tally,
  work: ImportWork,
  batch: JudgedBatch,
  stale: ReadonlySet<string>,
  writes: boolean,
): { readonly tally: Tally; readonly remarks: readonly CellRemark[] } {
  const next = { ...tally }
  const issues: ImportIssue[] = []
  const remarks: CellRemark[] = []
  let localised = 0
  for (const judged of batch.rows) {
    const row: RefusedRow | TakenRow =
      judged.unit !== null && stale.has(judged.unit.unitId) && judged.outcome !== 'refused'
        ? { ...judged, outcome: 'refused', issue: { code: 'statistics.stale', params: {} }, faults: [] }
        : judged
    next.rows += 1
    if (row.outcome === 'refused') {
      next.refused += 1
      const found = refusalOf(work, row)
      issues.push(...found.issues)
      remarks.push(...found.remarks)
      continue
    }
    if (row.outcome === 'new') next.fresh += 1
    else next[row.outcome] += 1
    if (writes && row.saves !== null) next.written += 1
    if (writes && row.submits) next.submitted += 1
    if (row.errors > 0) next.withErrors += 1
    const seek = row.errors > 0 && tally.withErrors + localised < LOCALISED
    if (seek) localised += 1
    const found = findingsOf(work, batch, row, seek)
    issues.push(...found.issues)
    remarks.push(...found.remarks)
  }
  next.issueCount += issues.length
  next.issues = mostSerious([...tally.issues, ...issues])
  return { tally: next, remarks }
}

/** Queries make room for errors. */
function mostSerious(issues: readonly ImportIssue[]): ImportIssue[] {
  if (issues.length <= LISTED) return [...issues]
  const errors = issues.filter(({ severity }) => severity === 'error').slice(0, LISTED)
  const kept = new Set([
    ...errors,
    ...issues.filter(({ severity }) => severity !== 'error').slice(0, LISTED - errors.length),
  ])
  return issues.filter((issue) => kept.has(issue))
}

export function withRemarks(all: CellRemark[], more: readonly CellRemark[]): void {
  for (const remark of more) if (all.length < REMARKED) all.push(remark)
}

function refusalOf(work: ImportWork, { row, unit, issue, faults }: RefusedRow): Found {
  const { table } = work
  const head = headOf(work, row, unit?.name ?? table.name[row] ?? table.creditCode[row] ?? null)
  const identity = table.cellAt(row, CREDIT_CODE) ?? table.cellAt(row, UNIT_NAME)
  const issues: ImportIssue[] = []
  const remarks: CellRemark[] = []
  if (issue !== null) {
    issues.push({ ...head(identity), code: issue.code, params: wired(issue), severity: 'error' })
    if (identity !== null)
      remarks.push({ sheet: table.sheet[row] ?? '', cell: identity, text: issueRemark(issue) })
  }
  for (const fault of faults) {
    issues.push({
      ...head(fault.cell),
      code: fault.code,
      params: wired({ ...fault, params: { ...fault.params, field: fault.key } }),
      severity: 'error',
    })
    remarks.push({ sheet: fault.sheet, cell: fault.cell, text: issueRemark(fault) })
  }
  return { issues, remarks }
}

function findingsOf(work: ImportWork, batch: JudgedBatch, row: TakenRow, seek: boolean): Found {
  const { form, table } = work
  const head = headOf(work, row.row, row.unit.name)
  const change = seek
    ? localiseErrors(form, valuesAt(form, batch, row.place), batch.contextAt(row.place), { maxSteps: 500 })
        .cells
    : []
  const issues: ImportIssue[] = []
  const remarks: CellRemark[] = []
  const name = table.name[row.row] ?? null
  if (name !== null && table.creditCode[row.row] !== null && plainName(name) !== plainName(row.unit.name)) {
    const issue = { code: 'statistics.import_name_differs', params: { given: name, name: row.unit.name } }
    const cell = table.cellAt(row.row, UNIT_NAME)
    issues.push({ ...head(cell), ...issue, severity: 'query' })
    if (cell !== null) remarks.push({ sheet: table.sheet[row.row] ?? '', cell, text: issueRemark(issue) })
  }
  for (const finding of row.findings) {
    if (finding.severity === 'query' && isExplained(row, finding)) continue
    const cells = cellsToMark(form, finding, change)
      .map((code) => table.cellAt(row.row, code))
      .filter((cell) => cell !== null)
    const { rule, left, operator, right } = finding
    issues.push({
      ...head(cells[0] ?? table.cellAt(row.row, CREDIT_CODE) ?? table.cellAt(row.row, UNIT_NAME)),
      code: finding.code,
      params: {
        ...finding.params,
        rule,
        left,
        operator,
        right,
        cells: [...finding.cells],
        change: [...change],
      },
      severity: finding.severity,
    })
    const text = findingRemark(form, finding)
    for (const cell of cells) remarks.push({ sheet: table.sheet[row.row] ?? '', cell, text })
  }
  return { issues, remarks }
}

function isExplained({ standing }: TakenRow, { rule }: Finding): boolean {
  return (standing?.explanations[rule] ?? '') !== ''
}

/** Of an error the cells whose change mends it; else what the rule looks at first. */
function cellsToMark(form: CompiledForm, finding: Finding, change: readonly string[]): readonly string[] {
  if (finding.severity === 'error') {
    const mending = finding.cells.filter((cell) => change.includes(cell))
    if (mending.length > 0) return mending
  }
  return finding.cells.slice(0, 1).filter((cell) => form.fieldByCode.has(cell))
}

function headOf({ table }: ImportWork, row: number, unitName: string | null) {
  return (cell: string | null) => ({
    sheet: table.sheet[row] === '' ? null : (table.sheet[row] ?? null),
    row: table.line[row] ?? null,
    column: cell === null ? null : cell.replace(/\d+$/u, ''),
    cell,
    unitName,
  })
}

/** What is said of the file as a whole: columns that nobody knows, hidden rows, rows with nothing in them. */
export function noticesOf({ notices, blank }: FilingTable): ImportIssue[] {
  const issues: readonly Issue[] =
    blank === 0 ? notices : [...notices, { code: 'statistics.import_blank', params: { count: blank } }]
  return issues.map((issue) => fileIssue(issue, 'query'))
}

export function fileIssue(issue: Issue, severity: ImportIssue['severity']): ImportIssue {
  const { sheet = null, column = null } = issue.params ?? {}
  return {
    sheet: typeof sheet === 'string' && sheet !== '' ? sheet : null,
    row: null,
    column: typeof column === 'string' ? column : null,
    cell: null,
    code: issue.code,
    params: wired(issue),
    severity,
    unitName: null,
  }
}

function wired({ params }: Pick<Issue, 'params'>): ImportIssue['params'] {
  return { ...params } as ImportIssue['params']
}

function plainName(name: string): string {
  return name.replaceAll('（', '(').replaceAll('）', ')').replaceAll(/\s/gu, '')
}
