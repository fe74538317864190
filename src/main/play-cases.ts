import type { Transaction } from 'kysely'
import { Refusal, type CompiledCalendar } from '#domain/kernel'
import type { CaseCommand, CaseState, StepActivation } from '#domain/cases'
import { beginCase, loadCase, runCommand } from '#features/procedures'
import { TIMEKEEPER, type Caller, type Services } from '#platform/http'
import type { Database } from '#platform/postgres'
import { CaseTime } from './case-time.ts'
import { dateFromNow, momentOf } from './demo-moments.ts'
import type { DemoCase, DemoStep, DemoValue } from './demo-script.ts'

type Tx = Transaction<Database>

export interface Stage {
  readonly now: Date
  readonly calendars: ReadonlyMap<string, CompiledCalendar>
  /** Who acts, by login. */
  readonly people: ReadonlyMap<string, Caller>
  /** Ids by what the stories say: `org:park.haidian`, `user:expert1`. */
  readonly ids: ReadonlyMap<string, string>
}

interface Act {
  readonly at: Date
  readonly story: DemoCase
  readonly what: string
  run(): Promise<void>
}

/**
 * Plays stories through the real use cases, in the order of their moments over all of them: every command by its person
 * at its moment, timers at theirs in between, sub-cases at once. All in the caller's transaction, so that a story that
 * fails leaves nothing behind. Answers the ids of the cases by the keys of the stories.
 */
export async function playCases(
  services: Services,
  tx: Tx,
  stories: readonly DemoCase[],
  stage: Stage,
): Promise<ReadonlyMap<string, string>> {
  const player = new Player(services, tx, stage)
  const acts = stories.flatMap((story) => player.actsOf(story))
  // Sorting keeps the order of acts at the same moment, which is that of the files.
  for (const act of [...acts].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    await player.time.fireUntil(act.at)
    try {
      await act.run()
    } catch (error) {
      const why = error instanceof Refusal ? JSON.stringify(error.issues) : (error as Error).message
      throw new Error(
        `The demonstration case ${act.story.key} (${act.story.file}) cannot be played at ${act.what}: ${why}`,
        { cause: error },
      )
    }
  }
  await player.time.fireUntil(stage.now)
  return player.cases
}

class Player {
  readonly cases = new Map<string, string>()
  readonly time: CaseTime
  readonly #tx: Tx
  readonly #stage: Stage
  readonly #workdays: CompiledCalendar

  constructor(services: Services, tx: Tx, stage: Stage) {
    this.time = new CaseTime(services, tx)
    this.#tx = tx
    this.#stage = stage
    const workdays = stage.calendars.get('workdays')
    if (workdays === undefined)
      throw new Error('There is no calendar of working days to play the demonstration by')
    this.#workdays = workdays
  }

