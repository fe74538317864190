/** Figures to be judged, from a table with one row per unit and period. */
import { accepted, periodById, refused, type Issue, type Json, type Outcome } from '#domain/kernel'
import type { EvaluationData, PanelMember } from './evaluation-data.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { duplicates, periodIssues } from './parse-data.ts'
import { refuseAll } from './refuse-all.ts'
import type { Scheme } from './scheme.ts'

export interface DataTable {
  readonly header: readonly string[]
  /** Cells as they were read: texts of a CSV, or numbers of a sheet. */
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** Period of a table that has no such column. */
export const ONLY_PERIOD = '-'

/**
 * Columns: `unit`, `name` (optional), `period` (optional), groupings as `group:NAME`, figures by the scheme's column names,
 * scores of panels as `COLUMN#MEMBER`; others are not looked at. An empty cell, NA and N/A are missing, never zero. Units stand
 * in the order in which they first appear, periods in the order of time. What a unit has no row for is missing.
 * Rows in refusals are counted as a spreadsheet does: the head is row 1.
 */
export function dataFromTable({ header, rows }: DataTable, scheme: Scheme): Outcome<EvaluationData> {
  const head = header.map((name) => name.trim())
  const headIssues = checkHead(head, scheme)
  if (headIssues.length > 0) return refuseAll(headIssues)
  const issues: Issue[] = []
  const records = rows.flatMap((cells, index): Row[] => {
    const row = { number: index + 2, cells }
    if (cells.every(isEmpty)) return []
    if (cells.length > head.length && !cells.slice(head.length).every(isEmpty)) {
      issues.push(
        issue('evaluation.row_length', { row: row.number, cells: cells.length, expected: head.length }),
      )
      return []
    }
    return [row]
  })
  if (records.length === 0 && issues.length === 0) return refused(issue('evaluation.no_rows', {}))
  const reader = new TableReader(head, records, issues)
  const units = reader.units()
  const periods = reader.periods()
  const places = reader.places(units, periods)
  if (issues.length > 0) return refuseAll(issues)
  const read = (at: number) => reader.figures(at, places, periods.length, units.length)
  const asked = askedColumns(scheme)
  const columns: Record<string, (number | null)[][]> = {}
  for (const name of asked.figures) columns[name] = read(head.indexOf(name))
  const panels: Record<string, PanelMember[]> = {}
  for (const name of asked.panels)
    panels[name] = panelColumns(head, name).map(([member, at]) => ({ member, scores: read(at) }))
  return issues.length > 0 ? refuseAll(issues) : accepted({ periods, units, columns, panels })
}

interface Row {
  /** As a spreadsheet counts. */
  readonly number: number
  readonly cells: readonly (string | number | null)[]
}

/** Missing columns are refused by who asks for them. */
function checkHead(head: readonly string[], scheme: Scheme): Issue[] {
  const issues = duplicates(head.filter((name) => name !== '')).map((column) =>
    issue('evaluation.duplicate_column', { column }),
  )
  if (!head.includes('unit')) issues.push(issue('evaluation.table_column', { column: 'unit' }))
  for (const { code, input } of scheme.nodes) {
    if (input === null) continue
    const has =
      input.kind === 'figure' ? head.includes(input.column) : panelColumns(head, input.column).length > 0
    if (!has) issues.push(issue('evaluation.column_missing', { node: code, column: input.column }))
    const below = input.denominator?.column
    if (below !== undefined && !head.includes(below))
      issues.push(issue('evaluation.column_missing', { node: code, column: below }))
  }
  for (const { code, column } of [...scheme.gates, ...scheme.adjustments])
    if (!head.includes(column)) issues.push(issue('evaluation.column_missing', { node: code, column }))
  return issues
}

function askedColumns({ nodes, gates, adjustments }: Scheme): {
  readonly figures: ReadonlySet<string>
  readonly panels: ReadonlySet<string>
} {
  const inputs = nodes.flatMap(({ input }) => (input === null ? [] : [input]))
  return {
    figures: new Set([
      ...inputs.flatMap(({ kind, column }) => (kind === 'figure' ? [column] : [])),
      ...inputs.flatMap(({ denominator }) => (denominator === null ? [] : [denominator.column])),
      ...[...gates, ...adjustments].map(({ column }) => column),
    ]),
    panels: new Set(inputs.flatMap(({ kind, column }) => (kind === 'panel' ? [column] : []))),
  }
}

function panelColumns(head: readonly string[], column: string): [member: string, at: number][] {
  return head.flatMap((name, at): [string, number][] => {
    const cut = name.indexOf('#')
    const member = cut < 0 ? '' : name.slice(cut + 1).trim()
    return member !== '' && name.slice(0, cut).trim() === column ? [[member, at]] : []
  })
}

interface TableUnit {
  readonly code: string
  readonly name: string
  readonly groups: Readonly<Record<string, string>>
}

class TableReader {
  readonly #head: readonly string[]
  readonly #rows: readonly Row[]
  readonly #issues: Issue[]

