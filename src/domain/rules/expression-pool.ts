/** Makes expressions, each only once: the same form again gives the same expression, so that it is judged once. */
import type { ExpressionForm, ExpressionType, ExpressionValue, RuleExpression } from './rule-expression.ts'
import { partsOfExpression } from './rule-expression.ts'
import type { ComparisonSign } from './syntax.ts'
import { productOf, isCounted, quotientOf, readUnit, writeUnit } from './unit.ts'
import { FeelNumber, toNumber } from './values.ts'

const NOTHING: ReadonlySet<string> = new Set()

export class ExpressionPool {
  readonly all: RuleExpression[] = []
  readonly #byKey = new Map<string, RuleExpression>()

  make(form: ExpressionForm, type: ExpressionType, unit: string | null = null): RuleExpression {
    const key = `${type}|${unit ?? ''}|${keyOf(form)}`
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const draft: RuleExpression = {
      ...form,
      id: this.all.length,
      type,
      unit,
      facts: NOTHING,
      parameters: NOTHING,
      ranged: false,
    }
    const parts = partsOfExpression(draft)
    const made: RuleExpression = {
      ...draft,
      facts: union(
        parts.map((part) => part.facts),
        form.kind === 'fact' ? form.code : null,
      ),
      parameters: union(
        parts.map((part) => part.parameters),
        form.kind === 'parameter' ? form.code : null,
      ),
      // A range ends where something says yes or no about it.
      ranged:
        form.kind === 'score' ||
        (type !== 'boolean' && form.kind !== 'general' && parts.some((part) => part.ranged)),
    }
    this.all.push(made)
    this.#byKey.set(key, made)
    return made
  }

  constant(value: ExpressionValue, type: ExpressionType): RuleExpression {
    return this.make({ kind: 'constant', value, double: doubleOf(value) }, type)
  }

  answer(value: boolean): RuleExpression {
    return this.constant(value, 'boolean')
  }

  not(of: RuleExpression): RuleExpression {
    if (of.kind === 'not') return of.of
    if (of.kind === 'constant' && typeof of.value === 'boolean') return this.answer(!of.value)
    return this.make({ kind: 'not', of }, 'boolean')
  }

  join(kind: 'and' | 'or', parts: readonly RuleExpression[]): RuleExpression {
    const of = parts.flatMap((part) => (part.kind === kind ? part.of : [part]))
    const [only] = of
    if (only === undefined) return this.answer(kind === 'and')
    return of.length === 1 ? only : this.make({ kind, of }, 'boolean')
  }

  compare(sign: ComparisonSign, left: RuleExpression, right: RuleExpression): RuleExpression {
    const threshold = left.facts.size === 0 && right.facts.size > 0 ? 'left' : 'right'
    return this.make(
      { kind: 'compare', sign, left, right, threshold, step: stepOf(left.type, left.unit ?? right.unit) },
      'boolean',
    )
  }

  arithmetic(
    sign: '+' | '-' | '*' | '/',
    left: RuleExpression,
    right: RuleExpression,
    type: ExpressionType,
  ): RuleExpression {
    const unit = type === 'number' ? unitOfResult(sign, left, right) : null
    return this.make({ kind: 'arithmetic', sign, left, right }, type, unit)
  }
}

function union(sets: readonly ReadonlySet<string>[], extra: string | null): ReadonlySet<string> {
  const filled = sets.filter((set) => set.size > 0)
  if (extra === null && filled.length <= 1) return filled[0] ?? NOTHING
  const all = new Set<string>()
  for (const set of filled) for (const item of set) all.add(item)
  if (extra !== null) all.add(extra)
  return all
}

/** The double that is written the same way; null where none is. */
export function doubleOf(value: ExpressionValue): number | null {
  if (!(value instanceof FeelNumber)) return null
  const double = value.toNumber()
  return Number.isFinite(double) && toNumber(double)?.equals(value) === true ? double : null
}

/** The smallest step that counts as one: a thing, a day, a month, otherwise a hundredth. */
export function stepOf(type: ExpressionType, unit: string | null): number {
  return type !== 'number' || isCounted(unit) ? 1 : 0.01
}

function unitOfResult(
  sign: '+' | '-' | '*' | '/',
  left: RuleExpression,
  right: RuleExpression,
): string | null {
  if (sign === '+' || sign === '-') return left.unit ?? right.unit
  if (right.unit === null) return left.unit
  const [a, b] = [readUnit(left.unit), readUnit(right.unit)]
  if (a === undefined || b === undefined) return null
  return left.unit === null && sign === '*'
    ? right.unit
    : writeUnit(sign === '*' ? productOf(a, b) : quotientOf(a, b))
}

function keyOf(form: ExpressionForm): string {
  switch (form.kind) {
    case 'constant':
      return `constant ${form.value instanceof FeelNumber ? form.value.toString() : JSON.stringify(form.value)}`
    case 'parameter':
      return `parameter ${form.code}`
    case 'fact':
      return `fact ${form.code}`
    case 'known':
    case 'negate':
    case 'count':
    case 'not':
      return `${form.kind} ${form.of.id}`
    case 'arithmetic':
      return `${form.sign} ${form.left.id} ${form.right.id}`
    case 'compare':
      return `${form.sign} ${form.left.id} ${form.right.id}`
    case 'function':
      return `${form.name} ${ids(form.of)}`
    case 'round':
      return `${form.name} ${form.of.id} ${form.scale}`
    case 'and':
    case 'or':
      return `${form.kind} ${ids(form.of)}`
    case 'at-least':
      return `at-least ${form.count} ${ids(form.of)}`
    case 'add-months':
      return `add-months ${form.date.id} ${form.months.id}`
    case 'months-between':
      return `months-between ${form.from.id} ${form.to.id}`
    case 'date-part':
      return `${form.part} ${form.of.id}`
    case 'if':
      return `if ${form.condition.id} ${form.then.id} ${form.otherwise.id}`
    case 'in-words':
      return `in ${form.of.id} ${JSON.stringify(form.words)}`
    case 'has-word':
      return `has ${form.texts.id} ${form.word.id}`
    case 'text-test':
      return `${form.name} ${form.of.id} ${form.part.id}`
    case 'table':
      return `table ${form.table.table.code} ${form.output}`
    case 'score':
      return `score ${form.score.score.code} ${form.group === null ? '' : JSON.stringify(form.group)}`
    case 'general': {
      const bound = [...form.bound].map(([name, { id }]) => [name, id])
      const { text, root } = form.expression
      return `general ${JSON.stringify([text, root.from, root.to, bound, [...form.asked], form.input?.id ?? null])}`
    }
  }
}

function ids(of: readonly RuleExpression[]): string {
  return of.map(({ id }) => id).join(' ')
}
