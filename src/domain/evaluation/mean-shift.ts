/** Mean of |rank − nominal rank| over the units that have both; 0 where none has. COINr's target of sensitivity analysis. */
export function meanShift(ranks: Float64Array, nominal: Float64Array): number {
  let sum = 0
  let count = 0
  for (let unit = 0; unit < ranks.length; unit++) {
    const shift = Math.abs((ranks[unit] ?? NaN) - (nominal[unit] ?? NaN))
    if (Number.isNaN(shift)) continue
    sum += shift
    count++
  }
  return count === 0 ? 0 : sum / count
}
