import type { CheckedExpression, NeededCell } from './check-expression.ts'
import {
  ATTRIBUTE_COLUMNS,
  type AggregateCall,
  type Attribute,
  type GroupFigure,
  type RowCondition,
  type RowFigure,
  type RowText,
} from './expression.ts'
import { callsOf, holdsOrZero, rowCells } from './expression-walk.ts'
import { applyConversion, type CompiledIndicator } from './compile-indicator.ts'

/**
 * An expression as text for DuckDB: aggregates over the relation that `joinFormsSql` makes, for
 *
 *     SELECT registration_park, <value>, <entities> FROM <joinFormsSql([e], …)> WHERE … GROUP BY registration_park
 *
 * The same numbers as `evaluateExpression` (sums and ratios of integers to the last bit). Figures and texts of the expression are
 * literals, names are quoted; nothing else of a user's comes into the text.
 */
export interface SqlExpression {
  /** DOUBLE; NULL where there is nothing to compute from. */
  readonly value: string
  /** BIGINT: enterprises behind it; of several aggregates the fewest behind any. */
  readonly entities: string
  /** BOOLEAN of one row: the enterprise stands behind at least one of the aggregates. */
  readonly behind: string
  /** DOUBLE, 0 to 1: share of the largest, and of the two largest, in what is summed (absolute amounts); NULL text: none. */
  readonly topOne: string | null
  readonly topTwo: string | null
  readonly forms: readonly string[]
  readonly cells: readonly NeededCell[]
  readonly attributes: readonly Attribute[]
}

/** In the expression's own unit; an indicator's is that of `indicatorToSql`. */
export function expressionToSql(expression: CheckedExpression): SqlExpression {
  const calls = callsOf(expression.figure)
  const counts = unique(calls.map(entitiesSql))
  const behind = unique(calls.map(behindSql))
  return {
    value: groupSql(expression.figure),
    entities: counts.length > 1 ? `least(${counts.join(', ')})` : (counts[0] ?? '0'),
    behind: behind.length === 0 ? 'FALSE' : `(${behind.map((one) => `(${one})`).join(' OR ')})`,
    topOne: greatest(calls.map((call) => topShare(call, 1))),
    topTwo: greatest(calls.map((call) => topShare(call, 2))),
    forms: expression.forms,
    cells: expression.cells,
    attributes: expression.attributes,
  }
}

/** The indicator's expression, its value in the unit in which the indicator is shown. */
export function indicatorToSql(indicator: CompiledIndicator): SqlExpression {
  return expressionToSql(applyConversion(indicator))
}

/** The wide table of a form in the columnar store: GQ-002 is form_gq_002. */
export function formTable(form: string): string {
  return `form_${form.toLowerCase().replaceAll('-', '_')}`
}

export interface JoinOptions {
  /**
   * Which rows of each form's table, as SQL over its own columns: `period = $1 AND known_from <= $2 AND (known_to IS NULL OR
   * known_to > $2)`. It stands once for every form, so parameters are numbered. It must leave one row per unit and period.
   */
  readonly rows: string | null
  /** Columns that all form tables share and that groups or conditions use: registration_park, industry. */
  readonly keep: readonly string[]
}

/**
 * One row per unit and period with what the expressions need: unit_id, period, the kept columns, of every form whether it was
 * filed ("GQ-002!") and its cells ("GQ-002!QC05_0"). Forms are joined in full: an enterprise that filed only one of them counts
 * for that form's sums, and its cells of the others are missing. Memberships are the first form's that has the enterprise.
 * Several expressions share one join; `count()` of each still counts only filers of its own forms.
 */
