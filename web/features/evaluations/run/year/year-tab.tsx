import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { comparePeriods } from '#domain/evaluation'
import { evaluationYearTexts } from '../../../../text/evaluation-year.ts'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { Panel } from '../../../../ui/page.tsx'
import { useSay } from '../../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../../ui/states.tsx'
import { runQuery } from '../../shared/evaluation-queries.ts'
import { rankWords, scoreWords, signedWords } from '../../shared/number-words.ts'
import { DifferenceParts } from '../difference-parts.tsx'
import { runModelOf } from '../run-model.ts'
import type { RunModel } from '../run-model.ts'
import type { RunTabProps } from '../run-page.tsx'
import { useRunIssueText, useRunWords } from '../run-words.ts'
import { IndexPanel } from './index-panel.tsx'
import { ScoresPanel } from './scores-panel.tsx'
import '../robustness/robustness.css'
import '../unit/unit.css'
import './year.css'

/** What changed since the year before and why, in parts that add up; scores and an index over all periods. */
export function YearTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationYearTexts)
  const words = useRunWords(model)
  const { before } = model.view
  const { data, error, refetch } = useQuery({
    ...runQuery(before?.runId ?? ''),
    enabled: before !== null,
  })
  const earlier = useMemo(() => (data ? runModelOf(data) : null), [data])
  const unit = model.ranked.find((each) => each.unit === address.unit)?.unit ?? model.ranked[0]?.unit ?? ''
  const props = { model, words, address, change, unit }
  return (
    <>
      <p className="year-tools">
        <span className="soft">{t('unit')} </span>
        <Choice
          aria-label={t('unit')}
          value={unit}
          onChange={({ target }) => change({ unit: target.value }, { push: true })}
        >
          {model.ranked.map((each) => (
            <option key={each.unit} value={each.unit}>
              {rankWords(each.rank)} {words.unit(each.unit)}
            </option>
          ))}
        </Choice>
      </p>
      {before === null ? (
        <Panel>
          <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
        </Panel>
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : earlier === null ? (
        <Panel>{t('unreadable')}</Panel>
      ) : (
        <>
          <Changed {...props} earlier={earlier} />
          <AllUnits {...props} earlier={earlier} />
        </>
      )}
      <div className="year-two">
        <ScoresPanel {...props} />
        <IndexPanel {...props} />
      </div>
    </>
  )
}

/** What each part of the tab gets. */
export interface YearPartProps extends RunTabProps {
  readonly words: ReturnType<typeof useRunWords>
  readonly unit: string
}

function Changed({ model, words, unit, earlier }: YearPartProps & { readonly earlier: RunModel }) {
  const t = useText(evaluationYearTexts)
  const common = useText(evaluationTexts)
  const say = useSay()
  const issueText = useRunIssueText(words)
  const difference = useMemo(
    () =>
      comparePeriods(
        { compiled: earlier.compiled, result: earlier.result },
        { compiled: model.compiled, result: model.result },
        unit,
      ),
    [earlier, model, unit],
  )
  const then = periodWords(earlier.result.period, words.language)
  const schemeWords = ({ scheme }: RunModel) =>
    `${say(scheme.name)} ${common('version', { n: scheme.version })}`
  const same = earlier.scheme.code === model.scheme.code && earlier.scheme.version === model.scheme.version
  return (
    <Panel title={t('compareTitle', { unit: words.unit(unit), period: then })}>
      <p className="soft small">{t('compareNote')}</p>
      {same ? null : (
        <p className="mark-warn">
          ▲ {t('otherScheme', { before: schemeWords(earlier), after: schemeWords(model) })}
        </p>
      )}
      {difference.ok ? (
        <DifferenceParts
          model={model}
          words={words}
          difference={difference.value}
          fromName={then}
          toName={periodWords(model.result.period, words.language)}
        />
      ) : (
        <p className="mark-warn">▲ {difference.issues.map((issue) => issueText(issue)).join(' ')}</p>
      )}
    </Panel>
  )
}

function AllUnits({ model, words, unit, earlier, change }: YearPartProps & { readonly earlier: RunModel }) {
  const t = useText(evaluationYearTexts)
  const then = periodWords(earlier.result.period, words.language)
  const now = periodWords(model.result.period, words.language)
  return (
    <Panel title={t('allTitle')}>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('allTitle')}>
        <table className="plain-table heat year-all">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              <th scope="col" className="number">
                {t('score')} {then}
              </th>
              <th scope="col" className="number">
                {t('score')} {now}
              </th>
              <th scope="col" className="number">
                {t('change')}
              </th>
              <th scope="col" className="number">
                {t('rank')} {then}
              </th>
              <th scope="col" className="number">
                {t('rank')} {now}
              </th>
              <th scope="col" className="number">
                {t('change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {model.ranked.map((standing) => {
              const old = earlier.standingOf(standing.unit)
              const oldScore = old?.score ?? null
              const oldRank = old?.rank ?? null
              const points = oldScore === null || standing.score === null ? null : standing.score - oldScore
              const places = oldRank === null || standing.rank === null ? null : oldRank - standing.rank
              return (
                <tr key={standing.unit} aria-current={standing.unit === unit ? 'true' : undefined}>
                  <th scope="row" lang={words.langOf(standing.unit)}>
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={t('openUnit', { name: words.unit(standing.unit) })}
                      onClick={() => change({ unit: standing.unit }, { push: true })}
                    >
                      {words.unit(standing.unit)}
                    </button>
                  </th>
                  <td className="number">{oldScore === null ? t('notThen') : scoreWords(oldScore)}</td>
                  <td className="number">{scoreWords(standing.score)}</td>
                  <td
                    className={`number ${points === null || points === 0 ? '' : points > 0 ? 'mark-good' : 'mark-bad'}`}
                  >
                    {points === null ? '—' : signedWords(points)}
                  </td>
                  <td className="number">{rankWords(oldRank)}</td>
                  <td className="number">{rankWords(standing.rank)}</td>
                  <td
                    className={`number ${places === null || places === 0 ? 'soft' : places > 0 ? 'mark-good' : 'mark-bad'}`}
                  >
                    {places === null || places === 0
                      ? '—'
                      : `${places > 0 ? '↑' : '↓'} ${rankWords(Math.abs(places))}`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
