import { queryOptions } from '@tanstack/react-query'
import { previewPlanDuties } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { ledgerKey } from '../shared/queries.ts'

export type PlanPreview = ResponseOf<typeof previewPlanDuties>
export type PlanDutyRow = PlanPreview['duties'][number]
export type PlanTargetRow = PlanPreview['targets'][number]

export function planDutiesQuery(planId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'plan', planId],
    queryFn: ({ signal }) => call(previewPlanDuties, { params: { planId }, signal }),
    // Somebody fills in a long table over it; a renewed answer must not move the rows.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  })
}
