/** What a reviewer sees and moves through: which items stand in the list, where the keys lead, what a decision changes. */
import { REVIEWED_KINDS, type Changed, type ItemKind, type PlanItem } from '#contract/plans'

export type ReviewedKind = (typeof REVIEWED_KINDS)[number]
export type ReviewedItem = Extract<PlanItem, { kind: ReviewedKind }>
export type Decision = 'accept' | 'reject' | 'reopen'

export interface ListFilter {
  readonly kind: ReviewedKind | null
  readonly unreviewedOnly: boolean
}

export function isReviewedKind(kind: ItemKind): kind is ReviewedKind {
  return (REVIEWED_KINDS as readonly ItemKind[]).includes(kind)
}

/** Waits for a person. */
export function isOpen(item: PlanItem): boolean {
  return isReviewedKind(item.kind) && item.status === 'suggested'
}

/** Belongs to the plan as it stands: neither rejected nor replaced by others. */
export function stands(item: PlanItem): boolean {
  return item.status !== 'rejected' && item.status !== 'superseded'
}

/** The cards in reading order. Rejected items stay, so that they can be reopened; replaced ones do not. */
export function listedItems(items: readonly PlanItem[], filter: ListFilter): readonly ReviewedItem[] {
  return items.filter(
    (item): item is ReviewedItem =>
      isReviewedKind(item.kind) &&
      item.status !== 'superseded' &&
      (filter.kind === null || item.kind === filter.kind) &&
      (!filter.unreviewedOnly || item.status === 'suggested'),
  )
}

/** One step up or down; without a selection, the first or the last. Stays at the ends. */
export function step(list: readonly PlanItem[], selected: string | null, by: 1 | -1): string | null {
  const index = list.findIndex((item) => item.id === selected)
  if (index < 0) return (by === 1 ? list[0] : list.at(-1))?.id ?? null
  return (list[index + by] ?? list[index])?.id ?? null
}

/** The next item that waits, after the selected one and then from the top; null when none waits. */
export function nextOpen(list: readonly PlanItem[], selected: string | null): string | null {
  const from = list.findIndex((item) => item.id === selected)
  const order = [...list.slice(from + 1), ...list.slice(0, from + 1)]
  return order.find((item) => isOpen(item) && item.id !== selected)?.id ?? null
}

/** The task that follows in the text, which a merge would join; null when there is none. */
export function followingTask(items: readonly PlanItem[], id: string): PlanItem | null {
  const tasks = items.filter((item) => item.kind === 'task' && stands(item))
  const index = tasks.findIndex((item) => item.id === id)
  return index < 0 ? null : (tasks[index + 1] ?? null)
}

const STATUS_AFTER = { accept: 'accepted', reject: 'rejected', reopen: 'suggested' } as const

/** How items look once the server agrees; their version stays, because only the server counts it. */
export function withDecision(
  items: readonly PlanItem[],
  ids: ReadonlySet<string>,
  decision: Decision,
): PlanItem[] {
  return items.map((item) => (ids.has(item.id) ? { ...item, status: STATUS_AFTER[decision] } : item))
}

export function inReadingOrder(items: readonly PlanItem[]): PlanItem[] {
  return items.toSorted((a, b) => a.start - b.start || b.end - a.end || a.id.localeCompare(b.id))
}

export function withChanged(items: readonly PlanItem[], changed: readonly PlanItem[]): PlanItem[] {
  const byId = new Map(changed.map((item) => [item.id, item]))
  const kept = items.map((item) => {
    const after = byId.get(item.id)
    byId.delete(item.id)
    return after ?? item
  })
  return inReadingOrder([...kept, ...byId.values()])
}

/** Counted from the items, so that the meter moves with the key and not with the network. */
export function countItems(items: readonly PlanItem[]): Changed['counters'] {
  const byKind: Record<string, { total: number; reviewed: number }> = {}
  let total = 0
  let reviewed = 0
  for (const item of items) {
    if (!isReviewedKind(item.kind) || item.status === 'superseded') continue
    const counter = (byKind[item.kind] ??= { total: 0, reviewed: 0 })
    counter.total += 1
    total += 1
    if (item.status === 'suggested') continue
    counter.reviewed += 1
    reviewed += 1
  }
  return { total, reviewed, byKind }
}

/** The headings above an offset, outermost first: the place of an item in words. */
export function headingTrail(items: readonly PlanItem[]): (offset: number) => readonly string[] {
  const headings = items.filter((item) => item.kind === 'heading').toSorted((a, b) => a.start - b.start)
  const trails: { start: number; trail: readonly string[] }[] = []
  let open: { level: number; label: string }[] = []
  for (const heading of headings) {
    if (heading.kind !== 'heading') continue
    const { level, number, title } = heading.data
    open = [...open.filter((above) => above.level < level), { level, label: `${number ?? ''}${title}` }]
    trails.push({ start: heading.start, trail: open.map((above) => above.label) })
  }
  return (offset) => {
    let low = 0
    let high = trails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((trails[middle]?.start ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return trails[low - 1]?.trail ?? []
  }
}

/** The item that a place in the text means: the same words, else the smallest item around it, else the first within. */
export function itemAt(
  items: readonly PlanItem[],
  span: { start: number; end: number },
): ReviewedItem | null {
  let best: ReviewedItem | null = null
  let bestScore = Infinity
  for (const item of items) {
    if (!isReviewedKind(item.kind) || item.status === 'superseded') continue
    const places = item.kind === 'body' ? item.mentions : [item]
    for (const place of places) {
      if (place.end <= span.start || place.start >= span.end) continue
      const score = Math.abs(place.start - span.start) + Math.abs(place.end - span.end)
      if (score >= bestScore) continue
      best = item as ReviewedItem
      bestScore = score
    }
  }
  return best
}
