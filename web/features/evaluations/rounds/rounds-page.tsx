import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ROUND_STATES } from '#domain/evaluation'
import type { RoundRow } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { useUnitKindWords } from '../schemes/use-unit-kind-words.ts'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { RoundStateMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { DayWords } from './day-words.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { roundsQuery } from './round-queries.ts'
import { nextDay, stepOf } from './round-steps.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './rounds-page.css'

/** 年度评价: every round, how far it is and what comes next. */
export function RoundsPage() {
  const t = useText(evaluationRoundTexts)
  const words = useText(evaluationTexts)
  const kindWords = useUnitKindWords()
  const router = useRouter()
  const [address, change] = useAddress<'kind' | 'state'>()
  const { data, error, refetch } = useQuery(roundsQuery)
  const [planning, setPlanning] = useState(false)
  const all = data?.rounds ?? []
  const rounds = useMemo(
    () =>
      (data?.rounds ?? []).filter(
        ({ unitKind, state }) =>
          (!address.kind || unitKind === address.kind) && (!address.state || state === address.state),
      ),
    [data, address.kind, address.state],
  )
  const [current, setCurrent] = useCurrentRow(rounds, {
    table: '.rounds-table',
    open: ({ id }) => router.history.push(`/evaluations/rounds/${id}`),
  })
  useTitle(t('listTitle'))
  const filtered = Boolean(address.kind || address.state)
  return (
    <div className="page page-wide">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <h1>{t('listTitle')}</h1>
          <div className="soft">{t('listNote')}</div>
        </div>
        {data?.can.plan ? (
          <div className="page-actions">
            <Button type="primary" onClick={() => setPlanning(true)}>
              {t('plan')}
            </Button>
          </div>
        ) : null}
      </header>
      <div className="list-filters rounds-filters">
        <FilterChoice
          label={t('kind')}
          any={t('anyKind')}
          value={address.kind}
          options={[...new Set(all.map(({ unitKind }) => unitKind))].map((kind) => ({
            value: kind,
            label: kindWords(kind),
          }))}
          onValue={(kind) => change({ kind })}
        />
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={address.state}
          options={ROUND_STATES.map((state) => ({ value: state, label: words(`roundState.${state}`) }))}
          onValue={(state) => change({ state })}
        />
        <span className="soft small list-keys">{t('listKeys')}</span>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && rounds.length === 0 ? (
        <EmptyState title={t(filtered ? 'noneFilter' : 'none')}>{filtered ? null : t('noneWhy')}</EmptyState>
      ) : null}
      {rounds.length > 0 ? <RoundTable rounds={rounds} current={current} onCurrent={setCurrent} /> : null}
      {planning && data ? <PlanDialog list={data} onClose={() => setPlanning(false)} /> : null}
    </div>
  )
}

function RoundTable({
  rounds,
  current,
  onCurrent,
}: {
  readonly rounds: readonly RoundRow[]
  readonly current: number
  readonly onCurrent: (index: number) => void
}) {
  const t = useText(evaluationRoundTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  const { roles } = useSession()
  const isPark = roles.includes('park_committee')
  return (
    <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('listTitle')}>
      <table className="plain-table rounds-table">
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('title')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('next')}</th>
            <th scope="col" className="number">
              {t('objections')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round, index) => (
            <tr
              key={round.id}
              aria-current={index === current ? 'true' : undefined}
              onClick={() => onCurrent(index)}
            >
              <td className="nowrap">{periodWords(round.period, format.language)}</td>
              <td>
                <AddressLink href={`/evaluations/rounds/${round.id}`}>
                  <span lang={format.language === 'en' ? 'zh' : undefined}>{round.title}</span>
                </AddressLink>
                <div className="small soft">
                  <NameWords of={round.scheme.name} /> {words('version', { n: round.scheme.version })}
                  {isPark && round.runId !== null && round.unitKind === 'park' ? (
                    <>
                      {' · '}
                      <AddressLink href={`/evaluations/rounds/${round.id}/own`}>{t('ownResult')}</AddressLink>
                    </>
                  ) : null}
                </div>
              </td>
              <td>
                <RoundStateMark state={round.state} />
              </td>
              <td>
                <NextWords round={round} />
              </td>
              <td className="number">
                {round.openObjections > 0 ? (
                  <AddressLink href={`/evaluations/rounds/${round.id}?tab=objections`}>
                    {format.number(round.openObjections)}
                  </AddressLink>
                ) : (
                  <span className="faint">—</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What comes next and by when; of a published round the day when it was. */
function NextWords({ round: { state, calendar, publishedAt } }: { readonly round: RoundRow }) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  if (state === 'published')
    return publishedAt === null ? null : (
      <StatusMark tone="good">{t('publishedOn', { date: format.dayOf(publishedAt) })}</StatusMark>
    )
  const day = nextDay(state)
  const step = stepOf(state)
  if (day === null || step === null || state === 'abandoned') return <span className="faint">—</span>
  return (
    <>
      {t(`nextAct.${state}`)}
      <div className="small soft">
        {t('dueOn', { what: t(`day.${day}`), date: format.date(calendar[day]) })}{' '}
        <DayWords on={calendar[day]} />
      </div>
    </>
  )
}
