/** Many filings of one form and period, one column a field: what mass checks and aggregates run on. */
export interface ColumnTable {
  readonly rows: number
  /** Figures by field code; NaN: missing. Flags are 1 and 0. */
  readonly figures: ReadonlyMap<string, Float64Array>
  /** Texts, choices and days by field code; null: missing. */
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>
}
