import type { Outcome } from '#domain/kernel'
import {
  ATTRIBUTE_COLUMNS,
  type AggregateCall,
  type AggregateFunction,
  type Attribute,
  type Expression,
  type GroupFigure,
  type RowCondition,
  type RowFigure,
  type RowText,
} from './expression.ts'
import { ExpressionFault, readingOf } from './expression-fault.ts'
import { everyForm, holdsOrZero, rowCells } from './expression-walk.ts'
import type { FormDefinition, FormField } from './form.ts'
import type { Operator } from './relation.ts'
import { arithmetic, numberOf, sameUnit, scaled, unitOf, type Typed } from './typed-figure.ts'
import { divideUnits, PLAIN, type Unit } from './units.ts'

/** What an expression needs to know of a cell; `no-form` where the form is unknown, null where the form has no such cell. */
export type FieldLookup = (form: string, field: string) => Pick<FormField, 'type' | 'unit'> | 'no-form' | null

/** Of several versions of one form the last one given counts. */
export function fieldLookup(forms: readonly FormDefinition[]): FieldLookup {
  const fields = new Map(
    forms.map((form) => [
      form.code,
      new Map(
        form.sections.flatMap((section) => section.fields.map((field) => [field.code, field] as const)),
      ),
    ]),
  )
  return (form, field) => {
    const known = fields.get(form)
    return known === undefined ? 'no-form' : (known.get(field) ?? null)
  }
}

/** An expression that makes sense, ready to be evaluated or turned into SQL. */
export interface CheckedExpression {
  readonly figure: GroupFigure
  /** In which the figure comes out. */
  readonly unit: Unit
  /** Every form that it speaks of, in the order of the text. */
  readonly forms: readonly string[]
  readonly cells: readonly NeededCell[]
  readonly attributes: readonly Attribute[]
}

export interface NeededCell {
  readonly form: string
  readonly field: string
  readonly holds: 'figure' | 'text'
}

/**
 * Gives every part its kind (figure, text, condition; of an enterprise or of a group) and unit, and refuses what does not fit:
 * cells that do not exist, a cell outside an aggregate, money plus persons, persons compared with money. What is added or
 * compared is converted into the unit of the left side. A plain 0 fits any unit.
 */
export function checkExpression(
  expression: Expression,
  lookup: FieldLookup,
  /** What `count` counts; 个 for forms that parks file. */
  entityUnit = '家',
): Outcome<CheckedExpression> {
  return readingOf(() => new Checker(lookup, entityUnit).check(expression))
}

const PER_ENTERPRISE: Readonly<Record<string, AggregateFunction>> = {
  sum: 'sum',
  mean: 'mean',
  median: 'quantile',
  quantile: 'quantile',
  min: 'minimum',
  max: 'maximum',
  hhi: 'hhi',
}
const ROW_FUNCTIONS = new Set(['abs', 'orZero', 'filled', 'filed', 'startsWith'])
const AGGREGATES = new Set([...Object.keys(PER_ENTERPRISE), 'count', 'ratio'])

class Checker {
  private readonly lookup: FieldLookup
  private readonly entityUnit: string
  private readonly forms = new Set<string>()
  private readonly cells = new Map<string, NeededCell>()
  private readonly attributes = new Set<Attribute>()

  constructor(lookup: FieldLookup, entityUnit: string) {
    this.lookup = lookup
    this.entityUnit = entityUnit
  }

  check(expression: Expression): CheckedExpression {
    // Before all else, since `count()` counts who filed any of them, named before it or after.
    for (const { at, form } of everyForm(expression)) {
      if (this.lookup(form, '') === 'no-form')
        throw new ExpressionFault('indicators.unknown_form', { at, form })
      this.forms.add(form)
    }
    if (this.forms.size === 0) throw new ExpressionFault('indicators.no_cells', {})
    const { figure, unit } = this.group(expression)
    return {
      figure,
      unit,
      forms: [...this.forms],
      cells: [...this.cells.values()],
      attributes: [...this.attributes],
    }
  }

