import type { Finding, Task } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

/**
 * Duties for which a document names no body, and duties without a date of their own. One finding per document with every
 * duty among its items: a plan of seventy tasks without a date has one gap, not seventy.
 */
export function findDutyGaps(documents: readonly ReconciledDocument[]): Finding[] {
  return documents.flatMap((document) => [
    ...gap(document, 'duty-without-body', (task) => task.bodies.length === 0),
    ...gap(document, 'duty-undated', (task) => task.deadline === null),
  ])
}

function gap(
  document: ReconciledDocument,
  kind: 'duty-without-body' | 'duty-undated',
  lacks: (task: Task) => boolean,
): Finding[] {
  const { tasks, annexes, horizon } = document.extraction
  const lacking = tasks.filter(lacks)
  if (lacking.length === 0) return []
  const lists = annexes.filter(
    (annex) => !annex.present && /清单|分工|任务|计划表|台账|进度/.test(annex.title),
  )
  return [
    {
      kind,
      severity: kind === 'duty-without-body' ? 'warning' : 'info',
      values: {
        count: lacking.length,
        total: tasks.length,
        // Where the list of tasks is an annex that is not there, the answer may stand in it.
        annexes: lists.map((annex) => annex.title),
        planEnd: horizon?.to ?? null,
      },
      items: lacking.map((task) => itemIn(document, task)),
    },
  ]
}
