import { useMemo } from 'react'
import { denominatorCorrelations, redundantPairs } from '#domain/evaluation'
import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { fixedWords } from '../../shared/number-words.ts'
import type { StatisticsPartProps } from './statistics-tab.tsx'

const SAME = 0.9
const SIZE = 0.6

/** What is counted twice, and what may only say how large a unit is. */
export function Redundancy({ model, words }: StatisticsPartProps) {
  const t = useText(evaluationStatisticsTexts)
  const pairs = useMemo(() => redundantPairs(model.compiled, model.result, { above: SAME }), [model])
  const sizes = useMemo(
    () => denominatorCorrelations(model.compiled, model.data, model.result, { above: SIZE }),
    [model],
  )
  return (
    <div className="statistics-two">
      <Panel title={t('redundantTitle')}>
        {pairs.length === 0 ? (
          <p className="soft">{t('redundantNone', { above: SAME })}</p>
        ) : (
          <>
            <p className="soft small">{t('redundantNote', { above: SAME })}</p>
            <table className="plain-table heat">
              <thead>
                <tr>
                  <th scope="col">{t('left')}</th>
                  <th scope="col">{t('right')}</th>
                  <th scope="col">{t('heading')}</th>
                  <th scope="col" className="number">
                    {t('correlation')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {pairs.map(({ left, right, heading, correlation }) => (
                  <tr key={`${left} ${right}`}>
                    <th scope="row">{words.node(left)}</th>
                    <td>{words.node(right)}</td>
                    <td className="soft">{words.node(heading)}</td>
                    <td className="number">{fixedWords(correlation, 3)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Panel>
      <Panel title={t('denominatorTitle')}>
        {sizes.length === 0 ? (
          <p className="soft">{t('denominatorNone', { above: SIZE })}</p>
        ) : (
          <>
            <p className="soft small">{t('denominatorNote', { above: SIZE })}</p>
            <table className="plain-table heat">
              <thead>
                <tr>
                  <th scope="col">{t('left')}</th>
                  <th scope="col">{t('right')}</th>
                  <th scope="col" className="number">
                    {t('correlation')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sizes.map(({ left, right, correlation }) => (
                  <tr key={`${left} ${right}`}>
                    <th scope="row">{words.node(left)}</th>
                    <td>{words.node(right)}</td>
                    <td className="number">{fixedWords(correlation, 3)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Panel>
    </div>
  )
}
