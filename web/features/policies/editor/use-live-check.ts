import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PolicyDefinition } from '#domain/matching'
import { checkQuery, trialQuery } from './editor-queries.ts'
import { trialDefinition } from './trial-definition.ts'
import { useMayTry } from './use-may-try.ts'
import { useResting } from './use-resting.ts'

/** After the last change, until the server is asked. */
const REST = 400

/** Whom a definition reaches and what is wrong with it, asked once typing rests; `busy` while an answer is of earlier words. */
export function useLiveCheck(definition: PolicyDefinition) {
  const may = useMayTry()
  const rested = useResting(definition, REST)
  const asked = useMemo(() => trialDefinition(rested), [rested])
  const trial = useQuery(trialQuery(asked, may))
  const check = useQuery(checkQuery(rested, may))
  const waits = rested !== definition
  return {
    may,
    trial: trial.data,
    trialError: trial.error,
    trialBusy: trial.isFetching || waits,
    check: check.data,
    checkError: check.error,
    checkBusy: check.isFetching || waits,
  }
}
