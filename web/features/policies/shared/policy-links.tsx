import { useRouterState } from '@tanstack/react-router'
import { listDirectLists, listSandbox, listSimulations, readCoverage, readLayout } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useSession } from '../../../app/session.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import '../../../ui/page-links.css'

/** `for`: a route that the page reads; without it everybody who sees policies sees the page. */
const PAGES = [
  { page: 'library', href: '/policies', for: null },
  { page: 'applications', href: '/policies/applications', for: null },
  { page: 'direct', href: '/policies/direct', for: listDirectLists },
  { page: 'simulations', href: '/policies/simulations', for: listSimulations },
  { page: 'coverage', href: '/policies/coverage', for: readCoverage },
  { page: 'sandbox', href: '/policies/sandbox', for: listSandbox },
  { page: 'layout', href: '/policies/layout', for: readLayout },
  { page: 'parameters', href: '/policies/parameters', for: null },
] as const
export type PolicyPageName = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of policies. */
export function PolicyLinks() {
  const t = useText(policyTexts)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const { roles } = useSession()
  const here = policyPageOf(pathname)
  const open = PAGES.filter(
    (each) => each.for === null || each.for.access.some((role) => roles.includes(role)),
  )
  return (
    <nav className="page-links no-print" aria-label={t('pages')}>
      {open.map(({ page, href }) => (
        <AddressLink key={page} href={href} aria-current={page === here ? 'page' : undefined}>
          {t(`page.${page}`)}
        </AddressLink>
      ))}
    </nav>
  )
}

/** To which of them an address belongs; a policy belongs to the library. */
export function policyPageOf(pathname: string): PolicyPageName {
  // Pilots are the other view of coverage.
  if (pathname.startsWith('/policies/pilots')) return 'coverage'
  return PAGES.find(({ page, href }) => page !== 'library' && pathname.startsWith(href))?.page ?? 'library'
}
