import type { Issue, Json } from '#domain/kernel'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import { evaluationIssues } from '../../../web/text/issues-evaluation.ts'
import { sentenceFor } from './issue-sentences.ts'
import { complain } from './terminal.ts'

/** Beyond these a file is wrong as a whole; all of them would only hide the first. */
const MOST_SHOWN = 20

/** What the engine of evaluation declines, a line each, in the language asked for; files that cannot be read as elsewhere. */
export function complainAboutEvaluation(
  path: string,
  issues: readonly Issue[],
  language: FindingLanguage,
): void {
  for (const issue of issues.slice(0, MOST_SHOWN)) complain(`${path}: ${sentenceOf(issue, language)}`)
  const rest = issues.length - MOST_SHOWN
  if (rest > 0) complain(`${path}: ${language === 'en' ? `and ${rest} more.` : `另有 ${rest} 处。`}`)
}

function sentenceOf(issue: Issue, language: FindingLanguage): string {
  const texts: Readonly<Record<string, string>> = evaluationIssues[language]
  const text = Object.hasOwn(texts, issue.code) ? texts[issue.code] : undefined
  if (text === undefined) return sentenceFor(issue)
  return `${filled(text, issue.params ?? {}, language)} [${issue.code}]`
}

/** `{name}`, and for English plurals `{n|day|days}` by whether `n` is 1. Numbers as they are: they are to be found in the file. */
function filled(text: string, params: Readonly<Record<string, Json>>, language: FindingLanguage): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name]
      if (value === undefined) return whole
      return (many === undefined ? undefined : value === 1 ? one : many) ?? spoken(value, language)
    },
  )
}

function spoken(value: Json, language: FindingLanguage): string {
  if (value === null) return '—'
  if (typeof value === 'object') {
    const parts: readonly Json[] = Array.isArray(value) ? value : [JSON.stringify(value)]
    return parts.map((part) => spoken(part, language)).join(language === 'en' ? ', ' : '、')
  }
  return String(value)
}
