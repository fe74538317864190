import { refused, type Outcome } from '#domain/kernel'
import { carryOn } from './carry-on.ts'
import { emit, settle, startRun } from './case-run.ts'
import type { CaseCommand, Decision } from './commands.ts'
import type { CaseView } from './hold-seat.ts'
import { leaveStep } from './leave-node.ts'
import { stepOf } from './scopes.ts'

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { kind: K }>

/** A case that this one asked for was opened. Also recorded when this one has been closed meanwhile. */
export function subcaseOpened(view: CaseView, command: CommandOf<'subcase-opened'>): Outcome<Decision> {
  const { caseId, activation, procedure } = command
  if (view.state.subcases.some((link) => link.caseId === caseId))
    return refused({ code: 'cases.stale', params: { caseId } })
  const run = startRun(view.definition, view.env, null, view.state)
  return settle(run, () => {
    emit(run, { kind: 'subcase-opened', caseId, activation, procedure })
  })
}

/** A sub-case is over; when it was the last that the case waited for, the case goes on. */
export function subcaseClosed(
  view: CaseView,
  { caseId, outcome }: CommandOf<'subcase-closed'>,
): Outcome<Decision> {
  const link = view.state.subcases.find((other) => other.caseId === caseId)
  if (link === undefined) return refused({ code: 'cases.subcase_unknown', params: { caseId } })
  if (link.closedAt !== null) return refused({ code: 'cases.stale', params: { caseId } })
  const run = startRun(view.definition, view.env, null, view.state)
  return settle(run, () => {
    emit(run, { kind: 'subcase-closed', caseId, outcome })
    const step = stepOf(run.draft, link.activation)
    if (step?.status !== 'active') return
    const links = run.draft.subcases.filter(({ activation }) => activation === step.id)
    const closed = links.filter(({ closedAt }) => closedAt !== null)
    const node = run.definition.nodes[step.node]
    if (closed.length < (step.awaits ?? 1) || node?.kind !== 'subcase') return
    const outcomes = new Set(closed.map((other) => other.outcome))
    const common = outcomes.size === 1 ? outcome : 'mixed'
    leaveStep(run, step, common, false)
    run.agenda.push({ kind: 'route', to: node.to, scope: step.branch, from: step.id, outcome: common })
    carryOn(run)
  })
}
