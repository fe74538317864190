export interface SingularValues {
  /** Largest first. */
  readonly values: readonly number[]
  /** For each singular value its right vector, one entry for each column. */
  readonly vectors: readonly (readonly number[])[]
}

/**
 * Singular values and right vectors of a matrix given by columns: one-sided Jacobi rotations (Hestenes 1958), which keep small
 * values to full relative precision. Signs: the entry of largest size (the first of them) is above zero.
 */
export function singularValues(columns: readonly (readonly number[])[]): SingularValues {
  const width = columns.length
  const turned = columns.map((column) => Float64Array.from(column))
  const vectors = columns.map((_, index) => {
    const unit = new Float64Array(width)
    unit[index] = 1
    return unit
  })
  for (let sweep = 0; sweep < MOST_SWEEPS && sweepOnce(turned, vectors); sweep++);
  const found = turned.map((column, index) => ({
    size: Math.sqrt(dot(column, column)),
    vector: vectors[index] ?? new Float64Array(width),
    index,
  }))
  found.sort((a, b) => b.size - a.size || a.index - b.index)
  return { values: found.map(({ size }) => size), vectors: found.map(({ vector }) => signed(vector)) }
}

/** Convergence is quadratic: ten or so are enough for any matrix seen. */
const MOST_SWEEPS = 60
const ORTHOGONAL = 1e-15

/** True while any two columns were not yet at right angles. */
function sweepOnce(columns: readonly Float64Array[], vectors: readonly Float64Array[]): boolean {
  let moved = false
  for (let one = 0; one < columns.length; one++) {
    for (let other = one + 1; other < columns.length; other++) {
      const left = columns[one]
      const right = columns[other]
      const leftVector = vectors[one]
      const rightVector = vectors[other]
      if (!left || !right || !leftVector || !rightVector) continue
      const a = dot(left, left)
      const b = dot(right, right)
      const both = dot(left, right)
      if (Math.abs(both) <= ORTHOGONAL * Math.sqrt(a) * Math.sqrt(b)) continue
      moved = true
      const zeta = (b - a) / (2 * both)
      const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
      const cosine = 1 / Math.hypot(1, tangent)
      rotate(left, right, cosine, cosine * tangent)
      rotate(leftVector, rightVector, cosine, cosine * tangent)
    }
  }
  return moved
}

function rotate(left: Float64Array, right: Float64Array, cosine: number, sine: number): void {
  for (let index = 0; index < left.length; index++) {
    const a = left[index] ?? 0
    const b = right[index] ?? 0
    left[index] = cosine * a - sine * b
    right[index] = sine * a + cosine * b
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}

function signed(vector: Float64Array): readonly number[] {
  let largest = 0
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest) + 1e-12) largest = entry
  // + 0: no entry is −0.
  return Array.from(vector, (entry) => (largest < 0 ? -entry : entry) + 0)
}
