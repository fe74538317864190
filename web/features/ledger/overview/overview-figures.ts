import type { TargetRow } from '#contract/ledger'
import { figureWords, withUnit } from '../targets/target-words.ts'
import type { Overview } from './overview-query.ts'

const SIGNS = { gt: '>', ge: '≥', lt: '<', le: '≤', approx: '≈', eq: '=' } as const

/** What a target asks for in as few signs as can be: ≥ 10 万亿元, 5–6%. */
export function shortGoal({
  comparator,
  value,
  value2,
  unit,
}: Pick<TargetRow, 'comparator' | 'value' | 'value2' | 'unit'>): string {
  if (comparator === 'between') return `${figureWords(value)}–${withUnit(value2 ?? value, unit)}`
  return `${SIGNS[comparator]} ${withUnit(value, unit)}`
}

/** +6, −8, null where nothing changed. The minus is the mathematical one, as wide as the plus. */
export function signed(change: number): string | null {
  const rounded = Math.round(change * 10) / 10
  if (rounded === 0) return null
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`
}

/** Bodies that must act, most red first, then most late; bodies with neither are left out. */
export function mustAct(bodies: Overview['bodies']): Overview['bodies'] {
  return bodies
    .filter(({ red, late }) => red > 0 || late > 0)
    .sort((a, b) => b.red - a.red || b.late - a.late || b.yellow - a.yellow)
}

const URGENCY: readonly Overview['targets'][number]['standing'][] = [
  'missed',
  'off-track',
  'at-risk',
  'unknown',
  'on-track',
  'met',
]

/** Targets in the order in which somebody must look at them; within one standing as they came. */
export function worstFirst(targets: Overview['targets']): Overview['targets'] {
  return [...targets].sort((a, b) => URGENCY.indexOf(a.standing) - URGENCY.indexOf(b.standing))
}
