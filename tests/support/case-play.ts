import { expect } from 'vitest'
import type { Instant, Issue, Outcome } from '#domain/kernel'
import {
  decide,
  nextTimer,
  openCase,
  replay,
  type CaseActor,
  type CaseCommand,
  type CaseData,
  type CaseEffect,
  type CaseEnvironment,
  type CaseEvent,
  type CaseState,
  type Decision,
  type NodeDefinition,
  type Participant,
  type ProcedureDefinition,
  type StepActivation,
  type StepNode,
} from '#domain/cases'
import { beijing, shippedCalendars } from '#tests/calendars'

/** A Monday morning at work. */
export const MONDAY = beijing('2026-03-02 09:00')

export const text = (zh: string) => ({ zh, en: zh })

export function person(userId: string, organisationId: string, more: Partial<CaseActor> = {}): CaseActor {
  return { userId, organisationId, name: userId, roles: ['staff'], substitutesFor: [], ...more }
}

export const ann = person('ann', 'park')
export const ben = person('ben', 'b')
export const cat = person('cat', 'c')
export const dan = person('dan', 'd')
export const eve = person('eve', 'e')
export const boss = person('boss', 'hq', { roles: ['leader'] })

const organisation = { type: 'string', format: 'organisation' }

/** A definition out of the parts that matter to a test: the rest is as plain as can be. */
export function buildProcedure(parts: Partial<ProcedureDefinition>): ProcedureDefinition {
  const participants: Record<string, Participant> = {
    initiator: { kind: 'initiator', name: text('发起单位') },
    signers: { kind: 'field', field: 'signers', name: text('会签单位') },
    first: { kind: 'field', field: 'first', name: text('甲单位') },
    second: { kind: 'field', field: 'second', name: text('乙单位') },
    body: { kind: 'branch', name: text('分支单位') },
    leader: { kind: 'account-role', role: 'leader', name: text('领导') },
  }
  return {
    code: 'test',
    version: 1,
    name: text('试验'),
    summary: text('试验'),
    mechanisms: [],
    sources: [],
    numbering: '{year}-{seq}',
    openedBy: ['staff'],
    title: 'title',
    settings: {},
    pauseReasons: {},
    initial: 'draft',
    nodes: {},
    clocks: {},
    messages: {},
    ...parts,
    fields: {
      title: { label: text('标题'), schema: { type: 'string' } },
      signers: { label: text('会签单位'), schema: { type: 'array', items: organisation } },
      first: { label: text('甲单位'), schema: organisation },
      second: { label: text('乙单位'), schema: organisation },
      note: { label: text('备注'), schema: { type: 'string', maxLength: 10 } },
      amount: { label: text('数额'), schema: { type: 'number' } },
      ...parts.fields,
    },
    participants: { ...participants, ...parts.participants },
  }
}

export const draft: StepNode = {
  kind: 'step',
  name: text('起草'),
  by: 'initiator',
  fields: { title: 'edit' },
  actions: { submit: { name: text('提交'), to: 'a' } },
}

export const places = ['in the case itself', 'inside a parallel branch'] as const
export type Place = (typeof places)[number]

/**
 * The nodes as they are behind a draft, or the same as the inside of one branch of parallel work whose other branch is a
 * step `side` of organisation `side`. The work begins at `a`; what the nodes end with is the outcome of the case.
 */
export function proceed(
  place: Place,
  nodes: Readonly<Record<string, NodeDefinition>>,
  parts: Partial<ProcedureDefinition> = {},
): ProcedureDefinition {
  if (place === 'in the case itself') return buildProcedure({ ...parts, nodes: { draft, ...nodes } })
  const inside = Object.entries(nodes).map(([id, node]): [string, NodeDefinition] => [
    id,
    { ...node, within: node.within ?? 'inside' },
  ])
  return buildProcedure({
    ...parts,
    fields: { ...parts.fields, sideBody: { label: text('旁支单位'), schema: organisation } },
    participants: {
      ...parts.participants,
      side: { kind: 'field', field: 'sideBody', name: text('旁支单位') },
    },
    nodes: {
      draft: {
        ...draft,
        actions: { submit: { name: text('提交'), set: { sideBody: '"side"' }, to: 'both' } },
      },
      both: {
        kind: 'parallel',
        name: text('并联'),
        branches: ['inside', 'side'],
        join: { rule: 'all' },
        to: 'over',
      },
      inside: { kind: 'group', within: 'both', name: text('本支'), initial: 'a', to: 'both' },
      side: {
        kind: 'step',
        within: 'both',
        name: text('旁支'),
        by: 'side',
        actions: { done: { name: text('办结'), to: 'sideDone' } },
      },
      sideDone: { kind: 'end', within: 'both', name: text('旁支结束'), outcome: 'side', tone: 'plain' },
      over: { kind: 'end', name: text('并联结束'), outcome: 'joined', tone: 'good' },
      ...Object.fromEntries(inside),
    },
  })
}

