import type { Issue } from '#domain/kernel'

/** What happened and what to do, for each refusal that a command can meet. The web has its own, in two languages. */
export const ISSUE_SENTENCES: Readonly<Record<string, string>> = {
  'documents.not_found': 'there is no such file. Check the path.',
  'documents.is_folder': 'this is a folder. Name the files in it, e.g. {folder}/*.txt.',
  'documents.not_a_file':
    'this is not a file that can be read from the disk. Save its content as a file first.',
  'documents.unreadable': 'the file could not be read: {reason}.',
  'documents.damaged': 'the file is damaged, so its text cannot be read. Get the original again.',
  'documents.empty': 'there is no text in the file. Check that it is the right one.',
  'documents.no_text_layer':
    'no text can be read from the PDF: it is a scan, or its Chinese fonts are not embedded. Run text recognition, export it again with fonts embedded, or use the Word or web original.',
  'documents.old_word_file': 'this is an old Word or WPS file (.doc, .wps). Save it as .docx first.',
  'documents.password': 'the file is protected by a password. Remove the password first.',
  'documents.too_large':
    'the file has {megabytes} MB, the limit is {limit} MB. Cut out what is not the document.',
  'documents.too_long': 'the document is longer than the limit of {limit}. Cut out what is not the document.',
  'documents.undecodable': 'the text is in none of UTF-8, UTF-16, GB18030 and Big5. Save it as UTF-8 first.',
  'documents.unsupported_type':
    'files of type “{extension}” cannot be read. Use .txt, .md, .html, .docx or .pdf.',
  'documents.import_failed': 'the import failed by a fault of the system; nothing of this file was saved.',
  'sheet.damaged': 'the file is damaged. Open it in a spreadsheet program and save it as .xlsx again.',
  'sheet.duplicate_heading': 'the heading “{heading}” stands there more than once. Keep one.',
  'sheet.empty_file': 'the file is empty. Check that it is the right one.',
  'sheet.encrypted': 'the file is protected by a password. Remove the password first.',
  'sheet.header_not_found':
    'no row of the first {within} names fields of the form. Head the columns with their codes.',
  'sheet.legacy_format': 'this is an old format (.{format}). Save it as .xlsx first.',
  'sheet.missing_column': 'the column “{heading}” is missing.',
  'sheet.not_a_workbook': 'this is no table that can be read. Use .xlsx or .csv.',
  'sheet.too_large': 'the table is too large. Cut it into several files.',
  'sheet.undecodable': 'the text is in none of UTF-8, UTF-16 and GB18030. Save it as UTF-8 or .xlsx first.',
  'sheet.hidden_rows': '{count} hidden rows were read too. Check that they are wanted.',
  'sheet.hidden_sheet': 'the sheet “{sheet}” is hidden and was not read.',
  'sheet.examples_skipped': '{count} example rows were left out.',
  'sheet.sheet_skipped': 'the sheet “{sheet}” has no headings of the form and was not read.',
  'sheet.unknown_column': 'the column “{heading}” is none of the form’s and was not read.',
  'sheet.date_instead_of_number': 'a date stands where a number should. Format the cell as a number.',
  'sheet.date_with_time': 'the date “{given}” has a time. Write the date alone.',
  'sheet.digits_lost':
    'the number is too long; its last digits are lost. Make the cell a text and type it again.',
  'sheet.formula_error': 'the formula failed ({given}). Mend it, or write the value.',
  'sheet.formula_without_value': 'the formula has no value. Open and save the file in a spreadsheet program.',
  'sheet.not_a_choice': '“{given}” is none of the choices: {choices}.',
  'sheet.not_a_date': '“{given}” is no date. Write it like 2026-06-30.',
  'sheet.not_a_number': '“{given}” is no number.',
  'sheet.not_an_integer': '“{given}” is not whole.',
  'sheet.percent_instead_of_number':
    'a percentage stands where a number should. Format the cell as a number.',
  'sheet.percent_unclear': '“{given}” may be a percentage or a share. Write the % sign.',
  'sheet.not_a_deadline': '“{given}” is no date by which something is due. Write it like 2026-06 or 2026-Q2.',
  'sheet.required': 'the cell must be filled.',
  'sheet.too_long': 'the text has {length} characters, the limit is {most}.',
  'sheet.too_many_items': 'there are {count} items, the limit is {most}.',
  'sheet.too_great': '{given} is above {most}.',
  'sheet.too_small': '{given} is below {least}.',
  'statistics.form_unknown': 'There is no form “{form}”. `data/statistics/forms` has them.',
  'statistics.period_unknown':
    'The form {form} has no period {period}. Periods are made as they come near; check the spelling.',
  'statistics.not_yet_open': 'the period is not open yet.',
  'statistics.period_locked': 'The period is locked.',
  'statistics.not_yours': 'this filing is not this account’s to decide on. Choose another with --user.',
  'statistics.wrong_state': 'this filing is submitted or approved already.',
  'statistics.not_registered_then': 'not in the register at the end of the period.',
  'statistics.stale': 'somebody changed it meanwhile. Try again.',
  'statistics.errors_stand': '{errors} errors stand against it.',
  'statistics.unexplained': '{queries} figures wait for an explanation.',
  'statistics.queries_open': '{queries} queries are open.',
  'statistics.gaps':
    '{owed} filings are owed and {open} are not final. Wait for them, or lock with --despite-gaps.',
  'statistics.import_empty': 'no row has figures. Check that it is the right file.',
  'statistics.import_too_long': 'the file has more than {most} rows. Import it in several files.',
  'statistics.import_blank': '{count} rows without any figure were left out.',
  'statistics.import_unit_missing': 'nothing says whose filing this row is.',
  'statistics.import_unit_unknown': '“{given}” is not in the register, or not this account’s.',
  'statistics.import_code_wrong': '“{given}” is no valid credit code.',
  'statistics.import_name_shared': '{count} enterprises are called “{name}”. Give the credit code.',
  'statistics.import_name_differs': 'the file says “{given}”, the register “{name}”. Check the row.',
  'statistics.import_twice': 'the same unit as in row {rows}; neither was taken.',
  'statistics.import_other_park': 'not of the chosen park.',
  'statistics.import_other_version': 'this filing follows version {version} of the form.',
  'evaluation.not_json': 'this is no JSON: {reason}.',
  'plan.empty': 'there is no text in the file. Check that it is the right one.',
  'plan.too_long':
    'the text has {length} characters, the limit is {limit}. Cut out what is not the document.',
  'plan.not_text': 'this is no text: too many control characters. Check that it is the right file.',
  'plans.forbidden':
    'This account may not do that. Choose another with --user; `user list` shows who has which role.',
  'plans.not_found': 'There is no such document or plan, or the account may not see it.',
  'access.login_taken': 'The log-in name “{login}” is taken. Choose another.',
  'access.not_found': 'There is no account “{login}”. `user list` shows all.',
  'access.organisation_needed':
    'A role in the zone’s business needs an organisation: add --organisation CODE.',
  'access.roles_exclude_each_other':
    'The system, security and audit administrators are separate (三员分设): an account with one of these roles can have no other role. Nothing was changed.',
  'audit.gap': 'an entry is missing here: the numbers have a gap.',
  'audit.wrong_hash': 'the entry is not what was written: its hash differs.',
  'audit.head_differs': 'the last entry is not the recorded end of the chain.',
  'audit.truncated': 'the entry was fixed outside the database, but is gone: the end was cut off.',
  'audit.anchor_differs': 'the entry differs from what was fixed outside the database.',
}

/** One sentence with the code, for people and for scripts that look for it. */
export function sentenceFor(issue: Issue): string {
  const sentence = ISSUE_SENTENCES[issue.code] ?? 'refused.'
  const filled = sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = issue.params?.[name]
    if (value === undefined) return whole
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
  return `${filled} [${issue.code}]`
}
