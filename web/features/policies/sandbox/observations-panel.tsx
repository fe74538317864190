import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { observeSandbox } from '#contract/policies'
import type { SandboxView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { commonTexts } from '../../../text/common.ts'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { ObservationMark } from './sandbox-marks.tsx'
import { useKeepEntry } from './sandbox-queries.ts'

const KINDS = ['observation', 'incident', 'limit-exceeded', 'report'] as const

/** What was seen of a product, the latest first; incidents and what went beyond its limits stand out. */
export function ObservationsPanel({ entry }: { readonly entry: SandboxView }) {
  const t = useText(policySandboxTexts)
  const format = useFormat()
  const { roles } = useSession()
  const [adding, setAdding] = useState(false)
  const may = entry.can.includes('observe')
  // Whoever could add in another state is told why not now.
  const couldAdd = observeSandbox.access.some((role) => roles.includes(role))
  const observed = entry.observations.toSorted((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at))
  return (
    <Panel
      title={t('timeline')}
      actions={
        may ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('observe')}
          </Button>
        ) : null
      }
    >
      {!may && couldAdd && entry.state !== 'admitted' ? (
        <p className="soft small">{t(entry.state === 'applied' ? 'observeNotNow' : 'observeOver')}</p>
      ) : null}
      {observed.length === 0 ? <p className="soft">{t('timelineNone')}</p> : null}
      <ol className="sandbox-timeline">
        {observed.map((each) => (
          <li key={each.id}>
            <div>
              <b>{format.date(each.on)}</b> <ObservationMark kind={each.kind} />
            </div>
            <div className="sandbox-words" lang="zh">
              {each.words}
            </div>
            <div className="soft small">
              {t('recorded', { name: each.byName, at: format.moment(each.at) })}
            </div>
          </li>
        ))}
      </ol>
      {adding ? <ObserveDialog entry={entry} onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function ObserveDialog({ entry, onClose }: { readonly entry: SandboxView; readonly onClose: () => void }) {
  const t = useText(policySandboxTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const { keep } = useKeepEntry()
  const today = todayOf(new Date())
  const [kind, setKind] = useState<(typeof KINDS)[number]>('observation')
  const [on, setOn] = useState(today)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const observing = useMutation({
    mutationFn: () =>
      call(observeSandbox, { params: { entryId: entry.id }, body: { on, kind, words: words.trim() } }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('observed'))
      onClose()
    },
  })
  const errors = {
    on: on === '' ? t('onNeeded') : on > today ? t('onFuture') : undefined,
    words: words.trim() === '' ? t('wordsNeeded') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !observing.isPending)
      observing.mutate()
  }
  return (
    <Dialog title={t('observe')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('observeWhy')}</p>
        {observing.error ? <ErrorState error={observing.error} /> : null}
        <div className="sandbox-days">
          <Field label={t('kind')}>
            {({ id }) => (
              <Choice
                id={id}
                value={kind}
                onChange={({ target }) =>
                  setKind(KINDS.find((each) => each === target.value) ?? 'observation')
                }
              >
                {KINDS.map((each) => (
                  <option key={each} value={each}>
                    {t(`kind.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          <Field label={t('on')} error={shown('on')}>
            {(field) => (
              <Input
                {...field}
                type="date"
                value={on}
                max={today}
                onChange={({ target }) => setOn(target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('words')} error={shown('words')}>
          {(field) => (
            <TextArea
              {...field}
              value={words}
              maxLength={5000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={({ target }) => setWords(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={observing.isPending}>
            {t('observe')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
