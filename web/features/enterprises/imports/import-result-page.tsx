import Button from 'antd/es/button'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ImportOutcome, applyEnterpriseImport, downloadAnnotatedEnterprises } from '#contract/enterprises'
import type { ImportLine, readEnterpriseImport } from '#contract/enterprises'
import { cancelJob } from '#contract/work'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { jobsQuery } from '../../../app/jobs.ts'
import { enterpriseRegisterTexts } from '../../../text/enterprises-register.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { refreshEnterprise } from '../queries.ts'
import { importQuery, importsKey, importsQuery, isImporting } from './import-queries.ts'
import { countsOf } from './imports-page.tsx'
import { useSubjects } from './subject-words.ts'
import '../../../ui/count-strip.css'
import '../../../ui/plain-table.css'
import './imports.css'

type Result = ResponseOf<typeof readEnterpriseImport>
const LINES = 100
const MOST_LINES = 500
const OUTCOME_TONES = {
  add: 'good',
  change: 'warn',
  same: 'neutral',
  refuse: 'bad',
} as const satisfies Record<ImportLine['outcome'], Tone>

/** What an import found or wrote, row by row; a dry run can be applied from here. */
export function ImportResultPage() {
  const t = useText(enterpriseRegisterTexts)
  const format = useFormat()
  const jobId = usePathParam('jobId')
  const client = useQueryClient()
  const [address] = useAddress<'outcome'>()
  const given = ImportOutcome.safeParse(address.outcome)
  const [limit, setLimit] = useState(LINES)
  const { data, error } = useQuery({
    ...importQuery(jobId, given.success ? given.data : undefined, limit),
    placeholderData: keepPreviousData,
  })
  const { nameOf } = useSubjects()
  const running = data !== undefined && isImporting(data)
  const wasRunning = useRef(running)
  useEffect(() => {
    if (wasRunning.current && !running) {
      void client.invalidateQueries({ queryKey: importsQuery.queryKey })
      void client.invalidateQueries({ queryKey: jobsQuery.queryKey })
      void refreshEnterprise(client)
    }
    wasRunning.current = running
  }, [running, client])
  return (
    <Page
      title={data ? data.fileName : t('importTitle')}
      note={
        data
          ? `${nameOf(data.subject)} · ${t(data.dryRun ? 'dry' : 'real')} · ${data.byName} ${format.moment(data.at)}`
          : undefined
      }
      actions={<LinkButton href="/enterprises/imports">{t('back')}</LinkButton>}
      wide
    >
      {error ? <ErrorState error={error} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && running ? <Running result={data} /> : null}
      {data && !running ? (
        <>
          <Outcome result={data} />
          <Issues result={data} />
          <Lines
            result={data}
            chosen={given.success ? given.data : undefined}
            onMore={limit < MOST_LINES ? () => setLimit(MOST_LINES) : undefined}
          />
        </>
      ) : null}
    </Page>
  )
}

function Running({ result }: { readonly result: Result }) {
  const t = useText(enterpriseRegisterTexts)
  const client = useQueryClient()
  const cancelling = useMutation({
    mutationFn: () => call(cancelJob, { params: { jobId: result.jobId } }),
    onSettled: () => client.invalidateQueries({ queryKey: importsKey }),
  })
  const { done, total, state } = result
  return (
    <Panel
      title={t(`state.${state}`)}
      actions={
        <Button
          size="small"
          disabled={cancelling.isPending || cancelling.isSuccess}
          onClick={() => cancelling.mutate()}
        >
          {t(cancelling.isSuccess ? 'cancelling' : 'cancel')}
        </Button>
      }
    >
      {cancelling.error ? <ErrorState error={cancelling.error} /> : null}
      <div className="import-progress" role="status">
        <Bar share={total > 0 ? done / total : 0} label={t(`state.${state}`)} />
        <span>{t('progress', { done, total })}</span>
      </div>
      <p className="soft small">{t('leave')}</p>
    </Panel>
  )
}

function Outcome({ result }: { readonly result: Result }) {
  const t = useText(enterpriseRegisterTexts)
  const client = useQueryClient()
  const router = useRouter()
  const { data: others } = useQuery(importsQuery)
  const applying = useMutation({
    mutationFn: () =>
      call(applyEnterpriseImport, { params: { jobId: result.jobId }, body: { digest: result.digest } }),
    onSuccess: ({ jobId }) => {
      void client.invalidateQueries({ queryKey: importsKey })
      void client.invalidateQueries({ queryKey: jobsQuery.queryKey })
      router.history.push(`/enterprises/imports/${jobId}`)
    },
  })
  const real = others?.imports.find(({ follows }) => follows === result.jobId)
  const counts = countsOf(result)
  return (
    <Panel>
      <p>
        {result.state === 'failed' ? (
          <StatusMark tone="bad">{t('failed')}</StatusMark>
        ) : result.state === 'cancelled' ? (
          <StatusMark tone="neutral">{t('cancelled')}</StatusMark>
        ) : result.dryRun ? (
          <StatusMark tone="neutral">{t('dryNote')}</StatusMark>
        ) : (
          <StatusMark tone="good">{t('applied')}</StatusMark>
        )}{' '}
        {t('resultWords', counts)}
      </p>
      {applying.error ? <ErrorState error={applying.error} /> : null}
      <div className="import-choice">
        {result.mayApply ? (
          <Button
            type="primary"
            title={t('applyWhy')}
            loading={applying.isPending}
            onClick={() => applying.mutate()}
          >
            {t('apply', { n: counts.added + counts.changed })}
          </Button>
        ) : null}
        {result.annotated ? (
          <Button
            download
            title={t('annotatedWhy')}
            href={addressOf(downloadAnnotatedEnterprises, { params: { jobId: result.jobId } })}
          >
            {t('annotated')}
          </Button>
        ) : null}
        {real ? <AddressLink href={`/enterprises/imports/${real.jobId}`}>{t('toReal')}</AddressLink> : null}
        {result.follows ? (
          <AddressLink href={`/enterprises/imports/${result.follows}`}>{t('toDry')}</AddressLink>
        ) : null}
      </div>
      {result.mayApply ? <p className="soft small policy-total">{t('applyWhy')}</p> : null}
    </Panel>
  )
}

