import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Radio from 'antd/es/radio'
import Slider from 'antd/es/slider'
import type { ReactNode } from 'react'
import type { DutyView } from '#contract/ledger'
import { SENT_BACK_PROGRESS, addDays, nextPeriod, periodById, periodOf } from '#domain/ledger'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { BodiesSelect, BodySelect } from '../shared/body-select.tsx'
import { periodWords } from '../shared/due-words.ts'
import { LightMark } from '../shared/light-mark.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import type { ActKind, ActPart, ActValues } from './act-values.ts'
import { DutyPicker } from './duty-picker.tsx'
import { EvidenceControl } from './evidence-control.tsx'
import { FigureRows } from './figure-rows.tsx'
import { PersonInput } from './person-input.tsx'

/** One field of an act's form, with its label, its fault and its hint. */
export function ActPartControl({
  part,
  id,
  kind,
  view,
  base,
  frame,
  isLead,
  values,
  fault,
  change,
}: {
  readonly part: ActPart
  readonly id: string
  readonly kind: ActKind
  readonly view: DutyView
  readonly base: DutyView
  readonly frame: LedgerFrame
  readonly isLead: boolean
  readonly values: ActValues
  readonly fault: string | undefined
  readonly change: (part: Partial<ActValues>) => void
}) {
  const t = useText(dutyActTexts)
  const { language } = useFormat()
  const describedBy = fault ? `${id}-fault` : undefined
  const state = { id, 'aria-invalid': fault !== undefined, 'aria-describedby': describedBy }
  const red = fault ? { status: 'error' as const } : {}
  const whole = (label: string, control: ReactNode, hint = '') => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control}
      {fault ? (
        <div className="field-error" id={`${id}-fault`}>
          <span aria-hidden="true">■</span> {fault}
        </div>
      ) : null}
      {hint ? <div className="field-hint">{hint}</div> : null}
    </div>
  )
  const text = (label: string, value: string, onChange: (value: string) => void, most: number, rows = 3) =>
    whole(
      label,
      <Input.TextArea
        {...state}
        {...red}
        value={value}
        maxLength={most}
        autoSize={{ minRows: rows, maxRows: 14 }}
        onChange={(event) => onChange(event.target.value)}
      />,
    )

  switch (part) {
    case 'lead':
      return whole(
        t('lead'),
        <BodySelect
          id={id}
          label={t('lead')}
          className="wide-control"
          value={values.leadId}
          status={fault ? 'error' : ''}
          describedBy={describedBy}
          among={isBody}
          onChange={(leadId) =>
            // A person belongs to a body: with another lead the name would be wrong.
            change({ leadId, ...(leadId === values.leadId ? {} : { personId: null, personName: '' }) })
          }
        />,
      )
    case 'supporting':
      return whole(
        t('supporting'),
        <BodiesSelect
          id={id}
          label={t('supporting')}
          className="wide-control"
          value={values.supporting}
          status={fault ? 'error' : ''}
          describedBy={describedBy}
          among={(body) => isBody(body) && body.id !== values.leadId}
          onChange={(supporting) => change({ supporting })}
        />,
        t('supportingHint'),
      )
    case 'person':
      return whole(
        t('person'),
        <PersonInput
          id={id}
          people={frame.people}
          organisationId={kind === 'assign' ? values.leadId : (base.duty.lead?.id ?? null)}
          name={values.personName}
          invalid={fault !== undefined}
          describedBy={describedBy}
          onChange={change}
        />,
        t('personHint'),
      )
    case 'note':
      return text(t('note'), values.note, (note) => change({ note }), 1000, 2)
    case 'reason':
      return text(t('reason'), values.reason, (reason) => change({ reason }), 1000)
    case 'text':
      return text(
        t(textLabel(kind, isLead)),
        values.text,
        (written) => change({ text: written }),
        kind === 'report' || kind === 'complete' ? 5000 : 2000,
        kind === 'report' || kind === 'complete' ? 5 : 3,
      )
    case 'period': {
      const periods = periodsToReport(base, frame.today)
      if (periods.length === 0) return null
      return whole(
        t('period'),
        <Choice
          {...state}
          value={values.period ?? ''}
          onChange={(event) => change({ period: event.target.value })}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {periodWords(period, language)}
            </option>
          ))}
        </Choice>,
      )
    }
    case 'percent':
      return whole(
        t('percent'),
        <div className="percent-row">
          <Slider
            min={0}
            max={100}
            value={values.percent ?? 0}
            ariaLabelForHandle={t('percent')}
            tooltip={{ open: false }}
            onChange={(percent: number) => change({ percent })}
          />
          <InputNumber
            {...state}
            {...red}
            min={0}
            max={100}
            precision={2}
            controls={false}
            suffix="%"
            value={values.percent}
            formatter={(value) => (value === undefined ? '' : String(Number(value)))}
            onChange={(percent) => change({ percent: typeof percent === 'number' ? percent : null })}
          />
        </div>,
        t(base.rollUpParts === null ? 'percentWas' : 'percentRolled', { percent: base.ownProgress }),
      )
    case 'percentBack':
      return whole(
        t('percentBack', { percent: SENT_BACK_PROGRESS }),
        <InputNumber
          {...state}
          {...red}
          className="short-control"
          min={0}
          max={99}
          controls={false}
          suffix="%"
          value={values.percentBack}
          onChange={(percent) => change({ percentBack: typeof percent === 'number' ? percent : null })}
        />,
      )
    case 'figures':
      return whole(
        t('figures'),
        <FigureRows id={id} rows={values.figures} onChange={(figures) => change({ figures })} />,
      )
    case 'files': {
      const label = kind === 'complete' ? t('filesNeeded', { n: base.duty.evidence }) : t('files')
      return whole(
        label,
        <EvidenceControl
          id={id}
          label={label}
          dutyId={view.duty.id}
          files={view.waitingFiles}
          describedBy={describedBy}
        />,
      )
    }
    case 'light':
      return whole(
        t('light'),
        <Radio.Group
          id={id}
          value={values.light}
          options={(['green', 'yellow', 'red'] as const).map((light) => ({
            value: light,
            label: <LightMark light={light} />,
          }))}
          onChange={(event) => {
            const light = (['green', 'yellow', 'red'] as const).find((each) => each === event.target.value)
            if (light) change({ light })
          }}
        />,
      )
    case 'into':
      return whole(
        t('into'),
        <DutyPicker
          id={id}
          label={t('into')}
          value={values.into}
          except={base.duty.id}
          owner={base.duty.owner.id}
          invalid={fault !== undefined}
          describedBy={describedBy}
          onChange={(into) => change({ into })}
        />,
      )
    case 'decision':
      return (
        <div className="decision-row">
          {whole(
            t('reference'),
            <Input
              {...state}
              {...red}
              value={values.reference}
              maxLength={200}
              onChange={(event) => change({ reference: event.target.value })}
            />,
            t('referenceHint'),
          )}
          <div className="field">
            <label htmlFor={`${id}-on`}>{t('decidedOn')}</label>
            <Input
              id={`${id}-on`}
              type="date"
              value={values.decidedOn}
              max={frame.today}
              onChange={(event) => change({ decidedOn: event.target.value })}
            />
          </div>
        </div>
      )
  }
}

function textLabel(kind: ActKind, isLead: boolean) {
  if (kind === 'complete') return 'textComplete'
  if (kind === 'verify') return 'textVerify'
  if (kind === 'close') return 'textClose'
  return isLead ? 'text' : 'textContribution'
}

/** Regions are no bodies that can be told to do something. */
export function isBody({ kind }: LedgerFrame['bodies'][number]): boolean {
  return kind !== 'zone' && kind !== 'area'
}

/** The running period and the last few before it, newest first. */
function periodsToReport({ reportEvery, duty }: DutyView, today: string): string[] {
  if (reportEvery === null) return []
  const running = periodOf(today, reportEvery)
  const overdue = duty.reportDueOn !== null && duty.reportDueOn < today ? duty.reportDueOn : today
  const periods: string[] = []
  for (let period = periodOf(overdue, reportEvery); period.from <= running.from; period = nextPeriod(period))
    periods.unshift(period.id)
  const known = periods.slice(0, 12)
  const first = known.at(-1)
  if (known.length === 1 && first !== undefined) {
    const before = periodById(first)
    if (before !== null) known.push(periodOf(addDays(before.from, -1), reportEvery).id)
  }
  return known
}
