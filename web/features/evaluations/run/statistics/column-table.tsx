import { useMemo } from 'react'
import { describeColumns, judgedTable } from '#domain/evaluation'
import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { unitWords } from '../../../../ui/filings/figures.ts'
import { Chip } from '../../../../ui/marks.tsx'
import { figureWords, fixedWords } from '../../shared/number-words.ts'
import { leavesInOrder } from '../run-model.ts'
import type { StatisticsPartProps } from './statistics-tab.tsx'

/** What each column of raw figures looks like, with remarks where it may mislead. */
export function ColumnTable({ model, words }: StatisticsPartProps) {
  const t = useText(evaluationStatisticsTexts)
  const found = useMemo(
    () => new Map(describeColumns(judgedTable(model.result, 'raw') ?? {}).map((each) => [each.column, each])),
    [model],
  )
  return (
    <>
      <p className="soft small">{t('columnsNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.columns')}>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              {(
                ['available', 'mean', 'median', 'deviation', 'least', 'most', 'skewness', 'kurtosis'] as const
              ).map((name) => (
                <th key={name} scope="col" className="number">
                  {t(name)}
                </th>
              ))}
              <th scope="col">{t('flags')}</th>
            </tr>
          </thead>
          <tbody>
            {leavesInOrder(model.compiled).flatMap(({ code, node }) => {
              const each = found.get(code)
              if (each === undefined) return []
              const missing = each.units - each.count
              return (
                <tr key={code}>
                  <th scope="row">
                    {words.node(code)}{' '}
                    <span className="soft small">{unitWords(node.input?.unit ?? null, words.language)}</span>
                  </th>
                  <td className="number nowrap">
                    {each.count}
                    {missing > 0 ? (
                      <span className="mark-warn small"> {t('missingN', { n: missing })}</span>
                    ) : null}
                  </td>
                  <td className="number">{figureWords(each.mean)}</td>
                  <td className="number">{figureWords(each.median)}</td>
                  <td className="number">{figureWords(each.deviation)}</td>
                  <td className="number">{figureWords(each.least)}</td>
                  <td className="number">{figureWords(each.most)}</td>
                  <td className="number">{each.skewness === null ? '—' : fixedWords(each.skewness, 2)}</td>
                  <td className="number">{each.kurtosis === null ? '—' : fixedWords(each.kurtosis, 2)}</td>
                  <td className="nowrap">
                    {each.flags.map((flag) => (
                      <Chip key={flag}>{t(`flag.${flag}`)}</Chip>
                    ))}
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