  constructor(head: readonly string[], rows: readonly Row[], issues: Issue[]) {
    this.#head = head
    this.#rows = rows
    this.#issues = issues
  }

  /** In the order of their first rows. A name or group may be left empty in later rows, not changed. */
  units(): TableUnit[] {
    const groupings = this.#head.flatMap((name, at): [string, number][] =>
      name.startsWith('group:') && name.length > 6 ? [[name.slice(6).trim(), at]] : [],
    )
    const known = new Map<string, { code: string; name: string; groups: Record<string, string> }>()
    for (const row of this.#rows) {
      const code = this.#text(row, 'unit')
      if (code === '') {
        this.#issues.push(issue('evaluation.cell_empty', { row: row.number, column: 'unit' }))
        continue
      }
      const unit = known.get(code) ?? { code, name: '', groups: {} }
      known.set(code, unit)
      const name = this.#text(row, 'name')
      if (unit.name !== '' && name !== '' && name !== unit.name) this.#differs(code, 'name', row)
      else if (name !== '') unit.name = name
      for (const [grouping, at] of groupings) {
        const group = textOf(row.cells[at])
        const before = Object.hasOwn(unit.groups, grouping) ? unit.groups[grouping] : undefined
        if (group === '') continue
        if (before !== undefined && before !== group) this.#differs(code, `group:${grouping}`, row)
        else unit.groups[grouping] = group
      }
    }
    return [...known.values()].map((unit) => ({ ...unit, name: unit.name === '' ? unit.code : unit.name }))
  }

  /** Oldest first. */
  periods(): string[] {
    if (!this.#head.includes('period')) return [ONLY_PERIOD]
    const found = new Set<string>()
    for (const row of this.#rows) {
      const period = this.#text(row, 'period')
      if (period === '')
        this.#issues.push(issue('evaluation.cell_empty', { row: row.number, column: 'period' }))
      else found.add(period)
    }
    const sorted = [...found].sort((a, b) => {
      const first = periodById(a)?.from ?? a
      const second = periodById(b)?.from ?? b
      return first < second ? -1 : first > second ? 1 : 0
    })
    this.#issues.push(...periodIssues(sorted))
    return sorted
  }

  /** Row → [period, unit]; each pair once. */
  places(units: readonly TableUnit[], periods: readonly string[]): readonly (readonly [number, number])[] {
    const unitPlace = new Map(units.map(({ code }, index) => [code, index]))
    const periodPlace = new Map(periods.map((period, index) => [period, index]))
    const first = new Map<string, number>()
    return this.#rows.map((row) => {
      const unit = this.#text(row, 'unit')
      const period = this.#head.includes('period') ? this.#text(row, 'period') : ONLY_PERIOD
      const pair: readonly [number, number] = [periodPlace.get(period) ?? -1, unitPlace.get(unit) ?? -1]
      const before = first.get(pair.join())
      if (before === undefined) first.set(pair.join(), row.number)
      else if (!pair.includes(-1))
        this.#issues.push(issue('evaluation.duplicate_row', { row: row.number, first: before, unit, period }))
      return pair
    })
  }

  figures(
    at: number,
    places: readonly (readonly [number, number])[],
    periods: number,
    units: number,
  ): (number | null)[][] {
    const table = Array.from({ length: periods }, () =>
      Array.from({ length: units }, (): number | null => null),
    )
    for (const [index, row] of this.#rows.entries()) {
      const [period, unit] = places[index] ?? [-1, -1]
      const figure = figureOf(row.cells[at])
      if (figure === 'bad')
        this.#issues.push(
          issue('evaluation.not_a_number', {
            row: row.number,
            column: this.#head[at] ?? null,
            value: String(row.cells[at]).slice(0, 100),
          }),
        )
      else {
        const values = table[period]
        if (values !== undefined) values[unit] = figure
      }
    }
    return table
  }

  #text(row: Row, column: string): string {
    const at = this.#head.indexOf(column)
    return at < 0 ? '' : textOf(row.cells[at])
  }

  #differs(unit: string, column: string, row: Row): void {
    this.#issues.push(issue('evaluation.unit_differs', { unit, column, row: row.number }))
  }
}

const MISSING: readonly string[] = ['', 'NA', 'N/A']
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

function isEmpty(cell: string | number | null): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '')
}

function textOf(cell: string | number | null | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell).trim()
}

/** Plain and scientific notation only: `1,234` could be two numbers, `12%` could be 12 or 0.12, `0x1f` nobody means. */
function figureOf(cell: string | number | null | undefined): number | null | 'bad' {
  if (cell === null || cell === undefined) return null
  // + 0: a zero with a minus is a zero.
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell + 0 : 'bad'
  const text = cell.trim()
  if (MISSING.includes(text)) return null
  const number = NUMBER.test(text) ? Number(text) : NaN
  return Number.isFinite(number) ? number + 0 : 'bad'
}

function issue(code: EvaluationIssueCode, params: Readonly<Record<string, Json>>): Issue {
  return { code, params }
}
