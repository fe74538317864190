import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import './disclosure.css'

/** A button that opens a small panel below itself; Escape, a click elsewhere or leaving by Tab closes it. */
export function Disclosure({
  label,
  face,
  className = '',
  onOpen,
  children,
}: {
  /** Where the face alone does not say what opens; must contain the face's words. */
  readonly label?: string
  readonly face: ReactNode
  readonly className?: string
  readonly onOpen?: () => void
  readonly children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = () => setOpen(false)

  useEffect(() => {
    if (!open) return
    function leave(event: Event) {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false)
    }
    function escape(event: KeyboardEvent) {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', escape)
    }
  }, [open])

  return (
    <div className={`disclosure ${className}`} ref={whole}>
      <button
        ref={button}
        type="button"
        className="disclosure-button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          if (!open) onOpen?.()
          setOpen(!open)
        }}
      >
        {face}
      </button>
      {open ? (
        <div id={id} className="disclosure-panel">
          {children(close)}
        </div>
      ) : null}
    </div>
  )
}
