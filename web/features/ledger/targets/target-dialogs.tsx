import App from 'antd/es/app'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Radio from 'antd/es/radio'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import type { TargetPage } from '#contract/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { targetTexts } from '../../../text/targets.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ActShell } from '../duty/act-shell.tsx'
import { focusField } from '../duty/focus-field.ts'
import { staleIssue } from '../duty/duty-state.ts'
import { StalePanel } from '../duty/stale-panel.tsx'
import { BodySelect } from '../shared/body-select.tsx'
import { countingActuals } from './chart-scale.ts'
import { targetFieldName, targetFieldValue } from './target-fields.ts'
import { fetchNewestTarget, sendTargetAct } from './target-state.ts'
import type { TargetAct } from './target-state.ts'
import { withUnit } from './target-words.ts'

interface DialogProps {
  readonly page: TargetPage
  readonly onClose: () => void
}
export type Suggestion = TargetPage['suggestions'][number]

/** The value of a year with its source; a year that has one needs a reason. */
export function ActualDialog({ page, onClose }: DialogProps) {
  const t = useText(targetTexts)
  const id = useId()
  const act = useTargetAct(page, onClose)
  const [year, setYear] = useState<number | null>(null)
  const [value, setValue] = useState<number | null>(null)
  const [source, setSource] = useState('')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { levelUnit } = act.base.target
  const earlier = countingActuals(act.base).find((actual) => actual.year === year)
  const faults = new Map<string, string>([
    ...(year !== null && year >= 1900 && year <= 2200 ? [] : ([['year', t('fillYear')]] as const)),
    ...(value === null ? ([['value', t('fillValue')]] as const) : []),
    ...(source.trim() === '' ? ([['source', t('fillSource')]] as const) : []),
    ...(earlier && reason.trim() === '' ? ([['reason', t('fillReason')]] as const) : []),
  ])
  const faultOf = (part: string) => (tried ? faults.get(part) : undefined)

  return (
    <ActShell
      title={t('act.actual')}
      lead={t('lead.actual')}
      send={t('act.actual')}
      {...act.shell(new Map(value === null ? [] : [['value', [null, value]]]))}
      onSend={() => {
        setTried(true)
        const [first] = faults.keys()
        if (first !== undefined || year === null || value === null) return focusField(`${id}-${first ?? ''}`)
        void act.send({
          kind: 'actual',
          body: {
            from: 'entered',
            version: act.base.target.version,
            year,
            value,
            source: source.trim(),
            note: note.trim() || null,
            reason: earlier ? reason.trim() : null,
          },
        })
      }}
      onClose={onClose}
    >
      <div className="target-pair">
        <Part id={`${id}-year`} label={t('yearColumn')} fault={faultOf('year')}>
          <InputNumber
            id={`${id}-year`}
            className="wide-control"
            controls={false}
            precision={0}
            value={year}
            onChange={(next) => setYear(numberOf(next))}
          />
        </Part>
        <Part id={`${id}-value`} label={t('value', { unit: levelUnit })} fault={faultOf('value')}>
          <InputNumber
            id={`${id}-value`}
            className="wide-control"
            controls={false}
            value={value}
            onChange={(next) => setValue(numberOf(next))}
          />
        </Part>
      </div>
      <Part id={`${id}-source`} label={t('sourceText')} fault={faultOf('source')} hint={t('sourceHint')}>
        <Input
          id={`${id}-source`}
          value={source}
          maxLength={500}
          onChange={(event) => setSource(event.target.value)}
        />
      </Part>
      <Part id={`${id}-note`} label={t('noteText')}>
        <Input.TextArea
          id={`${id}-note`}
          value={note}
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          onChange={(event) => setNote(event.target.value)}
        />
      </Part>
      {earlier ? (
        <Part
          id={`${id}-reason`}
          label={t('earlier', { year: String(earlier.year), value: withUnit(earlier.value, levelUnit) })}
          fault={faultOf('reason')}
        >
          <Input.TextArea
            id={`${id}-reason`}
            value={reason}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Part>
      ) : null}
    </ActShell>
  )
}

/** Takes a figure of another document as an actual; asked only for a year that has one. */
export function AcceptDialog({
  page,
  suggestion,
  onClose,
}: DialogProps & { readonly suggestion: Suggestion }) {
  const t = useText(targetTexts)
  const act = useTargetAct(page, onClose)
  return (
    <ReasonForm
      title={t('accept', { year: String(suggestion.year) })}
      lead={t('lead.accept', { year: String(suggestion.year) })}
      send={t('act.accept')}
      shell={act.shell(new Map([['value', [null, suggestion.value]]]))}
      onSend={(reason) =>
        void act.send({
          kind: 'actual',
          body: {
            from: 'document',
            version: act.base.target.version,
            itemId: suggestion.itemId,
            year: suggestion.year,
            reason,
          },
        })
      }
      onClose={onClose}
    />
  )
}

