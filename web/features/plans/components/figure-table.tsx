import type { PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, planTexts } from '../../../text/plans.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { figureValue } from '../item-words.ts'
import type { FigureItem } from '../outline.ts'
import { Why } from './why.tsx'

/** Targets or baselines, one row each: what, how much, by when, where it is said. */
export function FigureTable({
  figures,
  quotes,
  versionId,
  trailOf,
}: {
  readonly figures: readonly FigureItem[]
  readonly quotes: Readonly<Record<string, string>>
  readonly versionId: string
  readonly trailOf: (offset: number) => readonly string[]
}) {
  const t = useText(planTexts)
  const item = useText(itemTexts)
  const scoped = figures.some((figure) => figure.data.scope)
  return (
    <div className="plan-table-scroll">
      <table className="plan-table plan-figures">
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col" className="number">
              {t('value')}
            </th>
            <th scope="col">{t('unit')}</th>
            <th scope="col" className="number">
              {t('year')}
            </th>
            {scoped ? <th scope="col">{t('scope')}</th> : null}
            <th scope="col">{t('section')}</th>
            <th scope="col" className="plan-why">
              <span className="unseen">{t('why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.id} id={figure.id}>
              <th scope="row" lang="zh">
                {figure.data.indicator}
              </th>
              <td className="number plan-value">{figureValue({ ...figure.data, unit: '' })}</td>
              <td lang="zh">{figure.data.unit}</td>
              <td className="number">{figure.data.year ?? yearMissing(figure)}</td>
              {scoped ? <td lang="zh">{figure.data.scope ?? ''}</td> : null}
              <td className="soft" lang="zh">
                {trailOf(figure.start).at(-1) ?? ''}
              </td>
              <td className="plan-why">
                <Why item={figure} quote={quotes[figure.id]} versionId={versionId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

  function yearMissing(figure: PlanItem) {
    return figure.kind === 'target' ? <StatusMark tone="warn">{item('noDate')}</StatusMark> : '—'
  }
}
