import type { SchemeNode } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { say } from '../../../ui/say.ts'
import { imputationWords, normalisationWords, treatmentWords } from '../shared/method-words.ts'
import { FORMULAS } from './method-parameters.ts'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import { withMarks } from './with-marks.ts'

/** Everything that is done to an indicator before it counts, in the order in which it is done. */
export function LeafWays({ node }: { readonly node: SchemeNode }) {
  const t = useText(evaluationMethodTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const { groupings } = useSchemeChoices()
  const { input } = node
  if (input === null) return null
  const imputation = input.imputation ?? scheme.imputation
  const treatment = input.treatment ?? scheme.treatment
  const normalisation = input.normalisation ?? scheme.normalisation
  const named =
    'group' in imputation
      ? {
          ...imputation,
          group: groupings.find(({ code }) => code === imputation.group)?.name ?? imputation.group,
        }
      : imputation
  const formula = FORMULAS[`normalisation.${normalisation.method}`]
  const ways = [
    { kind: 'imputation', words: imputationWords(named, language), own: input.imputation !== null },
    { kind: 'treatment', words: treatmentWords(treatment, language), own: input.treatment !== null },
    {
      kind: 'normalisation',
      words: withMarks(normalisationWords(normalisation, language), normalisation),
      own: input.normalisation !== null,
    },
  ] as const
  return (
    <dl className="leaf-ways small">
      {ways.map(({ kind, words, own }) => (
        <div key={kind}>
          <dt>{t(`kind.${kind}`)}</dt>
          <dd className={own ? 'way-own' : undefined}>
            {words}
            {kind === 'normalisation' && formula !== undefined ? (
              <span className="formula">
                {' '}
                {normalisation.method === 'min-max' && input.direction === 'less'
                  ? '(max − x) ÷ (max − min) × (high − low) + low'
                  : formula}
              </span>
            ) : null}
          </dd>
        </div>
      ))}
      {node.note === null ? null : <div className="soft">{say(node.note, language)}</div>}
    </dl>
  )
}
