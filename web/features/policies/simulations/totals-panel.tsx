import type { SideTotals, SimulationResult } from '#contract/policies'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { cents } from './against-budget.tsx'
import { signed } from './change-bar.tsx'
import '../../../ui/plain-table.css'

const ROWS = ['yes', 'undetermined', 'cost', 'costUnknown', 'costIfUndetermined'] as const
const SIDES = ['before', 'after'] as const

/** Both sides beside each other, and both against the budget of the year. */
export function TotalsPanel({ result, on }: { readonly result: SimulationResult; readonly on: string }) {
  const t = useText(simulationTexts)
  const { number, percent } = useFormat()
  const { before, after, largestTen, budget } = result
  const share = (value: number | null) => (value === null ? '—' : percent(value))
  return (
    <Panel title={t('totals')}>
      <table className="plain-table simulation-totals">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col" className="number">
              {t('base')}
            </th>
            <th scope="col" className="number">
              {t('changed')}
            </th>
            <th scope="col" className="number">
              {t('difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row} className={row === 'yes' || row === 'cost' ? 'is-main' : undefined}>
              <th scope="row">{t(`row.${row}`)}</th>
              <td className="number">{number(cents(before[row]))}</td>
              <td className="number">{number(cents(after[row]))}</td>
              <td className="number">{signed(cents(after[row] - before[row]))}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('row.largestTen')}</th>
            <td className="number">{share(largestTen.before)}</td>
            <td className="number">{share(largestTen.after)}</td>
            <td />
          </tr>
        </tbody>
      </table>
      {budget === null ? (
        <p className="soft simulation-no-budget">{t('budgetNone', { year: on.slice(0, 4) })}</p>
      ) : (
        <BudgetBars budget={budget} before={before} after={after} />
      )}
    </Panel>
  )
}

/** Each side's cost as a bar up to its budget, which is marked; in words below. */
function BudgetBars({
  budget,
  before,
  after,
}: {
  readonly budget: NonNullable<SimulationResult['budget']>
  readonly before: SideTotals
  readonly after: SideTotals
}) {
  const t = useText(simulationTexts)
  const { number } = useFormat()
  const totals = { before, after }
  const most = Math.max(
    1e-9,
    ...SIDES.flatMap((side) => [budget[side] ?? 0, totals[side].cost, totals[side].costIfUndetermined]),
  )
  const width = (value: number) => `${String(Math.min(100, (value / most) * 96))}%`
  return (
    <section className="budget-bars" aria-label={t('budget', { year: String(budget.year) })}>
      <h3>{t('budget', { year: String(budget.year) })}</h3>
      {SIDES.map((side) => {
        const limit = budget[side]
        const { cost, costIfUndetermined } = totals[side]
        return (
          <div key={side} className="budget-side">
            <span className="soft">{t(side === 'before' ? 'base' : 'changed')}</span>
            <div className="budget-track" aria-hidden="true">
              {costIfUndetermined > cost ? (
                <span className="budget-most" style={{ width: width(costIfUndetermined) }} />
              ) : null}
              <span className="budget-cost" style={{ width: width(cost) }} />
              {limit === null || cost <= limit ? null : (
                <span
                  className="budget-cost is-over"
                  style={{ left: width(limit), width: width(cost - limit) }}
                />
              )}
              {limit === null ? null : <span className="budget-limit" style={{ left: width(limit) }} />}
            </div>
            <span className="number">{number(cents(cost))}</span>
          </div>
        )
      })}
      <p className="budget-legend small soft" aria-hidden="true">
        <span className="budget-key budget-cost" /> {t('legendCost')}
        <span className="budget-key budget-most" /> {t('legendMost')}
        <span className="budget-key budget-limit" /> {t('legendLimit')}
        <span className="budget-key budget-cost is-over" /> {t('legendOver')}
      </p>
      {SIDES.map((side) => (
        <BudgetWords
          key={side}
          side={t(side === 'before' ? 'base' : 'changed')}
          totals={totals[side]}
          limit={budget[side]}
        />
      ))}
    </section>
  )
}

function BudgetWords({
  side,
  totals: { cost, costIfUndetermined, undetermined },
  limit,
}: {
  readonly side: string
  readonly totals: SideTotals
  readonly limit: number | null
}) {
  const t = useText(simulationTexts)
  const { percent } = useFormat()
  if (limit === null) return <p className="soft">{t('noLimit', { side, cost: cents(cost) })}</p>
  const share = limit > 0 ? percent(cost / limit) : '—'
  return (
    <p className="budget-words">
      {cost > limit ? (
        <StatusMark tone="bad">
          {t('overBudget', {
            side,
            cost: cents(cost),
            over: cents(cost - limit),
            limit: cents(limit),
            share,
          })}
        </StatusMark>
      ) : (
        <StatusMark tone="good">
          {t('inBudget', { side, cost: cents(cost), left: cents(limit - cost), share })}
        </StatusMark>
      )}
      {cost <= limit && costIfUndetermined > limit ? (
        <>
          {' '}
          <StatusMark tone="warn">
            {t('mayOver', {
              n: undetermined,
              cost: cents(costIfUndetermined),
              over: cents(costIfUndetermined - limit),
            })}
          </StatusMark>
        </>
      ) : null}
    </p>
  )
}
