import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { PolicyCode, draftPolicy, listPolicies } from '#contract/policies'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { policiesKey } from '../shared/policy-queries.ts'
import { keepVersion } from './editor-queries.ts'

const MOST_POLICIES = 500
const BEGINS = ['empty', 'copy'] as const

/** Begins a policy under a new code: empty, or as a copy. `from`: the version to copy, where it is known already. */
export function DraftDialog({
  from,
  onClose,
}: {
  readonly from: { readonly versionId: string; readonly title: string } | null
  readonly onClose: () => void
}) {
  const t = useText(policyEditorTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const [begin, setBegin] = useState<(typeof BEGINS)[number]>(from === null ? 'empty' : 'copy')
  const [base, setBase] = useState(from?.versionId ?? '')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const { data } = useQuery({
    queryKey: [...policiesKey, 'bases'],
    queryFn: ({ signal }) => call(listPolicies, { query: { sort: 'title', limit: MOST_POLICIES }, signal }),
    enabled: from === null && begin === 'copy',
  })
  const drafting = useDraft()
  const isCode = PolicyCode.safeParse(code.trim()).success
  const isBased = begin === 'empty' || base !== ''
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (!isCode || !isBased) focusFirstError(event.currentTarget)
    else if (!drafting.isPending)
      drafting.mutate({ from: begin === 'empty' ? null : base, code: code.trim() })
  }
  return (
    <Dialog title={t(from === null ? 'draft' : 'draftCopy')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('draftWhy')}</p>
        {drafting.error ? <ErrorState error={drafting.error} /> : null}
        {from === null ? (
          <Field label={t('begin')}>
            {({ status: _status, ...field }) => (
              <Choice
                {...field}
                value={begin}
                onChange={({ target }) => setBegin(BEGINS.find((each) => each === target.value) ?? 'empty')}
              >
                {BEGINS.map((each) => (
                  <option key={each} value={each}>
                    {t(`begin.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        ) : null}
        {begin === 'copy' ? (
          from === null ? (
            <Field label={t('base')} error={tried && !isBased ? t('baseMissing') : undefined}>
              {({ status: _status, ...field }) => (
                <Choice {...field} value={base} onChange={({ target }) => setBase(target.value)}>
                  <option value="" />
                  {(data?.policies ?? []).map((row) => (
                    <option key={row.versionId} value={row.versionId}>
                      {say(row.title) || row.code}
                    </option>
                  ))}
                </Choice>
              )}
            </Field>
          ) : (
            <p>
              {t('base')}: {from.title}
            </p>
          )
        ) : null}
        <Field label={t('code')} hint={t('codeHint')} error={tried && !isCode ? t('codeWrong') : undefined}>
          {(field) => (
            <Input {...field} value={code} maxLength={100} onChange={({ target }) => setCode(target.value)} />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={drafting.isPending}>
            {t('start')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The next version of a policy, at once: a question would only stand in the way. */
export function DraftNextButton({
  policyId,
  versionId,
  number,
}: {
  readonly policyId: string
  readonly versionId: string
  readonly number: number
}) {
  const t = useText(policyEditorTexts)
  const drafting = useDraft()
  const exists =
    drafting.error instanceof ApiError
      ? drafting.error.issues.find((issue) => issue.code === 'policies.draft_exists')?.params?.['versionId']
      : undefined
  return (
    <>
      <Button
        title={t('draftNextWhy', { n: number })}
        loading={drafting.isPending}
        onClick={() => drafting.mutate({ from: versionId, code: null })}
      >
        {t('draftNext')}
      </Button>
      {drafting.error ? (
        <span>
          <ErrorState error={drafting.error} />
          {typeof exists === 'string' ? (
            <LinkButton href={`/policies/${policyId}/versions/${exists}`}>{t('goToDraft')}</LinkButton>
          ) : null}
        </span>
      ) : null}
    </>
  )
}

function useDraft() {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (body: { readonly from: string | null; readonly code: string | null }) =>
      call(draftPolicy, { body }),
    onSuccess: (view) => {
      keepVersion(client, view)
      router.history.push(`/policies/${view.row.id}/versions/${view.version.id}`)
    },
  })
}
