/**
 * Walks a definition through the engine itself: invented people act with invented data, time passes, sub-cases end, work is
 * sent back, until every transition was taken or nothing new can be tried. States are told apart by where the work stands
 * and by what the guards say, not by the data. Nothing is left to chance: the same definition is walked the same way.
 */
import type { Instant, Outcome } from '#domain/kernel'
import type { CaseActor, CaseState } from './case-state.ts'
import type { Calendars } from './clock.ts'
import type { CaseCommand, CaseEnvironment, Decision, RelatedCase } from './commands.ts'
import { decide } from './decide.ts'
import type { ProcedureDefinition } from './definition.ts'
import { everyExpression } from './definition-expressions.ts'
import { nextTimer } from './next-timer.ts'
import { openCase } from './open-case.ts'
import { coverageGoals, transitionsTaken } from './walk-coverage.ts'
import { placeOfCase, WalkMoves, type WalkMove } from './walk-moves.ts'

export interface WalkOptions {
  readonly calendars: Calendars
  /** When the walk begins. */
  readonly now: Instant
  /** How many decisions may be asked for. */
  readonly most?: number
}

export interface DefinitionWalk {
  /** Different states met. */
  readonly states: number
  /** Transitions, kinds of return and stages of clocks that there are, and those that were met. */
  readonly transitions: number
  readonly taken: number
  /** Different ways on which a case came to its end. */
  readonly paths: number
  /** Outcomes with which cases ended. */
  readonly outcomes: readonly string[]
  readonly decisions: number
  /** What was never met, with the engine's last reason: an issue code, `not_reached`, or `not_chosen` by any data tried. */
  readonly unvisited: readonly { readonly id: string; readonly reason: string }[]
}

const MOST_DECISIONS = 12_000
/** States kept for one place: beyond that other answers of the guards bring nothing new. */
const MOST_OUTLOOKS = 12
/** A clock's stages before something happens to the work. */
const MOST_TICKS = 24

interface WalkState {
  readonly state: CaseState
  readonly env: CaseEnvironment
  /** Moves since something new was met. */
  readonly stale: number
}

export function walkDefinition(definition: ProcedureDefinition, options: WalkOptions): DefinitionWalk {
  return new Walk(definition, options).run()
}

class Walk {
  private readonly definition: ProcedureDefinition
  private readonly options: WalkOptions
  private readonly moves: WalkMoves
  private readonly goals: ReadonlySet<string>
  private readonly taken = new Set<string>()
  private readonly seen = new Set<string>()
  private readonly outlooks = new Map<string, number>()
  private readonly ended = new Map<string, number>()
  private readonly refusals = new Map<string, string>()
  private readonly reached = new Set<string>()
  private readonly queues = new Map<number, WalkState[]>()
  private decisions = 0

  constructor(definition: ProcedureDefinition, options: WalkOptions) {
    this.definition = definition
    this.options = options
    this.moves = new WalkMoves(definition)
    this.goals = new Set(coverageGoals(definition))
  }

  run(): DefinitionWalk {
    for (const related of relatedCases(this.definition)) this.open(related)
    const most = this.options.most ?? MOST_DECISIONS
    for (let next = this.next(); next !== null && !this.isDone() && this.decisions < most; next = this.next())
      this.goOn(next)
    const outcomes = [...this.ended.keys()].sort()
    return {
      states: this.seen.size,
      transitions: this.goals.size,
      taken: this.taken.size,
      paths: [...this.ended.values()].reduce((sum, count) => sum + count, 0),
      outcomes,
      decisions: this.decisions,
      unvisited: [...this.goals]
        .filter((id) => !this.taken.has(id))
        .map((id) => ({ id, reason: this.reasonFor(id) })),
    }
  }

  private isDone(): boolean {
    return this.taken.size === this.goals.size
  }

  private open(related: readonly RelatedCase[]): void {
    const env: CaseEnvironment = {
      ...{ now: this.options.now, calendars: this.options.calendars, settings: {}, related },
    }
    const request = { caseId: 'walk', actor: this.moves.initiator, origin: null, bySystem: true }
    const plain = openCase(this.definition, { ...request, data: {} }, env)
    this.decisions += 1
    if (!plain.ok) {
      this.refused(this.definition.initial, plain)
      return
    }
    for (const data of this.moves.foreignData(env, plain.value.state)) {
      const opened = openCase(this.definition, { ...request, data }, env)
      this.decisions += 1
      if (opened.ok) this.arrive(null, opened.value, env, 0)
    }
  }

  private goOn(from: WalkState): void {
    for (const move of this.moves.from(from.state, from.env)) this.take(from, move)
    this.wait(from)
  }

