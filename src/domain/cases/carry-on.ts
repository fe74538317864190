import type { Run } from './case-run.ts'
import { enterNode, followRoute } from './enter-node.ts'
import { skipRepeated } from './settle-step.ts'

/** Carries out what follows from what happened, until the case waits for somebody or is over. */
export function carryOn(run: Run): void {
  for (let task = run.agenda.shift(); task !== undefined; task = run.agenda.shift()) {
    if (run.draft.closedAt !== null) return
    switch (task.kind) {
      case 'enter':
        enterNode(run, task.target, task)
        break
      case 'route':
        followRoute(run, task.to, task.scope, task.from, task.outcome)
        break
      case 'skip-repeated':
        skipRepeated(run, task.activation)
        break
    }
  }
}
