import { basename } from 'node:path'
import { importFile } from '#features/plans'
import { importDocuments as route, type ImportResult } from '#contract/plans'
import type { Call, ExitCode } from './command-line.ts'
import { sentenceForError } from './failures.ts'
import { sentenceFor } from './issue-sentences.ts'
import { actAs, withLibrary, type Acting } from './open-library.ts'
import { listInputs, readBytes } from './read-inputs.ts'
import { complain, print } from './terminal.ts'

/** `document import FILE... [--user LOGIN] [--json]` */
export function importDocuments(call: Call): Promise<ExitCode> {
  return withLibrary(
    async ({ system, interrupted }) => {
      const acting = await actAs(system, call.valueOf('user'), route.access)
      complain(`Importing as ${acting.description}.`)
      const files = await listInputs(call.args)
      const results: ImportResult[] = []
      let faults = 0
      for (const [i, { path }] of files.entries()) {
        if (interrupted.aborted) {
          results.push(blank(path, 'cancelled'))
          continue
        }
        let result: ImportResult
        try {
          result = await importOne(acting, path)
        } catch (error) {
          // A fault with one file must not take the others with it.
          system.services.log.debug({ err: error, path }, 'import failed')
          complain(sentenceForError(error))
          result = blank(path, 'refused', { code: 'documents.import_failed', params: {} })
          faults += 1
        }
        results.push(result)
        complain(`[${i + 1}/${files.length}] ${path}: ${describe(result)}`)
      }
      print(call.isSet('json') ? JSON.stringify(results, null, 1) : summary(results))
      if (faults > 0 || interrupted.aborted) return 1
      return results.some((result) => result.outcome === 'refused') ? 2 : 0
    },
    { prepare: true },
  )
}

async function importOne(acting: Acting, path: string): Promise<ImportResult> {
  const bytes = await readBytes(path)
  if (bytes.ok) return importFile(acting.context(), { fileName: cleanName(path), bytes: bytes.value })
  const [issue] = bytes.issues
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(issue?.params ?? {}))
    params[name] = typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value)
  return blank(path, 'refused', { code: issue?.code ?? 'documents.unreadable', params })
}

/** File systems allow what a name in a list should not have. */
function cleanName(path: string): string {
  const name = basename(path)
    .replace(/\p{Cc}/gu, '')
    .trim()
  return name === '' ? 'document' : name
}

function blank(
  path: string,
  outcome: 'refused' | 'cancelled',
  issue: ImportResult['issue'] = null,
): ImportResult {
  return {
    fileName: cleanName(path),
    outcome,
    documentId: null,
    versionId: null,
    title: null,
    items: 0,
    issue,
  }
}

function describe(result: ImportResult): string {
  switch (result.outcome) {
    case 'new':
      return `new document “${result.title ?? ''}”, ${result.items} items read`
    case 'new-version':
      return `new version of “${result.title ?? ''}”, ${result.items} items read`
    case 'same':
      return `already in the library as “${result.title ?? ''}”; nothing was changed`
    case 'cancelled':
      return 'cancelled'
    case 'refused':
      return result.issue === null ? 'refused' : sentenceFor(result.issue)
  }
}

function summary(results: readonly ImportResult[]): string {
  const words: Readonly<Record<ImportResult['outcome'], string>> = {
    new: 'new',
    'new-version': 'new versions',
    same: 'already there',
    refused: 'refused',
    cancelled: 'cancelled',
  }
  return Object.entries(words)
    .map(([outcome, word]) => [results.filter((result) => result.outcome === outcome).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}
