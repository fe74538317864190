import { parseSupportRule, type SupportRule } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { consequencesOf, earlierOf, frozenStandings, tierName } from './consequences.ts'
import type * as contract from './contract.ts'
import { schemeOf } from './read-round.ts'
import { loadRound, orRefuse, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'
import { loadRule, requireFit } from './support-rules.ts'

type Request = BodyOf<typeof contract.simulateSupport>

/** 资金测算: what a rule and a pool would give to whom, before anything is decided; nothing is written. */
export function simulateSupport(
  ctx: Context,
  roundId: string,
  request: Request,
): Promise<ResponseOf<typeof contract.simulateSupport>> {
  return ctx.read(async (tx) => {
    const round = await loadRound(tx, roundId)
    const rule = await ruleOf(tx, round, request)
    requireFit(rule, await schemeOf(tx, round), round.period)
    const standings = await frozenStandings(tx, round)
    const names = new Map(standings.map(({ unit, name }) => [unit, name]))
    const found = consequencesOf(rule, standings, await earlierOf(tx, round), request.poolWan)
    const dividedWan = found.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0)
    return {
      shares: found.map(({ because, ...one }) => ({
        ...one,
        name: names.get(one.unit) ?? { zh: one.unit, en: one.unit },
        tierName: tierName(rule, one.tier),
        because: because.map(({ code, params }) => ({ code, params: { ...params } })),
      })),
      poolWan: request.poolWan,
      dividedWan,
      left: request.poolWan - dividedWan,
    }
  })
}

/** One tried out, one that is named, or the round's own. */
async function ruleOf(tx: Tx, round: RoundRecord, { rule, definition }: Request): Promise<SupportRule> {
  if (definition !== null) return orRefuse(parseSupportRule(definition))
  const named =
    rule ??
    (round.supportRule === null || round.supportRuleVersion === null
      ? refuse('evaluation.no_rule', {}, ['rule'])
      : { code: round.supportRule, version: round.supportRuleVersion })
  return (await loadRule(tx, named)).rule
}
