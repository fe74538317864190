import { useMemo, useState } from 'react'
import { shortfalls, strengthsAndWeaknesses } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { figureWords, fixedWords } from '../../shared/number-words.ts'
import type { UnitPartProps } from './unit-tab.tsx'

const SHOWN = 6

/** In what the unit stands best, and what falls short of the average, the costliest first. */
export function Strengths({
  model,
  words,
  unit,
  onOpen,
}: UnitPartProps & { readonly onOpen: (node: string) => void }) {
  const t = useText(evaluationUnitTexts)
  const [among, setAmong] = useState<'all' | 'group'>('all')
  const grouping = model.scheme.peerGroups?.group ?? null
  const group = among === 'group' ? grouping : null
  const best = useMemo(
    () => strengthsAndWeaknesses(model.compiled, model.result, unit, { top: SHOWN, bottom: 0, group }),
    [model, unit, group],
  )
  const short = useMemo(
    () => shortfalls(model.compiled, model.data, model.result, unit, group),
    [model, unit, group],
  )
  const strengths = best.ok ? best.value.strengths : []
  const weak = short.ok ? short.value.slice(0, SHOWN) : []
  const nodeButton = (node: string) => (
    <button
      type="button"
      className="plain-button"
      aria-label={t('openNode', { name: words.node(node) })}
      onClick={() => onOpen(node)}
    >
      {words.node(node)}
    </button>
  )
  return (
    <Panel
      title={t('strengthsTitle')}
      actions={
        grouping === null ? null : (
          <Choice
            aria-label={t('strengthsTitle')}
            value={among}
            onChange={({ target }) => setAmong(target.value === 'group' ? 'group' : 'all')}
          >
            <option value="all">{t('amongAll')}</option>
            <option value="group">{t('amongGroup')}</option>
          </Choice>
        )
      }
    >
      <h3 className="mark-good">● {t('strengths')}</h3>
      {strengths.length === 0 ? <p className="soft">{t('noStrengths')}</p> : null}
      <ul className="unit-list">
        {strengths.map(({ node, rank, value }) => (
          <li key={node}>
            {nodeButton(node)}{' '}
            <span className="soft">
              {t('strengthLine', { rank })} · {figureWords(value)}
            </span>
          </li>
        ))}
      </ul>
      <h3 className="mark-warn">▲ {t('shortfalls')}</h3>
      {weak.length === 0 ? <p className="soft">{t('noShortfalls')}</p> : null}
      <ul className="unit-list">
        {weak.map(({ node, figure, average, points }) => (
          <li key={node}>
            {nodeButton(node)}{' '}
            <span className="soft">
              {t('shortfallLine', {
                figure: figureWords(figure),
                average: figureWords(average),
                points: fixedWords(points, 2),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
