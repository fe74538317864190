/** Can the steps of a definition be done: by somebody, with fields that can be filled, to a result that is decided? */
import type { DefinitionCheck } from './definition-findings.ts'
import { countOf, mostParties } from './check-graph.ts'
import {
  actionsOfClocks,
  endsBranch,
  liesIn,
  routeTargets,
  parallelsAround,
  reachableFrom,
  transitionsOf,
} from './definition-graph.ts'
import type { ActionDefinition, EffectDefinition, ProcedureDefinition, StepNode } from './definition.ts'
import { knownNames } from './known-names.ts'
import { elementShape } from './field-shapes.ts'

export function checkSteps(check: DefinitionCheck): void {
  const { definition } = check
  const filled = fieldsFilledBefore(definition)
  const clockActions = actionsOfClocks(definition)
  for (const [id, node] of Object.entries(definition.nodes)) {
    if (node.kind === 'step') {
      checkSigners(check, id, node, filled)
      checkForm(check, id, node)
      checkAllowances(check, id, node)
      for (const [code, action] of Object.entries(node.actions))
        checkAction(check, id, code, action, clockActions)
    }
    if (node.kind === 'choice') checkSet(check, id, `nodes.${id}.set`, node.set ?? {})
    if (node.kind === 'parallel' && node.each !== undefined) {
      const place = `nodes.${id}.each.over`
      if (!check.need('participants', node.each.over, id, place)) continue
      const who = definition.participants[node.each.over]
      if (who?.kind !== 'field' || mostParties(definition, node.each.over) === 1)
        check.error('field_not_list', id, place, { name: node.each.over })
      checkFilled(check, id, node.each.over, place, filled)
    }
    if (node.kind === 'subcase') {
      const over = node.over
      if (over !== undefined && check.need('fields', over, id, `nodes.${id}.over`)) {
        if (elementShape(definition, over) === null)
          check.error('field_not_list', id, `nodes.${id}.over`, { name: over })
      }
      checkOpening(check, id, `nodes.${id}`, node.procedure, node.data, over)
    }
  }
}

function checkSigners(
  check: DefinitionCheck,
  id: string,
  node: StepNode,
  filled: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const { definition } = check
  const place = `nodes.${id}.by`
  if (!check.need('participants', node.by, id, place)) return
  const who = definition.participants[node.by]
  if (who?.kind === 'branch' && !madePerParty(definition, id))
    check.error('participant_outside_branch', id, place, { name: node.by })
  const roles = rolesOf(definition, node.by)
  if (roles !== null && !roles.some((role) => check.known.accountRoles.includes(role)))
    check.error('nobody_may_do', id, place, { name: node.by })
  checkFilled(check, id, node.by, place, filled)
  checkSignRule(check, id, node)
}

/** Account roles of which one is needed; null when the participant asks for none. */
function rolesOf(definition: ProcedureDefinition, participant: string): readonly string[] | null {
  const who = definition.participants[participant]
  switch (who?.kind) {
    case 'account-role':
      return [who.role]
    case 'field':
    case 'branch':
      return who.roles ?? null
    case 'initiator':
    case 'initiator-person':
      return definition.openedBy
    case undefined:
      return null
  }
}

/** Whether a node lies in a branch that was made for a party. */
export function madePerParty(definition: ProcedureDefinition, id: string): boolean {
  return parallelsAround(definition, id).some((parallel) => {
    const node = definition.nodes[parallel]
    return node?.kind === 'parallel' && node.each !== undefined
  })
}

/** A step whose participant stands in a field that nobody can have filled by then would be nobody's. */
function checkFilled(
  check: DefinitionCheck,
  id: string,
  participant: string,
  place: string,
  filled: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const who = check.definition.participants[participant]
  if (who?.kind !== 'field' || filled.get(who.field)?.has(id) === true) return
  check.error('field_never_filled', id, place, { name: who.field })
}

