/** What an enterprise’s facts give as an example of a policy. */
import type { PolicyTest } from '#domain/matching'
import type { FactOf } from '#contract/rules'
import { namesIn } from '../rules/rule-names.ts'

/** The facts asked for, and what derived ones among them are worked out from. */
export function factsNeeded(
  asked: readonly string[],
  facts: readonly { readonly code: string; readonly formula: string | null }[],
): ReadonlySet<string> {
  const codes = facts.map(({ code }) => code)
  const needed = new Set<string>()
  const visit = (code: string): void => {
    if (needed.has(code)) return
    needed.add(code)
    const formula = facts.find((fact) => fact.code === code)?.formula
    if (typeof formula === 'string') for (const name of namesIn(formula, codes)) visit(name)
  }
  for (const code of asked) visit(code)
  return needed
}

/**
 * Everybody who reads the policy reads its examples: confidential facts are left out. Derived facts are too, they follow from the
 * others. `needed` null: everything known.
 */
export function exampleFacts(
  facts: readonly FactOf[],
  needed: ReadonlySet<string> | null,
): { readonly facts: PolicyTest['facts']; readonly left: number } {
  const known = facts.filter(
    ({ fact, value, formula }) => value !== null && formula === null && (needed === null || needed.has(fact)),
  )
  const open = known.filter(({ confidential }) => !confidential)
  return {
    facts: Object.fromEntries(open.flatMap(({ fact, value }) => (value === null ? [] : [[fact, value]]))),
    left: known.length - open.length,
  }
}
