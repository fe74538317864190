import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { chinaDay } from '#domain/kernel'
import { judgeBriefly, type AmountTrace, type Verdict } from '#domain/rules'
import { requireEnterprise, sheetFor } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { failingOf, isShown } from './apply.ts'
import { bestCombination } from './best-combination.ts'
import type { MatchAnswer, PolicyMatch } from './contract-matching.ts'
import type * as contract from './contract-matching.ts'
import { amountFor, matchOne } from './match-one.ts'
import { matchingBook, type PolicyInForce } from './matching-book.ts'
import { windowOn } from './windows.ts'

type Tx = Transaction<Database>
type Match = z.infer<typeof PolicyMatch>
type Answer = z.infer<typeof MatchAnswer>
type Application = NonNullable<Match['application']>

/** Every policy of the day as it stands for one enterprise; the office, the park, the leader and the enterprise see the same. */
export async function matchEnterprise(
  ctx: Context,
  { enterpriseId }: ParamsOf<typeof contract.matchEnterprise>,
  { on: given }: QueryOf<typeof contract.matchEnterprise>,
): Promise<ResponseOf<typeof contract.matchEnterprise>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const sheet = await sheetFor(ctx, enterpriseId, on)
  const book = await ctx.actingAs(TIMEKEEPER).read((tx) => matchingBook(tx, on))
  const applications = await ctx.read((tx) => latestApplications(tx, enterpriseId))
  const matches = book.policies.map((policy) =>
    viewMatch(
      policy,
      judgeBriefly(book.compiled, policy.definition.code, sheet),
      amountFor(book, policy, sheet),
      on,
      applications.get(policy.policyId) ?? null,
    ),
  )
  const count = (answer: Answer) => matches.filter((match) => match.answer === answer).length
  const { roles } = ctx.caller
  const acts = roles.includes('enterprise') || roles.includes('park_committee')
  return {
    on,
    counts: { yes: count('yes'), near: count('near'), undetermined: count('undetermined'), no: count('no') },
    matches: matches.toSorted(byUse),
    combination: await bestCombination(ctx, book, matches, enterpriseId),
    can: { apply: acts, declare: acts || roles.includes('zone_office') },
  }
}

const ORDER: Readonly<Record<Answer, number>> = { yes: 0, near: 1, undetermined: 2, no: 3 }

/** What brings most first; near ones by how near. */
function byUse(a: Match, b: Match): number {
  return (
    ORDER[a.answer] - ORDER[b.answer] ||
    (a.answer === 'near' ? (a.distance ?? 0) - (b.distance ?? 0) : (b.amount ?? -1) - (a.amount ?? -1)) ||
    (a.code < b.code ? -1 : 1)
  )
}

export function answerOfVerdict({ answer, near }: Pick<Verdict, 'answer' | 'near'>): Answer {
  return answer === 'no' && near ? 'near' : answer
}

export function viewMatch(
  { policyId, versionId, definition }: PolicyInForce,
  verdict: Verdict,
  amount: AmountTrace | null,
  on: string,
  application: Application | null,
): Match {
  const answer = answerOfVerdict(verdict)
  const first = verdict.nextEvidence?.first
  const needed = new Set(verdict.nextEvidence?.facts)
  return {
    policyId,
    versionId,
    code: definition.code,
    title: definition.title,
    summary: definition.summary,
    level: definition.level,
    issuer: definition.issuer,
    themes: [...definition.themes],
    procedure: definition.procedure,
    benefit: { kind: definition.benefit.kind, words: definition.benefit.words },
    answer,
    distance: verdict.distance,
    amount: answer === 'no' ? null : (amount?.value ?? null),
    amountMissing: answer === 'no' ? [] : [...(amount?.missing ?? [])],
    way:
      answer === 'near'
        ? (verdict.way ?? []).map(({ condition, title, lacking, unit }) => ({
            condition,
            title,
            lacking,
            unit,
          }))
        : [],
    needed:
      answer === 'undetermined'
        ? verdict.missing
            .filter(({ fact }) => needed.size === 0 || needed.has(fact))
            .map(({ fact, title, evidence, by, cost }) => ({ fact, title, evidence, by, cost }))
            .toSorted((a, b) => Number(b.fact === first) - Number(a.fact === first))
        : [],
    failing: answer === 'no' ? failingOf(verdict.trace) : [],
    window: windowOn(definition, on),
    application,
  }
}

/** By policy. */
async function latestApplications(tx: Tx, enterpriseId: string): Promise<Map<string, Application>> {
  const { rows } = await sql<Application & { policyId: string }>`
    SELECT DISTINCT ON (policy_id) policy_id, id, state, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
      FROM policy_application WHERE enterprise_id = ${enterpriseId} AND state <> 'listed' ORDER BY policy_id, at DESC`.execute(
    tx,
  )
  return new Map(rows.map(({ policyId, ...application }) => [policyId, application]))
}

export async function explainMatch(
  ctx: Context,
  { enterpriseId, policyId }: ParamsOf<typeof contract.explainMatch>,
  { on: given }: QueryOf<typeof contract.explainMatch>,
): Promise<ResponseOf<typeof contract.explainMatch>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const { policy, sheet, verdict, amount } = await matchOne(ctx, enterpriseId, policyId, on)
  const applications = await ctx.read(async (tx) => {
    await requireEnterprise(tx, enterpriseId)
    return latestApplications(tx, enterpriseId)
  })
  return {
    on,
    match: viewMatch(policy, verdict, amount, on, applications.get(policyId) ?? null),
    verdict,
    amount,
    formula: policy.definition.benefit.amount,
    evidence: policy.definition.evidence.map((evidence) => ({
      evidence,
      known: isShown(evidence.facts, sheet),
    })),
    clauses: policy.definition.clauses.map(({ document, clause }) => ({ document, clause })),
  }
}
