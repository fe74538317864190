/** Items in a few words: what a card, a message or a row of a table says of one. */
import type { PlanItem } from '#contract/plans'
import { formatNumber } from '../../ui/format.ts'

type FigureData = Extract<PlanItem, { kind: 'target' }>['data']

const SIGNS = { gt: '>', ge: '≥', lt: '<', le: '≤', approx: '≈', between: '', eq: '=' } as const

/** `≥ 8 %`, `2–3 个`: the comparison, the value and its unit as printed. */
export function figureValue(data: FigureData): string {
  const value =
    data.value2 === null
      ? formatNumber(data.value)
      : `${formatNumber(data.value)}–${formatNumber(data.value2)}`
  return [SIGNS[data.comparator], value, data.unit].filter((part) => part !== '').join(' ')
}

const MAXIMA = new Set(['max-per-unit', 'time-limit', 'amount-limit'])

/** `1–2`, `≤ 3` for a maximum, `17` for a count, `≥ 1`; empty when the rule has no number. */
export function limitWords(rule: string, limitMin: number | null, limit: number | null): string {
  if (limit !== null && limitMin !== null)
    return limit === limitMin
      ? `= ${formatNumber(limit)}`
      : `${formatNumber(limitMin)}–${formatNumber(limit)}`
  if (limit !== null)
    return (MAXIMA.has(rule) ? '≤ ' : rule === 'min-per-unit' ? '≥ ' : '') + formatNumber(limit)
  return limitMin === null ? '' : `≥ ${formatNumber(limitMin)}`
}

/** The item's own words, as its card is headed. */
export function itemTitle(item: PlanItem): string {
  switch (item.kind) {
    case 'heading':
      return `${item.data.number ?? ''}${item.data.title}`
    case 'task':
      return item.data.title
    case 'target':
    case 'baseline':
      return `${item.data.indicator} ${figureValue(item.data)}`
    case 'constraint':
      return item.data.subject
    case 'body':
      return item.data.name
    case 'citation':
      return inTitleMarks(item.data.title)
  }
}

/** Cut for a message; the whole stands on the card. */
export function shortTitle(item: PlanItem, length = 28): string {
  const title = itemTitle(item)
  return title.length > length ? `${title.slice(0, length)}…` : title
}

/** 《…》 around a title; marks within it become the inner ones, as Chinese writes them. */
export function inTitleMarks(title: string): string {
  const bare = /^《[^《》]*》$/.test(title) ? title.slice(1, -1) : title
  return `《${bare.replaceAll('《', '〈').replaceAll('》', '〉')}》`
}
