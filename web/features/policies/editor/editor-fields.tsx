import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { BilingualText } from '#domain/kernel'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'

/** Chinese and English side by side. `place` is the path in the definition, where findings lead. */
export function BilingualFields({
  labels: [zh, en],
  place,
  value,
  long = false,
  onText,
}: {
  readonly labels: readonly [string, string]
  readonly place: string
  readonly value: BilingualText
  readonly long?: boolean
  readonly onText: (value: BilingualText, place: string) => void
}) {
  return (
    <div className="editor-pair">
      {([['zh', zh] as const, ['en', en] as const] as const).map(([part, label]) => (
        <div key={part} data-place={`${place}.${part}`}>
          <Field label={label}>
            {({ status: _status, ...field }) => {
              const shared = {
                ...field,
                lang: part,
                maxLength: 4000,
                value: value[part],
                onChange: ({ target }: { readonly target: { readonly value: string } }) =>
                  onText({ ...value, [part]: target.value }, `${place}.${part}`),
              }
              return long ? (
                <TextArea {...shared} autoSize={{ minRows: 2, maxRows: 8 }} />
              ) : (
                <Input {...shared} />
              )
            }}
          </Field>
        </div>
      ))}
    </div>
  )
}

/** One of a few. */
export function ChoiceField<T extends string>({
  label,
  value,
  options,
  disabled = false,
  place,
  onValue,
}: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly disabled?: boolean
  readonly place?: string
  readonly onValue: (value: T) => void
}) {
  return (
    <div data-place={place}>
      <Field label={label}>
        {({ status: _status, ...field }) => (
          <Choice
            {...field}
            value={value}
            disabled={disabled}
            onChange={({ target }) => {
              const chosen = options.find((each) => each.value === target.value)
              if (chosen !== undefined) onValue(chosen.value)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Choice>
        )}
      </Field>
    </div>
  )
}

export function DayField({
  label,
  hint,
  value,
  place,
  onDay,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: string | null
  readonly place: string
  readonly onDay: (day: string | null) => void
}) {
  return (
    <div data-place={place}>
      <Field label={label} hint={hint}>
        {({ status: _status, ...field }) => (
          <input
            {...field}
            type="date"
            className="choice editor-day"
            value={value ?? ''}
            onChange={({ target }) => onDay(target.value === '' ? null : target.value)}
          />
        )}
      </Field>
    </div>
  )
}

export interface PickOption {
  readonly value: string
  readonly label: string
}

/** Several of a list, each taken out by its ×; `free`: words of one's own, too. */
export function PickList({
  label,
  adds,
  values,
  options,
  place,
  free = false,
  chinese = false,
  hint,
  onValues,
}: {
  readonly label: string
  /** What the field to add one says. */
  readonly adds: string
  readonly values: readonly string[]
  readonly options: readonly PickOption[]
  readonly place: string
  readonly free?: boolean
  /** The values are Chinese words without English ones. */
  readonly chinese?: boolean
  readonly hint?: string
  readonly onValues: (values: readonly string[]) => void
}) {
  const t = useText(policyEditorTexts)
  const [typed, setTyped] = useState('')
  const [unknown, setUnknown] = useState<string | null>(null)
  const list = useId()
  const labelOf = (value: string) => options.find((each) => each.value === value)?.label ?? value
  const left = options.filter(({ value }) => !values.includes(value))
  function add(text: string) {
    const wanted = text.trim()
    if (wanted === '') return
    const found = options.find(({ value, label: own }) => value === wanted || own === wanted)
    const value = found?.value ?? (free ? wanted : null)
    if (value === null) {
      setUnknown(wanted)
      return
    }
    setUnknown(null)
    setTyped('')
    if (!values.includes(value)) onValues([...values, value])
  }
  return (
    <div data-place={place} className="pick-list">
      <Field
        label={label}
        hint={hint}
        error={unknown === null ? undefined : t('pickUnknown', { value: unknown })}
      >
        {({ status, ...field }) => (
          <span className="pick-line">
            {values.map((value) => (
              <span key={value} className="chip pick-chip">
                <span lang={chinese ? 'zh' : undefined}>{labelOf(value)}</span>
                <button
                  type="button"
                  aria-label={t('removeValue', { value: labelOf(value) })}
                  onClick={() => onValues(values.filter((each) => each !== value))}
                >
                  ×
                </button>
              </span>
            ))}
            <Input
              {...field}
              status={status}
              className="pick-input"
              size="small"
              list={list}
              placeholder={adds}
              value={typed}
              maxLength={100}
              onChange={({ target }) => {
                setTyped(target.value)
                // Chosen with the mouse: the browser puts in the whole option.
                if (left.some(({ label: own }) => own === target.value) && !free) add(target.value)
              }}
              onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                event.preventDefault()
                add(typed)
              }}
              onBlur={() => (free ? add(typed) : undefined)}
            />
            <datalist id={list}>
              {left.map(({ value, label: own }) => (
                <option key={value} value={own} />
              ))}
            </datalist>
          </span>
        )}
      </Field>
    </div>
  )
}

export function RemoveButton({ n, onRemove }: { readonly n: number; readonly onRemove: () => void }) {
  const t = useText(policyEditorTexts)
  return (
    <Button size="small" type="text" aria-label={t('removeNth', { n })} onClick={onRemove}>
      ×
    </Button>
  )
}

/** A list with one of its members changed. */
export function changedAt<T>(list: readonly T[], at: number, part: Partial<T>): readonly T[] {
  return list.map((each, index) => (index === at ? { ...each, ...part } : each))
}
export function withoutAt<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, index) => index !== at)
}
