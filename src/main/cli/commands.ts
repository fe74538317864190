import { ROLE_NAMES } from './role-names.ts'
import type { CommandSpec, OptionSpec } from './command-line.ts'

const JSON_SWITCH: OptionSpec = { name: 'json', help: 'Print JSON.' }
const LANGUAGE: OptionSpec = {
  name: 'lang',
  value: 'LANGUAGE',
  oneOf: ['zh-CN', 'en'],
  help: 'Language of the messages (zh-CN).',
}
const AS_USER: OptionSpec = {
  name: 'user',
  value: 'LOGIN',
  help: 'Act as this account (the first active account of the zone office).',
}
const PASSWORD_STDIN: OptionSpec = {
  name: 'password-stdin',
  help: 'Read the password from standard input instead of asking for it.',
}
const FORM: OptionSpec = {
  name: 'form',
  value: 'CODE',
  required: true,
  help: 'Code of the form, e.g. GQ-002; its newest version in data/statistics/forms.',
}
const PERIOD: OptionSpec = {
  name: 'period',
  value: 'PERIOD',
  required: true,
  help: 'The period: 2025, 2025-Q1 or 2025-03.',
}
const PARK: OptionSpec = {
  name: 'park',
  value: 'CODE',
  help: 'Only filings of this park, by its code in the zone’s data, e.g. haidian.',
}
const FILE_TYPES =
  'Files: .txt .md .html .docx .pdf (with a text layer), in UTF-8, UTF-16, GB18030 or Big5, up to 50 MB.'
const NOW: OptionSpec = {
  name: 'now',
  value: 'MOMENT',
  help: 'The moment of now() and today(), e.g. 2026-03-01T08:00:00+08:00 (the clock of this machine).',
}
const NO_ARGUMENTS = { name: '', least: 0, most: 0 }
const FILES = { name: 'FILE...', least: 1, most: Infinity }