function checkSignRule(check: DefinitionCheck, id: string, node: StepNode): void {
  const place = `nodes.${id}.sign`
  const most = mostParties(check.definition, node.by)
  const sign = node.sign
  if (sign === undefined) {
    if (most !== 1) check.error('sign_rule_missing', id, place)
    return
  }
  if (most === 1) check.warn('sign_rule_idle', id, place, { rule: sign.rule })
  if (sign.rule === 'count') {
    if (sign.count === undefined) check.error('count_missing', id, place)
    else {
      const count = countOf(check, sign.count, id, `${place}.count`)
      if (count !== null && most !== null && count > most)
        check.error('count_too_high', id, `${place}.count`, { count, most })
    }
  }
  if (sign.mixed !== undefined && !Object.hasOwn(node.actions, sign.mixed))
    check.error('unknown_action', id, `${place}.mixed`, { name: sign.mixed })
  // Several signers may want different things; `any` is decided by the first.
  const votes = Object.values(node.actions).filter(
    (action) => action.atOnce !== true && action.bySystem !== true,
  )
  if (sign.rule !== 'any' && sign.mixed === undefined && votes.length > 1)
    check.error('mixed_missing', id, place, { rule: sign.rule })
}

function checkForm(check: DefinitionCheck, id: string, node: StepNode): void {
  for (const [field, permission] of Object.entries(node.fields ?? {})) {
    const place = `nodes.${id}.fields.${field}`
    if (!check.need('fields', field, id, place)) continue
    const branch = check.definition.fields[field]?.branch
    if (
      branch !== undefined &&
      (permission === 'edit' || permission === 'required') &&
      parallelsAround(check.definition, id).length === 0
    )
      check.error('branch_field_outside', id, place, { name: field })
  }
  const actions = Object.values(node.actions)
  if (actions.length === 0) check.error('no_actions', id, `nodes.${id}.actions`)
  else if (actions.every((action) => action.bySystem === true)) {
    const taken = actionsOfClocks(check.definition)
    const ends = Object.keys(node.actions).some((code) => taken.has(`${id}.${code}`))
    if (!ends) check.error('no_action_for_people', id, `nodes.${id}.actions`)
  }
  if (node.repeats !== undefined) {
    const place = `nodes.${id}.repeats`
    if (!Object.hasOwn(node.actions, node.repeats))
      check.error('unknown_action', id, place, { name: node.repeats })
    if (check.definition.skipRepeated === undefined) check.warn('repeats_idle', id, place)
  }
}

function checkAllowances(check: DefinitionCheck, id: string, node: StepNode): void {
  const { definition } = check
  const clocks = Object.values(definition.clocks).filter((clock) => liesIn(definition, id, clock.on))
  const allowed = new Set(node.allow ?? [])
  if (allowed.has('pause') && (clocks.length === 0 || Object.keys(definition.pauseReasons).length === 0))
    check.error('nothing_to_pause', id, `nodes.${id}.allow`)
  if (allowed.has('extend') && clocks.length === 0) check.error('nothing_to_extend', id, `nodes.${id}.allow`)
  if (id === definition.initial && (node.returns?.length ?? 0) > 0)
    check.error('return_from_initial', id, `nodes.${id}.returns`)
}

function checkAction(
  check: DefinitionCheck,
  id: string,
  code: string,
  action: ActionDefinition,
  clockActions: ReadonlySet<string>,
): void {
  const place = `nodes.${id}.actions.${code}`
  const names = knownNames(check.definition, id)
  if (action.guard !== undefined) {
    check.expression(action.guard, names, 'boolean', id, `${place}.guard`)
    if (action.guardText === undefined) check.warn('guard_unexplained', id, `${place}.guard`)
  }
  const node = check.definition.nodes[id]
  const permissions = node?.kind === 'step' ? (node.fields ?? {}) : {}
  for (const field of action.needs ?? []) {
    if (!check.need('fields', field, id, `${place}.needs`)) continue
    const permission = Object.hasOwn(permissions, field) ? permissions[field] : undefined
    if (permission === 'hidden' || permission === 'read')
      check.error('field_not_editable', id, `${place}.needs`, { name: field })
  }
  const mixed = node?.kind === 'step' && node.sign?.mixed === code
  if (action.bySystem === true && !mixed && !clockActions.has(`${id}.${code}`))
    check.error('clock_action_untaken', id, place, { name: code })
  checkSet(check, id, `${place}.set`, action.set ?? {})
  for (const [index, effect] of (action.effects ?? []).entries())
    checkEffect(check, id, `${place}.effects.${String(index)}`, effect)
}

