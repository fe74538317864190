import type { LayoutView } from '#contract/policies'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { useFindingWords, useLayoutNames } from './layout-words.ts'
import type { LayoutFinding, RuleSet } from './layout-words.ts'

/** The rules of each source beside each other: since when, what they ask, and their answer. */
export function RuleSets({ view }: { readonly view: LayoutView }) {
  const t = useText(layoutTexts)
  const say = useSay()
  const format = useFormat()
  const names = useLayoutNames(view)
  return (
    <section aria-label={t('rules')}>
      <h2>{t('rules')}</h2>
      <p className="soft small">{t('rulesWhy')}</p>
      <div className="layout-sets">
        {view.ruleSets.map((set) => (
          <article key={set.code} className="panel">
            <h3>{say(set.title)}</h3>
            <p className="soft small">
              <span lang="zh">
                {set.source}
                {set.clause === null ? '' : ` · ${set.clause}`}
              </span>
              <br />
              {format.validity(set.from, set.to)} · {t(set.inForce ? 'inForce' : 'notInForce')}{' '}
              {set.inPrinciple ? <Chip>{t('inPrinciple')}</Chip> : null}
            </p>
            <ul className="layout-lines">
              {set.rules.map(({ code, words }) => (
                <li key={code}>{say(words)}</li>
              ))}
            </ul>
            <p>
              <AnswerMark set={set} found={set.findings.length} />
            </p>
            <Findings findings={set.findings} names={names} />
          </article>
        ))}
      </div>
    </section>
  )
}

export function AnswerMark({ set, found }: { readonly set: RuleSet; readonly found: number }) {
  const t = useText(layoutTexts)
  if (!set.inForce) return <StatusMark tone="neutral">{t('notInForce')}</StatusMark>
  if (found === 0) return <StatusMark tone="good">{t('satisfied')}</StatusMark>
  return (
    <StatusMark tone={set.inPrinciple ? 'warn' : 'bad'}>
      {t(set.inPrinciple ? 'brokenInPrinciple' : 'broken', { n: found })}
    </StatusMark>
  )
}

export function Findings({
  findings,
  names,
}: {
  readonly findings: readonly LayoutFinding[]
  readonly names: ReturnType<typeof useLayoutNames>
}) {
  const wordsOf = useFindingWords(names)
  if (findings.length === 0) return null
  return (
    <ul className="layout-lines small">
      {findings.map((finding) => {
        const { place, words } = wordsOf(finding)
        return (
          <li key={`${finding.code} ${finding.park ?? ''} ${finding.industry ?? ''}`}>
            <b>{place}</b> {words}
          </li>
        )
      })}
    </ul>
  )
}