  private take(from: WalkState, move: WalkMove): void {
    let state = from.state
    const events: Decision['events'][number][] = []
    let last: Decision | null = null
    for (const { command, actor } of move.commands) {
      const outcome = this.decide(state, command, actor, from.env)
      if (!outcome.ok) {
        this.refused(move.about, outcome)
        return
      }
      last = outcome.value
      state = last.state
      events.push(...last.events)
    }
    if (last === null) return
    if (this.goals.has(move.about)) this.meet(move.about)
    this.arrive(from, { ...last, events }, from.env, from.stale)
  }

  /** Lets time pass until something happens to the work, or no clock is waiting any more. */
  private wait(from: WalkState): void {
    let { state, env } = from
    for (let ticks = 0; ticks < MOST_TICKS; ticks += 1) {
      const at = nextTimer(this.definition, state, env.calendars)
      if (at === null) return
      env = { ...env, now: Math.max(at, env.now) }
      const outcome = this.decide(state, { kind: 'tick' }, null, env)
      if (!outcome.ok || outcome.value.events.length === 0) return
      state = outcome.value.state
      const moved = outcome.value.events.some(({ kind }) => kind === 'step-left' || kind === 'step-entered')
      if (moved) {
        this.arrive(from, outcome.value, env, from.stale)
        return
      }
      for (const id of transitionsTaken(this.definition, outcome.value, env)) this.meet(id)
    }
  }

  private decide(
    state: CaseState,
    command: CaseCommand,
    actor: CaseActor | null,
    env: CaseEnvironment,
  ): Outcome<Decision> {
    this.decisions += 1
    return decide(this.definition, state, command, actor, env)
  }

  private arrive(from: WalkState | null, decision: Decision, env: CaseEnvironment, stale: number): void {
    let isNew = false
    for (const id of transitionsTaken(this.definition, decision, env)) isNew = this.meet(id) || isNew
    for (const event of decision.events) {
      if (event.kind === 'step-entered' || event.kind === 'branch-opened') this.reached.add(event.node)
    }
    const { state } = decision
    const place = placeOfCase(state)
    const key =
      state.closedAt === null
        ? `${place} ${this.moves.outlook(state, env)}`
        : `${place} ${from === null ? '' : placeOfCase(from.state)}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    if (state.closedAt !== null) {
      const outcome = state.outcome ?? ''
      this.ended.set(outcome, (this.ended.get(outcome) ?? 0) + 1)
      return
    }
    const outlooks = this.outlooks.get(place) ?? 0
    if (outlooks >= MOST_OUTLOOKS && !isNew) return
    this.outlooks.set(place, outlooks + 1)
    const age = isNew ? 0 : stale + 1
    const queue = this.queues.get(age)
    const next: WalkState = { state, env, stale: age }
    if (queue === undefined) this.queues.set(age, [next])
    else queue.push(next)
  }

  private meet(id: string): boolean {
    if (!this.goals.has(id) || this.taken.has(id)) return false
    this.taken.add(id)
    return true
  }

  /** First from where something new was met last. */
  private next(): WalkState | null {
    const ages = [...this.queues.keys()].sort((a, b) => a - b)
    for (const age of ages) {
      const found = this.queues.get(age)?.shift()
      if (found !== undefined) return found
      this.queues.delete(age)
    }
    return null
  }

  private refused(about: string, outcome: Outcome<Decision>): void {
    if (!outcome.ok) this.refusals.set(about, outcome.issues[0]?.code ?? '')
  }

  private reasonFor(id: string): string {
    const about = id.replace(/\/\d+$/, '')
    const refusal = this.refusals.get(about)
    const from = id.startsWith('clock ')
      ? (this.definition.clocks[id.slice(6).split('.')[0] ?? '']?.on ?? '')
      : (id.split('.')[0] ?? '')
    const isChoice = this.definition.nodes[from]?.kind === 'choice'
    if (!this.reached.has(from) && !isChoice) return 'not_reached'
    return refusal ?? 'not_chosen'
  }
}

/** No other case on the same matter, and such as the definition's guards ask for. */
function relatedCases(definition: ProcedureDefinition): readonly (readonly RelatedCase[])[] {
  const worlds: (readonly RelatedCase[])[] = [[]]
  for (const { text } of everyExpression(definition)) {
    if (!text.includes('related')) continue
    const procedure = /procedure = "([^"]+)"/.exec(text)?.[1] ?? 'other'
    const outcomes = [...text.matchAll(/outcome = "([^"]+)"/g)].map((match) => match[1] ?? '')
    for (const outcome of outcomes.length === 0 ? [null] : outcomes)
      for (const closed of outcome === null ? [true, false] : [true])
        worlds.push([{ caseId: 'related', procedure, number: '1', outcome, closed }])
  }
  return worlds.slice(0, 10)
}
