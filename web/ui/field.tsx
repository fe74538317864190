import { useId } from 'react'
import type { ReactNode } from 'react'
import './field.css'

/** What a control needs to be tied to its label, hint and error. */
export interface FieldProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
  readonly status: 'error' | ''
}

/** A labelled control. The error stands below it and is read out with it. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly children: (props: FieldProps) => ReactNode
}) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error !== undefined,
        status: error === undefined ? '' : 'error',
      })}
      {error ? (
        <div id={`${id}-error`} className="field-error">
          <span aria-hidden="true">■</span> {error}
        </div>
      ) : null}
      {hint ? (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      ) : null}
    </div>
  )
}
