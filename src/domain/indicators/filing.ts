/** One cell as it is kept; null or absent: missing, which is never zero. Figures are finite numbers of the field's unit. */
export type CellValue = number | string | boolean | null

/** Cells by field code. */
export type FilingValues = Readonly<Record<string, CellValue>>

/** What a check may look at beside the filing itself; all of the same enterprise. */
export interface FilingContext {
  /** Other forms of the same period, by form code. */
  readonly forms: Readonly<Record<string, FilingValues>>
  /** Filings of this form in other periods, by steps back: key `1` is the last period, `1Y` the same period last year. */
  readonly history: Readonly<Record<string, FilingValues>>
  /** Of a park's filing: sums over its members' filings of the period, by `GQ-002!QC05_0`; absent for an enterprise. */
  readonly members?: Readonly<Record<string, number | null>>
}
