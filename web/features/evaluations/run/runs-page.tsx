import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunRow } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { evaluationRunTexts } from '../../../text/evaluation-run.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
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
  const [current, setCurrent] = useCurrentRow(runs, {
    table: '.runs-table',
    open: ({ id }) => router.history.push(`/evaluations/runs/${id}`),
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
        <FilterChoice
          label={t('kind')}
          any={t('anyKind')}
          value={address.kind}
          options={KINDS.map((kind) => ({ value: kind, label: words(`runKind.${kind}`) }))}
          onValue={(kind) => change({ kind })}
        />
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={address.state}
          options={STATES.map((state) => ({ value: state, label: words(`runState.${state}`) }))}
          onValue={(state) => change({ state })}
        />
        <FilterChoice
          label={t('scheme')}
          any={t('anyScheme')}
          value={address.scheme}
          options={[...new Map(all.map(({ scheme }) => [scheme.code, scheme.name])).entries()].map(
            ([code, name]) => ({ value: code, label: language === 'en' && name.en ? name.en : name.zh }),
          )}
          onValue={(scheme) => change({ scheme })}
        />
        <FilterChoice
          label={t('period')}
          any={t('anyPeriod')}
          value={address.period}
          options={[...new Set(all.map(({ period }) => period))]
            .sort()
            .reverse()
            .map((period) => ({ value: period, label: periodWords(period, language) }))}
          onValue={(period) => change({ period })}
        />
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
