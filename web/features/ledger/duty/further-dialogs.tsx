import App from 'antd/es/app'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { linkDuties, setAddressees, superviseDuty } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { dutyQuery, keepDuty, refreshLedger } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { ActShell } from './act-shell.tsx'
import { focusField } from './focus-field.ts'
import { DutyPicker } from './duty-picker.tsx'

interface DialogProps {
  readonly view: DutyView
  readonly onClose: () => void
}

/** This duty takes up another, or waits for it. */
export function LinkDialog({ view, onClose }: DialogProps) {
  const t = useText(dutyActTexts)
  const id = useId()
  const [kind, setKind] = useState<'takes-up' | 'depends-on'>('takes-up')
  const [to, setTo] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const { busy, failed, send } = useSend(onClose, t('sent', { action: t('act.link') }))
  const fault = tried && to === null

  return (
    <ActShell
      title={t('act.link')}
      lead={t('lead.link')}
      send={t('act.link')}
      busy={busy}
      failed={failed}
      onSend={() => {
        setTried(true)
        if (to === null) return focusField(`${id}-to`)
        void send(async () =>
          keepDuty(
            queryClient,
            await call(linkDuties, { params: { dutyId: view.duty.id }, body: { to, kind } }),
          ),
        )
      }}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={`${id}-kind`}>{t('linkKind')}</label>
        <Radio.Group
          id={`${id}-kind`}
          vertical
          value={kind}
          options={(['takes-up', 'depends-on'] as const).map((each) => ({
            value: each,
            label: t(`linkKind.${each}`),
          }))}
          onChange={(event) => setKind(event.target.value === 'depends-on' ? 'depends-on' : 'takes-up')}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-to`}>{t('linkTo')}</label>
        <DutyPicker
          id={`${id}-to`}
          label={t('linkTo')}
          value={to}
          except={view.duty.id}
          invalid={fault}
          describedBy={fault ? `${id}-fault` : undefined}
          onChange={setTo}
        />
        {fault ? (
          <div className="field-error" id={`${id}-fault`}>
            <span aria-hidden="true">■</span> {t('choose')}
          </div>
        ) : null}
      </div>
    </ActShell>
  )
}

/** Which parks must take this duty up. */
export function AddresseesDialog({ view, frame, onClose }: DialogProps & { readonly frame: LedgerFrame }) {
  const t = useText(dutyActTexts)
  const format = useFormat()
  const [parks, setParks] = useState<readonly string[]>(() => view.addressees.map(({ id }) => id))
  const { busy, failed, send } = useSend(onClose, t('sent', { action: t('act.addressees') }))
  return (
    <ActShell
      title={t('act.addressees')}
      lead={t('lead.addressees')}
      send={t('act.addressees')}
      busy={busy}
      failed={failed}
      onSend={() =>
        void send(async () =>
          keepDuty(
            queryClient,
            await call(setAddressees, { params: { dutyId: view.duty.id }, body: { parks: [...parks] } }),
          ),
        )
      }
      onClose={onClose}
    >
      <fieldset className="park-choices">
        <legend>{t('parks')}</legend>
        <div className="park-all">
          <Button size="small" onClick={() => setParks(frame.parks.map(({ id }) => id))}>
            {t('allParks')}
          </Button>
          <Button size="small" onClick={() => setParks([])}>
            {t('noParks')}
          </Button>
        </div>
        <Checkbox.Group
          className="form-checks"
          value={[...parks]}
          options={frame.parks.map((park) => ({ value: park.id, label: format.name(park) }))}
          onChange={setParks}
        />
      </fieldset>
    </ActShell>
  )
}

/** 督办: raises a notice that the lead body must answer in time. */
export function SuperviseDialog({ view, onClose }: DialogProps) {
  const t = useText(dutyActTexts)
  const navigate = useNavigate()
  const id = useId()
  const [urgency, setUrgency] = useState<'blue' | 'orange' | 'red'>('blue')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failed, send } = useSend(onClose, t('supervised'))
  const fault = tried && text.trim() === ''
  return (
    <ActShell
      title={t('act.supervise')}
      lead={t('lead.supervise')}
      send={t('act.supervise')}
      busy={busy}
      failed={failed}
      onSend={() => {
        setTried(true)
        if (text.trim() === '') return focusField(`${id}-text`)
        void send(async () => {
          const { caseId } = await call(superviseDuty, {
            params: { dutyId: view.duty.id },
            body: { urgency, text: text.trim() },
          })
          refreshLedger(queryClient)
          await queryClient.invalidateQueries({ queryKey: dutyQuery(view.duty.id).queryKey })
          void queryClient.invalidateQueries({ queryKey: ['cases'] })
          void navigate({ to: '/cases/$caseId', params: { caseId } })
        })
      }}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={`${id}-urgency`}>{t('urgency')}</label>
        <Radio.Group
          id={`${id}-urgency`}
          value={urgency}
          options={(['blue', 'orange', 'red'] as const).map((each) => ({
            value: each,
            label: t(`urgency.${each}`),
          }))}
          onChange={(event) => {
            const next = (['blue', 'orange', 'red'] as const).find((each) => each === event.target.value)
            if (next) setUrgency(next)
          }}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{t('superviseText')}</label>
        <Input.TextArea
          id={`${id}-text`}
          value={text}
          maxLength={2000}
          autoSize={{ minRows: 4, maxRows: 12 }}
          aria-invalid={fault}
          {...(fault ? { status: 'error' as const } : {})}
          onChange={(event) => setText(event.target.value)}
        />
        {fault ? (
          <div className="field-error">
            <span aria-hidden="true">■</span> {t('superviseText')}
          </div>
        ) : null}
      </div>
    </ActShell>
  )
}

function useSend(onDone: () => void, done: string) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  async function send(work: () => Promise<void>) {
    setBusy(true)
    setFailed(null)
    try {
      await work()
      void message.success(done)
      onDone()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return { busy, failed, send }
}
