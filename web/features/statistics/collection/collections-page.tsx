import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { importFilings, listCollections, listMyFilings } from '#contract/statistics'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { shareWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { collectionsQuery, formsQuery } from '../shared/queries.ts'
import { CompletenessBar, PeriodStateMark } from '../../../ui/filings/state-marks.tsx'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { collectionHref } from '../../../ui/filings/unit-name.ts'
import { DueWhy } from './due-why.tsx'
import { CountLink, FormName } from './form-name.tsx'
import { MyFilings } from './my-filings.tsx'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './collections-page.css'

type Row = ResponseOf<typeof listCollections>['collections'][number]
const RHYTHMS = ['month', 'quarter', 'year'] as const

/** 统计填报: what runs, how far it is; for who files himself, what he owes. */
export function CollectionsPage() {
  const t = useText(collectionTexts)
  const { roles } = useSession()
  const filers: readonly string[] = listMyFilings.access
  const files = roles.some((role) => filers.includes(role))
  const onlyFiles = roles.every((role) => role === 'enterprise')
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        {roles.some((role) => importFilings.access.some((each) => each === role)) ? (
          <div className="page-actions">
            <LinkButton href="/statistics/imports">{t('imports')}</LinkButton>
          </div>
        ) : null}
      </header>
      {files ? <MyFilings alone={onlyFiles} /> : null}
      {onlyFiles ? null : <Collections />}
    </div>
  )
}

function Collections() {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const say = useSay()
  const [address, change] = useAddress<'which' | 'rhythm' | 'form'>()
  const query = useMemo(() => queryOf(address), [address])
  const { data, error, refetch } = useQuery(collectionsQuery(query))
  const { data: forms } = useQuery(formsQuery)
  const filtered = query.form !== undefined || query.rhythm !== undefined
  return (
    <>
      <div className="list-filters collections-filters">
        <Choice
          aria-label={t('which')}
          value={query.which ?? 'running'}
          onChange={({ target }) => change({ which: target.value === 'all' ? 'all' : null })}
        >
          <option value="running">{t('whichRunning')}</option>
          <option value="all">{t('whichAll')}</option>
        </Choice>
        <Choice
          aria-label={t('rhythm')}
          value={query.rhythm ?? ''}
          onChange={({ target }) => change({ rhythm: target.value })}
        >
          <option value="">{t('anyRhythm')}</option>
          {RHYTHMS.map((rhythm) => (
            <option key={rhythm} value={rhythm}>
              {words(`rhythm.${rhythm}`)}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('form')}
          value={query.form ?? ''}
          onChange={({ target }) => change({ form: target.value })}
        >
          <option value="">{t('anyForm')}</option>
          {(forms?.forms ?? []).map(({ code, title }) => (
            <option key={code} value={code}>
              {code} {say(title)}
            </option>
          ))}
        </Choice>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.collections.length === 0 ? (
        <EmptyState title={t(filtered || query.which === 'all' ? 'noneFilter' : 'none')}>
          {filtered ? null : t('noneWhy')}
        </EmptyState>
      ) : null}
      {data && data.collections.length > 0 ? <CollectionTable rows={data.collections} /> : null}
      {data?.more ? <p className="small soft">{t('more', { n: data.collections.length })}</p> : null}
    </>
  )
}

function queryOf(
  address: Readonly<Partial<Record<'which' | 'rhythm' | 'form', string>>>,
): QueryInputOf<typeof listCollections> {
  const rhythm = RHYTHMS.find((each) => each === address.rhythm)
  const form = listCollections.query.shape.form.safeParse(address.form || undefined).data
  return {
    which: address.which === 'all' ? 'all' : 'running',
    ...(rhythm ? { rhythm } : {}),
    ...(form ? { form } : {}),
    limit: 120,
  }
}

function CollectionTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  return (
    <div
      className="panel collections-panel plain-table-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('title')}
    >
      <table className="plain-table collections-table">
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('form')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{words('completeness')}</th>
            <th scope="col" className="number">
              {t('filedOf')}
            </th>
            <th scope="col" className="number">
              {words('countMissing')}
            </th>
            <th scope="col" className="number collections-extra">
              {words('timeliness')}
            </th>
            <th scope="col" className="number collections-extra">
              {words('countFinal')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { form, period, counts } = row
            const href = collectionHref(form, period)
            return (
              <tr key={`${form} ${period}`}>
                <td className="nowrap">
                  <AddressLink href={href}>{periodWords(period, format.language)}</AddressLink>
                </td>
                <td>
                  <FormName collection={row} />
                  <Waiting row={row} href={href} />
                </td>
                <td className="nowrap">
                  <PeriodStateMark collection={row} />
                </td>
                <td>
                  <DueWhy collection={row} />
                </td>
                <td>
                  <CompletenessBar counts={counts} />
                </td>
                <td className="number nowrap">
                  {format.number(counts.filed)}{' '}
                  <span className="soft">/ {format.number(counts.expected)}</span>
                </td>
                <td className="number">
                  <CountLink href={`${href}?tab=filings&state=owed`} n={counts.missing} />
                </td>
                <td
                  className="number collections-extra"
                  title={words('timelinessWhy', { onTime: counts.onTime, expected: counts.expected })}
                >
                  {shareWords(counts.onTime, counts.expected) ?? '—'}
                </td>
                <td className="number collections-extra">{format.number(counts.final)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What waits for somebody, each leading to its part of the list. */
function Waiting({ row: { counts, approval }, href }: { readonly row: Row; readonly href: string }) {
  const t = useText(collectionTexts)
  const toAccept = approval === 'approve-then-accept' ? Math.max(0, counts.approved - counts.final) : 0
  const entries = [
    { n: counts.submitted, text: 'toApprove', filter: 'state=submitted' },
    { n: toAccept, text: 'toAccept', filter: 'state=approved' },
    { n: counts.returned, text: 'returnedN', filter: 'state=returned' },
    { n: counts.openQueries, text: 'queriesN', filter: 'flag=queries' },
  ] as const
  const shown = entries.filter(({ n }) => n > 0)
  if (shown.length === 0) return null
  return (
    <div className="collections-waits small">
      {shown.map(({ n, text, filter }) => (
        <AddressLink key={text} href={`${href}?tab=filings&${filter}`}>
          {t(text, { n })}
        </AddressLink>
      ))}
    </div>
  )
}
