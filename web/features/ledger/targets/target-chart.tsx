import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { TargetPage } from '#contract/ledger'
import { useText } from '../../../text/index.ts'
import { targetTexts } from '../../../text/targets.ts'
import { useFormat } from '../../../ui/format.ts'
import { countingActuals, scaleOf } from './chart-scale.ts'
import type { ChartBox, ChartScale } from './chart-scale.ts'
import { figureWords, wantedWords, withUnit } from './target-words.ts'

const HEIGHT = 320
/** Before the room is measured, and where nothing can measure it. */
const USUAL_WIDTH = 560

function boxOf(width: number): ChartBox {
  return { left: 52, right: width - 20, top: 34, bottom: HEIGHT - 28 }
}

/** Path dashed, actuals as points with their spans, forecast with its band, the wanted level and the target year. */
export function TargetChart({ page }: { readonly page: TargetPage }) {
  const t = useText(targetTexts)
  const { language } = useFormat()
  const [figure, width] = useWidth()
  const box = boxOf(width)
  const scale = scaleOf(page, box)
  const { target, trajectory, forecast, wanted, wanted2 } = page
  if (scale === null) return <p className="soft">{t('chartEmpty')}</p>
  const actuals = countingActuals(page)
  const { x, y } = scale
  const last = actuals.at(-1)
  const predicted = [
    ...(last ? [{ year: last.year, value: last.value, low: last.value, high: last.value }] : []),
    ...forecast,
  ]
  const hasBand = forecast.some(({ low, high }) => low !== null && high !== null)
  const label = t('chartAlt', {
    indicator: target.indicator,
    actuals:
      actuals
        .map(({ year, value }) =>
          t('valueOf', { year: String(year), value: withUnit(value, target.levelUnit) }),
        )
        .join('; ') || '—',
    goal: wantedWords(target, language),
    standing: t(`standing.${target.standing}`),
  })
  return (
    <figure className="target-chart" ref={figure}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        <Axes scale={scale} box={box} unit={target.levelUnit} />
        {target.year === null ? null : (
          <line className="chart-year" x1={x(target.year)} x2={x(target.year)} y1={box.top} y2={box.bottom} />
        )}
        {wanted === null ? null : (
          <Wanted scale={scale} box={box} wanted={wanted} wanted2={wanted2} unit={target.levelUnit} />
        )}
        {hasBand ? (
          <polygon
            className="chart-band"
            points={[
              ...predicted.map(({ year, high, value }) => `${x(year)},${y(high ?? value)}`),
              ...predicted.toReversed().map(({ year, low, value }) => `${x(year)},${y(low ?? value)}`),
            ].join(' ')}
          />
        ) : null}
        {forecast.length > 0 ? (
          <polyline
            className="chart-forecast"
            points={predicted.map(({ year, value }) => `${x(year)},${y(value)}`).join(' ')}
          />
        ) : null}
        {trajectory.length > 1 ? (
          <polyline
            className="chart-path"
            points={trajectory.map(({ year, required }) => `${x(year)},${y(required)}`).join(' ')}
          />
        ) : null}
        {actuals.length > 1 ? (
          <polyline
            className="chart-actuals"
            points={actuals.map(({ year, value }) => `${x(year)},${y(value)}`).join(' ')}
          />
        ) : null}
        {actuals.map((actual) => (
          <g key={actual.id}>
            {actual.low < actual.high ? (
              <path
                className="chart-span"
                d={`M${x(actual.year) - 4} ${y(actual.low)}h8M${x(actual.year)} ${y(actual.low)}V${y(actual.high)}M${x(actual.year) - 4} ${y(actual.high)}h8`}
              />
            ) : null}
            <circle className="chart-point" cx={x(actual.year)} cy={y(actual.value)} r={4} />
            {actuals.length <= 8 ? (
              <text
                className="chart-value"
                x={x(actual.year)}
                y={labelAt(y(actual.value), y(actual.high), box)}
                textAnchor={anchorAt(x(actual.year), box)}
              >
                {figureWords(actual.value)}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      <figcaption className="chart-legend small soft">
        <span>
          <svg width="18" height="10" aria-hidden="true">
            <circle className="chart-point" cx="9" cy="5" r="4" />
          </svg>
          {t('legend.actual')}
        </span>
        {trajectory.length > 1 ? (
          <span>
            <svg width="24" height="10" aria-hidden="true">
              <line className="chart-path" x1="0" x2="24" y1="5" y2="5" />
            </svg>
            {t('legend.path')}
          </span>
        ) : null}
        {forecast.length > 0 ? (
          <span>
            <svg width="24" height="10" aria-hidden="true">
              {hasBand ? <rect className="chart-band" width="24" height="10" /> : null}
              <line className="chart-forecast" x1="0" x2="24" y1="5" y2="5" />
            </svg>
            {t(hasBand ? 'legend.forecast' : 'legend.forecastOnly')}
          </span>
        ) : null}
        {wanted === null ? null : (
          <span>
            <svg width="24" height="10" aria-hidden="true">
              <line className="chart-wanted" x1="0" x2="24" y1="5" y2="5" />
            </svg>
            {t('legend.wanted')}
          </span>
        )}
        {scale.low > 0 ? <span>{t('aboveZero', { value: figureWords(scale.low) })}</span> : null}
      </figcaption>
    </figure>
  )
}

function Axes({
  scale,
  box,
  unit,
}: {
  readonly scale: ChartScale
  readonly box: ChartBox
  readonly unit: string
}) {
  return (
    <g>
      {scale.valueTicks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={box.left} x2={box.right} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text className="chart-tick" x={box.left - 8} y={scale.y(tick) + 4} textAnchor="end">
            {figureWords(tick)}
          </text>
        </g>
      ))}
      <text className="chart-tick" x={box.left - 8} y={12} textAnchor="start" lang="zh">
        {unit}
      </text>
      {scale.yearTicks.map((tick) => (
        <text key={tick} className="chart-tick" x={scale.x(tick)} y={box.bottom + 20} textAnchor="middle">
          {tick}
        </text>
      ))}
    </g>
  )
}

/** One level, or the room between the two ends of a range. */
function Wanted({
  scale,
  box,
  wanted,
  wanted2,
  unit,
}: {
  readonly scale: ChartScale
  readonly box: ChartBox
  readonly wanted: number
  readonly wanted2: number | null
  readonly unit: string
}) {
  const { y } = scale
  return (
    <g>
      {wanted2 === null ? null : (
        <rect
          className="chart-range"
          x={box.left}
          width={box.right - box.left}
          y={Math.min(y(wanted), y(wanted2))}
          height={Math.abs(y(wanted) - y(wanted2))}
        />
      )}
      {[wanted, ...(wanted2 === null ? [] : [wanted2])].map((level) => (
        <line key={level} className="chart-wanted" x1={box.left} x2={box.right} y1={y(level)} y2={y(level)} />
      ))}
      <text className="chart-wanted-label" x={box.left + 6} y={y(wanted) - 6}>
        {withUnit(wanted, unit)}
      </text>
    </g>
  )
}

/** Above the point; where there is no room, below. */
function labelAt(point: number, top: number, box: ChartBox): number {
  const above = Math.min(point, top) - 9
  return above < box.top - 8 ? point + 20 : above
}

function anchorAt(x: number, box: ChartBox): 'start' | 'middle' | 'end' {
  if (x < box.left + 20) return 'start'
  return x > box.right - 20 ? 'end' : 'middle'
}

/** How wide the drawing may be, so that its letters keep their size in every window. */
function useWidth(): [RefObject<HTMLElement | null>, number] {
  const place = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(USUAL_WIDTH)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(260, Math.floor(entry.contentRect.width)))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [place, width]
}
