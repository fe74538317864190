import type { RuleBook, RuleTable } from '#domain/rules'
import type { readRuleBook } from '#contract/rules'
import type { ResponseOf } from '../../../src/features/route-contract.ts'

/** What an expression may name, and how it is found by pinyin initials. */
export interface ExpressionNames {
  readonly book: RuleBook
  readonly initials: ReadonlyMap<string, string>
}

/** The zone's names together with tables of the policy's own. */
export function expressionNames(
  zone: ResponseOf<typeof readRuleBook> | undefined,
  tables: readonly RuleTable[],
): ExpressionNames {
  return {
    book: {
      facts: zone?.facts ?? [],
      parameters: zone?.parameters ?? [],
      tables: [...(zone?.tables ?? []), ...tables],
      scores: zone?.scores ?? [],
      rules: [],
      amounts: [],
      nearLimit: 0.2,
    },
    initials: new Map(Object.entries(zone?.initials ?? {})),
  }
}
