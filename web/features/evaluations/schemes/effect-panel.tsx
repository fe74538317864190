import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { startRun } from '#contract/evaluations'
import type { SchemeView } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { AddressLink } from '../../../app/address-link.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { rankWords, scoreWords } from '../shared/number-words.ts'
import { GradeMark, SyntheticMark } from '../shared/state-marks.tsx'
import { lastPeriod } from './last-period.ts'
import { nodeWords } from './scheme-words.ts'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import { movesOf, sumUpMoves, tryScheme } from './try-scheme.ts'
import type { Trial, UnitMove } from './try-scheme.ts'
import type { TrialData } from './use-trial-data.ts'

/** What the scheme does to the ranking, computed here and now on frozen data, against the version before. */
export function EffectPanel({
  view,
  trial,
  data,
}: {
  readonly view: SchemeView
  readonly trial: Trial | null
  readonly data: TrialData
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme, issueWords } = useSchemeEditor()
  const { run, against } = data
  const before = useMemo(
    () =>
      run === null || against === null ? null : tryScheme(against.scheme, run.data, run.row.period).result,
    [run, against],
  )
  const moves = useMemo(() => (trial?.result ? movesOf(trial.result, before) : []), [trial, before])
  if (run === null) return data.isLoading ? <Loading /> : <NoData view={view} />
  const sum = sumUpMoves(moves)
  return (
    <div className="effect">
      <p className="small soft linked">
        {t('effectOn', { period: periodWords(run.row.period, language), serial: run.row.serial })}{' '}
        <AddressLink href={`/evaluations/runs/${run.row.id}`}>{t('effectRun')}</AddressLink> <SyntheticMark />
        {against === null ? null : (
          <>
            <br />
            {t('effectAgainst', { code: against.code, version: words('version', { n: against.version }) })}
          </>
        )}
      </p>
      {trial !== null && trial.without.length > 0 ? (
        <Without names={trial.without.map((code) => nodeWords(scheme, code, language))} />
      ) : null}
      {trial !== null && trial.result === null ? (
        <div className="failed small" role="status">
          <strong>{t('effectNone')}</strong>
          <ul>
            {trial.issues.slice(0, 4).map((issue, index) => (
              <li key={`${issue.code} ${index}`}>{issueWords(issue)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {before !== null && moves.length > 0 ? (
        <p className="effect-sum" role="status">
          {sum.moved === 0 && sum.grades === 0
            ? t('effectSame')
            : t('effectSum', { moved: sum.moved, furthest: sum.furthest, grades: sum.grades })}
        </p>
      ) : null}
      {moves.length > 0 ? <MoveTable moves={moves} compares={before !== null} /> : null}
    </div>
  )
}

/** What the data lack; a long list is opened on demand. */
export function Without({ names }: { readonly names: readonly string[] }) {
  const t = useText(evaluationSchemeTexts)
  if (names.length <= 4) return <p className="small effect-without">▲ {t('effectWithout', { names })}</p>
  return (
    <details className="small effect-without">
      <summary>▲ {t('effectWithoutN', { n: names.length })}</summary>
      {t('effectWithout', { names })}
    </details>
  )
}

function MoveTable({ moves, compares }: { readonly moves: readonly UnitMove[]; readonly compares: boolean }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const { scheme } = useSchemeEditor()
  const { unitNames } = useSchemeChoices()
  return (
    <MoveRows
      moves={moves}
      compares={compares}
      grades={scheme.grading?.grades ?? []}
      nameOf={(unit) => unitNames.get(unit) ?? unit}
      head={{
        rank: words('rank'),
        unit: words('unit'),
        score: words('score'),
        grade: words('grade'),
        moved: t('moved'),
      }}
    />
  )
}

export function MoveRows({
  moves,
  compares,
  grades,
  nameOf,
  head,
}: {
  readonly moves: readonly UnitMove[]
  readonly compares: boolean
  readonly grades: Parameters<typeof GradeMark>[0]['grades']
  readonly nameOf: (unit: string) => string
  readonly head: Readonly<Record<'rank' | 'unit' | 'score' | 'grade' | 'moved', string>>
}) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  return (
    <table className="effect-table">
      <thead>
        <tr>
          <th scope="col" className="number">
            {head.rank}
          </th>
          {compares ? <th scope="col">{head.moved}</th> : null}
          <th scope="col">{head.unit}</th>
          <th scope="col" className="number">
            {head.score}
          </th>
          {grades.length > 0 ? <th scope="col">{head.grade}</th> : null}
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => {
          const name = nameOf(move.unit)
          const differs = move.scoreBefore !== null && move.score !== null && compares
          return (
            <tr key={move.unit} className={compares && move.moved !== 0 ? 'effect-moved' : undefined}>
              <td className="number">{rankWords(move.rank)}</td>
              {compares ? (
                <td className="effect-step">
                  <Moved move={move} />
                </td>
              ) : null}
              <td>
                <span lang={language === 'en' && /[\u3400-\u9fff]/.test(name) ? 'zh' : undefined}>
                  {name}
                </span>
              </td>
              <td
                className="number"
                title={differs ? t('scoreBefore', { score: scoreWords(move.scoreBefore) }) : undefined}
              >
                {scoreWords(move.score)}
              </td>
              {grades.length > 0 ? (
                <td>
                  <GradeMark grade={move.grade} grades={grades} />
                  {compares && move.grade !== move.gradeBefore ? (
                    <div className="small soft">
                      {t('gradeBefore')} <GradeMark grade={move.gradeBefore} grades={grades} />
                    </div>
                  ) : null}
                </td>
              ) : null}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Moved({ move: { moved, rank, rankBefore } }: { readonly move: UnitMove }) {
  const t = useText(evaluationSchemeTexts)
  if (moved === null) return <span className="faint">{rank === rankBefore ? '' : t('movedNew')}</span>
  if (moved === 0)
    return (
      <span className="faint" title={t('movedNot')}>
        –
      </span>
    )
  const n = Math.abs(moved)
  return (
    <span
      className={moved > 0 ? 'mark-good' : 'mark-bad'}
      title={t(moved > 0 ? 'movedUp' : 'movedDown', { n, from: rankBefore })}
    >
      <span aria-hidden="true">{moved > 0 ? '↑' : '↓'}</span>
      {n}
    </span>
  )
}

/** Without any finished run there are no frozen data: a trial makes them. */
function NoData({ view: { row } }: { readonly view: SchemeView }) {
  const t = useText(evaluationSchemeTexts)
  const client = useQueryClient()
  const running = useMutation({
    mutationFn: () =>
      call(startRun, {
        body: {
          roundId: null,
          schemeId: row.id,
          snapshotId: null,
          period: lastPeriod(row.rhythm, new Date()),
          name: null,
          replications: 0,
          seed: null,
        },
      }),
    onSuccess: () => refreshEvaluations(client),
  })
  return (
    <EmptyState
      title={t('noData')}
      action={
        row.can.includes('run') ? (
          <Button loading={running.isPending} onClick={() => running.mutate()}>
            {t('noDataRun')}
          </Button>
        ) : null
      }
    >
      {t('noDataWhy')}
      {running.error ? <ErrorState error={running.error} /> : null}
      {running.data ? (
        <p>
          <AddressLink href={`/evaluations/runs/${running.data.id}`}>{t('noDataRunning')}</AddressLink>
        </p>
      ) : null}
    </EmptyState>
  )
}
