import { mergeSearch, stringifySearch } from '../../../app/address.ts'
import type { Address, ChangeAddress } from '../../../app/address.ts'

export const RUN_TABS = ['ranking', 'unit', 'steps', 'statistics', 'robustness', 'what-if', 'year'] as const
export type RunTab = (typeof RUN_TABS)[number]

/**
 * tab; unit: the selected one; with: the unit it is compared with; node: the indicator or heading that is explained; step: which
 * table; sort; show, level, kind: choices within a tab; w: weights tried; base: the index's base period.
 */
export type RunAddressName =
  | 'tab'
  | 'unit'
  | 'with'
  | 'node'
  | 'step'
  | 'sort'
  | 'show'
  | 'level'
  | 'kind'
  | 'w'
  | 'base'
  | 'period'
  | 'cell'
  | 'group'
export type RunAddress = Address<RunAddressName>
export type ChangeRunAddress = ChangeAddress<RunAddressName>

export function runTabOf({ tab }: RunAddress): RunTab {
  return RUN_TABS.find((each) => each === tab) ?? 'ranking'
}

/** The same run at another tab; what belongs to the tab left behind is dropped, the selected unit stays. */
export function tabHref(runId: string, address: RunAddress, tab: RunTab): string {
  const kept = {
    ...(address.unit ? { unit: address.unit } : {}),
    ...(address.with ? { with: address.with } : {}),
  }
  return `/evaluations/runs/${runId}${stringifySearch(
    mergeSearch({}, { tab: tab === 'ranking' ? null : tab, ...kept, ...(address.w ? { w: address.w } : {}) }),
  )}`
}
