import {
  checkFiling,
  localiseErrors,
  type CompiledForm,
  type FilingContext,
  type FilingValues,
  type Finding,
  type Localisation,
} from '#domain/indicators'
import { Refusal, type Issue } from '#domain/kernel'
import type { CellIssue } from '#platform/spreadsheets'
import type { Call, ExitCode } from './command-line.ts'
import { readFilingFile, type FilingFile, type FilingRow } from './filing-file.ts'
import { printFiling, printSummary } from './filing-report.ts'
import { languageOf } from './finding-report.ts'
import { sentenceFor } from './issue-sentences.ts'
import { complainAbout } from './read-inputs.ts'
import { readShippedForm } from './shipped-forms.ts'
import { complain, print } from './terminal.ts'

/** One filing with all that is wrong in it; documented in docs/methods/statistical-checks.md. */
export interface CheckedFiling {
  readonly row: number
  readonly sheet: string
  readonly id: string | null
  /** Cells that cannot be read as what their field asks for, with their places in the file. */
  readonly unreadable: readonly CellIssue[]
  readonly findings: readonly Finding[]
  readonly change: Localisation
}

export interface CheckSummary {
  readonly filings: number
  readonly withErrors: number
  readonly withQueries: number
  readonly errors: number
  readonly queries: number
  /** Filings that break each rule or field's definition, the most frequent first. */
  readonly byRule: Readonly<Record<string, number>>
  /** Filers that stand in the file more than once. */
  readonly repeated: readonly string[]
  /** Filings for which the previous file had one. */
  readonly withPrevious: number
}

/** `statistics check --form CODE FILE [--previous FILE] [--json] [--lang zh-CN|en]` */
export async function checkFilings(call: Call): Promise<ExitCode> {
  const form = await readShippedForm(call.valueOf('form') ?? '')
  const language = languageOf(call.valueOf('lang'))
  const [path = ''] = call.args
  const previousPath = call.valueOf('previous')
  const previous = previousPath === undefined ? null : await readPrevious(previousPath, form)
  if (previous === undefined) return 2
  const file = await openFile(path, form)
  if (file === null) return 2
  const asJson = call.isSet('json')
  const counter = new FilingCounter()
  const filings: CheckedFiling[] = []
  const read = await eachRow(path, file, (row) => {
    const before = row.id === null ? undefined : previous?.get(row.id)
    const filing = checkRow(form, row, before)
    counter.add(filing, before !== undefined)
    if (asJson) filings.push(filing)
    else printFiling(filing, form, language)
  })
  if (!read) return 2
  const summary = counter.summary()
  if (previous !== null && previous.size > 0 && counter.isAnonymous()) {
    complain(`${path}: no column says whose filings these are, so the previous ones cannot be matched.`)
    return 2
  }
  const { code, version } = form.definition
  if (asJson) print(JSON.stringify({ form: code, version, filings, summary }, null, 1))
  else printSummary(summary, form, language)
  return 0
}

function checkRow(form: CompiledForm, row: FilingRow, previous: FilingValues | undefined): CheckedFiling {
  const context = contextOf(form, previous)
  const findings = checkFiling(form, row.values, context)
  return {
    row: row.row,
    sheet: row.sheet,
    id: row.id,
    unreadable: row.issues,
    findings,
    change: findings.some(({ severity }) => severity === 'error')
      ? localiseErrors(form, row.values, context)
      : { cells: [], weight: 0, example: {}, proven: true },
  }
}

/** Of a yearly form the last period is the same period last year too. */
function contextOf(form: CompiledForm, previous: FilingValues | undefined): FilingContext {
  if (previous === undefined) return { forms: {}, history: {} }
  const isYearly = form.definition.rhythm === 'year'
  return { forms: {}, history: { '1': previous, ...(isYearly ? { '1Y': previous } : {}) } }
}

/** Undefined where the file cannot be used, which has then been said. */
async function readPrevious(
  path: string,
  form: CompiledForm,
): Promise<ReadonlyMap<string, FilingValues> | undefined> {
  const file = await openFile(path, form)
  if (file === null) return undefined
  const filings = new Map<string, FilingValues>()
  const repeated = new Set<string>()
  let unnamed = 0
  const read = await eachRow(path, file, ({ id, values }) => {
    if (id === null) unnamed++
    else if (filings.has(id)) repeated.add(id)
    else filings.set(id, values)
  })
  if (!read) return undefined
  if (filings.size === 0 && unnamed > 0) {
    complain(`${path}: no column says whose filings these are, so they cannot be matched.`)
    return undefined
  }
  // Which of two is the previous one, nobody can tell: neither is used.
  for (const id of repeated) {
    filings.delete(id)
    complain(`${path}: ${id} stands there more than once; it is compared with nothing.`)
  }
  return filings
}

async function openFile(path: string, form: CompiledForm): Promise<FilingFile | null> {
  const file = await readFilingFile(path, form)
  if (file.ok) return file.value
  complainAbout(path, file.issues)
  return null
}

/** False where the file turned out damaged on the way, which has then been said. */
async function eachRow(path: string, file: FilingFile, use: (row: FilingRow) => void): Promise<boolean> {
  try {
    for await (const row of file.rows) use(row)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    complainAbout(path, error.issues)
    return false
  }
  for (const notice of file.notices) complain(`${path}: ${sentenceFor(notice satisfies Issue)}`)
  return true
}

class FilingCounter {
  #filings = 0
  #withErrors = 0
  #withQueries = 0
  #errors = 0
  #queries = 0
  #withPrevious = 0
  readonly #byRule = new Map<string, number>()
  readonly #ids = new Map<string, number>()

  add({ findings, id }: CheckedFiling, hasPrevious: boolean): void {
    const errors = findings.filter(({ severity }) => severity === 'error').length
    this.#filings++
    this.#errors += errors
    this.#queries += findings.length - errors
    if (errors > 0) this.#withErrors++
    if (findings.length > errors) this.#withQueries++
    if (hasPrevious) this.#withPrevious++
    for (const { rule } of findings) this.#byRule.set(rule, (this.#byRule.get(rule) ?? 0) + 1)
    if (id !== null) this.#ids.set(id, (this.#ids.get(id) ?? 0) + 1)
  }

  isAnonymous(): boolean {
    return this.#filings > 0 && this.#ids.size === 0
  }

  summary(): CheckSummary {
    return {
      filings: this.#filings,
      withErrors: this.#withErrors,
      withQueries: this.#withQueries,
      errors: this.#errors,
      queries: this.#queries,
      byRule: Object.fromEntries([...this.#byRule].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))),
      repeated: [...this.#ids].filter(([, times]) => times > 1).map(([id]) => id),
      withPrevious: this.#withPrevious,
    }
  }
}
