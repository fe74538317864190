import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeAnnualList } from '#contract/ledger'
import type { AnnualList } from '#contract/ledger'
import { ApiError, call } from '../../../app/api-client.ts'
import { annualTexts } from '../../../text/ledger-annual.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { editAct, editedItems, isFrozen, itemFaults, listDifference, moved } from './annual-edits.ts'
import type { EditedItem, ItemFault } from './annual-edits.ts'
import { keepAnnualList } from './keep-annual-list.ts'
import { annualListQuery } from './oversight-queries.ts'
import { StaleList } from './stale-list.tsx'
import '../../../ui/plain-table.css'

const PARTS = ['lead', 'support', 'own'] as const

/** The items as a form. The office changes everything; the body strikes, and adds what it takes on itself. */
export function AnnualEditor({
  list,
  byBody,
  onDone,
}: {
  readonly list: AnnualList
  readonly byBody: boolean
  readonly onDone: () => void
}) {
  const t = useText(annualTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  // What I began with: a later version of the page must not change the form under my hands.
  const [base, setBase] = useState(list)
  const [items, setItems] = useState<readonly EditedItem[]>(() => editedItems(list))
  const [note, setNote] = useState(list.note ?? '')
  const [tried, setTried] = useState(false)
  const added = useRef(0)
  const noteId = useId()
  const faults = itemFaults(items)
  const saving = useMutation({
    mutationFn: () =>
      call(changeAnnualList, {
        params: { listId: list.id },
        body: { version: base.version, act: editAct(note, items) },
      }),
    onSuccess: (after) => {
      keepAnnualList(client, after)
      void message.success(t('saved'))
      onDone()
    },
    onError: () => client.invalidateQueries({ queryKey: annualListQuery(list.id).queryKey }),
  })
  const stale = saving.error instanceof ApiError && saving.error.has('ledger.stale')
  const { data: fresh } = useQuery({ ...annualListQuery(list.id), enabled: stale })
  const set = (key: string, change: Partial<EditedItem>) =>
    setItems(items.map((item) => (item.key === key ? { ...item, ...change } : item)))
  function add() {
    added.current += 1
    setItems([
      ...items,
      {
        key: `new-${added.current}`,
        dutyId: null,
        title: '',
        milestone: '',
        dueOn: `${list.year}-12-31`,
        part: 'own',
        struckReason: null,
      },
    ])
  }
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.size === 0 && !saving.isPending) saving.mutate()
  }
  return (
    <form className="panel annual-items" onSubmit={submit} noValidate>
      {byBody ? <p className="soft">{t('ownWhy')}</p> : null}
      {stale && fresh && fresh.version !== base.version ? (
        <StaleList
          difference={listDifference(base, fresh)}
          onTake={() => {
            setBase(fresh)
            saving.reset()
          }}
        />
      ) : saving.error ? (
        <ErrorState error={saving.error} />
      ) : null}
      {byBody ? null : (
        <div className="field">
          <label htmlFor={noteId}>{t('noteLabel')}</label>
          <TextArea
            id={noteId}
            value={note}
            maxLength={1000}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      )}
      <div className="plain-table-scroll">
        <table className="plain-table annual-edit">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('no')}
              </th>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('milestone')}</th>
              <th scope="col">{t('due')}</th>
              <th scope="col">{t('part')}</th>
              <th scope="col">
                <span className="unseen">{t('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <EditRow
                key={item.key}
                item={item}
                n={index + 1}
                frozen={isFrozen(item, byBody)}
                byBody={byBody}
                fault={tried ? faults.get(item.key) : undefined}
                onSet={(change) => set(item.key, change)}
                onMove={(by) => setItems(moved(items, item.key, by))}
                onRemove={() => setItems(items.filter(({ key }) => key !== item.key))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="annual-foot">
        <Button onClick={add}>{t('add')}</Button>
        <span role="status" className="field-error">
          {tried && faults.size > 0 ? t('fix', { n: faults.size }) : ''}
        </span>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function EditRow({
  item,
  n,
  frozen,
  byBody,
  fault,
  onSet,
  onMove,
  onRemove,
}: {
  readonly item: EditedItem
  readonly n: number
  readonly frozen: boolean
  readonly byBody: boolean
  readonly fault: ItemFault | undefined
  readonly onSet: (change: Partial<EditedItem>) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}) {
  const t = useText(annualTexts)
  const format = useFormat()
  const label = (name: 'item' | 'milestone' | 'due' | 'part' | 'strikeReason') => `${t(name)} ${n}`
  const struck = item.struckReason !== null
  return (
    <tr className={struck ? 'annual-struck' : undefined}>
      <td className="number">{n}</td>
      <td className="annual-title">
        {frozen ? (
          <span className="annual-words" lang="zh">
            {item.title}
          </span>
        ) : (
          <TextArea
            aria-label={label('item')}
            value={item.title}
            maxLength={500}
            status={fault === 'titleMissing' ? 'error' : ''}
            aria-invalid={fault === 'titleMissing'}
            autoSize={{ minRows: 1, maxRows: 6 }}
            onChange={(event) => onSet({ title: event.target.value })}
          />
        )}
        {fault ? <div className="field-error">■ {t(fault)}</div> : null}
        {struck ? (
          <Input
            aria-label={label('strikeReason')}
            placeholder={t('strikeReason')}
            value={item.struckReason ?? ''}
            maxLength={500}
            status={fault === 'strikeReasonMissing' ? 'error' : ''}
            onChange={(event) => onSet({ struckReason: event.target.value })}
          />
        ) : null}
      </td>
      <td>
        {frozen ? (
          <span lang="zh">{item.milestone || '—'}</span>
        ) : (
          <TextArea
            aria-label={label('milestone')}
            value={item.milestone}
            maxLength={1000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            onChange={(event) => onSet({ milestone: event.target.value })}
          />
        )}
      </td>
      <td>
        {frozen ? (
          <span className="nowrap">{item.dueOn === '' ? '—' : format.date(item.dueOn)}</span>
        ) : (
          <Input
            type="date"
            aria-label={label('due')}
            value={item.dueOn}
            onChange={(event) => onSet({ dueOn: event.target.value })}
          />
        )}
      </td>
      <td>
        {byBody ? (
          t(`part.${item.part}`)
        ) : (
          <Choice
            aria-label={label('part')}
            value={item.part}
            onChange={(event) =>
              onSet({ part: PARTS.find((part) => part === event.target.value) ?? item.part })
            }
          >
            {PARTS.map((part) => (
              <option key={part} value={part}>
                {t(`part.${part}`)}
              </option>
            ))}
          </Choice>
        )}
      </td>
      <td className="annual-acts">
        {byBody ? null : (
          <>
            <button
              type="button"
              className="text-button"
              aria-label={t('up', { n })}
              onClick={() => onMove(-1)}
            >
              ↑
            </button>
            <button
              type="button"
              className="text-button"
              aria-label={t('down', { n })}
              onClick={() => onMove(1)}
            >
              ↓
            </button>
          </>
        )}
        {item.dutyId === null && (!byBody || item.part === 'own') ? (
          <button type="button" className="text-button" aria-label={t('removeOf', { n })} onClick={onRemove}>
            {t('remove')}
          </button>
        ) : (
          <button
            type="button"
            className="text-button"
            aria-label={t(struck ? 'restoreOf' : 'strikeOf', { n })}
            onClick={() => onSet({ struckReason: struck ? null : '' })}
          >
            {t(struck ? 'restore' : 'strike')}
          </button>
        )}
      </td>
    </tr>
  )
}
