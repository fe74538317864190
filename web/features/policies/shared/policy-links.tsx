import { useRouterState } from '@tanstack/react-router'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import '../../../ui/page-links.css'

const PAGES = [
  { page: 'library', href: '/policies' },
  { page: 'applications', href: '/policies/applications' },
] as const
export type PolicyPageName = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of policies. */
export function PolicyLinks() {
  const t = useText(policyTexts)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const here = policyPageOf(pathname)
  return (
    <nav className="page-links no-print" aria-label={t('pages')}>
      {PAGES.map(({ page, href }) => (
        <AddressLink key={page} href={href} aria-current={page === here ? 'page' : undefined}>
          {t(`page.${page}`)}
        </AddressLink>
      ))}
    </nav>
  )
}

/** To which of them an address belongs; a policy belongs to the library. */
export function policyPageOf(pathname: string): PolicyPageName {
  return PAGES.find(({ page, href }) => page !== 'library' && pathname.startsWith(href))?.page ?? 'library'
}
