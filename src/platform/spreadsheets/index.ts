/**
 * Tables leave and enter as .xlsx and .csv.
 *
 * Out: `writeWorkbook` and `writeCsv` stream any number of rows in constant memory; cells are typed, nothing is ever a
 * formula, and the same rows give the same bytes. In: `readWorkbook` and `readCsv` read what a declaration says, row by
 * row, with an issue for each cell that cannot be taken. `writeTemplate` gives people a form for a declaration, and
 * `annotateWorkbook` gives them their file back with the issues beside the cells.
 *
 * What streams is written and read here, part by part: a library's streams know one sheet, no title above the header,
 * no filter, and take an error for a text. hucre writes templates, which are small and rich; annotated copies are edited in
 * place, so that nothing of the original is lost.
 * Start reading at `export-sheet.ts` and `declaration.ts`.
 */
export { writeWorkbook, type WorkbookOptions } from './write-workbook.ts'
export { writeCsv } from './write-csv.ts'
export type {
  ExportColumn,
  ExportLink,
  ExportOptions,
  ExportRow,
  ExportSheet,
  ExportType,
  ExportValue,
} from './export-sheet.ts'
export { readWorkbook } from './read-workbook.ts'
export { readCsv } from './read-csv.ts'
export { readPlainTable, type PlainTable } from './read-plain-table.ts'
export { annotateWorkbook, type CellRemark } from './annotate-workbook.ts'
export { writeTemplate, type TemplateOptions } from './write-template.ts'
export { READ_LIMITS } from './declaration.ts'
export type {
  CellIssue,
  ImportChoice,
  ImportColumn,
  ImportDeclaration,
  ImportType,
  ImportValue,
  ReadLimits,
  ReadRow,
  SheetDeadline,
  SheetIssue,
  TableReading,
} from './declaration.ts'
export { SHEET_ISSUE_CODES, type SheetIssueCode } from './issue-codes.ts'
