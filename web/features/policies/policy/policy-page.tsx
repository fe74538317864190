import { useQuery } from '@tanstack/react-query'
import type { PolicyView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { WindowWords } from '../../../ui/policies/window-words.tsx'
import { StatusChip } from '../../../ui/rules/condition-tree.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyActs } from '../editor/policy-acts.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { StandingMark, useSeesMatches } from '../shared/policy-marks.tsx'
import { policyQuery } from '../shared/policy-queries.ts'
import { MatchesTab } from './matches-tab.tsx'
import { PolicyContent } from './policy-content.tsx'
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
  const [address] = useAddress<'tab' | 'on' | 'version'>()
  const seesMatches = useSeesMatches()
  const { row, version } = data
  const on = address.on ?? todayOf(new Date())
  const tab = seesMatches && address.tab === 'matches' ? 'matches' : 'policy'
  const day = address.on ? `on=${address.on}` : ''
  useTitle(say(row.title))
  return (
    <>
      <PolicyHead data={data} />
      <PolicyActs data={data} />
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

/** Title, who issues it, since when it holds and where, its windows, who published it. */
function PolicyHead({ data: { row, version, definition } }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const words = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  const comma = format.language === 'en' ? ', ' : '、'
  const parkName = (code: string) => {
    const park = data?.organisations.find((each) => each.code === code)
    return park ? format.name({ name: park.shortName, nameEn: park.nameEn }) : code
  }
  const shown = definition ?? row
  const { from, to } = shown.valid
  const { published } = version
  return (
    <header className="policy-head">
      <p className="no-print small">
        <AddressLink href="/policies">← {t('back')}</AddressLink>
      </p>
      <h1>{say(shown.title)}</h1>
      <div className="soft">{say(shown.summary)}</div>
      <div className="policy-marks">
        <StandingMark standing={row.standing} /> <Chip>{words(`level.${shown.level}`)}</Chip>{' '}
        <Chip>{words(`procedure.${shown.procedure}`)}</Chip> <StatusChip status={shown.status} />
        {shown.themes.map((theme) => (
          <span key={theme} className="soft small" lang="zh">
            #{theme}
          </span>
        ))}
      </div>
      <dl className="policy-facts">
        <div>
          <dt>{t('issuer')}</dt>
          <dd>{say(shown.issuer)}</dd>
        </div>
        <div>
          <dt>{t('standing')}</dt>
          <dd>
            {to === null
              ? t('validFrom', { from: format.date(from) })
              : t('validBetween', { from: format.date(from), to: format.date(to) })}
          </dd>
        </div>
        <div>
          <dt>{t('windows')}</dt>
          <dd>
            {definition === null || definition.windows.length === 0
              ? t('windowsNone')
              : definition.windows
                  .map((each) =>
                    t('windowBetween', { from: format.date(each.from), to: format.date(each.to) }),
                  )
                  .join(comma)}
            {row.window.state === 'none' ? null : (
              <>
                {' · '}
                <WindowWords window={row.window} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('holdsIn')}</dt>
          <dd>
            {shown.parks === null ? t('holdsEverywhere') : shown.parks.map(parkName).join(comma)}
            {definition === null ? null : <span className="soft"> · {t(`scope.${definition.scope}`)}</span>}
          </dd>
        </div>
        <div>
          <dt>{t('version', { n: version.number })}</dt>
          <dd>
            {published === null
              ? t('unpublished')
              : t('published', { name: published.name, date: format.dayOf(published.at) })}{' '}
            {version.shipped ? <Chip title={t('shippedWhy')}>{t('shipped')}</Chip> : null}
          </dd>
        </div>
      </dl>
    </header>
  )
}
