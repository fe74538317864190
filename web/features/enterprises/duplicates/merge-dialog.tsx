import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { mergeEnterprises, previewMerge } from '#contract/enterprises'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { enterpriseRegisterTexts } from '../../../text/enterprises-register.ts'
import { enterpriseTexts } from '../../../text/enterprises.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { enterprisesKey, refreshEnterprise } from '../queries.ts'
import { useClassifications } from '../classification-words.ts'
import { Party } from './party.tsx'
import { CODED, registerField } from './register-field.ts'

type Keep = 'survivor' | 'duplicate'

/** Two enterprises beside each other, what a merger touches and what stands in its way; then merges. */
export function MergeDialog({
  survivorId,
  duplicateId,
  onSwap,
  onClose,
}: {
  readonly survivorId: string
  readonly duplicateId: string
  readonly onSwap: () => void
  readonly onClose: () => void
}) {
  const t = useText(enterpriseRegisterTexts)
  const common = useText(commonTexts)
  const register = useText(enterpriseTexts)
  const { name } = useClassifications()
  const { language } = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const preview = useQuery({
    queryKey: [...enterprisesKey, 'merge', survivorId, duplicateId],
    queryFn: ({ signal }) =>
      call(previewMerge, {
        params: { enterpriseId: survivorId },
        query: { duplicate: duplicateId },
        signal,
      }),
  })
  const [keeps, setKeeps] = useState<Readonly<Record<string, Keep>>>({})
  const [from, setFrom] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { data } = preview
  const open = (data?.conflicts ?? []).filter(({ blocks }) => !blocks)
  const keyOf = (conflict: { readonly form: string; readonly period: string }) =>
    `${conflict.form} ${conflict.period}`
  const fieldName = (given: string) => {
    const field = registerField(given)
    return field === null ? given : register(`change.${field}`)
  }
  const valueOf = (given: string, value: string | null) => {
    const field = registerField(given)
    if (value === null) return t('empty')
    if (field === 'status' && (value === 'active' || value === 'closed' || value === 'merged'))
      return register(`status.${value}`)
    const list = Object.entries(CODED).find(([coded]) => coded === field)?.[1]
    return list === undefined ? value : (name(list, value) ?? value)
  }
  const undecided = open.some((conflict) => keeps[keyOf(conflict)] === undefined)
  const merging = useMutation({
    mutationFn: (digest: string) =>
      call(mergeEnterprises, {
        params: { enterpriseId: survivorId },
        body: {
          duplicate: duplicateId,
          from: from || null,
          reason: reason.trim(),
          digest,
          conflicts: open.flatMap(({ form, period }) => {
            const keep = keeps[keyOf({ form, period })]
            return keep === undefined ? [] : [{ form, period, keep }]
          }),
        },
      }),
    onSuccess: async () => {
      await refreshEnterprise(client)
      message.success(t('merged'))
      onClose()
    },
    // What changed since is shown before it is tried again; what was typed stays.
    onError: () => void preview.refetch(),
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (data?.mayMerge && !undecided && reason.trim() !== '' && !merging.isPending)
      merging.mutate(data.digest)
  }
  return (
    <Dialog title={t('mergeTitle')} onClose={onClose}>
      {preview.error ? <ErrorState error={preview.error} /> : null}
      {!data && !preview.error ? <Loading /> : null}
      {data ? (
        <form onSubmit={submit} noValidate>
          {merging.error ? <ErrorState error={merging.error} /> : null}
          <div className="merge-parties">
            <div>
              <div className="small soft">{t('survivor')}</div>
              <Party of={data.survivor} />
            </div>
            <Button size="small" onClick={onSwap}>
              ⇄ {t('swap')}
            </Button>
            <div>
              <div className="small soft">{t('duplicate')}</div>
              <Party of={data.duplicate} />
            </div>
          </div>
          <p className="soft">{t('touches', { records: data.records, filings: data.filings })}</p>
          <h3>{t('differences')}</h3>
          {data.differences.length === 0 ? <p className="soft">{t('differencesNone')}</p> : null}
          {data.differences.length > 0 ? (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('field')}</th>
                  <th scope="col">{t('survivor')}</th>
                  <th scope="col">{t('duplicate')}</th>
                </tr>
              </thead>
              <tbody>
                {data.differences.map(({ field, survivor, duplicate }) => (
                  <tr key={field}>
                    <td className="soft">{fieldName(field)}</td>
                    <td lang="zh">{valueOf(field, survivor)}</td>
                    <td lang="zh">{valueOf(field, duplicate)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          {data.conflicts.length > 0 ? <h3>{t('conflicts')}</h3> : null}
          {data.conflicts.map((conflict) => {
            const title = `${language === 'en' ? conflict.titleEn : conflict.titleZh} · ${periodWords(conflict.period, language)}`
            return conflict.blocks ? (
              <p key={keyOf(conflict)}>
                {title} <StatusMark tone="bad">{t('blocks')}</StatusMark>
              </p>
            ) : (
              <Field
                key={keyOf(conflict)}
                label={title}
                error={tried && keeps[keyOf(conflict)] === undefined ? t('keepNeeded') : undefined}
              >
                {({ status: _status, ...field }) => (
                  <Choice
                    {...field}
                    value={keeps[keyOf(conflict)] ?? ''}
                    onChange={({ target: { value } }) =>
                      setKeeps((before) => {
                        const { [keyOf(conflict)]: _old, ...rest } = before
                        return value === 'survivor' || value === 'duplicate'
                          ? { ...rest, [keyOf(conflict)]: value }
                          : rest
                      })
                    }
                  >
                    <option value="">—</option>
                    <option value="survivor">{t('keepSurvivor')}</option>
                    <option value="duplicate">{t('keepDuplicate')}</option>
                  </Choice>
                )}
              </Field>
            )
          })}
          <Field label={t('from')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={from}
                onChange={({ target }) => setFrom(target.value)}
              />
            )}
          </Field>
          <Field
            label={t('mergeReason')}
            error={tried && reason.trim() === '' ? t('reasonNeeded') : undefined}
          >
            {(field) => (
              <TextArea
                {...field}
                value={reason}
                maxLength={1000}
                autoSize={{ minRows: 2, maxRows: 6 }}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          <div className="dialog-foot">
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="primary" htmlType="submit" disabled={!data.mayMerge} loading={merging.isPending}>
              {t('merge')}
            </Button>
          </div>
        </form>
      ) : null}
    </Dialog>
  )
}