  actsOf(story: DemoCase): Act[] {
    checkMoments(story, this.#stage.now, this.#workdays)
    const opening: Act = {
      at: this.#at(story.at),
      story,
      what: `its opening at ${story.at}`,
      run: () => this.#open(story),
    }
    const acts = [
      opening,
      ...story.then.map((step): Act => {
        const what = `${step.do ?? step.command?.kind ?? 'nothing'} by ${step.by} at ${step.at}`
        return { at: this.#at(step.at), story, what, run: () => this.#take(story, step) }
      }),
    ]
    return acts
  }

  async #open(story: DemoCase): Promise<void> {
    const ctx = this.time.contextOf(this.#person(story.by), this.#at(story.at))
    const { procedure } = story
    const origin =
      story.from === undefined ? null : { kind: 'case' as const, id: await this.#findCase(story.from) }
    const id = await beginCase(ctx, { procedure, origin, data: this.#data(story.data) }, true)
    this.cases.set(story.key, id)
    await this.time.carryOut(ctx.now)
  }

  async #take(story: DemoCase, step: DemoStep): Promise<void> {
    const caller = this.#person(step.by)
    const ctx = this.time.contextOf(caller, this.#at(step.at))
    const caseId = await this.#findCase(step.on === undefined ? story.key : `${story.key}>${step.on}`)
    const command = this.#commandOf(await this.#stateOf(caseId), step, caller)
    await ctx.inTransaction((tx) => runCommand(tx, ctx, caseId, null, command))
    await this.time.carryOut(ctx.now)
  }

  #commandOf(state: CaseState, step: DemoStep, caller: Caller): CaseCommand {
    if (step.do !== undefined) {
      const [node = '', action = ''] = step.do.split('/')
      return {
        kind: 'act',
        activation: activeStep(state, node, caller).id,
        action,
        opinion: step.opinion ?? null,
        data: this.#data(step.data ?? {}),
        attachments: [],
      }
    }
    const { command } = step
    if (command === undefined) throw new Error('it says neither what is done nor which command is given')
    switch (command.kind) {
      case 'return': {
        const { node, ...rest } = command
        return { ...rest, activation: activeStep(state, node, caller).id }
      }
      case 'transfer':
      case 'delegate':
      case 'add-signer': {
        const { node, to, ...rest } = command
        return { ...rest, activation: activeStep(state, node, caller).id, to: this.#party(to) }
      }
      case 'urge': {
        const { node, ...rest } = command
        return { ...rest, activation: activeStep(state, node, null).id }
      }
      case 'copy':
        return { ...command, to: command.to.map((party) => this.#party(party)) }
      case 'comment':
        return { ...command, attachments: [] }
      case 'terminate':
        return command
      case 'pause': {
        const { until, note, ...rest } = command
        const days = Number(until.replace('+', ''))
        const expiresAt = this.#stage.now.getTime() + days * 86_400_000
        return { ...rest, note, clock: clockOf(state, command.clock, caller), evidence: [], expiresAt }
      }
      case 'resume':
      case 'extend':
        return { ...command, clock: clockOf(state, command.clock, caller) }
    }
  }

  /** A story's case by its key, or one that it opened: `key>green-channel`, `key>assigned-duty:2`. */
  async #findCase(where: string): Promise<string> {
    const [key = '', ...inside] = where.split('>')
    const root = this.cases.get(key)
    if (root === undefined) throw new Error(`there is no case ${key} yet`)
    let id: string = root
    for (const wanted of inside) {
      const [procedure = '', place = '1'] = wanted.split(':')
      await this.time.become(TIMEKEEPER)
      const children = await this.#tx
        .selectFrom('procedureCase')
        .select('id')
        .where('parentId', '=', id)
        .where('procedure', '=', procedure)
        .orderBy('openedAt')
        .orderBy('parentEvent')
        .orderBy('parentItem')
        .execute()
      const child = children[Number(place) - 1]
      if (child === undefined) throw new Error(`${key} has opened no case ${wanted}`)
      id = child.id
    }
    return id
  }

  async #stateOf(caseId: string): Promise<CaseState> {
    await this.time.become(TIMEKEEPER)
    return (await loadCase(this.#tx, caseId)).state
  }

  #at(moment: string): Date {
    return momentOf(moment, this.#stage.now, this.#workdays)
  }

  #person(login: string): Caller {
    const person = this.#stage.people.get(login)
    if (person === undefined) throw new Error(`nobody logs in as ${login}`)
    return person
  }

  #party(reference: string): string {
    const id = this.#stage.ids.get(reference.slice(1))
    if (id === undefined) throw new Error(`there is no ${reference}`)
    return `${reference.startsWith('@user:') ? 'user' : 'org'}:${id}`
  }

  #data(data: Readonly<Record<string, DemoValue>>): Record<string, DemoValue> {
    return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, this.#value(value)]))
  }

  /** `@org:code` and `@user:login` become ids, `@day:+30` the date thirty days from now. */
  #value(value: DemoValue): DemoValue {
    if (typeof value === 'string') {
      if (!value.startsWith('@')) return value
      const reference = value.slice(1)
      if (reference.startsWith('day:'))
        return dateFromNow(reference.slice(4), this.#stage.now, this.#workdays)
      const id = this.#stage.ids.get(reference)
      if (id === undefined) throw new Error(`there is no ${reference}`)
      return id
    }
    if (Array.isArray(value)) return value.map((one) => this.#value(one))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#value(one)]))
    return value
  }
}

/** A story goes forward in time and ends before now, on whatever day it is loaded. */
export function checkMoments(story: DemoCase, now: Date, workdays: CompiledCalendar): void {
  let before = story.at
  for (const { at } of [story, ...story.then]) {
    const moment = momentOf(at, now, workdays)
    if (moment < momentOf(before, now, workdays))
      throw new Error(`The demonstration case ${story.key}: ${at} comes before ${before}`)
    if (moment > now) throw new Error(`The demonstration case ${story.key}: ${at} lies in the future`)
    before = at
  }
}

/** Where work stands at the node; of several in parallel work that in which this person has a seat. */
export function activeStep(state: CaseState, node: string, caller: Caller | null): StepActivation {
  const standing = state.steps.filter((step) => step.node === node && step.status === 'active')
  const parties = caller === null ? null : partiesOf(caller)
  const own = standing.find(({ seats }) =>
    seats.some((seat) => seat.state === 'active' && parties?.has(seat.party) === true),
  )
  const step = own ?? standing[0]
  if (step !== undefined) return step
  const active = state.steps.filter(({ status }) => status === 'active').map((one) => one.node)
  throw new Error(
    `no work stands at ${node}, but at ${active.join(', ') || `no step: it ended as ${String(state.outcome)}`}`,
  )
}

/** The running clock of that code, of several the caller's own. */
function clockOf(state: CaseState, code: string, caller: Caller): string {
  const running = state.clocks.filter((clock) => clock.code === code && clock.stoppedAt === null)
  const parties = partiesOf(caller)
  const clock = running.find(({ owner }) => parties.has(owner)) ?? running[0]
  if (clock === undefined) throw new Error(`no clock ${code} runs`)
  return clock.id
}

function partiesOf(caller: Caller): ReadonlySet<string> {
  return new Set([
    `org:${caller.organisationId ?? ''}`,
    `user:${caller.userId ?? ''}`,
    ...caller.roles.map((role) => `role:${role}`),
  ])
}