/** Every command; help, parsing and dispatch come from here. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'extract',
    summary: 'Read policy documents into plans, as JSON. Needs no database.',
    args: FILES,
    options: [
      {
        name: 'out',
        value: 'DIR',
        help: 'Write DIR/<file name>.json for each file, and make DIR if needed.',
      },
    ],
    notes: [
      FILE_TYPES,
      'Without --out the JSON is printed: an object for one file, a list for several. Offsets are UTF-16 code units into\n' +
        'the decoded text without its byte order mark, end exclusive; for .html, .docx and .pdf they are into `text`, which\n' +
        'is part of the answer. A file that cannot be read is named on standard error with the reason; the others are done.',
    ],
    load: async () => (await import('./extract.ts')).extract,
  },
  {
    name: 'check',
    summary: 'Hold policy documents against themselves and each other. Needs no database.',
    args: FILES,
    options: [JSON_SWITCH, LANGUAGE],
    notes: [
      FILE_TYPES,
      'Findings do not change the exit code. JSON: a list of {kind, severity, message, items: [{document, start, end}], values}.',
    ],
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'document import',
    summary: 'Bring policy documents into the library.',
    args: FILES,
    options: [AS_USER, JSON_SWITCH],
    notes: [
      FILE_TYPES,
      'The same file is recognised; a changed edition (same title) becomes a new version. The server may run meanwhile.',
    ],
    load: async () => (await import('./document-import.ts')).importDocuments,
  },
  {
    name: 'document list',
    summary: 'List the documents of the library.',
    args: NO_ARGUMENTS,
    options: [AS_USER, JSON_SWITCH],
    load: async () => (await import('./document-list.ts')).listLibrary,
  },
  {
    name: 'plan list',
    summary: 'List the published plans.',
    args: NO_ARGUMENTS,
    options: [AS_USER, JSON_SWITCH],
    load: async () => (await import('./plan.ts')).list,
  },
  {
    name: 'plan show',
    summary: 'Print a published plan: outline, targets, tasks.',
    args: { name: 'ID', least: 1, most: 1 },
    options: [AS_USER, JSON_SWITCH],
    notes: [
      'ID: of a plan or of its document, as the lists print it; the beginning is enough if only one begins so.',
    ],
    load: async () => (await import('./plan.ts')).show,
  },
  {
    name: 'plan check',
    summary: 'Reconcile the documents of the library, or one of them with the others.',
    args: { name: '[ID]', least: 0, most: 1 },
    options: [AS_USER, JSON_SWITCH, LANGUAGE],
    notes: ['ID: of a document or plan, or its beginning.'],
    load: async () => (await import('./plan-check.ts')).checkLibrary,
  },
  {
    name: 'procedure check',
    summary: 'Check and walk the shipped procedures. Needs no database.',
    args: { name: '[NAME...]', least: 0, most: Infinity },
    options: [JSON_SWITCH, LANGUAGE],
    notes: [
      'NAME: a file of data/procedures without .json; all of them without one. Every definition is checked as at load and then\n' +
        'walked through the engine itself until every transition was taken. Exit code 1 on an error or an untaken transition.',
    ],
    load: async () => (await import('./procedure-check.ts')).checkProcedures,
  },
  {
    name: 'procedure draw',
    summary: 'Draw a shipped procedure as SVG. Needs no database.',
    args: { name: 'NAME', least: 1, most: 1 },
    options: [
      { name: 'out', value: 'FILE.svg', required: true, help: 'Where to write the drawing.' },
      JSON_SWITCH,
      LANGUAGE,
    ],
    load: async () => (await import('./procedure-draw.ts')).draw,
  },
  {
    name: 'case replay',
    summary: 'Recompute a case from its events and compare with what is stored.',
    args: { name: '[ID]', least: 0, most: 1 },
    options: [{ name: 'all', help: 'Every case; only those that differ are listed.' }, JSON_SWITCH, LANGUAGE],
    notes: [
      'ID: the case’s number or id; eight characters of an id are enough. State, clocks, open seats and timers are compared;\n' +
        'exit code 1 when something differs. The server may run meanwhile.',
    ],
    load: async () => (await import('./case-replay.ts')).replayCases,
  },
  {
    name: 'clock explain',
    summary: 'Explain the clocks of a case: intervals, reasons, sums.',
    args: { name: 'ID', least: 1, most: 1 },
    options: [
      { name: 'pieces', help: 'Print every piece, closures of the calendar included.' },
      AS_USER,
      JSON_SWITCH,
      LANGUAGE,
    ],
    notes: ['ID: the case’s number or id; eight characters of an id are enough.'],
    load: async () => (await import('./clock-explain.ts')).explain,
  },
  {
    name: 'statistics check',
    summary: 'Check a table of filings against its form. Needs no database.',
    args: { name: 'FILE', least: 1, most: 1 },
    options: [
      FORM,
      {
        name: 'previous',
        value: 'FILE',
        help: 'The filings of the period before, for the checks of change; matched by what identifies the filer.',
      },
      JSON_SWITCH,
      LANGUAGE,
    ],
    notes: [
      'FILE: .csv or .xlsx, a row for each filing; headings are codes or labels of the form’s fields in any order. A column\n' +
        '统一社会信用代码, creditCode, id, 企业 or enterprise says whose filing a row is.',
      'For each filing: the rules that it breaks, and the fewest cells whose change can satisfy all errors at once. Relations\n' +
        'with other forms are not judged. Findings do not change the exit code. docs/methods/statistical-checks.md describes\n' +
        'the JSON.',
    ],
    load: async () => (await import('./statistics-check.ts')).checkFilings,
  },
  {
    name: 'statistics rules',
    summary: 'Prove the rules of a form against each other. Needs no database.',
    args: NO_ARGUMENTS,
    options: [FORM, JSON_SWITCH, LANGUAGE],
    notes: [
      'Whether the rules can hold at once, and which follow from others, each with its certificate in exact fractions. Exit\n' +
        'code 1 when they contradict one another.',
    ],
    load: async () => (await import('./statistics-rules.ts')).proveFormRules,
  },
  {
    name: 'statistics import',
    summary: 'Import filings of one period from a table.',
    args: { name: 'FILE', least: 1, most: 1 },
    options: [
      FORM,
      PERIOD,
      PARK,
      { name: 'submit', help: 'Submit what has no errors; otherwise everything is kept as a draft.' },
      { name: 'dry-run', help: 'Check everything and write nothing.' },
      AS_USER,
      JSON_SWITCH,
    ],
    notes: [
      'FILE: .xlsx or .csv, a row for each filing; headings are codes or labels of the form’s fields in any order, and a column\n' +
        '统一社会信用代码 or 企业名称 says whose a row is. Each filing is written whole or not at all; imported again, what says\n' +
        'the same stays. Ctrl-C stops after the filings in hand. The server may run meanwhile.',
      'Exit code 0: every row was taken; 2: the file or some rows were refused; 1: stopped, or a fault.',
    ],
    load: async () => (await import('./statistics-import.ts')).importFilings,
  },
  {
    name: 'statistics approve',
    summary: 'Approve, or accept, all filings of a period that can be.',
    args: NO_ARGUMENTS,
    options: [
      FORM,
      PERIOD,
      PARK,
      { name: 'accept', help: 'Accept for the zone what parks have approved, where the form asks for it.' },
      AS_USER,
      JSON_SWITCH,
    ],
    notes: [
      'A park approves what its enterprises submitted: name one of its accounts with --user. Exit code 2 when some were refused,\n' +
        'each with its reason; the others are done.',
    ],
    load: async () => (await import('./statistics-approve.ts')).approveFilings,
  },
  {
    name: 'statistics lock',
    summary: 'Lock a period: nothing of it changes any more.',
    args: NO_ARGUMENTS,
    options: [
      FORM,
      PERIOD,
      {
        name: 'despite-gaps',
        help: 'Lock although filings are owed or not final; they stay out of the numbers.',
      },
      AS_USER,
      JSON_SWITCH,
    ],
    load: async () => (await import('./statistics-lock.ts')).lockFilings,
  },
  {
    name: 'evaluation compute',
    summary: 'Compute scores, ranks and grades of a scheme on a table. Needs no database.',
    args: NO_ARGUMENTS,
    options: [
      {
        name: 'scheme',
        value: 'SCHEME.json',
        required: true,
        help: 'The scheme, in the format of data/schemes.',
      },
      {
        name: 'data',
        value: 'DATA.csv',
        required: true,
        help: 'The figures: .csv, .tsv or .xlsx with a row for each unit and period, or .json.',
      },
      { name: 'period', value: 'PERIOD', help: 'The period to judge, as the data names it (the last).' },
      { name: 'official', help: 'Refuse a scheme that is marked incomplete.' },
      {
        name: 'uncertainty',
        help: 'Compute it over and over as the scheme’s `uncertainty` says (weights ± a quarter, 1,000 times).',
      },
      {
        name: 'tables',
        value: 'WHICH',
        oneOf: ['scores', 'steps'],
        help: 'Without --json: the ranking alone (scores), or every step too.',
      },
      {
        name: 'statistics',
        help: 'With --json: moments of all columns, correlations, consistency and components too.',
      },
      JSON_SWITCH,
      LANGUAGE,
    ],
    notes: [
      'Columns of the table: unit, name, period, group:NAME for groupings, and the columns that the scheme names; others are\n' +
        'not looked at. Empty and NA are missing. docs/methods/evaluation.md describes both files and the JSON.',
      'The JSON has every step in full: raw, denominated, imputed, treated, normalised, scores of all nodes, weights, each\n' +
        'imputed and treated point, ranks and grades. Nothing in it is rounded.',
    ],
    load: async () => (await import('./evaluation-compute.ts')).computeEvaluation,
  },
  {
    name: 'evaluation methods',
    summary: 'List the methods of every step with their parameters.',
    args: NO_ARGUMENTS,
    options: [JSON_SWITCH, LANGUAGE],
    load: async () => (await import('./evaluation-methods.ts')).listMethods,
  },
  {
    name: 'evaluation replay',
    summary: 'Compute a finished run anew from what is stored and compare digests.',
    args: { name: 'RUN|PACKAGE.zip', least: 1, most: 1 },
    options: [JSON_SWITCH, LANGUAGE],
    notes: [
      'RUN is the number or id of a run, eight characters are enough; a package needs no database and can be replayed on any\n' +
        'machine. Exit code 1: not the same.',
    ],
    load: async () => (await import('./evaluation-replay.ts')).replayEvaluation,
  },
  {
    name: 'audit verify',
    summary: 'Recompute the audit trail; exit code 1 if it was tampered with.',
    args: NO_ARGUMENTS,
    options: [JSON_SWITCH],
    load: async () => (await import('./audit.ts')).verify,
  },
  {
    name: 'demo',
    summary: 'Load the whole synthetic population in place of the small one.',
    args: NO_ARGUMENTS,
    options: [
      { name: 'full', help: '30,000 invented enterprises with six years of filings; takes minutes.' },
      JSON_SWITCH,
    ],
    notes: [
      'Every enterprise and every figure of it is invented and marked so; totals are those that were published. The population\n' +
        'that is there is replaced only while nobody has worked with it. All of the new one is there in the end, or nothing of it.\n' +
        'Progress is told on standard error. The server may run meanwhile, but is slow.',
    ],
    load: async () => (await import('./demo.ts')).loadDemo,
  },
  {
    name: 'user add',
    summary: 'Create an account.',
    args: { name: 'LOGIN', least: 1, most: 1 },
    options: [
      { name: 'name', value: 'NAME', required: true, help: 'The person’s name.' },
      {
        name: 'organisation',
        value: 'CODE',
        help: 'The organisation’s code in the zone’s data, e.g. office.',
      },
      {
        name: 'role',
        value: 'ROLE',
        oneOf: ROLE_NAMES,
        repeatable: true,
        help: 'A role; may be given several times.',
      },
      PASSWORD_STDIN,
    ],
    notes: [
      'The system, security and audit administrators are three people: an account that has one of these roles has no other.\n' +
        'The person must change the password at the first log-in.',
    ],
    load: async () => (await import('./user.ts')).add,
  },
  {
    name: 'user list',
    summary: 'List the accounts and their roles.',
    args: NO_ARGUMENTS,
    options: [JSON_SWITCH],
    load: async () => (await import('./user.ts')).list,
  },
  {
    name: 'user set-password',
    summary: 'Set a new password, unlock the account and end its sessions.',
    args: { name: 'LOGIN', least: 1, most: 1 },
    options: [PASSWORD_STDIN],
    load: async () => (await import('./user.ts')).setPassword,
  },
  {
    name: 'feel',
    summary: 'The value of a FEEL expression, as JSON. Needs no database.',
    args: { name: 'EXPRESSION', least: 1, most: 1 },
    options: [
      { name: 'context', value: 'FILE', help: 'A JSON object: the names that the expression may use.' },
      NOW,
      { name: 'notes', help: 'Print {value, notes}: the notes say why something is null.' },
    ],
    notes: [
      'Numbers that a double holds exactly are JSON numbers, others texts; dates, times and durations their ISO texts.\n' +
        'An expression that begins with a hyphen comes after “--”.',
    ],
    load: async () => (await import('./feel.ts')).feel,
  },
  {
    name: 'dmn',
    summary: 'Make a decision of a DMN model, as JSON. Needs no database.',
    args: { name: 'FILE.dmn', least: 1, most: 1 },
    options: [
      { name: 'decision', value: 'NAME', help: 'The decision; or --service.' },
      { name: 'service', value: 'NAME', help: 'The decision service.' },
      { name: 'input', value: 'FILE', help: 'A JSON object: input data by name.' },
      NOW,
      { name: 'trace', help: 'Print {value, trace, notes}: each decision on the way, rows that matched.' },
    ],
    notes: [
      'DMN 1.1 to 1.5. Imported models are found among the .dmn files in the same folder. In the input, ISO texts stand for\n' +
        'dates, times and durations where the model wants these.',
    ],
    load: async () => (await import('./dmn.ts')).dmn,
  },
]