  private group(expression: Expression): Typed<GroupFigure> {
    switch (expression.kind) {
      case 'number':
        return numberOf(expression)
      case 'negate': {
        const { figure, unit } = this.group(expression.of)
        return { figure: { kind: 'negate', of: figure }, unit, bareZero: false }
      }
      case 'arithmetic':
        return arithmetic(
          expression,
          this.group(expression.left),
          this.group(expression.right),
          (operator, left, right) => ({ kind: 'arithmetic', operator, left, right }),
          scaled,
        )
      case 'call':
        return this.groupCall(expression)
      case 'cell':
        throw new ExpressionFault('indicators.cell_outside_aggregate', {
          at: expression.at,
          form: expression.form,
          field: expression.field,
        })
      case 'form':
      case 'text':
      case 'flag':
      case 'attribute':
      case 'comparison':
      case 'in':
      case 'logic':
      case 'not':
        return misplaced(expression, 'figure')
    }
  }

  private groupCall(call: Expression & { kind: 'call' }): Typed<GroupFigure> {
    if (call.name === 'abs') {
      const { figure, unit } = this.group(only(call))
      return { figure: { kind: 'abs', of: figure }, unit, bareZero: false }
    }
    if (ROW_FUNCTIONS.has(call.name)) return misplaced(call, 'figure')
    const conditional = call.name.endsWith('If')
    const name = conditional ? call.name.slice(0, -2) : call.name
    if (!AGGREGATES.has(name))
      throw new ExpressionFault('indicators.unknown_function', { at: call.at, name: call.name })
    const given = conditional ? call.arguments.slice(0, -1) : call.arguments
    const last = call.arguments.at(-1)
    if (conditional && last === undefined) wrongArguments(call)
    const where = conditional && last !== undefined ? this.condition(last) : null
    if (name === 'count') return this.count(call, given, where)
    if (name === 'ratio') return this.ratio(call, given, where)
    const fn = PER_ENTERPRISE[name]
    const [of, share] = given
    if (fn === undefined || of === undefined) return wrongArguments(call)
    if (given.length !== (name === 'quantile' ? 2 : 1)) wrongArguments(call)
    const { figure, unit } = this.row(of)
    if (rowCells(figure).length === 0)
      throw new ExpressionFault('indicators.aggregate_of_no_cell', { at: call.at, name: call.name })
    return {
      figure: {
        kind: 'aggregate',
        function: fn,
        of: figure,
        where: this.amongFilers(figure, where),
        share: name === 'median' ? 0.5 : name === 'quantile' ? shareOf(call, share) : null,
      },
      unit: fn === 'hhi' ? PLAIN : unit,
      bareZero: false,
    }
  }

  /** count(): who filed any form of the expression; count(GQ-002): who filed it; count(cell): where it is filled. */
  private count(
    call: Expression,
    given: readonly Expression[],
    where: RowCondition | null,
  ): Typed<GroupFigure> {
    const [what, ...more] = given
    if (more.length > 0) return wrongArguments(call)
    const counted = what === undefined ? this.anyForm() : this.counted(what)
    return {
      figure: {
        kind: 'count',
        where: both(counted, where),
      },
      unit: unitOf(this.entityUnit, call.at),
      bareZero: false,
    }
  }

  private counted(what: Expression): RowCondition {
    const presence = this.presence(what)
    return presence.kind === 'known' && (holdsOrZero(presence.of) || rowCells(presence.of).length === 0)
      ? both(this.anyForm(), presence)
      : presence
  }

  private presence(what: Expression): RowCondition {
    if (what.kind === 'form') return { kind: 'filed', forms: [what.form] }
    if (this.isText(what)) return { kind: 'known-text', of: this.text(what) }
    return { kind: 'known', of: this.row(what).figure }
  }

  private anyForm(): RowCondition {
    return { kind: 'filed', forms: [...this.forms] }
  }

  /** A missing cell that counts as zero does so for filers only, whoever else stands in the relation. */
  private amongFilers(of: RowFigure, where: RowCondition | null): RowCondition | null {
    return holdsOrZero(of) ? both(this.anyForm(), where) : where
  }

