import Button from 'antd/es/button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { ImportResult } from '#contract/plans'
import { cancelJob } from '#contract/work'
import type { Job } from '#contract/work'
import { AddressLink } from '../../app/address-link.tsx'
import { call } from '../../app/api-client.ts'
import { jobProgress } from '../../app/job-progress.ts'
import { isRunning, jobsQuery } from '../../app/jobs.ts'
import { queryClient } from '../../app/query-client.ts'
import { frameTexts } from '../../text/frame.ts'
import { useText } from '../../text/index.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useFormat } from '../../ui/format.ts'
import { Bar, StatusMark } from '../../ui/marks.tsx'
import type { Tone } from '../../ui/marks.tsx'
import { ErrorState } from '../../ui/states.tsx'
import './jobs-menu.css'

const SHOWN = 8

/** My running and recent jobs: progress, time, cancel. Leaving a page loses nothing; it goes on here. */
export function JobsMenu() {
  const t = useText(frameTexts)
  const { data, error, refetch } = useQuery(jobsQuery)
  const jobs = data?.jobs ?? []
  const running = jobs.filter(isRunning).length

  // What a finished job changed may be anywhere on the page.
  const before = useRef(running)
  useEffect(() => {
    if (running < before.current)
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
    before.current = running
  }, [running])

  return (
    <Disclosure
      className="jobs-menu"
      onOpen={() => void refetch()}
      face={
        <>
          {t('jobs')}
          {running > 0 ? (
            <>
              {' '}
              <b className="jobs-count">{running}</b> <span className="unseen">{t('job.running')}</span>
            </>
          ) : null}
        </>
      }
    >
      {(close) => (
        <>
          <h2>{t('jobs')}</h2>
          {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
          {data && jobs.length === 0 ? <p className="soft">{t('jobsNone')}</p> : null}
          <ul>
            {jobs.slice(0, SHOWN).map((job) => (
              <JobLine key={job.id} job={job} onOpen={close} />
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  )
}

const TONES: Record<Job['state'], Tone> = {
  queued: 'neutral',
  running: 'neutral',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
}

/** Where the result of a job is shown. */
const RESULT_PAGES: Record<Job['kind'], string> = {
  'document-import': '/plans',
  'register-import': '/ledger/import',
  'filings-import': '/statistics/imports',
  'evaluation-run': '/evaluations/runs',
  'enterprise-import': '/enterprises/imports',
}

const RunResult = z.object({ runId: z.string() })

function resultPage(job: Job): string {
  if (job.kind !== 'evaluation-run') return `${RESULT_PAGES[job.kind]}?job=${job.id}`
  const run = RunResult.safeParse(job.result)
  return run.success ? `/evaluations/runs/${run.data.runId}` : RESULT_PAGES[job.kind]
}

function JobLine({ job, onOpen }: { readonly job: Job; readonly onOpen: () => void }) {
  const t = useText(frameTexts)
  const format = useFormat()
  const running = isRunning(job)
  const now = useNow(running)
  const { share, elapsed, remaining } = jobProgress(job, now)
  const cancelling = useMutation({
    mutationFn: () => call(cancelJob, { params: { jobId: job.id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  })
  return (
    <li>
      <div className="job-head">
        <span>
          {t(`job.${job.kind}`)}{' '}
          <span className="soft">
            {job.done}/{job.total}
          </span>
        </span>
        <StatusMark tone={TONES[job.state]}>{t(`job.${job.state}`)}</StatusMark>
      </div>
      {running ? (
        <>
          <Bar share={share} label={t(`job.${job.kind}`)} />
          <div className="job-foot small soft">
            <span className="job-note">{job.note}</span>
          </div>
          <div className="job-foot small soft">
            <span>
              {t('jobElapsed', { time: format.duration(elapsed) })}
              {remaining === null ? '' : ` · ${t('jobRemaining', { time: format.duration(remaining) })}`}
            </span>
            {job.cancelRequested ? (
              <span>{t('jobCancelling')}</span>
            ) : (
              <Button size="small" onClick={() => cancelling.mutate()} disabled={cancelling.isPending}>
                {t('jobCancel')}
              </Button>
            )}
          </div>
          {cancelling.error ? <ErrorState error={cancelling.error} /> : null}
        </>
      ) : (
        <div className="job-foot small soft">
          <AddressLink href={resultPage(job)} onClick={onOpen}>
            {importCounts(job) ? t('jobResult', importCounts(job) ?? {}) : t('jobOpen')}
          </AddressLink>
          <span>{format.since(job.finishedAt ?? job.createdAt)}</span>
        </div>
      )}
    </li>
  )
}

const ImportResults = z.object({ files: z.array(ImportResult.pick({ outcome: true })) })

/** How many files of an import ended how; null where the job left no result. */
function importCounts(job: Job): Record<string, number> | null {
  const parsed = ImportResults.safeParse(job.result)
  if (!parsed.success) return null
  const count = (outcome: ImportResult['outcome']) =>
    parsed.data.files.filter((file) => file.outcome === outcome).length
  return {
    added: count('new'),
    versions: count('new-version'),
    same: count('same'),
    refused: count('refused') + count('cancelled'),
  }
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
