import { checkField, isAsked } from './check-field.ts'
import { readerOf } from './check-filing.ts'
import type { CellReader } from './check-rule.ts'
import {
  isFilled,
  type CompiledField,
  type CompiledForm,
  type CompiledLinear,
  type CompiledTerm,
} from './compile-form.ts'
import type { FilingContext, FilingValues } from './filing.ts'
import {
  addRationals,
  multiplyRationals,
  negateRational,
  rational,
  rationalOf,
  subtractRationals,
  type Rational,
} from './rational.ts'
import type { MissingStrategy } from './relation.ts'

/** keep: as it was filed; value: another figure or word; empty: nothing. */
export type Change = 'value' | 'empty'

export interface RepairCell {
  readonly code: string
  readonly weight: number
  /** What was filed, where it is a figure; null: missing, or no figure. */
  readonly figure: Rational | null
  readonly isFilled: boolean
  /** Where a new figure is looked for first: what was filed, or was in the last period, or a year ago. */
  readonly start: Rational
  /** Takes part in arithmetic. */
  readonly isFigure: boolean
  readonly least: Rational
  readonly most: Rational
  /** Figures are whole multiples of 1 / scale. */
  readonly scale: bigint
  readonly may: Readonly<Record<Change, boolean>>
  /** Its own definition asks for this change; `value` where `may.empty` too: either. */
  readonly must: Change | null
}

/** A linear rule of severity error over this filing's cells; what it takes from elsewhere is a constant within its limits. */
export interface RepairEdit {
  readonly rule: string
  /** Cells by index. A cell whose coefficients cancel stands with zero: it decides whether the rule is judged. */
  readonly terms: readonly { readonly cell: number; readonly coefficient: Rational }[]
  readonly least: Rational | null
  readonly most: Rational | null
  /** Of ≠: the sum that must not be, and the distance to the next sums that can. */
  readonly unequal: { readonly sum: Rational; readonly step: Rational } | null
  readonly missing: MissingStrategy
  /** Of the cells that are not this filing's. */
  readonly elsewhere: { readonly filled: number; readonly missing: number }
}

export interface RepairPair {
  readonly rule: string
  readonly kind: 'compulsory-pair' | 'exclusive-pair'
  readonly cells: readonly [number, number]
}

/** What localise-errors searches: all errors of a filing as exact conditions on its cells. */
export interface RepairProblem {
  readonly cells: readonly RepairCell[]
  readonly edits: readonly RepairEdit[]
  readonly pairs: readonly RepairPair[]
}

/** Weights by field code; 1 where absent. */
export function buildProblem(
  form: CompiledForm,
  values: FilingValues,
  context: FilingContext,
  weights: Readonly<Record<string, number>>,
): RepairProblem {
  const reader = readerOf(values, context)
  const errors = form.rules.filter(({ rule }) => rule.severity === 'error')
  const paired = new Set(errors.flatMap((one) => (one.kind === 'pair' ? one.rule.cells : [])))
  const controls = controlsOf(form)
  const index = new Map(form.fields.map(({ field }, at) => [field.code, at]))
  const at = (code: string) => index.get(code) ?? -1
  const cells = form.fields.map((field) =>
    buildCell(field, reader, weights[field.field.code] ?? 1, paired, controls),
  )
  const asked = (code: string) => isAsked(form.fieldByCode.get(code)?.field.onlyIf, reader.own)
  return {
    cells,
    edits: errors.flatMap((one) => (one.kind === 'linear' ? buildEdit(one, cells, at, reader) : [])),
    pairs: errors.flatMap((one) =>
      one.kind === 'pair' && one.rule.cells.every(asked)
        ? [{ rule: one.rule.id, kind: one.rule.kind, cells: [at(one.rule.cells[0]), at(one.rule.cells[1])] }]
        : [],
    ),
  }
}

/** Fields on which the existence of others hangs: on their value, or only on whether they are filled. */
function controlsOf({ fields }: CompiledForm): ReadonlyMap<string, 'value' | 'filled'> {
  const controls = new Map<string, 'value' | 'filled'>()
  for (const { field } of fields) {
    if (field.onlyIf === undefined) continue
    const hangs = field.onlyIf.is === 'one-of' ? 'value' : 'filled'
    if (controls.get(field.onlyIf.field) !== 'value') controls.set(field.onlyIf.field, hangs)
  }
  return controls
}

