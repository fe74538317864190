import type { FactOf } from '#contract/rules'

export const SHOWS = ['all', 'known', 'unknown', 'declared'] as const
export type FactShow = (typeof SHOWS)[number]

/** Facts by their group, groups and facts in the order of the rule book. */
export function groupFacts(facts: readonly FactOf[]): readonly (readonly [string, readonly FactOf[]])[] {
  return [...Map.groupBy(facts, ({ group }) => group)]
}

export function showsFact(fact: FactOf, show: FactShow, find: string | undefined): boolean {
  const words = find?.trim().toLowerCase() ?? ''
  if (
    words !== '' &&
    ![fact.fact, fact.title.zh, fact.title.en].some((name) => name.toLowerCase().includes(words))
  )
    return false
  if (show === 'known') return fact.value !== null
  if (show === 'unknown') return fact.value === null
  return show === 'all' || fact.source?.kind === 'declaration'
}
