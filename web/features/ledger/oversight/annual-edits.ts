import type { AnnualList, changeAnnualList } from '#contract/ledger'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'

type EditAct = Extract<BodyInputOf<typeof changeAnnualList>['act'], { kind: 'edit' }>
type Part = AnnualList['items'][number]['part']

/** An item as it is being edited. */
export interface EditedItem {
  /** Stays the same while items move. */
  readonly key: string
  readonly dutyId: string | null
  readonly title: string
  readonly milestone: string
  readonly dueOn: string
  readonly part: Part
  /** null: stands; a text, also an empty one: is to be struck. */
  readonly struckReason: string | null
}

export function editedItems(list: Pick<AnnualList, 'items'>): EditedItem[] {
  return list.items.map(({ position, duty, title, milestone, dueOn, part, struckReason }) => ({
    key: `${position}`,
    dutyId: duty?.id ?? null,
    title,
    milestone,
    dueOn: dueOn ?? '',
    part,
    struckReason,
  }))
}

/** A sent list is the body's: it strikes with a reason and adds what it takes on itself; its own additions it may change. */
export function isFrozen(item: EditedItem, byBody: boolean): boolean {
  return byBody && !(item.dutyId === null && item.part === 'own')
}

export type ItemFault = 'titleMissing' | 'strikeReasonMissing'

/** What is missing in which item, by its key. */
export function itemFaults(items: readonly EditedItem[]): ReadonlyMap<string, ItemFault> {
  return new Map(
    items.flatMap((item): [string, ItemFault][] => {
      if (item.title.trim() === '') return [[item.key, 'titleMissing']]
      if (item.struckReason !== null && item.struckReason.trim() === '')
        return [[item.key, 'strikeReasonMissing']]
      return []
    }),
  )
}

export function editAct(note: string, items: readonly EditedItem[]): EditAct {
  return {
    kind: 'edit',
    note: note.trim() || null,
    items: items.map(({ dutyId, title, milestone, dueOn, part, struckReason }) => ({
      dutyId,
      title,
      milestone,
      dueOn: dueOn || null,
      part,
      struckReason,
    })),
  }
}

/** Moves an item by one place; at the ends nothing happens. */
export function moved(items: readonly EditedItem[], key: string, by: -1 | 1): EditedItem[] {
  const from = items.findIndex((item) => item.key === key)
  const to = from + by
  const [one, other] = [items[from], items[to]]
  if (!one || !other) return [...items]
  return items.map((item, index) => (index === from ? other : index === to ? one : item))
}

export interface ListDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  readonly note: readonly [string | null, string | null] | null
}

/** What somebody else has changed since the list that I began with: titles of items. */
export function listDifference(base: AnnualList, fresh: AnnualList): ListDifference {
  const keyOf = (item: AnnualList['items'][number]) => item.duty?.id ?? item.title
  const said = ({ title, milestone, dueOn, part, struckReason }: AnnualList['items'][number]) =>
    JSON.stringify([title, milestone, dueOn, part, struckReason])
  const before = new Map(base.items.map((item) => [keyOf(item), item]))
  const after = new Map(fresh.items.map((item) => [keyOf(item), item]))
  const titles = (items: readonly AnnualList['items'][number][]) => items.map(({ title }) => title)
  return {
    added: titles(fresh.items.filter((item) => !before.has(keyOf(item)))),
    removed: titles(base.items.filter((item) => !after.has(keyOf(item)))),
    changed: titles(
      fresh.items.filter((item) => {
        const was = before.get(keyOf(item))
        return was !== undefined && said(was) !== said(item)
      }),
    ),
    note: base.note === fresh.note ? null : [base.note, fresh.note],
  }
}
