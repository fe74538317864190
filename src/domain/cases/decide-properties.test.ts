import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedCalendars } from '#tests/calendars'
import { ann, ben, boss, CasePlay, cat, dan, person } from '#tests/case-play'
import { everything } from '#tests/rich-procedure'
import type { CaseActor } from './case-state.ts'
import type { CaseCommand, Possibility } from './commands.ts'
import type { SignRule } from './definition.ts'
import { explainClock } from './explain-clock.ts'
import { nextTimer } from './next-timer.ts'
import { possibilities } from './possibilities.ts'

/**
 * Random lives of cases whose definition holds everything at once. `CasePlay` holds every decision to what is always true
 * (replay, no gap, no seat lost, no work without a turn); here it is held to what it offers and to what it refuses.
 */
const HOUR = 3_600_000
const RUNS = 20
const actors: readonly CaseActor[] = [
  ann,
  ben,
  cat,
  dan,
  boss,
  person('sub', 'z', {
    substitutesFor: [{ userId: 'ben', name: 'ben', organisationId: 'b', roles: ['staff'] }],
  }),
]

const rules: readonly SignRule[] = [
  { rule: 'all', mixed: 'silent' },
  { rule: 'any' },
  { rule: 'count', count: 2, mixed: 'silent' },
  { rule: 'sequence', mixed: 'silent' },
]

const parties = ['user:dan', 'org:b', 'user:ann', 'org:c', 'user:sub', 'role:leader', 'user:cat', 'org:d']

/** Everything that somebody could ask for, sensible or not. */
function asked(play: CasePlay): CaseCommand[] {
  const { state, definition, env } = play
  const reason = '缘由'
  const steps = state.steps.filter(
    ({ status }, place) => status === 'active' || place >= state.steps.length - 6,
  )
  return [
    { kind: 'terminate', reason },
    { kind: 'copy', to: ['org:d'], note: null },
    { kind: 'comment', text: '意见', attachments: [] },
    ...steps.flatMap(({ id: activation, node: code, seats }): CaseCommand[] => {
      const node = definition.nodes[code]
      const actions = node?.kind === 'step' ? Object.keys(node.actions) : []
      const signing = seats.flatMap(({ party, state: seat }) =>
        seat === 'active' || seat === 'waiting' ? [party] : [],
      )
      const fresh =
        parties.find((party, place) => place >= state.sequence % 4 && !signing.includes(party)) ?? 'org:x'
      const data = code === 'handle' ? { score: 1 } : {}
      return [
        ...['nothing', ...actions].map((action): CaseCommand => ({
          kind: 'act',
          activation,
          action,
          opinion: '意见',
          data,
          attachments: [],
        })),
        ...['initiator', 'previous', 'a1', ...state.steps.map(({ id }) => id)].map((to): CaseCommand => ({
          kind: 'return',
          activation,
          to,
          reason,
        })),
        { kind: 'transfer', activation, to: fresh, reason },
        { kind: 'delegate', activation, to: fresh, reason },
        { kind: 'add-signer', activation, to: fresh, where: 'before', reason },
        { kind: 'add-signer', activation, to: fresh, where: 'after', reason },
        ...seats.map(({ id: seat }): CaseCommand => ({ kind: 'remove-signer', activation, seat, reason })),
        { kind: 'withdraw', activation, reason: null },
        { kind: 'urge', activation, note: null },
      ]
    }),
    ...state.clocks.flatMap(({ id: clock }): CaseCommand[] => [
      { kind: 'pause', clock, reason: 'expert', note: null, evidence: [], expiresAt: env.now + HOUR },
      { kind: 'resume', clock },
      { kind: 'extend', clock, add: { amount: 1, unit: 'hour' }, reason },
    ]),
  ]
}

