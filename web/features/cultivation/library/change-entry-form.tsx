import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeEntry } from '#contract/cultivation'
import type { CultivationEntry } from '#contract/cultivation'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { libraryTexts } from '../../../text/cultivation-library.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshCultivation } from '../shared/cultivation-queries.ts'
import { StewardChoice } from '../shared/steward-choice.tsx'
import { useRungs } from '../shared/use-rungs.ts'

const MOST_NOTE = 1000

/** Target, steward and note. After a refusal because somebody was first, what was typed stays beside what holds now. */
export function ChangeEntryForm({
  entry,
  onDone,
}: {
  readonly entry: CultivationEntry
  readonly onDone: () => void
}) {
  const t = useText(libraryTexts)
  const words = useText(cultivationTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { rungs, marks, titleOf } = useRungs()
  const [target, setTarget] = useState(entry.target)
  const [stewardId, setStewardId] = useState(entry.steward?.id ?? '')
  const [note, setNote] = useState(entry.note ?? '')
  const [tried, setTried] = useState(false)
  const isSame =
    target === entry.target && stewardId === (entry.steward?.id ?? '') && note.trim() === (entry.note ?? '')
  const changing = useMutation({
    mutationFn: () =>
      call(changeEntry, {
        params: { entryId: entry.id },
        body: { version: entry.version, target, stewardId: stewardId || null, note: note.trim() || null },
      }),
    onSuccess: async () => {
      await refreshCultivation(client)
      message.success(t('saved'))
      onDone()
    },
    onError: async (error) => {
      // The entry that holds now comes in from outside; what was typed is this form's own.
      if (error instanceof ApiError) await refreshCultivation(client)
    },
  })
  const isStale = changing.error instanceof ApiError && changing.error.has('cultivation.stale')
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!isSame && !changing.isPending) changing.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className="soft">{t('changeWhy')}</p>
      {isStale ? (
        <div role="alert" className="entry-stale">
          <StatusMark tone="warn">{t('stale')}</StatusMark>
          <div>
            {t('staleNow', {
              target: titleOf(entry.target),
              steward: entry.steward?.name ?? words('stewardNone'),
              note: entry.note ?? t('nothing'),
            })}
          </div>
        </div>
      ) : changing.error ? (
        <ErrorState error={changing.error} />
      ) : null}
      <Field label={words('target')}>
        {({ status: _, ...field }) => (
          <Choice {...field} value={target} onChange={({ target: { value } }) => setTarget(value)}>
            {[...rungs, ...marks].map(({ code, title }) => (
              <option key={code} value={code}>
                {say(title)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      <Field label={words('steward')}>
        {({ status: _, ...field }) => (
          <StewardChoice {...field} value={stewardId} kept={entry.steward} onValue={setStewardId} />
        )}
      </Field>
      <Field label={t('noteField')} error={tried && isSame ? t('unchanged') : undefined}>
        {(field) => (
          <TextArea
            {...field}
            value={note}
            maxLength={MOST_NOTE}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={({ target: { value } }) => setNote(value)}
          />
        )}
      </Field>
      <div className="dialog-foot">
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={changing.isPending}>
          {common('save')}
        </Button>
      </div>
    </form>
  )
}
