import type { AggregateCall, Expression, GroupFigure, RowFigure } from './expression.ts'

/** Every form that the text names, each once, in its order. */
export function formsOf(expression: Expression): readonly string[] {
  return [...new Set(everyForm(expression).map((named) => named.form))]
}

/** Every place where the text names a form, alone or with a cell. */
export function everyForm(expression: Expression): readonly (Expression & { kind: 'cell' | 'form' })[] {
  switch (expression.kind) {
    case 'cell':
    case 'form':
      return [expression]
    case 'call':
      return expression.arguments.flatMap(everyForm)
    case 'negate':
    case 'not':
    case 'in':
      return everyForm(expression.of)
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return [...everyForm(expression.left), ...everyForm(expression.right)]
    case 'number':
    case 'text':
    case 'flag':
    case 'attribute':
      return []
  }
}

/** Every aggregate of an expression, left to right. */
export function callsOf(figure: GroupFigure): readonly AggregateCall[] {
  switch (figure.kind) {
    case 'number':
      return []
    case 'negate':
    case 'abs':
    case 'scaled':
      return callsOf(figure.of)
    case 'arithmetic':
      return [...callsOf(figure.left), ...callsOf(figure.right)]
    case 'count':
    case 'aggregate':
      return [figure]
  }
}

/** Every cell of a figure of one enterprise. */
export function rowCells(figure: RowFigure): readonly (RowFigure & { kind: 'cell' })[] {
  switch (figure.kind) {
    case 'number':
      return []
    case 'cell':
      return [figure]
    case 'negate':
    case 'abs':
    case 'or-zero':
    case 'scaled':
      return rowCells(figure.of)
    case 'arithmetic':
      return [...rowCells(figure.left), ...rowCells(figure.right)]
  }
}

/** True where the figure may be there though all its cells are missing. */
export function holdsOrZero(figure: RowFigure): boolean {
  switch (figure.kind) {
    case 'number':
    case 'cell':
      return false
    case 'or-zero':
      return true
    case 'negate':
    case 'abs':
    case 'scaled':
      return holdsOrZero(figure.of)
    case 'arithmetic':
      return holdsOrZero(figure.left) || holdsOrZero(figure.right)
  }
}

/**
 * True where the groups' values add up to the whole's and two periods' may be subtracted: sums and counts, added, subtracted and
 * multiplied by numbers. Ratios, means, quantiles and concentrations do not.
 */
export function isAdditive(figure: GroupFigure): boolean {
  switch (figure.kind) {
    case 'number':
      return figure.value === 0
    case 'count':
      return true
    case 'aggregate':
      return figure.function === 'sum'
    case 'abs':
      return false
    case 'negate':
    case 'scaled':
      return isAdditive(figure.of)
    case 'arithmetic':
      switch (figure.operator) {
        case '+':
        case '-':
          return isAdditive(figure.left) && isAdditive(figure.right)
        case '*':
          return (
            (isAdditive(figure.left) && isConstant(figure.right)) ||
            (isConstant(figure.left) && isAdditive(figure.right))
          )
        case '/':
          return isAdditive(figure.left) && isConstant(figure.right)
      }
  }
}

function isConstant(figure: GroupFigure): boolean {
  return callsOf(figure).length === 0
}
