import { useRouterState } from '@tanstack/react-router'
import { readFacts } from '#contract/evaluations'
import type { Role } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useSession } from '../../../app/session.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import '../../../ui/page-links.css'

const PAGES = [
  { page: 'rounds', href: '/evaluations', roles: null },
  { page: 'schemes', href: '/evaluations/schemes', roles: null },
  { page: 'runs', href: '/evaluations/runs', roles: null },
  { page: 'facts', href: '/evaluations/facts', roles: rolesOf(readFacts.access) },
  { page: 'workspace', href: '/evaluations/workspace', roles: ['evaluator'] },
] as const satisfies readonly {
  readonly page: string
  readonly href: string
  /** Null: everybody who sees evaluations at all. */
  readonly roles: readonly Role[] | null
}[]
export type EvaluationPageName = (typeof PAGES)[number]['page']

/** The row of links at the head of every page of evaluation. */
export function EvaluationLinks() {
  const t = useText(evaluationTexts)
  const { roles: own } = useSession()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const here = pageOf(pathname)
  return (
    <nav className="page-links no-print" aria-label={t('pages')}>
      {PAGES.filter(({ roles }) => roles === null || roles.some((role) => own.includes(role))).map(
        ({ page, href }) => (
          <AddressLink key={page} href={href} aria-current={page === here ? 'page' : undefined}>
            {t(`page.${page}`)}
          </AddressLink>
        ),
      )}
    </nav>
  )
}

/** To which of them an address belongs; a round belongs to the rounds. */
export function pageOf(pathname: string): EvaluationPageName {
  return PAGES.find(({ page, href }) => page !== 'rounds' && pathname.startsWith(href))?.page ?? 'rounds'
}

function rolesOf(access: typeof readFacts.access): readonly Role[] | null {
  return Array.isArray(access) ? access : null
}
