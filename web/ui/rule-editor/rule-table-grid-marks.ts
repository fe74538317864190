/** What the check of a policy found in a decision table, by the rows and cells that it speaks of. */
import type { PolicyFindingView } from '#contract/policies'
import type { RuleTable } from '#domain/rules'
import type { GridColumn, GridLine } from './rule-table-grid-edits.ts'

export type RowMarkKind = 'overlap' | 'overlapAll' | 'unreachable' | 'length' | 'wrong' | 'doubt' | 'row'
export interface RowMark {
  readonly kind: RowMarkKind
  readonly severity: PolicyFindingView['severity']
  /** Rows, from 1, with which it overlaps. */
  readonly others: readonly number[]
  /** The column of the cell; null: the whole row. */
  readonly column: GridColumn | null
  readonly finding: PolicyFindingView
}
export interface TableMarks {
  /** By row from 0; what holds otherwise is under −1. */
  readonly rows: ReadonlyMap<number, readonly RowMark[]>
  /** Of a column’s head: its expression or its name. */
  readonly columns: readonly { readonly column: GridColumn; readonly finding: PolicyFindingView }[]
  /** Gaps, and whatever else speaks of the table as a whole. */
  readonly whole: readonly PolicyFindingView[]
}
export const OTHERWISE = -1

/** `findings`: paths begin at the policy (`tables`, index) . */
export function tableMarks(table: RuleTable, findings: readonly PolicyFindingView[]): TableMarks {
  const rows = new Map<number, RowMark[]>()
  const add = (row: number, mark: RowMark) => rows.set(row, [...(rows.get(row) ?? []), mark])
  const columns: { column: GridColumn; finding: PolicyFindingView }[] = []
  const whole: PolicyFindingView[] = []
  for (const finding of findings) {
    const { severity, code } = finding
    const [part, index, side, cell] = finding.path.slice(2)
    const together = rowsNamed(finding)
    if (code === 'rules.check_table_overlap' || code === 'rules.check_table_unreachable')
      for (const row of together) {
        const others = together.filter((other) => other !== row)
        const kind =
          code === 'rules.check_table_unreachable'
            ? 'unreachable'
            : others.length > MOST_OTHERS
              ? 'overlapAll'
              : 'overlap'
        add(row - 1, { kind, severity, others, column: null, finding })
      }
    else if (part === 'rows' && typeof index === 'number') {
      const column = columnOf(side, cell)
      const kind =
        code === 'rules.check_table_row_length'
          ? 'length'
          : column === null
            ? 'row'
            : severity === 'error'
              ? 'wrong'
              : 'doubt'
      add(index, { kind, severity, others: [], column, finding })
    } else if (part === 'otherwise' && typeof index === 'number')
      add(OTHERWISE, {
        kind: severity === 'error' ? 'wrong' : 'doubt',
        severity,
        others: [],
        column: { kind: 'output', index },
        finding,
      })
    else if (part === 'inputs' && typeof index === 'number')
      columns.push({ column: { kind: 'input', index }, finding })
    else if (part === 'outputs' && typeof index === 'number')
      columns.push({ column: { kind: 'output', index }, finding })
    else whole.push(finding)
  }
  return { rows, columns, whole }
}

/** More are not counted up in a cell. */
const MOST_OTHERS = 4

function rowsNamed({ params }: PolicyFindingView): readonly number[] {
  const rows = params['rows']
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'number') : []
}

function columnOf(side: string | number | undefined, cell: string | number | undefined): GridColumn | null {
  if (side === 'note' || side === 'clause') return { kind: side }
  if (typeof cell !== 'number') return null
  return side === 'tests'
    ? { kind: 'input', index: cell }
    : side === 'outputs'
      ? { kind: 'output', index: cell }
      : null
}

export function sameColumn(one: GridColumn | null, other: GridColumn): boolean {
  if (one?.kind !== other.kind) return false
  return (
    (one.kind !== 'input' && one.kind !== 'output') ||
    ((other.kind === 'input' || other.kind === 'output') && one.index === other.index)
  )
}

/** The worst finding of a cell; null: none. */
export function markOfCell(
  marks: TableMarks,
  line: GridLine,
  column: GridColumn,
): PolicyFindingView['severity'] | null {
  const found = (marks.rows.get(line.kind === 'otherwise' ? OTHERWISE : line.index) ?? []).filter((mark) =>
    sameColumn(mark.column, column),
  )
  if (found.length === 0) return null
  return found.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
}
