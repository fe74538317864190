import { useMemo } from 'react'
import { explainScore, rankUnits } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { unitWords } from '../../../../ui/filings/figures.ts'
import { Chip } from '../../../../ui/marks.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { figureWords, fixedWords, scoreWords, shareWords } from '../../shared/number-words.ts'
import { Strip } from '../charts/strip.tsx'
import { judgedScores, nodesInOrder } from '../run-model.ts'
import type { UnitPartProps } from './unit-tab.tsx'

/** Every node of the tree: weight, figure, score, where the unit stands among all, and what it adds to the total. */
export function Breakdown({
  model,
  words,
  unit,
  other,
  onOpen,
}: UnitPartProps & { readonly onOpen: (node: string) => void }) {
  const t = useText(evaluationUnitTexts)
  const place = model.indexOf(unit)
  const otherPlace = other === null ? -1 : model.indexOf(other)
  const nodes = useMemo(() => nodesInOrder(model.compiled).filter(({ parent }) => parent !== null), [model])
  const amounts = useMemo(() => {
    const explained = explainScore(model.compiled, model.result, unit)
    return explained.ok && explained.value.against === 'zero'
      ? new Map(explained.value.byNode.map(({ node, amount }) => [node, amount]))
      : null
  }, [model, unit])
  const ranks = useMemo(
    () => new Map(nodes.map(({ code }) => [code, rankUnits(judgedScores(model, code), 'min')])),
    [nodes, model],
  )
  const filled = new Set(
    model.result.imputed
      .filter((each) => each.unit === unit && each.period === model.result.period)
      .map(({ node }) => node),
  )
  const moved = new Set(
    model.result.treated
      .filter((each) => each.unit === unit && each.period === model.result.period)
      .map(({ node }) => node),
  )
  return (
    <Panel title={t('breakdownTitle')}>
      <p className="soft small">
        {t('breakdownNote', { name: words.unit(unit) })}
        {other === null ? '' : ` · ${t('otherDot', { name: words.unit(other) })}`}
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('breakdownTitle')}>
        <table className="plain-table unit-breakdown">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              <th scope="col" className="number" title={t('weightWhy')}>
                {t('weight')}
              </th>
              <th scope="col" className="number">
                {t('figure')}
              </th>
              <th scope="col" className="number">
                {t('score')}
              </th>
              <th scope="col" className="unit-strip">
                {t('place')}
              </th>
              <th scope="col" className="number">
                {t('rankColumn')}
              </th>
              {amounts ? (
                <th scope="col" className="number" title={t('contributionWhy')}>
                  {t('contribution')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ code, level, isLeaf, node }) => {
              const scores = judgedScores(model, code)
              const raw = model.tables.raw[code]?.[place] ?? null
              return (
                <tr key={code} className={isLeaf ? undefined : 'unit-heading'}>
                  <th scope="row" style={{ paddingLeft: 10 + (level - 1) * 18 }}>
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={t('openNode', { name: words.node(code) })}
                      onClick={() => onOpen(code)}
                    >
                      {words.node(code)}
                    </button>
                    {filled.has(code) ? (
                      <>
                        {' '}
                        <Chip title={t('filledWhy')}>{t('filled')}</Chip>
                      </>
                    ) : null}
                    {moved.has(code) ? (
                      <>
                        {' '}
                        <Chip title={t('treatedWhy')}>{t('treatedMark')}</Chip>
                      </>
                    ) : null}
                  </th>
                  <td className="number">{shareWords(model.weightOf(code)?.effective ?? 0)}</td>
                  <td className="number nowrap">
                    {isLeaf ? (
                      <>
                        {figureWords(raw)}{' '}
                        <span className="soft small">
                          {unitWords(node.input?.unit ?? null, words.language)}
                        </span>
                      </>
                    ) : null}
                  </td>
                  <td className="number">{scoreWords(scores[place])}</td>
                  <td className="unit-strip">
                    <Strip
                      values={scores}
                      own={scores[place] ?? null}
                      other={otherPlace < 0 ? null : (scores[otherPlace] ?? null)}
                    />
                  </td>
                  <td className="number">{ranks.get(code)?.[place] ?? '—'}</td>
                  {amounts ? (
                    <td className="number" title={String(amounts.get(code) ?? '')}>
                      {amounts.has(code) ? fixedWords(amounts.get(code) ?? 0, 2) : '—'}
                    </td>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
