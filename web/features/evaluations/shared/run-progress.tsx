import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { cancelRun } from '#contract/evaluations'
import type { RunRow } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { jobProgress } from '../../../app/job-progress.ts'
import { evaluationRunTexts } from '../../../text/evaluation-run.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { isRunning, refreshEvaluations } from './evaluation-queries.ts'
import './run-progress.css'

/** How far a run is, what it took and will take, and the way to stop it. Nothing once it has ended. */
export function RunProgress({ run }: { readonly run: RunRow }) {
  const t = useText(evaluationRunTexts)
  const format = useFormat()
  const client = useQueryClient()
  const running = isRunning(run)
  const now = useNow(running)
  const cancelling = useMutation({
    mutationFn: () => call(cancelRun, { params: { runId: run.id } }),
    onSettled: () => refreshEvaluations(client),
  })
  if (!running) return null
  const { done, total, startedAt } = run.progress ?? { done: 0, total: 0, startedAt: null }
  const { share, elapsed, remaining } = jobProgress({ done, total, startedAt, finishedAt: null }, now)
  return (
    <div className="run-progress">
      <div className="run-progress-line" role="status">
        <Bar share={share} label={t('progress')} />
        {total > 0 ? <span>{t('progressOf', { done, total })}</span> : <span>{t('waiting')}</span>}
        {startedAt ? <span className="soft">{t('elapsed', { time: format.duration(elapsed) })}</span> : null}
        {remaining === null ? null : (
          <span className="soft">{t('remaining', { time: format.duration(remaining) })}</span>
        )}
        {run.can.includes('cancel') ? (
          <Button size="small" disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
            {t('cancelRun')}
          </Button>
        ) : null}
      </div>
      {cancelling.error ? <ErrorState error={cancelling.error} /> : null}
    </div>
  )
}

function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}
