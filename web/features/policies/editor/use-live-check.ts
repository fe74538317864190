import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PolicyFindingView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { checkQuery, trialQuery } from './editor-queries.ts'
import { filledDefinition, shapeFindings } from './filled-definition.ts'
import { nodesOfFinding } from './finding-places.ts'
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
  const filled = useMemo(() => filledDefinition(rested), [rested])
  const trial = useQuery(trialQuery(asked, may))
  const checked = useQuery(checkQuery(filled.definition, may))
  const answer = checked.data
  const check = useMemo(() => {
    if (answer === undefined) return undefined
    const shape = shapeFindings(rested)
    const meant = answer.findings.filter((finding) => !isOfInvented(finding, filled.invented, rested))
    return {
      findings: [...shape, ...meant],
      tests: answer.tests,
      publishable: answer.publishable && shape.length === 0,
    }
  }, [answer, rested, filled])
  const waits = rested !== definition
  return {
    may,
    trial: trial.data,
    trialError: trial.error,
    trialBusy: trial.isFetching || waits,
    check,
    checkError: checked.error,
    checkBusy: checked.isFetching || waits,
  }
}

export type LiveCheck = NonNullable<ReturnType<typeof useLiveCheck>['check']>

/** About a condition that only stands for one that is not written yet. */
function isOfInvented(
  finding: PolicyFindingView,
  invented: ReadonlySet<string>,
  definition: PolicyDefinition,
): boolean {
  if (finding.from === 'shape') return true
  if (finding.from === 'policy') return finding.code === 'matching.nothing_decides' && invented.size > 0
  const ids = nodesOfFinding(finding, definition)
  return finding.path[0] === 'eligibility' && ids.some((id) => invented.has(id))
}
