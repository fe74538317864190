import { z } from 'zod'
import type { Json } from '#domain/kernel'
import { ItemInput, REVIEWED_KINDS, type ItemKind, type PlanItem, type Reading } from './contract.ts'

/** The parts of an item that review changes and history keeps. */
export const ItemState = z.object({
  start: z.int(),
  end: z.int(),
  status: z.enum(['suggested', 'accepted', 'edited', 'added', 'rejected', 'superseded']),
  data: z.record(z.string(), z.json()),
})
export type ItemState = z.infer<typeof ItemState>

export interface ItemRow {
  readonly id: string
  readonly kind: ItemKind
  readonly startAt: number
  readonly endAt: number
  readonly mentions: readonly { start: number; end: number }[]
  readonly data: Record<string, Json>
  readonly suggested: Record<string, Json> | null
  readonly status: ItemState['status']
  readonly version: number
  readonly changedAt: string | null
  readonly changedByName: string | null
}

export function toPlanItem(row: ItemRow): PlanItem {
  const common = {
    id: row.id,
    start: row.startAt,
    end: row.endAt,
    status: row.status,
    version: row.version,
    changedAt: row.changedAt,
    changedBy: row.changedByName,
    differs: row.suggested !== null && !isSameData(row.suggested['data'] ?? null, row.data),
  }
  const input = ItemInput.parse({ kind: row.kind, data: row.data })
  return input.kind === 'body'
    ? { ...common, ...input, mentions: [...row.mentions] }
    : { ...common, ...input }
}

export function stateOf(row: ItemRow): ItemState {
  return ItemState.parse({ start: row.startAt, end: row.endAt, status: row.status, data: row.data })
}

export function isReviewed(status: ItemState['status']): boolean {
  return status === 'accepted' || status === 'edited' || status === 'added' || status === 'rejected'
}

/** What a person sees in lists: the task's title, the figure's indicator, the body's name. */
export function titleOfItem(item: Pick<PlanItem, 'kind' | 'data'> | ItemInput): string {
  const input = ItemInput.parse({ kind: item.kind, data: item.data })
  switch (input.kind) {
    case 'heading':
    case 'task':
    case 'citation':
      return input.data.title
    case 'target':
    case 'baseline':
      return input.data.indicator
    case 'constraint':
      return input.data.subject
    case 'body':
      return input.data.name
  }
}

export function countItems(rows: readonly Pick<ItemRow, 'kind' | 'status'>[]): Reading['counters'] {
  const byKind: Record<string, { total: number; reviewed: number }> = {}
  let [total, reviewed] = [0, 0]
  for (const kind of REVIEWED_KINDS) byKind[kind] = { total: 0, reviewed: 0 }
  for (const row of rows) {
    const counter = byKind[row.kind]
    if (counter === undefined || row.status === 'superseded') continue
    counter.total += 1
    total += 1
    if (!isReviewed(row.status)) continue
    counter.reviewed += 1
    reviewed += 1
  }
  return { total, reviewed, byKind }
}

/** Equal whatever the order of keys: jsonb does not keep it. */
export function isSameData(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return (
      a.length === b.length &&
      a.every((part: Json, i) => isSameData(part, (b[i] as Json | undefined) ?? null))
    )
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...keys].every((key) => isSameData(a[key] ?? null, b[key] ?? null))
  }
  return a === b
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
