import type { Json } from '#domain/kernel'
import { emit, notify, stepNodeOf, type Run } from './case-run.ts'
import type { Party, Seat, StepActivation } from './case-state.ts'
import type { ActionDefinition, EffectDefinition, StepNode } from './definition.ts'
import { evaluate, holds } from './expression.ts'
import { contextIn, countOf } from './expression-context.ts'
import { isEmpty } from './form.ts'
import { goTo, targetOf } from './enter-node.ts'
import { leaveStep } from './leave-node.ts'
import { partiesOf } from './participants.ts'
import { isLive, stepOf, dataIn, type Scope } from './scopes.ts'
import { setFields } from './set-fields.ts'
import { chainsOf, chainWith, verdict } from './sign-rules.ts'

/** After a seat acted or fell away: the next of its chain has the turn, or the voices decide, or the next signer follows. */
export function afterSeat(run: Run, activation: string, seat: string): void {
  const step = activeStep(run, activation)
  const node = stepNodeOf(run.definition, step.node)
  if (node === null) return
  const { seats } = chainWith(step, seat)
  if (seats.some(({ state }) => state === 'active')) return
  const next = seats.find(({ state }) => state === 'waiting')
  if (next !== undefined) return giveTurn(run, step, next)

  const rule = node.sign?.rule ?? 'any'
  const decided = verdict(step, rule, countOf(run.definition, run.env, node.sign?.count ?? 1))
  if (decided !== null) {
    const action = decided === 'mixed' ? node.sign?.mixed : decided.action
    if (action === undefined) throw new Error(`Step ${step.node} says nothing of signers who disagree.`)
    return decideStep(run, step, node, action, action)
  }
  if (rule !== 'sequence' || step.seats.some(({ state }) => state === 'active')) return
  const following = chainsOf(step)
    .flatMap((chain) => chain.seats)
    .find(({ state }) => state === 'waiting')
  if (following === undefined) return
  giveTurn(run, step, following)
  run.agenda.push({ kind: 'skip-repeated', activation })
}

/** The step takes an action, with all that the definition hangs on it. `decision` is what is recorded as the reason. */
export function decideStep(
  run: Run,
  step: StepActivation,
  node: StepNode,
  code: string,
  decision: string,
): void {
  const action = node.actions[code]
  if (action === undefined) throw new Error(`Step ${step.node} has no action ${code}.`)
  setFields(run, action.set, step.branch)
  const target = targetOf(run, action.to, step.branch, undefined)
  const event = leaveStep(run, step, decision, false)
  if (run.draft.submittedAt === null) {
    const submitted = emit(run, { kind: 'submitted' })
    run.effects.push({ kind: 'number', event: submitted })
  }
  wishEffects(run, event, action, step.branch)

  const back = stepOf(run.draft, step.returnTo)
  // Straight back to the one who sent it here (直送驳回节点), unless the action ends the matter.
  if (back !== null && run.definition.nodes[target]?.kind !== 'end' && isLive(run.draft, back.branch)) {
    goTo(run, back.node, back.branch, { from: step.id, returnTo: null, isReturned: true })
    return
  }
  run.agenda.push({ kind: 'route', to: target, scope: step.branch, from: step.id })
}

/**
 * 重复审批人自动跳过: a party that signed the step before (`adjacent`) or any step on the way here (`any`) is taken to
 * sign again, with the action that the step names; not where it would have to fill something in, nor where work was sent
 * back to it.
 */
export function skipRepeated(run: Run, activation: string): void {
  const { skipRepeated: span } = run.definition
  const first = stepOf(run.draft, activation)
  const node = first === null ? null : stepNodeOf(run.definition, first.node)
  if (first?.status !== 'active' || node?.repeats === undefined || span === undefined) return
  const repeats = node.repeats
  const signers = signersBefore(run, first, span)
  if (signers.size === 0 || !mayRepeat(run, first, node, repeats)) return
  for (const { id, party } of first.seats) {
    const step = stepOf(run.draft, activation)
    const seat = step?.seats.find((other) => other.id === id)
    if (step?.status !== 'active' || seat?.state !== 'active' || !signers.has(party)) continue
    emit(run, {
      kind: 'seat-closed',
      activation,
      seat: id,
      state: 'skipped',
      action: repeats,
      note: 'repeated',
    })
    if (node.actions[repeats]?.atOnce === true)
      return decideStep(run, activeStep(run, activation), node, repeats, repeats)
    afterSeat(run, activation, id)
  }
}

export function giveTurn(run: Run, step: StepActivation, seat: Seat): void {
  const event = emit(run, { kind: 'seat-activated', activation: step.id, seat: seat.id })
  notify(run, event, 'assigned', [seat.party], { node: step.node, activation: step.id })
}

function activeStep(run: Run, activation: string): StepActivation {
  const step = stepOf(run.draft, activation)
  if (step === null) throw new Error(`Case ${run.draft.id} has no step ${activation}.`)
  return step
}

/** Effects of an action, as of a clock's stage. */
export function wishEffects(
  run: Run,
  event: number,
  { effects }: Pick<ActionDefinition, 'effects'>,
  scope: Scope,
): void {
  for (const effect of effects ?? []) wishEffect(run, event, effect, scope)
}

export function wishEffect(run: Run, event: number, effect: EffectDefinition, scope: Scope): void {
  const parties = (codes: readonly string[]): Party[] => [
    ...new Set(codes.flatMap((code) => partiesOf(run.definition, run.draft, code, scope))),
  ]
  switch (effect.kind) {
    case 'notify':
      return notify(run, event, effect.message, parties(effect.to))
    case 'copy': {
      const to = parties(effect.to)
      if (to.length === 0) return
      return notify(run, emit(run, { kind: 'copied', to, note: null }), 'copied', to)
    }
    case 'open': {
      const context = contextIn(run.definition, run.draft, run.env, scope)
      const data = Object.fromEntries(
        Object.entries(effect.data).map(([field, text]): [string, Json] => [field, evaluate(text, context)]),
      )
      run.effects.push({ kind: 'open-case', event, procedure: effect.procedure, data, activation: null })
    }
  }
}

function signersBefore(run: Run, step: StepActivation, span: 'adjacent' | 'any'): Set<Party> {
  const signers = new Set<Party>()
  const seen = new Set<string>()
  let before = stepOf(run.draft, step.from)
  while (before !== null && !seen.has(before.id)) {
    seen.add(before.id)
    // Handing in is not signing: the first step of a case does not count.
    const signed = before.status === 'done' && before.from !== null && before.seats.length > 0
    if (signed && before.decision !== 'returned') {
      for (const { party, state, kind, action } of before.seats) {
        if (kind !== 'delegate' && action !== null && (state === 'acted' || state === 'skipped'))
          signers.add(party)
      }
    }
    if (span === 'adjacent' && before.seats.length > 0) break
    before = stepOf(run.draft, before.from)
  }
  return signers
}

function mayRepeat(run: Run, step: StepActivation, node: StepNode, code: string): boolean {
  const action = node.actions[code]
  if (action === undefined) return false
  const data = dataIn(run.draft, step.branch)
  const required = Object.entries(node.fields ?? {}).flatMap(([field, permission]) =>
    permission === 'required' ? [field] : [],
  )
  if ([...required, ...(action.needs ?? [])].some((field) => isEmpty(data[field]))) return false
  return (
    action.guard === undefined ||
    holds(action.guard, contextIn(run.definition, run.draft, run.env, step.branch))
  )
}
