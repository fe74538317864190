import { possibleRoundActs, type RoundStep } from '#domain/evaluation'
import type { DateOn } from '#domain/kernel'
import type { Context } from '#platform/http'
import { factsOf, roundActor } from './round-facts.ts'
import { isLeader, isOffice, soFar, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'

/** What a round asks of the caller. */
export interface WaitingInEvaluation {
  readonly kind:
    | 'evaluation-review'
    | 'evaluation-answered'
    | 'evaluation-objections'
    | 'evaluation-act'
    | 'evaluation-decide'
  readonly roundId: string
  readonly title: string
  /** Of `evaluation-act`: the step. */
  readonly act: RoundStep | null
  readonly count: number
  readonly since: string | null
  readonly dueOn: DateOn | null
}

/** Read anew each time: an in-tray that is stored goes stale. */
export async function waitingInEvaluation(ctx: Context): Promise<readonly WaitingInEvaluation[]> {
  const isPark = ctx.caller.roles.includes('park_committee')
  if (!isPark && !isOffice(ctx) && !isLeader(ctx)) return []
  return ctx.read(async (tx) => {
    const rounds = await tx
      .selectFrom('evaluationRound')
      .selectAll()
      .where('state', 'not in', ['published', 'abandoned'])
      .orderBy('period')
      .execute()
    const waiting: WaitingInEvaluation[] = []
    for (const round of rounds)
      waiting.push(...(isPark ? await ofPark(tx, ctx, round) : await ofOffice(tx, ctx, round)))
    return waiting
  })
}

/** Its result to look at until the last day; then what was answered to its doubts, while the review lasts. */
async function ofPark(tx: Tx, ctx: Context, round: RoundRecord): Promise<readonly WaitingInEvaluation[]> {
  if (round.state !== 'review') return []
  const own = await tx
    .selectFrom('evaluationStanding')
    .select('unit')
    .where('runId', '=', round.runId)
    .where('parkId', '=', ctx.caller.organisationId)
    .executeTakeFirst()
  if (own === undefined) return []
  const { today } = await factsOf(tx, ctx, round)
  const answered = await tx
    .selectFrom('evaluationObjection')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('answeredAt').as('since')])
    .where('roundId', '=', round.id)
    .where('parkId', '=', ctx.caller.organisationId)
    .where('state', 'in', ['accepted', 'rejected'])
    .executeTakeFirstOrThrow()
  const entry = { roundId: round.id, title: round.title, act: null }
  return [
    ...(today <= round.reviewTo
      ? [{ ...entry, kind: 'evaluation-review' as const, count: 1, since: null, dueOn: round.reviewTo }]
      : []),
    ...(Number(answered.count) > 0
      ? [
          {
            ...entry,
            kind: 'evaluation-answered' as const,
            count: Number(answered.count),
            since: answered.since,
            dueOn: null,
          },
        ]
      : []),
  ]
}

const DUE: Readonly<
  Partial<Record<RoundStep, 'freezeOn' | 'reviewFrom' | 'reviewTo' | 'confirmOn' | 'publishOn'>>
> = {
  freeze: 'freezeOn',
  adopt: 'reviewFrom',
  'open-review': 'reviewFrom',
  'close-review': 'reviewTo',
  confirm: 'confirmOn',
  publish: 'publishOn',
}

/** Doubts to answer, proposals to decide, and the step that can be taken now, with the day that the calendar gives it. */
async function ofOffice(tx: Tx, ctx: Context, round: RoundRecord): Promise<readonly WaitingInEvaluation[]> {
  const facts = await factsOf(tx, ctx, round)
  const entry = { roundId: round.id, title: round.title, act: null, count: 1, since: null, dueOn: null }
  const waiting: WaitingInEvaluation[] = []
  if (isOffice(ctx) && facts.openObjections > 0) {
    const { since } = await tx
      .selectFrom('evaluationObjection')
      .select((eb) => eb.fn.min('at').as('since'))
      .where('roundId', '=', round.id)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    waiting.push({
      ...entry,
      kind: 'evaluation-objections',
      count: facts.openObjections,
      since,
      dueOn: round.confirmOn,
    })
  }
  if (facts.proposedDecisions > 0)
    waiting.push({
      ...entry,
      kind: 'evaluation-decide',
      count: facts.proposedDecisions,
      dueOn: round.publishOn,
    })
  const { can } = possibleRoundActs(soFar(round), roundActor(ctx), facts)
  // What undoes something is nobody's next task, and a newer run may be left alone — unless accepted figures wait for it.
  const next =
    round.state === 'review' && facts.uncarriedObjections > 0
      ? can.find((act) => act === 'refreeze')
      : round.state === 'review' && !facts.runIsOfNewestData
        ? can.find((act) => act === 'adopt')
        : can.find((act) => DUE[act] !== undefined && (act !== 'adopt' || round.state === 'frozen'))
  if (next !== undefined) {
    const day = DUE[next]
    waiting.push({
      ...entry,
      kind: 'evaluation-act',
      act: next,
      dueOn:
        day === undefined || (round.state === 'review' && next !== 'close-review')
          ? round.confirmOn
          : round[day],
    })
  }
  return waiting
}
