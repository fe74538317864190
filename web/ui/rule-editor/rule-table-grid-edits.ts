/** Changes to a decision table as its grid makes them: every function answers the next table and leaves the given one alone. */
import type { RuleTable } from '#domain/rules'

export type RuleTableRow = RuleTable['rows'][number]
export type RuleTableInput = RuleTable['inputs'][number]
export type RuleTableOutput = RuleTable['outputs'][number]
/** `document` and `clause`: where a row stands written. */
export type GridColumn =
  | { readonly kind: 'input' | 'output'; readonly index: number }
  | { readonly kind: 'note' | 'document' | 'clause' }
/** Head, row from 0, or what holds where no row answers. */
export type GridLine = { readonly kind: 'row'; readonly index: number } | { readonly kind: 'otherwise' }

/** A test that everything passes. */
export const ANYTHING = '-'

export function gridColumns(table: RuleTable, withClauses: boolean): readonly GridColumn[] {
  return [
    ...table.inputs.map((_, index): GridColumn => ({ kind: 'input', index })),
    ...table.outputs.map((_, index): GridColumn => ({ kind: 'output', index })),
    { kind: 'note' },
    ...(withClauses ? ([{ kind: 'document' }, { kind: 'clause' }] as const) : []),
  ]
}

/** The text of a cell; null: there is no such cell, only outputs are answered otherwise. */
export function cellText(table: RuleTable, line: GridLine, column: GridColumn): string | null {
  if (line.kind === 'otherwise')
    return column.kind === 'output' && table.otherwise !== null ? (table.otherwise[column.index] ?? '') : null
  const row = table.rows[line.index]
  if (row === undefined) return null
  switch (column.kind) {
    case 'input':
      return row.tests[column.index] ?? ''
    case 'output':
      return row.outputs[column.index] ?? ''
    case 'note':
      return row.note ?? ''
    case 'document':
      return row.clause?.document ?? ''
    case 'clause':
      return row.clause?.clause ?? ''
  }
}

/** A cell with another text. A test without text passes everything; a row whose document is taken away stands nowhere. */
export function setCell(table: RuleTable, line: GridLine, column: GridColumn, given: string): RuleTable {
  const text = given.trim()
  if (line.kind === 'otherwise')
    return column.kind === 'output' && table.otherwise !== null
      ? { ...table, otherwise: replaced(outputsOf(table, table.otherwise), column.index, text) }
      : table
  return {
    ...table,
    rows: table.rows.map((row, at) => (at === line.index ? rowWith(table, row, column, text) : row)),
  }
}

function rowWith(table: RuleTable, row: RuleTableRow, column: GridColumn, text: string): RuleTableRow {
  switch (column.kind) {
    case 'input':
      return { ...row, tests: replaced(testsOf(table, row.tests), column.index, text || ANYTHING) }
    case 'output':
      return { ...row, outputs: replaced(outputsOf(table, row.outputs), column.index, text) }
    case 'note':
      return { ...row, note: text || null }
    case 'document': {
      if (text === '') return { ...row, clause: null }
      if (row.clause?.document === text) return row
      // Another document: what pointed into the former one is gone.
      return {
        ...row,
        clause: { document: text, clause: row.clause?.clause ?? null, documentId: null, url: null },
      }
    }
    case 'clause':
      return row.clause === null ? row : { ...row, clause: { ...row.clause, clause: text || null } }
  }
}

function replaced(cells: readonly string[], index: number, text: string): string[] {
  return cells.map((cell, at) => (at === index ? text : cell))
}
/** Rows of an unfinished table may be too short or too long. */
function testsOf(table: RuleTable, tests: readonly string[]): string[] {
  return table.inputs.map((_, at) => tests[at] ?? ANYTHING)
}
function outputsOf(table: RuleTable, outputs: readonly string[]): string[] {
  return table.outputs.map((_, at) => outputs[at] ?? '')
}

export function emptyRow(table: RuleTable): RuleTableRow {
  return {
    tests: table.inputs.map(() => ANYTHING),
    outputs: table.outputs.map(() => ''),
    note: null,
    clause: null,
  }
}

/** A new row, so that it stands at `at`; from the same document as the row above it. */
export function addRow(table: RuleTable, at: number): RuleTable {
  const above = table.rows[at - 1] ?? table.rows[at]
  const row = { ...emptyRow(table), clause: above?.clause ?? null }
  return { ...table, rows: table.rows.toSpliced(at, 0, row) }
}

export function copyRow(table: RuleTable, at: number): RuleTable {
  const row = table.rows[at]
  return row === undefined ? table : { ...table, rows: table.rows.toSpliced(at + 1, 0, row) }
}

export function removeRows(table: RuleTable, from: number, to: number): RuleTable {
  return { ...table, rows: table.rows.filter((_, at) => at < from || at > to) }
}

