import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { RegisterResult, readAnnotated } from '#contract/ledger'
import { cancelJob } from '#contract/work'
import type { Job } from '#contract/work'
import { addressOf, call } from '../../../app/api-client.ts'
import { jobProgress } from '../../../app/job-progress.ts'
import { isRunning } from '../../../app/jobs.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { registerTexts } from '../../../text/ledger-import.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { ledgerHref } from '../shared/filter-address.ts'
import { refreshLedger } from '../shared/queries.ts'
import { RegisterRows } from './register-rows.tsx'

/** One trial or import: how far it is, and what became of each row. */
export function RegisterJob({
  job,
  file,
  busy,
  onImport,
  onAgain,
}: {
  readonly job: Job
  /** The file in hand; null after the page was left. */
  readonly file: File | null
  readonly busy: boolean
  readonly onImport: (partial: boolean) => void
  readonly onAgain: () => void
}) {
  const t = useText(registerTexts)
  const client = useQueryClient()
  const running = isRunning(job)
  const parsed = RegisterResult.safeParse(job.result)
  const result = parsed.success ? parsed.data : null
  const wasRunning = useRef(running)
  useEffect(() => {
    if (wasRunning.current && !running) refreshLedger(client)
    wasRunning.current = running
  }, [running, client])
  if (running) return <RunningJob job={job} />
  if (job.state === 'cancelled') return <Panel title={t('cancelledTitle')}>{t('cancelledWhy')}</Panel>
  if (result === null)
    return (
      <Panel title={t('failedTitle')}>
        <div className="failed">{t('failedWhy')}</div>
      </Panel>
    )
  return <JobResult job={job} result={result} file={file} busy={busy} onImport={onImport} onAgain={onAgain} />
}

function RunningJob({ job }: { readonly job: Job }) {
  const t = useText(registerTexts)
  const format = useFormat()
  const client = useQueryClient()
  const now = useNow()
  const { share, elapsed, remaining } = jobProgress(job, now)
  const cancelling = useMutation({
    mutationFn: () => call(cancelJob, { params: { jobId: job.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job', job.id] }),
  })
  return (
    <Panel
      title={t('checking')}
      actions={
        job.cancelRequested ? (
          <span className="soft">{t('cancelling')}</span>
        ) : (
          <Button size="small" disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
            {t('cancel')}
          </Button>
        )
      }
    >
      {cancelling.error ? <ErrorState error={cancelling.error} /> : null}
      <div className="import-progress-line" role="status">
        <Bar share={share} label={t('checking')} />
        <span>
          {job.state === 'queued'
            ? t('queued')
            : job.total > 1
              ? t('progress', { done: job.done, total: job.total })
              : job.note}
        </span>
        <span className="soft">{t('elapsed', { time: format.duration(elapsed) })}</span>
        {remaining === null ? null : (
          <span className="soft">{t('remaining', { time: format.duration(remaining) })}</span>
        )}
      </div>
    </Panel>
  )
}

function JobResult({
  job,
  result,
  file,
  busy,
  onImport,
  onAgain,
}: {
  readonly job: Job
  readonly result: RegisterResult
  readonly file: File | null
  readonly busy: boolean
  readonly onImport: (partial: boolean) => void
  readonly onAgain: () => void
}) {
  const t = useText(registerTexts)
  const issueText = useIssueText()
  const writable = result.fresh + result.changed
  const unreadable = result.rows === 0 && result.sheetIssues.length > 0
  const unwritten = !result.dryRun && result.written === 0 && writable > 0
  return (
    <Panel
      title={t(result.dryRun ? 'dryTitle' : 'realTitle', { file: result.fileName })}
      actions={
        <Button size="small" type="text" onClick={onAgain}>
          {t('again')}
        </Button>
      }
    >
      {unreadable ? (
        <p>
          <StatusMark tone="bad">{t('unreadable')}</StatusMark>
        </p>
      ) : (
        <p>
          <StatusMark tone={result.dryRun || unwritten ? 'neutral' : 'good'}>
            {result.dryRun
              ? t('dryNote')
              : unwritten
                ? t('realNothing')
                : t('realNote', { n: result.written })}
          </StatusMark>
        </p>
      )}
      {result.sheetIssues.length > 0 ? (
        <div className="import-sheet-issues">
          <h3>{t('sheetIssues')}</h3>
          <ul>
            {result.sheetIssues.map((issue, index) => (
              <li key={`${issue.code}-${index}`}>
                {issue.cell === null ? null : <b>{t('cell', { cell: issue.cell })}</b>}
                {issueText(issue)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="import-buttons import-foot">
        {result.annotated === null ? null : (
          <Button
            download
            title={t('annotatedWhy')}
            href={addressOf(readAnnotated, { params: { jobId: job.id } })}
          >
            {t('annotated')}
          </Button>
        )}
        {unreadable ? null : result.dryRun ? (
          <ImportButtons result={result} file={file} busy={busy} onImport={onImport} />
        ) : (
          <LinkButton href={ledgerHref({ source: 'register' })}>{t('toLedger')}</LinkButton>
        )}
      </div>
      {unreadable ? null : <RegisterRows result={result} />}
    </Panel>
  )
}

function ImportButtons({
  result,
  file,
  busy,
  onImport,
}: {
  readonly result: RegisterResult
  readonly file: File | null
  readonly busy: boolean
  readonly onImport: (partial: boolean) => void
}) {
  const t = useText(registerTexts)
  const writable = result.fresh + result.changed
  if (writable === 0) return result.refused > 0 ? null : <span className="soft">{t('nothingToImport')}</span>
  if (file === null) return <span className="soft">{t('fileGone')}</span>
  if (result.refused === 0)
    return (
      <Button type="primary" disabled={busy} onClick={() => onImport(false)}>
        {t('importAll', { n: writable })}
      </Button>
    )
  return (
    <>
      <Button disabled={busy} onClick={() => onImport(true)}>
        {t('importGood', { n: writable })}
      </Button>
      <span className="soft">
        {t(result.annotated === null ? 'fixFirstPlain' : 'fixFirst', { n: result.refused })}
      </span>
    </>
  )
}

/** The time, every second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
