import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { useSay } from '../say.ts'
import type { Onward } from './rule-table-grid-cells.tsx'
import type { ColumnValues } from './rule-table-grid-entry.ts'

/**
 * The open cell. Enter and Tab take the entry and go on, Escape gives it up, leaving by the mouse takes it. While an input method
 * composes, the keys are its own. Words that may stand there are offered.
 */
export function CellInput({
  initial,
  label,
  values,
  onTake,
  onGiveUp,
}: {
  readonly initial: string
  readonly label: string
  readonly values: ColumnValues
  readonly onTake: (text: string, onward: Onward) => void
  readonly onGiveUp: () => void
}) {
  const t = useText(ruleTableTexts)
  const say = useSay()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    const length = input.current?.value.length ?? 0
    input.current?.setSelectionRange(length, length)
  }, [])
  const take = (text: string, onward: Onward) => {
    if (done.current) return
    done.current = true
    onTake(text, onward)
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    // The grid's own keys rest while a cell is open.
    event.stopPropagation()
    const onward = onwardOf(event)
    if (event.key === 'Escape') {
      event.preventDefault()
      done.current = true
      onGiveUp()
    } else if (onward !== null) {
      event.preventDefault()
      take(event.currentTarget.value, onward)
    }
  }
  const offered =
    values?.type === 'boolean'
      ? [
          { code: 'true', words: t('yes') },
          { code: 'false', words: t('no') },
        ]
      : (values?.options ?? []).map(({ code, title }) => ({ code: JSON.stringify(code), words: say(title) }))
  return (
    <>
      <input
        ref={input}
        className="rtg-input"
        aria-label={label}
        defaultValue={initial}
        list={offered.length > 0 ? id : undefined}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={press}
        onBlur={(event) => take(event.target.value, 'stay')}
      />
      {offered.length > 0 ? (
        <datalist id={id}>
          {offered.map(({ code, words }) => (
            <option key={code} value={code} label={words} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

function onwardOf(event: KeyboardEvent): Onward | null {
  if (event.key === 'Enter') return event.shiftKey ? 'up' : 'down'
  return event.key === 'Tab' ? (event.shiftKey ? 'before' : 'next') : null
}