/** Plays one case. After every decision it holds the engine to what is always true. */
export class CasePlay {
  readonly definition: ProcedureDefinition
  env: CaseEnvironment
  events: CaseEvent[] = []
  effects: CaseEffect[] = []
  #state: CaseState | null = null

  constructor(definition: ProcedureDefinition, env: Partial<CaseEnvironment> = {}) {
    this.definition = deepFreeze(definition)
    this.env = { now: MONDAY, calendars: shippedCalendars, settings: {}, related: [], ...env }
  }

  get state(): CaseState {
    if (this.#state === null) throw new Error('The case is not open yet.')
    return this.#state
  }

  open(data: CaseData = {}, actor: CaseActor = ann): this {
    this.take(
      openCase(this.definition, { caseId: 'case-1', actor, origin: null, data: deepFreeze(data) }, this.env),
    )
    return this
  }

  /** Opens and hands in. */
  submitted(data: CaseData = {}): this {
    return this.open(data).act(ann, 'draft', 'submit')
  }

  at(now: Instant): this {
    this.env = { ...this.env, now }
    return this
  }

  ask(actor: CaseActor | null, command: CaseCommand): Outcome<Decision> {
    return decide(this.definition, this.state, deepFreeze(command), actor, this.env)
  }

  do(actor: CaseActor | null, command: CaseCommand): this {
    this.take(this.ask(actor, command))
    return this
  }

  refusal(actor: CaseActor | null, command: CaseCommand): Issue {
    const outcome = this.ask(actor, command)
    if (outcome.ok) throw new Error(`${command.kind} was accepted.`)
    const issue = outcome.issues[0]
    if (issue === undefined) throw new Error(`${command.kind} was refused without a reason.`)
    return issue
  }

  act(actor: CaseActor, node: string, action: string, more: Partial<Act> = {}): this {
    return this.do(actor, this.acting(node, action, more))
  }

  acting(node: string, action: string, more: Partial<Act> = {}): Act {
    const activation = this.step(node).id
    return { kind: 'act', activation, action, opinion: null, data: {}, attachments: [], ...more }
  }

  tick(now: Instant): this {
    return this.at(now).do(null, { kind: 'tick' })
  }

  /** The latest activation of a node. */
  step(node: string): StepActivation {
    const step = this.state.steps.findLast((entered) => entered.node === node)
    if (step === undefined) throw new Error(`The case was never in ${node}.`)
    return step
  }

  seats(node: string): Record<string, string> {
    return Object.fromEntries(
      this.step(node).seats.map(({ party, state }) => [party.slice(party.indexOf(':') + 1), state]),
    )
  }

  active(): string[] {
    return this.state.steps.filter(({ status }) => status === 'active').map(({ node }) => node)
  }

  take(outcome: Outcome<Decision>): void {
    if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.issues)}`)
    const { state, events, effects } = outcome.value
    this.events.push(...events)
    this.effects = [...effects]
    this.#state = deepFreeze(state)
    expectSound(this.definition, state, this.events, effects, this.env)
  }
}

type Act = Extract<CaseCommand, { kind: 'act' }>

/** What is true of every case after every decision. */
export function expectSound(
  definition: ProcedureDefinition,
  state: CaseState,
  events: readonly CaseEvent[],
  effects: readonly CaseEffect[],
  env: CaseEnvironment,
): void {
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  expect(state.sequence).toBe(events.length)
  expect(replay(events)).toEqual(state)
  for (const effect of effects) expect(effect.event).toBeLessThanOrEqual(events.length)

  const active = state.steps.filter(({ status }) => status === 'active')
  for (const step of active) {
    // Work cannot get lost: somebody has the turn, or other cases are awaited.
    const turns = step.seats.filter((seat) => seat.state === 'active')
    expect(turns.length > 0 || definition.nodes[step.node]?.kind === 'subcase').toBe(true)
    for (let id = step.branch; id !== null;) {
      const branch = state.branches.find((other) => other.id === id)
      expect(branch?.status).toBe('active')
      id = branch?.parent ?? null
    }
  }
  for (const step of state.steps) {
    if (step.status === 'active') continue
    expect(step.seats.filter((seat) => seat.state === 'active' || seat.state === 'waiting')).toEqual([])
  }
  const seatsGiven = events.flatMap((event) =>
    event.kind === 'step-entered' ? event.seats.length : event.kind === 'seat-added' ? 1 : 0,
  )
  expect(state.steps.flatMap(({ seats }) => seats).length).toBe(seatsGiven.reduce((sum, n) => sum + n, 0))

  if (state.closedAt !== null) {
    expect(active).toEqual([])
    expect(state.branches.filter(({ status }) => status === 'active')).toEqual([])
    expect(state.clocks.filter(({ stoppedAt }) => stoppedAt === null)).toEqual([])
    expect(nextTimer(definition, state, env.calendars)).toBeNull()
  } else expect(active.length).toBeGreaterThan(0)
}

/** Compiled calendars are left alone: they are made of arrays that cannot be frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return value
  if (!(value instanceof Map)) Object.freeze(value)
  for (const entry of Object.values(value)) deepFreeze(entry)
  return value
}
