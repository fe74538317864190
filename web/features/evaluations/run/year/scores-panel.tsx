import { evaluationYearTexts } from '../../../../text/evaluation-year.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { scoreWords } from '../../shared/number-words.ts'
import { Lines } from '../charts/lines.tsx'
import { SeriesTable } from './series-table.tsx'
import type { YearPartProps } from './year-tab.tsx'

/** Total and headings of the unit by period, all by this run's scheme. */
export function ScoresPanel({ model, words, unit }: YearPartProps) {
  const t = useText(evaluationYearTexts)
  const place = model.indexOf(unit)
  const { root } = model.compiled
  const { periods } = model.result
  const series = [root, ...root.children].map(({ code }) => ({
    key: code,
    name: words.node(code),
    values: periods.map(({ scores }) => scores[code]?.[place] ?? null),
    isTotal: code === root.code,
  }))
  const names = periods.map(({ period }) => period)
  return (
    <Panel title={t('scoresTitle')}>
      <p className="soft small">{periods.length < 2 ? t('onePeriod') : t('scoresNote')}</p>
      <Lines periods={names} series={series} label={`${words.unit(unit)} ${t('scoresTitle')}`} />
      <SeriesTable periods={names} series={series} label={t('scoresTitle')} show={scoreWords} />
    </Panel>
  )
}
