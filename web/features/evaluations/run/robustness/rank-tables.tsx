import type { UncertaintyResult } from '#domain/evaluation'
import { evaluationRobustnessTexts } from '../../../../text/evaluation-robustness.ts'
import { useText } from '../../../../text/index.ts'
import { gradeTone } from '../../shared/grade-tone.ts'
import { chanceWords, fixedWords, rankWords } from '../../shared/number-words.ts'
import { GradeMark } from '../../shared/state-marks.tsx'
import type { RunModel } from '../run-model.ts'
import type { RunWords } from '../run-words.ts'
import { closestPairs } from './closest-pairs.ts'

interface PartProps {
  readonly model: RunModel
  readonly words: RunWords
  readonly uncertainty: UncertaintyResult
}

/** A cell's wash: the larger the share, the bluer; text stays dark enough to read. */
export function wash(share: number): { readonly backgroundColor: string } {
  return { backgroundColor: `rgb(31 90 166 / ${(share * 0.45).toFixed(3)})` }
}

/** Units in the order of the ranking, ranks across: how often each rank came. */
export function RankHeat({ model, words, uncertainty }: PartProps) {
  const t = useText(evaluationRobustnessTexts)
  const units = uncertainty.units.toSorted((one, other) => one.nominalRank - other.nominalRank)
  const ranks = Array.from({ length: model.ranked.length }, (_, index) => index + 1)
  return (
    <>
      <p className="soft small">{t('ranksNote')}</p>
      <div className="plain-table-scroll heat-scroll" tabIndex={0} role="region" aria-label={t('show.ranks')}>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              {ranks.map((rank) => (
                <th key={rank} scope="col" className="heat-cell">
                  {rank}
                </th>
              ))}
              <th scope="col" className="number">
                {t('mean')}
              </th>
              <th scope="col" className="number">
                {t('median')}
              </th>
              <th scope="col" className="number">
                {t('deviation')}
              </th>
            </tr>
          </thead>
          <tbody>
            {units.map(({ unit, rankShares, nominalRank, rank: spread }) => (
              <tr key={unit}>
                <th scope="row" lang={words.langOf(unit)}>
                  {words.unit(unit)}
                </th>
                {ranks.map((rank) => {
                  const share = rankShares[rank - 1] ?? 0
                  return (
                    <td
                      key={rank}
                      className={rank === Math.round(nominalRank) ? 'heat-cell heat-nominal' : 'heat-cell'}
                      style={wash(share)}
                      title={t('rankShare', { unit: words.unit(unit), rank, share: chanceWords(share) })}
                    >
                      {share === 0 ? '' : chanceWords(share)}
                    </td>
                  )
                })}
                <td className="number">{fixedWords(spread.mean, 1)}</td>
                <td className="number">{rankWords(spread.median)}</td>
                <td className="number">{fixedWords(spread.deviation, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Probability of each grade, as a bar in parts and as figures. */
export function GradeShares({ model, words, uncertainty }: PartProps) {
  const t = useText(evaluationRobustnessTexts)
  if (model.grades.length === 0) return <p className="soft">{t('noGrades')}</p>
  const units = uncertainty.units.toSorted((one, other) => one.nominalRank - other.nominalRank)
  return (
    <>
      <p className="soft small">{t('gradesNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.grades')}>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              <th aria-hidden="true" className="grade-room" />
              {model.grades.map(({ code }) => (
                <th key={code} scope="col" className="number">
                  <GradeMark grade={code} grades={model.grades} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map(({ unit, gradeShares }) => {
              const own = model.standingOf(unit)?.grade
              return (
                <tr key={unit}>
                  <th scope="row" lang={words.langOf(unit)}>
                    {words.unit(unit)}
                  </th>
                  <td className="grade-room" aria-hidden="true">
                    <span className="grade-bar">
                      {model.grades.map(({ code }, place) => (
                        <span
                          key={code}
                          className={`grade-part grade-part-${gradeTone(place, model.grades.length)}`}
                          style={{ width: `${(gradeShares[code] ?? 0) * 100}%` }}
                        />
                      ))}
                    </span>
                  </td>
                  {model.grades.map(({ code }) => (
                    <td key={code} className="number">
                      {code === own ? (
                        <b>{chanceWords(gradeShares[code] ?? 0)}</b>
                      ) : (
                        <span className={gradeShares[code] ? undefined : 'faint'}>
                          {chanceWords(gradeShares[code] ?? 0)}
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** How often one unit stands before another, for every pair; the hardest pairs first in words. */
export function PairTable({ model, words, uncertainty }: PartProps) {
  const t = useText(evaluationRobustnessTexts)
  const codes = model.result.units.map(({ code }) => code)
  const order = model.ranked.map(({ unit }) => unit)
  const share = (one: string, other: string) =>
    uncertainty.dominance[codes.indexOf(one)]?.[codes.indexOf(other)] ?? null
  const closest = closestPairs(order, share).slice(0, 6)
  return (
    <>
      <p className="soft small">{t('dominanceNote')}</p>
      {closest.length > 0 ? (
        <p>
          <span className="soft">{t('closest')}：</span>
          {closest
            .map((pair) =>
              t('dominates', {
                one: words.unit(pair.one),
                other: words.unit(pair.other),
                share: chanceWords(pair.share),
              }),
            )
            .join(words.language === 'en' ? '; ' : '；')}
        </p>
      ) : null}
      <div
        className="plain-table-scroll heat-scroll"
        tabIndex={0}
        role="region"
        aria-label={t('show.dominance')}
      >
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              {order.map((unit) => (
                <th key={unit} scope="col" className="heat-cell" title={words.unit(unit)}>
                  <span aria-hidden="true">{rankWords(model.standingOf(unit)?.rank)}</span>
                  <span className="unseen">{words.unit(unit)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {order.map((one) => (
              <tr key={one}>
                <th scope="row" lang={words.langOf(one)}>
                  {rankWords(model.standingOf(one)?.rank)} {words.unit(one)}
                </th>
                {order.map((other) => {
                  const value = one === other ? null : share(one, other)
                  return (
                    <td
                      key={other}
                      className="heat-cell"
                      style={value === null ? undefined : wash(value)}
                      title={
                        value === null
                          ? undefined
                          : t('dominates', {
                              one: words.unit(one),
                              other: words.unit(other),
                              share: chanceWords(value),
                            })
                      }
                    >
                      {value === null ? '' : chanceWords(value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** What each indicator's absence does to the ranks, the most powerful first. */
export function LeaveOneOut({ model, words, uncertainty }: PartProps) {
  const t = useText(evaluationRobustnessTexts)
  const rows = uncertainty.leaveOneOut.toSorted((one, other) => other.shift - one.shift)
  const most = Math.max(...rows.map(({ shift }) => shift), 1e-9)
  return (
    <>
      <p className="soft small">{t('looNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.leave-one-out')}>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              <th scope="col" className="number">
                {t('shift')}
              </th>
              <th aria-hidden="true" className="loo-room" />
              <th scope="col">{t('moved')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ node, shift, ranks }) => {
              const moved = model.result.units
                .flatMap(({ code }, index) => {
                  const before = model.standingOf(code)?.rank ?? null
                  const after = ranks[index] ?? null
                  return before !== null && after !== null && before !== after
                    ? [{ code, before, after }]
                    : []
                })
                .toSorted(
                  (one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before),
                )
              return (
                <tr key={node}>
                  <th scope="row">{words.node(node)}</th>
                  <td className="number" title={String(shift)}>
                    {fixedWords(shift, 2)}
                  </td>
                  <td className="loo-room" aria-hidden="true">
                    <span className="loo-bar" style={{ width: `${(shift / most) * 100}%` }} />
                  </td>
                  <td>
                    {moved.length === 0 ? (
                      <span className="faint">{t('movedNone')}</span>
                    ) : (
                      moved
                        .slice(0, 5)
                        .map(
                          ({ code, before, after }) =>
                            `${words.unit(code)} ${rankWords(before)}→${rankWords(after)}`,
                        )
                        .join(words.language === 'en' ? ', ' : '、')
                    )}
                    {moved.length > 5 ? (
                      <span className="soft"> {t('movedMore', { n: moved.length })}</span>
                    ) : null}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}
