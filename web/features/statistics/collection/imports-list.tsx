import { useQuery } from '@tanstack/react-query'
import type { ImportResult } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { filingImportTexts } from '../../../text/filing-imports.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { importsQuery, isImportRunning } from '../shared/queries.ts'
import '../../../ui/plain-table.css'

const TONES = {
  queued: 'neutral',
  running: 'warn',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
} as const satisfies Record<ImportResult['state'], Tone>

/** My imports, newest first; while one runs the list is read again. */
export function ImportsList() {
  const t = useText(filingImportTexts)
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    ...importsQuery,
    refetchInterval: ({ state }) => (state.data?.imports.some(isImportRunning) ? 2000 : false),
  })
  return (
    <Panel title={t('list')}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.imports.length === 0 ? <p className="soft">{t('listNone')}</p> : null}
      {data && data.imports.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('list')}>
          <table className="plain-table imports-list">
            <thead>
              <tr>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('file')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" className="number">
                  {t('rows')}
                </th>
                <th scope="col" className="number">
                  {t('written')}
                </th>
                <th scope="col" className="number">
                  {t('issues')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.imports.map((each) => (
                <tr key={each.jobId}>
                  <td className="nowrap">{format.momentShort(each.at)}</td>
                  <td lang="zh">
                    <AddressLink href={`/statistics/imports/${each.jobId}`}>{each.fileName}</AddressLink>
                  </td>
                  <td className="nowrap">
                    <span className="soft">{each.form}</span> {periodWords(each.period, format.language)}
                  </td>
                  <td className="nowrap">{t(each.dryRun ? 'dry' : each.submit ? 'realSubmit' : 'real')}</td>
                  <td className="nowrap">
                    <StatusMark tone={TONES[each.state]}>{t(`state.${each.state}`)}</StatusMark>
                  </td>
                  <td className="number">{format.number(each.rows)}</td>
                  <td className="number">{each.dryRun ? '—' : format.number(each.written)}</td>
                  <td className="number">{format.number(each.issueCount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  )
}
