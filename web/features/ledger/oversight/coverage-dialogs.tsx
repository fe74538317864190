import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addCoverage, endCoverage } from '#contract/ledger'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { refreshLedger } from '../shared/queries.ts'
import type { CarrierMatrix } from './oversight-queries.ts'

export type CarrierEntry = CarrierMatrix['rows'][number]['cells'][number]['entries'][number]

/** What a park has, with where it is said. */
export function AddCoverageDialog({
  park,
  carrier,
  onClose,
}: {
  readonly park: CarrierMatrix['rows'][number]['park']
  readonly carrier: CarrierMatrix['columns'][number]
  readonly onClose: () => void
}) {
  const t = useText(matrixTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const [since, setSince] = useState('')
  const [source, setSource] = useState('')
  const [tried, setTried] = useState(false)
  const noName = name.trim() === ''
  const noSource = source.trim() === ''
  const adding = useMutation({
    mutationFn: () =>
      call(addCoverage, {
        body: { parkId: park.id, carrier: carrier.code, name, since: since || null, source },
      }),
    onSuccess: () => {
      refreshLedger(client)
      void message.success(t('added'))
      onClose()
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!noName && !noSource && !adding.isPending) adding.mutate()
  }
  return (
    <Dialog title={t('addOf', { park: bodyName(park, language), kind: say(carrier) })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <Field label={t('name')} error={tried && noName ? t('nameMissing') : undefined}>
          {(field) => (
            <Input
              {...field}
              value={name}
              maxLength={200}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('sinceField')}>
          {(field) => (
            <Input {...field} type="date" value={since} onChange={(event) => setSince(event.target.value)} />
          )}
        </Field>
        <Field
          label={t('sourceField')}
          hint={t('sourceHint')}
          error={tried && noSource ? t('sourceMissing') : undefined}
        >
          {(field) => (
            <Input
              {...field}
              value={source}
              maxLength={300}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** It is no longer so, from a day on; what was said before stays in the history. */
export function EndCoverageDialog({
  entry,
  today,
  onClose,
}: {
  readonly entry: CarrierEntry
  readonly today: string
  readonly onClose: () => void
}) {
  const t = useText(matrixTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [on, setOn] = useState(today)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const noReason = reason.trim() === ''
  const ending = useMutation({
    mutationFn: () =>
      call(endCoverage, { params: { entryId: entry.id }, body: { version: entry.version, on, reason } }),
    onSuccess: () => {
      refreshLedger(client)
      void message.success(t('ended'))
      onClose()
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (on !== '' && !noReason && !ending.isPending) ending.mutate()
  }
  return (
    <Dialog title={t('endOf', { name: entry.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {ending.error ? <ErrorState error={ending.error} /> : null}
        <Field label={t('endOn')} error={tried && on === '' ? t('endOnMissing') : undefined}>
          {(field) => (
            <Input {...field} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
          )}
        </Field>
        <Field label={t('reason')} error={tried && noReason ? t('reasonMissing') : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" danger htmlType="submit" loading={ending.isPending}>
            {t('end')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