export function joinFormsSql(
  expressions: readonly Pick<SqlExpression, 'forms' | 'cells' | 'attributes'>[],
  options: JoinOptions,
): string {
  const forms = unique(expressions.flatMap((expression) => expression.forms))
  const cells = new Map(
    expressions.flatMap((expression) => expression.cells.map((cell) => [cellName(cell), cell] as const)),
  )
  const attributes = expressions.flatMap((expression) => expression.attributes)
  const keep = unique([...options.keep, ...attributes.map((name) => ATTRIBUTE_COLUMNS[name])])
  const parts = forms.map((form) =>
    formSql(
      form,
      [...cells.values()].filter((cell) => cell.form === form),
      keep,
      options.rows,
    ),
  )
  const [first, ...others] = parts
  if (first === undefined) throw new RangeError('a join of no forms')
  if (others.length === 0) return first
  const columns = [
    'unit_id',
    'period',
    ...keep.map((name) => {
      const each = forms.map((_, index) => `f${index}.${quoted(name)}`)
      return `coalesce(${each.join(', ')}) AS ${quoted(name)}`
    }),
    ...forms.map((form, index) => `coalesce(f${index}.${filedName(form)}, FALSE) AS ${filedName(form)}`),
    ...[...cells.keys()],
  ]
  const joined = others.map((part, index) => `FULL JOIN ${part} AS f${index + 1} USING (unit_id, period)`)
  return `(SELECT ${columns.join(', ')} FROM ${first} AS f0 ${joined.join(' ')})`
}

function formSql(
  form: string,
  cells: readonly NeededCell[],
  keep: readonly string[],
  rows: string | null,
): string {
  const columns = [
    'unit_id',
    'period',
    ...keep.map(quoted),
    `TRUE AS ${filedName(form)}`,
    // A flag may be kept as BOOLEAN, a day as DATE.
    ...cells.map(
      (cell) =>
        `CAST(${quoted(cell.field)} AS ${cell.holds === 'figure' ? 'DOUBLE' : 'VARCHAR'}) AS ${cellName(cell)}`,
    ),
  ]
  const where = rows === null ? '' : ` WHERE ${rows}`
  return `(SELECT ${columns.join(', ')} FROM ${quoted(formTable(form))}${where})`
}

function groupSql(figure: GroupFigure): string {
  switch (figure.kind) {
    case 'number':
      return double(figure.value)
    case 'negate':
      return `(-${groupSql(figure.of)})`
    case 'abs':
      return `abs(${groupSql(figure.of)})`
    case 'arithmetic':
      return arithmeticSql(figure.operator, groupSql(figure.left), groupSql(figure.right))
    case 'scaled':
      return scaledSql(groupSql(figure.of), figure.numerator, figure.denominator)
    case 'count':
    case 'aggregate':
      return callSql(figure)
  }
}

/** fsum adds with compensation, so that sums of decimals do not depend on the order in which threads meet the rows. */
function callSql(call: AggregateCall): string {
  if (call.kind === 'count') return `CAST(count(*)${filter([conditionSql(call.where)])} AS DOUBLE)`
  const of = rowSql(call.of)
  const where = filter(call.where === null ? [] : [conditionSql(call.where)])
  switch (call.function) {
    case 'sum':
      return `fsum(${of})${where}`
    case 'mean':
      return `(fsum(${of})${where} / nullif(count(${of})${where}, 0))`
    case 'quantile':
      return `quantile_cont(${of}, ${String(call.share ?? 0.5)})${where}`
    case 'minimum':
      return `min(${of})${where}`
    case 'maximum':
      return `max(${of})${where}`
    case 'hhi': {
      const positive = filter(contribution(call))
      return `(fsum(${of} * ${of})${positive} / (fsum(${of})${positive} * fsum(${of})${positive}))`
    }
  }
}

function entitiesSql(call: AggregateCall): string {
  return `count(${call.kind === 'count' ? '*' : rowSql(call.of)})${filter(contribution(call))}`
}

function behindSql(call: AggregateCall): string {
  const filled = call.kind === 'count' ? [] : [`${rowSql(call.of)} IS NOT NULL`]
  return [...filled, ...contribution(call)].join(' AND ')
}

