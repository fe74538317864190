import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { ActionView, FormView } from '#contract/procedures'
import type { z } from 'zod'
import { actTexts, caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, useErrorMessages } from '../../../ui/states.tsx'
import type { CaseView } from '../shared/case-queries.ts'
import { DataValue } from '../shared/data-value.tsx'
import { FieldForm, focusPlace } from '../shared/field-form.tsx'
import { FileControl } from '../shared/file-control.tsx'
import { firstFault, formFaults } from '../shared/form-faults.ts'
import type { FormField, FormValues } from '../shared/form-faults.ts'
import { listNames } from '../shared/party-names.ts'
import { dataToSend } from './step-edits.ts'
import { useKeptText } from './use-kept-text.ts'
import { useStepForm } from './use-step-form.ts'
import { isStale } from './use-commands.ts'
import type { RunCommand } from './use-commands.ts'

type Action = z.infer<typeof ActionView>
type Form = z.infer<typeof FormView>

/** The steps that wait for me: each with its form and what I may choose. */
export function MyWork({ view, run }: { readonly view: CaseView; readonly run: RunCommand }) {
  const t = useText(actTexts)
  const say = useSay()
  const activations = [...new Set([...view.forms, ...view.actions].map(({ activation }) => activation))]
  /** What is typed and not saved, by step: it is shown even when the step is gone. */
  const [unsaved, setUnsaved] = useState<Readonly<Record<string, Unsaved>>>({})
  const keep = useCallback((activation: string, typed: Unsaved | null) => {
    setUnsaved((before) => {
      const { [activation]: old, ...others } = before
      if (typed) return { ...others, [activation]: typed }
      return old ? others : before
    })
  }, [])
  return (
    <>
      {Object.entries(unsaved)
        .filter(([activation]) => !activations.includes(activation))
        .map(([activation, { edits, fields, opinion }]) => (
          <section key={activation} className="panel panel-lost" role="alert">
            <p>
              <span className="mark-warn" aria-hidden="true">
                ▲
              </span>{' '}
              {t('formGone')}
            </p>
            <dl className="value-object">
              {fields
                .filter(({ field }) => field.code in edits)
                .map(({ field }) => (
                  <div key={field.code}>
                    <dt>{say(field.label)}</dt>
                    <dd>
                      <DataValue field={field} value={edits[field.code]} context={view} />
                    </dd>
                  </div>
                ))}
              {opinion === '' ? null : (
                <div>
                  <dt>{t('opinion')}</dt>
                  <dd className="value-text">{opinion}</dd>
                </div>
              )}
            </dl>
            <Button size="small" onClick={() => keep(activation, null)}>
              {t('ok')}
            </Button>
          </section>
        ))}
      {activations.map((activation) => (
        <StepWork
          key={activation}
          view={view}
          run={run}
          form={
            view.forms.find((form) => form.activation === activation) ?? {
              activation,
              fields: [],
              values: {},
            }
          }
          actions={view.actions.filter((action) => action.activation === activation)}
          onUnsaved={keep}
        />
      ))}
    </>
  )
}

interface Unsaved {
  readonly edits: FormValues
  readonly fields: readonly FormField[]
  readonly opinion: string
}

