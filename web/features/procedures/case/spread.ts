/** Several people's figures on the same question. */
export interface Spread {
  readonly n: number
  readonly mean: number
  readonly lowest: number
  readonly highest: number
  /** Standard deviation of these figures themselves (divided by n): they are all there are, not a sample. */
  readonly deviation: number
}

/** Null for fewer than two figures: one opinion has no spread. */
export function spreadOf(figures: readonly number[]): Spread | null {
  if (figures.length < 2) return null
  const n = figures.length
  const mean = figures.reduce((sum, each) => sum + each, 0) / n
  const deviation = Math.sqrt(figures.reduce((sum, each) => sum + (each - mean) ** 2, 0) / n)
  return { n, mean, lowest: Math.min(...figures), highest: Math.max(...figures), deviation }
}
