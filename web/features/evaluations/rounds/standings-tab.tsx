import type { Standing } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState } from '../../../ui/states.tsx'
import { RankScale, rankPlace } from '../run/ranking/rank-whisker.tsx'
import { gradeTone } from '../shared/grade-tone.ts'
import { chanceWords, rankRangeWords, rankWords, scoreWords } from '../shared/number-words.ts'
import { GradeMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import type { RoundTabProps } from './round-page.tsx'
import '../run/ranking/ranking.css'

/** Under 70 % sure a grade is called so. */
const SURE = 0.7

/** Who stands where in the adopted run, and how sure that is; each leads to its score taken apart. */
export function StandingsTab({ view }: RoundTabProps) {
  const t = useText(evaluationRoundTexts)
  const words = useText(evaluationTexts)
  const say = useSay()
  const { language } = useFormat()
  const { standings, grades, row } = view
  if (standings.length === 0)
    return (
      <EmptyState title={t('standingsNone')}>
        {t(row.runId === null ? 'standingsNone.wait' : 'standingsNone.hidden')}
      </EmptyState>
    )
  const ranked = standings.filter(({ rank }) => rank !== null).length
  // A park sees itself alone before publication; the line of ranks then has no known end.
  const whole = standings.length > 1
  const last = Math.max(ranked, ...standings.map(({ rankHigh }) => rankHigh ?? 1))
  const sure = standings.some(({ rankLow }) => rankLow !== null)
  const grouped = standings.some(({ groupRank }) => groupRank !== null)
  const unstable = standings.filter((one) => (chanceOf(one) ?? 1) < SURE)
  return (
    <Panel title={t('standingsTitle')}>
      <p className="soft small">{t('standingsNote')}</p>
      {whole && grades.length > 0 ? (
        <p>
          <span className="soft">{t('gradeSummary')}</span>{' '}
          {grades.map(({ code }) => (
            <span key={code} className="nowrap round-grade-count">
              <GradeMark grade={code} grades={grades} />{' '}
              {standings.filter(({ grade }) => grade === code).length}
            </span>
          ))}
          {unstable.length > 0 ? (
            <span className="mark-warn">
              ▲ {t('unstable', { names: unstable.map(({ name }) => say(name)) })}
            </span>
          ) : null}
        </p>
      ) : null}
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('standingsTitle')}>
        <table className="plain-table ranking-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {words('rank')}
              </th>
              <th scope="col">{words('unit')}</th>
              <th scope="col" className="number">
                {words('score')}
              </th>
              {sure && whole ? (
                <th scope="col" className="ranking-scale" aria-label={t('whisker', { n: last })}>
                  <RankScale units={last} />
                </th>
              ) : null}
              {sure ? (
                <th scope="col" className="number">
                  {t('interval')}
                </th>
              ) : null}
              <th scope="col">{words('grade')}</th>
              {sure ? (
                <th scope="col" className="number" title={t('chanceWhy')}>
                  {t('chance')}
                </th>
              ) : null}
              {grouped ? (
                <th scope="col" className="number">
                  {t('groupRank')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {standings.map((one) => {
              const chance = chanceOf(one)
              return (
                <tr key={one.unit}>
                  <td className="number ranking-rank">{rankWords(one.rank)}</td>
                  <td className="round-unit">
                    <UnitLink standing={one} view={view} />
                  </td>
                  <td className="number" title={one.score === null ? undefined : String(one.score)}>
                    {scoreWords(one.score)}
                  </td>
                  {sure && whole ? (
                    <td className="ranking-scale">
                      <Whisker
                        standing={one}
                        units={last}
                        tone={gradeTone(
                          grades.findIndex(({ code }) => code === one.grade),
                          grades.length,
                        )}
                      />
                    </td>
                  ) : null}
                  {sure ? (
                    <td
                      className="number nowrap"
                      title={
                        one.rankLow === null
                          ? undefined
                          : t('rankWords', {
                              rank: one.rank,
                              low: Math.floor(one.rankLow),
                              high: Math.ceil(one.rankHigh ?? one.rankLow),
                            })
                      }
                    >
                      {rankRangeWords(one.rankLow, one.rankHigh)}
                    </td>
                  ) : null}
                  <td>
                    <GradeMark grade={one.grade} grades={grades} />
                  </td>
                  {sure ? (
                    <td
                      className="number"
                      title={grades
                        .map(({ code, name }) => `${say(name)} ${chanceWords(one.gradeShares[code] ?? 0)}`)
                        .join(language === 'en' ? ', ' : '，')}
                    >
                      {chance === null ? (
                        '—'
                      ) : chance < SURE ? (
                        <span className="mark-warn">▲ {chanceWords(chance)}</span>
                      ) : (
                        chanceWords(chance)
                      )}
                    </td>
                  ) : null}
                  {grouped ? <td className="number">{rankWords(one.groupRank)}</td> : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** To the run for whoever may read it; a park before publication to its own result. */
function UnitLink({ standing, view: { row, runs } }: { readonly standing: Standing } & RoundTabProps) {
  const run = runs.find(({ adopted }) => adopted)
  const href =
    run === undefined
      ? `/evaluations/rounds/${row.id}/own?unit=${encodeURIComponent(standing.unit)}`
      : `/evaluations/runs/${run.id}?tab=unit&unit=${encodeURIComponent(standing.unit)}`
  return (
    <AddressLink href={href}>
      <NameWords of={standing.name} />
    </AddressLink>
  )
}

function chanceOf({ grade, gradeShares }: Standing): number | null {
  return grade === null || Object.keys(gradeShares).length === 0 ? null : (gradeShares[grade] ?? 0)
}

/** The rank as a dot, nine of ten ranks as a thick line; its words stand beside it. */
function Whisker({
  standing: { rank, rankLow, rankHigh },
  units,
  tone,
}: {
  readonly standing: Standing
  readonly units: number
  readonly tone: string
}) {
  if (rank === null) return null
  return (
    <svg className={`rank-whisker rank-whisker-${tone}`} aria-hidden="true">
      <line
        className="rank-whisker-track"
        x1={rankPlace(1, units)}
        x2={rankPlace(units, units)}
        y1={10}
        y2={10}
      />
      {rankLow === null || rankHigh === null ? null : (
        <line
          className="rank-whisker-likely"
          x1={rankPlace(rankLow, units)}
          x2={rankPlace(rankHigh, units)}
          y1={10}
          y2={10}
        />
      )}
      <circle cx={rankPlace(rank, units)} cy={10} r={4.5} />
    </svg>
  )
}
