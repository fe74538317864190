import type { ColumnTable } from './column-table.ts'
import type { Attribute } from './expression.ts'

/** Filings of several forms and one period, one row an enterprise: what expressions run on. */
export interface JoinedFilings {
  readonly rows: number
  /** Each table has `rows` rows; where `filed` is 0 all its cells are missing. */
  readonly forms: ReadonlyMap<string, { readonly filed: Uint8Array; readonly table: ColumnTable }>
  readonly attributes: ReadonlyMap<Attribute, readonly (string | null)[]>
}

export interface FormFilings {
  readonly form: string
  /** One enterprise a row of the table; none twice. */
  readonly units: readonly string[]
  readonly table: ColumnTable
}

/** A full join: every enterprise that filed any of the forms has a row, in the order in which the forms first name it. */
export function joinFilings(
  forms: readonly FormFilings[],
  attributesOf: ReadonlyMap<Attribute, ReadonlyMap<string, string>> = new Map(),
): JoinedFilings & { readonly units: readonly string[] } {
  const units = [...new Set(forms.flatMap((form) => form.units))]
  const rowOf = new Map(units.map((unit, row) => [unit, row]))
  return {
    rows: units.length,
    units,
    forms: new Map(forms.map((form) => [form.form, spread(form, rowOf)])),
    attributes: new Map(
      [...attributesOf].map(([name, values]) => [name, units.map((unit) => values.get(unit) ?? null)]),
    ),
  }
}

function spread(
  { form, units, table }: FormFilings,
  rowOf: ReadonlyMap<string, number>,
): { filed: Uint8Array; table: ColumnTable } {
  const filed = new Uint8Array(rowOf.size)
  const rows = units.map((unit) => rowOf.get(unit) ?? 0)
  for (const row of rows) {
    if (filed[row] === 1) throw new RangeError(`two filings of ${form} by one enterprise`)
    filed[row] = 1
  }
  const figures = new Map<string, Float64Array>()
  for (const [code, column] of table.figures) {
    const wide = new Float64Array(rowOf.size).fill(Number.NaN)
    rows.forEach((row, index) => (wide[row] = column[index] ?? Number.NaN))
    figures.set(code, wide)
  }
  const texts = new Map<string, readonly (string | null)[]>()
  for (const [code, column] of table.texts) {
    const wide = new Array<string | null>(rowOf.size).fill(null)
    rows.forEach((row, index) => (wide[row] = column[index] ?? null))
    texts.set(code, wide)
  }
  return { filed, table: { rows: rowOf.size, figures, texts } }
}
