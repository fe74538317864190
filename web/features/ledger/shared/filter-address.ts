import type { z } from 'zod'
import { DutyFilter } from '#contract/ledger'
import { stringifySearch } from '../../../app/address.ts'

/** A filter as it stands in an address: every value a string, lists with commas. */
export type DutyFilterAddress = z.input<typeof DutyFilter>
export type FilterName = keyof DutyFilterAddress

/** The same names in the address of a page and in the server's query. */
export const FILTER_NAMES = Object.keys(DutyFilter.shape) as readonly FilterName[]

/** What an address asks for. A value that the contract refuses, e.g. of an old link, counts as not given. */
export function filterOf(address: Readonly<Partial<Record<string, string>>>): DutyFilterAddress {
  const found: Record<string, string> = {}
  for (const name of FILTER_NAMES) {
    const value = address[name]?.trim()
    if (value && DutyFilter.shape[name].safeParse(value).success) found[name] = value
  }
  return found
}

/** A list in an address: `red,yellow`. */
export function valuesOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').filter((value) => value !== '')
}

/** With the value if it was without, and the other way round; '' when nothing is left. */
export function toggled(list: string | undefined, value: string): string {
  const values = valuesOf(list)
  return (values.includes(value) ? values.filter((each) => each !== value) : [...values, value]).join(',')
}

/** The address of the duties under a filter; `view`, `sort` and the like may be added. */
export function ledgerHref(filter: DutyFilterAddress & Readonly<Record<string, unknown>> = {}): string {
  return `/ledger${stringifySearch(filter)}`
}
