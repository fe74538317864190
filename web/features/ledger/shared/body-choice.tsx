import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useRef, useState } from 'react'
import { loadPage } from '../../../app/load-page.ts'
import { useLanguage } from '../../../text/index.ts'
import { bodyName } from './body-words.ts'
import { ledgerFrameQuery } from './queries.ts'

const BodySelect = lazy(
  loadPage(() => import('./body-select.tsx').then((module) => ({ default: module.BodySelect }))),
)

/**
 * A body as a condition of a filter: it looks like a choice and becomes the searchable one when it is pressed. The
 * searchable one is a third of a page's script and most visits never open it.
 */
export function BodyChoice({
  label,
  placeholder,
  className = '',
  value,
  onChange,
}: {
  readonly label: string
  /** What it says while no body is chosen. */
  readonly placeholder: string
  readonly className?: string
  readonly value: string | null
  readonly onChange: (id: string | null) => void
}) {
  const language = useLanguage()
  const { data } = useQuery(ledgerFrameQuery)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const body = data?.bodies.find(({ id }) => id === value)
  const name = body ? bodyName(body, language) : placeholder
  const face = (
    <button
      ref={button}
      type="button"
      className={`choice body-choice ${className}`}
      aria-label={`${label}: ${name}`}
      aria-haspopup="listbox"
      title={name}
      onClick={() => setOpen(true)}
    >
      {name}
    </button>
  )
  if (!open) return face
  return (
    <Suspense fallback={face}>
      <BodySelect
        className={className}
        label={label}
        placeholder={placeholder}
        opened
        onDone={() => setOpen(false)}
        value={value}
        onChange={(id) => {
          onChange(id)
          setOpen(false)
          // The searchable choice is gone with the focus; it goes back to what was pressed.
          setTimeout(() => button.current?.focus())
        }}
      />
    </Suspense>
  )
}
