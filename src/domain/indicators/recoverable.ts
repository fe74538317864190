/** A published relation: the total is the sum of its parts. Numbers name cells. */
export interface SumRelation {
  readonly total: number
  readonly parts: readonly number[]
}

/** Parts 0 … n − 1 and their total n. */
export function listRelations(parts: number): readonly SumRelation[] {
  return [{ total: parts, parts: Array.from({ length: parts }, (_, index) => index) }]
}

/** Row by row, the last row and the last column being totals. */
export function tableRelations(rows: number, columns: number): readonly SumRelation[] {
  const at = (row: number, column: number): number => row * columns + column
  const byRow = Array.from({ length: rows }, (_, row) => ({
    total: at(row, columns - 1),
    parts: Array.from({ length: columns - 1 }, (_part, column) => at(row, column)),
  }))
  const byColumn = Array.from({ length: columns }, (_, column) => ({
    total: at(rows - 1, column),
    parts: Array.from({ length: rows - 1 }, (_part, row) => at(row, column)),
  }))
  return [...byRow, ...byColumn]
}

/** Below 2^26, so that products stay exact. */
const PRIME = 67_108_859

/**
 * The auditor: which suppressed cells can be computed exactly from all others and the relations, for any set of sums, nested ones
 * too. Gaussian elimination over a prime field: a cell is determined when a row of the reduced system holds it alone. Exact for
 * lists and for tables of two dimensions, of which all minors are 0, 1 and −1; for other sets of sums a mistake would need a minor
 * that is a multiple of 67,108,859.
 */
export function recoverable(
  relations: readonly SumRelation[],
  suppressed: readonly boolean[],
): readonly number[] {
  const unknowns = suppressed.flatMap((hidden, index) => (hidden ? [index] : []))
  const columnOf = new Map(unknowns.map((cell, column) => [cell, column]))
  const rows = relations.map(({ total, parts }) => {
    const row = new Float64Array(unknowns.length)
    for (const part of parts) addAt(row, columnOf.get(part), 1)
    addAt(row, columnOf.get(total), PRIME - 1)
    return row
  })
  let rank = 0
  for (let column = 0; column < unknowns.length && rank < rows.length; column += 1) {
    const pivot = rows.findIndex((row, index) => index >= rank && row[column] !== 0)
    const found = rows[pivot]
    const other = rows[rank]
    if (found === undefined || other === undefined) continue
    rows[pivot] = other
    rows[rank] = found
    scale(found, inverse(found[column] ?? 1))
    rows.forEach((row, index) => {
      const times = row[column] ?? 0
      if (index !== rank && times !== 0) subtract(row, found, times)
    })
    rank += 1
  }
  return rows
    .slice(0, rank)
    .flatMap((row) => {
      const filled = [...row.keys()].filter((column) => row[column] !== 0)
      const alone = filled[0]
      return filled.length === 1 && alone !== undefined ? [unknowns[alone] ?? -1] : []
    })
    .sort((a, b) => a - b)
}

function addAt(row: Float64Array, column: number | undefined, value: number): void {
  if (column !== undefined) row[column] = ((row[column] ?? 0) + value) % PRIME
}

function scale(row: Float64Array, times: number): void {
  row.forEach((value, column) => (row[column] = (value * times) % PRIME))
}

function subtract(row: Float64Array, other: Float64Array, times: number): void {
  other.forEach((value, column) => {
    if (value !== 0) row[column] = ((row[column] ?? 0) + (PRIME - ((value * times) % PRIME))) % PRIME
  })
}

/** Fermat: value^(p − 2). */
function inverse(value: number): number {
  let result = 1
  let base = value
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME
    base = (base * base) % PRIME
  }
  return result
}
