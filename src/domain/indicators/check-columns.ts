import { checkField, isAsked } from './check-field.ts'
import { checkRule, holds, isJudged, isLargeChange, type CellReader } from './check-rule.ts'
import type { CellSource, CompiledField, CompiledForm, CompiledLinear, CompiledRule } from './compile-form.ts'
import type { ColumnTable } from './column-table.ts'
import type { CellValue } from './filing.ts'
import type { FormField } from './form.ts'
import type { ChangeRule, Finding } from './relation.ts'

/** Another table, and for each row of the table under check its row there; −1: that filing is not there. */
export interface AlignedTable {
  readonly table: ColumnTable
  readonly rows: Int32Array
}

/** What FilingContext is to one filing; keys as there. Members' sums stand row by row; NaN: none. */
export interface ColumnContext {
  readonly forms: Readonly<Record<string, AlignedTable>>
  readonly history: Readonly<Record<string, AlignedTable>>
  readonly members?: Readonly<Record<string, Float64Array>>
}

/** The findings of all rows, check by check in the order of checkFiling, rows ascending within a check. */
export interface ColumnFindings {
  readonly count: number
  /** Index into `checks`. */
  readonly check: Uint16Array
  readonly row: Uint32Array
  /** Ids as in Finding.rule: the fields, then the rules. */
  readonly checks: readonly string[]
  /** The finding in full, as checkFiling would give it. */
  readonly at: (index: number) => Finding
}

/**
 * Checks all rows of a table, column by column: the same findings as checkFiling gives row by row. Columns that the table does
 * not have are missing in every row. A loop over columns picks out the rows that may break a check; the check for one filing
 * then decides.
 */
export function checkColumns(form: CompiledForm, table: ColumnTable, context: ColumnContext): ColumnFindings {
  const columns = new Columns(form, table, context)
  const checks: (() => Finding | null)[] = [
    ...form.fields.map((field) => () => checkField(field, columns.reader.own)),
    ...form.rules.map((rule) => () => checkRule(form, rule, columns.reader)),
  ]
  const found = new FindingList()
  checks.forEach((check, index) => {
    const field = form.fields[index]
    const rule = form.rules[index - form.fields.length]
    const suspects =
      field !== undefined
        ? suspectsOfField(field, columns)
        : rule !== undefined
          ? suspectsOfRule(rule, columns)
          : []
    for (const row of suspects) {
      columns.row = row
      if (check() !== null) found.add(index, row)
    }
  })
  const { check, row, count } = found.finish()
  return {
    count,
    check,
    row,
    checks: [
      ...form.fields.map(({ field }) => `field:${field.code}`),
      ...form.rules.map(({ rule }) => rule.id),
    ],
    at: (index) => {
      columns.row = row[index] ?? -1
      const finding = checks[check[index] ?? -1]?.() ?? null
      if (finding === null) throw new RangeError(`there is no finding ${index}`)
      return finding
    },
  }
}

/** The tables as columns for the loops, and as cells of one row for the checks. */
class Columns {
  row = 0
  readonly rows: number
  readonly reader: CellReader
  readonly #table: ColumnTable
  readonly #context: ColumnContext
  readonly #figures: ReadonlyMap<string, CompiledField>
  readonly #asked = new Map<FormField['onlyIf'], Uint8Array>()

