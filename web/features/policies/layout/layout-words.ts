import { useCallback } from 'react'
import type { LayoutView } from '#contract/policies'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useSay } from '../../../ui/say.ts'

export type RuleSet = LayoutView['ruleSets'][number]
export type LayoutFinding = RuleSet['findings'][number]

/** Names of parks and industries by their codes; a code that nobody named stays a code. */
export function useLayoutNames(view: LayoutView) {
  const say = useSay()
  const { parks, industries } = view
  const park = useCallback(
    (code: string) => {
      const found = parks.find((each) => each.code === code)
      return found ? say(found.name) : code
    },
    [parks, say],
  )
  const industry = useCallback(
    (code: string) => {
      const found = industries.find((each) => each.code === code)
      return found ? say(found.name) : code
    },
    [industries, say],
  )
  return { park, industry }
}
export type LayoutNames = ReturnType<typeof useLayoutNames>

/** What is broken, in words: of which park or industry, how many, which. */
export function useFindingWords(names: LayoutNames): (finding: LayoutFinding) => {
  readonly place: string
  readonly words: string
} {
  const t = useText(layoutTexts)
  const issueText = useIssueText()
  return ({ code, park, industry, params }) => {
    const which = params['which']
    const named = Array.isArray(which)
      ? which.map((each) =>
          typeof each !== 'string' ? '' : park === null ? names.park(each) : names.industry(each),
        )
      : []
    return {
      place: park !== null ? names.park(park) : industry !== null ? names.industry(industry) : t('whole'),
      words: issueText({ code, path: [], params: { ...params, which: named } }),
    }
  }
}

/** Findings that a park has a part in: its own, and those of industries that are in too many parks. */
export function findingsOf(set: RuleSet, park: string): readonly LayoutFinding[] {
  return set.findings.filter(
    ({ park: of, params }) =>
      of === park || (of === null && Array.isArray(params['which']) && params['which'].includes(park)),
  )
}
