import { readFindings as route } from '#contract/plans'
import type { Finding } from '#domain/plan'
import { readFindings, readLibraryFindings, readVersion } from '#features/plans'
import type { ResponseOf } from '../../features/route-contract.ts'
import { describeFinding } from '../../../web/text/findings.ts'
import type { Call, ExitCode } from './command-line.ts'
import { findById } from './find-by-id.ts'
import { languageOf, printFindings, type ReportedDocument } from './finding-report.ts'
import { actAs, withLibrary, type Acting } from './open-library.ts'
import { print } from './terminal.ts'

type LibraryFinding = ResponseOf<typeof route>['findings'][number]

/** `plan check [ID] [--user LOGIN] [--json] [--lang zh-CN|en]` */
export function checkLibrary(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), route.access)
    const language = languageOf(call.valueOf('lang'))
    const [id] = call.args
    const { findings } =
      id === undefined
        ? await readLibraryFindings(acting.context())
        : await readFindings(acting.context(), (await findById(acting.context(), id)).versionId)
    if (call.isSet('json')) {
      const titles = new Map(
        findings.flatMap(({ items }) => items.map((item) => [item.versionId, item.documentTitle] as const)),
      )
      const nameOf = (versionId: string) => titles.get(versionId) ?? versionId
      const answer = findings.map(({ kind, severity, items, values }) => ({
        kind,
        severity,
        message: describeFinding(toFinding({ kind, severity, items, values }), language, nameOf),
        items,
        values,
      }))
      print(JSON.stringify(answer, null, 1))
    } else printFindings(findings.map(toFinding), await textsOf(acting, findings), language)
    return 0
  })
}

/** The engine's shape again, with the version as the document's key. */
function toFinding({ kind, severity, items, values }: LibraryFinding): Finding {
  return {
    kind,
    severity,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toValue(value)])),
    items: items.map(({ versionId, start, end }) => ({ document: versionId, start, end })),
  }
}

function toValue(value: LibraryFinding['values'][string]): Finding['values'][string] {
  if (Array.isArray(value))
    return value.filter((part) => typeof part === 'string' || typeof part === 'number')
  return typeof value === 'object' ? null : value
}

async function textsOf(acting: Acting, findings: readonly LibraryFinding[]): Promise<ReportedDocument[]> {
  const versions = new Set(findings.flatMap(({ items }) => items.map((item) => item.versionId)))
  const documents: ReportedDocument[] = []
  for (const key of versions) {
    const { document, text } = await readVersion(acting.context(), key)
    documents.push({ key, name: document.title, title: null, text })
  }
  return documents
}
