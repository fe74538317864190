import type { FlagKind } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { keptFactWords } from './kept-facts.ts'
import type { WarningDetail } from './warnings-of.ts'

const ANSWERS = ['yes', 'no', 'undetermined'] as const

/** What was found, in a sentence; the other application it speaks of, and the facts that were revised. */
export function FindingWords({
  kind,
  detail,
  names,
}: {
  readonly kind: FlagKind
  readonly detail: WarningDetail
  readonly names: FactNames
}) {
  const t = useText(policyApplicationTexts)
  const say = useSay()
  const { language } = useFormat()
  const { application, revised } = detail
  const answer = ANSWERS.find((each) => each === detail['answer'])
  const params = {
    ...detail,
    ...(typeof detail['year'] === 'number' ? { year: String(detail['year']) } : {}),
    answer: answer === undefined ? '—' : t(`answer.${answer}`),
  }
  return (
    <>
      {t(`detail.${kind}`, params)}
      {typeof application === 'string' ? (
        <>
          {' '}
          <AddressLink href={`/policies/applications/${application}`}>{t('otherApplication')}</AddressLink>
        </>
      ) : null}
      {Array.isArray(revised) ? (
        <ul className="small soft">
          {revised.map((each) => {
            if (each === null || typeof each !== 'object' || Array.isArray(each)) return null
            const { fact: code } = each
            if (typeof code !== 'string') return null
            const name = names(code)
            return (
              <li key={code}>
                {t('detail.revised', {
                  fact: name ? say(name.title) : code,
                  then: keptFactWords(each['then'] ?? null, name?.unit ?? null, language, name?.words),
                  now: keptFactWords(each['now'] ?? null, name?.unit ?? null, language, name?.words),
                })}
              </li>
            )
          })}
        </ul>
      ) : null}
    </>
  )
}
