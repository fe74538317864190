import { sparkPieces } from './cell-words.ts'

const WIDTH = 96
const HEIGHT = 22
const INSET = 3

/** A line without axes: how a row went. The last point is marked; gaps stay gaps. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly (number | null)[]
  readonly label: string
}) {
  const pieces = sparkPieces(values).map((piece) =>
    piece.map(([x, y]) => [INSET + x * (WIDTH - 2 * INSET), INSET + y * (HEIGHT - 2 * INSET)] as const),
  )
  const last = values.at(-1) === null ? undefined : pieces.at(-1)?.at(-1)
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {pieces.map((piece, index) =>
        piece.length === 1 ? (
          <circle key={`dot-${index}`} cx={piece[0]?.[0]} cy={piece[0]?.[1]} r={1.5} />
        ) : (
          <polyline
            key={`line-${index}`}
            points={piece.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
          />
        ),
      )}
      {last ? <circle cx={last[0]} cy={last[1]} r={2.2} /> : null}
    </svg>
  )
}
