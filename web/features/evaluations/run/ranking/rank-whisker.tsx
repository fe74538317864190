import type { Spread } from '#domain/evaluation'
import type { GradeTone } from '../../shared/grade-tone.ts'

const HEIGHT = 20
/** Per cent that stay free at both ends, so that the first and last dot are whole. */
const EDGE = 3

/** Where a rank stands on the line, rank 1 at the left. */
export function rankPlace(rank: number, units: number): string {
  return `${units < 2 ? 50 : EDGE + ((rank - 1) / (units - 1)) * (100 - 2 * EDGE)}%`
}

/** Rank as a dot, nine of ten ranks as a thick line, best and worst as a thin one. Its words stand beside it. */
export function RankWhisker({
  rank,
  spread,
  units,
  tone,
}: {
  readonly rank: number
  readonly spread: Spread | null
  readonly units: number
  readonly tone: GradeTone
}) {
  const x = (value: number) => rankPlace(value, units)
  const y = HEIGHT / 2
  return (
    <svg className={`rank-whisker rank-whisker-${tone}`} aria-hidden="true">
      <line className="rank-whisker-track" x1={x(1)} x2={x(units)} y1={y} y2={y} />
      {spread ? (
        <>
          <line className="rank-whisker-range" x1={x(spread.least)} x2={x(spread.most)} y1={y} y2={y} />
          <line className="rank-whisker-likely" x1={x(spread.p05)} x2={x(spread.p95)} y1={y} y2={y} />
          <line
            className="rank-whisker-median"
            x1={x(spread.median)}
            x2={x(spread.median)}
            y1={y - 5}
            y2={y + 5}
          />
        </>
      ) : null}
      <circle cx={x(rank)} cy={y} r={4.5} />
    </svg>
  )
}

/** The scale above the whiskers. */
export function RankScale({ units }: { readonly units: number }) {
  const marks = [...new Set([1, ...multiples(units), units])].filter((mark) => mark >= 1 && mark <= units)
  return (
    <svg className="rank-whisker" aria-hidden="true">
      {marks.map((mark) => (
        <text key={mark} x={rankPlace(mark, units)} y={14} textAnchor="middle">
          {mark}
        </text>
      ))}
    </svg>
  )
}

/** Round numbers between first and last that leave room for both. */
function multiples(units: number): readonly number[] {
  const step = units <= 12 ? 5 : units <= 30 ? 5 : units <= 70 ? 10 : 50
  return Array.from({ length: Math.floor(units / step) }, (_, index) => (index + 1) * step).filter(
    (mark) => units - mark >= step / 2,
  )
}
