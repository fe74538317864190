import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addFactFiles, declareFact } from '#contract/rules'
import type { FactOf } from '#contract/rules'
import { call, upload } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { enterpriseFactTexts } from '../../../text/enterprises-facts.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FilesControl } from '../../../ui/files-control.tsx'
import type { SentFile } from '../../../ui/files-control.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useSay } from '../../../ui/say.ts'
import { FactControl } from '../../../ui/rules/fact-control.tsx'
import { readEntry, writeEntry } from '../../../ui/rules/fact-entry.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEnterprise } from '../queries.ts'
import '../enterprises.css'

/** Says what no filing and no record says, with papers. Closes once what is judged from it has been read again. */
export function DeclareDialog({
  fact,
  enterpriseId,
  onClose,
  onDeclared,
}: {
  readonly fact: FactOf
  readonly enterpriseId: string
  readonly onClose: () => void
  /** In place of the usual words, once everything is judged anew. */
  readonly onDeclared?: () => void
}) {
  const t = useText(enterpriseFactTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [typed, setTyped] = useState(() =>
    fact.source?.kind === 'declaration' ? writeEntry(fact.value) : '',
  )
  const [from, setFrom] = useState('')
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [tried, setTried] = useState(false)
  const entry = readEntry(fact.type, typed)
  const today = todayOf(new Date())
  const late = from > today
  const sending = useMutation({
    mutationFn: async (value: NonNullable<FactOf['value']>) => {
      const answer = await call(declareFact, {
        params: { enterpriseId },
        body: {
          fact: fact.fact,
          value,
          ...(from === '' ? {} : { from }),
          note: note.trim() || null,
          files: files.map(({ id }) => id),
        },
      })
      await refreshEnterprise(client)
      return answer
    },
    onSuccess: ({ state }) => {
      if (onDeclared) onDeclared()
      else message.success(t(state === 'confirmed' ? 'savedConfirmed' : 'saved'))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (entry.fault === null && !late && !sending.isPending) sending.mutate(entry.value)
  }
  const title = t('declareTitle', { fact: say(fact.title) })
  const unit = unitWords(fact.unit, language)
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('declareWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <Field
          label={unit === '' ? say(fact.title) : `${say(fact.title)} (${unit})`}
          hint={t('declareShows', { what: say(fact.evidence.what) })}
          error={tried && entry.fault ? t(entry.fault) : undefined}
        >
          {(field) => (
            <FactControl type={fact.type} words={fact.words} field={field} typed={typed} onTyped={setTyped} />
          )}
        </Field>
        <Field label={t('from')} error={tried && late ? t('fromFuture') : undefined}>
          {({ status: _status, ...field }) => (
            <input
              {...field}
              type="date"
              className="choice day-input"
              max={today}
              value={from}
              onChange={({ target }) => setFrom(target.value)}
            />
          )}
        </Field>
        <Field label={t('papers')}>
          {() => (
            <FilesControl
              label={t('papers')}
              files={files}
              send={(chosen, onProgress) =>
                upload(addFactFiles, chosen, { params: { enterpriseId }, onProgress })
              }
              onFiles={setFiles}
            />
          )}
        </Field>
        <Field label={t('noteField')}>
          {(field) => (
            <TextArea
              {...field}
              value={note}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
