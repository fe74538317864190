/**
 * Least value of a function of several variables without derivatives: the simplex search of Nelder and Mead (1965) with
 * reflection 1, expansion 2, contraction ½, shrinkage ½, begun again around the best point as long as that gains something.
 * `Infinity` marks points that are not allowed; a value of `enough` or less ends the search. Deterministic.
 */
export function nelderMead(
  valueAt: (point: readonly number[]) => number,
  start: readonly number[],
  enough: number,
): { readonly point: readonly number[]; readonly value: number } {
  let best: Vertex = { point: start, value: valueAt(start) }
  for (let round = 0; round < MOST_ROUNDS && best.value > enough; round++) {
    const found = descend(valueAt, best.point, FIRST_STEP / 2 ** (round % 3), enough)
    const gain = best.value - found.value
    if (gain > 0) best = found
    // Each size of the first step is tried once before giving up.
    if (round >= 2 && gain <= TOLERANCE * best.value) break
  }
  return best
}

/** Share of the largest coordinate by which the first simplex reaches out. */
const FIRST_STEP = 0.2
const MOST_ROUNDS = 5
const STEPS_PER_AXIS = 60
/** Of the value: less is no gain. */
const TOLERANCE = 1e-10

interface Vertex {
  readonly point: readonly number[]
  readonly value: number
}

function descend(
  valueAt: (point: readonly number[]) => number,
  start: readonly number[],
  step: number,
  enough: number,
): Vertex {
  const vertex = (point: readonly number[]): Vertex => ({ point, value: valueAt(point) })
  const size = start.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1
  const vertices = [
    vertex(start),
    ...start.map((_, axis) =>
      vertex(start.map((value, index) => value + (index === axis ? step * size : 0))),
    ),
  ]
  for (let count = 0; count < STEPS_PER_AXIS * start.length; count++) {
    vertices.sort((a, b) => a.value - b.value)
    const best = vertices[0] ?? vertex(start)
    const worst = vertices.at(-1) ?? best
    const second = vertices.at(-2) ?? best
    if (best.value <= enough || worst.value - best.value <= TOLERANCE * best.value) return best
    const others = vertices.slice(0, -1)
    const centre = start.map(
      (_, axis) => others.reduce((sum, { point }) => sum + (point[axis] ?? 0), 0) / others.length,
    )
    const along = (by: number) =>
      vertex(centre.map((value, axis) => value + by * ((worst.point[axis] ?? 0) - value)))
    const reflected = along(-1)
    const replacement =
      reflected.value < best.value
        ? lower(along(-2), reflected)
        : reflected.value < second.value
          ? reflected
          : lower(along(reflected.value < worst.value ? -0.5 : 0.5), lower(reflected, worst))
    if (replacement !== worst) vertices[vertices.length - 1] = replacement
    else
      vertices.forEach(({ point }, index) => {
        if (index > 0)
          vertices[index] = vertex(point.map((value, axis) => ((best.point[axis] ?? 0) + value) / 2))
      })
  }
  return vertices.reduce(lower)
}

function lower(a: Vertex, b: Vertex): Vertex {
  return a.value < b.value ? a : b
}
