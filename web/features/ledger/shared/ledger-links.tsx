import { useRouterState } from '@tanstack/react-router'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import '../../../ui/page-links.css'

const PAGES = [
  { page: 'duties', href: '/ledger' },
  { page: 'targets', href: '/ledger/targets' },
  { page: 'matrix', href: '/ledger/matrix' },
  { page: 'compare', href: '/ledger/compare' },
  { page: 'supervision', href: '/ledger/supervision' },
  { page: 'inspections', href: '/ledger/inspections' },
  { page: 'annual', href: '/ledger/matrix?tab=annual' },
  { page: 'rules', href: '/ledger/rules' },
] as const
export type LedgerPage = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of the ledger. */
export function LedgerLinks() {
  const t = useText(ledgerTexts)
  const { pathname, tab } = useRouterState({
    select: ({ location }) => ({
      pathname: location.pathname,
      tab: new URLSearchParams(location.searchStr).get('tab'),
    }),
    structuralSharing: true,
  })
  const here = pageOf(pathname, tab)
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

/** To which of them an address belongs; a duty and the taking of a plan belong to the duties. */
export function pageOf(pathname: string, tab: string | null): LedgerPage {
  if (pathname.startsWith('/ledger/annual') || (pathname === '/ledger/matrix' && tab === 'annual'))
    return 'annual'
  return (
    PAGES.find(({ page, href }) => page !== 'duties' && page !== 'annual' && pathname.startsWith(href))
      ?.page ?? 'duties'
  )
}
