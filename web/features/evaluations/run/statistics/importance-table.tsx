import { useMemo } from 'react'
import { nodeImportance } from '#domain/evaluation'
import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { fixedWords, shareWords, signedWords } from '../../shared/number-words.ts'
import { nodesInOrder } from '../run-model.ts'
import type { StatisticsPartProps } from './statistics-tab.tsx'

/** Weights as given beside what they do: the share of a heading's differences that goes with each child. */
export function ImportanceTable({ model, words }: StatisticsPartProps) {
  const t = useText(evaluationStatisticsTexts)
  const found = useMemo(
    () => new Map(nodeImportance(model.compiled, model.result).map((each) => [each.node, each])),
    [model],
  )
  const number = (value: number | null | undefined, decimals = 2) =>
    value === null || value === undefined ? '—' : fixedWords(value, decimals)
  return (
    <>
      <p className="soft small">{t('importanceNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.importance')}>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              <th aria-hidden="true" className="importance-room" />
              <th scope="col" className="number">
                {t('share')}
              </th>
              <th scope="col" className="number">
                {t('achieved')}
              </th>
              <th scope="col" className="number">
                {t('gap')}
              </th>
              <th scope="col" className="number">
                {t('effective')}
              </th>
              <th scope="col" className="number">
                {t('corrParent')}
              </th>
              <th scope="col" className="number">
                {t('corrTotal')}
              </th>
              <th scope="col" className="number">
                {t('linear')}
              </th>
              <th scope="col" className="number">
                {t('mainEffect')}
              </th>
            </tr>
          </thead>
          <tbody>
            {nodesInOrder(model.compiled).flatMap(({ code, level, isLeaf }) => {
              const each = found.get(code)
              if (each === undefined) return []
              return (
                <tr key={code} className={isLeaf ? undefined : 'statistics-heading'}>
                  <th scope="row" style={{ paddingLeft: 10 + (level - 1) * 18 }}>
                    {words.node(code)}
                  </th>
                  <td className="importance-room" aria-hidden="true">
                    <span className="importance-bar" style={{ width: `${each.share * 100}%` }} />
                    <span
                      className="importance-bar importance-achieved"
                      style={{ width: `${(each.achieved ?? 0) * 100}%` }}
                    />
                  </td>
                  <td className="number">{shareWords(each.share)}</td>
                  <td className="number">{each.achieved === null ? '—' : shareWords(each.achieved)}</td>
                  <td className="number soft">
                    {each.achieved === null ? '' : signedWords((each.achieved - each.share) * 100, 1)}
                  </td>
                  <td className="number">{shareWords(each.effective, 2)}</td>
                  <td
                    className={
                      each.correlationWithParent !== null && each.correlationWithParent < 0
                        ? 'number mark-bad'
                        : 'number'
                    }
                  >
                    {number(each.correlationWithParent)}
                  </td>
                  <td className="number">{number(each.correlationWithTotal)}</td>
                  <td className="number">{number(each.linear)}</td>
                  <td className="number">{number(each.mainEffect)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}