function Issues({ result: { issues, issueCount } }: { readonly result: Result }) {
  const t = useText(enterpriseRegisterTexts)
  const issueText = useIssueText()
  if (issueCount === 0) return null
  return (
    <Panel title={t('issues', { n: issueCount })}>
      {issues.length < issueCount ? (
        <p className="soft small">{t('issuesMore', { shown: issues.length })}</p>
      ) : null}
      <div className="import-scroll" tabIndex={0} role="region" aria-label={t('issues', { n: issueCount })}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('sheet')}</th>
              <th scope="col" className="number">
                {t('row')}
              </th>
              <th scope="col">{t('cell')}</th>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('severity')}</th>
              <th scope="col">{t('issue')}</th>
            </tr>
          </thead>
          <tbody>
            {issues.map((issue, index) => (
              <tr key={`${issue.row}-${issue.cell}-${issue.code}-${index}`}>
                <td className="soft" lang="zh">
                  {issue.sheet ?? '—'}
                </td>
                <td className="number">{issue.row ?? '—'}</td>
                <td>{issue.cell ?? ''}</td>
                <td lang="zh">{issue.column ?? ''}</td>
                <td>
                  <StatusMark tone={issue.severity === 'error' ? 'bad' : 'warn'}>
                    {t(`severity.${issue.severity}`)}
                  </StatusMark>
                </td>
                <td>{issueText({ code: issue.code, params: issue.params, path: [] })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** Row by row what becomes of it, with what changes; by outcome. */
function Lines({
  result,
  chosen,
  onMore,
}: {
  readonly result: Result
  readonly chosen: ImportLine['outcome'] | undefined
  readonly onMore: (() => void) | undefined
}) {
  const t = useText(enterpriseRegisterTexts)
  const { number } = useFormat()
  const [, change] = useAddress<'outcome'>()
  const { lines, lineCount } = result
  const countOf = { add: result.added, change: result.changed, same: result.same, refuse: result.refused }
  const more = Math.min(lineCount, MOST_LINES) - lines.length
  return (
    <Panel title={t('lines')}>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('lines')}>
          <button type="button" aria-pressed={chosen === undefined} onClick={() => change({ outcome: null })}>
            {t('anyOutcome')} <b>{number(result.rows)}</b>
          </button>
          {ImportOutcome.options.map((outcome) => (
            <button
              key={outcome}
              type="button"
              aria-pressed={chosen === outcome}
              onClick={() => change({ outcome: chosen === outcome ? null : outcome })}
            >
              <StatusMark tone={OUTCOME_TONES[outcome]}>{t(`outcome.${outcome}`)}</StatusMark>
              <b>{number(countOf[outcome])}</b>
            </button>
          ))}
        </span>
      </div>
      {lines.length === 0 ? (
        <p className="soft">{t('linesNone')}</p>
      ) : (
        <div className="import-scroll" tabIndex={0} role="region" aria-label={t('lines')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('row')}
                </th>
                <th scope="col">{t('enterprise')}</th>
                <th scope="col">{t('result')}</th>
                <th scope="col">{t('changes')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={`${line.sheet} ${line.row}`}>
                  <td className="number">{line.row}</td>
                  <td lang="zh">
                    {line.enterpriseId ? (
                      <AddressLink href={`/enterprises/${line.enterpriseId}`}>{line.name}</AddressLink>
                    ) : (
                      line.name
                    )}
                    <div className="small soft">{line.creditCode}</div>
                  </td>
                  <td>
                    <StatusMark tone={OUTCOME_TONES[line.outcome]}>{t(`outcome.${line.outcome}`)}</StatusMark>
                  </td>
                  <td lang="zh">
                    <ul className="import-changes">
                      {line.changes.map(({ field, before, after }) => (
                        <li key={field}>
                          {t('change', {
                            field,
                            before: before ?? t('empty'),
                            after: after ?? t('empty'),
                          })}
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && onMore ? (
        <Button size="small" onClick={onMore}>
          {t('more', { n: more })}
        </Button>
      ) : null}
    </Panel>
  )
}
