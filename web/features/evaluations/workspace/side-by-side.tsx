import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { parseScheme } from '#domain/evaluation'
import type { GradeRule } from '#domain/evaluation'
import type { RunRow, RunView } from '#contract/evaluations'
import { evaluationWorkspaceTexts } from '../../../text/evaluation-workspace.ts'
import { useText } from '../../../text/index.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { runQuery } from '../shared/evaluation-queries.ts'
import { rankWords, scoreWords, signedWords } from '../shared/number-words.ts'
import { GradeMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { besideOfficial, movedBy } from './compare-variants.ts'
import type { PlaceBeside } from './compare-variants.ts'

/** Every unit with its official rank, score and grade, and beside it what each variant gives. */
export function SideBySide({
  official,
  variants,
}: {
  readonly official: RunRow
  readonly variants: readonly RunRow[]
}) {
  const t = useText(evaluationWorkspaceTexts)
  const [base, ...others] = useQueries({
    queries: [official, ...variants].map(({ id }) => runQuery(id)),
  })
  const failed = [base, ...others].find((query) => query?.error)?.error
  if (variants.length === 0)
    return (
      <Panel title={t('sideTitle')}>
        <p className="soft">{t('sideNone')}</p>
      </Panel>
    )
  if (failed) return <ErrorState error={failed} />
  const views = others.flatMap(({ data }) => data ?? [])
  if (!base?.data || views.length < variants.length) return <Loading />
  return <Beside official={base.data} variants={views} />
}

function Beside({
  official,
  variants,
}: {
  readonly official: RunView
  readonly variants: readonly RunView[]
}) {
  const t = useText(evaluationWorkspaceTexts)
  const rows = useMemo(
    () =>
      besideOfficial(
        official.result?.standings ?? [],
        variants.map(({ result }) => result?.standings ?? []),
      ),
    [official, variants],
  )
  const grades = useMemo(() => [official, ...variants].map(gradesOf), [official, variants])
  return (
    <Panel title={t('sideTitle')}>
      <p className="soft small">{t('sideNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('sideTitle')}>
        <table className="plain-table beside-table">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('unit')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('official')}
              </th>
              {variants.map(({ row }, place) => {
                const { units, most } = movedBy(rows, place)
                return (
                  <th key={row.id} scope="colgroup" colSpan={3} className="beside-variant">
                    {t('variant', { serial: String(row.serial) })} <NameWords of={row.scheme.name} />
                    <div>{units === 0 ? t('unmoved') : t('moved', { n: units, most })}</div>
                  </th>
                )
              })}
            </tr>
            <tr>
              {[official, ...variants].flatMap(({ row }, place) => [
                <th
                  key={`${row.id} rank`}
                  scope="col"
                  className={place === 0 ? 'number' : 'number beside-variant'}
                >
                  {t('rank')}
                </th>,
                <th key={`${row.id} score`} scope="col" className="number">
                  {t('score')}
                </th>,
                <th key={`${row.id} grade`} scope="col">
                  {t('grade')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.unit}>
                <th scope="row">
                  <NameWords of={official.unitNames[row.unit] ?? { zh: row.unit, en: '' }} />
                </th>
                <td className="number">{rankWords(row.official.rank)}</td>
                <td className="number">{scoreWords(row.official.score)}</td>
                <td>
                  <GradeMark grade={row.official.grade} grades={grades[0] ?? []} />
                </td>
                {row.variants.map((place, index) => (
                  <Beside3
                    key={variants[index]?.row.id ?? index}
                    place={place}
                    grades={grades[index + 1] ?? []}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function gradesOf({ definition }: RunView): readonly GradeRule[] {
  const scheme = parseScheme(definition)
  return scheme.ok ? (scheme.value.grading?.grades ?? []) : []
}

/** Rank, score and grade in a variant, with the differences. */
function Beside3({
  place,
  grades,
}: {
  readonly place: PlaceBeside | null
  readonly grades: readonly GradeRule[]
}) {
  const t = useText(evaluationWorkspaceTexts)
  if (place === null || place.rank === null)
    return (
      <td colSpan={3} className="soft beside-variant">
        {t('notJudged')}
      </td>
    )
  const { ranksUp, scoreMore } = place
  return (
    <>
      <td className="number nowrap beside-variant">
        {rankWords(place.rank)}{' '}
        <span className="beside-step">
          {ranksUp === null ? null : ranksUp > 0 ? (
            <span className="mark-good">↑ {t('up', { n: ranksUp })}</span>
          ) : ranksUp < 0 ? (
            <span className="mark-bad">↓ {t('down', { n: -ranksUp })}</span>
          ) : (
            <span className="soft">— {t('same')}</span>
          )}
        </span>
      </td>
      <td className="number nowrap">
        {scoreWords(place.score)}{' '}
        {scoreMore === null ? null : <span className="small soft">{signedWords(scoreMore)}</span>}
      </td>
      <td>
        <GradeMark grade={place.grade} grades={grades} />
      </td>
    </>
  )
}
