import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useId, useState } from 'react'
import type { DutyActInput, DutyView } from '#contract/ledger'
import { dutyActTexts } from '../../../text/duty.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { namesOf, staleWords } from './act-names.ts'
import { ActShell } from './act-shell.tsx'
import { focusField } from './focus-field.ts'
import { DutyFields } from './duty-fields.tsx'
import { changeOf, faultsOfChange, valuesOf } from './duty-form-values.ts'
import type { DutyFormValues } from './duty-form-values.ts'
import { fetchNewest, sendAct, staleIssue } from './duty-state.ts'
import { StalePanel, outcomeOf } from './stale-panel.tsx'
import { useKeptEdits } from './use-kept-edits.ts'

type Values = DutyFormValues & { readonly reason: string }

/** Corrects what the duty says; only what differs is sent, so that others' changes elsewhere stay. */
export function ChangeDialog({
  view,
  frame,
  organisationId,
  onClose,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame
  readonly organisationId: string | null
  readonly onClose: () => void
}) {
  const t = useText(dutyActTexts)
  const issueText = useIssueText()
  const { message } = App.useApp()
  const language = useLanguage()
  const id = useId()
  const [base, setBase] = useState(view)
  const [tried, setTried] = useState(false)
  const [taken, setTaken] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const start: Values = { ...valuesOf(base), reason: '' }
  const kept = useKeptEdits<Values>(`duoyuan.duty.${view.duty.id}.change`, start)
  const values: Values = { ...start, ...kept.edits }
  const fields = changeOf(base, values)
  const faults = faultsOfChange(base, fields, values.reason, organisationId)
  const isGone = !base.can.includes('change')
  const stale = staleIssue(failed)
  const act: DutyActInput = { kind: 'change', fields, reason: values.reason.trim() || null }
  const general = faults.get('')
  const reasonFault = tried ? faults.get('reason') : undefined

  async function send() {
    setTried(true)
    const [first] = faults.keys()
    if (first !== undefined) {
      if (first !== '') focusField(`${id}-${first}`)
      return
    }
    setBusy(true)
    setFailed(null)
    try {
      await sendAct(base, act)
      kept.drop()
      void message.success(t('sent', { action: t('act.change') }))
      onClose()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  async function take() {
    try {
      setBase(await fetchNewest(view.duty.id))
      setFailed(null)
      setTaken(true)
    } catch (error) {
      setFailed(error)
    }
  }

  return (
    <ActShell
      title={t('act.change')}
      lead={t('lead.change')}
      send={t('act.change')}
      disabled={isGone || stale !== null}
      busy={busy}
      failed={failed}
      stale={
        stale ? (
          <StalePanel
            issue={stale}
            mine={outcomeOf(base, act, organisationId)}
            title={t('staleTitle')}
            words={staleWords(namesOf(frame, view), language)}
            onTake={take}
          />
        ) : null
      }
      wide
      onSend={() => void send()}
      onClose={onClose}
    >
      {kept.resumed ? (
        <p className="kept">
          {t('kept')}{' '}
          <Button size="small" type="link" onClick={kept.drop}>
            {t('startAnew')}
          </Button>
        </p>
      ) : null}
      {taken ? (
        <p className={isGone ? 'mark-bad' : 'mark-good'} role="status">
          <span aria-hidden="true">{isGone ? '■' : '●'}</span> {t(isGone ? 'staleGone' : 'staleTaken')}
        </p>
      ) : null}
      <DutyFields
        id={id}
        values={values}
        frame={frame}
        faults={tried ? faults : new Map()}
        isNew={false}
        hasParts={base.parts.length > 0}
        change={kept.change}
      />
      <div className="field">
        <label htmlFor={`${id}-reason`}>{t('reasonMaybe')}</label>
        <Input.TextArea
          id={`${id}-reason`}
          aria-invalid={reasonFault !== undefined}
          aria-describedby={reasonFault ? `${id}-reason-fault` : undefined}
          {...(reasonFault ? { status: 'error' as const } : {})}
          value={values.reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => kept.change({ reason: event.target.value })}
        />
        {reasonFault ? (
          <div className="field-error" id={`${id}-reason-fault`}>
            <span aria-hidden="true">■</span> {issueText(reasonFault)}
          </div>
        ) : null}
      </div>
      {tried && general ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {issueText(general)}
        </div>
      ) : null}
    </ActShell>
  )
}