  constructor(form: CompiledForm, table: ColumnTable, context: ColumnContext) {
    this.#table = table
    this.#context = context
    this.#figures = form.fieldByCode
    this.rows = table.rows
    this.reader = {
      own: (code) => cellOf(table, code, this.row, this.#figures.get(code)?.field.type),
      elsewhere: (source) => this.#elsewhere(source),
    }
  }

  figures(code: string): Float64Array | undefined {
    return this.#table.figures.get(code)
  }

  texts(code: string): readonly (string | null)[] | undefined {
    return this.#table.texts.get(code)
  }

  /** Rows in which the field is asked; null: all. */
  asked(onlyIf: FormField['onlyIf']): Uint8Array | null {
    if (onlyIf === undefined) return null
    const known = this.#asked.get(onlyIf)
    if (known !== undefined) return known
    const asked = new Uint8Array(this.rows)
    for (this.row = 0; this.row < this.rows; this.row++)
      asked[this.row] = isAsked(onlyIf, this.reader.own) ? 1 : 0
    this.#asked.set(onlyIf, asked)
    return asked
  }

  /** The source's column, and the row in it for each row here; null: none of these filings is there. */
  column(source: CellSource): { values: Float64Array | null; rows: Int32Array | null } | null {
    switch (source.kind) {
      case 'own':
        return { values: this.figures(source.code) ?? null, rows: null }
      case 'members': {
        if (this.#context.members === undefined) return null
        return { values: this.#context.members[source.key] ?? null, rows: null }
      }
      case 'form':
      case 'history': {
        const aligned = this.#aligned(source)
        return aligned === undefined
          ? null
          : { values: aligned.table.figures.get(source.code) ?? null, rows: aligned.rows }
      }
    }
  }

  #aligned(source: Extract<CellSource, { kind: 'form' | 'history' }>): AlignedTable | undefined {
    return source.kind === 'form' ? this.#context.forms[source.form] : this.#context.history[source.back]
  }

  #elsewhere(source: Exclude<CellSource, { kind: 'own' }>): CellValue | undefined {
    if (source.kind === 'members') {
      if (this.#context.members === undefined) return undefined
      const sum = this.#context.members[source.key]?.[this.row] ?? Number.NaN
      return Number.isNaN(sum) ? null : sum
    }
    const aligned = this.#aligned(source)
    const row = aligned?.rows[this.row] ?? -1
    if (aligned === undefined || row < 0) return undefined
    return cellOf(aligned.table, source.code, row, undefined) ?? null
  }
}

function cellOf(
  table: ColumnTable,
  code: string,
  row: number,
  type: FormField['type'] | undefined,
): CellValue | undefined {
  const figures = table.figures.get(code)
  if (figures === undefined) return table.texts.get(code)?.[row]
  const figure = figures[row] ?? Number.NaN
  if (Number.isNaN(figure)) return null
  // Columns keep flags as 1 and 0; another figure is no flag and stays one.
  if (type === 'flag' && (figure === 0 || figure === 1)) return figure === 1
  return figure
}

class FindingList {
  #check = new Uint16Array(1024)
  #row = new Uint32Array(1024)
  #count = 0

  add(check: number, row: number): void {
    if (this.#count === this.#row.length) {
      const check = new Uint16Array(this.#count * 2)
      check.set(this.#check)
      this.#check = check
      const row = new Uint32Array(this.#count * 2)
      row.set(this.#row)
      this.#row = row
    }
    this.#check[this.#count] = check
    this.#row[this.#count++] = row
  }

  finish(): { check: Uint16Array; row: Uint32Array; count: number } {
    return {
      check: this.#check.slice(0, this.#count),
      row: this.#row.slice(0, this.#count),
      count: this.#count,
    }
  }
}

/* The loops: every row that breaks the check is among the suspects; others may be. */

function suspectsOfField(compiled: CompiledField, columns: Columns): readonly number[] {
  const { field } = compiled
  const asked = columns.asked(field.onlyIf)
  const suspects: number[] = []
  const figures = compiled.isFigure ? columns.figures(field.code) : undefined
  if (figures === undefined) {
    const texts = columns.texts(field.code)
    for (let row = 0; row < columns.rows; row++) {
      const filled = (texts?.[row] ?? '') !== ''
      if (filled || (field.compulsory && asked?.[row] !== 0)) suspects.push(row)
    }
    return suspects
  }
  const { type, compulsory } = field
  const least = field.minimum ?? (type === 'year' ? 1000 : type === 'flag' ? 0 : -Number.MAX_SAFE_INTEGER)
  const most = field.maximum ?? (type === 'year' ? 9999 : type === 'flag' ? 1 : Number.MAX_SAFE_INTEGER)
  const decimals = type === 'decimal' ? (field.decimals ?? null) : 0
  const scale = 10 ** (decimals ?? 0)
  for (let row = 0; row < columns.rows; row++) {
    const value = figures[row] ?? Number.NaN
    if (Number.isNaN(value)) {
      if (compulsory && asked?.[row] !== 0) suspects.push(row)
    } else if (asked?.[row] === 0 || !(value >= least && value <= most)) suspects.push(row)
    else if (decimals === 0) {
      if (!Number.isInteger(value)) suspects.push(row)
    }
    // A quotient of whole numbers is the double nearest to that decimal, so equality says that the digits are enough.
    else if (decimals !== null && Math.round(value * scale) / scale !== value) suspects.push(row)
  }
  return suspects
}

function suspectsOfRule(compiled: CompiledRule, columns: Columns): readonly number[] {
  switch (compiled.kind) {
    case 'linear':
      return suspectsOfLinear(compiled, columns)
    case 'change':
      return suspectsOfChange(compiled.rule, columns)
    case 'pair':
      return Array.from({ length: columns.rows }, (_, row) => row)
  }
}

function suspectsOfLinear(compiled: CompiledLinear, columns: Columns): readonly number[] {
  const { rows } = columns
  const left = new Float64Array(rows).fill(compiled.leftConstant)
  const right = new Float64Array(rows).fill(compiled.rightConstant)
  const missing = new Uint16Array(rows)
  const absent = new Uint8Array(rows)
  for (const [terms, sums] of [
    [compiled.left, left],
    [compiled.right, right],
  ] as const)
    for (const { coefficient, source } of terms) {
      const column = columns.column(source)
      if (column === null) return []
      addColumn(column.values, column.rows, coefficient, sums, missing, absent)
    }
  const { operator, tolerance, rule } = compiled
  const terms = compiled.left.length + compiled.right.length
  const isStrict = operator === '<' || operator === '>' || operator === '!='
  const suspects: number[] = []
  for (let row = 0; row < rows; row++) {
    if (absent[row] === 1) continue
    const gone = missing[row] ?? 0
    if (gone > 0 && !isJudged(rule.missing, gone, terms - gone)) continue
    const a = left[row] ?? 0
    const b = right[row] ?? 0
    // Rounding of decimals only ever excuses what is not strict; where it may condemn, the exact check looks.
    if (!holds(operator, a, b, tolerance, 0) || (isStrict && !Number.isInteger(a - b))) suspects.push(row)
  }
  return suspects
}

function addColumn(
  values: Float64Array | null,
  at: Int32Array | null,
  coefficient: number,
  sums: Float64Array,
  missing: Uint16Array,
  absent: Uint8Array,
): void {
  for (let row = 0; row < sums.length; row++) {
    const there = at === null ? row : (at[row] ?? -1)
    if (there < 0) {
      absent[row] = 1
      continue
    }
    const value = values === null ? Number.NaN : (values[there] ?? Number.NaN)
    if (Number.isNaN(value)) missing[row] = (missing[row] ?? 0) + 1
    else sums[row] = (sums[row] ?? 0) + coefficient * value
  }
}

function suspectsOfChange({ cell, back, ratio, floor }: ChangeRule, columns: Columns): readonly number[] {
  const now = columns.figures(cell)
  const past = columns.column({ kind: 'history', back, code: cell })
  if (now === undefined || past?.values === null || past?.values === undefined) return []
  const suspects: number[] = []
  for (let row = 0; row < columns.rows; row++) {
    const there = past.rows?.[row] ?? -1
    if (there < 0) continue
    // NaN on either side compares as false.
    if (isLargeChange(now[row] ?? Number.NaN, past.values[there] ?? Number.NaN, ratio, floor))
      suspects.push(row)
  }
  return suspects
}