  /** Σ x ÷ Σ y over those who reported both: an enterprise that lacks one of them counts for neither. */
  private ratio(
    call: Expression & { kind: 'call' },
    given: readonly Expression[],
    where: RowCondition | null,
  ): Typed<GroupFigure> {
    const [above, below, ...more] = given
    if (above === undefined || below === undefined || more.length > 0) return wrongArguments(call)
    const [x, y] = [this.row(above), this.row(below)]
    if (rowCells(x.figure).length === 0 || rowCells(y.figure).length === 0)
      throw new ExpressionFault('indicators.aggregate_of_no_cell', { at: call.at, name: call.name })
    const sum = (of: RowFigure, other: RowFigure): AggregateCall => {
      const known: RowCondition = { kind: 'known', of: other }
      return {
        kind: 'aggregate',
        function: 'sum',
        of,
        where: this.amongFilers(of, both(known, where)),
        share: null,
      }
    }
    return {
      figure: {
        kind: 'arithmetic',
        operator: '/',
        left: sum(x.figure, y.figure),
        right: sum(y.figure, x.figure),
      },
      unit: divideUnits(x.unit, y.unit),
      bareZero: false,
    }
  }

  private row(expression: Expression): Typed<RowFigure> {
    switch (expression.kind) {
      case 'number':
        return numberOf(expression)
      case 'flag':
        return {
          figure: { kind: 'number', value: expression.value ? 1 : 0 },
          unit: PLAIN,
          bareZero: false,
        }
      case 'cell': {
        const field = this.field(expression)
        if (isTextType(field.type)) return misplaced(expression, 'figure')
        const { form, field: code } = expression
        this.cells.set(`${form}!${code}`, { form, field: code, holds: 'figure' })
        return {
          figure: { kind: 'cell', form, field: code },
          unit: field.unit === null ? PLAIN : unitOf(field.unit, expression.at),
          bareZero: false,
        }
      }
      case 'negate': {
        const { figure, unit } = this.row(expression.of)
        return { figure: { kind: 'negate', of: figure }, unit, bareZero: false }
      }
      case 'arithmetic':
        return arithmetic(
          expression,
          this.row(expression.left),
          this.row(expression.right),
          (operator, left, right) => ({ kind: 'arithmetic', operator, left, right }),
          scaled,
        )
      case 'call': {
        if (expression.name === 'abs' || expression.name === 'orZero') {
          const { figure, unit } = this.row(only(expression))
          return {
            figure: { kind: expression.name === 'abs' ? 'abs' : 'or-zero', of: figure },
            unit,
            bareZero: false,
          }
        }
        return notForRows(expression, 'figure')
      }
      case 'form':
      case 'text':
      case 'attribute':
      case 'comparison':
      case 'in':
      case 'logic':
      case 'not':
        return misplaced(expression, 'figure')
    }
  }

  private condition(expression: Expression): RowCondition {
    switch (expression.kind) {
      case 'logic':
        return {
          kind: expression.operator,
          left: this.condition(expression.left),
          right: this.condition(expression.right),
        }
      case 'not':
        return { kind: 'not', of: this.condition(expression.of) }
      case 'in':
        return { kind: 'text-in', of: this.text(expression.of), values: expression.values }
      case 'comparison':
        return this.comparison(expression)
      case 'cell': {
        if (this.field(expression).type !== 'flag') return misplaced(expression, 'condition')
        const left = this.row(expression).figure
        return { kind: 'compare', operator: '=', left, right: { kind: 'number', value: 1 } }
      }
      case 'call': {
        if (expression.name === 'filled') {
          const what = only(expression)
          if (what.kind === 'form') return misplaced(what, 'figure')
          return this.presence(what)
        }
        if (expression.name === 'filed') {
          const what = only(expression)
          if (what.kind !== 'form') return misplaced(what, 'form')
          return { kind: 'filed', forms: [what.form] }
        }
        if (expression.name === 'startsWith') {
          const [of, prefix, ...more] = expression.arguments
          if (of === undefined || prefix?.kind !== 'text' || more.length > 0)
            return wrongArguments(expression)
          return { kind: 'starts-with', of: this.text(of), prefix: prefix.value }
        }
        return notForRows(expression, 'condition')
      }
      case 'number':
      case 'text':
      case 'flag':
      case 'form':
      case 'attribute':
      case 'negate':
      case 'arithmetic':
        return misplaced(expression, 'condition')
    }
  }

