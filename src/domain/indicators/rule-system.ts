import type { CellSource, CompiledForm, CompiledLinear } from './compile-form.ts'
import {
  addRationals,
  compareRationals,
  negateRational,
  rational,
  rationalOf,
  subtractRationals,
  type Rational,
} from './rational.ts'
import { solveLinear, type LinearAnswer, type LinearRow, type Multiplier } from './rational-simplex.ts'

/**
 * One condition of a form as Σ coefficient × cell ≤ bound, or < where strict: a rule gives one or two of them (= gives two), a
 * field's minimum and maximum one each.
 */
export interface Condition {
  readonly of: 'rule' | 'field'
  /** Rule id or field code. */
  readonly id: string
  /** Which side of the rule or field it is: written as `≥ least` it stands here with all signs turned. */
  readonly limit: 'least' | 'most'
  readonly terms: ReadonlyMap<number, Rational>
  readonly bound: Rational
  readonly isStrict: boolean
}

/** Conditions taken so many times that add up to another one, or to a contradiction. */
export type Proof = readonly { readonly condition: Condition; readonly times: Rational }[]

export type Consistency =
  | { readonly kind: 'consistent'; readonly example: readonly Rational[] }
  | { readonly kind: 'inconsistent'; readonly proof: Proof }
  | { readonly kind: 'unknown' }

const ZERO = rational(0n)
const ONE = rational(1n)

/** The cells of a form's linear rules, numbered, with the conditions on them. */
export class RuleSystem {
  /** As rules write them: QC05_0, GQ-003!QD01, QC05_0@-1. */
  readonly cells: string[] = []
  /** Some question was given up. */
  wasCut = false
  readonly #index = new Map<string, number>()

  conditionsOf({
    left,
    right,
    leftConstant,
    rightConstant,
    operator,
    tolerance,
    rule,
  }: CompiledLinear): Condition[] {
    const terms = new Map<number, Rational>()
    const add = (source: CellSource, coefficient: Rational) => {
      const cell = this.cellOf(source)
      terms.set(cell, addRationals(terms.get(cell) ?? ZERO, coefficient))
    }
    for (const { source, coefficient } of left) add(source, rationalOf(coefficient))
    for (const { source, coefficient } of right) add(source, negateRational(rationalOf(coefficient)))
    const constant = subtractRationals(rationalOf(rightConstant), rationalOf(leftConstant))
    const width = rationalOf(tolerance)
    const head = { of: 'rule', id: rule.id, isStrict: operator === '<' || operator === '>' } as const
    const most: Condition = { ...head, limit: 'most', terms, bound: addRationals(constant, width) }
    const least: Condition = {
      ...head,
      limit: 'least',
      terms: turned(terms),
      bound: addRationals(negateRational(constant), width),
    }
    switch (operator) {
      case '<':
      case '<=':
        return [most]
      case '>':
      case '>=':
        return [least]
      // Of ≠: what it forbids is that both hold.
      case '=':
      case '!=':
        return [most, least]
    }
  }

  /** Of the fields that stand in rules, in this period or another. */
  boundsOf(form: CompiledForm): Condition[] {
    return this.cells.flatMap((name, cell) => {
      const { minimum, maximum } = form.fieldByCode.get(name.replace(/@.*$/, ''))?.field ?? {}
      const head = { of: 'field', id: name, isStrict: false } as const
      const conditions: Condition[] = []
      if (minimum !== undefined)
        conditions.push({
          ...head,
          limit: 'least',
          terms: new Map([[cell, negateRational(ONE)]]),
          bound: negateRational(rationalOf(minimum)),
        })
      if (maximum !== undefined)
        conditions.push({ ...head, limit: 'most', terms: new Map([[cell, ONE]]), bound: rationalOf(maximum) })
      return conditions
    })
  }

  cellOf(source: CellSource): number {
    const name = nameOf(source)
    const known = this.#index.get(name)
    if (known !== undefined) return known
    this.#index.set(name, this.cells.length)
    return this.cells.push(name) - 1
  }

  /**
   * Whether all conditions can hold at once. Cells are written as X ÷ T with one T above zero for all; by its size what must be
   * strictly less can be less by one, so that no limit is strict any more.
   */
  consistency(conditions: readonly Condition[]): Consistency {
    const answer = this.#solve(conditions, true, null)
    if (answer.kind === 'cut') return { kind: 'unknown' }
    if (answer.kind === 'infeasible')
      return { kind: 'inconsistent', proof: proofOf(answer.proof, conditions, null) }
    const scale = answer.values[this.cells.length] ?? ONE
    return { kind: 'consistent', example: answer.values.slice(0, -1).map((value) => over(value, scale)) }
  }

