import { accepted, refused, type Outcome } from '#domain/kernel'
import { checkExpression, fieldLookup, type CheckedExpression } from './check-expression.ts'
import type { Expression } from './expression.ts'
import { formsOf } from './expression-walk.ts'
import type { FormDefinition } from './form.ts'
import type { IndicatorDefinition } from './indicator.ts'
import { parseExpression } from './parse-expression.ts'
import type { Rational } from './rational.ts'
import { scaled } from './typed-figure.ts'
import { factorBetween, parseUnit } from './units.ts'

/** An indicator whose expression was read against its forms. */
export interface CompiledIndicator {
  readonly definition: IndicatorDefinition
  readonly expression: CheckedExpression
  /** From the expression's unit to the indicator's. */
  readonly factor: Rational
}

/**
 * Reads an indicator's expression against the forms of its period. Refused: what `parseExpression` and `checkExpression` refuse,
 * a result that is not of the indicator's kind (money where persons are wanted), forms of another rhythm.
 */
export function compileIndicator(
  definition: IndicatorDefinition,
  forms: readonly FormDefinition[],
): Outcome<CompiledIndicator> {
  const parsed = parseExpression(definition.expression)
  if (!parsed.ok) return parsed
  const byCode = new Map(forms.map((form) => [form.code, form]))
  const checked = checkExpression(parsed.value, fieldLookup(forms), countedUnit(parsed.value, byCode))
  if (!checked.ok) return checked
  for (const code of checked.value.forms) {
    const rhythm = byCode.get(code)?.rhythm
    if (rhythm !== definition.rhythm)
      return refused({
        code: 'indicators.rhythm_differs',
        params: { form: code, expected: definition.rhythm, found: rhythm ?? null },
      })
  }
  const unit = parseUnit(definition.unit)
  if (unit === null)
    return refused({ code: 'indicators.unknown_unit', path: ['unit'], params: { unit: definition.unit } })
  const factor = factorBetween(checked.value.unit, unit)
  if (!factor.ok)
    return refused({
      code: 'indicators.result_unit',
      path: ['unit'],
      params: { found: checked.value.unit.code, expected: definition.unit },
    })
  return accepted({ definition, expression: checked.value, factor: factor.value })
}

/** Parks are counted as 个, enterprises as 家. */
function countedUnit(expression: Expression, forms: ReadonlyMap<string, FormDefinition>): string {
  const filers = new Set(formsOf(expression).map((code) => forms.get(code)?.filers.unit))
  return filers.size === 1 && filers.has('park') ? '个' : '家'
}

/** The expression with the last conversion written out, so that its value is in the indicator's unit. */
export function applyConversion({ definition, expression, factor }: CompiledIndicator): CheckedExpression {
  const unit = parseUnit(definition.unit)
  if (unit === null) throw new RangeError(`not a unit: ${definition.unit}`)
  return { ...expression, figure: scaled(expression.figure, factor), unit }
}
