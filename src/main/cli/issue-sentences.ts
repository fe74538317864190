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
