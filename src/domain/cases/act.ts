import { refused, type Issue, type Outcome } from '#domain/kernel'
import { carryOn } from './carry-on.ts'
import { decline, declineAll, emit, settle, startRun, type Run } from './case-run.ts'
import type { CaseActor, CaseData } from './case-state.ts'
import type { CaseCommand, Decision } from './commands.ts'
import type { ActionDefinition, StepNode } from './definition.ts'
import { holds } from './expression.ts'
import { contextIn } from './expression-context.ts'
import { isEmpty, validateFields } from './form.ts'
import { seatHeldBy, type CaseView, type HeldSeat } from './hold-seat.ts'
import { dataIn } from './scopes.ts'
import { changeData } from './set-fields.ts'
import { afterSeat, decideStep } from './settle-step.ts'

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { kind: K }>

/** 办理: somebody chooses an action of a step, with what the form holds and an opinion. */
export function act(view: CaseView, command: CommandOf<'act'>, actor: CaseActor): Outcome<Decision> {
  const held = seatHeldBy(view, actor, command.activation)
  if (!held.ok) return held
  const { step, node, seat, by } = held.value
  const action = Object.hasOwn(node.actions, command.action) ? node.actions[command.action] : undefined
  if (action === undefined || action.bySystem === true)
    return refused({ code: 'cases.action_unknown', params: { action: command.action, node: step.node } })

  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    enterData(run, held.value, command.data, action.needs ?? [])
    declineAll(missingFields(run, held.value, action))
    const opinion = command.opinion?.trim() ?? ''
    if (action.opinion === 'required' && opinion === '')
      decline('cases.opinion_required', { action: command.action }, ['opinion'])
    if (!isGuardMet(run, held.value, action)) {
      const text = action.guardText === undefined ? null : { ...action.guardText }
      decline('cases.guard', { action: command.action, text })
    }
    emit(run, {
      kind: 'seat-acted',
      activation: step.id,
      seat: seat.id,
      action: command.action,
      opinion: opinion === '' ? null : opinion,
      attachments: command.attachments,
    })
    const acted = run.draft.steps.find(({ id }) => id === step.id) ?? step
    if (action.atOnce === true && seat.kind !== 'delegate')
      decideStep(run, acted, node, command.action, command.action)
    else afterSeat(run, step.id, seat.id)
    carryOn(run)
  })
}

/** Keeps what was entered so far, without acting. What is entered must be right already; what is missing may be missing. */
export function save(view: CaseView, command: CommandOf<'save'>, actor: CaseActor): Outcome<Decision> {
  const held = seatHeldBy(view, actor, command.activation)
  if (!held.ok) return held
  const needs = Object.values(held.value.node.actions).flatMap((action) =>
    action.bySystem === true ? [] : (action.needs ?? []),
  )
  const run = startRun(view.definition, view.env, held.value.by, view.state)
  return settle(run, () => enterData(run, held.value, command.data, needs))
}

export function isGuardMet(view: Run | CaseView, { step }: HeldSeat, action: ActionDefinition): boolean {
  if (action.guard === undefined) return true
  const state = 'draft' in view ? view.draft : view.state
  return holds(action.guard, contextIn(view.definition, state, view.env, step.branch))
}

/** Fields that the step lets one fill in, with those that an action asks for. */
export function mayEnter(node: StepNode, field: string, needs: readonly string[]): boolean {
  const permission =
    node.fields !== undefined && Object.hasOwn(node.fields, field) ? node.fields[field] : undefined
  return permission === 'edit' || permission === 'required' || needs.includes(field)
}

/** Fields without which the action cannot be taken. */
export function requiredFields(node: StepNode, action: Pick<ActionDefinition, 'needs'>): readonly string[] {
  const required = Object.entries(node.fields ?? {}).flatMap(([field, permission]) =>
    permission === 'required' ? [field] : [],
  )
  return [...new Set([...required, ...(action.needs ?? [])])]
}

function enterData(run: Run, { step, node }: HeldSeat, data: CaseData, needs: readonly string[]): void {
  const fields = Object.keys(data)
  declineAll(
    fields
      .filter((field) => !Object.hasOwn(run.definition.fields, field) || !mayEnter(node, field, needs))
      .map((field): Issue => ({
        code: 'cases.field_not_editable',
        path: [field],
        params: { node: step.node },
      })),
  )
  declineAll(validateFields(run.definition, fields, data))
  changeData(run, data, step.branch)
}

function missingFields(run: Run, { step, node }: HeldSeat, action: ActionDefinition): Issue[] {
  const data = dataIn(run.draft, step.branch)
  return requiredFields(node, action)
    .filter((field) => isEmpty(data[field]))
    .map((field) => ({ code: 'cases.field_required', path: [field] }))
}
