import { accepted, refused, type DateOn, type Issue, type Outcome } from '#domain/kernel'
import type { RoundDays } from './round-calendar.ts'
import type { RoundAct, RoundState } from './round-life.ts'

/** A round as it stands before an act. */
export interface RoundSoFar {
  readonly state: RoundState
  readonly days: RoundDays
  /** Who made the adopted run the round's; null where none is adopted. */
  readonly adoptedBy: string | null
}

/** What must be known of everything around the round. */
export interface RoundFacts {
  readonly today: DateOn
  /** Finished official runs of the newest frozen data that are not the adopted one. */
  readonly adoptable: number
  /** The adopted run was computed from the newest frozen data. */
  readonly runIsOfNewestData: boolean
  readonly openObjections: number
  /** Accepted, and not in any frozen data yet. */
  readonly uncarriedObjections: number
  /** Null: no support rule was chosen, so nothing is to be decided. */
  readonly supportRule: string | null
  /** Units of the adopted run. */
  readonly units: number
  readonly proposedDecisions: number
  readonly decidedDecisions: number
}

export interface RoundActor {
  readonly userId: string | null
  readonly isOffice: boolean
  readonly isLeader: boolean
}

/** Acts that move a round along its way; `plan` begins it and `change` leaves it where it stands. */
export type RoundStep = Exclude<RoundAct, 'plan' | 'change'>

export interface RoundStepTaken {
  readonly state: RoundState
  /** New data before anybody saw the old result: it must be computed anew. */
  readonly dropsRun: boolean
}

/** In the order of the way. */
export const ROUND_STEPS = [
  'freeze',
  'adopt',
  'refreeze',
  'open-review',
  'close-review',
  'confirm',
  'publish',
  'abandon',
] as const satisfies readonly RoundStep[]

interface StepRule {
  /** From which state to which. During the review new data and a new run leave the round where it stands. */
  readonly leads: Partial<Readonly<Record<RoundState, RoundState>>>
  /** The leader confirms and publishes too; all else is the office's work. */
  readonly leaderToo: boolean
  readonly needsReason: boolean
  readonly problems: (round: RoundSoFar, facts: RoundFacts, actor: RoundActor) => readonly Issue[]
}

const STEPS: Readonly<Record<RoundStep, StepRule>> = {
  freeze: {
    leads: { planned: 'frozen' },
    leaderToo: false,
    needsReason: false,
    problems: ({ days }, { today }) => notBefore('freeze', today, days.freezeOn),
  },
  adopt: {
    leads: { frozen: 'computed', computed: 'computed', review: 'review' },
    leaderToo: false,
    needsReason: false,
    problems: (_round, { adoptable }) => when(adoptable === 0, { code: 'evaluation.no_finished_run' }),
  },
  refreeze: {
    leads: { frozen: 'frozen', computed: 'frozen', review: 'review' },
    leaderToo: false,
    needsReason: true,
    // Once parks have seen figures, only what was accepted changes them.
    problems: ({ state }, { uncarriedObjections }) =>
      when(state === 'review' && uncarriedObjections === 0, { code: 'evaluation.nothing_accepted' }),
  },
  'open-review': {
    leads: { computed: 'review' },
    leaderToo: false,
    needsReason: false,
    problems: ({ days }, facts) => [
      ...ofNewestData(facts),
      ...notBefore('open-review', facts.today, days.reviewFrom),
      ...when(facts.today > days.reviewTo, {
        code: 'evaluation.after_day',
        params: { act: 'open-review', on: days.reviewTo },
      }),
    ],
  },
  'close-review': {
    leads: { review: 'reviewed' },
    leaderToo: false,
    needsReason: false,
    // On its last day at the earliest.
    problems: ({ days }, facts) => [
      ...notBefore('close-review', facts.today, days.reviewTo),
      ...settled(facts),
    ],
  },
  confirm: {
    leads: { reviewed: 'confirmed' },
    leaderToo: true,
    needsReason: false,
    problems: ({ adoptedBy }, facts, actor) => [
      ...when(adoptedBy === null || actor.userId === null || actor.userId === adoptedBy, {
        code: 'evaluation.same_person',
      }),
      ...settled(facts),
    ],
  },
  publish: {
    leads: { confirmed: 'published' },
    leaderToo: true,
    needsReason: false,
    // The public record says what follows from the grades, so that must be decided; without a rule nothing follows.
    problems: (_round, { supportRule, units, proposedDecisions, decidedDecisions }) => [
      ...when(proposedDecisions > 0, {
        code: 'evaluation.decisions_open',
        params: { count: proposedDecisions },
      }),
      ...when(supportRule !== null && proposedDecisions === 0 && decidedDecisions < units, {
        code: 'evaluation.decisions_missing',
        params: { decided: decidedDecisions, units },
      }),
    ],
  },
  abandon: {
    leads: {
      planned: 'abandoned',
      frozen: 'abandoned',
      computed: 'abandoned',
      review: 'abandoned',
      reviewed: 'abandoned',
      confirmed: 'abandoned',
    },
    leaderToo: false,
    needsReason: true,
    problems: (_round, { decidedDecisions }) =>
      when(decidedDecisions > 0, { code: 'evaluation.decided_already', params: { count: decidedDecisions } }),
  },
}

