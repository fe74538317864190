import { momentsOf } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { scoreWords } from '../../shared/number-words.ts'
import { Radar } from '../charts/radar.tsx'
import type { RadarSeries } from '../charts/radar.tsx'
import { topHeadings } from '../run-model.ts'
import type { UnitPartProps } from './unit-tab.tsx'

/** Headings of the unit against the median of its group and the best, drawn and as figures. */
export function HeadingRadar({ model, words, unit, other }: UnitPartProps) {
  const t = useText(evaluationUnitTexts)
  const headings = topHeadings(model)
  const grouping = model.scheme.peerGroups?.group ?? null
  const ownGroup = grouping === null ? undefined : model.result.units[model.indexOf(unit)]?.groups[grouping]
  const column = (node: string, peersOnly: boolean) =>
    (model.tables.scores[node] ?? []).filter((_, index) => {
      const each = model.result.units[index]
      return each?.leftOut === null && (!peersOnly || grouping === null || each.groups[grouping] === ownGroup)
    })
  const at = (code: string) =>
    headings.map((node) => model.tables.scores[node.code]?.[model.indexOf(code)] ?? null)
  const series: RadarSeries[] = [
    {
      key: 'best',
      name: t('best'),
      values: headings.map(({ code }) => momentsOf(column(code, false)).most),
      look: 'best',
    },
    {
      key: 'median',
      name: t(ownGroup === undefined ? 'median' : 'groupMedian'),
      values: headings.map(({ code }) => momentsOf(column(code, true)).median),
      look: 'median',
    },
    ...(other === null
      ? []
      : [{ key: other, name: words.unit(other), values: at(other), look: 'other' as const }]),
    { key: unit, name: words.unit(unit), values: at(unit), look: 'own' },
  ]
  const all = headings.flatMap(({ code }) => column(code, false)).filter((value) => value !== null)
  const least = Math.min(0, ...all)
  const most = Math.max(...all)
  const shown = series.toReversed()
  return (
    <Panel title={t('radarTitle')}>
      {headings.length < 3 ? null : (
        <Radar
          axes={headings.map(({ code }) => words.node(code))}
          series={series}
          least={least}
          most={most}
          label={t('radarLabel', { name: words.unit(unit) })}
        />
      )}
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('radarTitle')}>
        <table className="plain-table unit-radar-table">
          <thead>
            <tr>
              <th scope="col">{t('heading')}</th>
              {shown.map(({ key, name, look }) => (
                <th key={key} scope="col" className="number">
                  <span className={`chart-key chart-key-${look}`} aria-hidden="true" />
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {headings.map(({ code }, index) => (
              <tr key={code}>
                <th scope="row">{words.node(code)}</th>
                {shown.map(({ key, values }) => (
                  <td key={key} className="number">
                    {scoreWords(values[index])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
