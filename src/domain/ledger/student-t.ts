/**
 * The t for which Student's distribution with `degrees` (whole, at least 1) degrees of freedom holds `share` (0 to below 1) of
 * its weight between -t and t: 0.8 and 4 give 1.533. An 80 % interval has the 90 % quantile as its end.
 *
 * Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 (odd) and 26.7.4 (even degrees): the
 * finite series for A(t|v) in the angle atan(t / sqrt(v)), here inverted by halving the angle's interval.
 */
export function studentT(share: number, degrees: number): number {
  if (!(share >= 0 && share < 1) || !Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError('A share from 0 to below 1, and a whole number of degrees of freedom above 0')
  }
  let low = 0
  let high = Math.PI / 2
  for (let halving = 0; halving < 64; halving++) {
    const middle = (low + high) / 2
    if (weightWithin(middle, degrees) < share) low = middle
    else high = middle
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2)
}

/** A(t|v), with the angle in place of t. */
function weightWithin(angle: number, degrees: number): number {
  const sine = Math.sin(angle)
  const cosine = Math.cos(angle)
  const isOdd = degrees % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = degrees === 1 ? 0 : term
  for (let power = isOdd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}
