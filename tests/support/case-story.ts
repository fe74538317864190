import {
  bars,
  decide,
  measure,
  nextTimer,
  openCase,
  possibilities,
  visibleData,
  warnings,
  type CaseActor,
  type CaseCommand,
  type CaseData,
  type CaseEffect,
  type CaseEvent,
  type CaseState,
  type Clock,
  type Decision,
  type ProcedureDefinition,
  type RelatedCase,
  type StepActivation,
} from '#domain/cases'
import type { Outcome } from '#domain/kernel'
import { dueAt } from '../../src/domain/cases/clock-deadline.ts'
import { beijing, inBeijing, shippedCalendars } from './calendars.ts'

/** Somebody of an organisation; the organisation's id is the text before the colon of `who`. */
export function personOf(who: string, ...roles: string[]): CaseActor {
  const [organisationId = who] = who.split(':')
  return { userId: who, organisationId, name: who, roles, substitutesFor: [] }
}

interface Entered {
  readonly data?: CaseData
  readonly opinion?: string
}

/** One case told from its beginning, at moments of Beijing time; timers go off when they are due, as in the running system. */
export class CaseStory {
  readonly definition: ProcedureDefinition
  readonly events: CaseEvent[] = []
  readonly effects: CaseEffect[] = []
  related: readonly RelatedCase[] = []
  state: CaseState
  #now: number

  constructor(
    definition: ProcedureDefinition,
    at: string,
    actor: CaseActor,
    data: CaseData,
    related: readonly RelatedCase[] = [],
  ) {
    this.definition = definition
    this.#now = beijing(at)
    this.related = related
    const request = { caseId: 'case-1', actor, origin: null, data }
    const opened = orThrow(openCase(definition, request, this.env))
    this.state = opened.state
    this.#keep(opened)
  }

  get env() {
    return { now: this.#now, calendars: shippedCalendars, settings: {}, related: this.related }
  }

  /** Time passes until the moment; whatever falls due on the way happens at its own moment. */
  until(at: string): this {
    const target = beijing(at)
    for (;;) {
      const timer = nextTimer(this.definition, this.state, shippedCalendars)
      if (timer === null || timer > target) break
      this.#now = Math.max(timer, this.#now)
      this.#keep(orThrow(decide(this.definition, this.state, { kind: 'tick' }, null, this.env)))
    }
    this.#now = Math.max(target, this.#now)
    return this
  }

  act(node: string, actor: CaseActor, action: string, entered: Entered = {}): this {
    this.#keep(orThrow(this.#try(node, actor, action, entered)))
    return this
  }

  command(command: CaseCommand, actor: CaseActor | null): this {
    this.#keep(orThrow(decide(this.definition, this.state, command, actor, this.env)))
    return this
  }

  /** Why not: the codes of the issues, none if it could be done. */
  refusal(node: string, actor: CaseActor, action: string, entered: Entered = {}): string[] {
    const outcome = this.#try(node, actor, action, entered)
    return outcome.ok ? [] : outcome.issues.map(({ code }) => code)
  }

  /** The steps at which work stands, by node. */
  get active(): string[] {
    return this.state.steps.flatMap(({ status, node }) => (status === 'active' ? [node] : [])).sort()
  }

  due(code: string, owner?: string): string | null {
    return inBeijing(dueAt(this.clock(code, owner), shippedCalendars))
  }

  clock(code: string, owner?: string): Clock {
    const clock = this.state.clocks.findLast(
      (one) => one.code === code && (owner === undefined || one.owner === owner),
    )
    if (clock === undefined) throw new Error(`The clock ${code} never started.`)
    return clock
  }

  /** Codes of the measures with their values. */
  get measures() {
    return measure(this.definition, this.state, this.env)
  }

  get warnings(): string[] {
    return warnings(this.definition, this.state, this.env)
  }

  get bars(): string[] {
    return bars(this.definition, this.state, this.env)
  }

  seenBy(actor: CaseActor) {
    return visibleData(this.definition, this.state, { ...actor, seesAll: false })
  }

  actionsOf(actor: CaseActor): string[] {
    return possibilities(this.definition, this.state, actor, this.env).flatMap((one) =>
      one.kind === 'act' ? [one.action] : [],
    )
  }

  /** The activation at a node; of several in parallel work the actor's own. */
  step(node: string, actor?: CaseActor): StepActivation {
    const parties =
      actor === undefined
        ? null
        : [
            `org:${actor.organisationId}`,
            `user:${actor.userId}`,
            ...actor.roles.map((role) => `role:${role}`),
          ]
    const standing = this.state.steps.filter((one) => one.node === node && one.status === 'active')
    const own = standing.findLast(({ seats }) => seats.some(({ party }) => parties?.includes(party)))
    const step = own ?? standing.at(-1)
    if (step === undefined) throw new Error(`No work stands at ${node}, but at ${this.active.join(', ')}.`)
    return step
  }

  #try(node: string, actor: CaseActor, action: string, entered: Entered): Outcome<Decision> {
    return decide(
      this.definition,
      this.state,
      {
        kind: 'act',
        activation: this.step(node, actor).id,
        action,
        opinion: entered.opinion ?? null,
        data: entered.data ?? {},
        attachments: [],
      },
      actor,
      this.env,
    )
  }

  #keep(decision: Decision): void {
    this.state = decision.state
    this.events.push(...decision.events)
    this.effects.push(...decision.effects)
  }
}

function orThrow(outcome: Outcome<Decision>): Decision {
  if (outcome.ok) return outcome.value
  throw new Error(`Refused: ${JSON.stringify(outcome.issues)}`)
}