/**
 * The next step of a round, or every reason why it cannot be taken now. Nothing skips a step, and nobody confirms what he himself
 * made the round's result.
 */
export function decideRound(
  round: RoundSoFar,
  act: RoundStep,
  actor: RoundActor,
  facts: RoundFacts,
  reason: string | null,
): Outcome<RoundStepTaken> {
  const rule = STEPS[act]
  if (!mayTake(rule, actor)) return refused({ code: 'evaluation.round_forbidden', params: { act } })
  const state = rule.leads[round.state]
  if (state === undefined)
    return refused({ code: 'evaluation.round_not_now', params: { act, state: round.state } })
  const issues = [
    ...rule.problems(round, facts, actor),
    ...when(rule.needsReason && (reason === null || reason.trim() === ''), {
      code: 'evaluation.reason_required',
      path: ['reason'],
      params: { act },
    }),
  ]
  return issues.length > 0
    ? refused(...issues)
    : accepted({ state, dropsRun: act === 'refreeze' && state === 'frozen' })
}

export interface PossibleRoundActs {
  readonly can: readonly RoundStep[]
  /** Steps that come next by the state and are the asker's, but must wait. */
  readonly blocked: readonly { readonly act: RoundStep; readonly issue: Issue }[]
}

/** What the asker may do now, and what is next but cannot be done, with each reason. */
export function possibleRoundActs(
  round: RoundSoFar,
  actor: RoundActor,
  facts: RoundFacts,
): PossibleRoundActs {
  const can: RoundStep[] = []
  const blocked: { act: RoundStep; issue: Issue }[] = []
  for (const act of ROUND_STEPS) {
    const rule = STEPS[act]
    if (rule.leads[round.state] === undefined || !mayTake(rule, actor)) continue
    const issues = rule.problems(round, facts, actor)
    if (issues.length === 0) can.push(act)
    else blocked.push(...issues.map((issue) => ({ act, issue })))
  }
  return { can, blocked }
}

function mayTake({ leaderToo }: StepRule, { isOffice, isLeader }: RoundActor): boolean {
  return isOffice || (leaderToo && isLeader)
}

function settled(facts: RoundFacts): readonly Issue[] {
  return [
    ...when(facts.openObjections > 0, {
      code: 'evaluation.objections_open',
      params: { count: facts.openObjections },
    }),
    ...when(facts.uncarriedObjections > 0, {
      code: 'evaluation.objections_uncarried',
      params: { count: facts.uncarriedObjections },
    }),
    ...ofNewestData(facts),
  ]
}

function ofNewestData({ runIsOfNewestData }: RoundFacts): readonly Issue[] {
  return when(!runIsOfNewestData, { code: 'evaluation.run_of_older_data' })
}

function notBefore(act: RoundStep, today: DateOn, on: DateOn): readonly Issue[] {
  return when(today < on, { code: 'evaluation.before_day', params: { act, on } })
}

function when(wrong: boolean, issue: Issue): readonly Issue[] {
  return wrong ? [issue] : []
}
