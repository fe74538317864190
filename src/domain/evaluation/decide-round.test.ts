import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decideRound,
  possibleRoundActs,
  ROUND_STEPS,
  type RoundActor,
  type RoundFacts,
  type RoundSoFar,
  type RoundStep,
} from './decide-round.ts'
import { ROUND_STATES, type RoundState } from './round-life.ts'

const days = {
  freezeOn: '2026-03-02',
  reviewFrom: '2026-03-10',
  reviewTo: '2026-03-20',
  confirmOn: '2026-04-01',
  publishOn: '2026-04-15',
}
const office: RoundActor = { userId: 'office-1', isOffice: true, isLeader: false }
const other: RoundActor = { userId: 'office-2', isOffice: true, isLeader: false }
const leader: RoundActor = { userId: 'leader', isOffice: false, isLeader: true }
const park: RoundActor = { userId: 'park', isOffice: false, isLeader: false }
const round = (state: RoundState): RoundSoFar => ({
  state,
  days,
  adoptedBy: state === 'planned' || state === 'frozen' ? null : 'office-1',
})
const ready: RoundFacts = {
  today: '2026-03-20',
  adoptable: 1,
  runIsOfNewestData: true,
  openObjections: 0,
  uncarriedObjections: 0,
  supportRule: 'example',
  units: 17,
  proposedDecisions: 0,
  decidedDecisions: 17,
}
const undecided = { ...ready, decidedDecisions: 0 }

function take(
  state: RoundState,
  act: RoundStep,
  facts: Partial<RoundFacts> = {},
  actor = other,
  reason: string | null = '说明',
) {
  return decideRound(round(state), act, actor, { ...ready, ...facts }, reason)
}
function codes(...given: Parameters<typeof take>): string[] {
  const outcome = take(...given)
  return outcome.ok ? [] : outcome.issues.map(({ code }) => code)
}