function isOffered(offers: readonly Possibility[], command: CaseCommand): boolean {
  return offers.some((offer) => {
    switch (offer.kind) {
      case 'act':
        return (
          command.kind === 'act' &&
          offer.activation === command.activation &&
          offer.action === command.action &&
          !offer.blocked
        )
      case 'return':
        return (
          command.kind === 'return' &&
          offer.activation === command.activation &&
          offer.targets.some(({ to }) => to === command.to)
        )
      case 'add-before':
      case 'add-after':
        return (
          command.kind === 'add-signer' &&
          offer.activation === command.activation &&
          offer.kind === `add-${command.where}`
        )
      case 'remove-signer':
        return (
          command.kind === 'remove-signer' &&
          offer.activation === command.activation &&
          offer.seats.includes(command.seat)
        )
      case 'transfer':
      case 'delegate':
      case 'urge':
      case 'withdraw':
        return command.kind === offer.kind && command.activation === offer.activation
      case 'pause':
      case 'resume':
      case 'extend':
        return command.kind === offer.kind && command.clock === offer.clock
      case 'terminate':
      case 'copy':
      case 'comment':
        return command.kind === offer.kind
    }
  })
}

const move = fc.record({
  actor: fc.nat({ max: actors.length - 1 }),
  pick: fc.nat({ max: 10_000 }),
  /** Hours that pass before; mostly few. */
  wait: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 3 }), fc.nat({ max: 200 })),
})

const life = fc.record({
  rule: fc.constantFrom(...rules),
  afterReturn: fc.constantFrom('direct' as const, 'walk' as const),
  skip: fc.constantFrom('adjacent' as const, 'any' as const),
  amount: fc.constantFrom(1, 4, 9),
  signers: fc.constantFrom(['b', 'c', 'd'], ['c', 'b'], ['b', 'c', 'd', 'park']),
  moves: fc.array(fc.noBias(move), { minLength: 15, maxLength: 36 }),
})

const seen = new Set<string>()

describe('a case, whatever is done to it', () => {
  it('does what it offers, refuses what it does not, and holds together', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(life, ({ rule, afterReturn, skip, amount, signers, moves }) => {
        const play = new CasePlay(everything(rule, afterReturn, skip))
        play.open({ amount, signers, first: 'b', second: 'c' })
        const taken = new Map<string, number>()
        let last: CaseActor = ann
        for (const { actor: who, pick, wait } of moves) {
          pass(play, wait)
          answerSubcases(play, pick)
          // Somebody who can do more than comment, if there is anybody.
          const able = actors.filter((other) => offersTo(play, other).some(({ kind }) => kind === 'act'))
          const likely = pick % 4 === 1 ? last : able[who % Math.max(1, able.length)]
          const actor = (pick % 5 > 0 ? likely : undefined) ?? actors[who] ?? ann
          const offers = offersTo(play, actor)
          const commands = asked(play)
          // Terminating ends the game: rarely.
          const wanted = commands.filter(({ kind }) => kind !== 'terminate' || pick % 97 === 0)
          // One of each kind that is offered, and some of all the others.
          const offered = wanted.filter((command) => isOffered(offers, command))
          const kindly = [...Map.groupBy(offered, ({ kind }) => kind).values()]
          const probes = [
            ...kindly.flatMap((same) => same[pick % same.length] ?? []),
            ...Array.from(
              { length: 14 },
              (_, n) => wanted[(pick * 31 + n * 17) % wanted.length] ?? [],
            ).flat(),
          ]
          const accepted: CaseCommand[] = []
          for (const command of probes) {
            const outcome = play.ask(actor, command)
            if (outcome.ok !== isOffered(offers, command))
              throw new Error(
                `${actor.userId} ${JSON.stringify(command)}: ${outcome.ok ? 'taken, not offered' : `offered, ${outcome.issues[0]?.code ?? ''}`}`,
              )
            if (outcome.ok) accepted.push(command)
          }
          if (play.state.closedAt !== null) {
            expect(accepted).toEqual([])
            expect(offers).toEqual([])
            return
          }
          // Half of the time an act, so that the case gets on; otherwise what this life has seen least of.
          const kinds = [...new Set(accepted.map(({ kind }) => kind))]
          const rarest = kinds.toSorted((one, other) => (taken.get(one) ?? 0) - (taken.get(other) ?? 0))[0]
          const kind = pick % 2 === 0 && kinds.includes('act') ? 'act' : rarest
          const from = accepted.filter((command) => command.kind === kind)
          const command = from[(pick >> 3) % Math.max(1, from.length)]
          if (command === undefined) continue
          play.do(actor, command)
          last = actor
          taken.set(command.kind, (taken.get(command.kind) ?? 0) + 1)
          seen.add(command.kind)
          if (command.kind === 'act' && play.state.closedAt === null) expectDone(play, actor, command)
        }
        expectClocks(play)
      }),
      { numRuns: RUNS, seed: 20260302 },
    )
    // The lives were full: each kind of command was taken somewhere.
    const kinds = ['act', 'return', 'transfer', 'delegate', 'add-signer', 'remove-signer', 'withdraw', 'copy']
    for (const kind of [...kinds, 'urge', 'comment', 'pause', 'resume', 'extend'])
      expect([...seen]).toContain(kind)
  })
})

