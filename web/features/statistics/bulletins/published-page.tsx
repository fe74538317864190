import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { bulletinTexts } from '../../../text/bulletins.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { publishedFiguresQuery, type PublishedFigure } from './queries.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import { UnitWords } from '../../../ui/filings/unit-words.tsx'
import './bulletins.css'

/** 公开数据对照: what others published of the zone, each with its source, beside what we published. */
export function PublishedPage() {
  const t = useText(bulletinTexts)
  const [address, change] = useAddress<'q'>()
  const { data, error, refetch } = useQuery(publishedFiguresQuery)
  useTitle(t('publishedTitle'))
  const wanted = (address.q ?? '').trim().toLowerCase()
  const rows = (data?.rows ?? []).filter((row) =>
    [row.name.zh, row.name.en, row.subject.zh, row.subject.en, row.period]
      .join(' ')
      .toLowerCase()
      .includes(wanted),
  )
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('publishedTitle')}</h1>
          <div className="soft">{t('publishedNote')}</div>
        </div>
      </header>
      <div className="list-filters">
        <SearchField
          id="published-search"
          words={address.q ?? ''}
          label={t('search')}
          onWords={(q) => change({ q: q === '' ? null : q })}
        />
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && rows.length === 0 ? <EmptyState title={t('noneFound')} /> : null}
      {rows.length > 0 ? <FigureTable rows={rows} /> : null}
    </div>
  )
}

function FigureTable({ rows }: { readonly rows: readonly PublishedFigure[] }) {
  const t = useText(bulletinTexts)
  return (
    <div
      className="panel bulletins-panel plain-table-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('publishedTitle')}
    >
      <table className="plain-table published-table">
        <thead>
          <tr>
            <th scope="col">{t('subject')}</th>
            <th scope="col">{t('indicator')}</th>
            <th scope="col">{t('period')}</th>
            <th scope="col" className="number">
              {t('theirs')}
            </th>
            <th scope="col">{t('population')}</th>
            <th scope="col">{t('source')}</th>
            <th scope="col" className="number published-own">
              {t('ours')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FigureRow key={row.position} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FigureRow({ row }: { readonly row: PublishedFigure }) {
  const t = useText(bulletinTexts)
  const say = useSay()
  const format = useFormat()
  const qualifier =
    row.qualifier === 'about' || row.qualifier === 'above' ? t(`qualifier.${row.qualifier}`) : row.qualifier
  const scope =
    row.scope === 'registration' || row.scope === 'operation' ? t(`scope.${row.scope}`) : row.scope
  return (
    <tr>
      <td>{say(row.subject)}</td>
      <td>{say(row.name)}</td>
      <td className="nowrap">
        {periodWords(row.period, format.language)}
        {row.accumulated ? <div className="small soft">{t('accumulated')}</div> : null}
      </td>
      <td className="number nowrap">
        {qualifier === null ? '' : `${qualifier} `}
        {format.number(row.value)} <UnitWords unit={row.unit} />
        {row.change === null ? null : (
          <div className="small soft">
            {t('change')} {row.change.value > 0 ? '+' : ''}
            {format.number(row.change.value)} <UnitWords unit={row.change.unit} />
          </div>
        )}
      </td>
      <td>
        {row.population === null ? '' : say(row.population)}
        {scope === null ? null : <div className="small soft">{scope}</div>}
      </td>
      <td className="small">
        {row.sourceUrl === null ? (
          <span lang="zh">{row.source}</span>
        ) : (
          <a href={row.sourceUrl} target="_blank" rel="noreferrer" lang="zh">
            {row.source}
          </a>
        )}
      </td>
      <td className="number published-own">
        {row.own === null ? (
          <span className="faint">{t('oursNone')}</span>
        ) : (
          <>
            <AddressLink href={`/statistics/bulletins/${row.own.releaseId}`}>
              {row.own.value === null ? '…' : `${format.number(row.own.value)} ${row.own.unit}`}
            </AddressLink>{' '}
            {row.own.synthetic ? <Chip>{t('synthetic')}</Chip> : null}
            <div className="small soft">{t(`scope.${row.own.scope}`)}</div>
          </>
        )}
      </td>
    </tr>
  )
}
