/**
 * Solves square systems with one matrix: Gaussian elimination with partial pivoting (Golub and Van Loan, Matrix Computations,
 * algorithm 3.4.1) and one step of refinement from the residual. `rows` are left as they are. Null: singular to the precision
 * of doubles.
 */
export function factorise(
  rows: readonly Float64Array[],
): ((right: Float64Array) => Float64Array<ArrayBuffer>) | null {
  const size = rows.length
  const factors = rows.map((row) => Float64Array.from(row))
  const order = rows.map((_, index) => index)
  for (let at = 0; at < size; at++) {
    let pivotRow = at
    for (let row = at + 1; row < size; row++)
      if (Math.abs(cell(factors, row, at)) > Math.abs(cell(factors, pivotRow, at))) pivotRow = row
    swap(factors, at, pivotRow)
    swap(order, at, pivotRow)
    const upper = factors[at] ?? new Float64Array()
    const pivot = upper[at] ?? 0
    if (pivot === 0) return null
    for (let row = at + 1; row < size; row++) {
      const lower = factors[row] ?? new Float64Array()
      const factor = (lower[at] ?? 0) / pivot
      lower[at] = factor
      if (factor === 0) continue
      for (let column = at + 1; column < size; column++)
        lower[column] = (lower[column] ?? 0) - factor * (upper[column] ?? 0)
    }
  }
  const substitute = (right: Float64Array): Float64Array<ArrayBuffer> => {
    const solution = Float64Array.from(order, (row) => right[row] ?? 0)
    for (let row = 0; row < size; row++) {
      let sum = solution[row] ?? 0
      for (let column = 0; column < row; column++) sum -= cell(factors, row, column) * (solution[column] ?? 0)
      solution[row] = sum
    }
    for (let row = size - 1; row >= 0; row--) {
      let sum = solution[row] ?? 0
      for (let column = row + 1; column < size; column++)
        sum -= cell(factors, row, column) * (solution[column] ?? 0)
      solution[row] = sum / cell(factors, row, row)
    }
    return solution
  }
  return (right) => {
    const solution = substitute(right)
    const residual = Float64Array.from(rows, (row, index) => {
      let rest = right[index] ?? 0
      for (let column = 0; column < size; column++) rest -= (row[column] ?? 0) * (solution[column] ?? 0)
      return rest
    })
    const correction = substitute(residual)
    return solution.map((value, index) => value + (correction[index] ?? 0))
  }
}

function cell(rows: readonly Float64Array[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}

function swap<T>(list: T[], a: number, b: number): void {
  const [first, second] = [list[a], list[b]]
  if (first === undefined || second === undefined) return
  list[a] = second
  list[b] = first
}
