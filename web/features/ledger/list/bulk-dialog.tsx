import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { RHYTHMS } from '#domain/ledger'
import { actOnDuties } from '#contract/ledger'
import type { DutyRow } from '#contract/ledger'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { BodiesSelect, BodySelect } from '../shared/body-select.tsx'
import { refreshLedger } from '../shared/queries.ts'
import { bulkFaults, bulkInput } from './bulk-acts.ts'
import type { BulkAct, BulkValues } from './bulk-acts.ts'
import type { BulkOutcome } from './bulk-bar.tsx'

const NAMED = 5
const VISIBILITIES = ['organisation', 'zone', 'public'] as const

/** Says what will happen to which duties and takes what the act needs. What was typed stays when the request fails. */
export function BulkDialog({
  act,
  rows,
  onClose,
  onDone,
}: {
  readonly act: BulkAct
  readonly rows: readonly DutyRow[]
  readonly onClose: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(ledgerListTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [values, setValues] = useState<BulkValues>({
    leadId: null,
    supporting: [],
    note: '',
    reportEvery: 'quarter',
    visibility: 'public',
    forEvaluation: true,
    reason: '',
  })
  const [tried, setTried] = useState(false)
  const faults = bulkFaults(act, values)
  const isReady = Object.keys(faults).length === 0
  const sending = useMutation({
    mutationFn: () =>
      call(actOnDuties, {
        body: { duties: rows.map(({ id, version }) => ({ id, version })), act: bulkInput(act, values) },
      }),
    onSuccess: ({ done, refused }) => {
      const byId = new Map(rows.map((row) => [row.id, row]))
      if (refused.length === 0) message.success(t('bulkDone', { n: done.length }))
      onDone({
        done: done.length,
        refused: refused.flatMap((issue) => {
          const row = byId.get(issue.id)
          return row ? [{ row, issue }] : []
        }),
      })
    },
    // A lost answer may have been carried out: what the list shows is read again either way.
    onSettled: () => refreshLedger(client),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (isReady && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('bulkTitle', { act: t(`act.${act}`), n: rows.length })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('bulkWhy')}</p>
        <ul className="duty-bulk-names" lang="zh">
          {rows.slice(0, NAMED).map((row) => (
            <li key={row.id}>
              <span className="soft">{String(row.serial)}</span> {row.title}
            </li>
          ))}
        </ul>
        {rows.length > NAMED ? <p className="soft">{t('bulkMore', { n: rows.length - NAMED })}</p> : null}
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <BulkFields
          act={act}
          values={values}
          faults={tried ? faults : {}}
          onChange={(change) => setValues({ ...values, ...change })}
        />
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t(`act.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function BulkFields({
  act,
  values,
  faults,
  onChange,
}: {
  readonly act: BulkAct
  readonly values: BulkValues
  readonly faults: ReturnType<typeof bulkFaults>
  readonly onChange: (change: Partial<BulkValues>) => void
}) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const faultOf = (field: string) => (faults[field] ? t(faults[field]) : undefined)
  switch (act) {
    case 'assign':
      return (
        <>
          <Field label={t('leadField')} error={faultOf('leadId')}>
            {(field) => (
              <BodySelect
                id={field.id}
                className="duty-bulk-body"
                label={t('leadField')}
                status={field.status}
                describedBy={field['aria-describedby']}
                value={values.leadId}
                onChange={(leadId) => onChange({ leadId })}
              />
            )}
          </Field>
          <Field label={t('supportingField')} error={faultOf('supporting')}>
            {(field) => (
              <BodiesSelect
                id={field.id}
                className="duty-bulk-body"
                label={t('supportingField')}
                status={field.status}
                describedBy={field['aria-describedby']}
                value={values.supporting}
                onChange={(supporting) => onChange({ supporting })}
              />
            )}
          </Field>
          <Words label={t('noteField')} value={values.note} onChange={(note) => onChange({ note })} />
        </>
      )
    case 'accept':
      return <p>{t('acceptWhy')}</p>
    case 'close':
      return <Words label={t('closeField')} value={values.note} onChange={(note) => onChange({ note })} />
    case 'rhythm':
      return (
        <>
          <Field label={t('rhythmField')}>
            {({ id }) => (
              <Choice
                id={id}
                value={values.reportEvery ?? ''}
                onChange={({ target }) =>
                  onChange({ reportEvery: RHYTHMS.find((rhythm) => rhythm === target.value) ?? null })
                }
              >
                {RHYTHMS.map((rhythm) => (
                  <option key={rhythm} value={rhythm}>
                    {words(`rhythm.${rhythm}`)}
                  </option>
                ))}
                <option value="">{words('rhythm.none')}</option>
              </Choice>
            )}
          </Field>
          <Words
            label={t('reasonField')}
            value={values.reason}
            error={faultOf('reason')}
            onChange={(reason) => onChange({ reason })}
          />
        </>
      )
    case 'public':
      return (
        <Field
          label={t('visibilityField')}
          hint={values.visibility === 'public' ? t('publicWarning') : undefined}
        >
          {({ id, 'aria-describedby': describedBy }) => (
            <Choice
              id={id}
              aria-describedby={describedBy}
              value={values.visibility}
              onChange={({ target }) =>
                onChange({ visibility: VISIBILITIES.find((each) => each === target.value) ?? 'zone' })
              }
            >
              {VISIBILITIES.map((each) => (
                <option key={each} value={each}>
                  {words(`visibility.${each}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
      )
    case 'evaluation':
      return (
        <Field label={t('evaluationField')}>
          {({ id }) => (
            <Choice
              id={id}
              value={values.forEvaluation ? 'on' : 'off'}
              onChange={({ target }) => onChange({ forEvaluation: target.value === 'on' })}
            >
              <option value="on">{t('evaluationOn')}</option>
              <option value="off">{t('evaluationOff')}</option>
            </Choice>
          )}
        </Field>
      )
  }
}

function Words({
  label,
  value,
  error,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (value: string) => void
}) {
  return (
    <Field label={label} error={error}>
      {(field) => (
        <TextArea
          {...field}
          value={value}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}
