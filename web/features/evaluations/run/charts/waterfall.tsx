import type { ReactNode } from 'react'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import { fixedWords, signedWords } from '../../shared/number-words.ts'
import './charts.css'

export interface WaterfallRow {
  readonly key: string
  readonly label: ReactNode
  /** Of a step: what it adds; of an end: the level itself. */
  readonly amount: number
  readonly kind: 'end' | 'step'
  /** 0: below an end; 1: a part of the row before, which does not move the level again. */
  readonly level?: 0 | 1
  readonly note?: ReactNode
}

export interface PlacedBar {
  /** Left and width in per cent of the room. */
  readonly left: number
  readonly width: number
}

/**
 * Where each bar stands, level by level: an end from zero (or from the least level, where all are far from it), a step from the
 * level reached so far. Parts of a step begin where the step began.
 */
export function placeBars(rows: readonly Pick<WaterfallRow, 'amount' | 'kind' | 'level'>[]): {
  readonly bars: readonly PlacedBar[]
  /** Where the room begins. */ readonly floor: number
} {
  let level = 0
  let inner = 0
  const spans = rows.map(({ amount, kind, level: depth = 0 }): readonly [number, number] => {
    if (kind === 'end') {
      level = amount
      return [0, amount]
    }
    if (depth === 1) {
      inner += amount
      return [inner - amount, inner]
    }
    inner = level
    level += amount
    return [level - amount, level]
  })
  const steps = spans.flatMap((span, index) => (rows[index]?.kind === 'step' ? [...span] : [span[1]]))
  const least = Math.min(...steps)
  const most = Math.max(...steps, 0)
  // A difference of one point between two totals near seventy would not be seen on a scale from zero.
  const floor =
    Math.min(0, least) === 0 && least > 0.55 * most ? least - 0.15 * (most - least) : Math.min(0, least)
  const range = most - floor || 1
  const bars = spans.map(([from, to]) => {
    const low = Math.max(floor, Math.min(from, to))
    const high = Math.max(from, to)
    return { left: ((low - floor) / range) * 100, width: Math.max(0, ((high - low) / range) * 100) }
  })
  return { bars, floor }
}

/** From a start to an end in parts, as a table with bars: every bar's figure stands beside it. */
export function Waterfall({
  label,
  head,
  rows,
}: {
  readonly label: string
  readonly head: readonly [string, string]
  readonly rows: readonly WaterfallRow[]
}) {
  const t = useText(evaluationTexts)
  const { bars, floor } = placeBars(rows)
  return (
    <table className="plain-table waterfall" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head[0]}</th>
          <td className="waterfall-room small soft">
            {floor > 0 ? t('barsFrom', { value: fixedWords(floor, 1) }) : null}
          </td>
          <th scope="col" className="number">
            {head[1]}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const bar = bars[index]
          return (
            <tr key={row.key} className={`waterfall-${row.kind} waterfall-level-${row.level ?? 0}`}>
              <th scope="row">{row.label}</th>
              <td className="waterfall-room" aria-hidden="true">
                <span className="waterfall-track">
                  {bar ? (
                    <span
                      className={
                        row.kind === 'end'
                          ? 'waterfall-bar'
                          : row.amount < 0
                            ? 'waterfall-bar waterfall-minus'
                            : 'waterfall-bar waterfall-plus'
                      }
                      style={{ left: `${bar.left}%`, width: `max(2px, ${bar.width}%)` }}
                    />
                  ) : null}
                </span>
              </td>
              <td className="number nowrap" title={String(row.amount)}>
                {row.kind === 'end' ? fixedWords(row.amount, 2) : signedWords(row.amount)}
                {row.note ? <div className="small soft">{row.note}</div> : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
