import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Exploration } from '#contract/statistics'
import type { ChangeAddress } from '../../../app/address.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { EmptyState } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { cellNumber, orderGroups } from './cell-words.ts'
import type { ExploreCell, NumberStyle } from './cell-words.ts'
import { ChartCanvas } from './chart-canvas.tsx'
import type { ChartDrawing } from './draw-chart.ts'
import { MOST_PICKED } from './explore-address.ts'
import type { ExploreAddress, ExploreAddressName } from './explore-address.ts'
import { useGroupOrder } from './explore-table.tsx'
import '../../../ui/plain-table.css'

/** Longer bars than these would be a wall. */
const MOST_BARS = 40

interface ViewProps {
  readonly exploration: Exploration
  readonly style: NumberStyle
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly picks: readonly string[]
}

/** The groups that were chosen, or the largest; with a single group only, the whole. */
export function LineView({ exploration, style, address, change, picks }: ViewProps) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { periods, groups, total, indicator } = exploration
  const compare = useGroupOrder(address.dimension)
  const shown = useMemo(() => {
    if (groups.length === 0) return [total]
    const chosen = groups.filter(({ code }) => picks.includes(code))
    return chosen.length > 0 ? chosen : orderGroups(groups, periods, undefined, compare).slice(0, MOST_PICKED)
  }, [groups, total, picks, periods, compare])
  const drawing = useMemo<ChartDrawing>(
    () => ({
      kind: 'line',
      periods,
      series: shown.map((group) => ({
        name: say(group.name),
        values: group.cells.map(({ value }) => value),
        isTotal: group === total,
      })),
      numberWords: (value) => cellNumber(value, style),
    }),
    [periods, shown, total, say, style],
  )
  if (!shown.some(({ cells }) => cells.some(({ value }) => value !== null)))
    return <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
  const label = t('lineLabel', {
    name: say(indicator.name),
    n: shown.length,
    from: periods[0] ?? '',
    to: periods.at(-1) ?? '',
  })
  return (
    <div className="panel explore-chart">
      {groups.length > 0 ? (
        <p className="small soft explore-chart-note">
          {picks.length > 0 ? (
            <>
              {t('picked', { n: picks.length })}{' '}
              <button type="button" className="explore-plain-button" onClick={() => change({ pick: null })}>
                {t('unpick')}
              </button>
            </>
          ) : groups.length > MOST_PICKED ? (
            t('lineMost', { n: MOST_PICKED })
          ) : null}
        </p>
      ) : null}
      <ChartCanvas drawing={drawing} height={430} label={label} />
      <ChartNumbers caption={label}>
        <thead>
          <tr>
            <td />
            {periods.map((period) => (
              <th key={period} scope="col" className="number">
                {period}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={`g:${group.code}`}>
              <th scope="row">{say(group.name)}</th>
              {group.cells.map((cell, index) => (
                <td key={periods[index]} className="number">
                  <CellWords cell={cell} style={style} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ChartNumbers>
    </div>
  )
}

/** All groups of one period, largest first. */
export function BarView({ exploration, style, address, change }: ViewProps) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  const { periods, groups, total, indicator } = exploration
  const period = periodShown(exploration, address)
  const place = periods.indexOf(period)
  const compare = useGroupOrder(address.dimension)
  const ordered = useMemo(
    () => (groups.length === 0 ? [total] : orderGroups(groups, periods, `-${period}`, compare)),
    [groups, total, periods, period, compare],
  )
  const drawing = useMemo<ChartDrawing>(
    () => ({
      kind: 'bar',
      items: ordered
        .flatMap((group) => {
          const cell = group.cells[place]
          if (cell === undefined || cell.value === null) return []
          const words = cellNumber(cell.value, style) + (cell.estimated ? ` (${t('estimatedMark')})` : '')
          return [{ name: say(group.name), value: cell.value, words }]
        })
        .slice(0, MOST_BARS),
      numberWords: (value) => cellNumber(value, style),
    }),
    [ordered, place, style, say, t],
  )
  const hidden = ordered.filter(({ cells }) => (cells[place]?.suppressed ?? null) !== null).length
  const label = t('barLabel', { name: say(indicator.name), period: periodWords(period, language) })
  const bars = drawing.kind === 'bar' ? drawing.items.length : 0
  return (
    <div className="panel explore-chart">
      <div className="explore-chart-note">
        <PeriodShown exploration={exploration} address={address} change={change} />{' '}
        <span className="small soft">
          {ordered.length > MOST_BARS ? t('barMost', { n: MOST_BARS }) : ''}{' '}
          {hidden > 0 ? t('barHidden', { n: hidden }) : ''}
        </span>
      </div>
      {bars === 0 ? (
        <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
      ) : (
        <ChartCanvas drawing={drawing} height={Math.max(90, bars * 27 + 12)} label={label} />
      )}
      <ChartNumbers caption={label}>
        <tbody>
          {ordered.map((group) => (
            <tr key={`g:${group.code}`}>
              <th scope="row">{say(group.name)}</th>
              <td className="number">
                <CellWords cell={group.cells[place]} style={style} />
              </td>
            </tr>
          ))}
        </tbody>
      </ChartNumbers>
    </div>
  )
}

/** The period of bars and map: the one in the address, else the latest with any number. */
export function periodShown({ periods, total, groups }: Exploration, { at }: ExploreAddress): string {
  if (at !== undefined && periods.includes(at)) return at
  const known = periods.findLast((_, place) =>
    [total, ...groups].some(({ cells }) => (cells[place]?.value ?? null) !== null),
  )
  return known ?? periods.at(-1) ?? ''
}

export function PeriodShown({
  exploration,
  address,
  change,
}: Pick<ViewProps, 'exploration' | 'address' | 'change'>) {
  const t = useText(exploreTexts)
  const { language } = useFormat()
  return (
    <Choice
      aria-label={t('at')}
      value={periodShown(exploration, address)}
      onChange={({ target }) => change({ at: target.value })}
    >
      {exploration.periods.toReversed().map((period) => (
        <option key={period} value={period}>
          {periodWords(period, language)}
        </option>
      ))}
    </Choice>
  )
}

function ChartNumbers({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  const t = useText(exploreTexts)
  return (
    <details className="explore-numbers">
      <summary>{t('chartTable')}</summary>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="plain-table">
          <caption className="unseen">{caption}</caption>
          {children}
        </table>
      </div>
    </details>
  )
}

export function CellWords({
  cell,
  style,
}: {
  readonly cell: ExploreCell | undefined
  readonly style: NumberStyle
}) {
  const t = useText(exploreTexts)
  if (cell === undefined || (cell.value === null && cell.suppressed === null))
    return <span className="faint">—</span>
  if (cell.suppressed !== null)
    return <span title={t(`suppressed.${cell.suppressed}`)}>{t('suppressed')}</span>
  return (
    <>
      {cellNumber(cell.value ?? 0, style)}
      {cell.estimated ? <sup title={t('estimated')}>{t('estimatedMark')}</sup> : null}
    </>
  )
}
