import Button from 'antd/es/button'
import { useState } from 'react'
import type { CompiledForm, FilingValues, FormField } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { entryTexts, sheetTexts, sidePanelTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { cellLabel } from '../shared/finding-words.ts'
import { otherUnits, unitWords } from '../../../ui/filings/figures.ts'
import { cellOf, isAsked } from './fields.ts'
import { AskForm, QueryThread } from './query-thread.tsx'
import { readEntry } from './read-entry.ts'
import { isPossible } from './sheet-state.ts'
import { shownEntry, shownNumber } from './write-entry.ts'

/** The chosen cell: what it asks for, what it holds in other units, and the questions on it. */
export function CellPanel({
  view,
  form,
  field,
  values,
  isPast,
}: {
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly field: FormField
  readonly values: FilingValues
  readonly isPast: boolean
}) {
  const t = useText(sidePanelTexts)
  const sheet = useText(sheetTexts)
  const entry = useText(entryTexts)
  const say = useSay()
  const { language } = useFormat()
  const [asking, setAsking] = useState(false)
  const value = cellOf(values, field.code)
  const others =
    typeof value === 'number' ? otherUnits(value, field.unit, language).filter(isReadable).slice(0, 2) : []
  const reading = typeof value === 'string' ? readEntry(field, value) : null
  const doubt =
    reading?.kind === 'doubtful' ? (
      <div className="small side-doubt">
        ■ “{reading.given}” {entry(`doubt.${reading.why}`, { unit: unitWords(field.unit, language) })}
      </div>
    ) : null
  const threads = view.queries.filter((query) => query.field === field.code)
  const label = cellLabel(field, language)
  const bounds = [
    ...(field.minimum === undefined ? [] : [t('atLeast', { value: shownNumber(field.minimum) })]),
    ...(field.maximum === undefined ? [] : [t('atMost', { value: shownNumber(field.maximum) })]),
  ]
  const condition = conditionOf(field, form, language, t, say)
  return (
    <section className="side-cell" aria-label={t('cell')}>
      <h2>
        <span className="soft">{field.code}</span> {label}
      </h2>
      <div className="side-cell-value">
        {value === null ? (
          <span className="faint">{sheet(isAsked(field.onlyIf, values) ? 'empty' : 'notAsked')}</span>
        ) : (
          <>
            <b>{shownEntry(field, value, language)}</b> {unitWords(field.unit, language)}
            {others.length > 0 ? <span className="soft small"> = {others.join(' = ')}</span> : null}
          </>
        )}
      </div>
      {doubt}
      {field.note ? <div className="small soft">{say(field.note)}</div> : null}
      {condition === null ? null : <div className="small soft">{condition}</div>}
      {bounds.length > 0 ? (
        <div className="small soft">
          {t('range', { range: bounds.join(language === 'en' ? ', ' : '，') })}
        </div>
      ) : null}
      {threads.map((query) => (
        <QueryThread key={query.id} query={query} isPast={isPast} />
      ))}
      {isPast || !isPossible(view, 'query') ? null : asking ? (
        <AskForm view={view} field={field.code} label={label} onDone={() => setAsking(false)} />
      ) : (
        <Button size="small" className="side-ask" onClick={() => setAsking(true)}>
          {t('ask')}
        </Button>
      )}
    </section>
  )
}

/** 1,000 10,000 yuan is no amount that anybody reads. */
function isReadable(amount: string): boolean {
  return !/\d\s+\d/u.test(amount)
}

function conditionOf(
  field: FormField,
  form: CompiledForm,
  language: ReturnType<typeof useFormat>['language'],
  t: ReturnType<typeof useText<keyof (typeof sidePanelTexts)['zh-CN']>>,
  say: ReturnType<typeof useSay>,
): string | null {
  const { onlyIf } = field
  if (onlyIf === undefined) return null
  const other = form.fieldByCode.get(onlyIf.field)?.field
  if (other === undefined) return null
  const named = { field: cellLabel(other, language) }
  if (onlyIf.is !== 'one-of') return t('condition', { ...named, condition: t(`condition.${onlyIf.is}`) })
  const names = onlyIf.values.map((value) => {
    const choice = other.choices?.find((each) => each.value === value)
    return choice === undefined ? String(value) : say(choice.label)
  })
  const few = names.length > 4 ? [...names.slice(0, 4), '…'] : names
  return t('condition', { ...named, condition: t('condition.values', { values: few }) })
}
