/** Every code that reading a sheet can answer; each has its sentence in both languages. */
export const SHEET_ISSUE_CODES = [
  // The file is refused.
  'sheet.damaged',
  'sheet.duplicate_heading',
  'sheet.empty_file',
  'sheet.encrypted',
  'sheet.header_not_found',
  'sheet.legacy_format',
  'sheet.missing_column',
  'sheet.not_a_workbook',
  'sheet.too_large',
  'sheet.undecodable',
  // Remarks about the file; reading goes on.
  'sheet.hidden_rows',
  'sheet.hidden_sheet',
  'sheet.examples_skipped',
  'sheet.sheet_skipped',
  'sheet.unknown_column',
  // A cell cannot be taken.
  'sheet.date_instead_of_number',
  'sheet.date_with_time',
  'sheet.digits_lost',
  'sheet.formula_error',
  'sheet.formula_without_value',
  'sheet.not_a_choice',
  'sheet.not_a_date',
  'sheet.not_a_deadline',
  'sheet.not_a_number',
  'sheet.not_an_integer',
  'sheet.percent_instead_of_number',
  'sheet.percent_unclear',
  'sheet.required',
  'sheet.too_great',
  'sheet.too_long',
  'sheet.too_many_items',
  'sheet.too_small',
] as const

export type SheetIssueCode = (typeof SHEET_ISSUE_CODES)[number]
