import type { PointsDefinition, PointsIndicator } from '#contract/cultivation'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { weightOf, weightSum } from './weights.ts'

/** Indicators by group with one column of weights a stage; bars share one scale, so that they compare across stages. */
export function WeightTable({ definition }: { readonly definition: PointsDefinition }) {
  const t = useText(pointsTexts)
  const say = useSay()
  const { stages, groups, indicators } = definition
  const most = Math.max(...indicators.flatMap((each) => stages.map(({ code }) => weightOf(each, code))), 1)
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('weights')}>
      <table className="plain-table points-weights">
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col" className="number">
              {t('maximum')}
            </th>
            {stages.map(({ code, title }) => (
              <th key={code} scope="col">
                {say(title)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ code, title }) => {
          const own = indicators.filter(({ group }) => group === code)
          return (
            <tbody key={code}>
              <tr className="points-group">
                <th scope="rowgroup">{say(title)}</th>
                <td />
                {stages.map((stage) => (
                  <td key={stage.code}>
                    <Weight n={weightSum(own, stage.code)} />
                  </td>
                ))}
              </tr>
              {own.map((indicator) => (
                <tr key={indicator.id}>
                  <td>
                    <IndicatorName indicator={indicator} />
                  </td>
                  <td className="number">{indicator.maximum}</td>
                  {stages.map((stage) => {
                    const n = weightOf(indicator, stage.code)
                    return (
                      <td key={stage.code}>
                        <Weight n={n} share={n / most} />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          )
        })}
        <tfoot>
          <tr className="points-group">
            <th scope="row">{t('sum')}</th>
            <td />
            {stages.map(({ code }) => (
              <td key={code}>
                <Weight n={weightSum(indicators, code)} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function IndicatorName({ indicator: { title, points, note } }: { readonly indicator: PointsIndicator }) {
  const t = useText(pointsTexts)
  const say = useSay()
  return (
    <details>
      <summary title={t('ruleOpen')}>{say(title)}</summary>
      {note === null ? null : (
        <p className="small soft" lang="zh">
          {note}
        </p>
      )}
      <code className="points-rule" lang="zh">
        {points}
      </code>
    </details>
  )
}

/** A number, and where it is one of many a bar beside it. */
function Weight({ n, share }: { readonly n: number; readonly share?: number }) {
  const format = useFormat()
  return (
    <span className="points-weight">
      <span className={n === 0 ? 'number faint' : 'number'}>{format.number(n)}</span>
      {share === undefined ? null : (
        <span className="points-weight-bar" aria-hidden="true">
          <span style={{ width: `${Math.round(share * 100)}%` }} />
        </span>
      )}
    </span>
  )
}
