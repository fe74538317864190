import type { CheckedExpression } from './check-expression.ts'
import { applyConversion, type CompiledIndicator } from './compile-indicator.ts'
import type { AggregateCall, GroupFigure, RowCondition, RowFigure, RowText } from './expression.ts'
import { callsOf, holdsOrZero, rowCells } from './expression-walk.ts'
import type { JoinedFilings } from './join-filings.ts'
import type { Operator } from './relation.ts'
import { herfindahl, mean, quantile, sum, topShare } from './statistics.ts'

/** The groups of a cut: for each row its group from 0, or −1 where it belongs to none. */
export interface Grouping {
  readonly of: Int32Array
  readonly count: number
}

/** A number of a group with what suppression asks of it. */
export interface GroupNumber {
  readonly value: number | null
  /** Enterprises behind it; of several aggregates the fewest behind any. */
  readonly entities: number
  /** Share of the largest, and of the two largest, in what is summed; null where nothing is summed. */
  readonly topOne: number | null
  readonly topTwo: number | null
}

/**
 * The expression in every group, in its own unit. A missing cell never counts as zero: it is left out of sums, means, quantiles
 * and counts, and a figure made of several cells is missing where any of them is. Sums stand for themselves, so sum(x) / sum(y)
 * is what one computes from the two published sums, though fewer may have reported x; ratio(x, y) takes only those who reported
 * both. Over zero there is no answer.
 */
export function evaluateExpression(
  expression: CheckedExpression,
  filings: JoinedFilings,
  grouping: Grouping = { of: new Int32Array(filings.rows), count: 1 },
): readonly GroupNumber[] {
  if (grouping.of.length !== filings.rows) throw new RangeError('a group for every row, no more and no less')
  const columns = new Columns(filings)
  const calls = new Map(
    callsOf(expression.figure).map((call) => [call, callGroups(call, columns, grouping)] as const),
  )
  return Array.from({ length: grouping.count }, (_, group) => {
    const parts = [...calls.values()].map((groups) => groups[group] ?? NOTHING)
    return {
      value: finite(groupValue(expression.figure, (call) => calls.get(call)?.[group]?.value ?? null)),
      entities: parts.length === 0 ? 0 : Math.min(...parts.map((part) => part.entities)),
      topOne: greatest(parts.map((part) => part.topOne)),
      topTwo: greatest(parts.map((part) => part.topTwo)),
    }
  })
}

/** In the unit in which the indicator is shown. */
export function evaluateIndicator(
  indicator: CompiledIndicator,
  filings: JoinedFilings,
  grouping?: Grouping,
): readonly GroupNumber[] {
  return evaluateExpression(applyConversion(indicator), filings, grouping)
}

const NOTHING: GroupNumber = { value: null, entities: 0, topOne: null, topTwo: null }

function callGroups(call: AggregateCall, columns: Columns, grouping: Grouping): readonly GroupNumber[] {
  const where = call.where === null ? null : columns.condition(call.where)
  const figures = call.kind === 'count' ? null : columns.figure(call.of)
  const behind = call.kind === 'count' ? null : filledRows(call.of, columns)
  const values: number[][] = Array.from({ length: grouping.count }, () => [])
  /** Of those who reported something: a zero in place of a missing figure hides nobody. */
  const reported: number[][] = Array.from({ length: grouping.count }, () => [])
  for (let row = 0; row < grouping.of.length; row += 1) {
    const group = grouping.of[row] ?? -1
    if (group < 0 || (where !== null && where[row] !== TRUE)) continue
    const value = figures === null ? 1 : (figures[row] ?? Number.NaN)
    if (Number.isNaN(value)) continue
    values[group]?.push(value)
    const counts = call.kind !== 'count' && call.function === 'hhi' ? value > 0 : true
    if (counts && (behind === null || behind[row] === 1)) reported[group]?.push(value)
  }
  return values.map((list, group) => {
    const amounts = reported[group] ?? []
    return {
      value: call.kind === 'count' ? list.length : aggregateOf(call, list),
      entities: amounts.length,
      ...topShares(call, amounts),
    }
  })
}

function aggregateOf(call: AggregateCall & { kind: 'aggregate' }, values: readonly number[]): number | null {
  switch (call.function) {
    case 'sum':
      return sum(values)
    case 'mean':
      return mean(values)
    case 'quantile':
      return quantile(values, call.share ?? 0.5)
    case 'minimum':
      return values.length === 0 ? null : values.reduce((least, value) => Math.min(least, value))
    case 'maximum':
      return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value))
    case 'hhi':
      return herfindahl(values)
  }
}

/** A maximum or minimum is one enterprise's figure; a quantile or count has no largest part. */
function topShares(
  call: AggregateCall,
  amounts: readonly number[],
): { topOne: number | null; topTwo: number | null } {
  if (call.kind === 'count' || call.function === 'quantile') return { topOne: null, topTwo: null }
  if (call.function === 'minimum' || call.function === 'maximum') return { topOne: 1, topTwo: 1 }
  return { topOne: topShare(amounts, 1), topTwo: topShare(amounts, 2) }
}

