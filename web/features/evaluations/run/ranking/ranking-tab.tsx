import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { UnitStanding } from '#domain/evaluation'
import { AddressLink } from '../../../../app/address-link.tsx'
import { evaluationRankingTexts } from '../../../../text/evaluation-ranking.ts'
import { useLanguage, useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { compareNames } from '../../../../ui/format.ts'
import { useKeys } from '../../../../ui/keys.ts'
import { Bar } from '../../../../ui/marks.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { useSay } from '../../../../ui/say.ts'
import { runQuery } from '../../shared/evaluation-queries.ts'
import { gradeTone } from '../../shared/grade-tone.ts'
import { chanceWords, rankRangeWords, rankWords, scoreWords, signedWords } from '../../shared/number-words.ts'
import { GradeMark } from '../../shared/state-marks.tsx'
import { tabHref } from '../run-address.ts'
import type { RunTabProps } from '../run-page.tsx'
import { useRunWords } from '../run-words.ts'
import type { RunWords } from '../run-words.ts'
import { gradeChance, orderRanking, rankingOrderOf } from './order-ranking.ts'
import type { RankingSort } from './order-ranking.ts'
import { RankScale, RankWhisker } from './rank-whisker.tsx'
import { RankingSides } from './ranking-sides.tsx'
import './ranking.css'

type Before = ReadonlyMap<string, { readonly rank: number | null; readonly score: number | null }>

/** Who stands where, how sure that is, and what has moved since the year before. */
export function RankingTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationRankingTexts)
  const words = useRunWords(model)
  const router = useRouter()
  const before = useBefore(model.view.before?.runId)
  const { sort } = address
  const order = useMemo(() => rankingOrderOf(sort), [sort])
  const ranksBefore = useMemo(
    () => new Map([...(before ?? [])].map(([unit, { rank }]) => [unit, rank])),
    [before],
  )
  const grouping = model.scheme.peerGroups?.group ?? null
  const groups = useMemo(
    () =>
      grouping === null
        ? []
        : [...new Set(model.result.units.flatMap(({ groups: own }) => own[grouping] ?? []))],
    [model, grouping],
  )
  const rows = useMemo(() => {
    const ordered = orderRanking(
      model,
      order,
      words.unit,
      (one, other) => compareNames(one, other, words.language),
      ranksBefore,
    )
    if (!address.group || grouping === null) return ordered
    return ordered.filter(
      ({ unit }) => model.result.units[model.indexOf(unit)]?.groups[grouping] === address.group,
    )
  }, [model, order, words, ranksBefore, address.group, grouping])
  const current = rows.findIndex(({ unit }) => unit === address.unit)
  const go = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, current + step))
    change({ unit: rows[next]?.unit ?? null })
    document.querySelectorAll('.ranking-table tbody tr')[next]?.scrollIntoView({ block: 'nearest' })
  }
  const hrefOf = (unit: string) => tabHref(model.view.row.id, { ...address, unit }, 'unit')
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => {
      const row = rows[current]
      if (row) router.history.push(hrefOf(row.unit))
    },
  })
  const replications = model.uncertainty?.replications ?? 0
  const heading = (id: RankingSort, className?: string, title?: string, name: string = t(id)) => (
    <SortHeading
      name={name}
      title={title}
      className={className}
      sorted={order.by === id ? (order.descending ? 'desc' : 'asc') : null}
      onSort={() => {
        const first = id === 'score' || id === 'interval' || id === 'before' ? `-${id}` : id
        const other = first.startsWith('-') ? id : `-${id}`
        change({ sort: address.sort === first ? other : id === 'rank' && first === 'rank' ? null : first })
      }}
    />
  )
  return (
    <div className="ranking">
      <Panel
        title={t('title')}
        actions={
          <span className="ranking-tools">
            {groups.length > 0 ? (
              <Choice
                aria-label={t('group')}
                value={address.group ?? ''}
                onChange={({ target }) => change({ group: target.value })}
              >
                <option value="">{t('anyGroup')}</option>
                {groups.map((group) => (
                  <option key={group} value={group}>
                    {words.group(grouping ?? '', group)}
                  </option>
                ))}
              </Choice>
            ) : null}
            <span className="soft small no-print">{t('keys')}</span>
          </span>
        }
      >
        <p className="soft small">{replications > 0 ? t('note', { n: replications }) : t('noteNone')}</p>
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
          <table className="plain-table ranking-table">
            <thead>
              <tr>
                {heading('rank', 'number')}
                {heading('unit')}
                {heading('score', 'number')}
                {replications > 0 ? (
                  <th scope="col" className="ranking-scale">
                    <RankScale units={model.ranked.length} />
                  </th>
                ) : null}
                {replications > 0 ? heading('interval', 'number', t('intervalWhy')) : null}
                <th scope="col">{t('grade')}</th>
                {replications > 0 ? heading('chance', 'number', t('chanceWhy')) : null}
                {grouping === null ? null : heading('groupRank', 'number ranking-extra')}
                {before ? heading('before', 'ranking-extra') : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((standing) => (
                <RankingRow
                  key={standing.unit}
                  standing={standing}
                  model={model}
                  words={words}
                  before={before}
                  href={hrefOf(standing.unit)}
                  isCurrent={standing.unit === address.unit}
                  onCurrent={() => change({ unit: standing.unit })}
                />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <RankingSides model={model} words={words} />
    </div>
  )
}

/** Standings of the official run of the year before; undefined while there is none. */
function useBefore(runId: string | undefined): Before | undefined {
  const { data } = useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined })
  return useMemo(
    () =>
      data?.result
        ? new Map(data.result.standings.map(({ unit, rank, score }) => [unit, { rank, score }]))
        : undefined,
    [data],
  )
}

