import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress, usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { collectionQuery } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'
import { CompletenessBar, PeriodStateMark } from '../../../ui/filings/state-marks.tsx'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { collectionHref } from '../../../ui/filings/unit-name.ts'
import { ActsTable } from './acts-table.tsx'
import { CollectionActions } from './collection-actions.tsx'
import { DueWhy } from './due-why.tsx'
import { FilingList } from './filing-list.tsx'
import { TABS, filingFilterOf, tabOf } from './filings-address.ts'
import type { CollectionAddress, CollectionAddressName, CollectionTab } from './filings-address.ts'
import { FormName } from './form-name.tsx'
import { ParksTable } from './parks-table.tsx'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import '../../../ui/view-tabs.css'
import './collection-page.css'

/** One period of one form: by park, who filed and who owes, and what was done to it. */
export function CollectionPage() {
  const form = usePathParam('form')
  const period = usePathParam('period')
  const say = useSay()
  const { language } = useFormat()
  const { data, error, refetch } = useQuery(collectionQuery(form, period))
  useTitle(data ? `${periodWords(period, language)} ${say(data.collection.title)}` : form)
  return (
    <div className="page list-page collection-page">
      <StatisticsLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <LoadedCollection data={data} /> : null}
    </div>
  )
}

function LoadedCollection({ data }: { readonly data: Collection }) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const { language } = useFormat()
  const { roles } = useSession()
  const [address, change] = useAddress<CollectionAddressName>()
  const filter = useMemo(() => filingFilterOf(address), [address])
  const { collection, counts } = data
  const tab = tabOf(address, data.parks.length)
  // Those who may not see the list of units still see how far the parks are.
  const lists = roles.some((role) => ['zone_office', 'park_committee', 'leader', 'enterprise'].includes(role))
  const tabs = lists ? TABS : TABS.filter((each) => each !== 'filings')
  const shown = tabs.find((each) => each === tab) ?? 'parks'
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            {periodWords(collection.period, language)} <FormName collection={collection} />
          </h1>
          <div className="collection-line">
            <PeriodStateMark collection={collection} />
            <DueWhy collection={collection} />
            <CompletenessBar counts={counts} />
            <span className="soft">
              {t('collectedBy', {
                filer: words(`unit.${collection.unit}`),
                approval: words(
                  collection.unit === 'park' ? 'approval.park' : `approval.${collection.approval}`,
                ),
              })}{' '}
              ·{' '}
              <AddressLink
                href={`/statistics/forms/${encodeURIComponent(collection.form)}?version=${collection.formVersion}`}
              >
                {t('formLink', { version: collection.formVersion })}
              </AddressLink>
            </span>
          </div>
        </div>
        <CollectionActions data={data} filter={filter} />
      </header>
      <Tabs tabs={tabs} tab={shown} address={address} collection={collection} />
      {shown === 'parks' ? <ParksTable data={data} /> : null}
      {shown === 'filings' ? (
        <FilingList data={data} address={address} filter={filter} change={change} />
      ) : null}
      {shown === 'history' ? <ActsTable data={data} /> : null}
    </>
  )
}

function Tabs({
  tabs,
  tab,
  address,
  collection: { form, period },
}: {
  readonly tabs: readonly CollectionTab[]
  readonly tab: CollectionTab
  readonly address: CollectionAddress
  readonly collection: Collection['collection']
}) {
  const t = useText(collectionTexts)
  return (
    <nav className="view-tabs no-print" aria-label={t('tabs')}>
      {tabs.map((each) => (
        <AddressLink
          key={each}
          href={collectionHref(form, period) + stringifySearch({ ...address, row: undefined, tab: each })}
          aria-current={each === tab ? 'page' : undefined}
        >
          {t(`tab.${each}`)}
        </AddressLink>
      ))}
    </nav>
  )
}