describe('a round', () => {
  it('goes its way one step after another', () => {
    const way: RoundStep[] = ['freeze', 'adopt', 'open-review', 'close-review', 'confirm', 'publish']
    let state: RoundState = 'planned'
    const seen: RoundState[] = [state]
    for (const act of way) {
      const outcome = take(state, act)
      if (!outcome.ok) throw new Error(`${act}: ${JSON.stringify(outcome.issues)}`)
      state = outcome.value.state
      seen.push(state)
    }
    expect(seen).toEqual(['planned', 'frozen', 'computed', 'review', 'reviewed', 'confirmed', 'published'])
  })

  it('skips no step: every act is refused in every state that it does not lead from', () => {
    const leads: Readonly<Record<RoundStep, readonly RoundState[]>> = {
      freeze: ['planned'],
      adopt: ['frozen', 'computed', 'review'],
      refreeze: ['frozen', 'computed', 'review'],
      'open-review': ['computed'],
      'close-review': ['review'],
      confirm: ['reviewed'],
      publish: ['confirmed'],
      abandon: ['planned', 'frozen', 'computed', 'review', 'reviewed', 'confirmed'],
    }
    for (const act of ROUND_STEPS)
      for (const state of ROUND_STATES)
        if (!leads[act].includes(state)) expect(codes(state, act)).toEqual(['evaluation.round_not_now'])
  })

  it('is published only after every step before it, whatever is tried in whatever order', () => {
    const order = ['planned', 'frozen', 'computed', 'review', 'reviewed', 'confirmed', 'published']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ROUND_STEPS), { maxLength: 60 }), (acts) => {
        let state: RoundState = 'planned'
        const seen = new Set<RoundState>([state])
        for (const act of acts) {
          const outcome = take(
            state,
            act,
            act === 'abandon' ? { decidedDecisions: 0 } : { uncarriedObjections: act === 'refreeze' ? 1 : 0 },
          )
          if (outcome.ok) state = outcome.value.state
          seen.add(state)
        }
        // What was reached is the beginning of the way, without a gap.
        const reached = order.filter((one) => [...seen].some((state) => state === one))
        expect(reached).toEqual(order.slice(0, reached.length))
      }),
    )
  })

  it('is confirmed by somebody else than who adopted its run', () => {
    expect(codes('reviewed', 'confirm', {}, office)).toEqual(['evaluation.same_person'])
    expect(codes('reviewed', 'confirm', {}, { ...leader, userId: null })).toEqual(['evaluation.same_person'])
    expect(take('reviewed', 'confirm', {}, leader).ok).toBe(true)
  })

  it.each([
    ['frozen before its day', 'planned', 'freeze', { today: '2026-03-01' }, 'evaluation.before_day'],
    ['reviewed before its days', 'computed', 'open-review', { today: '2026-03-09' }, 'evaluation.before_day'],
    ['reviewed after its days', 'computed', 'open-review', { today: '2026-03-21' }, 'evaluation.after_day'],
    [
      'closed before the last day',
      'review',
      'close-review',
      { today: '2026-03-19' },
      'evaluation.before_day',
    ],
    ['adopted without a finished run', 'frozen', 'adopt', { adoptable: 0 }, 'evaluation.no_finished_run'],
    [
      'reviewed on older data',
      'computed',
      'open-review',
      { runIsOfNewestData: false },
      'evaluation.run_of_older_data',
    ],
    [
      'closed with an open objection',
      'review',
      'close-review',
      { openObjections: 2 },
      'evaluation.objections_open',
    ],
    [
      'closed with an accepted one not in its data',
      'review',
      'close-review',
      { uncarriedObjections: 1 },
      'evaluation.objections_uncarried',
    ],
    [
      'closed before new data are computed',
      'review',
      'close-review',
      { runIsOfNewestData: false },
      'evaluation.run_of_older_data',
    ],
    [
      'confirmed with an open objection',
      'reviewed',
      'confirm',
      { openObjections: 1 },
      'evaluation.objections_open',
    ],
    ['frozen anew in the review without cause', 'review', 'refreeze', {}, 'evaluation.nothing_accepted'],
    [
      'published with proposals',
      'confirmed',
      'publish',
      { proposedDecisions: 3 },
      'evaluation.decisions_open',
    ],
    [
      'published before anything is decided',
      'confirmed',
      'publish',
      { decidedDecisions: 0 },
      'evaluation.decisions_missing',
    ],
    ['abandoned after a decision', 'confirmed', 'abandon', {}, 'evaluation.decided_already'],
  ] as const)('is not %s', (_what, state, act, facts, code) => {
    expect(codes(state, act, facts)).toEqual([code])
  })

  it('is published without decisions where no rule was chosen', () => {
    expect(take('confirmed', 'publish', { ...undecided, supportRule: null }).ok).toBe(true)
  })

  it('takes new data before the review by computing anew, in the review by keeping what parks see', () => {
    expect(take('computed', 'refreeze')).toEqual({ ok: true, value: { state: 'frozen', dropsRun: true } })
    expect(take('review', 'refreeze', { uncarriedObjections: 1 })).toEqual({
      ok: true,
      value: { state: 'review', dropsRun: false },
    })
    expect(take('review', 'adopt')).toEqual({ ok: true, value: { state: 'review', dropsRun: false } })
  })

  it('asks a reason for what undoes something', () => {
    expect(codes('computed', 'refreeze', {}, other, ' ')).toEqual(['evaluation.reason_required'])
    expect(codes('planned', 'abandon', undecided, other, null)).toEqual(['evaluation.reason_required'])
  })

  it('is the office’s work; the leader confirms and publishes, nobody else does anything', () => {
    for (const act of ROUND_STEPS)
      expect(codes('planned', act, {}, park)).toEqual(['evaluation.round_forbidden'])
    expect(codes('planned', 'freeze', {}, leader)).toEqual(['evaluation.round_forbidden'])
    expect(take('confirmed', 'publish', {}, leader).ok).toBe(true)
  })

  it('says what is possible, and what is next but must wait and why', () => {
    expect(possibleRoundActs(round('computed'), office, { ...undecided, today: '2026-03-09' })).toEqual({
      can: ['adopt', 'refreeze', 'abandon'],
      blocked: [
        {
          act: 'open-review',
          issue: { code: 'evaluation.before_day', params: { act: 'open-review', on: '2026-03-10' } },
        },
      ],
    })
    expect(possibleRoundActs(round('reviewed'), office, undecided)).toEqual({
      can: ['abandon'],
      blocked: [{ act: 'confirm', issue: { code: 'evaluation.same_person' } }],
    })
    expect(possibleRoundActs(round('reviewed'), leader, undecided)).toEqual({ can: ['confirm'], blocked: [] })
    expect(possibleRoundActs(round('review'), park, undecided)).toEqual({ can: [], blocked: [] })
    expect(possibleRoundActs(round('published'), office, undecided)).toEqual({ can: [], blocked: [] })
  })
})