function SortHeading({
  name,
  title,
  className,
  sorted,
  onSort,
}: {
  readonly name: string
  readonly title: string | undefined
  readonly className: string | undefined
  readonly sorted: 'asc' | 'desc' | null
  readonly onSort: () => void
}) {
  return (
    <th
      scope="col"
      className={className}
      title={title}
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className="ranking-sort" onClick={onSort}>
        {name}
        <span aria-hidden="true">{sorted === null ? '' : sorted === 'desc' ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  )
}

function RankingRow({
  standing,
  model,
  words,
  before,
  href,
  isCurrent,
  onCurrent,
}: {
  readonly standing: UnitStanding
  readonly model: RunTabProps['model']
  readonly words: RunWords
  readonly before: Before | undefined
  readonly href: string
  readonly isCurrent: boolean
  readonly onCurrent: () => void
}) {
  const t = useText(evaluationRankingTexts)
  const { unit, rank, score, grade } = standing
  const place = model.grades.findIndex(({ code }) => code === grade)
  const tone = gradeTone(place, model.grades.length)
  const spread = model.uncertainty?.units.find((each) => each.unit === unit)?.rank ?? null
  const grouping = model.scheme.peerGroups?.group ?? null
  const group = grouping === null ? undefined : model.result.units[model.indexOf(unit)]?.groups[grouping]
  const name = words.unit(unit)
  return (
    <tr aria-current={isCurrent ? 'true' : undefined} onClick={onCurrent}>
      <td className="number ranking-rank">{rankWords(rank)}</td>
      <td
        className="nowrap"
        title={
          group === undefined || grouping === null
            ? undefined
            : `${words.grouping(grouping)}：${words.group(grouping, group)}`
        }
      >
        <AddressLink href={href} aria-label={t('open', { name })} lang={words.langOf(unit)}>
          {name}
        </AddressLink>
      </td>
      <td className="number nowrap">
        <ScoreCell standing={standing} model={model} />
        <ScoreBar score={score} model={model} name={name} />
      </td>
      {model.uncertainty ? (
        <>
          <td
            className="ranking-scale"
            title={
              spread
                ? t('intervalTitle', {
                    name,
                    rank,
                    low: Math.floor(spread.p05),
                    high: Math.ceil(spread.p95),
                    median: spread.median,
                    best: spread.least,
                    worst: spread.most,
                  })
                : undefined
            }
          >
            {rank === null ? null : (
              <RankWhisker rank={rank} spread={spread} units={model.ranked.length} tone={tone} />
            )}
          </td>
          <td className="number nowrap">{rankRangeWords(spread?.p05, spread?.p95)}</td>
        </>
      ) : null}
      <td>
        <GradeMark grade={grade} grades={model.grades} />
        <CappedMark standing={standing} model={model} words={words} />
      </td>
      {model.uncertainty ? (
        <td className="number">
          <ChanceCell unit={unit} model={model} words={words} />
        </td>
      ) : null}
      {grouping === null ? null : (
        <td
          className="number ranking-extra"
          title={
            group === undefined ? undefined : t('groupRankWhy', { group: words.group(grouping ?? '', group) })
          }
        >
          {rankWords(standing.groupRank)}
        </td>
      )}
      {before ? (
        <td className="nowrap ranking-extra">
          <Movement now={standing} then={before.get(unit)} period={model.view.before?.period ?? ''} />
        </td>
      ) : null}
    </tr>
  )
}

function ScoreCell({
  standing,
  model,
}: {
  readonly standing: UnitStanding
  readonly model: RunTabProps['model']
}) {
  const t = useText(evaluationRankingTexts)
  const points = model.result.adjustments
    .filter((each) => each.unit === standing.unit)
    .reduce((sum, each) => sum + each.points, 0)
  return (
    <span
      title={[
        standing.score === null ? '' : String(standing.score),
        points === 0 ? '' : t('adjusted', { points: signedWords(points) }),
      ]
        .filter(Boolean)
        .join('\n')}
    >
      {scoreWords(standing.score)}
      {points === 0 ? '' : <sup aria-hidden="true">±</sup>}
    </span>
  )
}

/** From zero (or the least total below it) to the largest total. */
function ScoreBar({
  score,
  model,
  name,
}: {
  readonly score: number | null
  readonly model: RunTabProps['model']
  readonly name: string
}) {
  const t = useText(evaluationRankingTexts)
  const totals = model.ranked.flatMap((each) => each.score ?? [])
  const floor = Math.min(0, ...totals)
  const top = Math.max(...totals)
  if (score === null || top <= floor) return null
  return <Bar share={(score - floor) / (top - floor)} label={`${name} ${t('score')} ${scoreWords(score)}`} />
}

function CappedMark({
  standing: { unit, grade, uncappedGrade },
  model,
  words,
}: {
  readonly standing: UnitStanding
  readonly model: RunTabProps['model']
  readonly words: RunWords
}) {
  const t = useText(evaluationRankingTexts)
  const say = useSay()
  if (grade === uncappedGrade || uncappedGrade === null) return null
  const failed = model.result.gates
    .filter((gate) => gate.unit === unit && !gate.passed)
    .flatMap(({ gate }) => model.scheme.gates.find(({ code }) => code === gate) ?? [])
    .filter(({ effect }) => effect === 'cap')
  const gate = failed.map(({ name }) => say(name)).join('、')
  return (
    <span
      className="small mark-warn nowrap"
      title={t('cappedWhy', { from: words.grade(uncappedGrade), gate, to: words.grade(grade) })}
    >
      {' '}
      ▲ {t('capped')}
    </span>
  )
}

function ChanceCell({
  unit,
  model,
  words,
}: {
  readonly unit: string
  readonly model: RunTabProps['model']
  readonly words: RunWords
}) {
  const t = useText(evaluationRankingTexts)
  const chance = gradeChance(model, unit)
  if (chance === null) return <span className="faint">—</span>
  const shares = model.uncertainty?.units.find((each) => each.unit === unit)?.gradeShares ?? {}
  const list = model.grades.map(({ code }) => `${words.grade(code)} ${chanceWords(shares[code] ?? 0)}`)
  return (
    <span title={t('chanceOthers', { list: list.join(words.language === 'en' ? ', ' : '，') })}>
      {chanceWords(chance.chance)}
    </span>
  )
}

function Movement({
  now,
  then,
  period,
}: {
  readonly now: UnitStanding
  readonly then: { readonly rank: number | null; readonly score: number | null } | undefined
  readonly period: string
}) {
  const t = useText(evaluationRankingTexts)
  const language = useLanguage()
  if (then === undefined || then.rank === null || now.rank === null)
    return <span className="soft">{t('beforeNew')}</span>
  const steps = then.rank - now.rank
  const title = t('beforeWhy', {
    period: periodWords(period, language),
    rank: rankWords(then.rank),
    score: scoreWords(then.score),
  })
  return (
    <span title={title}>
      {steps === 0 ? (
        <span className="soft">— {t('beforeSame')}</span>
      ) : steps > 0 ? (
        <span className="mark-good">↑ {t('beforeUp', { n: steps })}</span>
      ) : (
        <span className="mark-bad">↓ {t('beforeDown', { n: -steps })}</span>
      )}
      {then.score === null || now.score === null ? null : (
        <span className="small soft"> {signedWords(now.score - then.score)}</span>
      )}
    </span>
  )
}