export function moveRow(table: RuleTable, from: number, to: number): RuleTable {
  return { ...table, rows: moved(table.rows, from, to) }
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length || from === to) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, one)
}

export function addColumn(table: RuleTable, column: AddedColumn): RuleTable {
  if (column.kind === 'input')
    return {
      ...table,
      inputs: [...table.inputs, column.input],
      rows: table.rows.map((row) => ({ ...row, tests: [...testsOf(table, row.tests), ANYTHING] })),
    }
  return {
    ...table,
    outputs: [...table.outputs, column.output],
    rows: table.rows.map((row) => ({ ...row, outputs: [...outputsOf(table, row.outputs), ''] })),
    otherwise: table.otherwise === null ? null : [...outputsOf(table, table.otherwise), ''],
  }
}
export type AddedColumn =
  | { readonly kind: 'input'; readonly input: RuleTableInput }
  | { readonly kind: 'output'; readonly output: RuleTableOutput }

export function changeColumn(table: RuleTable, index: number, column: AddedColumn): RuleTable {
  return column.kind === 'input'
    ? { ...table, inputs: table.inputs.with(index, column.input) }
    : { ...table, outputs: table.outputs.with(index, column.output) }
}

/** The last output stays: a table without one says nothing. */
export function canRemoveColumn(table: RuleTable, column: GridColumn): boolean {
  return column.kind === 'input' || (column.kind === 'output' && table.outputs.length > 1)
}

export function removeColumn(table: RuleTable, column: GridColumn): RuleTable {
  if (!canRemoveColumn(table, column)) return table
  if (column.kind === 'input')
    return {
      ...table,
      inputs: table.inputs.toSpliced(column.index, 1),
      rows: table.rows.map((row) => ({
        ...row,
        tests: testsOf(table, row.tests).toSpliced(column.index, 1),
      })),
    }
  if (column.kind !== 'output') return table
  const without = (cells: readonly string[]) => outputsOf(table, cells).toSpliced(column.index, 1)
  return {
    ...table,
    outputs: table.outputs.toSpliced(column.index, 1),
    rows: table.rows.map((row) => ({ ...row, outputs: without(row.outputs) })),
    otherwise: table.otherwise === null ? null : without(table.otherwise),
  }
}

/** Inputs stay among inputs, outputs among outputs. */
export function moveColumn(table: RuleTable, column: GridColumn, by: -1 | 1): RuleTable {
  if (column.kind === 'input') {
    const to = column.index + by
    return {
      ...table,
      inputs: moved(table.inputs, column.index, to),
      rows: table.rows.map((row) => ({ ...row, tests: moved(testsOf(table, row.tests), column.index, to) })),
    }
  }
  if (column.kind !== 'output') return table
  const to = column.index + by
  const move = (cells: readonly string[]) => moved(outputsOf(table, cells), column.index, to)
  return {
    ...table,
    outputs: moved(table.outputs, column.index, to),
    rows: table.rows.map((row) => ({ ...row, outputs: move(row.outputs) })),
    otherwise: table.otherwise === null ? null : move(table.otherwise),
  }
}

export function canMoveColumn(table: RuleTable, column: GridColumn, by: -1 | 1): boolean {
  if (column.kind !== 'input' && column.kind !== 'output') return false
  const to = column.index + by
  return to >= 0 && to < (column.kind === 'input' ? table.inputs : table.outputs).length
}

export function setOtherwise(table: RuleTable, answers: boolean): RuleTable {
  return { ...table, otherwise: answers ? (table.otherwise ?? table.outputs.map(() => '')) : null }
}

export interface Pasted {
  readonly table: RuleTable
  readonly rows: number
  /** Columns of the block that had no place. */
  readonly dropped: number
}

/** Puts a block of cells from `line` and `column` on; rows that are lacking are added, except below what holds otherwise. */
export function pasteBlock(
  table: RuleTable,
  columns: readonly GridColumn[],
  from: { readonly line: GridLine; readonly column: number },
  block: readonly (readonly string[])[],
  read: (column: GridColumn, text: string) => string,
): Pasted {
  let next = table
  const width = Math.max(0, ...block.map((cells) => cells.length))
  const dropped = Math.max(0, from.column + width - columns.length)
  const lines: GridLine[] =
    from.line.kind === 'otherwise'
      ? [from.line]
      : block.map((_, down) => ({
          kind: 'row',
          index: (from.line.kind === 'row' ? from.line.index : 0) + down,
        }))
  for (const [down, line] of lines.entries()) {
    while (line.kind === 'row' && line.index >= next.rows.length) next = addRow(next, next.rows.length)
    for (const [right, cell] of (block[down] ?? []).entries()) {
      const column = columns[from.column + right]
      if (column !== undefined) next = setCell(next, line, column, read(column, cell))
    }
  }
  return { table: next, rows: lines.length, dropped }
}
