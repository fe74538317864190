import Input from 'antd/es/input/Input'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { FactDefinition } from '#domain/rules'
import { unitWords } from '../filings/figures.ts'
import { useFormat } from '../format.ts'
import { useSay } from '../say.ts'
import { findFacts } from './find-facts.ts'
import './fact-chooser.css'

const MOST = 40

/** One fact, chosen by name: a combobox. Arrows move, Enter chooses, Escape closes; then it is empty again. */
export function FactChooser<Fact extends Pick<FactDefinition, 'code' | 'title' | 'unit'>>({
  label,
  placeholder,
  none,
  facts,
  initials,
  onChosen,
}: {
  readonly label: string
  readonly placeholder: string
  /** Said where nothing is found. */
  readonly none: string
  readonly facts: readonly Fact[]
  readonly initials: Readonly<Record<string, string>>
  readonly onChosen: (fact: Fact) => void
}) {
  const say = useSay()
  const { language } = useFormat()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState(0)
  const found = findFacts(facts, typed, initials).slice(0, MOST)
  const at = Math.min(current, found.length - 1)
  const show = (index: number) => {
    setOpen(true)
    setCurrent(index)
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }
  function choose(fact: Fact | undefined) {
    if (fact === undefined) return
    setTyped('')
    setOpen(false)
    setCurrent(0)
    onChosen(fact)
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') show(open ? Math.min(found.length - 1, at + 1) : 0)
    else if (event.key === 'ArrowUp') show(Math.max(0, at - 1))
    else if (event.key === 'Enter' && open) choose(found[at])
    else if (event.key === 'Escape' && open) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="fact-chooser" onBlur={() => setOpen(false)}>
      <Input
        size="small"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        value={typed}
        placeholder={placeholder}
        onFocus={() => setOpen(true)}
        onChange={({ target }) => {
          setTyped(target.value)
          setOpen(true)
          setCurrent(0)
        }}
        onKeyDown={press}
      />
      {open ? (
        <ul id={`${id}-list`} role="listbox" aria-label={label} className="fact-choices">
          {found.map((fact, index) => (
            <li
              key={fact.code}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              // Before the field loses the focus, which closes the list.
              onPointerDown={(event) => {
                event.preventDefault()
                choose(fact)
              }}
            >
              {say(fact.title)} <span className="soft small">{unitWords(fact.unit, language)}</span>
            </li>
          ))}
          {found.length === 0 ? (
            <li role="option" aria-selected={false} aria-disabled className="soft">
              {none}
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}
