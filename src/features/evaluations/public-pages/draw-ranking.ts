import { html, type Html } from '#platform/http'
import type { Standing } from '../contract.ts'

const WIDTH = 720
const ROW = 26
const TOP = 30
const NAME = 220
const RIGHT = 24

/** Ranks as dots with their intervals as lines, the best above; the table below says the same in figures. */
export function drawRanking(
  standings: readonly (Pick<Standing, 'rank' | 'rankLow' | 'rankHigh'> & { readonly label: string })[],
  chart: string,
): Html | null {
  const ranked = standings.flatMap((one) => (one.rank === null ? [] : [{ ...one, rank: one.rank }]))
  if (ranked.length < 2) return null
  const last = Math.max(...ranked.map(({ rank, rankHigh }) => Math.max(rank, rankHigh ?? 1)), 2)
  const height = TOP + ranked.length * ROW + 8
  const x = (rank: number) => round(NAME + ((rank - 1) / (last - 1)) * (WIDTH - NAME - RIGHT))
  const step = Math.max(1, Math.ceil((last - 1) / 12))
  const ticks = Array.from({ length: Math.floor((last - 1) / step) + 1 }, (_, at) => 1 + at * step)
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${chart}">
    ${ticks.map(
      (tick) =>
        html`<line x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 8}" y2="${height - 8}" stroke="#e3e6ea" />
          <text x="${x(tick)}" y="16" text-anchor="middle" font-size="12" fill="#565f6a">${tick}</text>`,
    )}
    ${ranked.map(({ label, rank, rankLow, rankHigh }, at) => {
      const y = TOP + at * ROW + ROW / 2
      return html`<text x="${NAME - 16}" y="${y + 4}" text-anchor="end" font-size="13" fill="#1b1f24">
          ${shortened(label)}
        </text>
        ${
          rankLow === null || rankHigh === null
            ? null
            : html`<line
                x1="${x(rankLow)}"
                x2="${x(rankHigh)}"
                y1="${y}"
                y2="${y}"
                stroke="#1f5aa6"
                stroke-width="3"
                stroke-linecap="round"
                stroke-opacity="0.45"
              />`
        }
        <circle cx="${x(rank)}" cy="${y}" r="5" fill="#1b1f24" />`
    })}
  </svg>`
}

/** As much of a name as stands beside the chart; the table has all of it. */
function shortened(label: string): string {
  const most = 14
  let width = 0
  let kept = ''
  for (const character of label) {
    width += /[\u0020-\u007e]/.test(character) ? 0.6 : 1
    if (width > most) return `${kept}…`
    kept += character
  }
  return kept
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
