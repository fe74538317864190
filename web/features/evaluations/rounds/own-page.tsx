import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { downloadUnitReport } from '#contract/evaluations'
import type { OwnResult, RoundView } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { ApiError, addressOf } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { chanceWords, rankWords, scoreWords, signedWords } from '../shared/number-words.ts'
import { GradeMark, RoundStateMark, SyntheticMark } from '../shared/state-marks.tsx'
import { DayWords } from './day-words.tsx'
import { ObjectDialog } from './object-dialog.tsx'
import { ObjectionTable } from './objections-tab.tsx'
import { OwnFigures } from './own-figures.tsx'
import { adjustedBy, ownModelOf } from './own-model.ts'
import type { OwnRow } from './own-model.ts'
import { OwnWhy } from './own-why.tsx'
import { objectionsQuery, ownResultQuery, roundQuery } from './round-queries.ts'
import { Shortfalls } from './shortfalls.tsx'
import '../../../ui/plain-table.css'
import '../run/run-page.css'
import '../run/unit/unit.css'
import './own-page.css'

/** A unit's own result: each figure with its source and where it stands among all, what would raise it, and its objections. */
export function OwnPage() {
  const t = useText(evaluationOwnTexts)
  const format = useFormat()
  const say = useSay()
  const roundId = usePathParam('roundId')
  const [address, change] = useAddress<'unit' | 'node'>()
  const { data: view } = useQuery(roundQuery(roundId))
  const { data: result, error, refetch } = useQuery(ownResultQuery(roundId, address.unit))
  const title = result
    ? t('title', { unit: say(result.name), period: periodWords(result.period, format.language) })
    : ''
  useTitle(title)
  const several = error instanceof ApiError && error.has('evaluation.unit_of_several')
  const missing = error instanceof ApiError && error.status === 404
  return (
    <div className="page page-wide run-page">
      <EvaluationLinks />
      {several ? (
        <EmptyState title={t('several')}>
          <UnitChoice view={view} unit="" mine onUnit={(unit) => change({ unit }, { push: true })} />
        </EmptyState>
      ) : missing ? (
        <EmptyState title={t('notFound')}>
          <p>{t('notFoundWhy')}</p>
          <LinkButton href={`/evaluations/rounds/${roundId}`}>{t('back')}</LinkButton>
        </EmptyState>
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : null}
      {!result && !error ? <Loading /> : null}
      {result && view ? (
        <Own
          result={result}
          view={view}
          title={title}
          node={address.node ?? null}
          onNode={(node) => change({ node }, { push: node !== null })}
          onUnit={(unit) => change({ unit, node: null }, { push: true })}
        />
      ) : null}
    </div>
  )
}

function Own({
  result,
  view,
  title,
  node,
  onNode,
  onUnit,
}: {
  readonly result: OwnResult
  readonly view: RoundView
  readonly title: string
  readonly node: string | null
  readonly onNode: (node: string | null) => void
  readonly onUnit: (unit: string) => void
}) {
  const t = useText(evaluationOwnTexts)
  const format = useFormat()
  const { demo, roles, user } = useSession()
  const model = useMemo(() => ownModelOf(result), [result])
  const { data: objections } = useQuery(objectionsQuery(view.row.id))
  const [objecting, setObjecting] = useState<OwnRow | null>(null)
  const { row } = view
  const mine =
    roles.includes('park_committee') &&
    result.standing.parkId !== null &&
    result.standing.parkId === user.organisation?.id
  const canObject = mine && view.can.includes('object')
  const own = (objections?.objections ?? []).filter(({ unit }) => unit === result.unit)
  const explained = model?.rows.find((each) => each.node.code === node)
  const run = view.runs.find(({ adopted }) => adopted)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            {title} <SyntheticMark shown={demo} />
          </h1>
          <div className="soft">
            <AddressLink href={`/evaluations/rounds/${row.id}`}>
              <span lang={format.language === 'en' ? 'zh' : undefined}>{row.title}</span>
            </AddressLink>{' '}
            <RoundStateMark state={row.state} />
          </div>
        </div>
        <div className="page-actions no-print">
          {view.standings.length > 1 ? <UnitChoice view={view} unit={result.unit} onUnit={onUnit} /> : null}
          {run ? (
            <LinkButton href={`/evaluations/runs/${run.id}?tab=unit&unit=${encodeURIComponent(result.unit)}`}>
              {t('toRun')}
            </LinkButton>
          ) : null}
          {row.runId === null ? null : (
            <a
              className="link-button"
              href={addressOf(downloadUnitReport, { params: { runId: row.runId, unit: result.unit } })}
              title={t('reportWhy')}
              download
            >
              {t('report')}
            </a>
          )}
        </div>
      </header>
      <StandingPanel result={result} view={view} points={model === null ? null : adjustedBy(model, result)} />
      {mine && row.state !== 'published' && row.state !== 'abandoned' ? (
        <p className={canObject ? 'mark-warn' : 'soft'}>
          {canObject ? (
            <>
              ▲ {t('reviewOpen', { date: format.date(row.calendar.reviewTo) })}{' '}
              <DayWords on={row.calendar.reviewTo} />
            </>
          ) : (
            t('reviewClosed')
          )}
        </p>
      ) : null}
      {own.length > 0 ? (
        <Panel title={t('mineTitle')}>
          <ObjectionTable rows={own} />
        </Panel>
      ) : null}
      {model ? (
        <>
          <Shortfalls
            model={model}
            runHref={
              run ? `/evaluations/runs/${run.id}?tab=unit&unit=${encodeURIComponent(result.unit)}` : null
            }
            onOpen={onNode}
          />
          <OwnFigures model={model} mine={mine} onOpen={onNode} onObject={canObject ? setObjecting : null} />
        </>
      ) : null}
      {model && explained ? (
        <OwnWhy model={model} result={result} row={explained} onClose={() => onNode(null)} />
      ) : null}
      {objecting ? (
        <ObjectDialog
          key={objecting.node.code}
          roundId={row.id}
          result={result}
          row={objecting}
          onClose={() => setObjecting(null)}
        />
      ) : null}
    </>
  )
}

