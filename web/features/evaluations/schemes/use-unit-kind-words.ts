import { useCallback } from 'react'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { translate, useLanguage } from '../../../text/index.ts'

/** 分园, 孵化器, 产业集群; another kind by its own code. */
export function useUnitKindWords(): (kind: string) => string {
  const language = useLanguage()
  return useCallback(
    (kind: string) =>
      kind === 'park' || kind === 'incubator' || kind === 'cluster'
        ? translate(evaluationTexts, `unitKind.${kind}`, {}, language)
        : kind,
    [language],
  )
}
