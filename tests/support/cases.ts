import { setTimeout as sleep } from 'node:timers/promises'
import * as contract from '#contract/procedures'
import type { CaseView } from '#contract/procedures'
import type { TestClient } from './system.ts'

/** What people do on cases, in the words of the tests: by node and action, always on what the person sees now. */
export async function openCase(client: TestClient, procedure: string, data: object): Promise<CaseView> {
  return client.call(contract.openCase, { body: { procedure, data } })
}

export function readCase(client: TestClient, caseId: string): Promise<CaseView> {
  return client.call(contract.readCase, { params: { caseId } })
}

/** The active step of that node at which this person may act; else any active one. */
export function activationOf(view: CaseView, node: string): string {
  const active = view.steps.filter((step) => step.node === node && step.status === 'active')
  const mine = active.find((step) => view.actions.some(({ activation }) => activation === step.activation))
  const activation = (mine ?? active[0])?.activation
  if (activation === undefined)
    throw new Error(
      `${node} is not active: ${view.steps.map((step) => `${step.node} ${step.status}`).join(', ')}`,
    )
  return activation
}

export async function actOn(
  client: TestClient,
  caseId: string,
  node: string,
  action: string,
  data: object = {},
  opinion: string | null = null,
): Promise<CaseView> {
  const view = await readCase(client, caseId)
  return client.call(contract.commandCase, {
    params: { caseId },
    body: {
      version: view.version,
      command: { kind: 'act', activation: activationOf(view, node), action, opinion, data },
    },
  })
}

/** Asks until it holds: what follows from a commit (sub-cases, notices) is done by the queue a moment later. */
export async function eventually<T>(ask: () => Promise<T | null | undefined>, seconds = 20): Promise<T> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== undefined) return answer
    if (Date.now() > until) throw new Error('It did not come about in time')
    await sleep(100)
  }
}
