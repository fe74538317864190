import { InspectionItem, InspectionRow } from '#contract/ledger'
import type { InspectionView } from '#contract/ledger'
import type { Tone } from '../../../ui/marks.tsx'

type State = InspectionView['state']
type Result = NonNullable<InspectionView['list'][number]['result']>

export const KINDS = InspectionRow.shape.kind.options
export const METHODS = InspectionItem.shape.method.options
export const RESULTS = InspectionItem.shape.result.unwrap().options
export const STATE_TONES = {
  planned: 'neutral',
  running: 'warn',
  found: 'warn',
  announced: 'good',
} as const satisfies Record<State, Tone>
export const RESULT_TONES = {
  good: 'good',
  adequate: 'good',
  slow: 'warn',
  poor: 'bad',
} as const satisfies Record<Result, Tone>

export const SHOWS = ['all', 'open', 'poor'] as const
export type Show = (typeof SHOWS)[number]

/** The items that are asked for: all, those without a result, those that went slowly or poorly; of one body or all. */
export function shownItems(
  list: InspectionView['list'],
  show: Show,
  bodyId: string | undefined,
): InspectionView['list'] {
  return list.filter(
    ({ result, body }) =>
      (bodyId === undefined || body.id === bodyId) &&
      (show === 'all' || (show === 'open' ? result === null : result === 'slow' || result === 'poor')),
  )
}

/** Each inspected body once, in the order of the list. */
export function inspectedBodies(list: InspectionView['list']): InspectionView['list'][number]['body'][] {
  return [...new Map(list.map(({ body }) => [body.id, body])).values()]
}

/** An item as it is being planned. */
export interface PlannedItem {
  readonly key: number
  readonly bodyId: string | null
  readonly dutyId: string | null
  readonly text: string
  readonly method: (typeof METHODS)[number]
}

export type PlanFault = 'bodyMissing' | 'textMissing'

/** What is missing in which item, by its key. */
export function planFaults(items: readonly PlannedItem[]): ReadonlyMap<number, PlanFault> {
  return new Map(
    items.flatMap((item): [number, PlanFault][] =>
      item.bodyId === null
        ? [[item.key, 'bodyMissing']]
        : item.text.trim() === ''
          ? [[item.key, 'textMissing']]
          : [],
    ),
  )
}

/** The items as the server takes them; those without a body are left out and have been refused before. */
export function itemsToSend(items: readonly PlannedItem[]) {
  return items.flatMap(({ bodyId, dutyId, text, method }) =>
    bodyId === null ? [] : [{ organisationId: bodyId, dutyId, text, method }],
  )
}
