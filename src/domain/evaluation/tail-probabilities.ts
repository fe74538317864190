/**
 * Tails of the t and normal distributions, by continued fractions to full precision (Abramowitz and Stegun 26.5.8 and 26.2.14;
 * modified Lentz evaluation as in Press et al., Numerical Recipes, 6.4).
 */

/** Both tails of Student's t for a correlation r of so many pairs: I(1 − r²; (n − 2)/2, ½). */
export function correlationTails(correlation: number, pairs: number): number {
  return incompleteBeta((1 - correlation) * (1 + correlation), (pairs - 2) / 2, 0.5)
}

/** Regularised incomplete beta function I(x; a, b), 0 ≤ x ≤ 1. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  // The fraction runs fast on this side of the mean; the other side is its mirror.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** P(Z > z) of the standard normal distribution. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  return z < 3 ? 0.5 - density * centralSeries(z) : density * tailFraction(z)
}

const TINY = 1e-300
const STEPS = 5000

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = awayFromZero(1 - ((a + b) * x) / (a + 1))
  d = 1 / d
  let value = d
  for (let step = 1; step <= STEPS; step++) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= d * c
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/** z + z³/3 + z⁵/(3·5) + … */
function centralSeries(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; odd < 400 && term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** 1/(z + 1/(z + 2/(z + 3/(z + …)))), from the inside out. */
function tailFraction(z: number): number {
  let value = z
  for (let step = 200; step > 0; step--) value = z + step / value
  return 1 / value
}

/** ln Γ(x) for x > 0: Stirling's series after x was raised to 15 or more. */
function logGamma(x: number): number {
  let shift = 0
  let raised = x
  while (raised < 15) {
    shift += Math.log(raised)
    raised++
  }
  const inverse = 1 / (raised * raised)
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / raised
  return (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2 + series - shift
}