  /** How the conditions imply another one; null where they do not. They must be consistent. */
  implication(conditions: readonly Condition[], implied: Condition): Proof | null {
    // The opposite: strictly beyond what is not strict, and T may then be zero, a direction without an end.
    const answer = this.#solve(conditions, implied.isStrict, implied)
    return answer.kind === 'infeasible' ? proofOf(answer.proof, conditions, implied) : null
  }

  #solve(conditions: readonly Condition[], isScaled: boolean, opposed: Condition | null): LinearAnswer {
    const scale = this.cells.length
    const rows = conditions.map((one) => rowOf(one, scale, isScaled && one.isStrict))
    if (opposed !== null) {
      const { terms } = rowOf(opposed, scale, false)
      rows.push({ terms, least: opposed.isStrict ? ZERO : ONE, most: null })
    }
    const variables = [
      ...this.cells.map(() => ({ least: null, most: null, start: ZERO })),
      { least: isScaled ? ONE : ZERO, most: null, start: isScaled ? ONE : ZERO },
    ]
    const answer = solveLinear(variables, rows, 20_000)
    if (answer.kind === 'cut') this.wasCut = true
    return answer
  }
}

function rowOf({ terms, bound }: Condition, scale: number, isStrict: boolean): LinearRow {
  return {
    terms: [
      ...[...terms]
        .filter(([, coefficient]) => coefficient.numerator !== 0n)
        .map(([variable, coefficient]) => ({ variable, coefficient })),
      { variable: scale, coefficient: negateRational(bound) },
    ],
    least: null,
    most: isStrict ? negateRational(ONE) : ZERO,
  }
}

/** The conditions of a proof; where one is implied, so many times that it comes out once. */
function proofOf(
  multipliers: readonly Multiplier[],
  conditions: readonly Condition[],
  implied: Condition | null,
): Proof {
  const opposed = multipliers.find(({ of, index }) => of === 'row' && index === conditions.length)
  // Without the opposite the conditions contradict one another, and imply everything.
  const unit = implied === null ? ONE : (opposed?.times ?? ONE)
  return multipliers.flatMap(({ of, index, times }) => {
    const condition = of === 'row' ? conditions[index] : undefined
    return condition === undefined ? [] : [{ condition, times: over(times, unit) }]
  })
}

function over(value: Rational, divisor: Rational): Rational {
  return rational(value.numerator * divisor.denominator, value.denominator * divisor.numerator)
}

function turned(terms: ReadonlyMap<number, Rational>): ReadonlyMap<number, Rational> {
  return new Map([...terms].map(([cell, coefficient]) => [cell, negateRational(coefficient)]))
}

function nameOf(source: CellSource): string {
  switch (source.kind) {
    case 'own':
      return source.code
    case 'form':
      return `${source.form}!${source.code}`
    case 'history':
      return `${source.code}@-${source.back}`
    case 'members':
      return `SUM(${source.key})`
  }
}

/** Σ times × condition: what the proof adds up to. */
export function addUp(proof: Proof): {
  terms: ReadonlyMap<number, Rational>
  bound: Rational
  isStrict: boolean
} {
  const terms = new Map<number, Rational>()
  let bound = ZERO
  let isStrict = false
  for (const { condition, times } of proof) {
    for (const [cell, coefficient] of condition.terms)
      terms.set(cell, addRationals(terms.get(cell) ?? ZERO, product(times, coefficient)))
    bound = addRationals(bound, product(times, condition.bound))
    isStrict ||= condition.isStrict && times.numerator > 0n
  }
  return { terms: new Map([...terms].filter(([, { numerator }]) => numerator !== 0n)), bound, isStrict }
}

function product(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Whether a proof, multiplied out, gives the condition; or, of none, a contradiction. */
export function isProof(proof: Proof, implied: Condition | null): boolean {
  if (proof.some(({ times }) => times.numerator < 0n)) return false
  const sum = addUp(proof)
  const wanted = new Map([...(implied?.terms ?? [])].filter(([, { numerator }]) => numerator !== 0n))
  const isSame =
    sum.terms.size === wanted.size &&
    [...wanted].every(([cell, coefficient]) => {
      const found = sum.terms.get(cell)
      return found !== undefined && compareRationals(found, coefficient) === 0
    })
  const beyond = compareRationals(sum.bound, implied?.bound ?? ZERO)
  // 0 < 0 and 0 ≤ −1 are contradictions; a strict condition needs a strict one, or a smaller bound.
  const needsLess = implied === null || implied.isStrict
  return isSame && (needsLess ? beyond < 0 || (beyond === 0 && sum.isStrict) : beyond <= 0)
}
