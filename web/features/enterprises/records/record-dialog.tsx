import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addRecord, addRecordFiles, reviseRecord } from '#contract/enterprises'
import type { EnterpriseRecord, RecordField, RecordKind } from '#contract/enterprises'
import { call, upload } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { enterpriseRecordTexts } from '../../../text/enterprises-records.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { FieldProps } from '../../../ui/field.tsx'
import { FilesControl } from '../../../ui/files-control.tsx'
import type { SentFile } from '../../../ui/files-control.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEnterprise } from '../queries.ts'
import { entriesOf, faultsOf, fieldsOf } from './record-entry.ts'

/** A record added, or said anew (`before`). What was typed stays after a refusal. */
export function RecordDialog({
  kind,
  enterpriseId,
  before = null,
  declared,
  onClose,
}: {
  readonly kind: RecordKind
  readonly enterpriseId: string
  readonly before?: EnterpriseRecord | null
  /** Whether it waits for confirmation. */
  readonly declared: boolean
  readonly onClose: () => void
}) {
  const t = useText(enterpriseRecordTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [entries, setEntries] = useState(() => entriesOf(before?.fields ?? {}))
  const [from, setFrom] = useState(before?.from ?? '')
  const [to, setTo] = useState(kind.validity === 'range' ? (before?.to ?? '') : '')
  const [source, setSource] = useState(before?.source ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  const [reason, setReason] = useState('')
  const [files, setFiles] = useState<readonly SentFile[]>(before?.files ?? [])
  const [tried, setTried] = useState(false)
  const hidden = before?.hidden ?? []
  const faults = faultsOf(kind, entries, hidden)
  const spanWrong = to !== '' && from !== '' && to <= from
  const wrong =
    Object.keys(faults).length > 0 ||
    spanWrong ||
    from === '' ||
    source.trim() === '' ||
    (before !== null && reason.trim() === '')
  const sending = useMutation({
    mutationFn: () => {
      const content = {
        from,
        to: to || null,
        fields: fieldsOf(kind, entries, hidden),
        source: source.trim(),
        note: note.trim() || null,
        files: files.map(({ id }) => id),
      }
      return before === null
        ? call(addRecord, { params: { enterpriseId }, body: { ...content, kind: kind.code } })
        : call(reviseRecord, {
            params: { recordId: before.id },
            body: { ...content, version: before.version, reason: reason.trim() },
          })
    },
    onSuccess: async ({ status }) => {
      await refreshEnterprise(client)
      message.success(t(status === 'declared' ? 'savedDeclared' : 'saved'))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (!wrong && !sending.isPending) sending.mutate()
  }
  const missing = (value: string) => (tried && value.trim() === '' ? t('missing') : undefined)
  return (
    <Dialog
      title={t(before === null ? 'addTitle' : 'reviseTitle', { kind: say(kind.title) })}
      onClose={onClose}
    >
      <form onSubmit={submit} noValidate>
        <p className="soft">
          {say(kind.hint)} {t(declared ? 'declaredWhy' : 'confirmedWhy')}
        </p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        {hidden.length > 0 ? <p className="soft small">{t('hiddenKept')}</p> : null}
        {kind.fields
          .filter(({ code }) => !hidden.includes(code))
          .map((field) => {
            const fault = faults[field.code]
            return (
              <Field
                key={field.code}
                label={fieldLabel(field, say(field.title), t('optional'))}
                hint={field.confidential ? <Chip>{t('confidential')}</Chip> : undefined}
                error={tried && fault ? t(fault) : undefined}
              >
                {(props) => (
                  <RecordControl
                    field={field}
                    props={props}
                    typed={entries[field.code] ?? ''}
                    onTyped={(typed) => setEntries((all) => ({ ...all, [field.code]: typed }))}
                  />
                )}
              </Field>
            )
          })}
        <div className="change-days">
          <Field label={t(kind.validity === 'day' ? 'day' : 'from')} error={missing(from)}>
            {(props) => <DayInput props={props} value={from} onValue={setFrom} />}
          </Field>
          {kind.validity === 'range' ? (
            <Field label={t('to')} error={tried && spanWrong ? t('spanWrong') : undefined}>
              {(props) => <DayInput props={props} value={to} onValue={setTo} />}
            </Field>
          ) : null}
        </div>
        <Field label={t('sourceField')} hint={t('sourceHint')} error={missing(source)}>
          {(props) => (
            <Input
              {...props}
              value={source}
              maxLength={300}
              onChange={({ target }) => setSource(target.value)}
            />
          )}
        </Field>
        <Field label={t('papers')}>
          {() => (
            <FilesControl
              label={t('papers')}
              files={files}
              send={(chosen, onProgress) =>
                upload(addRecordFiles, chosen, { params: { enterpriseId }, onProgress })
              }
              onFiles={setFiles}
            />
          )}
        </Field>
        <Field label={t('noteField')}>
          {(props) => (
            <TextArea
              {...props}
              value={note}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        {before === null ? null : (
          <Field label={t('reason')} error={missing(reason)}>
            {(props) => (
              <Input
                {...props}
                value={reason}
                maxLength={1000}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        )}
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

function fieldLabel({ required }: RecordField, title: string, optional: string): string {
  return required ? title : `${title}${optional}`
}

function DayInput({
  props: { status: _status, ...props },
  value,
  onValue,
}: {
  readonly props: FieldProps
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  return (
    <input
      {...props}
      type="date"
      className="choice day-input"
      value={value}
      onChange={({ target }) => onValue(target.value)}
    />
  )
}

function RecordControl({
  field,
  props,
  typed,
  onTyped,
}: {
  readonly field: RecordField
  readonly props: FieldProps
  readonly typed: string
  readonly onTyped: (typed: string) => void
}) {
  const t = useText(enterpriseRecordTexts)
  const say = useSay()
  const { language } = useFormat()
  const { status: _status, ...plain } = props
  switch (field.type) {
    case 'choice':
      return (
        <Choice {...plain} value={typed} onChange={({ target }) => onTyped(target.value)}>
          <option value="">—</option>
          {field.choices.map(({ code, title }) => (
            <option key={code} value={code}>
              {say(title)}
            </option>
          ))}
        </Choice>
      )
    case 'boolean':
      return (
        <Choice {...plain} value={typed} onChange={({ target }) => onTyped(target.value)}>
          <option value="">—</option>
          <option value="yes">{t('yes')}</option>
          <option value="no">{t('no')}</option>
        </Choice>
      )
    case 'date':
      return <DayInput props={props} value={typed} onValue={onTyped} />
    case 'number':
    case 'text':
      return (
        <Input
          {...props}
          value={typed}
          maxLength={field.maxLength}
          inputMode={field.type === 'number' ? 'decimal' : 'text'}
          suffix={unitWords(field.unit, language) || undefined}
          onChange={({ target }) => onTyped(target.value)}
        />
      )
  }
}
