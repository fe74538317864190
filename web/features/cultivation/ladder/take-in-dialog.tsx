import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addEntries } from '#contract/cultivation'
import type { StandingRow } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { standingTexts } from '../../../text/cultivation-standings.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshCultivation } from '../shared/cultivation-queries.ts'
import { StewardChoice } from '../shared/steward-choice.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import { commonestNext } from './commonest-next.ts'

const MOST_NOTE = 1000
const REASONS = ['in-library', 'holds'] as const

/** 入库: towards which rung, from when, with whom. Whoever cannot be taken in is named afterwards. */
export function TakeInDialog({
  rows,
  onClose,
  onTaken,
}: {
  readonly rows: readonly StandingRow[]
  readonly onClose: () => void
  readonly onTaken: () => void
}) {
  const t = useText(standingTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { rungs, marks } = useRungs()
  const today = todayOf(new Date())
  const [chosen, setChosen] = useState(() => commonestNext(rows))
  const [since, setSince] = useState(today)
  const [stewardId, setStewardId] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const target = chosen ?? rungs[0]?.code ?? ''
  const sinceError = since === '' ? t('takeSinceNeeded') : since > today ? t('takeSinceAhead') : undefined
  const taking = useMutation({
    mutationFn: () =>
      call(addEntries, {
        body: {
          enterprises: rows.map(({ enterprise }) => enterprise.id),
          target,
          since,
          stewardId: stewardId || null,
          note: note.trim() || null,
        },
      }),
    onSuccess: async ({ added, skipped }) => {
      await refreshCultivation(client)
      onTaken()
      if (skipped.length > 0) return
      message.success(t('taken', { n: added.length }))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (sinceError === undefined && !taking.isPending) taking.mutate()
  }
  const title = t('takeTitle', { n: rows.length })
  if (taking.data)
    return (
      <Dialog title={title} onClose={onClose}>
        <p role="status">
          {t('takenSome', { n: taking.data.added.length, left: taking.data.skipped.length })}
        </p>
        <ul>
          {taking.data.skipped.map(({ enterprise, code }) => {
            const reason = REASONS.find((each) => each === code)
            return (
              <li key={enterprise}>
                <span lang="zh">{rows.find((row) => row.enterprise.id === enterprise)?.enterprise.name}</span>{' '}
                <span className="soft">{reason === undefined ? null : t(`skipped.${reason}`)}</span>
              </li>
            )
          })}
        </ul>
        <div className="dialog-foot">
          <Button type="primary" autoFocus onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('takeWhy')}</p>
        {taking.error ? <ErrorState error={taking.error} /> : null}
        <Field label={t('takeTarget')}>
          {({ status: _, ...field }) => (
            <Choice {...field} value={target} onChange={({ target: { value } }) => setChosen(value)}>
              {[...rungs, ...marks].map(({ code, title: rung }) => (
                <option key={code} value={code}>
                  {say(rung)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('takeSince')} error={tried ? sinceError : undefined}>
          {(field) => (
            <Input
              {...field}
              type="date"
              max={today}
              value={since}
              onChange={({ target: { value } }) => setSince(value)}
            />
          )}
        </Field>
        <Field label={t('takeSteward')}>
          {({ status: _, ...field }) => <StewardChoice {...field} value={stewardId} onValue={setStewardId} />}
        </Field>
        <Field label={t('takeNote')}>
          {(field) => (
            <TextArea
              {...field}
              value={note}
              maxLength={MOST_NOTE}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target: { value } }) => setNote(value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={taking.isPending}>
            {t('take')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
