import { useMemo } from 'react'
import { evaluationStepsTexts } from '../../../../text/evaluation-steps.ts'
import { useText } from '../../../../text/index.ts'
import { unitWords } from '../../../../ui/filings/figures.ts'
import { figureWords, scoreWords } from '../../shared/number-words.ts'
import { nodesInOrder } from '../run-model.ts'
import type { RunModel } from '../run-model.ts'
import type { RunWords } from '../run-words.ts'
import type { StepTableName } from './steps-tab.tsx'

/** One step: indicators down, units across, in the order of the ranking; each cell of the judged period explains itself. */
export function StepMatrix({
  model,
  words,
  table,
  period,
  onCell,
}: {
  readonly model: RunModel
  readonly words: RunWords
  readonly table: StepTableName
  readonly period: string
  readonly onCell: (unit: string, node: string) => void
}) {
  const t = useText(evaluationStepsTexts)
  const nodes = useMemo(
    () => nodesInOrder(model.compiled).filter(({ isLeaf }) => isLeaf || table === 'scores'),
    [model, table],
  )
  const order = useMemo(
    () => [...model.ranked.map(({ unit }) => unit), ...model.leftOut.map(({ code }) => code)],
    [model],
  )
  const marks = useMemo(() => {
    const found = new Map<string, string>()
    for (const { period: of, node, unit } of model.result.imputed)
      if (of === period) found.set(`${unit}|${node}`, '△')
    for (const { period: of, node, unit } of model.result.treated)
      if (of === period) found.set(`${unit}|${node}`, `${found.get(`${unit}|${node}`) ?? ''}◇`)
    return found
  }, [model, period])
  const values = model.result.periods.find((each) => each.period === period)?.[table] ?? {}
  const judged = period === model.result.period
  const show = table === 'scores' || table === 'normalised' ? scoreWords : figureWords
  if (Object.keys(values).length === 0) return <p className="soft">{t('empty')}</p>
  return (
    <>
      <p className="soft small">{t('tableNote')}</p>
      <div
        className="plain-table-scroll steps-scroll"
        tabIndex={0}
        role="region"
        aria-label={t(`show.${table}`)}
      >
        <table className="plain-table steps-matrix">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              {order.map((unit) => (
                <th key={unit} scope="col" className="number" lang={words.langOf(unit)}>
                  {words.unit(unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ code, level, isLeaf, node }) => (
              <tr key={code} className={isLeaf ? undefined : 'steps-heading'}>
                <th scope="row" style={{ paddingLeft: table === 'scores' ? 10 + level * 14 : 10 }}>
                  {words.node(code)}
                  {node.input?.unit && table !== 'scores' && table !== 'normalised' ? (
                    <span className="soft small"> {unitWords(node.input.unit, words.language)}</span>
                  ) : null}
                </th>
                {order.map((unit) => {
                  const value = values[code]?.[model.indexOf(unit)] ?? null
                  const mark = table === 'raw' ? '' : (marks.get(`${unit}|${code}`) ?? '')
                  return (
                    <td key={unit} className="number">
                      {judged ? (
                        <button
                          type="button"
                          className="steps-cell"
                          title={value === null ? undefined : String(value)}
                          aria-label={t('whyCell', {
                            unit: words.unit(unit),
                            node: words.node(code),
                            value: show(value),
                          })}
                          onClick={() => onCell(unit, code)}
                        >
                          {mark ? <span className="mark-warn">{mark}</span> : null}
                          {show(value)}
                        </button>
                      ) : (
                        <span title={value === null ? undefined : String(value)}>
                          {mark ? <span className="mark-warn">{mark}</span> : null}
                          {show(value)}
                        </span>
                      )}
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
