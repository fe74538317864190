import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { FormDefinition } from '#domain/indicators'
import { indicatorTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { cellLabel } from '../shared/finding-words.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { cellChoices, insertCell, matchCells, wordBefore } from './complete-cell.ts'
import type { CellChoice } from './complete-cell.ts'

const MOST = 8

/** The text of an expression; what is typed is looked up among the cells of all forms, by label or code. */
export function ExpressionField({
  id,
  value,
  forms,
  describedBy,
  invalid,
  onChange,
}: {
  readonly id: string
  readonly value: string
  readonly forms: readonly FormDefinition[]
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly onChange: (text: string) => void
}) {
  const t = useText(indicatorTexts)
  const { language } = useFormat()
  const list = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [open, setOpen] = useState(false)
  const [place, setPlace] = useState<number | null>(null)
  const cells = useMemo(() => cellChoices(forms), [forms])
  const { word } = wordBefore(value, caret)
  const found = open ? matchCells(cells, word, MOST) : []
  // A cell that is written out in full needs no completion.
  const choices = found.length === 1 && word === nameOf(found[0]) ? [] : found
  useEffect(() => {
    if (place === null || area.current === null) return
    area.current.focus()
    area.current.setSelectionRange(place, place)
  }, [place, value])
  function choose(cell: CellChoice) {
    const next = insertCell(value, caret, cell)
    onChange(next.text)
    setCaret(next.caret)
    setPlace(next.caret)
    setOpen(false)
  }
  return (
    <div className="expression-field">
      <textarea
        ref={area}
        id={id}
        className="explore-find expression-text"
        rows={3}
        maxLength={500}
        spellCheck={false}
        value={value}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={choices.length > 0}
        aria-controls={list}
        aria-activedescendant={choices[active] ? `${list}-${active}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={({ target }) => {
          onChange(target.value)
          setCaret(target.selectionStart)
          setPlace(null)
          setActive(0)
          setOpen(true)
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (choices.length === 0 || event.nativeEvent.isComposing) return
          const cell = choices[active]
          if (event.key === 'ArrowDown') setActive(Math.min(choices.length - 1, active + 1))
          else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
          else if ((event.key === 'Enter' || event.key === 'Tab') && cell) choose(cell)
          else if (event.key === 'Escape') setOpen(false)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label={t('completions')}
        className="expression-choices"
        hidden={choices.length === 0}
      >
        {choices.map((cell, index) => (
          <div
            key={nameOf(cell)}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            className={index === active ? 'explore-option explore-option-active' : 'explore-option'}
            // Before the text loses the focus, which would close the list.
            onPointerDown={(event) => {
              event.preventDefault()
              choose(cell)
            }}
            onMouseMove={() => setActive(index)}
          >
            <span>{cellLabel(cell, language)}</span>
            <span className="soft small nowrap">
              {nameOf(cell)} {unitWords(cell.unit, language)}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

function nameOf(cell: CellChoice | undefined): string {
  return cell === undefined ? '' : `${cell.form}!${cell.code}`
}