  private comparison(expression: Expression & { kind: 'comparison' }): RowCondition {
    const { left, right, operator, at } = expression
    if (this.isText(left) || left.kind === 'text' || this.isText(right) || right.kind === 'text') {
      if (right.kind === 'text') return this.textComparison(left, operator, right.value, at)
      if (left.kind === 'text') return this.textComparison(right, mirrored(operator), left.value, at)
      return misplaced(right, 'text')
    }
    const [a, b] = sameUnit(at, this.row(left), this.row(right), scaled)
    return { kind: 'compare', operator, left: a.figure, right: b.figure }
  }

  private textComparison(of: Expression, operator: Operator, value: string, at: number): RowCondition {
    const text = this.text(of)
    const ordered = of.kind === 'cell' && this.field(of).type === 'day'
    if (!ordered && operator !== '=' && operator !== '!=')
      throw new ExpressionFault('indicators.text_has_no_order', { at })
    return { kind: 'compare-text', operator, of: text, value }
  }

  private text(expression: Expression): RowText {
    if (expression.kind === 'attribute') {
      const name = attributeOf(expression.name)
      if (name === null)
        throw new ExpressionFault('indicators.unknown_attribute', {
          at: expression.at,
          name: expression.name,
        })
      this.attributes.add(name)
      return { kind: 'attribute', name }
    }
    if (expression.kind !== 'cell' || !isTextType(this.field(expression).type))
      return misplaced(expression, 'text')
    const { form, field } = expression
    this.cells.set(`${form}!${field}`, { form, field, holds: 'text' })
    return { kind: 'text-cell', form, field }
  }

  private isText(expression: Expression): boolean {
    if (expression.kind === 'attribute') return true
    return expression.kind === 'cell' && isTextType(this.field(expression).type)
  }

  private field(cell: Expression & { kind: 'cell' }): Pick<FormField, 'type' | 'unit'> {
    const found = this.lookup(cell.form, cell.field)
    if (found === null || found === 'no-form')
      throw new ExpressionFault('indicators.unknown_cell', {
        at: cell.at,
        form: cell.form,
        field: cell.field,
      })
    return found
  }
}

function both(one: RowCondition, other: RowCondition | null): RowCondition {
  return other === null ? one : { kind: 'and', left: one, right: other }
}

function isTextType(type: FormField['type']): boolean {
  return type === 'text' || type === 'choice' || type === 'day'
}

function attributeOf(name: string): Attribute | null {
  return Object.hasOwn(ATTRIBUTE_COLUMNS, name) ? (name as Attribute) : null
}

function shareOf(call: Expression, share: Expression | undefined): number {
  if (share?.kind !== 'number' || (share.unit !== null && share.unit !== '%')) return wrongArguments(call)
  const value = share.unit === '%' ? share.value / 100 : share.value
  if (value > 1) throw new ExpressionFault('indicators.quantile_share', { at: share.at, share: value })
  return value
}

function only(call: Expression & { kind: 'call' }): Expression {
  const [argument, ...more] = call.arguments
  return argument === undefined || more.length > 0 ? wrongArguments(call) : argument
}

function mirrored(operator: Operator): Operator {
  switch (operator) {
    case '<':
      return '>'
    case '<=':
      return '>='
    case '>':
      return '<'
    case '>=':
      return '<='
    case '=':
    case '!=':
      return operator
  }
}

function notForRows(call: Expression & { kind: 'call' }, expected: string): never {
  const base = call.name.endsWith('If') ? call.name.slice(0, -2) : call.name
  if (AGGREGATES.has(base))
    throw new ExpressionFault('indicators.nested_aggregate', { at: call.at, name: call.name })
  if (ROW_FUNCTIONS.has(call.name)) return misplaced(call, expected)
  throw new ExpressionFault('indicators.unknown_function', { at: call.at, name: call.name })
}

function misplaced(expression: Expression, expected: string): never {
  throw new ExpressionFault('indicators.wrong_kind', { at: expression.at, expected, found: expression.kind })
}

function wrongArguments(call: Expression): never {
  throw new ExpressionFault('indicators.wrong_arguments', {
    at: call.at,
    name: call.kind === 'call' ? call.name : '',
  })
}
