import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImportResult } from '#contract/statistics'
import { parseForm } from '#domain/indicators'
import { useAddress } from '../../../app/address.ts'
import { filingImportTexts } from '../../../text/filing-imports.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { formQuery } from '../shared/queries.ts'
import { importIssueWords } from './import-issue-words.ts'
import '../../../ui/plain-table.css'
import '../../../ui/count-strip.css'

const SEVERITIES = ['error', 'query'] as const

/** Rows and cells that cannot be taken, and what the checks say, each with its place in the file. */
export function ImportIssues({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const { language, number } = useFormat()
  const issueText = useIssueText()
  const [{ severity }, change] = useAddress<'severity'>()
  const { data } = useQuery(formQuery(result.form))
  const form = useMemo(() => {
    if (data === undefined) return null
    const parsed = parseForm(data.definition)
    return parsed.ok ? parsed.value : null
  }, [data])
  const chosen = SEVERITIES.find((each) => each === severity)
  const shown = chosen ? result.issues.filter((issue) => issue.severity === chosen) : result.issues
  if (result.issueCount === 0)
    return (
      <Panel>
        <StatusMark tone="good">{t('issuesNone')}</StatusMark>
      </Panel>
    )
  const count = (of: (typeof SEVERITIES)[number]) =>
    result.issues.filter((issue) => issue.severity === of).length
  return (
    <Panel title={t('issuesTitle', { n: result.issueCount })}>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('severity')}>
          <button
            type="button"
            aria-pressed={chosen === undefined}
            onClick={() => change({ severity: null })}
          >
            {t('anySeverity')} <b>{number(result.issues.length)}</b>
          </button>
          {SEVERITIES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={chosen === each}
              onClick={() => change({ severity: chosen === each ? null : each })}
            >
              {t(each === 'error' ? 'onlyErrors' : 'onlyQueries')} <b>{number(count(each))}</b>
            </button>
          ))}
        </span>
      </div>
      {result.issues.length < result.issueCount ? (
        <p className="small soft">{t('issuesCut', { shown: result.issues.length, n: result.issueCount })}</p>
      ) : null}
      <div className="import-issues" tabIndex={0} role="region" aria-label={t('issue')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('sheet')}</th>
              <th scope="col" className="number">
                {t('row')}
              </th>
              <th scope="col">{t('cell')}</th>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('unit')}</th>
              <th scope="col">{t('severity')}</th>
              <th scope="col">{t('issue')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((issue, index) => (
              <tr key={`${issue.row}-${issue.cell}-${issue.code}-${index}`}>
                <td className="nowrap soft" lang="zh">
                  {issue.sheet ?? '—'}
                </td>
                <td className="number">{issue.row ?? '—'}</td>
                <td className="nowrap">{issue.cell ?? ''}</td>
                <td className="nowrap" lang="zh">
                  {issue.column ?? ''}
                </td>
                <td lang="zh">{issue.unitName ?? ''}</td>
                <td className="nowrap">
                  <StatusMark tone={issue.severity === 'error' ? 'bad' : 'warn'}>
                    {t(issue.severity)}
                  </StatusMark>
                </td>
                <td>{importIssueWords(issue, form, language) ?? issueText({ ...issue, path: [] })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