export function WithdrawDialog({
  page,
  actual,
  onClose,
}: DialogProps & { readonly actual: TargetPage['actuals'][number] }) {
  const t = useText(targetTexts)
  const act = useTargetAct(page, onClose)
  return (
    <ReasonForm
      title={t('withdrawOf', { year: String(actual.year) })}
      lead={t('lead.withdraw')}
      send={t('act.withdraw')}
      danger
      shell={act.shell(new Map())}
      onSend={(reason) =>
        void act.send({
          kind: 'withdraw',
          actualId: actual.id,
          body: { version: act.base.target.version, reason },
        })
      }
      onClose={onClose}
    />
  )
}

/** Base, year, path, lead, readers; only what differs is sent. */
export function ChangeTargetDialog({ page, onClose }: DialogProps) {
  const t = useText(targetTexts)
  const ledger = useText(ledgerTexts)
  const id = useId()
  const act = useTargetAct(page, onClose)
  const [edits, setEdits] = useState<Partial<ChangeValues>>({})
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const before = changeValuesOf(act.base)
  const values: ChangeValues = { ...before, ...edits }
  // Only a figure in percent can be a growth; levels have the unit of the target itself.
  const isRate = ['%', '％'].includes(act.base.target.unit)
  const known = new Map<string, unknown>(Object.entries(before))
  const changed = new Map<string, unknown>(
    Object.entries(values).filter(([name, value]) => value !== known.get(name)),
  )
  // What was never said is said without a reason; a correction needs one.
  const needsReason =
    ['year', 'levelUnit', 'kind'].some((name) => changed.has(name) && known.get(name) !== null) ||
    (before.baseValue !== null && (changed.has('baseYear') || changed.has('baseValue')))
  const set = (part: Partial<ChangeValues>) => setEdits((old) => ({ ...old, ...part }))
  const faults = new Map<string, string>([
    ...((values.baseYear === null) === (values.baseValue === null)
      ? []
      : ([['base', t('fillBase')]] as const)),
    ...(needsReason && reason.trim() === '' ? ([['reason', t('fillReason')]] as const) : []),
    ...(changed.size === 0 ? ([['year', t('nothingChanged')]] as const) : []),
  ])
  const faultOf = (part: string) => (tried ? faults.get(part) : undefined)

  function send() {
    setTried(true)
    const [first] = faults.keys()
    if (first !== undefined) return focusField(`${id}-${first}`)
    const { baseYear, baseValue } = values
    void act.send({
      kind: 'change',
      body: {
        version: act.base.target.version,
        reason: reason.trim() || null,
        ...(changed.has('year') ? { year: values.year } : {}),
        ...(changed.has('baseYear') || changed.has('baseValue')
          ? { base: baseYear === null || baseValue === null ? null : { year: baseYear, value: baseValue } }
          : {}),
        ...(changed.has('levelUnit') ? { levelUnit: values.levelUnit.trim() } : {}),
        ...(changed.has('kind') ? { kind: values.kind } : {}),
        ...(changed.has('path') ? { path: values.path } : {}),
        ...(changed.has('leadId') ? { leadId: values.leadId } : {}),
        ...(changed.has('visibility') ? { visibility: values.visibility } : {}),
        ...(changed.has('forEvaluation') ? { forEvaluation: values.forEvaluation } : {}),
      },
    })
  }

  return (
    <ActShell
      title={t('act.change')}
      lead={t('lead.change')}
      send={t('act.change')}
      {...act.shell(new Map([...changed].map(([field, after]) => [field, [known.get(field), after]])))}
      onSend={send}
      onClose={onClose}
    >
      <div className="target-pair">
        <Part id={`${id}-year`} label={t('year')} fault={faultOf('year')}>
          <InputNumber
            id={`${id}-year`}
            className="wide-control"
            controls={false}
            precision={0}
            min={1900}
            max={2200}
            value={values.year}
            onChange={(year) => set({ year: numberOf(year) })}
          />
        </Part>
        <Part id={`${id}-unit`} label={t('levelUnit')}>
          <Input
            id={`${id}-unit`}
            lang="zh"
            maxLength={40}
            disabled={values.kind === 'level'}
            value={values.levelUnit}
            onChange={(event) => set({ levelUnit: event.target.value })}
          />
        </Part>
        <Part id={`${id}-base`} label={t('baseYear')} fault={faultOf('base')}>
          <InputNumber
            id={`${id}-base`}
            className="wide-control"
            controls={false}
            precision={0}
            min={1900}
            max={2200}
            value={values.baseYear}
            onChange={(year) => set({ baseYear: numberOf(year) })}
          />
        </Part>
        <Part id={`${id}-baseValue`} label={t('baseValue', { unit: values.levelUnit })}>
          <InputNumber
            id={`${id}-baseValue`}
            className="wide-control"
            controls={false}
            value={values.baseValue}
            onChange={(value) => set({ baseValue: numberOf(value) })}
          />
        </Part>
      </div>
      {isRate ? (
        <Part id={`${id}-kind`} label={t('kind')}>
          <Radio.Group
            id={`${id}-kind`}
            value={values.kind}
            options={(['level', 'growth'] as const).map((kind) => ({
              value: kind,
              label: t(`kind.${kind}`),
            }))}
            onChange={(event) => set({ kind: event.target.value === 'growth' ? 'growth' : 'level' })}
          />
        </Part>
      ) : null}
      {values.kind === 'level' ? (
        <Part id={`${id}-path`} label={t('path')}>
          <Radio.Group
            id={`${id}-path`}
            value={values.path}
            options={(['linear', 'compound'] as const).map((path) => ({
              value: path,
              label: t(`path.${path}`),
            }))}
            onChange={(event) => set({ path: event.target.value === 'compound' ? 'compound' : 'linear' })}
          />
        </Part>
      ) : null}
      <div className="target-pair">
        <Part id={`${id}-lead`} label={t('lead')}>
          <BodySelect
            id={`${id}-lead`}
            label={t('lead')}
            className="wide-control"
            value={values.leadId}
            onChange={(leadId) => set({ leadId })}
          />
        </Part>
        <Part id={`${id}-visibility`} label={t('visibility')}>
          <Choice
            id={`${id}-visibility`}
            value={values.visibility}
            onChange={(event) => {
              const visibility = VISIBILITIES.find((each) => each === event.target.value)
              if (visibility) set({ visibility })
            }}
          >
            {VISIBILITIES.map((visibility) => (
              <option key={visibility} value={visibility}>
                {ledger(`visibility.${visibility}`)}
              </option>
            ))}
          </Choice>
        </Part>
      </div>
      <div className="form-check">
        <Checkbox
          checked={values.forEvaluation}
          onChange={(event) => set({ forEvaluation: event.target.checked })}
        >
          {t('forEvaluation')}
        </Checkbox>
      </div>
      <Part id={`${id}-reason`} label={t('reason')} fault={faultOf('reason')}>
        <Input.TextArea
          id={`${id}-reason`}
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </Part>
    </ActShell>
  )
}

