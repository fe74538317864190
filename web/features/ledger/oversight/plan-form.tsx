import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addInspection } from '#contract/ledger'
import { call } from '../../../app/api-client.ts'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { BodiesSelect } from '../shared/body-select.tsx'
import { refreshLedger } from '../shared/queries.ts'
import { KINDS, itemsToSend, planFaults } from './inspection-words.ts'
import type { PlannedItem } from './inspection-words.ts'
import { inspectionQuery } from './oversight-queries.ts'
import { ItemRows } from './plan-items.tsx'
import '../../../ui/dialog.css'

/** An inspection with what it looks into: all open duties of bodies, and items of its own. */
export function PlanForm({ today, onClose }: { readonly today: string; readonly onClose: () => void }) {
  const t = useText(inspectionTexts)
  const client = useQueryClient()
  const router = useRouter()
  const { message } = App.useApp()
  const [kind, setKind] = useState<(typeof KINDS)[number]>('special')
  const [title, setTitle] = useState('')
  const [subject, setSubject] = useState('')
  const [fromOn, setFromOn] = useState(today)
  const [toOn, setToOn] = useState('')
  const [bodies, setBodies] = useState<readonly string[]>([])
  const [items, setItems] = useState<readonly PlannedItem[]>([])
  const [tried, setTried] = useState(false)
  const faults = planFaults(items)
  const noTitle = title.trim() === ''
  const noDates = fromOn === '' || toOn === ''
  const reversed = !noDates && fromOn > toOn
  const adding = useMutation({
    mutationFn: () =>
      call(addInspection, {
        body: { kind, title, subject, fromOn, toOn, items: itemsToSend(items), dutiesOf: [...bodies] },
      }),
    onSuccess: (view) => {
      refreshLedger(client)
      client.setQueryData(inspectionQuery(view.id).queryKey, view)
      void message.success(t('created'))
      router.history.push(`/ledger/inspections/${view.id}`)
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!noTitle && !noDates && !reversed && faults.size === 0 && !adding.isPending) adding.mutate()
  }
  return (
    <Panel title={t('new')}>
      <form onSubmit={submit} noValidate className="plan-form">
        {adding.error ? <ErrorState error={adding.error} /> : null}
        <div className="plan-head">
          <Field label={t('kind')}>
            {(field) => (
              <Choice
                id={field.id}
                value={kind}
                onChange={(event) => setKind(KINDS.find((each) => each === event.target.value) ?? 'special')}
              >
                {KINDS.map((each) => (
                  <option key={each} value={each}>
                    {t(`kind.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          <Field label={t('nameField')} error={tried && noTitle ? t('nameMissing') : undefined}>
            {(field) => (
              <Input
                {...field}
                value={title}
                maxLength={300}
                autoFocus
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t('from')}
            error={tried && noDates ? t('datesMissing') : reversed ? t('reversed') : undefined}
          >
            {(field) => (
              <Input
                {...field}
                type="date"
                value={fromOn}
                onChange={(event) => setFromOn(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('to')}>
            {(field) => (
              <Input {...field} type="date" value={toOn} onChange={(event) => setToOn(event.target.value)} />
            )}
          </Field>
        </div>
        <Field label={t('subject')} hint={t('subjectHint')}>
          {(field) => (
            <TextArea
              {...field}
              value={subject}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => setSubject(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('dutiesOf')} hint={t('dutiesOfHint')}>
          {(field) => (
            <BodiesSelect
              id={field.id}
              className="plan-bodies"
              label={t('dutiesOf')}
              placeholder={t('nobody')}
              value={bodies}
              onChange={setBodies}
            />
          )}
        </Field>
        <h3>{t('items')}</h3>
        <p className="soft small">{t('itemsWhy')}</p>
        <ItemRows items={items} faults={tried ? faults : new Map()} onChange={setItems} />
        {items.length === 0 && bodies.length === 0 ? <p className="soft small">{t('nothing')}</p> : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.isPending}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
