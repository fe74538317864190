import { DUTY_SORTS } from '#contract/ledger'
import { filterOf } from '../shared/filter-address.ts'
import type { DutyFilterAddress, FilterName } from '../shared/filter-address.ts'
import type { DutyListQuery } from './list-queries.ts'

export const VIEWS = ['table', 'board', 'timeline'] as const
export type LedgerView = (typeof VIEWS)[number]
export type DutySort = (typeof DUTY_SORTS)[number]

/**
 * Names that the ledger's address may carry beside the filter; `row` is where the reader stands, `columns` which columns he
 * has chosen, `by` how the board is divided, `zoom` how wide a month is on the timeline.
 */
export type ListAddressName =
  FilterName | 'view' | 'sort' | 'direction' | 'columns' | 'row' | 'by' | 'zoom' | 'empty'
export type ListAddress = Readonly<Partial<Record<ListAddressName, string>>>

export function viewOf(address: ListAddress): LedgerView {
  return VIEWS.find((view) => view === address.view) ?? 'table'
}

/** Who opens the ledger sees first what is red. */
const USUAL_SORT: DutySort = 'light'

/** The address as a question to the server; what it says wrongly is the usual. */
export function listQueryOf(address: ListAddress): DutyListQuery {
  return {
    ...filterOf(address),
    sort: DUTY_SORTS.find((sort) => sort === address.sort) ?? USUAL_SORT,
    direction: address.direction === 'desc' ? 'desc' : 'asc',
  }
}

/** The first press sorts as one reads it, the second the other way round. */
export function nextSort(
  { sort = USUAL_SORT, direction = 'asc' }: DutyListQuery,
  pressed: DutySort,
): { readonly sort: DutySort; readonly direction: 'asc' | 'desc' } {
  if (sort !== pressed) return { sort: pressed, direction: NEWEST_FIRST.has(pressed) ? 'desc' : 'asc' }
  return { sort: pressed, direction: direction === 'asc' ? 'desc' : 'asc' }
}
const NEWEST_FIRST: ReadonlySet<DutySort> = new Set(['changed'])

/** Without the colours, so that the counts by colour stay counts to choose from. */
export function withoutLight({ light: _light, ...rest }: DutyFilterAddress): DutyFilterAddress {
  return rest
}

/** What a saved view keeps: everything but where the reader stood. */
export function viewAddress({ row: _row, ...rest }: ListAddress): ListAddress {
  return rest
}

export const COLUMNS = [
  'serial',
  'light',
  'title',
  'lead',
  'park',
  'category',
  'person',
  'due',
  'progress',
  'state',
  'evidence',
  'report',
  'visibility',
  'changed',
] as const
export type Column = (typeof COLUMNS)[number]
export const USUAL_COLUMNS: readonly Column[] = [
  'light',
  'title',
  'lead',
  'person',
  'due',
  'progress',
  'state',
  'evidence',
  'report',
]

/** The columns of an address in the order of the table; the title is always there. */
export function columnsOf(columns: string | undefined): readonly Column[] {
  if (columns === undefined) return USUAL_COLUMNS
  const chosen = new Set(columns.split(','))
  return COLUMNS.filter((column) => column === 'title' || chosen.has(column))
}

/** As the address says it; null for the usual ones, which need no saying. */
export function columnsAddress(columns: readonly Column[]): string | null {
  const ordered = COLUMNS.filter((column) => columns.includes(column))
  return ordered.join() === COLUMNS.filter((column) => USUAL_COLUMNS.includes(column)).join()
    ? null
    : ordered.join()
}
