import { evaluationYearTexts } from '../../../../text/evaluation-year.ts'
import { useText } from '../../../../text/index.ts'
import type { LineSeries } from '../charts/lines.tsx'

/** The figures of a line chart. */
export function SeriesTable({
  periods,
  series,
  label,
  show,
}: {
  readonly periods: readonly string[]
  readonly series: readonly LineSeries[]
  readonly label: string
  readonly show: (value: number | null) => string
}) {
  const t = useText(evaluationYearTexts)
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table heat">
        <thead>
          <tr>
            <th scope="col">{t('series')}</th>
            {periods.map((period) => (
              <th key={period} scope="col" className="number">
                {period}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ key, name, values, isTotal = false }) => (
            <tr key={key}>
              <th scope="row">{isTotal ? <b>{name}</b> : name}</th>
              {periods.map((period, index) => (
                <td key={period} className="number">
                  {show(values[index] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
