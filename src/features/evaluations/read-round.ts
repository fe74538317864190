import { possibleRoundActs, type RoundFacts, type Scheme } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { RoundView, Standing } from './contract.ts'
import { factsOf, roundActor } from './round-facts.ts'
import { roundRows } from './round-rows.ts'
import { isLeader, isOffice, loadRound, soFar, type RoundRecord } from './round-store.ts'
import { runsOfRound } from './runs.ts'
import { loadScheme, readDefinition, wireIssue, wireJson, type Tx } from './store.ts'
import { listRules, loadRule } from './support-rules.ts'

/** A round with everything that the asker may see of it and do. */
export function readRound(ctx: Context, roundId: string): Promise<RoundView> {
  return ctx.read(async (tx) => {
    const round = await loadRound(tx, roundId)
    const [row] = await roundRows(tx, sql<boolean>`r.id = ${roundId}`)
    if (row === undefined) return refuse('evaluation.not_found')
    const scheme = await schemeOf(tx, round)
    const facts = await factsOf(tx, ctx, round)
    const standings = await standingsOfRun(tx, round.runId)
    const { can, blocked } = possibleRoundActs(soFar(round), roundActor(ctx), facts)
    const rule =
      round.supportRule === null || round.supportRuleVersion === null
        ? null
        : await loadRule(tx, { code: round.supportRule, version: round.supportRuleVersion })
    return {
      row,
      grades: scheme.grading?.grades.map(({ code, name }) => ({ code, name })) ?? [],
      acts: await actsOf(tx, roundId),
      snapshots: await snapshotsOf(tx, roundId),
      runs: await runsOfRound(tx, ctx, roundId),
      standings,
      supportRule:
        rule === null
          ? null
          : {
              code: rule.rule.code,
              version: rule.rule.version,
              name: rule.rule.name,
              definition: wireJson(rule.definition),
            },
      supportRules: (await listRules(tx)).map(({ code, version, name }) => ({ code, version, name })),
      poolWan: round.poolWan,
      can: [...can, ...otherActs(ctx, round, facts, standings)],
      blocked: blocked.map(({ act, issue }) => {
        const { code, params } = wireIssue(issue)
        return { act, code, params }
      }),
    }
  })
}

/** The scheme that a round is computed by: published, so it stays as it is. */
export async function schemeOf(tx: Tx, round: RoundRecord): Promise<Scheme> {
  const read = readDefinition((await loadScheme(tx, round.schemeId)).definition)
  if (!read.ok) throw new Error(`The scheme of round ${round.id} cannot be read`)
  return read.scheme
}

/** Acts beside the steps of the way. */
function otherActs(
  ctx: Context,
  { state, reviewFrom, reviewTo, supportRule }: RoundRecord,
  { today, units, decidedDecisions, proposedDecisions }: RoundFacts,
  standings: readonly Standing[],
): RoundView['can'] {
  const acts: RoundView['can'] = []
  if (isOffice(ctx)) {
    if (state !== 'published' && state !== 'abandoned') acts.push('change')
    if (state === 'frozen' || state === 'computed' || state === 'review') acts.push('run')
    if (state === 'confirmed' && supportRule !== null && decidedDecisions < units) acts.push('propose')
  }
  if ((isOffice(ctx) || isLeader(ctx)) && state === 'confirmed' && proposedDecisions > 0) acts.push('decide')
  const mine = ctx.caller.organisationId
  if (
    ctx.caller.roles.includes('park_committee') &&
    state === 'review' &&
    today >= reviewFrom &&
    today <= reviewTo &&
    standings.some(({ parkId }) => parkId === mine)
  )
    acts.push('object')
  return acts
}

/** As far as the asker may see: a park its own before publication, everybody all after it. */
export async function standingsOfRun(tx: Tx, runId: string | null): Promise<Standing[]> {
  if (runId === null) return []
  const rows = await tx
    .selectFrom('evaluationStanding')
    .select([
      'unit',
      'name',
      'parkId',
      'score',
      'rank',
      'groupRank',
      'grade',
      'rankLow',
      'rankHigh',
      'gradeShares',
      sql<Standing['name'] | null>`own->'name'`.as('named'),
    ])
    .where('runId', '=', runId)
    .orderBy(
      (eb) => eb.ref('rank'),
      (order) => order.asc().nullsLast(),
    )
    .orderBy('unit')
    .execute()
  return rows.map(({ name, named, gradeShares, ...row }) => ({
    ...row,
    name: named ?? { zh: name, en: name },
    gradeShares: gradeShares as Standing['gradeShares'],
  }))
}

async function actsOf(tx: Tx, roundId: string): Promise<RoundView['acts']> {
  const rows = await tx
    .selectFrom('evaluationRoundAct')
    .select(['no', 'act', 'reason', 'detail', 'at', 'byName'])
    .where('roundId', '=', roundId)
    .orderBy('no')
    .execute()
  return rows.map(({ detail, ...row }) => ({ ...row, detail: detail as RoundView['acts'][number]['detail'] }))
}

function snapshotsOf(tx: Tx, roundId: string): Promise<RoundView['snapshots']> {
  return tx
    .selectFrom('evaluationSnapshot')
    .select(['id', 'no', 'asOf', 'digest', 'reason', 'at', 'byName'])
    .where('roundId', '=', roundId)
    .orderBy('no', 'desc')
    .execute()
}
