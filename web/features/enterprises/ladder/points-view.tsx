import type { RungOfEnterprise } from '#contract/cultivation'
import { enterpriseLadderTexts } from '../../../text/enterprises-ladder.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'

type Points = RungOfEnterprise['points'][number]

/** A score by group as ranges, and item by item with what the next points take. */
export function PointsView({ points, names }: { readonly points: Points; readonly names: FactNames }) {
  const t = useText(enterpriseLadderTexts)
  const say = useSay()
  const format = useFormat()
  const { trace, groups, items } = points
  return (
    <Panel title={t('points', { title: say(points.title) })}>
      <p>
        <b className="points-sum">
          <Range low={trace.low} high={trace.high} maximum={trace.maximum} />
        </b>
      </p>
      {trace.low === trace.high ? null : <p className="soft small">{t('pointsWhy')}</p>}
      <ul className="points-groups">
        {trace.groups.map(({ group, low, high, maximum }) => {
          const title = groups[group]
          return (
            <li key={group}>
              <span>{title ? say(title) : group}</span>
              <RangeBar low={low} high={high} maximum={maximum} />
              <span className="small number">
                <Range low={low} high={high} maximum={maximum} />
              </span>
            </li>
          )
        })}
      </ul>
      <details className="points-items">
        <summary>{t('items')}</summary>
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('items')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('item')}</th>
                <th scope="col" className="number">
                  {t('score')}
                </th>
              </tr>
            </thead>
            <tbody>
              {trace.items.map((item) => {
                const title = items[item.id]
                const [flip] = item.next?.flips ?? []
                const name = flip ? names(flip.fact) : undefined
                return (
                  <tr key={item.id} className={item.off ? 'faint' : undefined}>
                    <td>
                      {title ? say(title) : item.id}{' '}
                      {item.off ? <span className="small">{t('itemOff')}</span> : null}
                      <div className="small soft">
                        {item.facts.map(({ fact, value, unit }) => (
                          <span key={fact} className="points-fact">
                            {sayFact(names, fact, say)}{' '}
                            {factWords(value, unit, format.language, names(fact)?.words)}
                          </span>
                        ))}
                      </div>
                      {flip && item.next ? (
                        <div className="small mark-warn">
                          {t('itemNext', {
                            points: item.next.points,
                            fact: sayFact(names, flip.fact, say),
                            to: factWords(flip.to, name?.unit ?? null, format.language, name?.words),
                          })}
                        </div>
                      ) : null}
                    </td>
                    <td className="number">
                      <Range low={item.low} high={item.high} maximum={item.maximum} />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  )
}

function sayFact(names: FactNames, code: string, say: ReturnType<typeof useSay>): string {
  const name = names(code)
  return name ? say(name.title) : code
}

interface RangeProps {
  readonly low: number
  readonly high: number
  readonly maximum: number
}

function Range({ low, high, maximum }: RangeProps) {
  const t = useText(enterpriseLadderTexts)
  return low === high ? t('pointsKnown', { n: low, maximum }) : t('pointsRange', { low, high, maximum })
}

/** Dark: certain; light: what can still be reached. The numbers stand beside it. */
function RangeBar({ low, high, maximum }: RangeProps) {
  const share = (value: number) => (maximum > 0 ? (Math.max(0, value) / maximum) * 100 : 0)
  return (
    <svg className="points-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="8" className="points-ground" />
      <rect width={share(high)} height="8" className="points-high" />
      <rect width={share(low)} height="8" className="points-low" />
    </svg>
  )
}
