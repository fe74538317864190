import { useMemo } from 'react'
import type { Imputation } from '#domain/evaluation'
import { useLanguage } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { say } from '../../../ui/say.ts'
import { useIssueText } from '../../../text/issues.ts'
import type { IssueLike } from '../../../text/issues.ts'
import { nameIssue } from './name-issue.ts'
import { imputationWords } from '../shared/method-words.ts'
import { unitNameIn } from '../shared/unit-name.tsx'
import type { RunModel } from './run-model.ts'

/** Names of units, nodes and grades of a run in one language. */
export interface RunWords {
  readonly language: Language
  readonly unit: (code: string) => string
  readonly node: (code: string) => string
  readonly grade: (code: string | null) => string
  readonly grouping: (code: string) => string
  readonly group: (grouping: string, code: string) => string
  /** A way of filling gaps, its grouping by name. */
  readonly imputation: (method: Imputation) => string
  /** The language of a unit's name where it is not the page's. */
  readonly langOf: (unit: string) => 'zh' | undefined
}

export function useRunWords({ view, compiled, grades, result }: RunModel): RunWords {
  const language = useLanguage()
  return useMemo(() => {
    const given = new Map(result.units.map(({ code, name }) => [code, name]))
    return {
      language,
      unit: (code) =>
        view.unitNames[code] === undefined
          ? (given.get(code) ?? code)
          : unitNameIn(view.unitNames, code, language),
      node: (code) => {
        const found = compiled.byCode.get(code)
        return found === undefined ? code : say(found.node.name, language)
      },
      grade: (code) => {
        const found = grades.find((grade) => grade.code === code)
        return found === undefined ? (code ?? '—') : say(found.name, language)
      },
      grouping: (code) => named(view.groupNames[code]?.name, language) ?? code,
      group: (grouping, code) => named(view.groupNames[grouping]?.groups[code], language) ?? code,
      imputation: (method) =>
        imputationWords(
          'group' in method
            ? { ...method, group: named(view.groupNames[method.group]?.name, language) ?? method.group }
            : method,
          language,
        ),
      langOf: (unit) => (language === 'en' && !view.unitNames[unit]?.en ? 'zh' : undefined),
    }
  }, [view, compiled, grades, result, language])
}

function named(
  name: { readonly zh: string; readonly en: string } | undefined,
  language: Language,
): string | undefined {
  return name === undefined ? undefined : say(name, language)
}

/** A refusal of the engine in words, its nodes and units by name. */
export function useRunIssueText(words: RunWords): (issue: IssueLike) => string {
  const issueText = useIssueText()
  return useMemo(() => (issue: IssueLike) => issueText(nameIssue(issue, words)), [issueText, words])
}
