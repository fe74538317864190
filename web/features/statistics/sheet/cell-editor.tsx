import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { CellValue, FormField } from '#domain/indicators'
import { entryTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { cellOf } from './fields.ts'

/** Where the grid goes on after an entry is taken. */
export type Onward = 'stay' | 'down' | 'up' | 'next' | 'before'

export interface EditorActions {
  readonly type: (field: FormField, text: string) => void
  readonly take: (field: FormField, text: string, onward: Onward) => void
  readonly giveUp: () => void
}

/**
 * The open cell. Enter and Tab take the entry and go on, the arrows up and down too, Escape gives it up, and leaving by the mouse
 * takes it. While an input method composes, the keys are its own.
 */
export function CellEditor({
  field,
  value,
  initial,
  label,
  actions,
}: {
  readonly field: FormField
  readonly value: CellValue
  readonly initial: string
  readonly label: string
  readonly actions: EditorActions
}) {
  const done = useRef(false)
  const take = (text: string, onward: Onward) => {
    if (done.current) return
    done.current = true
    actions.take(field, text, onward)
  }
  const press = (event: KeyboardEvent<HTMLElement>, text: () => string, isList: boolean) => {
    if (event.nativeEvent.isComposing) return
    // The grid's own keys rest while a cell is open.
    event.stopPropagation()
    const onward = onwardOf(event, isList)
    if (event.key === 'Escape') {
      event.preventDefault()
      done.current = true
      actions.giveUp()
    } else if (onward !== null) {
      event.preventDefault()
      take(text(), onward)
    }
  }
  if (field.type === 'choice' || field.type === 'flag')
    return <ListEditor field={field} value={value} label={label} take={take} press={press} />
  return <TextEditor {...{ field, initial, label, actions, take, press }} />
}

function onwardOf(event: KeyboardEvent, isList: boolean): Onward | null {
  if (event.key === 'Enter') return event.altKey ? null : event.shiftKey ? 'up' : 'down'
  if (event.key === 'Tab') return event.shiftKey ? 'before' : 'next'
  if (isList) return null
  return event.key === 'ArrowDown' ? 'down' : event.key === 'ArrowUp' ? 'up' : null
}

type Press = (event: KeyboardEvent<HTMLElement>, text: () => string, isList: boolean) => void

function TextEditor({
  field,
  initial,
  label,
  actions,
  take,
  press,
}: {
  readonly field: FormField
  readonly initial: string
  readonly label: string
  readonly actions: EditorActions
  readonly take: (text: string, onward: Onward) => void
  readonly press: Press
}) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    const length = input.current?.value.length ?? 0
    input.current?.setSelectionRange(length, length)
  }, [])
  return (
    <input
      ref={input}
      className="sheet-input"
      aria-label={label}
      aria-describedby={`check-${field.code}`}
      defaultValue={initial}
      inputMode={field.type === 'integer' || field.type === 'decimal' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => actions.type(field, event.target.value)}
      onKeyDown={(event) => press(event, () => event.currentTarget.value, false)}
      onBlur={(event) => take(event.target.value, 'stay')}
    />
  )
}

function ListEditor({
  field,
  value,
  label,
  take,
  press,
}: {
  readonly field: FormField
  readonly value: CellValue
  readonly label: string
  readonly take: (text: string, onward: Onward) => void
  readonly press: Press
}) {
  const t = useText(entryTexts)
  const say = useSay()
  const list = useRef<HTMLSelectElement>(null)
  useEffect(() => list.current?.focus({ preventScroll: true }), [])
  const current = cellOf({ [field.code]: value }, field.code)
  const options =
    field.type === 'flag'
      ? [
          { value: '是', label: t('yes') },
          { value: '否', label: t('no') },
        ]
      : (field.choices ?? []).map((choice) => ({
          value: choice.value,
          label: `${choice.value} ${say(choice.label)}`,
        }))
  const chosen =
    current === null ? '' : typeof current === 'boolean' ? (current ? '是' : '否') : String(current)
  return (
    <select
      ref={list}
      className="sheet-input"
      aria-label={label}
      aria-describedby={`check-${field.code}`}
      defaultValue={options.some((option) => option.value === chosen) ? chosen : ''}
      onKeyDown={(event) => press(event, () => event.currentTarget.value, true)}
      onBlur={(event) => take(event.target.value, 'stay')}
    >
      <option value="">{t('choose')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
