import type { Actual, TrajectoryPoint } from '#domain/ledger'
import { html, type Html } from '#platform/http'
import { numberWords } from './texts.ts'

const WIDTH = 720
const HEIGHT = 240
const EDGE = { left: 56, right: 20, top: 16, bottom: 28 }

/** Required path as a dashed line, actual values as dots; the table below says the same in figures. */
export function drawSeries(
  path: readonly TrajectoryPoint[],
  actuals: readonly Actual[],
  { chart, drawn }: { readonly chart: string; readonly drawn: string },
): Html | null {
  const points = [...path.map(({ year, required }) => ({ year, value: required })), ...actuals]
  const years = points.map(({ year }) => year)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  if (points.length < 2 || first === last) return null
  const most = Math.max(...points.map(({ value }) => value))
  const least = Math.min(0, ...points.map(({ value }) => value))
  if (most === least) return null
  const x = (year: number) =>
    round(EDGE.left + ((year - first) / (last - first)) * (WIDTH - EDGE.left - EDGE.right))
  const y = (value: number) =>
    round(HEIGHT - EDGE.bottom - ((value - least) / (most - least)) * (HEIGHT - EDGE.top - EDGE.bottom))
  const line = (all: readonly { readonly year: number; readonly value: number }[]) =>
    all.map(({ year, value }) => `${x(year)},${y(value)}`).join(' ')
  const step = Math.max(1, Math.ceil((last - first) / 8))
  const ticks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step)
  const aim = path.at(-1)
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart}">
      <line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y(least)}" y2="${y(least)}" stroke="#8a93a0" />
      ${[least, (least + most) / 2, most].map(
        (value) =>
          html`<text x="${EDGE.left - 8}" y="${y(value) + 4}" text-anchor="end" font-size="12" fill="#565f6a"
            >${numberWords(Number(value.toPrecision(3)))}</text
          >`,
      )}
      ${ticks.map(
        (year) =>
          html`<text x="${x(year)}" y="${HEIGHT - 8}" text-anchor="middle" font-size="12" fill="#565f6a"
            >${year}</text
          >`,
      )}
      <polyline
        points="${line(path.map(({ year, required }) => ({ year, value: required })))}"
        fill="none"
        stroke="#1f5aa6"
        stroke-width="2"
        stroke-dasharray="5 4"
      />
      <polyline points="${line(actuals)}" fill="none" stroke="#1b1f24" stroke-width="2" />
      ${actuals.map(({ year, value }) => html`<circle cx="${x(year)}" cy="${y(value)}" r="4" fill="#1b1f24" />`)}
      ${aim === undefined ? null : html`<circle cx="${x(aim.year)}" cy="${y(aim.required)}" r="5" fill="#fff" stroke="#1f5aa6" stroke-width="2" />`}
    </svg>
    <figcaption>${drawn}</figcaption>
  </figure>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
