import Button from 'antd/es/button'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { downloadAnnotated } from '#contract/statistics'
import type { ImportResult } from '#contract/statistics'
import { cancelJob, readJob } from '#contract/work'
import { addressOf, call } from '../../../app/api-client.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, usePathParam } from '../../../app/address.ts'
import { jobProgress } from '../../../app/job-progress.ts'
import { filingImportTexts } from '../../../text/filing-imports.ts'
import { useText } from '../../../text/index.ts'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { SHEET_TYPES, sheetFile } from '../../../ui/sheet-file.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { importQuery, isImportRunning, refreshStatistics } from '../shared/queries.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { collectionHref } from '../../../ui/filings/unit-name.ts'
import { ImportIssues } from './import-issues.tsx'
import { fileOf } from './kept-files.ts'
import { useImport } from './use-import.ts'
import './imports.css'

/** What an import found and wrote; while it runs, how far it is. */
export function ImportResultPage() {
  const t = useText(filingImportTexts)
  const jobId = usePathParam('jobId')
  const client = useQueryClient()
  const { data, error } = useQuery(importQuery(jobId))
  const running = data !== undefined && isImportRunning(data)
  const wasRunning = useRef(running)
  useEffect(() => {
    if (wasRunning.current && !running) {
      refreshStatistics(client, importQuery(jobId).queryKey)
      void client.invalidateQueries({ queryKey: ['jobs'] })
    }
    wasRunning.current = running
  }, [running, client, jobId])
  const title = data ? t(data.dryRun ? 'dryTitle' : 'realTitle', { file: data.fileName }) : t('resultTitle')
  useTitle(title)
  const { language } = useFormat()
  return (
    <div className="page imports-page">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {data ? (
            <div className="soft">
              {data.form} · {periodWords(data.period, language)} · <Who result={data} />
            </div>
          ) : null}
        </div>
        <div className="page-actions">
          <LinkButton
            href={`/statistics/imports${data ? stringifySearch({ form: data.form, period: data.period }) : ''}`}
          >
            {t('back')}
          </LinkButton>
        </div>
      </header>
      {error ? (
        error instanceof Error && 'status' in error && error.status === 404 ? (
          <div className="failed">{t('notFound')}</div>
        ) : (
          <ErrorState error={error} />
        )
      ) : null}
      {!data && !error ? <Loading /> : null}
      {data && running ? <Running result={data} /> : null}
      {data && !running ? <Finished result={data} /> : null}
    </div>
  )
}

function Who({ result: { byName, at } }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const format = useFormat()
  return <>{t('by', { name: byName, at: format.moment(at) })}</>
}

function jobQuery(jobId: string) {
  return queryOptions({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => call(readJob, { params: { jobId }, signal }),
    refetchInterval: 1000,
  })
}

