import { sql } from 'kysely'
import type { z } from 'zod'
import {
  combine,
  combineWith,
  heldOf,
  optionOf,
  parsePolicy,
  type CombinationQuestion,
  type HeldBenefit,
  type PolicyCombination,
} from '#domain/matching'
import { solveInteger } from '#platform/optimisation'
import type { Context } from '#platform/http'
import type { Combination, PolicyMatch } from './contract-matching.ts'
import type { MatchingBook } from './matching-book.ts'
import { stackingGroups } from './stacking-groups.ts'

type Match = z.infer<typeof PolicyMatch>

/**
 * What of the qualified policies goes together and brings most, counted on what was paid this year. Null where nothing qualifies that
 * brings money, or where the solver found no answer in its time.
 */
export async function bestCombination(
  ctx: Context,
  book: MatchingBook,
  matches: readonly Match[],
  enterpriseId: string,
): Promise<z.infer<typeof Combination> | null> {
  const year = Number(book.on.slice(0, 4))
  const options = matches.flatMap((match) => {
    const policy = book.byId.get(match.policyId)
    if (policy === undefined || match.answer !== 'yes' || match.amount === null || match.amount <= 0)
      return []
    const open = match.window.state === 'open' || match.window.state === 'none'
    return [optionOf(policy.definition, match.amount, open)]
  })
  if (options.length === 0) return null
  const question = { options, groups: stackingGroups(), held: await heldBy(ctx, enterpriseId, year) }
  const answer = await answerTo(ctx, question)
  if (answer === null) return null
  const idOf = new Map(book.policies.map(({ policyId, definition }) => [definition.code, policyId]))
  const id = (code: string) => idOf.get(code) ?? ''
  return {
    total: answer.total,
    chosen: answer.chosen.map(({ policy, amount, cutFrom }) => ({ policyId: id(policy), amount, cutFrom })),
    leftOut: answer.leftOut.map(({ policy, amount, reason, group, insteadOf, loss }) => ({
      policyId: id(policy),
      amount,
      reason,
      group: group === null ? null : (stackingGroups().find(({ code }) => code === group)?.title.zh ?? group),
      insteadOf: insteadOf.flatMap((code) => idOf.get(code) ?? []),
      loss,
    })),
  }
}

async function answerTo(ctx: Context, question: CombinationQuestion): Promise<PolicyCombination | null> {
  const here = combine(question)
  if (here !== null) return here
  const there = await combineWith(question, (programme) => solveInteger(programme))
  if (there.ok) return there.value
  ctx.log.warn({ issues: there.issues }, 'the best combination of policies was not found')
  return null
}

/** Paid, or granted and about to be. */
async function heldBy(ctx: Context, enterpriseId: string, year: number): Promise<HeldBenefit[]> {
  const { rows } = await ctx.read((tx) =>
    sql<{ definition: unknown; year: number; amount: number }>`
      SELECT v.definition, a.year, coalesce(nullif(a.paid, 0), a.approved, 0)::float8 AS amount
        FROM policy_application a JOIN policy_version v ON v.id = a.policy_version_id
       WHERE a.enterprise_id = ${enterpriseId} AND a.state IN ('approved', 'paid')`.execute(tx),
  )
  return rows.flatMap((row) => {
    const parsed = parsePolicy(row.definition)
    return parsed.ok ? [heldOf(parsed.value, row.amount, row.year === year)] : []
  })
}
