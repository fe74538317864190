import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { formatNumber } from '../../../ui/format.ts'
import { cents } from './against-budget.tsx'
import { nearestPoint, ticksBetween, ticksTo } from './curve-scale.ts'
import type { Point } from './curve-scale.ts'

const PANEL = 190
const TOP = 26
const BOTTOM = 26
const LEFT = 70
const RIGHT = 18
const USUAL_WIDTH = 760

/** Two drawings over the same range: how many qualify, and what that costs against the budget. One point is always read out. */
export function CurveChart({
  points,
  present,
  budget,
  chosen,
  onChosen,
  label,
}: {
  readonly points: readonly Point[]
  readonly present: number
  readonly budget: number | null
  readonly chosen: number
  readonly onChosen: (index: number) => void
  readonly label: string
}) {
  const t = useText(simulationTexts)
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(USUAL_WIDTH)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(320, Math.floor(entry.contentRect.width)))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const from = points[0]?.value ?? 0
  const to = points.at(-1)?.value ?? 1
  const x = (value: number) => LEFT + ((value - from) / (to - from)) * (width - LEFT - RIGHT)
  function point(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - left - LEFT) / (width - LEFT - RIGHT)
    onChosen(nearestPoint(points, from + share * (to - from)))
  }
  function move(event: KeyboardEvent) {
    const next = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: points.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    onChosen(Math.max(0, Math.min(points.length - 1, next)))
  }
  const panels = [
    { of: 'yes', title: t('curveYes'), line: null },
    { of: 'cost', title: t('curveCost'), line: budget },
  ] as const
  const picked = points[chosen]
  return (
    <div
      ref={place}
      className="curve-chart"
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={picked?.value ?? from}
      aria-valuetext={
        picked === undefined
          ? undefined
          : t('readout', { value: picked.value, yes: picked.yes, cost: cents(picked.cost) })
      }
      onKeyDown={move}
    >
      <svg
        width={width}
        height={panels.length * PANEL + 8}
        aria-hidden="true"
        onPointerMove={point}
        onPointerDown={point}
      >
        {panels.map(({ of, title, line }, index) => {
          const top = index * PANEL + TOP
          const bottom = (index + 1) * PANEL - BOTTOM
          const ticks = ticksTo(Math.max(line ?? 0, ...points.map((each) => each[of])))
          const most = ticks.at(-1) ?? 1
          const y = (value: number) => bottom - (value / most) * (bottom - top)
          return (
            <g key={of}>
              <text className="curve-title" x={0} y={top - 10}>
                {title}
              </text>
              {ticks.map((tick) => (
                <g key={tick}>
                  <line className="curve-grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
                  <text className="curve-tick" x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
                    {formatNumber(tick)}
                  </text>
                </g>
              ))}
              {ticksBetween(from, to).map((tick) => (
                <text key={tick} className="curve-tick" x={x(tick)} y={bottom + 18} textAnchor="middle">
                  {formatNumber(tick)}
                </text>
              ))}
              {present >= from && present <= to ? (
                <>
                  <line className="curve-present" x1={x(present)} x2={x(present)} y1={top - 4} y2={bottom} />
                  <text
                    className="curve-tick"
                    x={x(present) + 5}
                    y={top - 10}
                    textAnchor={x(present) > width - 120 ? 'end' : 'start'}
                  >
                    {t('curvePresent', { value: present })}
                  </text>
                </>
              ) : null}
              {line === null ? null : (
                <>
                  <line className="curve-budget" x1={LEFT} x2={width - RIGHT} y1={y(line)} y2={y(line)} />
                  <text className="curve-budget-words" x={width - RIGHT} y={y(line) - 5} textAnchor="end">
                    {t('curveBudget', { amount: line })}
                  </text>
                </>
              )}
              <polyline
                className="curve-line"
                points={points.map((each) => `${String(x(each.value))},${String(y(each[of]))}`).join(' ')}
              />
              {points.map((each, at) => {
                const isOver = line !== null && each[of] > line
                return isOver ? (
                  <rect
                    key={each.value}
                    className="curve-over"
                    x={x(each.value) - 3}
                    y={y(each[of]) - 3}
                    width={6}
                    height={6}
                  />
                ) : (
                  <circle
                    key={each.value}
                    className="curve-point"
                    cx={x(each.value)}
                    cy={y(each[of])}
                    r={at === chosen ? 4 : 2.5}
                  />
                )
              })}
              {picked === undefined ? null : (
                <>
                  <line
                    className="curve-chosen"
                    x1={x(picked.value)}
                    x2={x(picked.value)}
                    y1={top - 4}
                    y2={bottom}
                  />
                  <circle className="curve-ring" cx={x(picked.value)} cy={y(picked[of])} r={6} />
                </>
              )}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
