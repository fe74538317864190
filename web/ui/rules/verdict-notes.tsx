import type { Verdict } from '#domain/rules'
import { useText } from '../../text/index.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { useFormat } from '../format.ts'
import { useSay } from '../say.ts'
import { factWords, lackingWords } from './fact-words.ts'
import type { FactNames } from './fact-words.ts'
import './rules.css'

/** What stands between an enterprise and yes, which facts are missing, and what alone would turn the answer round. */
export function VerdictNotes({ verdict, names }: { readonly verdict: Verdict; readonly names: FactNames }) {
  const t = useText(verdictTexts)
  const say = useSay()
  const { language } = useFormat()
  const way = verdict.answer === 'no' ? (verdict.way ?? []) : []
  return (
    <>
      {way.length > 0 ? (
        <section className="verdict-note">
          <h3>{t('way')}</h3>
          <ul>
            {way.map(({ condition, title, lacking, unit }) => (
              <li key={condition}>
                {say(title)} <b className="answer-no">{lackingWords(lacking, unit, language)}</b>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {verdict.missing.length > 0 ? (
        <section className="verdict-note">
          <h3>{t('missing')}</h3>
          <ul>
            {verdict.missing.map(({ fact, title, evidence, by }) => (
              <li key={fact}>
                {say(title)}{' '}
                <span className="soft small">
                  {t(`by.${by}`)} · {say(evidence)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {verdict.flips.length > 0 ? (
        <section className="verdict-note">
          <h3>{t('flips')}</h3>
          <ul>
            {verdict.flips.map(({ fact, from, to, open, answer }) => {
              const name = names(fact)
              const unit = name?.unit ?? null
              return (
                <li key={`${fact} ${String(to)}`}>
                  {t(
                    open
                      ? answer === 'yes'
                        ? 'flipOverYes'
                        : 'flipOverNo'
                      : answer === 'yes'
                        ? 'flipToYes'
                        : 'flipToNo',
                    {
                      fact: name ? say(name.title) : fact,
                      from: factWords(from, unit, language, name?.words),
                      to: factWords(to, unit, language, name?.words),
                    },
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
    </>
  )
}
