import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { actTexts, caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import type { CaseView } from '../shared/case-queries.ts'
import { FileControl } from '../shared/file-control.tsx'
import { PartyPicker } from '../shared/party-picker.tsx'
import { useNow } from '../shared/use-now.ts'
import { countsNaturalDays, limitWords } from '../shared/working-time.ts'
import { commandOf, faultsOfAct, partsOf, reasonIsOptional, usualExpiry } from './act-values.ts'
import type { ActPart, ActValues } from './act-values.ts'
import type { MayAct } from './further-acts.tsx'
import { isStale } from './use-commands.ts'
import type { RunCommand } from './use-commands.ts'

/** Asks for what a further act needs, says what it will do, and does it. */
export function ActDialog({
  view,
  run,
  may,
  title,
  onClose,
}: {
  readonly view: CaseView
  readonly run: RunCommand
  readonly may: MayAct
  readonly title: string
  readonly onClose: () => void
}) {
  const t = useText(actTexts)
  const caseText = useText(caseTexts)
  const { message } = App.useApp()
  const id = useId()
  const [values, setValues] = useState<ActValues>(() => startOf(view, may))
  const now = useNow()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const rule = view.pauseReasons.find(({ code }) => code === values.pauseReason) ?? null
  const faults = faultsOfAct(may.kind, values, may.kind === 'pause' ? rule : null, now)
  const change = (part: Partial<ActValues>) => setValues((before) => ({ ...before, ...part }))

  async function send() {
    setTried(true)
    const wrong = partsOf(may.kind).find((part) => faults[part])
    if (wrong) {
      const place = document.getElementById(`${id}-${wrong}`)
      ;(place?.matches('input, textarea, select, button')
        ? place
        : (place?.querySelector<HTMLElement>('input, textarea, select, button') ?? place)
      )?.focus()
      return
    }
    setBusy(true)
    setFailed(null)
    try {
      await run(commandOf(may, values))
      void message.success(t('done', { action: title }))
      onClose()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  return (
    <Modal open title={title} onCancel={onClose} footer={null} destroyOnHidden width={520}>
      <form
        className="act-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className="soft">{t(`lead.${may.kind}`)}</p>
        {partsOf(may.kind).map((part) => (
          <Part
            key={part}
            part={part}
            id={`${id}-${part}`}
            may={may}
            view={view}
            values={values}
            fault={tried ? faults[part] : undefined}
            change={change}
          />
        ))}
        {failed ? (
          <>
            {isStale(failed) ? <p className="mark-warn">▲ {caseText('stale')}</p> : null}
            <ErrorState error={failed} />
          </>
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" danger={may.kind === 'terminate'} htmlType="submit" loading={busy}>
            {t(`may.${may.kind}`)}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function Part({
  part,
  id,
  may,
  view,
  values,
  fault,
  change,
}: {
  readonly part: ActPart
  readonly id: string
  readonly may: MayAct
  readonly view: CaseView
  readonly values: ActValues
  readonly fault: ReturnType<typeof faultsOfAct>[ActPart]
  readonly change: (values: Partial<ActValues>) => void
}) {
  const t = useText(actTexts)
  const say = useSay()
  const format = useFormat()
  const rule = view.pauseReasons.find(({ code }) => code === values.pauseReason) ?? null
  const longest = rule?.longest ? limitWords(rule.longest, 'natural', format.language) : ''
  const clock = 'clock' in may ? view.clocks.find((each) => each.id === may.clock) : undefined
  const countsWorkingDays = clock !== undefined && !countsNaturalDays(clock.calendar)
  const described = fault ? `${id}-fault` : undefined
  const state = { id, 'aria-invalid': fault !== undefined, 'aria-describedby': described }
  const red = fault ? { status: 'error' as const } : {}
  const whole = (label: string, control: ReactNode, hint = '') => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control}
      {fault ? (
        <div className="field-error" id={`${id}-fault`}>
          <span aria-hidden="true">■</span> {t(fault, { longest })}
        </div>
      ) : null}
      {hint ? <div className="field-hint">{hint}</div> : null}
    </div>
  )
  switch (part) {
    case 'target':
      return may.kind === 'return'
        ? whole(
            t('target'),
            <Radio.Group
              id={id}
              vertical
              value={values.target || null}
              options={may.targets.map(({ to, name }) => ({ value: to, label: say(name) }))}
              onChange={(event) => change({ target: String(event.target.value) })}
            />,
          )
        : null
    case 'seat':
      return may.kind === 'remove-signer'
        ? whole(
            t('signer'),
            <Radio.Group
              id={id}
              vertical
              value={values.seat || null}
              options={may.seats.map(({ seat, party }) => ({ value: seat, label: say(party.name) }))}
              onChange={(event) => change({ seat: String(event.target.value) })}
            />,
          )
        : null
    case 'parties':
      return whole(
        t(may.kind === 'copy' ? 'whoms' : 'whom'),
        <PartyPicker
          id={id}
          label={t(may.kind === 'copy' ? 'whoms' : 'whom')}
          kind="any"
          as="party"
          many={may.kind === 'copy'}
          value={values.parties}
          invalid={fault !== undefined}
          describedBy={described}
          onChange={(parties) => change({ parties })}
        />,
      )
    case 'reason':
      return whole(
        t(may.kind === 'comment' ? 'text' : reasonIsOptional(may.kind) ? 'note' : 'reason'),
        <Input.TextArea
          {...state}
          {...red}
          value={values.reason}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => change({ reason: event.target.value })}
        />,
      )
    case 'pauseReason':
      return whole(
        t('pauseReason'),
        <Choice
          {...state}
          value={values.pauseReason}
          onChange={(event) => {
            const next = view.pauseReasons.find(({ code }) => code === event.target.value)
            change({
              pauseReason: event.target.value,
              expires: usualExpiry(next?.longest ?? null, Date.now()),
            })
          }}
        >
          {values.pauseReason === '' ? <option value="">{t('choose')}</option> : null}
          {view.pauseReasons.map(({ code, name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </Choice>,
      )
    case 'expires':
      return whole(
        t('expires'),
        <Input
          {...state}
          {...red}
          type="datetime-local"
          value={values.expires}
          onChange={(event) => change({ expires: event.target.value })}
        />,
        longest ? t('expiresLongest', { longest }) : '',
      )
    case 'amount':
      return whole(
        t('add'),
        <div className="act-amount">
          <InputNumber
            {...state}
            {...red}
            min={1}
            precision={0}
            controls={false}
            value={values.amount}
            onChange={(amount) => change({ amount: typeof amount === 'number' ? amount : null })}
          />
          <Choice
            aria-label={t('add')}
            value={values.unit}
            onChange={(event) => {
              const unit = (['day', 'hour', 'minute'] as const).find((each) => each === event.target.value)
              if (unit) change({ unit })
            }}
          >
            {(['day', 'hour', 'minute'] as const).map((unit) => (
              <option key={unit} value={unit}>
                {t(unit === 'day' && countsWorkingDays ? 'unit.workday' : `unit.${unit}`)}
              </option>
            ))}
          </Choice>
        </div>,
      )
    case 'evidence': {
      const label =
        may.kind === 'comment'
          ? t('upload')
          : t(rule?.evidence === 'required' ? 'evidenceRequired' : 'evidence')
      return whole(
        label,
        <FileControl
          id={id}
          label={label}
          value={values.evidence}
          many
          context={view}
          describedBy={described}
          onChange={(evidence) => change({ evidence })}
        />,
      )
    }
  }
}

/** What there is only one of is chosen already. */
function startOf(view: CaseView, may: MayAct): ActValues {
  const reason = view.pauseReasons.length === 1 ? view.pauseReasons[0] : undefined
  const clock = 'clock' in may ? view.clocks.find(({ id }) => id === may.clock) : undefined
  return {
    target: may.kind === 'return' && may.targets.length === 1 ? (may.targets[0]?.to ?? '') : '',
    seat: may.kind === 'remove-signer' && may.seats.length === 1 ? (may.seats[0]?.seat ?? '') : '',
    parties: [],
    reason: '',
    pauseReason: reason?.code ?? '',
    evidence: [],
    expires: usualExpiry(reason?.longest ?? null, Date.now()),
    amount: null,
    unit: clock?.limit.unit ?? 'day',
  }
}
