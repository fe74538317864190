import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  listInspections,
  listProposals,
  readActionMatrix,
  readAnnualList,
  readAnnualMatrix,
  readCarrierMatrix,
  readInspection,
  readTakeUp,
} from '#contract/ledger'
import type { Proposal } from '#contract/ledger'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { ledgerKey } from '../shared/queries.ts'

export type ActionMatrix = ResponseOf<typeof readActionMatrix>
export type CarrierMatrix = ResponseOf<typeof readCarrierMatrix>
export type TakeUp = ResponseOf<typeof readTakeUp>
export type AnnualMatrix = ResponseOf<typeof readAnnualMatrix>
export type InspectionList = ResponseOf<typeof listInspections>

export function actionMatrixQuery(query: QueryInputOf<typeof readActionMatrix>) {
  return queryOptions({
    queryKey: [...ledgerKey, 'matrix-actions', query],
    queryFn: ({ signal }) => call(readActionMatrix, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export const carrierMatrixQuery = queryOptions({
  queryKey: [...ledgerKey, 'matrix-carriers'],
  queryFn: ({ signal }) => call(readCarrierMatrix, { signal }),
})

export function takeUpQuery(query: QueryInputOf<typeof readTakeUp>) {
  return queryOptions({
    queryKey: [...ledgerKey, 'matrix-take-up', query],
    queryFn: ({ signal }) => call(readTakeUp, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function annualMatrixQuery(year: number) {
  return queryOptions({
    queryKey: [...ledgerKey, 'matrix-annual', year],
    queryFn: ({ signal }) => call(readAnnualMatrix, { query: { year }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function annualListQuery(listId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'annual-list', listId],
    queryFn: ({ signal }) => call(readAnnualList, { params: { listId }, signal }),
  })
}

export function proposalsQuery(state: Proposal['state']) {
  return queryOptions({
    queryKey: [...ledgerKey, 'proposals', state],
    queryFn: ({ signal }) => call(listProposals, { query: { state }, signal }),
    placeholderData: keepPreviousData,
  })
}

export const inspectionsQuery = queryOptions({
  queryKey: [...ledgerKey, 'inspections'],
  queryFn: ({ signal }) => call(listInspections, { signal }),
})

export function inspectionQuery(inspectionId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'inspection', inspectionId],
    queryFn: ({ signal }) => call(readInspection, { params: { inspectionId }, signal }),
  })
}
