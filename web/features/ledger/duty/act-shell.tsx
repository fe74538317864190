import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import type { ReactNode } from 'react'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { staleIssue } from './duty-state.ts'
import '../../../ui/dialog.css'
import '../../../ui/field.css'

/** The dialog around every form of a duty: what the act does, the form, what was refused, and the two buttons. */
export function ActShell({
  title,
  lead,
  send,
  danger = false,
  disabled = false,
  busy,
  failed,
  stale,
  wide = false,
  children,
  onSend,
  onClose,
}: {
  readonly title: string
  readonly lead: ReactNode
  /** What the button says. */
  readonly send: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy: boolean
  readonly failed: unknown
  /** Shown in place of the plain message when somebody else was first. */
  readonly stale?: ReactNode
  readonly wide?: boolean
  readonly children: ReactNode
  readonly onSend: () => void
  readonly onClose: () => void
}) {
  const t = useText(dutyActTexts)
  return (
    <Modal open title={title} onCancel={onClose} footer={null} destroyOnHidden width={wide ? 860 : 600}>
      <form
        className="act-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSend()
        }}
      >
        <p className="soft">{lead}</p>
        {stale}
        {children}
        {failed && staleIssue(failed) === null ? <ErrorState error={failed} /> : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" danger={danger} disabled={disabled} htmlType="submit" loading={busy}>
            {send}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