function Running({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { data: job } = useQuery(jobQuery(result.jobId))
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const cancelling = useMutation({
    mutationFn: () => call(cancelJob, { params: { jobId: result.jobId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job', result.jobId] }),
  })
  const done = job?.done ?? result.done
  const total = job?.total ?? result.total
  const { elapsed, remaining } = job ? jobProgress(job, now) : { elapsed: null, remaining: null }
  return (
    <Panel
      title={t(result.state === 'queued' ? 'queued' : 'running')}
      actions={
        job?.cancelRequested ? (
          <span className="soft">{t('cancelling')}</span>
        ) : (
          <Button size="small" disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
            {t('cancel')}
          </Button>
        )
      }
    >
      {cancelling.error ? <ErrorState error={cancelling.error} /> : null}
      <div className="imports-progress" role="status">
        <Bar share={total > 0 ? done / total : 0} label={t('running')} />
        {total > 0 ? <span>{t('progress', { done, total })}</span> : null}
        {elapsed === null ? null : (
          <span className="soft">{t('elapsed', { time: format.duration(elapsed) })}</span>
        )}
        {remaining === null ? null : (
          <span className="soft">{t('remaining', { time: format.duration(remaining) })}</span>
        )}
      </div>
      <p className="soft small">{t('leave')}</p>
    </Panel>
  )
}

function Finished({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  if (result.state === 'failed')
    return (
      <>
        <Panel title={t('failedTitle')}>
          <div className="failed">{t('failedWhy')}</div>
        </Panel>
        {result.issueCount > 0 ? <ImportIssues result={result} /> : null}
      </>
    )
  if (result.state === 'cancelled')
    return <Panel title={t('cancelledTitle')}>{t('cancelledWhy', { written: result.written })}</Panel>
  return (
    <>
      <Panel>
        <Outcome result={result} />
        <Counts result={result} />
        <div className="imports-foot">
          {result.annotated ? (
            <Button
              download
              title={t('annotatedWhy')}
              href={addressOf(downloadAnnotated, { params: { jobId: result.jobId } })}
            >
              {t('annotated')}
            </Button>
          ) : null}
          <AddressLink href={`${collectionHref(result.form, result.period)}?tab=filings`}>
            {t('toList')}
          </AddressLink>
        </div>
      </Panel>
      {result.dryRun ? <GoOn result={result} /> : null}
      <ImportIssues result={result} />
    </>
  )
}

function Outcome({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const { dryRun, fresh, changed, issueCount, written, submitted, submit } = result
  if (!dryRun)
    return (
      <p>
        <StatusMark tone={written > 0 ? 'good' : 'neutral'}>
          {t(submit ? 'realNote' : 'realDrafts', { written, submitted })}
        </StatusMark>
      </p>
    )
  return (
    <p>
      <StatusMark tone="neutral">{t('dryNote')}</StatusMark>{' '}
      {issueCount === 0 ? (
        <StatusMark tone="good">{t(fresh + changed > 0 ? 'dryClean' : 'dryUnchanged')}</StatusMark>
      ) : null}
    </p>
  )
}

function Counts({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const format = useFormat()
  const counts = [
    { name: 'rows', value: result.rows, bad: false },
    { name: 'fresh', value: result.fresh, bad: false },
    { name: 'changed', value: result.changed, bad: false },
    { name: 'same', value: result.same, bad: false },
    { name: 'refused', value: result.refused, bad: result.refused > 0 },
    { name: 'withErrors', value: result.withErrors, bad: result.withErrors > 0 },
    ...(result.dryRun
      ? []
      : ([
          { name: 'written', value: result.written, bad: false },
          { name: 'submitted', value: result.submitted, bad: false },
        ] as const)),
  ] as const
  return (
    <dl className="imports-counts">
      {counts.map(({ name, value, bad }) => (
        <div
          key={name}
          className={bad ? 'is-bad' : undefined}
          title={name === 'refused' || name === 'withErrors' ? t(`countWhy.${name}`) : undefined}
        >
          <dt>{t(`count.${name}`)}</dt>
          <dd>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** After a trial: the same file for real. */
function GoOn({ result }: { readonly result: ImportResult }) {
  const t = useText(filingImportTexts)
  const format = useFormat()
  const [submit, setSubmit] = useState(false)
  const { sending, share } = useImport()
  const writable = result.fresh + result.changed
  const file = fileOf(result.jobId)
  const { form, period } = result
  function send(chosen: File | null) {
    if (chosen) sending.mutate({ form, period, file: chosen, dryRun: false, submit })
  }
  return (
    <Panel title={t('goOn')}>
      {writable === 0 && !submit ? (
        <p>{t('goOnNone')}</p>
      ) : (
        <p>{t('goOnWhy', { n: writable, refused: result.refused })}</p>
      )}
      <label className="imports-submit">
        <input type="checkbox" checked={submit} onChange={({ target }) => setSubmit(target.checked)} />
        {t('submitOption')}
      </label>
      {sending.error ? <ErrorState error={sending.error} /> : null}
      {file ? (
        <Button
          type="primary"
          loading={sending.isPending}
          disabled={writable === 0 && !(submit && result.same > 0)}
          onClick={() => send(file)}
        >
          {t('importNow')}
        </Button>
      ) : (
        <>
          <p className="soft">{t('fileGone')}</p>
          <FileDrop
            busy={sending.isPending}
            accept={SHEET_TYPES}
            words={{ drop: t('drop'), dropNow: t('dropNow'), choose: t('chooseAgain') }}
            onFiles={(files) => send(sheetFile(files).file)}
          />
        </>
      )}
      {sending.isPending ? (
        <p role="status">
          <Bar share={share} label={t('uploading', { share: format.percent(share) })} />{' '}
          {t('uploading', { share: format.percent(share) })}
        </p>
      ) : null}
    </Panel>
  )
}
