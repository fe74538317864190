import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import Select from 'antd/es/select'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { addAbsence, listParties } from '#contract/procedures'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { useSession } from '../../app/session.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { mySettingsTexts } from '../../text/notices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import type { FieldProps } from '../../ui/field.tsx'
import { useSay } from '../../ui/say.ts'
import { ErrorState } from '../../ui/states.tsx'
import { absenceBody, absenceFaults } from './absence-form.ts'
import type { AbsenceEntry } from './absence-form.ts'
import { absencesQuery } from './settings-queries.ts'

export function AddAbsenceDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(mySettingsTexts)
  const common = useText(commonTexts)
  const { message } = App.useApp()
  const [entry, setEntry] = useState<AbsenceEntry>({ substituteId: '', from: '', to: '', reason: '' })
  const [tried, setTried] = useState(false)
  const [now] = useState(() => Date.now())
  const formId = useId()
  const faults = absenceFaults(entry, now)
  const body = absenceBody(entry, now)
  const errorOf = (field: keyof AbsenceEntry) => {
    const fault = faults[field]
    return tried && fault ? t(fault) : undefined
  }
  const set = (change: Partial<AbsenceEntry>) => setEntry((before) => ({ ...before, ...change }))
  const adding = useMutation({
    mutationFn: (given: NonNullable<typeof body>) => call(addAbsence, { body: given }),
    onSuccess: ({ substitute }) => {
      onClose()
      message.success(t('absenceAdded', { name: substitute.name }))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: absencesQuery.queryKey }),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (body && !adding.isPending) return adding.mutate(body)
    const first = (['substituteId', 'from', 'to', 'reason'] as const).findIndex((field) => faults[field])
    document.getElementById(formId)?.querySelectorAll<HTMLElement>('input')[first]?.focus()
  }
  return (
    <Dialog title={t('absenceAdd')} onClose={onClose}>
      <form id={formId} onSubmit={submit} noValidate>
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <Field label={t('substitute')} hint={t('substituteHint')} error={errorOf('substituteId')}>
          {(field) => (
            <SubstituteSelect
              field={field}
              value={entry.substituteId}
              onChange={(substituteId) => set({ substituteId })}
            />
          )}
        </Field>
        <div className="moment-pair">
          <Field label={t('from')} hint={t('zoneTime')} error={errorOf('from')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="datetime-local"
                className="moment-input"
                value={entry.from}
                onChange={(event) => set({ from: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('to')} error={errorOf('to')}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="datetime-local"
                className="moment-input"
                value={entry.to}
                onChange={(event) => set({ to: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Field label={t('reason')} error={errorOf('reason')}>
          {(field) => (
            <Input
              {...field}
              value={entry.reason}
              maxLength={2000}
              autoComplete="off"
              onChange={(event) => set({ reason: event.target.value })}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            {t('absenceAdd')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function SubstituteSelect({
  field,
  value,
  onChange,
}: {
  readonly field: FieldProps
  readonly value: string
  readonly onChange: (userId: string) => void
}) {
  const t = useText(mySettingsTexts)
  const say = useSay()
  const { user } = useSession()
  const [q, setQ] = useState('')
  const { data, error } = useQuery({
    queryKey: ['parties', { q, kind: 'person' }],
    queryFn: ({ signal }) => call(listParties, { query: { q, kind: 'person' }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const mine = useQuery({
    queryKey: ['parties', 'names', user.id],
    queryFn: ({ signal }) => call(listParties, { query: { ids: user.id, kind: 'person' }, signal }),
    staleTime: 60_000,
  })
  // Only a colleague can stand in; the server has the last word.
  const body = mine.data?.parties.find(({ id }) => id === user.id)?.detail.zh
  const people = (data?.parties ?? []).filter(
    ({ id, detail }) => id !== user.id && (body === undefined || detail.zh === body),
  )
  return (
    <>
      <Select
        id={field.id}
        aria-describedby={field['aria-describedby']}
        aria-invalid={field['aria-invalid']}
        status={field.status}
        className="settings-substitute"
        value={value || null}
        // Inside the modal dialog, which lies above everything else of the page.
        getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? document.body}
        showSearch={{ filterOption: false, onSearch: setQ }}
        notFoundContent={t('substituteNobody')}
        options={people.map(({ id, name, detail }) => ({
          value: id,
          label: `${say(name)} · ${say(detail)}`,
        }))}
        onChange={(next: string | null) => onChange(next ?? '')}
      />
      {error ? <ErrorState error={error} /> : null}
    </>
  )
}
