import Button from 'antd/es/button'
import { useEffect, useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { ImportResult } from '#contract/plans'
import { cancelJob, type Job } from '#contract/work'
import { call } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { libraryTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar, StatusMark, type Tone } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { jobProgress } from '../../../app/job-progress.ts'
import { isRunning, jobsQuery } from '../../../app/jobs.ts'
import './import-panel.css'

/** One import: how far it is, how long it takes, and what became of each file. */
export function ImportPanel({ job, onDismiss }: { readonly job: Job; readonly onDismiss: () => void }) {
  const t = useText(libraryTexts)
  const format = useFormat()
  const client = useQueryClient()
  const running = isRunning(job)
  const now = useNow(running)
  const { share, elapsed, remaining } = jobProgress(job, now)
  const cancel = useMutation({
    mutationFn: () => call(cancelJob, { params: { jobId: job.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  })
  const results = resultsOf(job)
  const title = running
    ? t('importing')
    : job.state === 'failed'
      ? t('failed')
      : job.state === 'cancelled'
        ? t('cancelled')
        : t('finished')
  return (
    <Panel
      title={title}
      actions={
        running ? (
          job.cancelRequested ? (
            <span className="soft">{t('cancelling')}</span>
          ) : (
            <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('cancel')}
            </Button>
          )
        ) : (
          <Button size="small" type="text" onClick={onDismiss}>
            {t('dismiss')}
          </Button>
        )
      }
    >
      {cancel.error ? <ErrorState error={cancel.error} /> : null}
      {running ? (
        <div className="import-progress" role="status">
          <Bar share={share} label={t('importing')} />
          <span>
            {job.state === 'queued' ? t('queued') : t('progress', { done: job.done, total: job.total })}
          </span>
          {job.note ? <span className="import-note">{t('now', { note: job.note })}</span> : null}
          {job.startedAt ? (
            <span className="soft">{t('elapsed', { time: format.duration(elapsed) })}</span>
          ) : null}
          {remaining !== null ? (
            <span className="soft">{t('remaining', { time: format.duration(remaining) })}</span>
          ) : null}
        </div>
      ) : null}
      <ImportResults results={results} name={title} />
    </Panel>
  )
}

const TONES: Readonly<Record<ImportResult['outcome'], Tone>> = {
  new: 'good',
  'new-version': 'good',
  same: 'neutral',
  refused: 'bad',
  cancelled: 'warn',
}

function ImportResults({
  results,
  name,
}: {
  readonly results: readonly ImportResult[]
  readonly name: string
}) {
  const t = useText(libraryTexts)
  const issueText = useIssueText()
  if (results.length === 0) return null
  return (
    <ul className="import-results" tabIndex={0} aria-label={name}>
      {results.map((result, index) => (
        <li key={`${result.fileName}-${index}`}>
          <StatusMark tone={TONES[result.outcome]}>{t(`outcome.${result.outcome}`)}</StatusMark>
          <span className="import-file" title={result.fileName} lang="zh">
            {result.title ?? result.fileName}
          </span>
          <span className="import-outcome soft">
            {result.versionId && result.outcome !== 'same' ? t('outcomeItems', { n: result.items }) : ''}
          </span>
          <span className="import-outcome">
            {result.versionId ? (
              <Link to="/plans/documents/$versionId" params={{ versionId: result.versionId }}>
                {result.outcome === 'same' || result.items === 0 ? t('open') : t('review')}
              </Link>
            ) : null}
          </span>
          {result.issue ? <span className="import-fault">{issueText(result.issue)}</span> : null}
        </li>
      ))}
    </ul>
  )
}

const Result = z.object({ files: z.array(ImportResult) })

function resultsOf(job: Job): readonly ImportResult[] {
  const parsed = Result.safeParse(job.result)
  return parsed.success ? parsed.data.files : []
}

/** The time, every second while somebody needs it. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
