/** One action, item or duty that stands in a cell: park x kind of action, body x item of the year. */
export interface CoverageEntry {
  readonly rowId: string
  readonly columnId: string
  readonly itemId: string
}

export interface CoverageCell {
  readonly rowId: string
  readonly columnId: string
  readonly items: readonly string[]
  readonly count: number
}

export interface CoverageTotal {
  readonly id: string
  /** Different items. */
  readonly items: number
  /** Sum of its cells: an item that stands in two cells counts twice. */
  readonly sum: number
  /** Cells with anything in them. */
  readonly covered: number
}

export interface CoverageMatrix {
  /** Row by row, every row x column once. */
  readonly cells: readonly CoverageCell[]
  /** Empty cells: each is a question to somebody. */
  readonly gaps: readonly { readonly rowId: string; readonly columnId: string }[]
  readonly rows: readonly CoverageTotal[]
  readonly columns: readonly CoverageTotal[]
  /** Of the whole matrix. */
  readonly total: Omit<CoverageTotal, 'id'>
  /** Entries whose row or column the matrix does not have: they are in no total. */
  readonly outside: readonly CoverageEntry[]
}

/** Rows and columns in the order given; an item counts once per cell. */
export function coverageMatrix(
  rowIds: readonly string[],
  columnIds: readonly string[],
  entries: readonly CoverageEntry[],
): CoverageMatrix {
  const [rows, columns] = [[...new Set(rowIds)], [...new Set(columnIds)]]
  const byRow = new Map(
    rows.map((rowId) => [rowId, new Map(columns.map((columnId) => [columnId, new Set<string>()]))]),
  )
  const outside: CoverageEntry[] = []
  for (const entry of entries) {
    const items = byRow.get(entry.rowId)?.get(entry.columnId)
    if (items === undefined) outside.push(entry)
    else items.add(entry.itemId)
  }
  const cells = rows.flatMap((rowId) =>
    columns.map((columnId) => {
      const items = [...(byRow.get(rowId)?.get(columnId) ?? [])]
      return { rowId, columnId, items, count: items.length }
    }),
  )
  const cellsByRow = Map.groupBy(cells, ({ rowId }) => rowId)
  const cellsByColumn = Map.groupBy(cells, ({ columnId }) => columnId)
  return {
    cells,
    gaps: cells.filter(({ count }) => count === 0).map(({ rowId, columnId }) => ({ rowId, columnId })),
    rows: rows.map((id) => ({ id, ...totalOf(cellsByRow.get(id) ?? []) })),
    columns: columns.map((id) => ({ id, ...totalOf(cellsByColumn.get(id) ?? []) })),
    total: totalOf(cells),
    outside,
  }
}

function totalOf(cells: readonly CoverageCell[]): Omit<CoverageTotal, 'id'> {
  return {
    items: new Set(cells.flatMap(({ items }) => items)).size,
    sum: cells.reduce((sum, { count }) => sum + count, 0),
    covered: cells.filter(({ count }) => count > 0).length,
  }
}
