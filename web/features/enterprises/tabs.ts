import type { Role } from '../../../src/features/route-contract.ts'

export const TABS = [
  'overview',
  'policies',
  'facts',
  'records',
  'ladder',
  'services',
  'filings',
  'cases',
  'history',
] as const
export type EnterpriseTab = (typeof TABS)[number]

/** Who keeps enterprises reads what is judged of them; districts see the ladder and who serves, others neither. */
const KEEPING: ReadonlySet<string> = new Set(['zone_office', 'leader', 'park_committee', 'enterprise'])

export function tabsFor(roles: readonly Role[]): readonly EnterpriseTab[] {
  const keeps = roles.some((role) => KEEPING.has(role))
  const climbs = keeps || roles.includes('district')
  return TABS.filter((tab) =>
    tab === 'policies' || tab === 'facts' ? keeps : tab === 'ladder' || tab === 'services' ? climbs : true,
  )
}

/** The tab of an address; one that the reader has not is the overview. */
export function tabOf(given: string | undefined, tabs: readonly EnterpriseTab[]): EnterpriseTab {
  return tabs.find((tab) => tab === given) ?? 'overview'
}
