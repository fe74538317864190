import { useRouterState } from '@tanstack/react-router'
import {
  listConsents,
  listEntries,
  listExpiring,
  listPacks,
  listPointsTables,
  listStandings,
  listStewards,
  listVisits,
  readLadder,
  readMovement,
} from '#contract/cultivation'
import type { RouteContract } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { useText } from '../../../text/index.ts'
import { useMay } from './use-may.ts'
import '../../../ui/page-links.css'

const PAGES = [
  { page: 'ladder', href: '/cultivation', needs: readLadder },
  { page: 'potential', href: '/cultivation/potential', needs: listStandings },
  { page: 'library', href: '/cultivation/library', needs: listEntries },
  { page: 'movement', href: '/cultivation/movement', needs: readMovement },
  { page: 'expiring', href: '/cultivation/expiring', needs: listExpiring },
  { page: 'stewards', href: '/cultivation/stewards', needs: listStewards },
  { page: 'visits', href: '/cultivation/visits', needs: listVisits },
  { page: 'packs', href: '/cultivation/packs', needs: listPacks },
  { page: 'points', href: '/cultivation/points', needs: listPointsTables },
  { page: 'consents', href: '/cultivation/consents', needs: listConsents },
] as const satisfies readonly {
  readonly page: string
  readonly href: string
  readonly needs: RouteContract
}[]
export type CultivationPageName = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of cultivation; only those that the reader may open. */
export function CultivationLinks() {
  const t = useText(cultivationTexts)
  const may = useMay()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const here = cultivationPageOf(pathname)
  return (
    <nav className="page-links no-print" aria-label={t('pages')}>
      {PAGES.filter(({ needs }) => may(needs)).map(({ page, href }) => (
        <AddressLink key={page} href={href} aria-current={page === here ? 'page' : undefined}>
          {t(`page.${page}`)}
        </AddressLink>
      ))}
    </nav>
  )
}

/** To which of them an address belongs; the enterprises of a rung belong to the ladder. */
export function cultivationPageOf(pathname: string): CultivationPageName {
  return PAGES.find(({ page, href }) => page !== 'ladder' && pathname.startsWith(href))?.page ?? 'ladder'
}
