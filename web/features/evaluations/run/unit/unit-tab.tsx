import { useMemo } from 'react'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { EmptyState } from '../../../../ui/states.tsx'
import { chanceWords, rankRangeWords, rankWords, scoreWords } from '../../shared/number-words.ts'
import { GradeMark } from '../../shared/state-marks.tsx'
import { gradeChance } from '../ranking/order-ranking.ts'
import type { RunTabProps } from '../run-page.tsx'
import { useRunWords } from '../run-words.ts'
import { NodeWhy } from '../why/node-why.tsx'
import { Breakdown } from './breakdown.tsx'
import { CompareUnits } from './compare-units.tsx'
import { HeadingRadar } from './heading-radar.tsx'
import { RaiseGradePanel } from './raise-grade-panel.tsx'
import { ScoreWaterfall } from './score-waterfall.tsx'
import { Strengths } from './strengths.tsx'
import './unit.css'

/** One unit's score taken apart down to filings; beside another one; what would raise its grade. */
export function UnitTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationUnitTexts)
  const words = useRunWords(model)
  const unit =
    address.unit !== undefined && model.indexOf(address.unit) >= 0
      ? address.unit
      : (model.ranked[0]?.unit ?? model.result.units[0]?.code ?? '')
  const standing = model.standingOf(unit)
  const other =
    address.with !== undefined &&
    address.with !== unit &&
    (model.standingOf(address.with)?.score ?? null) !== null
      ? address.with
      : null
  const order = useMemo(
    () => [...model.ranked.map((each) => each.unit), ...model.leftOut.map(({ code }) => code)],
    [model],
  )
  const go = (step: number) => {
    const next = order[Math.min(order.length - 1, Math.max(0, order.indexOf(unit) + step))]
    if (next !== undefined) change({ unit: next, node: null })
  }
  useKeys({ j: () => go(1), k: () => go(-1) })
  const spread = model.uncertainty?.units.find((each) => each.unit === unit)?.rank
  const chance = gradeChance(model, unit)
  const grouping = model.scheme.peerGroups?.group ?? null
  const group = grouping === null ? undefined : model.result.units[model.indexOf(unit)]?.groups[grouping]
  const scored = standing !== undefined && standing.score !== null
  const props = { model, words, unit, other }
  return (
    <div className="unit-tab">
      <div className="unit-head">
        <Choice
          aria-label={t('choose')}
          className="unit-choice"
          value={unit}
          onChange={({ target }) => change({ unit: target.value, node: null }, { push: true })}
        >
          {order.map((code) => (
            <option key={code} value={code}>
              {rankWords(model.standingOf(code)?.rank)} {words.unit(code)}
            </option>
          ))}
        </Choice>
        {scored ? (
          <>
            <b className="unit-score" title={String(standing.score)}>
              {scoreWords(standing.score)}
            </b>
            <span>{t('rank', { rank: rankWords(standing.rank) })}</span>
            {spread ? (
              <span className="soft">
                {t('rankInterval', { range: rankRangeWords(spread.p05, spread.p95) })}
              </span>
            ) : null}
            <GradeMark grade={standing.grade} grades={model.grades} />
            {chance ? (
              <span className="soft">{t('chance', { chance: chanceWords(chance.chance) })}</span>
            ) : null}
            {group !== undefined && grouping !== null && standing.groupRank !== null ? (
              <span className="soft">
                {t('groupRank', {
                  group: words.group(grouping, group),
                  rank: rankWords(standing.groupRank),
                })}
              </span>
            ) : null}
          </>
        ) : null}
        <span className="unit-compare">
          <span className="soft">{t('compareWith')}</span>
          <Choice
            aria-label={t('compareWith')}
            value={other ?? ''}
            onChange={({ target }) => change({ with: target.value }, { push: true })}
          >
            <option value="">{t('compareNone')}</option>
            {model.ranked
              .filter((each) => each.unit !== unit)
              .map((each) => (
                <option key={each.unit} value={each.unit}>
                  {rankWords(each.rank)} {words.unit(each.unit)}
                </option>
              ))}
          </Choice>
          <span className="soft small no-print">{t('keys')}</span>
        </span>
      </div>
      {scored ? (
        <>
          {other ? <CompareUnits {...props} other={other} /> : null}
          <div className="unit-two">
            <div>
              <ScoreWaterfall {...props} onOpen={(node) => change({ node })} />
              <Strengths {...props} onOpen={(node) => change({ node })} />
            </div>
            <div>
              <HeadingRadar {...props} />
              <RaiseGradePanel key={unit} {...props} onOpen={(node) => change({ node })} />
            </div>
          </div>
          <Breakdown {...props} onOpen={(node) => change({ node })} />
        </>
      ) : (
        <EmptyState title={t('notJudged')} />
      )}
      {address.node !== undefined && model.compiled.byCode.has(address.node) ? (
        <NodeWhy model={model} unit={unit} node={address.node} onClose={() => change({ node: null })} />
      ) : null}
    </div>
  )
}

/** What every part of the tab gets. */
export interface UnitPartProps {
  readonly model: RunTabProps['model']
  readonly words: ReturnType<typeof useRunWords>
  readonly unit: string
  /** The unit it is compared with. */
  readonly other: string | null
}