function checkSet(
  check: DefinitionCheck,
  id: string,
  place: string,
  set: Readonly<Record<string, string>>,
): void {
  const names = knownNames(check.definition, id)
  for (const [field, expression] of Object.entries(set)) {
    check.need('fields', field, id, place)
    check.expression(expression, names, 'any', id, `${place}.${field}`)
    if (
      check.definition.fields[field]?.branch !== undefined &&
      parallelsAround(check.definition, id).length === 0
    )
      check.error('branch_field_outside', id, `${place}.${field}`, { name: field })
  }
}

function checkEffect(check: DefinitionCheck, id: string, place: string, effect: EffectDefinition): void {
  if (effect.kind === 'open') {
    checkOpening(check, id, place, effect.procedure, effect.data, undefined)
    return
  }
  check.participants(effect.to, id, `${place}.to`)
  if (effect.kind === 'notify') check.message(effect.message, id, `${place}.message`)
}

/** Of a sub-case or a case opened beside: the procedure exists and what is handed over can be worked out. */
export function checkOpening(
  check: DefinitionCheck,
  id: string | null,
  place: string,
  procedure: string,
  data: Readonly<Record<string, string>>,
  over: string | undefined,
): void {
  if (!check.known.procedures.includes(procedure) && procedure !== check.definition.code)
    check.error('unknown_procedure', id, place, { name: procedure })
  const item = over === undefined ? null : elementShape(check.definition, over)
  const names = knownNames(check.definition, id, item)
  for (const [field, expression] of Object.entries(data))
    check.expression(expression, names, 'any', id, `${place}.data.${field}`)
}

/**
 * For each field the nodes at which somebody may have filled it: those that come after a step or choice where it can be
 * entered or is set. The first step counts for itself, since a case may be opened with data.
 */
export function fieldsFilledBefore(
  definition: ProcedureDefinition,
): ReadonlyMap<string, ReadonlySet<string>> {
  const ways = [...transitionsOf(definition), ...waysOut(definition)]
  const filled = new Map<string, ReadonlySet<string>>()
  for (const field of Object.keys(definition.fields)) {
    const begins: string[] = []
    for (const [id, node] of Object.entries(definition.nodes)) {
      const fills =
        node.kind === 'step'
          ? Object.hasOwn(node.fields ?? {}, field) &&
            ['edit', 'required'].includes(node.fields?.[field] ?? '')
          : node.kind === 'choice' && Object.hasOwn(node.set ?? {}, field)
      const acts =
        node.kind === 'step' &&
        Object.values(node.actions).some(
          (action) => action.needs?.includes(field) === true || Object.hasOwn(action.set ?? {}, field),
        )
      if (fills || acts) begins.push(...ways.filter(({ from }) => from === id).map(({ to }) => to))
      if ((fills || acts) && id === definition.initial) begins.push(id)
    }
    filled.set(field, reachableFrom(ways, begins))
  }
  return filled
}

/** An end leads on to what follows the group or parallel node in which it lies. */
function waysOut(definition: ProcedureDefinition): readonly { from: string; to: string }[] {
  return Object.entries(definition.nodes).flatMap(([id, node]) =>
    node.kind === 'end' && node.within !== undefined
      ? whatFollows(definition, node.within, new Set()).map((to) => ({ from: id, to }))
      : [],
  )
}

function whatFollows(definition: ProcedureDefinition, holder: string, seen: Set<string>): readonly string[] {
  const node = Object.hasOwn(definition.nodes, holder) ? definition.nodes[holder] : undefined
  if ((node?.kind !== 'group' && node?.kind !== 'parallel') || seen.has(holder)) return []
  seen.add(holder)
  return routeTargets(node.to).flatMap(({ to }) =>
    endsBranch(definition, holder, to) ? whatFollows(definition, to, seen) : [to],
  )
}
