import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AddressLink } from '../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../app/address.ts'
import { useSession } from '../../app/session.ts'
import { enterprisePageTexts } from '../../text/enterprises-page.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { Chip, StatusMark } from '../../ui/marks.tsx'
import { useTitle } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { DemoMark } from '../../ui/filings/state-marks.tsx'
import { unitNameOf } from '../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../ui/filings/unit-label.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useClassifications } from './classification-words.ts'
import { STATUS_TONES } from './enterprise-columns.tsx'
import { EnterpriseHistory } from './enterprise-history.tsx'
import { FilingMatrix } from './filing-matrix.tsx'
import { CasesTab } from './cases-tab.tsx'
import { FactsTab } from './facts/facts-tab.tsx'
import { LadderTab } from './ladder/ladder-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { PoliciesTab } from './policies/policies-tab.tsx'
import { RecordsTab } from './records/records-tab.tsx'
import { ServicesTab } from './services/services-tab.tsx'
import { tabOf, tabsFor } from './tabs.ts'
import type { EnterpriseTab } from './tabs.ts'
import { enterpriseQuery } from './queries.ts'
import type { Enterprise } from './queries.ts'
import '../../ui/plain-table.css'
import '../../ui/view-tabs.css'
import './enterprises.css'

/** One enterprise: what is known of it now, over time, and its filings. */
export function EnterprisePage() {
  const { language } = useFormat()
  const { data, error, refetch } = useQuery(enterpriseQuery(usePathParam('enterpriseId')))
  useTitle(data ? unitNameOf(data.enterprise, language) : '')
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return data ? <LoadedEnterprise data={data} /> : <Loading />
}

function LoadedEnterprise({ data }: { readonly data: Enterprise }) {
  const t = useText(enterpriseTexts)
  const page = useText(enterprisePageTexts)
  const tabs = tabsFor(useSession().roles)
  const [address] = useAddress<'tab'>()
  const tab = tabOf(address.tab, tabs)
  const { name } = useClassifications()
  const [changing, setChanging] = useState(false)
  const { enterprise } = data
  return (
    <div className="page page-wide">
      <header className="page-head">
        <div>
          <h1>
            <UnitLabel of={enterprise} /> <DemoMark of={enterprise} />
          </h1>
          <div className="soft">
            {enterprise.creditCode}{' '}
            <StatusMark tone={STATUS_TONES[enterprise.status]}>{t(`status.${enterprise.status}`)}</StatusMark>{' '}
            {enterprise.highTech ? <Chip title={t('highTech')}>{t('highTechMark')}</Chip> : null}
            {enterprise.aboveScale ? <Chip title={t('aboveScaleWhy')}>{t('aboveScaleMark')}</Chip> : null}
            {enterprise.rung === null ? null : <Chip>{name('rung', enterprise.rung)}</Chip>}
          </div>
        </div>
        {data.mayChange ? (
          <div className="page-actions">
            <Button onClick={() => setChanging(true)}>{t('record')}</Button>
          </div>
        ) : null}
      </header>
      <nav className="view-tabs no-print" aria-label={page('tabs')}>
        {tabs.map((each) => (
          <AddressLink
            key={each}
            href={`/enterprises/${enterprise.id}${each === 'overview' ? '' : `?tab=${each}`}`}
            aria-current={each === tab ? 'page' : undefined}
          >
            {page(`tab.${each}`)}
          </AddressLink>
        ))}
      </nav>
      <TabContent tab={tab} data={data} tabs={tabs} />
      {changing ? <ChangeDialog enterprise={enterprise} onClose={() => setChanging(false)} /> : null}
    </div>
  )
}

function TabContent({
  tab,
  tabs,
  data,
}: {
  readonly tab: EnterpriseTab
  readonly tabs: readonly EnterpriseTab[]
  readonly data: Enterprise
}) {
  const { id } = data.enterprise
  switch (tab) {
    case 'overview':
      return <OverviewTab data={data} tabs={tabs} />
    case 'policies':
      return <PoliciesTab enterpriseId={id} />
    case 'facts':
      return <FactsTab enterpriseId={id} />
    case 'records':
      return <RecordsTab enterpriseId={id} />
    case 'ladder':
      return <LadderTab enterpriseId={id} />
    case 'services':
      return <ServicesTab enterpriseId={id} />
    case 'filings':
      return <FilingMatrix data={data} />
    case 'cases':
      return <CasesTab enterpriseId={id} />
    case 'history':
      return <EnterpriseHistory data={data} />
  }
}
