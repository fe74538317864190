import { listDocuments as route } from '#contract/plans'
import { listDocuments } from '#features/plans'
import type { Call, ExitCode } from './command-line.ts'
import { actAs, withLibrary } from './open-library.ts'
import { print, printTable } from './terminal.ts'

/** `document list [--user LOGIN] [--json]` */
export function listLibrary(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), route.access)
    const { documents } = await listDocuments(acting.context(), {})
    if (call.isSet('json')) {
      print(JSON.stringify(documents, null, 1))
      return 0
    }
    if (documents.length === 0) {
      print('The library is empty. “document import FILE...” brings documents in.')
      return 0
    }
    printTable([
      ['ID', 'STATE', 'REVIEWED', 'TASKS', 'TARGETS', 'ISSUED', 'TITLE'],
      ...documents.map((document) => [
        document.id.slice(0, 8),
        document.state,
        `${document.counters.reviewed}/${document.counters.total}`,
        String(document.tasks),
        String(document.targets),
        document.issuedOn ?? '',
        document.title,
      ]),
    ])
    return 0
  })
}
