import type { DateOn, Issue } from '#domain/kernel'
import type { SheetIssueCode } from './issue-codes.ts'

/** What is to be read from a sheet. Types are declared and never guessed from the cells. */
export interface ImportDeclaration {
  readonly columns: readonly ImportColumn[]
  /** Headings over names and over values by which a sheet is known that lists the columns downwards, one to a line. */
  readonly downwards?: { readonly names: readonly string[]; readonly values: readonly string[] }
}

export type ImportType = 'text' | 'integer' | 'number' | 'percent' | 'date' | 'deadline' | 'choice' | 'list'

export interface ImportColumn {
  readonly key: string
  /** Headings accepted: Chinese first, English second, then others. Case, spaces, width of characters and a bracketed unit do not matter. */
  readonly headings: readonly string[]
  readonly type: ImportType
  /** A required column must be there and its cells filled. */
  readonly required?: boolean
  /** Of `choice` and, where items are limited, of `list`. */
  readonly choices?: readonly ImportChoice[]
  /** Characters of a text or of each item of a list. */
  readonly maxLength?: number
  readonly maxItems?: number
  /** Of numbers and of percents, the latter as shares: 1 is 100%. */
  readonly min?: number
  readonly max?: number
  /** Of dates and of the last day of deadlines. */
  readonly earliest?: DateOn
  readonly latest?: DateOn
  /** Accepted behind numbers written as text. */
  readonly unit?: string
  /** What a plain 35 in a column of percents says; without it such a cell is refused as unclear. */
  readonly percentWithoutSign?: 'share' | 'points'
  /** The value of cells merged downwards holds for each of their rows. */
  readonly fillDown?: boolean
  /** Texts that say "nothing", such as `—` or `无`. */
  readonly blanks?: readonly string[]
}

export interface ImportChoice {
  readonly value: string
  /** What people write for it: Chinese first, English second, then others. */
  readonly labels: readonly string[]
}

export interface SheetDeadline {
  readonly precision: 'day' | 'month' | 'quarter' | 'half-year' | 'year'
  readonly startsOn: DateOn
  /** The last day on which it is still kept. */
  readonly endsOn: DateOn
}

/** Dates are `YYYY-MM-DD`, percents shares, choices their `value`, lists texts or values of choices. */
export type ImportValue = string | number | SheetDeadline | readonly string[] | null

export interface SheetIssue extends Issue {
  readonly code: SheetIssueCode
}

export interface CellIssue extends SheetIssue {
  readonly sheet: string
  readonly row: number
  /** Letters of the column: `C`. */
  readonly column: string
  /** `C5`. */
  readonly cell: string
  readonly key: string
}

export interface ReadRow {
  readonly sheet: string
  /** As the program shows it, from 1. */
  readonly row: number
  /** Hidden by hand or by a filter; read all the same. */
  readonly hidden: boolean
  /** One entry for each declared column; null for what is empty or has an issue. */
  readonly values: Readonly<Record<string, ImportValue>>
  readonly issues: readonly CellIssue[]
}

export interface TableReading {
  /** Remarks about the file; complete once the rows have been read. */
  readonly notices: readonly SheetIssue[]
  /** Throws a Refusal where the file turns out damaged or too large on the way. */
  readonly rows: AsyncGenerator<ReadRow, void, undefined>
  /** Where a declared column stands in a row (`C5`), for doubts that only the reader of the values can have; null where it is not there. */
  readonly cellOf: (sheet: string, row: number, key: string) => string | null
}

export interface ReadLimits {
  readonly maxFileBytes: number
  /** Of everything unpacked, and of what is unpacked of one part. */
  readonly maxUnpackedBytes: number
  readonly maxEntries: number
  readonly maxSheets: number
  /** Of the table of texts, which is held in memory. */
  readonly maxSharedTextBytes: number
  readonly maxColumns: number
  readonly maxRows: number
}

export const READ_LIMITS: ReadLimits = {
  maxFileBytes: 100 * 1024 ** 2,
  maxUnpackedBytes: 1024 ** 3,
  maxEntries: 5_000,
  maxSheets: 255,
  maxSharedTextBytes: 128 * 1024 ** 2,
  maxColumns: 2_000,
  maxRows: 1_048_576,
}
