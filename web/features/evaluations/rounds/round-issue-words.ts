import { useCallback } from 'react'
import { ROUND_STATES } from '#domain/evaluation'
import { ApiError } from '../../../app/api-client.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { translate, useLanguage } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { issueText } from '../../../text/issues.ts'
import type { IssueLike } from '../../../text/issues.ts'

/** An act of a round in words; one that has none by its code. */
export function actWords(act: string, language: Language): string {
  const key = `act.${act}`
  return Object.hasOwn(evaluationRoundTexts['zh-CN'], key)
    ? translate(evaluationRoundTexts, key as keyof (typeof evaluationRoundTexts)['zh-CN'], {}, language)
    : act
}

/** Why a step cannot be taken, with the step and the state in words. */
export function roundIssueWords({ code, params = {} }: IssueLike, language: Language): string {
  return issueText({ code, params: inWords(params, language) }, language)
}

/** A refusal whose issues name step and state in words. */
export function roundErrorWords(error: unknown, language: Language): unknown {
  return error instanceof ApiError
    ? new ApiError(
        error.status,
        error.issues.map((issue) => ({ ...issue, params: inWords(issue.params, language) })),
        error.reference,
      )
    : error
}

function inWords<V>(params: Readonly<Record<string, V>>, language: Language): Record<string, V | string> {
  const { act, state } = params
  const known = ROUND_STATES.find((each) => each === state)
  return {
    ...params,
    ...(typeof act === 'string' ? { act: actWords(act, language) } : {}),
    ...(known === undefined
      ? {}
      : { state: translate(evaluationTexts, `roundState.${known}`, {}, language) }),
  }
}

export function useRoundErrorWords(): (error: unknown) => unknown {
  const language = useLanguage()
  return useCallback((error: unknown) => roundErrorWords(error, language), [language])
}

export function useRoundIssueWords(): (issue: IssueLike) => string {
  const language = useLanguage()
  return useCallback((issue: IssueLike) => roundIssueWords(issue, language), [language])
}
