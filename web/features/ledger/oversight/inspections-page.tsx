import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { inspectionsQuery } from './oversight-queries.ts'
import type { InspectionList } from './oversight-queries.ts'
import { PlanForm } from './plan-form.tsx'
import { STATE_TONES } from './inspection-words.ts'
import './oversight.css'
import './inspections.css'
import '../../../ui/plain-table.css'

/** 督查: special and comprehensive inspections, planned, running and announced. */
export function InspectionsPage() {
  const t = useText(inspectionTexts)
  const [address, change] = useAddress<'new'>()
  const { data, error, refetch } = useQuery(inspectionsQuery)
  const { data: frame } = useQuery(ledgerFrameQuery)
  useTitle(t('title'))
  const planning = address.new === '1' && data?.can === true
  return (
    <div className="page oversight-page">
      <LedgerLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          {data?.can && !planning ? (
            <Button type="primary" onClick={() => change({ new: '1' }, { push: true })}>
              {t('plan')}
            </Button>
          ) : null}
        </div>
      </header>
      {planning && frame ? <PlanForm today={frame.today} onClose={() => change({ new: null })} /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.inspections.length === 0 && !planning ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : null}
      {data && data.inspections.length > 0 ? <InspectionTable inspections={data.inspections} /> : null}
    </div>
  )
}

function InspectionTable({ inspections }: { readonly inspections: InspectionList['inspections'] }) {
  const t = useText(inspectionTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  return (
    <Panel>
      <div className="plain-table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('serial')}
              </th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('period')}</th>
              <th scope="col">{t('owner')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col" className="number">
                {t('found')}
              </th>
              <th scope="col" className="number">
                {t('poor')}
              </th>
              <th scope="col">{t('announced')}</th>
            </tr>
          </thead>
          <tbody>
            {inspections.map((each) => (
              <tr key={each.id}>
                <td className="number">{each.serial}</td>
                <td className="inspection-title">
                  <AddressLink href={`/ledger/inspections/${each.id}`} lang="zh">
                    {each.title}
                  </AddressLink>{' '}
                  {each.synthetic ? <Chip title={ledger('demoWhy')}>{ledger('demo')}</Chip> : null}
                </td>
                <td className="nowrap">{t(`kind.${each.kind}`)}</td>
                <td className="nowrap">
                  {t('periodOf', { from: format.date(each.fromOn), to: format.date(each.toOn) })}
                </td>
                <td className="inspection-owner">{bodyName(each.owner, format.language)}</td>
                <td className="nowrap">
                  <StatusMark tone={STATE_TONES[each.state]}>{t(`state.${each.state}`)}</StatusMark>
                </td>
                <td className="number">{t('foundOf', { found: each.found, n: each.items })}</td>
                <td className="number">
                  {each.poor > 0 ? (
                    <b className="mark-bad">
                      <span aria-hidden="true">■</span> {each.poor}
                    </b>
                  ) : (
                    0
                  )}
                </td>
                <td className="nowrap">
                  {each.announcedAt === null ? '—' : format.moment(each.announcedAt).split(' ')[0]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
