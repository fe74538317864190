import { useQueries } from '@tanstack/react-query'
import { Fragment, useMemo } from 'react'
import { parseForm } from '#domain/indicators'
import type { FormDefinition, FormField } from '#domain/indicators'
import type { IndicatorRow } from '#contract/statistics'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { cellLabel, fieldOf } from '../shared/finding-words.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { formQuery } from '../shared/queries.ts'
import { splitExpression } from './split-expression.ts'

const NONE: readonly FormDefinition[] = []

/** The newest versions of these forms. */
export function useFormDefinitions(codes: readonly string[]): readonly FormDefinition[] {
  const definitions = useQueries({
    queries: codes.map((code) => formQuery(code)),
    combine: (answers) => answers.map(({ data }) => data?.definition),
  })
  return useMemo(() => {
    const parsed = definitions.flatMap((definition) => {
      if (definition === undefined) return []
      const form = parseForm(definition)
      return form.ok ? [form.value] : []
    })
    return parsed.length === 0 ? NONE : parsed
  }, [definitions])
}

/** An expression in words: functions by what they do, cells by their labels with form, code and unit. */
export function ExpressionWords({
  expression,
  forms,
}: {
  readonly expression: string
  readonly forms: readonly FormDefinition[]
}) {
  const t = useText(exploreTexts)
  const { language } = useFormat()
  return (
    <span className="formula-words">
      {splitExpression(expression).map((part, index) => {
        const key = `${index} ${part.text}`
        if (part.kind === 'cell') {
          const field = labelOf(forms, part.form, part.field)
          return (
            <span key={key} className="formula-cell" title={`${part.form} ${part.field}`}>
              {field === undefined ? part.field : cellLabel(field, language)}
              <span className="soft small">
                {' '}
                {part.form} {part.field}
                {field?.unit ? ` ${unitWords(field.unit, language)}` : ''}
              </span>
            </span>
          )
        }
        if (part.kind === 'function') {
          const name = `fn.${part.text}`
          return (
            <b key={key} title={part.text}>
              {isFunction(name) ? t(name) : part.text}
            </b>
          )
        }
        return <Fragment key={key}>{part.text}</Fragment>
      })}
    </span>
  )
}

type FunctionKey = Extract<keyof (typeof exploreTexts)['zh-CN'], `fn.${string}`>
function isFunction(key: string): key is FunctionKey {
  return Object.hasOwn(exploreTexts['zh-CN'], key)
}

function labelOf(forms: readonly FormDefinition[], code: string, field: string): FormField | undefined {
  const form = forms.find((each) => each.code === code)
  return form === undefined ? undefined : fieldOf(form, field)
}

/** How the indicator is computed, from which cells, on whose authority. */
export function Formula({ indicator }: { readonly indicator: IndicatorRow }) {
  const t = useText(exploreTexts)
  const say = useSay()
  const forms = useFormDefinitions(indicator.forms)
  return (
    <div className="formula">
      <h2>{t('formulaTitle', { name: say(indicator.name) })}</h2>
      <p>
        <ExpressionWords expression={indicator.expression} forms={forms} />
      </p>
      <p className="small">
        <code>{indicator.expression}</code>
      </p>
      {indicator.note ? <p>{say(indicator.note)}</p> : null}
      <p className="small soft">
        {t('formulaMeasure', { measure: t(`measure.${indicator.measure}`) })} ·{' '}
        {t(`direction.${indicator.direction}`)}
        <br />
        {t('formulaForms', {
          forms: indicator.forms.map((code) => {
            const form = forms.find((each) => each.code === code)
            return form === undefined ? code : `${code} ${say(form.title)}`
          }),
        })}
        <br />
        <span lang="zh">{t('source', { source: indicator.source })}</span>
      </p>
    </div>
  )
}
