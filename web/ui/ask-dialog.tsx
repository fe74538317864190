import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useState } from 'react'
import type { ReactNode, SubmitEvent } from 'react'
import { commonTexts } from '../text/common.ts'
import { useText } from '../text/index.ts'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { ErrorState } from './states.tsx'

/** Says what an act means before it is done, and asks for its reason where it needs one. What was typed stays after a refusal. */
export function AskDialog({
  title,
  why,
  button,
  danger = false,
  reason,
  busy,
  error,
  children,
  onClose,
  onDone,
}: {
  readonly title: string
  readonly why: ReactNode
  readonly button: string
  readonly danger?: boolean
  readonly reason?: {
    readonly label: string
    /** Said when nothing was typed; without it the text may stay empty. */
    readonly missing?: string
    readonly hint?: string
    readonly most: number
  }
  readonly busy: boolean
  readonly error: unknown
  readonly children?: ReactNode
  readonly onClose: () => void
  readonly onDone: (reason: string) => void
}) {
  const common = useText(commonTexts)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const missing = reason?.missing !== undefined && typed.trim() === ''
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!missing && !busy) onDone(typed.trim())
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{why}</p>
        {error ? <ErrorState error={error} /> : null}
        {children}
        {reason ? (
          <Field
            label={reason.label}
            hint={reason.hint}
            error={tried && missing ? reason.missing : undefined}
          >
            {(field) => (
              <TextArea
                {...field}
                value={typed}
                maxLength={reason.most}
                autoFocus
                autoSize={{ minRows: 3, maxRows: 10 }}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" danger={danger} htmlType="submit" loading={busy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
