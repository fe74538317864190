import { addDays } from '#domain/ledger'
import type { TimelineDuty } from './duty-timeline.tsx'
import { barOf, xOf } from './timeline-scale.ts'
import type { Scale } from './timeline-scale.ts'

/** The lines behind the bars: units, today, and from what is waited for to what waits. */
export function TimelineGrid({
  scale,
  duties,
  dependencies,
  rowPx,
  height,
  todayX,
  left,
  top,
}: {
  readonly scale: Scale
  readonly duties: readonly TimelineDuty[]
  readonly dependencies: readonly { readonly from: string; readonly to: string }[]
  readonly rowPx: number
  readonly height: number
  readonly todayX: number
  readonly left: number
  readonly top: number
}) {
  const rowOf = new Map(duties.map(({ id }, row) => [id, row]))
  const middle = (row: number) => row * rowPx + rowPx / 2
  const lines = dependencies.flatMap(({ from, to }) => {
    const [waitingRow, firstRow] = [rowOf.get(from), rowOf.get(to)]
    if (waitingRow === undefined || firstRow === undefined) return []
    const [waiting, first] = [duties[waitingRow], duties[firstRow]]
    const [waitingBar, firstBar] = [waiting && barOf(scale, waiting), first && barOf(scale, first)]
    if (!waiting || !first || !waitingBar || !firstBar) return []
    const x1 = first.dueOn ? xOf(scale, addDays(first.dueOn, 1)) : firstBar.x + firstBar.width
    const x2 = waitingBar.x
    const [y1, y2] = [middle(firstRow), middle(waitingRow)]
    // Around its own row where the second begins before the first ends.
    const between = y1 + (y2 > y1 ? rowPx / 2 : -rowPx / 2)
    const d =
      x2 > x1 + 16
        ? `M${x1} ${y1}H${x2 - 8}V${y2}H${x2 - 1}`
        : `M${x1} ${y1}h8V${between}H${x2 - 10}V${y2}H${x2 - 1}`
    const late = first.dueOn !== null && waiting.dueOn !== null && first.dueOn > waiting.dueOn
    return [{ key: `${from} ${to}`, d, late }]
  })
  return (
    <svg
      className="timeline-grid"
      style={{ left, top }}
      width={scale.width}
      height={height}
      aria-hidden="true"
    >
      <defs>
        <marker
          id="timeline-arrow"
          viewBox="0 0 6 6"
          refX="5"
          refY="3"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path d="M0 0L6 3L0 6z" fill="context-stroke" />
        </marker>
      </defs>
      {scale.units.map(({ from, x }) => (
        <line key={from} x1={x} x2={x} y1={0} y2={height} className="grid-unit" />
      ))}
      {scale.years.map(({ from, x }) => (
        <line key={from} x1={x} x2={x} y1={0} y2={height} className="grid-year" />
      ))}
      <line x1={todayX} x2={todayX} y1={0} y2={height} className="grid-today" />
      {lines.map(({ key, d, late }) => (
        <path
          key={key}
          d={d}
          className={late ? 'grid-line grid-late' : 'grid-line'}
          markerEnd="url(#timeline-arrow)"
        />
      ))}
    </svg>
  )
}