function buildCell(
  compiled: CompiledField,
  reader: CellReader,
  weight: number,
  paired: ReadonlySet<string>,
  controls: ReadonlyMap<string, 'value' | 'filled'>,
): RepairCell {
  const { field, isFigure } = compiled
  const value = reader.own(field.code)
  const filled = isFilled(value)
  const isNeeded = isAsked(field.onlyIf, reader.own)
  const finding = checkField(compiled, reader.own)
  const control = controls.get(field.code)
  const { least, most, scale } = rangeOf(compiled)
  return {
    code: field.code,
    weight,
    figure: isFigure ? figureOf(value) : null,
    isFilled: filled,
    start: isFigure ? startOf(field.code, value, reader) : rational(0n),
    isFigure,
    least,
    most,
    scale,
    may: {
      value: isNeeded && (finding !== null || control === undefined || (filled && control === 'filled')),
      empty: filled && (!isNeeded || (paired.has(field.code) && !field.compulsory && control === undefined)),
    },
    must: finding === null ? null : finding.code === 'indicators.not_asked' ? 'empty' : 'value',
  }
}

function startOf(code: string, value: ReturnType<CellReader['own']>, reader: CellReader): Rational {
  const past = (back: string) => figureOf(reader.elsewhere({ kind: 'history', back, code }))
  return figureOf(value) ?? past('1') ?? past('1Y') ?? rational(0n)
}

function figureOf(value: ReturnType<CellReader['own']>): Rational | null {
  if (typeof value === 'boolean') return rational(value ? 1n : 0n)
  return typeof value === 'number' && Number.isFinite(value) ? rationalOf(value) : null
}

const SAFE = rational(BigInt(Number.MAX_SAFE_INTEGER))

function rangeOf({ field }: CompiledField): { least: Rational; most: Rational; scale: bigint } {
  const { type, minimum, maximum, decimals } = field
  const [lowest, highest] =
    type === 'flag'
      ? [0, 1]
      : type === 'year'
        ? [Math.max(1000, minimum ?? 1000), Math.min(9999, maximum ?? 9999)]
        : [minimum, maximum]
  return {
    least: lowest === undefined ? negateRational(SAFE) : rationalOf(lowest),
    most: highest === undefined ? SAFE : rationalOf(highest),
    scale: type === 'decimal' ? 10n ** BigInt(decimals ?? 0) : 1n,
  }
}

/** None where the rule cannot be judged: a filing elsewhere is not there, or holds no number. */
function buildEdit(
  compiled: CompiledLinear,
  cells: readonly RepairCell[],
  at: (code: string) => number,
  reader: CellReader,
): RepairEdit[] {
  const coefficients = new Map<number, Rational>()
  let constant = subtractRationals(rationalOf(compiled.leftConstant), rationalOf(compiled.rightConstant))
  const elsewhere = { filled: 0, missing: 0 }
  const sides: readonly (readonly [readonly CompiledTerm[], (value: Rational) => Rational])[] = [
    [compiled.left, (value) => value],
    [compiled.right, negateRational],
  ]
  for (const [terms, signed] of sides)
    for (const { coefficient, source } of terms) {
      const factor = signed(rationalOf(coefficient))
      if (source.kind === 'own') {
        const cell = at(source.code)
        coefficients.set(cell, addRationals(coefficients.get(cell) ?? rational(0n), factor))
        continue
      }
      const value = reader.elsewhere(source)
      if (value === undefined) return []
      const figure = figureOf(value)
      if (figure === null && isFilled(value)) return []
      elsewhere[figure === null ? 'missing' : 'filled']++
      if (figure !== null) constant = addRationals(constant, multiplyRationals(factor, figure))
    }
  const terms = [...coefficients].map(([cell, coefficient]) => ({ cell, coefficient }))
  return [
    {
      rule: compiled.rule.id,
      terms,
      ...limitsOf(compiled, constant, stepOf(terms, cells, [constant, rationalOf(compiled.tolerance)])),
      missing: compiled.rule.missing,
      elsewhere,
    },
  ]
}

/** The distance between neighbouring sums: all cells are multiples of their own steps. */
function stepOf(
  terms: RepairEdit['terms'],
  cells: readonly RepairCell[],
  others: readonly Rational[],
): Rational {
  let common = 1n
  for (const { cell, coefficient } of terms)
    common = leastCommonMultiple(common, coefficient.denominator * (cells[cell]?.scale ?? 1n))
  for (const { denominator } of others) common = leastCommonMultiple(common, denominator)
  return rational(1n, common)
}

function limitsOf(
  { operator, tolerance }: CompiledLinear,
  constant: Rational,
  step: Rational,
): Pick<RepairEdit, 'least' | 'most' | 'unequal'> {
  const width = rationalOf(tolerance)
  const most = subtractRationals(width, constant)
  const least = subtractRationals(negateRational(width), constant)
  switch (operator) {
    case '=':
      return { least, most, unequal: null }
    case '<=':
      return { least: null, most, unequal: null }
    case '>=':
      return { least, most: null, unequal: null }
    case '<':
      return { least: null, most: subtractRationals(most, step), unequal: null }
    case '>':
      return { least: addRationals(least, step), most: null, unequal: null }
    case '!=':
      return { least: null, most: null, unequal: { sum: negateRational(constant), step } }
  }
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return rational(a, b).numerator * b
}