const VISIBILITIES = ['organisation', 'zone', 'public'] as const

interface ChangeValues {
  readonly year: number | null
  readonly baseYear: number | null
  readonly baseValue: number | null
  readonly levelUnit: string
  readonly kind: 'level' | 'growth'
  readonly path: 'linear' | 'compound'
  readonly leadId: string | null
  readonly visibility: (typeof VISIBILITIES)[number]
  readonly forEvaluation: boolean
}

function changeValuesOf({ target, path }: TargetPage): ChangeValues {
  const { year, baseYear, baseValue, levelUnit, kind, visibility, forEvaluation } = target
  return {
    year,
    baseYear,
    baseValue,
    levelUnit,
    kind,
    path,
    leadId: target.lead?.id ?? null,
    visibility,
    forEvaluation,
  }
}

function ReasonForm({
  title,
  lead,
  send,
  danger = false,
  shell,
  onSend,
  onClose,
}: {
  readonly title: string
  readonly lead: string
  readonly send: string
  readonly danger?: boolean
  readonly shell: ReturnType<ReturnType<typeof useTargetAct>['shell']>
  readonly onSend: (reason: string) => void
  readonly onClose: () => void
}) {
  const t = useText(targetTexts)
  const id = useId()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const fault = tried && reason.trim() === '' ? t('fillReason') : undefined
  return (
    <ActShell
      title={title}
      lead={lead}
      send={send}
      danger={danger}
      {...shell}
      onSend={() => {
        setTried(true)
        if (reason.trim() === '') return focusField(`${id}-reason`)
        onSend(reason.trim())
      }}
      onClose={onClose}
    >
      <Part id={`${id}-reason`} label={t('reason')} fault={fault}>
        <Input.TextArea
          id={`${id}-reason`}
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </Part>
    </ActShell>
  )
}

function Part({
  id,
  label,
  fault,
  hint,
  children,
}: {
  readonly id: string
  readonly label: string
  readonly fault?: string | undefined
  readonly hint?: string
  readonly children: ReactNode
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {fault ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {fault}
        </div>
      ) : null}
      {hint ? <div className="field-hint">{hint}</div> : null}
    </div>
  )
}

/** Sends on the version that the form stands on; a refused one shows what differs and can be sent again on the newest. */
function useTargetAct(page: TargetPage, onClose: () => void) {
  const t = useText(targetTexts)
  const { language } = useFormat()
  const { message } = App.useApp()
  const [base, setBase] = useState(page)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)

  async function send(act: TargetAct) {
    setBusy(true)
    setFailed(null)
    try {
      await sendTargetAct(page.target.id, act)
      void message.success(t('saved'))
      onClose()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  async function take() {
    try {
      setBase(await fetchNewestTarget(page.target.id))
      setFailed(null)
    } catch (error) {
      setFailed(error)
    }
  }
  const stale = staleIssue(failed)
  const shell = (mine: ReadonlyMap<string, readonly [unknown, unknown]>) => ({
    busy,
    failed,
    disabled: stale !== null,
    stale: stale ? (
      <StalePanel
        title={t('staleTitle')}
        issue={stale}
        mine={mine}
        words={{
          name: (field) => targetFieldName(field, language),
          value: (field, value) => targetFieldValue(field, value, base.target.levelUnit, language),
        }}
        onTake={take}
      />
    ) : null,
  })
  return { base, send, shell }
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
