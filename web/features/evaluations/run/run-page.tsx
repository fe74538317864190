import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useEffect, useMemo, useRef } from 'react'
import type { ComponentType } from 'react'
import { parseScheme } from '#domain/evaluation'
import type { RunView } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { ApiError } from '../../../app/api-client.ts'
import { loadPage } from '../../../app/load-page.ts'
import { evaluationRunTexts } from '../../../text/evaluation-run.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { say as sayIn, useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { evaluationsKey, isRunning, runQuery } from '../shared/evaluation-queries.ts'
import { unitNameIn } from '../shared/unit-name.tsx'
import { RunProgress } from '../shared/run-progress.tsx'
import { RUN_TABS, runTabOf, tabHref } from './run-address.ts'
import type { ChangeRunAddress, RunAddress, RunAddressName, RunTab } from './run-address.ts'
import { nameIssue } from './name-issue.ts'
import { RunHead } from './run-head.tsx'
import { runModelOf } from './run-model.ts'
import type { RunModel } from './run-model.ts'
import '../../../ui/plain-table.css'
import './run-page.css'

/** What every tab of a finished run gets. */
export interface RunTabProps {
  readonly model: RunModel
  readonly address: RunAddress
  readonly change: ChangeRunAddress
}

// Each tab with its charts comes when it is opened.
const TABS: Readonly<Record<RunTab, ComponentType<RunTabProps>>> = {
  ranking: lazy(loadPage(() => import('./ranking/ranking-tab.tsx').then((m) => ({ default: m.RankingTab })))),
  unit: lazy(loadPage(() => import('./unit/unit-tab.tsx').then((m) => ({ default: m.UnitTab })))),
  steps: lazy(loadPage(() => import('./steps/steps-tab.tsx').then((m) => ({ default: m.StepsTab })))),
  statistics: lazy(
    loadPage(() => import('./statistics/statistics-tab.tsx').then((m) => ({ default: m.StatisticsTab }))),
  ),
  robustness: lazy(
    loadPage(() => import('./robustness/robustness-tab.tsx').then((m) => ({ default: m.RobustnessTab }))),
  ),
  'what-if': lazy(
    loadPage(() => import('./what-if/what-if-tab.tsx').then((m) => ({ default: m.WhatIfTab }))),
  ),
  year: lazy(loadPage(() => import('./year/year-tab.tsx').then((m) => ({ default: m.YearTab })))),
}

/** One run: ranking with intervals, each score taken apart, every step, how sure it is, what other weights would give. */
export function RunPage() {
  const t = useText(evaluationRunTexts)
  const say = useSay()
  const { language } = useFormat()
  const runId = usePathParam('runId')
  const client = useQueryClient()
  const { data: view, error, refetch } = useQuery(runQuery(runId))
  const running = view !== undefined && isRunning(view.row)
  const wasRunning = useRef(running)
  useEffect(() => {
    if (wasRunning.current && !running)
      void client.invalidateQueries({ queryKey: [...evaluationsKey, 'runs'] })
    wasRunning.current = running
  }, [running, client])
  const title = view
    ? `${periodWords(view.row.period, language)} ${say(view.row.scheme.name)}`
    : t('runsTitle')
  useTitle(title)
  const missing = error instanceof ApiError && error.status === 404
  return (
    <div className="page page-wide run-page">
      <EvaluationLinks />
      {missing ? (
        <EmptyState title={t('notFound')}>
          <LinkButton href="/evaluations/runs">{t('runsTitle')}</LinkButton>
        </EmptyState>
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : null}
      {!view && !error ? <Loading /> : null}
      {view ? <Run view={view} title={title} /> : null}
    </div>
  )
}

function Run({ view, title }: { readonly view: RunView; readonly title: string }) {
  const t = useText(evaluationRunTexts)
  const [address, change] = useAddress<RunAddressName>()
  const model = useMemo(() => runModelOf(view), [view])
  const tab = runTabOf(address)
  const Tab = TABS[tab]
  return (
    <>
      <RunHead view={view} model={model} title={title} address={address} />
      {isRunning(view.row) ? (
        <Panel title={t('runningTitle')}>
          <RunProgress run={view.row} />
          <p className="soft small run-leave">{t('leave')}</p>
        </Panel>
      ) : null}
      {view.row.state === 'cancelled' ? <Panel title={t('cancelledTitle')}>{t('cancelledWhy')}</Panel> : null}
      {view.row.state === 'failed' ? <Refused view={view} /> : null}
      {model ? (
        <>
          <nav className="run-tabs no-print" aria-label={t('tabs')}>
            {RUN_TABS.map((each) => (
              <AddressLink
                key={each}
                href={tabHref(view.row.id, address, each)}
                aria-current={each === tab ? 'page' : undefined}
              >
                {each === 'unit' && model.scheme.units === 'park' ? t('tab.unit.park') : t(`tab.${each}`)}
              </AddressLink>
            ))}
          </nav>
          <Suspense fallback={<Loading />}>
            <Tab model={model} address={address} change={change} />
          </Suspense>
        </>
      ) : null}
    </>
  )
}

/** Why a run has no result, each reason in words with the node it names. */
function Refused({ view }: { readonly view: RunView }) {
  const t = useText(evaluationRunTexts)
  const issueText = useIssueText()
  const { language } = useFormat()
  const names = useMemo(() => {
    const scheme = parseScheme(view.definition)
    const nodes = new Map(scheme.ok ? scheme.value.nodes.map(({ code, name }) => [code, name]) : [])
    return {
      // With its code: that is what stands in the scheme's file.
      node: (code: string) => {
        const name = nodes.get(code)
        return name === undefined ? code : `${code} ${sayIn(name, language)}`
      },
      unit: (code: string) => unitNameIn(view.unitNames, code, language),
    }
  }, [view, language])
  return (
    <section className="failed" role="alert">
      <h2>{t('failedTitle')}</h2>
      <p>{t('failedWhy')}</p>
      <ul>
        {view.issues.map((issue) => {
          const text = issueText(nameIssue(issue, names))
          return (
            <li key={`${issue.code} ${text}`}>
              {text} <code className="small soft">{issue.code}</code>
            </li>
          )
        })}
      </ul>
      <div className="failed-foot">
        <LinkButton href={`/evaluations/schemes/${view.row.scheme.id}`}>{t('toScheme')}</LinkButton>
      </div>
    </section>
  )
}
