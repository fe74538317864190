import { refused, type Issue, type Outcome } from '#domain/kernel'
import { applyEvent } from './apply-event.ts'
import { carryOn } from './carry-on.ts'
import { emit, orDecline, settle, startRun } from './case-run.ts'
import type { CaseEnvironment, Decision, OpenRequest } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import type { CaseEvent } from './events.ts'
import { validateFields } from './form.ts'
import { isOpen } from './hold-seat.ts'
import { recorded } from './parties.ts'

/**
 * 发起: a new case, in its first step. A case that the system opens (a sub-case, a consequence) is opened in the name of a
 * person too, but asks for no role of theirs: see `OpenRequest.bySystem`.
 */
export function openCase(
  definition: ProcedureDefinition,
  request: OpenRequest,
  env: CaseEnvironment,
): Outcome<Decision> {
  const { actor, caseId, origin, data } = request
  const bySystem = request.bySystem === true
  if (!bySystem && !definition.openedBy.some((role) => actor.roles.includes(role)))
    return refused({ code: 'cases.not_opened_by_you', params: { procedure: definition.code } })
  const issues = dataIssues(definition, data)
  if (issues.length > 0) return refused(...issues)

  const event: CaseEvent = {
    sequence: 1,
    at: env.now,
    by: bySystem ? null : recorded(actor),
    kind: 'opened',
    caseId,
    procedure: definition.code,
    definitionVersion: definition.version,
    initiator: recorded(actor),
    origin,
    data,
  }
  const state = applyEvent(null, event)
  const run = startRun(definition, env, event.by, state)
  run.events.push(event)
  return settle(run, () => {
    orDecline(isOpen({ definition, state, env }))
    // Where no first step is filled in by the initiator the case is handed in by being opened.
    const first = definition.nodes[definition.initial]?.kind
    if (first !== 'step' && first !== 'group') {
      const submitted = emit(run, { kind: 'submitted' })
      run.effects.push({ kind: 'number', event: submitted })
    }
    run.agenda.push({ kind: 'enter', target: definition.initial, scope: null, from: null, returnTo: null })
    carryOn(run)
  })
}

function dataIssues(definition: ProcedureDefinition, data: OpenRequest['data']): Issue[] {
  const issues = validateFields(definition, Object.keys(data), data)
  for (const field of Object.keys(data)) {
    if (definition.fields[field]?.branch !== undefined)
      issues.push({ code: 'cases.field_not_editable', path: [field], params: { node: definition.initial } })
  }
  return issues
}
