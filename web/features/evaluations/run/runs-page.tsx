import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RunRow } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { evaluationRunTexts } from '../../../text/evaluation-run.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { isRunning, runsQuery } from '../shared/evaluation-queries.ts'
import { RunProgress } from '../shared/run-progress.tsx'
import { RunKindMark, RunStateMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { filterRuns } from './filter-runs.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './runs-page.css'

const KINDS = ['official', 'trial', 'variant'] as const
const STATES = ['running', 'done', 'failed', 'cancelled'] as const

/** 运行记录: every run with what it rests on, newest first. */
export function RunsPage() {
  const t = useText(evaluationRunTexts)
  const words = useText(evaluationTexts)
  const { language } = useFormat()
  const router = useRouter()
  const [address, change] = useAddress<'kind' | 'state' | 'scheme' | 'period' | 'roundId' | 'snapshotId'>()
  const { roundId, snapshotId } = address
  const { data, error, refetch } = useQuery(
    runsQuery({ ...(roundId ? { roundId } : {}), ...(snapshotId ? { snapshotId } : {}) }),
  )
  const runs = useMemo(() => filterRuns(data?.runs ?? [], address), [data, address])
  const [current, setCurrent] = useState(-1)
  const go = (step: number) => {
    const next = Math.min(runs.length - 1, Math.max(0, current + step))
    setCurrent(next)
    document.querySelectorAll('.runs-table tbody tr')[next]?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => {
      const run = runs[current]
      if (run) router.history.push(`/evaluations/runs/${run.id}`)
    },
  })
  useTitle(t('runsTitle'))
  const all = data?.runs ?? []
  const filtered = Boolean(address.kind || address.state || address.scheme || address.period || roundId)
  return (
    <div className="page page-wide">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <h1>{t('runsTitle')}</h1>
          <div className="soft">{t('runsNote')}</div>
        </div>
      </header>
      <div className="list-filters runs-filters">
        <Choice
          aria-label={t('kind')}
          value={address.kind ?? ''}
          onChange={({ target }) => change({ kind: target.value })}
        >
          <option value="">{t('anyKind')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words(`runKind.${kind}`)}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('state')}
          value={address.state ?? ''}
          onChange={({ target }) => change({ state: target.value })}
        >
          <option value="">{t('anyState')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {words(`runState.${state}`)}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('scheme')}
          value={address.scheme ?? ''}
          onChange={({ target }) => change({ scheme: target.value })}
        >
          <option value="">{t('anyScheme')}</option>
          {[...new Map(all.map(({ scheme }) => [scheme.code, scheme.name])).entries()].map(([code, name]) => (
            <option key={code} value={code}>
              {language === 'en' && name.en ? name.en : name.zh}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('period')}
          value={address.period ?? ''}
          onChange={({ target }) => change({ period: target.value })}
        >
          <option value="">{t('anyPeriod')}</option>
          {[...new Set(all.map(({ period }) => period))]
            .sort()
            .reverse()
            .map((period) => (
              <option key={period} value={period}>
                {periodWords(period, language)}
              </option>
            ))}
        </Choice>
        <span className="soft small list-keys">{t('runsKeys')}</span>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && runs.length === 0 ? (
        <EmptyState title={t(filtered ? 'runsNoneFilter' : 'runsNone')}>
          {filtered ? null : t('runsNoneWhy')}
        </EmptyState>
      ) : null}
      {runs.length > 0 ? <RunTable runs={runs} current={current} onCurrent={setCurrent} /> : null}
    </div>
  )
}

function RunTable({
  runs,
  current,
  onCurrent,
}: {
  readonly runs: readonly RunRow[]
  readonly current: number
  readonly onCurrent: (index: number) => void
}) {
  const t = useText(evaluationRunTexts)
  return (
    <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('runsTitle')}>
      <table className="plain-table runs-table">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('serial')}
            </th>
            <th scope="col">{t('run')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('asOf')}</th>
            <th scope="col" className="number runs-extra">
              {t('replications')}
            </th>
            <th scope="col" className="runs-extra">
              {t('resultDigest')}
            </th>
            <th scope="col">{t('startedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <RunLine
              key={run.id}
              run={run}
              isCurrent={index === current}
              onCurrent={() => onCurrent(index)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RunLine({
  run,
  isCurrent,
  onCurrent,
}: {
  readonly run: RunRow
  readonly isCurrent: boolean
  readonly onCurrent: () => void
}) {
  const t = useText(evaluationRunTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  return (
    <tr aria-current={isCurrent ? 'true' : undefined} onClick={onCurrent}>
      <td className="number">{run.serial}</td>
      <td>
        <AddressLink href={`/evaluations/runs/${run.id}`}>
          {periodWords(run.period, format.language)} <NameWords of={run.scheme.name} />
        </AddressLink>
        <div className="small soft">
          {run.name ? <span lang="zh">{run.name} · </span> : null}
          {words('version', { n: run.scheme.version })}
        </div>
        {isRunning(run) ? <RunProgress run={run} /> : null}
      </td>
      <td>
        <RunKindMark run={run} />
      </td>
      <td>
        <RunStateMark state={run.state} />
      </td>
      <td className="nowrap">{format.moment(run.asOf)}</td>
      <td className="number runs-extra">
        {run.replications === 0 ? (
          <span className="faint">—</span>
        ) : (
          <span title={t('replicationsWhy', { n: run.replications })}>{format.number(run.replications)}</span>
        )}
      </td>
      <td className="runs-extra">
        {run.resultDigest ? (
          <code className="small" title={run.resultDigest}>
            {run.resultDigest.slice(0, 8)}…
          </code>
        ) : (
          <span className="faint">—</span>
        )}
      </td>
      <td>
        <span lang={format.language === 'en' ? 'zh' : undefined}>{run.byName}</span>
        <div className="small soft nowrap">
          {format.moment(run.at)}
          {run.milliseconds === null
            ? ''
            : ` · ${t('took', { seconds: Number((run.milliseconds / 1000).toFixed(1)) })}`}
        </div>
      </td>
    </tr>
  )
}
