import { randomUUID } from 'node:crypto'
import type { CaseData, CaseOrigin } from '#domain/cases'
import type { Context } from '#platform/http'
import { birth, runCommand } from './commands.ts'
import { definitionInForce } from './definitions.ts'
import { actorOf } from './environment.ts'
import { loadOrigin } from './origin.ts'
import type { Tx } from './store.ts'

export interface RaisedCase {
  readonly id: string
  readonly number: string | null
}

/** Opens and submits a case from something else of the zone's work, in the caller's name and in the caller's transaction. */
export async function raiseCase(
  tx: Tx,
  ctx: Context,
  request: { readonly procedure: string; readonly origin: CaseOrigin | null; readonly data: CaseData },
): Promise<RaisedCase> {
  const caseId = randomUUID()
  const definition = await definitionInForce(tx, ctx.place, request.procedure)
  if (request.origin !== null) await loadOrigin(tx, request.origin)
  const { steps } = await birth(tx, ctx, {
    caseId,
    definition,
    actor: await actorOf(tx, ctx),
    origin: request.origin,
    data: request.data,
  })
  await ctx.audit(tx, {
    action: 'case.open',
    subjectKind: 'case',
    subjectId: caseId,
    detail: {
      procedure: definition.code,
      definitionVersion: definition.version,
      origin: request.origin?.kind ?? null,
    },
  })
  const first = steps[0]
  const node = first === undefined ? undefined : definition.nodes[first.node]
  const action = node?.kind === 'step' ? Object.keys(node.actions)[0] : undefined
  if (first === undefined || action === undefined)
    throw new Error(`The procedure ${definition.code} does not begin with a step that can be submitted`)
  const { number } = await runCommand(tx, ctx, caseId, null, {
    kind: 'act',
    activation: first.id,
    action,
    opinion: null,
    data: {},
    attachments: [],
  })
  return { id: caseId, number }
}
