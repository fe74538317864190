import { figureWords } from '../../shared/number-words.ts'
import './charts.css'

export interface LineSeries {
  readonly key: string
  readonly name: string
  /** By period; null: a gap. */
  readonly values: readonly (number | null)[]
  readonly isTotal?: boolean
}

const WIDTH = 640
const HEIGHT = 240
const EDGE = { top: 14, right: 130, bottom: 26, left: 46 }
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '4 2', '1 3', '10 4']

/** A few series over periods, told apart by dashes and names at their ends; the figures belong in a table beside it. */
export function Lines({
  periods,
  series,
  label,
}: {
  readonly periods: readonly string[]
  readonly series: readonly LineSeries[]
  readonly label: string
}) {
  const values = series.flatMap(({ values: each }) => each.filter((value) => value !== null))
  if (periods.length < 2 || values.length === 0) return null
  const least = Math.min(...values)
  const most = Math.max(...values)
  const room = most - least || Math.abs(most) || 1
  const low = least - room * 0.08
  const high = most + room * 0.08
  const x = (index: number) => EDGE.left + (index / (periods.length - 1)) * (WIDTH - EDGE.left - EDGE.right)
  const y = (value: number) => EDGE.top + ((high - value) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom)
  const marks = [least, (least + most) / 2, most]
  const ends = spread(series.map(({ values: each }) => y(each.findLast((value) => value !== null) ?? least)))
  return (
    <svg className="lines" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {marks.map((mark) => (
        <g key={mark}>
          <line className="lines-grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(mark)} y2={y(mark)} />
          <text className="lines-mark" x={EDGE.left - 6} y={y(mark) + 4} textAnchor="end">
            {figureWords(Number(mark.toPrecision(4)))}
          </text>
        </g>
      ))}
      {periods.map((period, index) => (
        <text key={period} className="lines-mark" x={x(index)} y={HEIGHT - 6} textAnchor="middle">
          {period}
        </text>
      ))}
      {series.map(({ key, name, values: each, isTotal = false }, place) => (
        <g key={key} className={isTotal ? 'lines-total' : 'lines-part'}>
          {stretches(each).map((stretch) => (
            <polyline
              key={stretch[0]}
              points={stretch.map((index) => `${x(index)},${y(each[index] ?? 0)}`).join(' ')}
              strokeDasharray={isTotal ? undefined : DASHES[place % DASHES.length]}
            />
          ))}
          {each.map((value, index) =>
            value === null ? null : <circle key={periods[index]} cx={x(index)} cy={y(value)} r={3} />,
          )}
          <text x={WIDTH - EDGE.right + 10} y={(ends[place] ?? 0) + 4}>
            {name.length > 9 && !/^[\x20-\x7e]+$/u.test(name) ? `${name.slice(0, 8)}…` : name.slice(0, 20)}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Places of values that follow each other without a gap. */
function stretches(values: readonly (number | null)[]): readonly (readonly number[])[] {
  const found: number[][] = []
  values.forEach((value, index) => {
    if (value === null) return
    const last = found.at(-1)
    if (last !== undefined && last.at(-1) === index - 1) last.push(index)
    else found.push([index])
  })
  return found
}

/** Names at the ends of lines pushed apart so that none covers another. */
export function spread(places: readonly number[], gap = 15): readonly number[] {
  const order = places
    .map((place, index) => ({ place, index }))
    .toSorted((one, other) => one.place - other.place)
  let before = -Infinity
  for (const each of order) {
    each.place = Math.max(each.place, before + gap)
    before = each.place
  }
  const over = Math.max(0, before - (HEIGHT - EDGE.bottom))
  const result = places.map(() => 0)
  for (const { place, index } of order) result[index] = place - over
  return result
}
