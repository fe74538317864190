import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { importFilings as route, type ImportResult } from '#contract/statistics'
import { importFilingsNow } from '#features/statistics'
import { READ_LIMITS } from '#platform/spreadsheets'
import type { Call, ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { sentenceFor } from './issue-sentences.ts'
import { actAs, withLibrary } from './open-library.ts'
import { parkByCode } from './park-by-code.ts'
import { complain, print } from './terminal.ts'

/** So many lines are named; the page of the import has a thousand, the copy of the file all. */
const LISTED = 40

/** `statistics import --form F --period P [--park CODE] [--submit] [--dry-run] [--user LOGIN] [--json] FILE` */
export function importFilings(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system, interrupted }) => {
    const [path = ''] = call.args
    const acting = await actAs(system, call.valueOf('user'), route.access)
    await refuseLarge(path)
    const ctx = acting.context()
    const parkCode = call.valueOf('park')
    const parkId = parkCode === undefined ? null : await parkByCode(ctx, parkCode)
    complain(`Importing as ${acting.description}.`)
    const result = await importFilingsNow(
      () => acting.context(),
      {
        form: call.valueOf('form') ?? '',
        period: call.valueOf('period') ?? '',
        fileName: basename(path),
        content: createReadStream(path),
        dryRun: call.isSet('dry-run'),
        submit: call.isSet('submit'),
        parkId,
      },
      interrupted,
    )
    if (call.isSet('json')) print(JSON.stringify(result, null, 1))
    else printResult(path, result)
    if (result.state === 'cancelled') return 1
    return result.state === 'done' && result.refused === 0 ? 0 : 2
  })
}

/** A file that is too large is not even read. */
async function refuseLarge(path: string): Promise<void> {
  const { size } = await stat(path)
  if (size > READ_LIMITS.maxFileBytes)
    throw new CommandFailed(`${path}: ${sentenceFor({ code: 'sheet.too_large', params: { what: 'file' } })}`)
}

function printResult(path: string, result: ImportResult): void {
  for (const issue of result.issues.slice(0, LISTED)) {
    const place = [issue.sheet, issue.cell ?? (issue.row === null ? null : `row ${String(issue.row)}`)]
    const head = [...place, issue.unitName].filter((part) => part !== null && part !== '').join(' ')
    complain(`${path}: ${head === '' ? '' : `${head}: `}${sentenceOf(issue)}`)
  }
  if (result.issueCount > LISTED) complain(`… and ${String(result.issueCount - LISTED)} more.`)
  const counts: readonly (readonly [number, string])[] = [
    [result.rows, 'rows'],
    [result.fresh, 'new'],
    [result.changed, 'changed'],
    [result.same, 'the same'],
    [result.refused, 'refused'],
    [result.withErrors, 'with errors'],
    [result.written, 'written'],
    [result.submitted, 'submitted'],
  ]
  const words = counts.map(([count, word]) => `${String(count)} ${word}`).join(', ')
  const end = { done: '', failed: 'refused: ', cancelled: 'stopped: ', queued: '', running: '' }[result.state]
  print(`${end}${words}${result.dryRun ? ' (dry run: nothing was written)' : ''}`)
}

function sentenceOf({ code, params, severity }: ImportResult['issues'][number]): string {
  const { rule, left, operator, right, cells } = params
  const kind = severity === 'error' ? 'error' : 'to be checked'
  if (typeof rule === 'string') {
    const names = Array.isArray(cells) ? cells.map(wordsOf).join(', ') : ''
    const sides =
      typeof operator === 'string' ? `: ${wordsOf(left)} ${operator} ${wordsOf(right)} does not hold` : ''
    return `${kind}: ${code.replace('indicators.', '').replaceAll('_', ' ')} (${rule}; ${names})${sides}.`
  }
  return `${kind}: ${sentenceFor({ code, params })}`
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
