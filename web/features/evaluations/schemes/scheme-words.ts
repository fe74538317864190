import { useCallback } from 'react'
import type { Scheme } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { issueText } from '../../../text/issues.ts'
import { translate, useLanguage } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { say } from '../../../ui/say.ts'
import type { PlacedIssue } from './issue-places.ts'

/** A node as people call it: name and code. */
export function nodeWords(scheme: Scheme, code: string, language: Language): string {
  const node = scheme.nodes.find((one) => one.code === code)
  if (node === undefined) return code
  const name = say(node.name, language)
  return name === '' || name === code ? code : language === 'en' ? `${name} (${code})` : `${name}（${code}）`
}

/** What is wrong, in words: nodes by their names, methods by theirs, missing words as what is missing. */
export function useIssueWords(
  scheme: Scheme,
  unitNames: ReadonlyMap<string, string>,
): (issue: PlacedIssue) => string {
  const language = useLanguage()
  return useCallback(
    (issue) => {
      const own = shapeWords(scheme, issue, language)
      if (own !== null) return own
      const params: Record<string, unknown> = { ...issue.params }
      for (const key of ['node', 'heading', 'other', 'parent', 'breaker', 'worst']) {
        const code = params[key]
        if (typeof code === 'string') params[key] = nodeWords(scheme, code, language)
      }
      if (Array.isArray(params['nodes']))
        params['nodes'] = params['nodes'].map((code: unknown) =>
          typeof code === 'string' ? nodeWords(scheme, code, language) : code,
        )
      const { unit } = params
      if (typeof unit === 'string') params['unit'] = unitNames.get(unit) ?? unit
      for (const key of ['method', 'aggregation', 'normalisation']) {
        const words = methodWords(params[key], language)
        if (words !== null) params[key] = words
      }
      for (const key of ['ratio', 'most', 'least', 'sum']) {
        const value = params[key]
        if (typeof value === 'number') params[key] = Number(value.toPrecision(3))
      }
      return issueText({ code: issue.code, params, ...(issue.path ? { path: issue.path } : {}) }, language)
    },
    [scheme, unitNames, language],
  )
}

function methodWords(method: unknown, language: Language): string | null {
  if (typeof method !== 'string') return null
  for (const kind of ['normalisation', 'weighting', 'aggregation', 'imputation', 'treatment']) {
    const key = `${kind}.${method}.name`
    if (Object.hasOwn(evaluationMethodTexts[language], key))
      return translate(evaluationMethodTexts, key as 'weighting.given.name', {}, language)
  }
  return null
}

const MISSING = {
  zh: 'missing.zh',
  en: 'missing.en',
  code: 'missing.code',
  column: 'missing.column',
  direction: 'missing.direction',
  group: 'missing.group',
  unit: 'missing.unit',
  title: 'missing.title',
  url: 'missing.url',
} as const

/** The parser's own sentence about a place is English and for programmers; the usual ones have words here. */
function shapeWords(scheme: Scheme, { code, path = [] }: PlacedIssue, language: Language): string | null {
  if (code !== 'evaluation.scheme_shape') return null
  const last = path.at(-1)
  if (typeof last !== 'string' || !Object.hasOwn(MISSING, last)) return null
  const [part, index] = path
  const list: Readonly<Record<string, readonly { readonly code: string }[]>> = {
    nodes: scheme.nodes,
    gates: scheme.gates,
    adjustments: scheme.adjustments,
  }
  const place = typeof part === 'string' && typeof index === 'number' ? list[part]?.[index]?.code : undefined
  const whose =
    place === undefined
      ? part === 'grading'
        ? (scheme.grading?.grades[Number(path[2])]?.code ?? '')
        : ''
      : part === 'nodes'
        ? nodeWords(scheme, place, language)
        : place
  const words = translate(evaluationSchemeTexts, MISSING[last as keyof typeof MISSING], {}, language)
  return whose === '' ? words : `${whose}${language === 'en' ? ': ' : '：'}${words}`
}
