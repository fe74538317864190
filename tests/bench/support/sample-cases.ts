/** Cases as the engine makes them: what the benchmarks about cases multiply. */
import { decide, nextTimer, openCase, type CaseActor, type CaseCommand, type CaseData } from '#domain/cases'
import type { CaseEnvironment, CaseEvent, CaseState, ProcedureDefinition } from '#domain/cases'
import type { Outcome } from '#domain/kernel'
import { shippedCalendars } from '#tests/calendars'
import { shippedProcedure } from '#tests/shipped-procedures'

/** One decision after another on a case, as the use cases write them down. */
export interface Told {
  readonly definition: ProcedureDefinition
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
}

export interface Giver {
  readonly actor: CaseActor
  readonly at: number
  /** Stands in title, number and project code, so that copies can be given their own. */
  readonly tag: string
}

/** 交办: given to a body, which accepts, and is sent back to work `rounds` times; stays with the body. */
export function assignedDuty(giver: Giver, caseId: string, body: CaseActor, rounds = 0): Told {
  const told = new Telling('assigned-duty', giver, caseId, {
    matter: `梳理辖区内闲置厂房并提出盘活办法（${giver.tag}）`,
    content: '逐栋登记面积、产权和用途，提出可以腾退改造的清单和时间安排。',
    kind: 'routine',
    body: body.organisationId,
  })
  told.act(giver.actor, 'draft', 'submit')
  told.number()
  told.act(body, 'receive', 'accept')
  for (let round = 0; round < rounds; round++) {
    told.act(body, 'handle', 'report', { result: '已登记十二栋，其余正在核实产权。' })
    told.act(giver.actor, 'verify', 'back', { verification: '请补齐产权情况。' })
  }
  return told.told()
}

/** 督办蓝单: issued by the office, waits for the answer of the body. */
export function supervision(giver: Giver, caseId: string, office: CaseActor, body: CaseActor): Told {
  const told = new Telling('supervision', giver, caseId, {
    matter: `产业空间台账未按时报送（${giver.tag}）`,
    body: body.organisationId,
    requirement: '五日内补报，并说明原因。',
  })
  told.act(giver.actor, 'draft', 'submit')
  told.number()
  told.act(office, 'issue', 'issue', { level: 'blue' })
  return told.told()
}

/** 绿色通道: bodies work side by side, each under its own clock, all under the clock of the whole. */
export function greenChannel(
  giver: Giver,
  caseId: string,
  project: { readonly park: string; readonly bodies: readonly string[] },
): Told {
  const told = new Telling('green-channel', giver, caseId, {
    projectName: `先进封装中试线（${giver.tag}）`,
    projectCode: `P-${giver.tag}`,
    park: project.park,
    channelBodies: [...project.bodies],
    formalities: project.bodies.map((body) => ({ body, formality: '规划条件' })),
  })
  told.act(giver.actor, 'draft', 'submit')
  told.number()
  return told.told()
}

/** The same case at a later moment, when every timer before it has fired in its time. */
export function ticked(told: Told, until: number): Told {
  let { state } = told
  const events = [...told.events]
  for (;;) {
    const next = nextTimer(told.definition, state, shippedCalendars)
    if (next === null || next >= until) return { ...told, state, events }
    const environment = { now: next, calendars: shippedCalendars, settings: {}, related: [] }
    const decision = accepted(decide(told.definition, state, { kind: 'tick' }, null, environment))
    state = decision.state
    events.push(...decision.events)
  }
}

class Telling {
  readonly #definition: ProcedureDefinition
  readonly #caseId: string
  readonly #tag: string
  readonly #events: CaseEvent[] = []
  #environment: CaseEnvironment
  #state: CaseState

  constructor(code: string, { actor, at, tag }: Giver, caseId: string, data: CaseData) {
    this.#tag = tag
    this.#definition = shippedProcedure(code)
    this.#caseId = caseId
    this.#environment = { now: at, calendars: shippedCalendars, settings: {}, related: [] }
    const { state, events } = accepted(
      openCase(this.#definition, { caseId, actor, origin: null, data }, this.#environment),
    )
    this.#state = state
    this.#events.push(...events)
  }

  act(actor: CaseActor, node: string, action: string, data: CaseData = {}): void {
    const step = this.#state.steps.find((one) => one.node === node && one.status === 'active')
    if (step === undefined) throw new Error(`${this.#caseId} is not at ${node}`)
    this.#decide({ kind: 'act', activation: step.id, action, opinion: null, data, attachments: [] }, actor)
  }

  number(): void {
    this.#decide({ kind: 'number', number: `〔2026〕${this.#tag}号` }, null)
  }

  told(): Told {
    return { definition: this.#definition, state: this.#state, events: this.#events }
  }

  /** A minute passes from one act to the next. */
  #decide(command: CaseCommand, actor: CaseActor | null): void {
    this.#environment = { ...this.#environment, now: this.#environment.now + 60_000 }
    const { state, events } = accepted(
      decide(this.#definition, this.#state, command, actor, this.#environment),
    )
    this.#state = state
    this.#events.push(...events)
  }
}

function accepted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}
