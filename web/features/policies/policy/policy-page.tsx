import { useQuery } from '@tanstack/react-query'
import { simulatePolicy } from '#contract/policies'
import type { PolicyView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyActs } from '../editor/policy-acts.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { useSeesMatches } from '../shared/policy-marks.tsx'
import { policyQuery } from '../shared/policy-queries.ts'
import { MatchesTab } from './matches-tab.tsx'
import { PolicyContent } from './policy-content.tsx'
import { VersionDifferences } from './version-differences.tsx'
import { PolicyFacts } from './policy-facts.tsx'
import '../../../ui/view-tabs.css'
import './policy-page.css'

/** One policy: what it asks for and brings, and whom it reaches. */
export function PolicyPage() {
  const policyId = usePathParam('policyId')
  const [{ on, version }] = useAddress<'on' | 'version'>()
  const { data, error, refetch } = useQuery(
    policyQuery(policyId, { ...(on ? { on } : {}), ...(version ? { version } : {}) }),
  )
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Policy data={data} /> : null}
    </div>
  )
}

function Policy({ data }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const say = useSay()
  const format = useFormat()
  const [address] = useAddress<'tab' | 'on' | 'version' | 'compare'>()
  const seesMatches = useSeesMatches()
  const { roles } = useSession()
  const simulates = simulatePolicy.access.some((role) => roles.includes(role))
  const { row, version } = data
  const on = address.on ?? todayOf(new Date())
  const tab = seesMatches && address.tab === 'matches' ? 'matches' : 'policy'
  const day = address.on ? `on=${address.on}` : ''
  useTitle(say(row.title))
  if (address.compare) return <VersionDifferences data={data} />
  return (
    <>
      <PolicyHead data={data} />
      {address.on ? (
        <p className="small">
          {t('onOther', { date: format.date(address.on) })}{' '}
          <AddressLink href={`/policies/${row.id}`}>{t('backToToday')}</AddressLink>
        </p>
      ) : null}
      {version.id === row.versionId ? null : (
        <p className="small">
          <StatusMark tone="warn">
            {t('oldVersion', { n: version.number, state: t(`versionState.${version.state}`) })}
          </StatusMark>{' '}
          <AddressLink href={`/policies/${row.id}`}>{t('toCurrent')}</AddressLink>
        </p>
      )}
      {seesMatches ? (
        <nav className="view-tabs no-print" aria-label={t('tabs')}>
          <AddressLink
            href={`/policies/${row.id}${day ? `?${day}` : ''}`}
            aria-current={tab === 'policy' ? 'page' : undefined}
          >
            {t('tab.policy')}
          </AddressLink>
          <AddressLink
            href={`/policies/${row.id}?tab=matches${day ? `&${day}` : ''}`}
            aria-current={tab === 'matches' ? 'page' : undefined}
          >
            {t('tab.matches')}
          </AddressLink>
          {simulates ? (
            <AddressLink
              className="policy-simulate"
              href={`/policies/simulations/new?policy=${row.id}&version=${version.id}`}
            >
              {t('simulate')}
            </AddressLink>
          ) : null}
        </nav>
      ) : null}
      {tab === 'matches' ? (
        <MatchesTab policyId={row.id} />
      ) : (
        <PolicyContent data={data} on={on} seesMatches={seesMatches} />
      )}
    </>
  )
}

/** Title and summary, what can be begun from it, and its facts. */
function PolicyHead({ data }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const say = useSay()
  const shown = data.definition ?? data.row
  return (
    <header className="policy-head">
      <p className="no-print small">
        <AddressLink href="/policies">← {t('back')}</AddressLink>
      </p>
      <div className="policy-title">
        <h1>{say(shown.title) || data.row.code}</h1>
        <PolicyActs data={data} />
      </div>
      <div className="soft">{say(shown.summary)}</div>
      <PolicyFacts data={data} />
    </header>
  )
}
