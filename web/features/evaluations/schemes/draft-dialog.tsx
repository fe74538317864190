import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { SchemeCode, draftScheme } from '#contract/evaluations'
import type { SchemeRow } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { ApiError, call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { keepScheme } from './scheme-queries.ts'
import { useUnitKindWords } from './use-unit-kind-words.ts'

/** What somebody wants to begin. */
export type DraftWish =
  { readonly kind: 'new' } | { readonly kind: 'version' | 'copy'; readonly row: SchemeRow }

const KINDS = ['park', 'incubator', 'cluster'] as const

/** Begins a draft: the next version, a copy under another code, or an empty scheme. Then its page opens. */
export function DraftDialog({ wish, onClose }: { readonly wish: DraftWish; readonly onClose: () => void }) {
  const t = useText(evaluationSchemeTexts)
  const common = useText(commonTexts)
  const kindWords = useUnitKindWords()
  const client = useQueryClient()
  const router = useRouter()
  const base = wish.kind === 'new' ? null : wish.row
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState(base === null ? '' : `${base.code.slice(0, 55)}-2`)
  const [zh, setZh] = useState(base === null ? '' : base.name.zh)
  const [en, setEn] = useState(base === null ? '' : base.name.en)
  const [unitKind, setUnitKind] = useState<string>('park')
  const [tried, setTried] = useState(false)
  const asks = wish.kind !== 'version'
  const codeWrong = asks && !SchemeCode.safeParse(code).success
  const nameWrong = asks && zh.trim() === ''
  const drafting = useMutation({
    mutationFn: () =>
      call(draftScheme, {
        body: {
          from: base?.id ?? null,
          code: asks ? code : null,
          name: asks ? { zh: zh.trim(), en: en.trim() } : null,
          unitKind: base === null ? unitKind : null,
        },
      }),
    onSuccess: async (view) => {
      await keepScheme(client, view)
      onClose()
      router.history.push(`/evaluations/schemes/${view.row.id}`)
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (codeWrong || nameWrong) {
      if (form.current) focusFirstError(form.current)
      return
    }
    if (!drafting.isPending) drafting.mutate()
  }
  const standing = draftOf(drafting.error)
  return (
    <Dialog title={t(`draftTitle.${wish.kind}`)} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <p className="soft">{t(`draftWhy.${wish.kind}`)}</p>
        {drafting.error ? <ErrorState error={drafting.error} /> : null}
        {standing === null ? null : (
          <p>
            <AddressLink href={`/evaluations/schemes/${standing}`} onClick={onClose}>
              {t('toDraft')}
            </AddressLink>
          </p>
        )}
        {asks ? (
          <>
            <Field
              label={t('code')}
              hint={t('codeHint')}
              error={tried && codeWrong ? t('codeWrong') : undefined}
            >
              {(field) => (
                <Input
                  {...field}
                  value={code}
                  maxLength={60}
                  autoFocus
                  onChange={(event) => setCode(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('nameZh')} error={tried && nameWrong ? t('nameMissing') : undefined}>
              {(field) => (
                <Input
                  {...field}
                  value={zh}
                  maxLength={200}
                  onChange={(event) => setZh(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('nameEn')}>
              {(field) => (
                <Input
                  {...field}
                  value={en}
                  maxLength={200}
                  onChange={(event) => setEn(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : null}
        {base === null ? (
          <Field label={t('unitKind')} hint={t('unitKindHint')}>
            {({ id, 'aria-describedby': describedBy }) => (
              <Choice
                id={id}
                aria-describedby={describedBy}
                value={unitKind}
                onChange={({ target }) => setUnitKind(target.value)}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {kindWords(kind)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={drafting.isPending}>
            {t('draftDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The draft that stands in the way, so that its page can be opened. */
function draftOf(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  const id = error.issues.find(({ code }) => code === 'evaluation.draft_exists')?.params?.['schemeId']
  return typeof id === 'string' ? id : null
}
