import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import Modal from 'antd/es/modal'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { InspectionView } from '#contract/ledger'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Finding } from './inspection-items.tsx'
import type { InspectionAct } from './inspection-page.tsx'
import { RESULTS, itemsToSend, planFaults } from './inspection-words.ts'
import type { PlannedItem } from './inspection-words.ts'
import { ItemRows } from './plan-items.tsx'
import '../../../ui/dialog.css'

type Item = InspectionView['list'][number]
interface Shared {
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onAct: (act: InspectionAct) => void
}

/** What was found at an item, and what has to be done until when. */
export function FindDialog({
  item,
  now,
  busy,
  error,
  onClose,
  onAct,
}: Shared & {
  readonly item: Item
  /** The item as somebody else has just left it, when my save was refused. */
  readonly now: Item | undefined
}) {
  const t = useText(inspectionTexts)
  const { language } = useFormat()
  const [result, setResult] = useState(item.result ?? '')
  const [finding, setFinding] = useState(item.finding)
  const [demand, setDemand] = useState(item.demand)
  const [demandBy, setDemandBy] = useState(item.demandBy ?? '')
  const [tried, setTried] = useState(false)
  const chosen = RESULTS.find((each) => each === result)
  const noFinding = finding.trim() === ''
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (chosen === undefined || noFinding || busy) return
    onAct({ kind: 'find', itemId: item.id, result: chosen, finding, demand, demandBy: demandBy || null })
  }
  return (
    <Modal
      open
      title={t('findTitle', { n: item.position, body: bodyName(item.body, language) })}
      onCancel={onClose}
      footer={null}
      width={640}
    >
      <form onSubmit={submit} noValidate>
        <p lang="zh">{item.text}</p>
        {now ? (
          <div className="failed" role="alert">
            {t('staleTitle')}
            <div>
              <Finding item={now} />
            </div>
          </div>
        ) : error ? (
          <ErrorState error={error} />
        ) : null}
        <fieldset className="inspection-results">
          <legend className="soft">{t('result')}</legend>
          {RESULTS.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="result"
                value={each}
                checked={each === result}
                onChange={() => setResult(each)}
              />
              {t(`result.${each}`)}
            </label>
          ))}
          {tried && chosen === undefined ? <div className="field-error">■ {t('resultMissing')}</div> : null}
        </fieldset>
        <Field label={t('findingField')} error={tried && noFinding ? t('findingMissing') : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={finding}
              maxLength={3000}
              autoFocus
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => setFinding(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('demand')} hint={t('demandHint')}>
          {(field) => (
            <TextArea
              {...field}
              value={demand}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => setDemand(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('demandBy')}>
          {(field) => (
            <Input
              {...field}
              type="date"
              className="inspection-date"
              value={demandBy}
              onChange={(event) => setDemandBy(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** A supervision notice or, for a park, a rectification from what was found. */
export function RaiseDialog({ item, busy, error, onClose, onAct }: Shared & { readonly item: Item }) {
  const t = useText(inspectionTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const isPark = frame?.parks.some(({ id }) => id === item.body.id) ?? false
  const [procedure, setProcedure] = useState<'supervision' | 'rectification'>('supervision')
  return (
    <AskDialog
      title={t('raiseTitle', { n: item.position })}
      why={t('raiseWhy', { body: bodyName(item.body, language) })}
      button={t('raise')}
      busy={busy}
      error={error}
      onClose={onClose}
      onDone={() => onAct({ kind: 'raise', itemId: item.id, procedure })}
    >
      <p>
        <Finding item={item} />
      </p>
      <Field label={t('procedure')}>
        {(field) => (
          <Choice
            id={field.id}
            value={procedure}
            onChange={(event) =>
              setProcedure(event.target.value === 'rectification' ? 'rectification' : 'supervision')
            }
          >
            <option value="supervision">{t('procedure.supervision')}</option>
            <option value="rectification" disabled={!isPark}>
              {t('procedure.rectification')}
            </option>
          </Choice>
        )}
      </Field>
    </AskDialog>
  )
}

/** More to look into, while the inspection is planned or runs. */
export function AddItemsDialog({ busy, error, onClose, onAct }: Shared) {
  const t = useText(inspectionTexts)
  const [items, setItems] = useState<readonly PlannedItem[]>([
    { key: 0, bodyId: null, dutyId: null, text: '', method: 'paper' },
  ])
  const [tried, setTried] = useState(false)
  const faults = planFaults(items)
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (items.length > 0 && faults.size === 0 && !busy) onAct({ kind: 'add', items: itemsToSend(items) })
  }
  return (
    <Modal open title={t('addTitle')} onCancel={onClose} footer={null} width={860}>
      <form onSubmit={submit} noValidate>
        {error ? <ErrorState error={error} /> : null}
        <ItemRows items={items} faults={tried ? faults : new Map()} onChange={setItems} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={items.length === 0}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
