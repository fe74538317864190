/** Server state of simulations; a kept one never changes. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  listMovable,
  listSimulations,
  readPolicyChoices,
  readSensitivity,
  readSimulation,
} from '#contract/policies'
import type { PolicyJson } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { policiesKey } from '../shared/policy-queries.ts'

export const simulationsKey = [...policiesKey, 'simulations'] as const

export function simulationQuery(simulationId: string) {
  return queryOptions({
    queryKey: [...simulationsKey, 'one', simulationId],
    queryFn: ({ signal }) => call(readSimulation, { params: { simulationId }, signal }),
    staleTime: Infinity,
  })
}

/** Those shown beside each other under a result. */
const BESIDE = 8

export function simulationsOf(policyId: string) {
  return queryOptions({
    queryKey: [...simulationsKey, 'of', policyId],
    queryFn: ({ signal }) =>
      call(listSimulations, { query: { policy: policyId, limit: String(BESIDE) }, signal }),
    placeholderData: keepPreviousData,
  })
}

export const policyChoicesQuery = queryOptions({
  queryKey: [...policiesKey, 'choices'],
  queryFn: ({ signal }) => call(readPolicyChoices, { signal }),
  staleTime: 60_000,
})

/** `source` names what the definition is of: a version, a side of a simulation. */
export function movableQuery(source: string, definition: PolicyDefinition | null, on: string | undefined) {
  return queryOptions({
    queryKey: [...simulationsKey, 'movable', source, on ?? 'today'],
    queryFn: ({ signal }) =>
      call(listMovable, { body: { definition: jsonOf(definition), ...(on ? { on } : {}) }, signal }),
    enabled: definition !== null,
    staleTime: 60_000,
  })
}

export function curveQuery(
  source: string,
  definition: PolicyDefinition | null,
  request: Omit<BodyInputOf<typeof readSensitivity>, 'definition'> | null,
) {
  return queryOptions({
    queryKey: [...simulationsKey, 'curve', source, request],
    queryFn: ({ signal }) => {
      if (request === null) throw new Error('no curve is asked for')
      return call(readSensitivity, { body: { definition: jsonOf(definition), ...request }, signal })
    },
    enabled: definition !== null && request !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** A definition as it goes over the wire. */
export function jsonOf(definition: PolicyDefinition | null): PolicyJson {
  return JSON.parse(JSON.stringify(definition)) as PolicyJson
}
