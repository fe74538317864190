import type { AlertView } from '#contract/statistics'
import { useFormat } from '../../../ui/format.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'

const WIDTH = 640
const HEIGHT = 160
const EDGE = 12

/** A series as a line that breaks where nothing is known; the period of the alert is marked. */
export function SeriesChart({
  series,
  shares,
  marked,
  label,
  unit,
}: {
  readonly series: AlertView['series']
  /** The share filed instead of the value. */
  readonly shares: boolean
  readonly marked: string
  readonly label: string
  readonly unit: string | null
}) {
  const { language, number } = useFormat()
  const points = series.map(({ period, value, completeness }) => ({
    period,
    value: shares ? completeness : value,
  }))
  const known = points.flatMap(({ value }) => value ?? [])
  if (known.length === 0) return null
  const least = Math.min(0, ...known)
  const most = Math.max(...known, least + 1e-9)
  const x = (place: number) => EDGE + (place / Math.max(points.length - 1, 1)) * (WIDTH - 2 * EDGE)
  const y = (value: number) => HEIGHT - EDGE - ((value - least) / (most - least)) * (HEIGHT - 2 * EDGE)
  const words = (value: number) =>
    shares ? `${number(Math.round(value * 1000) / 10)} %` : `${number(value)} ${unit ?? ''}`
  const first = points[0]
  const last = points.at(-1)
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className="alert-series"
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        role="img"
        aria-label={label}
      >
        <line x1={EDGE} x2={WIDTH - EDGE} y1={y(least)} y2={y(least)} stroke="var(--line)" />
        <path
          d={pathOf(points.map(({ value }, place) => (value === null ? null : [x(place), y(value)])))}
          fill="none"
          stroke="var(--blue)"
          strokeWidth="2"
        />
        {points.map(({ period, value }, place) =>
          value === null ? null : (
            <circle
              key={period}
              cx={x(place)}
              cy={y(value)}
              r={period === marked ? 5 : 2.5}
              fill={period === marked ? 'var(--bad)' : 'var(--blue)'}
            >
              <title>{`${periodWords(period, language)}  ${words(value)}`}</title>
            </circle>
          ),
        )}
      </svg>
      <figcaption className="small soft watch-bars-ends">
        <span>{first ? periodWords(first.period, language) : ''}</span>
        <span>{last ? periodWords(last.period, language) : ''}</span>
      </figcaption>
    </figure>
  )
}

function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  let isDrawing = false
  return points
    .flatMap((point) => {
      if (point === null) {
        isDrawing = false
        return []
      }
      const command = isDrawing ? 'L' : 'M'
      isDrawing = true
      return `${command}${point[0].toFixed(1)} ${point[1].toFixed(1)}`
    })
    .join(' ')
}
