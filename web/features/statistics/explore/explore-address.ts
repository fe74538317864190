import { ExploreQuery } from '#contract/statistics'
import type { explore } from '#contract/statistics'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export const VIEWS = ['table', 'line', 'bar', 'map'] as const
export type View = (typeof VIEWS)[number]
export const FILTERS = ['park', 'industry', 'field', 'size', 'rung'] as const
export type FilterName = (typeof FILTERS)[number]

export type ExploreAddressName =
  | 'indicator'
  | 'dimension'
  | 'scope'
  | 'transform'
  | 'from'
  | 'to'
  | 'asOf'
  | 'single'
  | FilterName
  /** How it is shown: view, period of bars and map, groups drawn, order, row, the number of which the filings are open. */
  | 'view'
  | 'at'
  | 'pick'
  | 'sort'
  | 'row'
  | 'behind'
export type ExploreAddress = Address<ExploreAddressName>
export type ExploreQueryInput = QueryInputOf<typeof explore>

/** What is shown where nothing is asked for. */
const FIRST_INDICATOR = 'revenue'
/** More lines than this cannot be told apart. */
export const MOST_PICKED = 8

/** The question in an address; what makes no sense in it is left out. */
export function exploreQueryOf(address: ExploreAddress): ExploreQueryInput {
  const { shape } = ExploreQuery
  const query: Record<string, string> = { indicator: address.indicator?.slice(0, 60) || FIRST_INDICATOR }
  for (const name of [
    'dimension',
    'scope',
    'transform',
    'from',
    'to',
    'asOf',
    ...FILTERS,
    'single',
  ] as const) {
    const value = address[name]
    if (value !== undefined && value !== '' && shape[name].safeParse(value).success) query[name] = value
  }
  return ExploreQuery.safeParse(query).success ? (query as ExploreQueryInput) : { indicator: FIRST_INDICATOR }
}

export function viewOf({ view }: ExploreAddress): View {
  return VIEWS.find((each) => each === view) ?? 'table'
}

export function filtersOf(address: ExploreAddress): readonly FilterName[] {
  return FILTERS.filter((name) => (address[name] ?? '') !== '')
}

/** Codes of the groups that are to be drawn, at most so many as can be told apart. */
export function picksOf({ pick }: ExploreAddress): readonly string[] {
  return pick === undefined ? [] : [...new Set(pick.split(','))].slice(0, MOST_PICKED).map(groupOf)
}

export function pickWords(codes: readonly string[]): string | null {
  return codes.length === 0 ? null : codes.slice(0, MOST_PICKED).map(groupParam).join(',')
}

/** An address cannot carry an empty code: `none` is the group of which the register says nothing. */
export function groupParam(code: string): string {
  return code === '' ? 'none' : code
}

function groupOf(param: string): string {
  return param === 'none' ? '' : param
}

/** Of which number the filings are open: group as the server asks for it (`total`: all) and period. */
export function behindOf({
  behind,
}: ExploreAddress): { readonly group: string; readonly period: string } | null {
  const cut = behind?.lastIndexOf('~') ?? -1
  if (behind === undefined || cut < 1) return null
  const period = behind.slice(cut + 1)
  return /^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/u.test(period)
    ? { group: behind.slice(0, cut), period }
    : null
}

export function behindWords(group: string, period: string): string {
  return `${group}~${period}`
}
