import { useQuery } from '@tanstack/react-query'
import type { listPublishedSeries } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { figureWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { publishedQuery } from './explore-queries.ts'
import '../../../ui/plain-table.css'

type Row = ResponseOf<typeof listPublishedSeries>['rows'][number]

/** Figures that others published for the same indicator: beside our own, never among them. */
export function PublishedFigures({ indicator }: { readonly indicator: string }) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  const { data } = useQuery(publishedQuery(indicator))
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  const sorted = rows.toSorted((a, b) => b.period.localeCompare(a.period) || a.position - b.position)
  return (
    <details className="explore-published">
      <summary>{t('published', { n: rows.length })}</summary>
      <p className="small soft">{t('publishedWhy')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('publishedTitle')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('pubSubject')}</th>
              <th scope="col">{t('pubPeriod')}</th>
              <th scope="col" className="number">
                {t('pubValue')}
              </th>
              <th scope="col" className="number">
                {t('pubChange')}
              </th>
              <th scope="col">{t('pubPopulation')}</th>
              <th scope="col">{t('pubSource')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.position}>
                <td>
                  {say(row.subject)}
                  <div className="small soft">{say(row.name)}</div>
                </td>
                <td className="nowrap">
                  {periodWords(row.period, language)}
                  {row.accumulated ? <span className="soft small"> {t('accumulated')}</span> : null}
                </td>
                <td className="number nowrap">
                  {row.qualifier === null ? (
                    ''
                  ) : (
                    <span className="soft">{qualifierWords(t, row.qualifier)} </span>
                  )}
                  {figureWords(row.value, row.unit, language)}
                </td>
                <td className="number nowrap">{changeWords(row, language)}</td>
                <td>
                  {row.population === null ? (
                    <span className="faint">{t('notSaid')}</span>
                  ) : (
                    say(row.population)
                  )}
                  {row.scope === null ? null : (
                    <div className="small soft" lang="zh">
                      {row.scope}
                    </div>
                  )}
                </td>
                <td lang="zh">
                  {row.sourceUrl === null ? (
                    row.source
                  ) : (
                    <a href={row.sourceUrl} target="_blank" rel="noreferrer noopener">
                      {row.source}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

type QualifierKey = Extract<keyof (typeof exploreTexts)['zh-CN'], `qualifier.${string}`>

function qualifierWords(t: (key: QualifierKey) => string, qualifier: string): string {
  const key = `qualifier.${qualifier}`
  return isQualifier(key) ? t(key) : qualifier
}

function isQualifier(key: string): key is QualifierKey {
  return Object.hasOwn(exploreTexts['zh-CN'], key)
}

function changeWords({ change }: Row, language: 'zh-CN' | 'en'): string {
  if (change === null) return '—'
  const words = figureWords(Math.abs(change.value), change.unit, language)
  return change.value < 0 ? `−${words}` : `+${words}`
}
