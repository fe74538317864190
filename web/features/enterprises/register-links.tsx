import { useRouterState } from '@tanstack/react-router'
import { listDeclarations } from '#contract/rules'
import { listDuplicates, uploadEnterprises } from '#contract/enterprises'
import type { RouteContract } from '../../../src/features/route-contract.ts'
import { AddressLink } from '../../app/address-link.tsx'
import { useSession } from '../../app/session.ts'
import { enterpriseRegisterTexts } from '../../text/enterprises-register.ts'
import { useText } from '../../text/index.ts'
import '../../ui/view-tabs.css'

const PAGES = [
  { page: 'list', href: '/enterprises', needs: null },
  { page: 'declarations', href: '/enterprises/declarations', needs: listDeclarations },
  { page: 'imports', href: '/enterprises/imports', needs: uploadEnterprises },
  { page: 'duplicates', href: '/enterprises/duplicates', needs: listDuplicates },
] as const satisfies readonly { page: string; href: string; needs: RouteContract | null }[]

/** The row of links at the head of the pages of the register; only those that the reader may open. */
export function RegisterLinks() {
  const t = useText(enterpriseRegisterTexts)
  const { roles } = useSession()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const pages = PAGES.filter(
    ({ needs }) => needs === null || needs.access.some((role) => roles.some((own) => own === role)),
  )
  if (pages.length === 1) return null
  return (
    <nav className="view-tabs no-print" aria-label={t('pages')}>
      {pages.map(({ page, href }) => (
        <AddressLink
          key={page}
          href={href}
          aria-current={
            (href === '/enterprises' ? pathname === href : pathname.startsWith(href)) ? 'page' : undefined
          }
        >
          {t(`page.${page}`)}
        </AddressLink>
      ))}
    </nav>
  )
}
