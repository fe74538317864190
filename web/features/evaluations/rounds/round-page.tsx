import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy } from 'react'
import type { ComponentType } from 'react'
import type { RoundView } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { ApiError } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { loadPage } from '../../../app/load-page.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { RoundHead } from './round-head.tsx'
import { roundQuery } from './round-queries.ts'
import { StandingsTab } from './standings-tab.tsx'
import '../../../ui/plain-table.css'
import '../run/run-page.css'

export interface RoundTabProps {
  readonly view: RoundView
}

const TABS = {
  standings: StandingsTab,
  objections: lazy(
    loadPage(() => import('./objections-tab.tsx').then((m) => ({ default: m.ObjectionsTab }))),
  ),
  decisions: lazy(loadPage(() => import('./decisions-tab.tsx').then((m) => ({ default: m.DecisionsTab })))),
  simulate: lazy(loadPage(() => import('./simulate-tab.tsx').then((m) => ({ default: m.SimulateTab })))),
  history: lazy(loadPage(() => import('./history-tab.tsx').then((m) => ({ default: m.HistoryTab })))),
} as const satisfies Readonly<Record<string, ComponentType<RoundTabProps>>>
type RoundTab = keyof typeof TABS
const NAMES = [
  'standings',
  'objections',
  'decisions',
  'simulate',
  'history',
] as const satisfies readonly RoundTab[]

/** One round: where it stands, what comes next and who, its result, objections, decisions, and what was done. */
export function RoundPage() {
  const t = useText(evaluationRoundTexts)
  const { language } = useFormat()
  const { roles } = useSession()
  const roundId = usePathParam('roundId')
  const { data: view, error, refetch } = useQuery(roundQuery(roundId))
  const [address] = useAddress<'tab'>()
  useTitle(view?.row.title ?? t('listTitle'))
  const missing = error instanceof ApiError && error.status === 404
  const shown = NAMES.filter((name) => mayOpen(name, roles))
  const tab = shown.find((name) => name === address.tab) ?? 'standings'
  const Tab: ComponentType<RoundTabProps> = TABS[tab]
  return (
    <div className="page page-wide run-page">
      <EvaluationLinks />
      {missing ? (
        <EmptyState title={t('notFound')}>
          <LinkButton href="/evaluations">{t('backToList')}</LinkButton>
        </EmptyState>
      ) : error && !view ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : null}
      {!view && !error ? <Loading /> : null}
      {view ? (
        <>
          <RoundHead view={view} />
          <nav className="run-tabs no-print" aria-label={t('tabs')}>
            {shown.map((name) => (
              <AddressLink
                key={name}
                href={`/evaluations/rounds/${roundId}${name === 'standings' ? '' : `?tab=${name}`}`}
                aria-current={name === tab ? 'page' : undefined}
              >
                {t(`tab.${name}`)}
                {name === 'objections' && view.row.openObjections > 0
                  ? language === 'en'
                    ? ` (${view.row.openObjections})`
                    : `（${view.row.openObjections}）`
                  : ''}
              </AddressLink>
            ))}
          </nav>
          <Suspense fallback={<Loading />}>
            <Tab view={view} />
          </Suspense>
        </>
      ) : null}
    </div>
  )
}

/** Objections concern who judges and who is judged; a budget is tried out by those who decide on it. */
function mayOpen(tab: RoundTab, roles: readonly string[]): boolean {
  const any = (wanted: readonly string[]) => roles.some((role) => wanted.includes(role))
  if (tab === 'simulate') return any(['zone_office', 'leader'])
  if (tab === 'objections') return any(['zone_office', 'leader', 'park_committee', 'evaluator'])
  return true
}
