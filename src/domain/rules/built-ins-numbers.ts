import { isDuration, negated } from './arithmetic.ts'
import { builtIn, numberIn, single, wholeIn } from './built-in.ts'
import type { FeelRun } from './scope.ts'
import { FeelDaysDuration } from './temporal.ts'
import { FeelNumber, type FeelValue, isNumber, kept } from './values.ts'

/** Scales that a decimal128 knows. */
const [SMALLEST_SCALE, LARGEST_SCALE] = [-6111, 6176]

/** To `scale` digits after the point; a negative scale rounds to tens, hundreds … */
function rounded(n: FeelNumber, scale: number, mode: 0 | 1 | 2 | 3 | 4 | 5 | 6): FeelNumber | undefined {
  if (scale < SMALLEST_SCALE || scale > LARGEST_SCALE) return undefined
  if (scale >= 0) return n.toDecimalPlaces(scale, mode)
  // A scale left of the last digits that 34 places can hold leaves the number as it is.
  if (-scale > 34 + Math.max(n.e, 0)) return scale === SMALLEST_SCALE ? n : new FeelNumber(0)
  const unit = FeelNumber.pow(10, -scale)
  return n.dividedBy(unit).toDecimalPlaces(0, mode).times(unit)
}

function rounding(
  name: 'round up' | 'round down' | 'round half up' | 'round half down',
  mode: 0 | 1 | 2 | 3 | 4 | 5 | 6,
) {
  return builtIn(name, [['n', 'scale']], ([n, scale]) => roundBody(n, scale, mode))
}

function roundBody(
  n: FeelValue | undefined,
  scale: FeelValue | undefined,
  mode: 0 | 1 | 2 | 3 | 4 | 5 | 6,
): FeelNumber | undefined {
  const [number, digits] = [numberIn(n), wholeIn(scale)]
  return number === undefined || digits === undefined ? undefined : rounded(number, digits, mode)
}

function numeric(
  name: 'sqrt' | 'log' | 'exp' | 'odd' | 'even',
  parameter: string,
  body: (n: FeelNumber, run: FeelRun) => FeelValue | undefined,
) {
  return builtIn(name, [[parameter]], ([value], run) => {
    const n = numberIn(value)
    return n === undefined ? undefined : body(n, run)
  })
}

export const NUMBER_FUNCTIONS = [
  builtIn('decimal', [['n', 'scale']], ([n, scale]) => {
    const [number, digits] = [numberIn(n), numberIn(scale)]
    if (number === undefined || digits === undefined) return undefined
    return rounded(number, digits.trunc().toNumber(), FeelNumber.ROUND_HALF_EVEN)
  }),
  builtIn('floor', [['n'], ['n', 'scale']], (args) =>
    roundBody(args[0], args.length === 1 ? new FeelNumber(0) : args[1], FeelNumber.ROUND_FLOOR),
  ),
  builtIn('ceiling', [['n'], ['n', 'scale']], (args) =>
    roundBody(args[0], args.length === 1 ? new FeelNumber(0) : args[1], FeelNumber.ROUND_CEIL),
  ),
  rounding('round up', FeelNumber.ROUND_UP),
  rounding('round down', FeelNumber.ROUND_DOWN),
  rounding('round half up', FeelNumber.ROUND_HALF_UP),
  rounding('round half down', FeelNumber.ROUND_HALF_DOWN),
  builtIn('abs', [['n']], ([value]) => {
    const n = single(value)
    if (isNumber(n)) return n.abs()
    if (!isDuration(n)) return undefined
    const below = n instanceof FeelDaysDuration ? n.nanos < 0n : n.months < 0
    return below ? negated(n) : n
  }),
  builtIn('modulo', [['dividend', 'divisor']], ([dividend, divisor], run) => {
    const [n, d] = [numberIn(dividend), numberIn(divisor)]
    if (n === undefined || d === undefined) return undefined
    if (d.isZero()) return run.nothing('divided_by_zero')
    // The sign follows the divisor.
    return kept(n.minus(d.times(n.dividedBy(d).floor())))
  }),
  numeric('sqrt', 'number', (n) => (n.isNegative() && !n.isZero() ? undefined : kept(n.squareRoot()))),
  numeric('log', 'number', (n) => (n.greaterThan(0) ? kept(n.naturalLogarithm()) : undefined)),
  numeric('exp', 'number', (n, run) => kept(n.naturalExponential()) ?? run.nothing('out_of_range')),
  numeric('odd', 'number', (n) => n.isInteger() && !n.modulo(2).isZero()),
  numeric('even', 'number', (n) => n.isInteger() && n.modulo(2).isZero()),
]