function StepWork({
  view,
  run,
  form,
  actions,
  onUnsaved,
}: {
  readonly view: CaseView
  readonly run: RunCommand
  readonly form: Form
  readonly actions: readonly Action[]
  readonly onUnsaved: (activation: string, typed: Unsaved | null) => void
}) {
  const t = useText(actTexts)
  const caseText = useText(caseTexts)
  const say = useSay()
  const { language } = useFormat()
  const { message } = App.useApp()
  const id = useId()
  const step = useStepForm(form, run)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  /** The action that could not be taken yet: everything it wants is marked. */
  const [tried, setTried] = useState<Action | null>(null)
  const [confirming, setConfirming] = useState<Action | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [opinion, setOpinion, dropOpinion] = useKeptText(`duoyuan.opinion.${view.id}.${form.activation}`)
  const [attachments, setAttachments] = useState<readonly string[]>([])
  const fail = useRef<HTMLDivElement>(null)

  const node = view.steps.find(({ activation }) => activation === form.activation)
  const needed = tried?.needs ?? []
  const faults = formFaults(form.fields, step.values, needed)
  const takesOpinion = actions.some((action) => action.opinion !== 'none')
  const mustSay = actions.filter((action) => action.opinion === 'required')
  const opinionMissing = tried?.opinion === 'required' && opinion.trim() === ''

  const { edits } = step
  const { activation, fields } = form
  useEffect(() => {
    // Also while an action is on its way: refused because somebody else was first, the step goes before the answer is read.
    const typed = Object.keys(edits).length > 0 || opinion.trim() !== ''
    onUnsaved(activation, typed ? { edits, fields, opinion: opinion.trim() } : null)
  }, [activation, fields, edits, opinion, onUnsaved])
  useEffect(() => {
    if (failed) fail.current?.focus()
  }, [failed])

  function choose(action: Action) {
    setTried(action)
    setFailed(null)
    const wrong = formFaults(form.fields, step.values, action.needs)
    const place = firstFault(form.fields, wrong)
    const unsaid = action.opinion === 'required' && opinion.trim() === ''
    if (place !== null || unsaid) {
      // Once what is wrong has been marked.
      requestAnimationFrame(() =>
        place !== null ? focusPlace(id, place) : document.getElementById(`${id}-opinion`)?.focus(),
      )
      return
    }
    if (action.tone === 'danger') setConfirming(action)
    else void take(action)
  }

  async function take(action: Action) {
    setConfirming(null)
    setBusy(action.action)
    step.holdSaving(true)
    const data = step.edits
    try {
      await run({
        kind: 'act',
        activation: form.activation,
        action: action.action,
        opinion: action.opinion === 'none' || opinion.trim() === '' ? null : opinion.trim(),
        data: dataToSend(data),
        attachments: [...attachments],
      })
      onUnsaved(activation, null)
      step.forget(data)
      dropOpinion()
      setAttachments([])
      setTried(null)
      void message.success(t('done', { action: say(action.name) }))
      document.getElementById('case-title')?.focus()
    } catch (error) {
      step.holdSaving(false)
      setFailed(error)
    } finally {
      setBusy(null)
    }
  }

  return (
    <section className="panel panel-work" aria-label={t('myWork')}>
      <h2>
        {t('myWork')}
        {node ? <> · {say(node.name)}</> : null}
        {node?.branchName ? <span className="soft"> {say(node.branchName)}</span> : null}
      </h2>
      {node?.hint ? <p className="soft">{say(node.hint)}</p> : null}
      {form.fields.some(({ permission }) => permission !== 'read') ? (
        <FieldForm
          id={id}
          fields={form.fields}
          values={step.values}
          context={view}
          faults={faults}
          shown={(code) => tried !== null || touched.has(code)}
          needed={needed}
          onChange={(code, value) => {
            setTouched((before) => new Set(before).add(code))
            step.change(code, value)
          }}
        />
      ) : null}
      {takesOpinion ? (
        <div className="work-opinion">
          <label className="form-label" htmlFor={`${id}-opinion`}>
            {mustSay.length > 0
              ? t('opinionRequired', {
                  actions: listNames(
                    mustSay.map(({ name }) => name),
                    language,
                  ),
                })
              : t('opinion')}
          </label>
          <Input.TextArea
            id={`${id}-opinion`}
            value={opinion}
            maxLength={5000}
            autoSize={{ minRows: 2, maxRows: 10 }}
            aria-invalid={opinionMissing}
            aria-describedby={opinionMissing ? `${id}-opinion-fault` : undefined}
            {...(opinionMissing ? { status: 'error' as const } : {})}
            onChange={(event) => setOpinion(event.target.value)}
          />
          {opinionMissing ? (
            <div className="field-error" id={`${id}-opinion-fault`}>
              <span aria-hidden="true">■</span> {t('opinionMissing', { action: say(tried.name) })}
            </div>
          ) : null}
          <FileControl
            id={`${id}-attachments`}
            label={t('attachments')}
            value={attachments}
            many
            context={view}
            onChange={setAttachments}
          />
        </div>
      ) : null}
      {failed ? (
        <div ref={fail} tabIndex={-1}>
          {isStale(failed) ? <p className="mark-warn">▲ {caseText('stale')}</p> : null}
          <ErrorState error={failed} />
        </div>
      ) : null}
      <div className="work-actions">
        {actions.map((action) => (
          <Button
            key={action.action}
            type={action.tone === 'primary' ? 'primary' : 'default'}
            danger={action.tone === 'danger'}
            disabled={action.blocked !== null || (busy !== null && busy !== action.action)}
            loading={busy === action.action}
            aria-describedby={action.blocked ? `${id}-${action.action}-blocked` : undefined}
            onClick={() => choose(action)}
          >
            {say(action.name)}
          </Button>
        ))}
        <SaveNote
          save={step.save}
          pending={Object.keys(step.edits).length}
          wrong={[...faults].filter(([, { rule }]) => rule !== 'required').length}
        />
      </div>
      {tried && faults.size > 0 ? (
        <div className="small mark-bad" role="status">
          <span aria-hidden="true">■</span> {t('faults', { n: faults.size })}
        </div>
      ) : null}
      {actions
        .filter(({ blocked }) => blocked !== null)
        .map(({ action, name, blocked }) => (
          <div key={action} id={`${id}-${action}-blocked`} className="small soft">
            {blocked ? t('blocked', { action: say(name), why: say(blocked) }) : null}
          </div>
        ))}
      {confirming ? (
        <Dialog title={t('confirm', { action: say(confirming.name) })} onClose={() => setConfirming(null)}>
          <p>{t('confirmWhy')}</p>
          <div className="dialog-foot">
            <Button onClick={() => setConfirming(null)}>{t('cancel')}</Button>
            <Button type="primary" danger autoFocus onClick={() => void take(confirming)}>
              {say(confirming.name)}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </section>
  )
}

function SaveNote({
  save,
  pending,
  wrong,
}: {
  readonly save: ReturnType<typeof useStepForm>['save']
  readonly pending: number
  readonly wrong: number
}) {
  const t = useText(actTexts)
  const format = useFormat()
  const messagesOf = useErrorMessages()
  return (
    <span className="small soft work-save" role="status">
      {save.kind === 'failed' ? (
        <span className="mark-bad">■ {t('saveFailed', { why: messagesOf(save.error).join(' ') })}</span>
      ) : wrong > 0 && pending > 0 ? (
        <span className="mark-warn">▲ {t('unsavedInvalid', { n: wrong })}</span>
      ) : save.kind === 'saving' || pending > 0 ? (
        t('saving')
      ) : save.kind === 'saved' ? (
        t('saved', { at: format.momentShort(save.at) })
      ) : null}
    </span>
  )
}
