import { useRouterState } from '@tanstack/react-router'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import '../../../ui/page-links.css'

const PAGES = [
  { page: 'collection', href: '/statistics' },
  { page: 'explore', href: '/statistics/explore' },
  { page: 'warnings', href: '/statistics/warnings' },
  { page: 'bulletins', href: '/statistics/bulletins' },
  { page: 'forms', href: '/statistics/forms' },
] as const
export type StatisticsPageName = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of statistics. */
export function StatisticsLinks() {
  const t = useText(statisticsTexts)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const here = pageOf(pathname)
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

/** To which of them an address belongs; sheets, collections and imports belong to the collection. */
export function pageOf(pathname: string): StatisticsPageName {
  // The catalogue of indicators is reached from the analysis.
  if (pathname.startsWith('/statistics/indicators')) return 'explore'
  return (
    PAGES.find(({ page, href }) => page !== 'collection' && pathname.startsWith(href))?.page ?? 'collection'
  )
}
