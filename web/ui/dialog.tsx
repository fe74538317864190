import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { commonTexts } from '../text/common.ts'
import { useText } from '../text/index.ts'
import './dialog.css'

const FIELDS = ['input:not([type="hidden"], [type="file"])', 'textarea', 'select']
  .map((field) => `${field}:not(:disabled)`)
  .join()

/** A modal dialog of the browser: it begins in its first field, keeps the focus inside, Escape closes it, and the focus goes back where it was. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const common = useText(commonTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // While it was closed nothing in it could take the focus, whatever `autoFocus` asked for.
    dialog.current?.querySelector<HTMLElement>(FIELDS)?.focus()
  }, [])
  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={onClose} aria-label={common('close')}>
          ×
        </button>
      </header>
      {children}
    </dialog>
  )
}
