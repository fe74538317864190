import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Ability } from '#contract/access'
import { homeQuery } from '../features/work/queries.ts'
import { frameTexts } from '../text/frame.ts'
import { useText } from '../text/index.ts'
import { useIsBusiness, useSession } from './session.ts'

/** Areas in the order of the loop, each with what it takes to use it; null: any business role. */
const BUSINESS = [
  { to: '/plans', text: 'plans', ability: 'documents.read' },
  { to: '/ledger', text: 'ledger', ability: null },
  { to: '/cases', text: 'cases', ability: null },
  { to: '/statistics', text: 'statistics', ability: null },
  { to: '/evaluations', text: 'evaluations', ability: null },
  { to: '/enterprises', text: 'enterprises', ability: null },
  { to: '/cultivation', text: 'cultivation', ability: null },
  { to: '/policies', text: 'policies', ability: null },
  { to: '/procedures', text: 'procedures', ability: null },
  { to: '/organisations', text: 'organisations', ability: 'organisations.read' },
  { to: '/map', text: 'map', ability: 'organisations.read' },
] as const satisfies readonly { to: string; text: string; ability: Ability | null }[]
const ADMINISTRATION = [
  { to: '/admin/users', text: 'users', ability: 'users.manage' },
  { to: '/admin/roles', text: 'roles', ability: 'roles.manage' },
  { to: '/admin/audit', text: 'audit', ability: 'audit.read' },
  // The system administrator's, as accounts are.
  { to: '/admin/webhooks', text: 'webhooks', ability: 'users.manage' },
] as const satisfies readonly { to: string; text: string; ability: Ability }[]

export function Navigation() {
  const t = useText(frameTexts)
  const { abilities, roles } = useSession()
  const waiting = useQuery(homeQuery).data?.entries.length ?? 0
  const isBusiness = useIsBusiness()
  const business = BUSINESS.filter(({ ability }) =>
    ability === null ? isBusiness : abilities.includes(ability),
  )
  const administration = ADMINISTRATION.filter(({ ability }) => abilities.includes(ability))
  // Those who steer begin with the whole, everybody else with what waits for him.
  const overviewFirst = roles.includes('zone_office') || roles.includes('leader')
  const overview = (
    <Link to="/overview" activeOptions={{ includeSearch: false }}>
      {t('overview')}
    </Link>
  )
  return (
    <nav className="frame-nav no-print" aria-label={t('navigation')}>
      {overviewFirst ? overview : null}
      <Link to="/" activeOptions={{ exact: true }}>
        {t('home')}
        {waiting > 0 ? <b className="frame-count">{waiting}</b> : null}
      </Link>
      {isBusiness && !overviewFirst ? overview : null}
      {business.map(({ to, text }) => (
        <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
          {t(text)}
        </Link>
      ))}
      {administration.length > 0 ? <h2>{t('administration')}</h2> : null}
      {administration.map(({ to, text }) => (
        <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
          {t(text)}
        </Link>
      ))}
    </nav>
  )
}
