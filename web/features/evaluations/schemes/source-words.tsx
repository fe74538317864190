import type { SchemeNode } from '#domain/evaluation'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { say } from '../../../ui/say.ts'
import { figureWords } from '../shared/number-words.ts'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'

/** Where an indicator's figure comes from, in a line: the statistics, facts, or a panel. */
export function SourceWords({ node }: { readonly node: SchemeNode }) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const { indicators } = useSchemeChoices()
  const { sources } = useSchemeEditor()
  const { input } = node
  if (input === null) return null
  const from = sources[input.column]
  const reference = input.indicator
  const name =
    from?.indicator?.name ?? indicators.find(({ code }) => code === (reference?.code ?? input.column))?.name
  return (
    <span className="small">
      {input.kind === 'panel' ? (
        t('sourcePanel')
      ) : reference !== null ? (
        <>
          {t('sourceIndicator')}{' '}
          {name === undefined ? <code>{reference.code}</code> : <span>{say(name, language)}</span>}
          {reference.transform === 'value' ? null : ` · ${t(`transform.${reference.transform}`)}`}
        </>
      ) : (
        <>
          {t(from?.kind === 'indicator' ? 'sourceIndicator' : 'sourceFact')} <code>{input.column}</code>
        </>
      )}
      {input.denominator === null ? null : (
        <span className="soft">
          {' '}
          ÷ <code>{input.denominator.column}</code>
          {input.denominator.scale === 1 ? '' : ` × ${figureWords(input.denominator.scale)}`}
        </span>
      )}
    </span>
  )
}