function StandingPanel({
  result,
  view,
  points,
}: {
  readonly result: OwnResult
  readonly view: RoundView
  /** What bonus and penalty items add. */
  readonly points: number | null
}) {
  const t = useText(evaluationOwnTexts)
  const words = useText(evaluationTexts)
  const { score, rank, rankLow, rankHigh, groupRank, grade, gradeShares } = result.standing
  const shares = view.grades.filter(({ code }) => (gradeShares[code] ?? 0) > 0)
  return (
    <Panel>
      <div className="own-standing">
        {score === null ? (
          <b>{t('notScored')}</b>
        ) : (
          <b className="own-score" title={String(score)}>
            {words('points', { n: scoreWords(score) })}
          </b>
        )}
        {points === null || signedWords(points) === '0.00' ? null : (
          <span className="soft">{t('adjusted', { points: signedWords(points) })}</span>
        )}
        {rank === null ? null : <span>{t('rank', { rank: rankWords(rank) })}</span>}
        {rankLow === null ? null : (
          <span className="soft">
            {rankLow === rankHigh
              ? t('intervalOne', { low: rankWords(rankLow) })
              : t('interval', {
                  low: rankWords(Math.floor(rankLow)),
                  high: rankWords(Math.ceil(rankHigh ?? rankLow)),
                })}
          </span>
        )}
        {groupRank === null ? null : (
          <span className="soft">{t('groupRank', { rank: rankWords(groupRank) })}</span>
        )}
        {grade === null ? null : <GradeMark grade={grade} grades={view.grades} />}
        {shares.length > 0 ? (
          <span className="own-chances" title={t('chancesWhy')}>
            <span className="soft">{t('chances')}</span>
            {shares.map(({ code }) => (
              <span key={code} className="nowrap">
                <GradeMark grade={code} grades={view.grades} /> {chanceWords(gradeShares[code] ?? 0)}
              </span>
            ))}
          </span>
        ) : null}
      </div>
    </Panel>
  )
}

function UnitChoice({
  view,
  unit,
  mine = false,
  onUnit,
}: {
  readonly view: RoundView | undefined
  readonly unit: string
  /** Of a park only its own. */
  readonly mine?: boolean
  readonly onUnit: (unit: string) => void
}) {
  const t = useText(evaluationOwnTexts)
  const say = useSay()
  const { roles, user } = useSession()
  const all = view?.standings ?? []
  const shown =
    mine && roles.includes('park_committee')
      ? all.filter(({ parkId }) => parkId === user.organisation?.id)
      : all
  return (
    <Choice aria-label={t('choose')} value={unit} onChange={({ target }) => onUnit(target.value)}>
      {unit === '' ? <option value="">—</option> : null}
      {shown.map((standing) => (
        <option key={standing.unit} value={standing.unit}>
          {say(standing.name)}
        </option>
      ))}
    </Choice>
  )
}
