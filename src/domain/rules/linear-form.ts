/** Sums of unknowns with factors, and a constant: the arithmetic of both sides of a comparison. */
import { ONE, type Rational, ZERO, add, divide, fromNumber, negative, signOf, times } from './rational.ts'
import { toNumber } from './values.ts'

/** A linear form: the sum of its terms and a constant. */
export interface LinearForm {
  readonly terms: ReadonlyMap<string, Rational>
  readonly constant: Rational
}

export function constantForm(value: number): LinearForm {
  const number = toNumber(value)
  return { terms: new Map(), constant: number === null ? ZERO : fromNumber(number) }
}

export function added(left: LinearForm, right: LinearForm): LinearForm {
  const terms = new Map(left.terms)
  for (const [name, factor] of right.terms) {
    const sum = add(terms.get(name) ?? ZERO, factor)
    if (signOf(sum) === 0) terms.delete(name)
    else terms.set(name, sum)
  }
  return { terms, constant: add(left.constant, right.constant) }
}

export function scaled(form: LinearForm, factor: Rational): LinearForm {
  if (signOf(factor) === 0) return { terms: new Map(), constant: ZERO }
  return {
    terms: new Map([...form.terms].map(([name, share]) => [name, times(share, factor)])),
    constant: times(form.constant, factor),
  }
}

export function subtracted(left: LinearForm, right: LinearForm): LinearForm {
  return added(left, scaled(right, negative(ONE)))
}

/** A form whose first term has the factor one, and what it was multiplied by. */
export function unscaled(form: LinearForm): { form: LinearForm; factor: Rational } {
  const [first] = [...form.terms.keys()].sort()
  const factor = first === undefined ? form.constant : (form.terms.get(first) ?? ONE)
  return signOf(factor) === 0 ? { form, factor: ONE } : { form: scaled(form, divide(ONE, factor)), factor }
}

export function formKey({ terms, constant }: LinearForm): string {
  const parts = [...terms]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { top, bottom }]) => `${top}/${bottom}·${name}`)
  return `(${[...parts, `${constant.top}/${constant.bottom}`].join('+')})`
}