function offersTo(play: CasePlay, actor: CaseActor): Possibility[] {
  return possibilities(play.definition, play.state, actor, play.env)
}

/** Time passes; what it brings about it brings about once. */
function pass(play: CasePlay, hours: number): void {
  play.tick(play.env.now + hours * HOUR)
  const timer = nextTimer(play.definition, play.state, shippedCalendars)
  expect(timer === null || timer > play.env.now).toBe(true)
  const again = play.ask(null, { kind: 'tick' })
  expect(again.ok && again.value.events).toEqual([])
}

function answerSubcases(play: CasePlay, pick: number): void {
  for (const step of play.state.steps) {
    if (step.node !== 'ask' || step.status !== 'active') continue
    const links = play.state.subcases.filter(({ activation }) => activation === step.id)
    const open = links.find(({ closedAt }) => closedAt === null)
    if (open !== undefined && pick % 2 === 0)
      play.do(null, { kind: 'subcase-closed', caseId: open.caseId, outcome: 'good' })
    else if (links.length < (step.awaits ?? 0)) {
      const caseId = `${step.id}-${links.length}`
      play.do(null, { kind: 'subcase-opened', activation: step.id, caseId, procedure: 'other' })
    }
  }
}

/** The same act a second time is refused, unless the actor has another seat at the step. */
function expectDone(play: CasePlay, actor: CaseActor, command: CaseCommand): void {
  if (command.kind !== 'act') return
  const again = play.ask(actor, command)
  if (again.ok) {
    const seats = play.state.steps.find(({ id }) => id === command.activation)?.seats ?? []
    expect(seats.some(({ state }) => state === 'active')).toBe(true)
  } else expect(['cases.stale', 'cases.not_your_turn', 'cases.not_yours']).toContain(again.issues[0]?.code)
}

function expectClocks(play: CasePlay): void {
  // However often its node is entered, there is one clock for the life of the case.
  for (const code of ['whole', 'sign', 'side'])
    expect(play.state.clocks.filter((clock) => clock.code === code).length).toBeLessThanOrEqual(1)
  for (const clock of play.state.clocks) {
    const told = explainClock(clock, shippedCalendars, play.env.now)
    expect(told.runningMs + told.overdueMs + told.pausedMs + told.closedMs).toBe(told.wallMs)
    let until = clock.startedAt
    for (const { from, to } of clock.intervals) {
      expect(from).toBe(until)
      until = to ?? play.env.now
    }
    expect(until).toBe(clock.stoppedAt ?? play.env.now)
    const stages = clock.fired.map(({ stage }) => stage)
    expect(new Set(stages).size).toBe(stages.length)
  }
}
