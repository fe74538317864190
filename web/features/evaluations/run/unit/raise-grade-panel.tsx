import { useMemo, useState } from 'react'
import { raiseGrade } from '#domain/evaluation'
import type { Reach } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { unitWords } from '../../../../ui/filings/figures.ts'
import { Panel } from '../../../../ui/page.tsx'
import { useSay } from '../../../../ui/say.ts'
import { figureWords, fixedWords, scoreWords } from '../../shared/number-words.ts'
import { useRunIssueText } from '../run-words.ts'
import type { UnitPartProps } from './unit-tab.tsx'

/** For each indicator alone the figure that would lift the total to the next grade or past the next unit: arithmetic only. */
export function RaiseGradePanel({
  model,
  words,
  unit,
  onOpen,
}: UnitPartProps & { readonly onOpen: (node: string) => void }) {
  const t = useText(evaluationUnitTexts)
  const say = useSay()
  const issueText = useRunIssueText(words)
  const [all, setAll] = useState(false)
  const raised = useMemo(() => raiseGrade(model.compiled, model.data, model.result, unit), [model, unit])
  if (!raised.ok) return <Panel>{raised.issues.map((issue) => issueText(issue)).join(' ')}</Panel>
  const { total, nextGrade, nextUnit, gates, leaves } = raised.value
  const reached = (reach: Reach | null) => reach?.kind === 'reached'
  const can = leaves.filter(({ grade, rank }) => (nextGrade === null ? reached(rank) : reached(grade)))
  const shown = all ? leaves : can
  const title = nextGrade === null ? t('raiseTop') : t('raiseTitle', { grade: words.grade(nextGrade.grade) })
  return (
    <Panel title={title}>
      <p className="soft small">
        {t('raiseNote')}
        {nextGrade?.moves ? ` · ${t('raiseMoves')}` : ''}
      </p>
      <p>
        {nextGrade
          ? t('raiseFrom', {
              total: scoreWords(total),
              grade: words.grade(nextGrade.grade),
              from: scoreWords(nextGrade.from),
              gap: fixedWords(Math.max(0, nextGrade.from - total), 2),
            })
          : null}
        {nextGrade && nextUnit ? ' · ' : null}
        {nextUnit
          ? t('raiseUnit', { unit: words.unit(nextUnit.unit), total: scoreWords(nextUnit.total) })
          : null}
      </p>
      {gates.length > 0 ? (
        <p className="mark-warn">
          ▲{' '}
          {t('raiseGates', {
            gates: gates.map((code) => {
              const gate = model.scheme.gates.find((each) => each.code === code)
              return gate === undefined ? code : say(gate.name)
            }),
          })}
        </p>
      ) : null}
      {shown.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="plain-table unit-raise">
            <thead>
              <tr>
                <th scope="col">{words.language === 'en' ? 'Indicator' : '指标'}</th>
                <th scope="col" className="number">
                  {t('now')}
                </th>
                {nextGrade ? (
                  <th scope="col" className="number">
                    {t('neededGrade')}
                  </th>
                ) : null}
                {nextUnit ? (
                  <th scope="col" className="number">
                    {t('neededRank')}
                  </th>
                ) : null}
                <th scope="col" className="number">
                  {t('gainMedian')}
                </th>
                <th scope="col" className="number">
                  {t('gainBest')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ node, figure, grade, rank, steps }) => {
                const measure = unitWords(
                  model.compiled.byCode.get(node)?.node.input?.unit ?? null,
                  words.language,
                )
                const gain = (to: 'median' | 'best') => {
                  const step = steps.find((each) => each.to === to)
                  return step === undefined ? (
                    <span className="faint">—</span>
                  ) : (
                    <span title={`${figureWords(step.figure)} ${measure}`}>+{fixedWords(step.gain, 2)}</span>
                  )
                }
                return (
                  <tr key={node}>
                    <th scope="row">
                      <button
                        type="button"
                        className="plain-button"
                        aria-label={t('openNode', { name: words.node(node) })}
                        onClick={() => onOpen(node)}
                      >
                        {words.node(node)}
                      </button>
                    </th>
                    <td className="number nowrap">
                      {figureWords(figure)} <span className="soft small">{measure}</span>
                    </td>
                    {nextGrade ? (
                      <td className="number nowrap">
                        <ReachWords reach={grade} />
                      </td>
                    ) : null}
                    {nextUnit ? (
                      <td className="number nowrap">
                        <ReachWords reach={rank} />
                      </td>
                    ) : null}
                    <td className="number">{gain('median')}</td>
                    <td className="number">{gain('best')}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="soft">{t('outOfReach')}</p>
      )}
      {leaves.length > can.length ? (
        <button type="button" className="plain-button unit-more" onClick={() => setAll(!all)}>
          {all ? t('raiseFew') : t('raiseAll', { n: leaves.length })}
        </button>
      ) : null}
    </Panel>
  )
}

function ReachWords({ reach }: { readonly reach: Reach | null }) {
  const t = useText(evaluationUnitTexts)
  if (reach === null) return <span className="faint">—</span>
  if (reach.kind === 'out-of-reach')
    return (
      <span className="soft" title={t('outOfReachWhy', { total: scoreWords(reach.total) })}>
        {t('outOfReach')}
      </span>
    )
  return (
    <span title={String(reach.figure)}>
      {figureWords(reach.figure)}
      {reach.change === null ? null : (
        <span className="soft small">
          {' '}
          {reach.change > 0 ? '+' : '−'}
          {figureWords(Math.abs(reach.change))}
        </span>
      )}
    </span>
  )
}
