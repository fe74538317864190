import { EVEN } from './aggregate-relative.ts'

/**
 * Pairs won less pairs lost, as `copeland` counts them, for columns without gaps and weights above zero; several times as fast,
 * which matters where 178 units are compared pair by pair in each of 10,000 replications.
 */
export function outrankComplete(
  columns: readonly Float64Array[],
  weights: Float64Array,
  out: Float64Array,
): void {
  const width = columns.length
  const units = out.length
  // Unit by unit, so that the inner loop reads two short lines.
  const lines = new Float64Array(units * width)
  columns.forEach((column, place) => {
    for (let unit = 0; unit < units; unit++) lines[unit * width + place] = column[unit] ?? NaN
  })
  let total = 0
  for (const weight of weights) total += weight
  const level = EVEN * total
  out.fill(0)
  for (let a = 0; a < units; a++) {
    for (let b = a + 1; b < units; b++) {
      let margin = 0
      for (let place = 0; place < width; place++) {
        const first = lines[a * width + place] ?? NaN
        const second = lines[b * width + place] ?? NaN
        margin += (weights[place] ?? 0) * (Number(first > second) - Number(first < second))
      }
      if (Math.abs(margin) <= level) continue
      const verdict = margin > 0 ? 1 : -1
      out[a] = (out[a] ?? 0) + verdict
      out[b] = (out[b] ?? 0) - verdict
    }
  }
}
