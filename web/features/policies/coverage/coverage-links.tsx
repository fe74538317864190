import { AddressLink } from '../../../app/address-link.tsx'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import '../../../ui/view-tabs.css'

const VIEWS = [
  { view: 'coverage', href: '/policies/coverage' },
  { view: 'pilots', href: '/policies/pilots' },
] as const

/** 覆盖情况 | 先行先试. */
export function CoverageLinks({ here }: { readonly here: (typeof VIEWS)[number]['view'] }) {
  const t = useText(policyCoverageTexts)
  return (
    <nav className="view-tabs no-print" aria-label={t('views')}>
      {VIEWS.map(({ view, href }) => (
        <AddressLink key={view} href={href} aria-current={view === here ? 'page' : undefined}>
          {t(`view.${view}`)}
        </AddressLink>
      ))}
    </nav>
  )
}
