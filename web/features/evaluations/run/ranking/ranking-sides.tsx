import type { RunModel } from '../run-model.ts'
import type { RunWords } from '../run-words.ts'
import { evaluationRankingTexts } from '../../../../text/evaluation-ranking.ts'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { useSay } from '../../../../ui/say.ts'
import { chanceWords, figureWords, scoreWords, shareWords, signedWords } from '../../shared/number-words.ts'
import { GradeMark } from '../../shared/state-marks.tsx'
import { gradeChance } from './order-ranking.ts'

/** Below so much a grade is worth a remark. */
const SURE = 0.8

/** How grades were cut, whose grade is not sure, gates, points added, and who was not judged. */
export function RankingSides({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  return (
    <aside className="ranking-sides" aria-label={t('sides')}>
      <Grades model={model} words={words} />
      <Unstable model={model} words={words} />
      <Gates model={model} words={words} />
      <Adjustments model={model} words={words} />
      <LeftOut model={model} words={words} />
    </aside>
  )
}

function Grades({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  const common = useText(evaluationTexts)
  const say = useSay()
  const { grading, ranking, peerGroups } = model.scheme
  const groups = [...new Set(model.result.gradeBounds.map(({ group }) => group))]
  const breakers = ranking.breakers.flatMap((code) => {
    const node = model.compiled.byCode.get(code)
    return node === undefined ? [] : [say(node.node.name)]
  })
  return (
    <Panel title={t('gradesTitle')}>
      {grading === null ? null : (
        <>
          <p className="soft small">
            {t('gradesHow', { how: common(`grading.${grading.method}`), n: grading.grades.length })}
            {grading.within && peerGroups ? ` · ${t('group')}` : ''}
          </p>
          <table className="plain-table ranking-small">
            <thead>
              <tr>
                <th scope="col">{t('grade')}</th>
                <th scope="col" className="number">
                  {t('from')}
                </th>
                <th scope="col" className="number">
                  {t('count')}
                </th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group ?? ''}>
                {group === null ? null : (
                  <tr>
                    <th scope="rowgroup" colSpan={3}>
                      {words.group(peerGroups?.group ?? '', group)}
                    </th>
                  </tr>
                )}
                {model.grades.map(({ code }) => {
                  const bound = model.result.gradeBounds.find(
                    (each) => each.group === group && each.grade === code,
                  )
                  const count = model.ranked.filter(
                    ({ unit, grade }) =>
                      grade === code &&
                      (group === null ||
                        model.result.units[model.indexOf(unit)]?.groups[peerGroups?.group ?? ''] === group),
                  ).length
                  return (
                    <tr key={code}>
                      <td>
                        <GradeMark grade={code} grades={model.grades} />
                      </td>
                      <td className="number">{scoreWords(bound?.from)}</td>
                      <td className="number">{count}</td>
                    </tr>
                  )
                })}
              </tbody>
            ))}
          </table>
        </>
      )}
      <p className="soft small ranking-ties">
        {t('ties')}：
        {breakers.length > 0 ? t('tiesBreakers', { nodes: breakers }) : common(`ties.${ranking.ties}`)}
      </p>
    </Panel>
  )
}

function Unstable({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  if (model.uncertainty === null || model.grades.length === 0) return null
  const unsure = model.ranked.flatMap(({ unit, grade }) => {
    const chance = gradeChance(model, unit)
    return chance !== null && chance.chance < SURE ? [{ unit, grade, ...chance }] : []
  })
  return (
    <Panel title={t('unstableTitle')}>
      {unsure.length === 0 ? (
        <p className="soft small">{t('unstableNone')}</p>
      ) : (
        <ul className="ranking-list">
          {unsure
            .toSorted((one, other) => one.chance - other.chance)
            .map(({ unit, grade, chance, other }) => (
              <li key={unit}>
                <span className="mark-warn" aria-hidden="true">
                  ▲
                </span>{' '}
                {t('unstableLine', {
                  name: words.unit(unit),
                  grade: words.grade(grade),
                  chance: chanceWords(chance),
                  other: words.grade(other?.grade ?? null),
                  otherChance: chanceWords(other?.chance ?? 0),
                })}
              </li>
            ))}
        </ul>
      )}
    </Panel>
  )
}

function Gates({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  const say = useSay()
  if (model.scheme.gates.length === 0) return null
  const failed = model.result.gates.filter(({ passed }) => !passed)
  return (
    <Panel title={t('gatesTitle')}>
      {failed.length === 0 ? (
        <p className="soft small">{t('gatesPass', { n: model.scheme.gates.length })}</p>
      ) : (
        <ul className="ranking-list">
          {failed.map(({ gate: code, unit, value }) => {
            const gate = model.scheme.gates.find((each) => each.code === code)
            const name = gate === undefined ? code : say(gate.name)
            return (
              <li key={`${code} ${unit}`}>
                <span className="mark-bad" aria-hidden="true">
                  ■
                </span>{' '}
                <b>{words.unit(unit)}</b>{' '}
                {value === null
                  ? t('gateMissing', { gate: name })
                  : t('gateLine', { gate: name, value: figureWords(value) })}
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

function Adjustments({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  const say = useSay()
  const given = model.result.adjustments.filter(({ points }) => points !== 0)
  if (given.length === 0) return null
  return (
    <Panel title={t('adjustmentsTitle')}>
      <ul className="ranking-list">
        {given.map(({ adjustment: code, unit, value, points }) => {
          const adjustment = model.scheme.adjustments.find((each) => each.code === code)
          return (
            <li key={`${code} ${unit}`}>
              <b>{words.unit(unit)}</b> {signedWords(points)}{' '}
              <span className="soft small">
                {adjustment === undefined ? code : say(adjustment.name)}
                {value === null ? '' : ` × ${figureWords(value)}`}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function LeftOut({ model, words }: { readonly model: RunModel; readonly words: RunWords }) {
  const t = useText(evaluationRankingTexts)
  if (model.leftOut.length === 0) return null
  return (
    <Panel title={t('leftOut')}>
      <ul className="ranking-list">
        {model.leftOut.map(({ code, leftOut }) => {
          const found = model.result.screening.find(({ unit }) => unit === code)
          return (
            <li key={code}>
              {leftOut === 'screened' && found
                ? t('screenedLine', {
                    name: words.unit(code),
                    available: shareWords(found.available),
                    least: shareWords(model.scheme.screening?.leastAvailable ?? 0),
                  })
                : t('excludedLine', { name: words.unit(code) })}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
