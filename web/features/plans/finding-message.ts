import { useMemo } from 'react'
import type { readFindings } from '#contract/plans'
import type { Finding } from '#domain/plan'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { describeFinding } from '../../text/findings.ts'
import { translate, useLanguage, type Language } from '../../text/index.ts'
import { roomTexts } from '../../text/plans.ts'
import { inTitleMarks } from './item-words.ts'

export type ListedFinding = ResponseOf<typeof readFindings>['findings'][number]

/** A finding as a sentence in the language of the page; the document at hand is `this document`, others have titles. */
export function useFindingMessage(versionId: string): (finding: ListedFinding) => string {
  const language = useLanguage()
  return useMemo(() => (finding) => findingMessage(finding, language, versionId), [language, versionId])
}

function findingMessage(finding: ListedFinding, language: Language, here: string): string {
  const titles = new Map(finding.items.map((item) => [item.versionId, item.documentTitle]))
  return describeFinding(
    {
      kind: finding.kind,
      severity: finding.severity,
      values: plainValues(finding.values),
      items: finding.items.map(({ versionId, start, end }) => ({ document: versionId, start, end })),
    },
    language,
    (document) => {
      if (document === here) return translate(roomTexts, 'findings.thisDocument', {}, language)
      const title = titles.get(document)
      return title === undefined ? document : inTitleMarks(title)
    },
  )
}

type Values = Finding['values']

/** Figures, words and lists of them: all that messages are made of. */
function plainValues(values: ListedFinding['values']): Values {
  const plain: Record<string, Values[string]> = {}
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value))
      plain[name] = value.filter((each) => typeof each === 'string' || typeof each === 'number')
    else if (value === null || typeof value !== 'object') plain[name] = value
  }
  return plain
}