/** What must be true, beside a figure that is not missing, for an enterprise that stands behind the number. */
function contribution(call: AggregateCall): readonly string[] {
  const where = call.where === null ? [] : [conditionSql(call.where)]
  if (call.kind === 'count') return where
  const cells = unique(rowCells(call.of).map(cellName))
  const some = cells.map((cell) => `${cell} IS NOT NULL`).join(' OR ')
  return [
    ...where,
    ...(call.function === 'hhi' ? [`${rowSql(call.of)} > 0`] : []),
    ...(holdsOrZero(call.of) && cells.length > 0 ? [`(${some})`] : []),
  ]
}

/** A maximum or minimum is one enterprise's figure; a quantile or count has no largest part. */
function topShare(call: AggregateCall, largest: 1 | 2): string | null {
  if (call.kind === 'count' || call.function === 'quantile') return null
  if (call.function === 'minimum' || call.function === 'maximum') return '1e0'
  const size = `abs(${rowSql(call.of)})`
  const where = filter(contribution(call))
  const top = largest === 1 ? `max(${size})${where}` : `list_sum(max(${size}, 2)${where})`
  return `(${top} / nullif(fsum(${size})${where}, 0))`
}

function greatest(shares: readonly (string | null)[]): string | null {
  const known = unique(shares.filter((share) => share !== null))
  return known.length > 1 ? `greatest(${known.join(', ')})` : (known[0] ?? null)
}

function rowSql(figure: RowFigure): string {
  switch (figure.kind) {
    case 'number':
      return double(figure.value)
    case 'cell':
      return cellName(figure)
    case 'negate':
      return `(-${rowSql(figure.of)})`
    case 'abs':
      return `abs(${rowSql(figure.of)})`
    case 'or-zero':
      return `coalesce(${rowSql(figure.of)}, 0e0)`
    case 'arithmetic':
      return arithmeticSql(figure.operator, rowSql(figure.left), rowSql(figure.right))
    case 'scaled':
      return scaledSql(rowSql(figure.of), figure.numerator, figure.denominator)
  }
}

function conditionSql(condition: RowCondition): string {
  switch (condition.kind) {
    case 'compare':
      return `(${rowSql(condition.left)} ${operatorSql(condition.operator)} ${rowSql(condition.right)})`
    case 'compare-text':
      return `(${textSql(condition.of)} ${operatorSql(condition.operator)} ${literal(condition.value)})`
    case 'text-in':
      return `(${textSql(condition.of)} IN (${condition.values.map(literal).join(', ')}))`
    case 'starts-with':
      return `starts_with(${textSql(condition.of)}, ${literal(condition.prefix)})`
    case 'known':
      return `(${rowSql(condition.of)} IS NOT NULL)`
    case 'known-text':
      return `(${textSql(condition.of)} IS NOT NULL)`
    case 'filed':
      return `(${condition.forms.map(filedName).join(' OR ')})`
    case 'and':
      return `(${conditionSql(condition.left)} AND ${conditionSql(condition.right)})`
    case 'or':
      return `(${conditionSql(condition.left)} OR ${conditionSql(condition.right)})`
    case 'not':
      return `(NOT ${conditionSql(condition.of)})`
  }
}

function textSql(text: RowText): string {
  return text.kind === 'attribute' ? quoted(ATTRIBUTE_COLUMNS[text.name]) : cellName(text)
}

/** Over zero there is no answer. */
function arithmeticSql(operator: '+' | '-' | '*' | '/', left: string, right: string): string {
  return operator === '/' ? `(${left} / nullif(${right}, 0e0))` : `(${left} ${operator} ${right})`
}

function scaledSql(of: string, numerator: number, denominator: number): string {
  const times = numerator === 1 ? of : `${of} * ${double(numerator)}`
  return denominator === 1 ? `(${times})` : `(${times} / ${double(denominator)})`
}

function operatorSql(operator: string): string {
  return operator === '!=' ? '<>' : operator
}

/** Without an exponent DuckDB would read a DECIMAL. */
function double(value: number): string {
  const text = String(value)
  return text.includes('e') ? text : `${text}e0`
}

function filter(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`
}

function filedName(form: string): string {
  return quoted(`${form}!`)
}

function cellName(cell: { readonly form: string; readonly field: string }): string {
  return quoted(`${cell.form}!${cell.field}`)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
