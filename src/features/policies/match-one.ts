import { refuse } from '#domain/kernel'
import { judge, workOutAmount, type AmountTrace, type FactSheet, type Verdict } from '#domain/rules'
import { sheetFor } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import { matchingBook, type MatchingBook, type PolicyInForce } from './matching-book.ts'

/** One policy as it stands for one enterprise on a day, with everything that led there. */
export interface MatchOfOne {
  readonly on: string
  readonly book: MatchingBook
  readonly policy: PolicyInForce
  readonly sheet: FactSheet
  readonly verdict: Verdict
  /** Null: not money. */
  readonly amount: AmountTrace | null
}

/** For who keeps the enterprise; anybody else is told that there is none. */
export async function matchOne(
  ctx: Context,
  enterpriseId: string,
  policyId: string,
  on: string,
): Promise<MatchOfOne> {
  const sheet = await sheetFor(ctx, enterpriseId, on)
  const book = await ctx.actingAs(TIMEKEEPER).read((tx) => matchingBook(tx, on))
  const policy = book.byId.get(policyId) ?? refuse('policies.not_in_force', { on })
  return {
    on,
    book,
    policy,
    sheet,
    verdict: judge(book.compiled, policy.definition.code, sheet),
    amount: amountFor(book, policy, sheet),
  }
}

export function amountFor(
  { compiled }: MatchingBook,
  { definition }: PolicyInForce,
  sheet: FactSheet,
): AmountTrace | null {
  return definition.benefit.amount === null ? null : workOutAmount(compiled, definition.code, sheet)
}
