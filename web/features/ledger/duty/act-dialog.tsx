import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useId, useState } from 'react'
import type { DutyView } from '#contract/ledger'
import { dutyActTexts } from '../../../text/duty.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { actName, namesOf, staleWords } from './act-names.ts'
import { ActPartControl } from './act-part.tsx'
import { ActShell } from './act-shell.tsx'
import { focusField } from './focus-field.ts'
import { faultsOf, hasHalfFigure, inputOf, partsOf, startOf } from './act-values.ts'
import type { ActKind, ActPart, ActValues } from './act-values.ts'
import { fetchNewest, sendAct, staleIssue } from './duty-state.ts'
import { isLeadOf } from './duty-record.ts'
import { StalePanel, outcomeOf } from './stale-panel.tsx'
import { useKeptEdits } from './use-kept-edits.ts'

const DANGER: ReadonlySet<ActKind> = new Set(['drop', 'merge', 'suspend', 'return', 'send-back'])

/** Asks for what an act needs, by the engine's own rules, and does it. */
export function ActDialog({
  view,
  kind,
  frame,
  organisationId,
  onClose,
}: {
  /** As the page shows it; its waiting files grow while the dialog is open. */
  readonly view: DutyView
  readonly kind: ActKind
  readonly frame: LedgerFrame
  readonly organisationId: string | null
  readonly onClose: () => void
}) {
  const t = useText(dutyActTexts)
  const issueText = useIssueText()
  const { message } = App.useApp()
  const language = useLanguage()
  const id = useId()
  // What the form stands on: the page behind it may be read again while somebody types.
  const [base, setBase] = useState(view)
  const [tried, setTried] = useState(false)
  const [taken, setTaken] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const start = startOf(base, kind, organisationId, frame.today)
  const kept = useKeptEdits<ActValues>(`duoyuan.duty.${view.duty.id}.${kind}`, start)
  const values: ActValues = { ...start, ...kept.edits }
  const isLead = isLeadOf(base, organisationId)
  const parts = partsOf(kind, isLead)
  const act = inputOf(
    kind,
    values,
    view.waitingFiles.map((file) => file.id),
  )
  const faults = faultsOf(base, act, organisationId)
  const isGone = !base.can.includes(kind)
  const name = actName(kind, isLead, base)
  const stale = staleIssue(failed)

  const faultOf = (part: ActPart): string | undefined => {
    if (part === 'into' && values.into === null) return t('choose')
    if (part === 'figures') return hasHalfFigure(values) ? t('figureFault') : undefined
    return faults.parts.get(part)?.map(issueText).join(' ')
  }

  async function send() {
    setTried(true)
    const wrong = parts.find((part) => faultOf(part) !== undefined)
    if (wrong !== undefined) {
      focusField(`${id}-${wrong}`)
      return
    }
    if (faults.general.length > 0 || isGone) return
    setBusy(true)
    setFailed(null)
    try {
      await sendAct(base, act)
      kept.drop()
      void message.success(t('sent', { action: t(name) }))
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
      title={t(name)}
      lead={t(kind === 'report' && !isLead ? 'lead.contribute' : `lead.${kind}`)}
      send={t(name)}
      danger={DANGER.has(kind)}
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
      wide={kind === 'report' || kind === 'complete'}
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
      {parts.map((part) => (
        <ActPartControl
          key={part}
          part={part}
          id={`${id}-${part}`}
          kind={kind}
          view={view}
          base={base}
          frame={frame}
          isLead={isLead}
          values={values}
          fault={tried ? faultOf(part) : undefined}
          change={kept.change}
        />
      ))}
      {tried && faults.general.length > 0 && !isGone ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {faults.general.map(issueText).join(' ')}
        </div>
      ) : null}
    </ActShell>
  )
}
