import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import type { ReleaseRow } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { bulletinTexts } from '../../../text/bulletins.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { DraftDialog } from './draft-dialog.tsx'
import { releasesQuery } from './queries.ts'
import '../../../ui/plain-table.css'
import './bulletins.css'

/** 统计公报: drafts and what is published. */
export function BulletinsPage() {
  const t = useText(bulletinTexts)
  const [address, change] = useAddress<'draft'>()
  const { data, error, refetch } = useQuery(releasesQuery)
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions">
          <LinkButton href="/statistics/published">{t('publishedFigures')}</LinkButton>
          {data?.can.draft ? (
            <Button type="primary" onClick={() => change({ draft: '1' })}>
              {t('newDraft')}
            </Button>
          ) : null}
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.releases.length === 0 ? <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState> : null}
      {data && data.releases.length > 0 ? <ReleaseTable rows={data.releases} /> : null}
      {address.draft && data?.can.draft ? <DraftDialog onClose={() => change({ draft: null })} /> : null}
    </div>
  )
}

function ReleaseTable({ rows }: { readonly rows: readonly ReleaseRow[] }) {
  const t = useText(bulletinTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <div
      className="panel bulletins-panel plain-table-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('title')}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('scope')}</th>
            <th scope="col">{t('publishedAt')}</th>
            <th scope="col">{t('by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="nowrap">{periodWords(row.period, format.language)}</td>
              <td>
                <AddressLink href={`/statistics/bulletins/${row.id}`}>{say(row.title)}</AddressLink>{' '}
                {row.synthetic ? <Chip>{t('synthetic')}</Chip> : null}
                <div className="small soft">
                  {[t('indicatorsN', { n: row.indicators }), ...row.cuts.map((cut) => t(`cut.${cut}`))].join(
                    ' · ',
                  )}
                </div>
              </td>
              <td className="nowrap">
                <ReleaseState row={row} />
              </td>
              <td className="nowrap">{t(`scope.${row.scope}`)}</td>
              <td className="nowrap">{row.publishedAt === null ? '—' : format.moment(row.publishedAt)}</td>
              <td>{row.publishedByName ?? row.byName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function ReleaseState({ row }: { readonly row: ReleaseRow }) {
  const t = useText(bulletinTexts)
  if (row.state === 'draft') return <StatusMark tone="neutral">{t('state.draft')}</StatusMark>
  if (row.overtakenBy !== null) return <StatusMark tone="warn">{t('state.overtaken')}</StatusMark>
  return <StatusMark tone="good">{t('state.published')}</StatusMark>
}