/** Null where the figure is missing unless its cells are filled; else 1 for rows where any of its cells is. */
function filledRows(figure: RowFigure, columns: Columns): Uint8Array | null {
  const cells = rowCells(figure)
  if (!holdsOrZero(figure) || cells.length === 0) return null
  const filled = new Uint8Array(columns.rows)
  for (const cell of cells) {
    columns.figure(cell).forEach((value, row) => {
      if (!Number.isNaN(value)) filled[row] = 1
    })
  }
  return filled
}

function groupValue(figure: GroupFigure, valueOf: (call: AggregateCall) => number | null): number | null {
  switch (figure.kind) {
    case 'number':
      return figure.value
    case 'count':
    case 'aggregate':
      return valueOf(figure)
    case 'negate':
    case 'abs':
    case 'scaled': {
      const of = groupValue(figure.of, valueOf)
      if (of === null) return null
      if (figure.kind === 'scaled') return (of * figure.numerator) / figure.denominator
      return figure.kind === 'negate' ? -of : Math.abs(of)
    }
    case 'arithmetic': {
      const left = groupValue(figure.left, valueOf)
      const right = groupValue(figure.right, valueOf)
      return left === null || right === null ? null : finite(calculate(figure.operator, left, right))
    }
  }
}

/** NaN over zero. */
function calculate(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? Number.NaN : left / right
  }
}

const [FALSE, TRUE, UNKNOWN] = [0, 1, 2]

/** Figures (NaN: missing) and conditions (0, 1, 2: false, true, unknown) of all rows at once. */
class Columns {
  readonly rows: number
  private readonly filings: JoinedFilings

  constructor(filings: JoinedFilings) {
    this.rows = filings.rows
    this.filings = filings
  }

  figure(figure: RowFigure): Float64Array {
    switch (figure.kind) {
      case 'number':
        return new Float64Array(this.rows).fill(figure.value)
      case 'cell':
        return (
          this.filings.forms.get(figure.form)?.table.figures.get(figure.field) ??
          new Float64Array(this.rows).fill(Number.NaN)
        )
      case 'negate':
        return this.figure(figure.of).map((value) => -value)
      case 'abs':
        return this.figure(figure.of).map(Math.abs)
      case 'or-zero':
        return this.figure(figure.of).map((value) => (Number.isNaN(value) ? 0 : value))
      case 'scaled':
        return this.figure(figure.of).map((value) => (value * figure.numerator) / figure.denominator)
      case 'arithmetic': {
        const right = this.figure(figure.right)
        return this.figure(figure.left).map((value, row) =>
          calculate(figure.operator, value, right[row] ?? Number.NaN),
        )
      }
    }
  }

  condition(condition: RowCondition): Uint8Array {
    switch (condition.kind) {
      case 'compare': {
        const [left, right] = [this.figure(condition.left), this.figure(condition.right)]
        return this.judge((row) => compare(condition.operator, known(left[row]), known(right[row])))
      }
      case 'compare-text': {
        const of = this.text(condition.of)
        return this.judge((row) => compare(condition.operator, of[row] ?? null, condition.value))
      }
      case 'text-in': {
        const of = this.text(condition.of)
        const values = new Set(condition.values)
        return this.judge((row) => {
          const text = of[row] ?? null
          return text === null ? null : values.has(text)
        })
      }
      case 'starts-with': {
        const of = this.text(condition.of)
        return this.judge((row) => of[row]?.startsWith(condition.prefix) ?? null)
      }
      case 'known': {
        const of = this.figure(condition.of)
        return this.judge((row) => !Number.isNaN(of[row]))
      }
      case 'known-text': {
        const of = this.text(condition.of)
        return this.judge((row) => (of[row] ?? null) !== null)
      }
      case 'filed': {
        const filed = condition.forms.map((form) => this.filings.forms.get(form)?.filed)
        return this.judge((row) => filed.some((rows) => rows?.[row] === 1))
      }
      case 'not':
        return this.condition(condition.of).map((truth) => (truth === UNKNOWN ? UNKNOWN : 1 - truth))
      case 'and':
      case 'or': {
        const right = this.condition(condition.right)
        const decisive = condition.kind === 'and' ? FALSE : TRUE
        return this.condition(condition.left).map((truth, row) => {
          const other = right[row] ?? UNKNOWN
          if (truth === decisive || other === decisive) return decisive
          return truth === UNKNOWN || other === UNKNOWN ? UNKNOWN : truth
        })
      }
    }
  }

  private text(text: RowText): readonly (string | null)[] {
    const column =
      text.kind === 'attribute'
        ? this.filings.attributes.get(text.name)
        : this.filings.forms.get(text.form)?.table.texts.get(text.field)
    return column ?? []
  }

  private judge(rule: (row: number) => boolean | null): Uint8Array {
    return Uint8Array.from({ length: this.rows }, (_, row) => {
      const truth = rule(row)
      return truth === null ? UNKNOWN : truth ? TRUE : FALSE
    })
  }
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function compare<T extends number | string>(
  operator: Operator,
  left: T | null,
  right: T | null,
): boolean | null {
  if (left === null || right === null) return null
  switch (operator) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

function greatest(shares: readonly (number | null)[]): number | null {
  return shares.reduce<number | null>(
    (most, value) => (value === null ? most : Math.max(most ?? 0, value)),
    null,
  )
}

function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value
}
