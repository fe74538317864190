/**
 * 自然断点: k classes of neighbouring values with the least sum of squared deviations from their class means (Fisher 1958,
 * Jenks 1977), by the exact dynamic programme. Answers the least value of each class, from the lowest class up. Equal values
 * are never parted; of several best divisions the one whose upper classes begin lowest. Null: fewer different values than
 * classes. Time grows with k × different values².
 */
export function naturalBreaks(values: readonly number[], classes: number): number[] | null {
  const sorted = [...values].sort((a, b) => a - b)
  const levels: number[] = []
  const counts: number[] = []
  for (const value of sorted) {
    if (value === levels.at(-1)) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
    else {
      levels.push(value)
      counts.push(1)
    }
  }
  const size = levels.length
  if (classes < 1 || size < classes) return null

  // best[k][end]: least sum for the first `end` levels in k + 1 classes; from[k][end]: where the last of them begins.
  const best = Array.from({ length: classes }, () => new Float64Array(size + 1).fill(Infinity))
  const from = Array.from({ length: classes }, () => new Int32Array(size + 1))
  for (let end = 1; end <= size; end++) {
    // Deviations of a class are built up from its end downwards by Welford's update, which does not cancel as sums of squares do.
    let weight = 0
    let mean = 0
    let squares = 0
    for (let start = end - 1; start >= 0; start--) {
      const count = counts[start] ?? 0
      weight += count
      const gap = (levels[start] ?? 0) - mean
      mean += (gap * count) / weight
      squares += count * gap * ((levels[start] ?? 0) - mean)
      for (let k = 0; k < classes; k++) {
        const before = k === 0 ? (start === 0 ? 0 : Infinity) : (best[k - 1]?.[start] ?? Infinity)
        if (before + squares <= (best[k]?.[end] ?? Infinity) && before !== Infinity) {
          const sums = best[k]
          const starts = from[k]
          if (sums === undefined || starts === undefined) continue
          sums[end] = before + squares
          starts[end] = start
        }
      }
    }
  }
  const breaks: number[] = []
  for (let k = classes - 1, end = size; k >= 0; k--) {
    const start = from[k]?.[end] ?? 0
    breaks.unshift(levels[start] ?? 0)
    end = start
  }
  return breaks
}
