import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addApplicationFiles, applyForPolicy } from '#contract/policies'
import { call, upload } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FilesControl } from '../../../ui/files-control.tsx'
import type { SentFile } from '../../../ui/files-control.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEnterprise } from '../queries.ts'
import type { Explained } from './match-view.tsx'

/** Applies for a policy: what is to be handed in, what need not be, and the declaration of truth. */
export function ApplyDialog({
  explained,
  enterpriseId,
  onClose,
}: {
  readonly explained: Explained
  readonly enterpriseId: string
  readonly onClose: () => void
}) {
  const t = useText(enterprisePolicyTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [files, setFiles] = useState<Readonly<Record<string, readonly SentFile[]>>>({})
  const [note, setNote] = useState('')
  const [declared, setDeclared] = useState(false)
  const [tried, setTried] = useState(false)
  const { match, evidence } = explained
  const owed = evidence.filter(({ known }) => !known)
  const lacks = ({ evidence: { id, required } }: Explained['evidence'][number]) =>
    required && (files[id] ?? []).length === 0
  const sending = useMutation({
    mutationFn: () =>
      call(applyForPolicy, {
        params: { policyId: match.policyId },
        body: {
          enterpriseId,
          note: note.trim() || null,
          files: Object.entries(files).flatMap(([of, sent]) => sent.map(({ id }) => ({ id, evidence: of }))),
          declared: true,
        },
      }),
    onSuccess: async ({ caseNumber }) => {
      await Promise.all([
        refreshEnterprise(client),
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: ['cases'] }),
      ])
      message.success(caseNumber === null ? t('appliedNoNumber') : t('applied', { number: caseNumber }))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (declared && !owed.some(lacks) && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('applyTitle', { policy: say(match.title) })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('applyWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        {evidence.length === 0 ? <p>{t('evidenceNone')}</p> : null}
        <ul className="match-lines">
          {evidence
            .filter(({ known }) => known)
            .map(({ evidence: { id, title } }) => (
              <li key={id}>
                {say(title)} <StatusMark tone="good">{t('evidenceKnown')}</StatusMark>
              </li>
            ))}
        </ul>
        {owed.map((each) => {
          const { id, title, required } = each.evidence
          return (
            <Field
              key={id}
              label={say(title)}
              hint={required ? undefined : t('evidenceOptional')}
              error={tried && lacks(each) ? t('applyPapersNeeded', { what: say(title) }) : undefined}
            >
              {() => (
                <FilesControl
                  label={say(title)}
                  files={files[id] ?? []}
                  send={(chosen, onProgress) =>
                    upload(addApplicationFiles, chosen, { params: { enterpriseId }, onProgress })
                  }
                  onFiles={(change) => setFiles((before) => ({ ...before, [id]: change(before[id] ?? []) }))}
                />
              )}
            </Field>
          )
        })}
        <Field label={t('applyNote')}>
          {(field) => (
            <TextArea
              {...field}
              value={note}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <label className="declare-true">
          <input
            type="checkbox"
            checked={declared}
            aria-invalid={tried && !declared}
            onChange={({ target }) => setDeclared(target.checked)}
          />
          <span>{t('applyDeclare')}</span>
        </label>
        {tried && !declared ? (
          <div className="field-error" role="alert">
            <span aria-hidden="true">■</span> {t('applyDeclareNeeded')}
          </div>
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
