import './charts.css'

export interface RadarSeries {
  readonly key: string
  readonly name: string
  /** In the order of the axes; null: no value. */
  readonly values: readonly (number | null)[]
  readonly look: 'own' | 'median' | 'best' | 'other'
}

const SIZE = 340
const HEIGHT = 290
const RADIUS = 100

/** Scores by heading around a centre; the same figures belong in a table beside it. */
export function Radar({
  axes,
  series,
  least,
  most,
  label,
}: {
  readonly axes: readonly string[]
  readonly series: readonly RadarSeries[]
  readonly least: number
  readonly most: number
  readonly label: string
}) {
  const centre = { x: SIZE / 2, y: HEIGHT / 2 }
  const point = (axis: number, share: number) => {
    const angle = (axis / axes.length) * 2 * Math.PI - Math.PI / 2
    return {
      x: centre.x + Math.cos(angle) * RADIUS * share,
      y: centre.y + Math.sin(angle) * RADIUS * share,
    }
  }
  const share = (value: number | null) =>
    value === null || most <= least ? 0 : Math.min(1, Math.max(0, (value - least) / (most - least)))
  const ring = (at: number) =>
    axes.map((_, axis) => point(axis, at)).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
  return (
    <svg className="radar" viewBox={`0 0 ${SIZE} ${HEIGHT}`} role="img" aria-label={label}>
      {[0.25, 0.5, 0.75, 1].map((at) => (
        <polygon key={at} className="radar-ring" points={ring(at).join(' ')} />
      ))}
      {axes.map((axis, index) => {
        const end = point(index, 1)
        const text = point(index, 1.13)
        const anchor = Math.abs(text.x - centre.x) < 12 ? 'middle' : text.x > centre.x ? 'start' : 'end'
        return (
          <g key={axis}>
            <line className="radar-axis" x1={centre.x} y1={centre.y} x2={end.x} y2={end.y} />
            <text x={text.x} y={text.y + 4} textAnchor={anchor}>
              {axis.length > 14 ? `${axis.slice(0, 13)}…` : axis}
            </text>
          </g>
        )
      })}
      {series.map(({ key, values, look }) => (
        <polygon
          key={key}
          className={`radar-shape radar-${look}`}
          points={values
            .map((value, axis) => point(axis, share(value)))
            .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
            .join(' ')}
        />
      ))}
    </svg>
  )
}
