import Input from 'antd/es/input/Input'
import type { ReactNode } from 'react'
import type { MethodKind } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Panel } from '../../../ui/page.tsx'
import {
  aggregationWords,
  imputationWords,
  normalisationWords,
  treatmentWords,
  weightingWords,
} from '../shared/method-words.ts'
import { shareWords } from '../shared/number-words.ts'
import { MethodField } from './method-field.tsx'
import { MethodExplained, methodName } from './method-note.tsx'
import type { MethodOf } from './method-parameters.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import { WeightingField } from './weighting-field.tsx'

/** 方法: what holds for all indicators and headings that say nothing of their own, step by step. */
export function MethodsPart() {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme, change } = useSchemeEditor()
  const { groupings } = useSchemeChoices()
  const { imputation, screening } = scheme
  const named =
    'group' in imputation
      ? {
          ...imputation,
          group: groupings.find(({ code }) => code === imputation.group)?.name ?? imputation.group,
        }
      : imputation
  return (
    <div id="part-methods" tabIndex={-1}>
      <Panel title={t('part.methods')}>
        <p className="small soft">{t('methodsWhy')}</p>
        <ol className="method-steps">
          <li>
            <h3>{t('screening')}</h3>
            {change === null ? (
              <p>
                {screening === null
                  ? t('screeningNone')
                  : t('screeningWords', { share: shareWords(screening.leastAvailable) })}
                {(screening?.leastNonZero ?? null) === null
                  ? ''
                  : ` ${t('screeningZero', { share: shareWords(screening?.leastNonZero ?? 0) })}`}
                {screening !== null && screening.keep.length > 0
                  ? ` ${t('screeningKeep', { names: screening.keep })}`
                  : ''}
              </p>
            ) : (
              <ScreeningEdit />
            )}
          </li>
          <Step kind="imputation" words={imputationWords(named, language)} />
          <Step kind="treatment" words={treatmentWords(scheme.treatment, language)} />
          <Step kind="normalisation" words={normalisationWords(scheme.normalisation, language)}>
            {change === null ? (
              <span className="soft">{words(`scaleOver.${scheme.scaleOver}`)}</span>
            ) : (
              <Choice
                aria-label={t('scaleOver')}
                value={scheme.scaleOver}
                onChange={({ target }) =>
                  change(
                    (from) => ({
                      ...from,
                      scaleOver: target.value === 'all-periods' ? 'all-periods' : 'period',
                    }),
                    null,
                  )
                }
              >
                <option value="period">{words('scaleOver.period')}</option>
                <option value="all-periods">{words('scaleOver.all-periods')}</option>
              </Choice>
            )}
          </Step>
          <Step kind="weighting" words={weightingWords(scheme.weighting, language)} />
          <Step kind="aggregation" words={aggregationWords(scheme.aggregation, language)} />
        </ol>
      </Panel>
    </div>
  )
}

function Step<K extends MethodKind>({
  kind,
  words,
  children,
}: {
  readonly kind: K
  readonly words: string
  readonly children?: ReactNode
}) {
  const t = useText(evaluationMethodTexts)
  const { scheme, change } = useSchemeEditor()
  const value: MethodOf[MethodKind] = scheme[kind]
  return (
    <li>
      <h3>{t(`kind.${kind}`)}</h3>
      {change === null ? (
        <>
          <p>
            <strong>{words}</strong> {children}
          </p>
          <MethodExplained of={methodName(kind, value.method as MethodOf[K]['method'])} />
        </>
      ) : (
        <>
          {kind === 'weighting' ? (
            <WeightingField
              heading={null}
              value={scheme.weighting}
              onMethod={(weighting, place) => {
                if (weighting !== null)
                  change((from) => ({ ...from, weighting }), place === null ? null : `weighting ${place}`)
              }}
            />
          ) : (
            <MethodField
              kind={kind}
              value={value as MethodOf[K]}
              onMethod={(next, place) => {
                if (next !== null)
                  change((from) => ({ ...from, [kind]: next }), place === null ? null : `${kind} ${place}`)
              }}
            />
          )}
          {children}
        </>
      )}
    </li>
  )
}

function ScreeningEdit() {
  const t = useText(evaluationSchemeTexts)
  const { scheme, change } = useSchemeEditor()
  const { screening } = scheme
  if (change === null) return null
  return (
    <div className="method-parameters">
      <label className="method-flag method-parameter">
        <input
          type="checkbox"
          checked={screening !== null}
          onChange={({ target }) =>
            change(
              (from) => ({
                ...from,
                screening: target.checked ? { leastAvailable: 0.6, leastNonZero: null, keep: [] } : null,
              }),
              null,
            )
          }
        />
        <span>{t('screeningOn')}</span>
      </label>
      {screening === null ? null : (
        <>
          <label className="method-parameter">
            <span>{t('leastAvailable')}</span>
            <NumberField
              label={t('leastAvailable')}
              value={screening.leastAvailable}
              scale={100}
              suffix="%"
              least={0}
              most={1}
              onNumber={(leastAvailable) => {
                if (leastAvailable !== null)
                  change((from) => ({ ...from, screening: { ...screening, leastAvailable } }), 'available')
              }}
            />
          </label>
          <label className="method-parameter">
            <span>{t('leastNonZero')}</span>
            <NumberField
              label={t('leastNonZero')}
              value={screening.leastNonZero}
              optional
              scale={100}
              suffix="%"
              least={0}
              most={1}
              onNumber={(leastNonZero) =>
                change((from) => ({ ...from, screening: { ...screening, leastNonZero } }), 'nonzero')
              }
            />
          </label>
          <label className="method-parameter">
            <span>{t('keepByName')}</span>
            <Input
              aria-label={t('keepByName')}
              defaultValue={screening.keep.join(', ')}
              style={{ width: 220 }}
              onBlur={({ target }) => {
                const keep = target.value.split(/[,，、\s]+/u).filter((one) => one !== '')
                if (keep.join() !== screening.keep.join())
                  change((from) => ({ ...from, screening: { ...screening, keep } }), null)
              }}
            />
          </label>
        </>
      )}
    </div>
  )
}
