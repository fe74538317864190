import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { actOnInspection, readInspectionCircular } from '#contract/ledger'
import type { InspectionView } from '#contract/ledger'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { ApiError, addressOf, call } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { refreshLedger } from '../shared/queries.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { AddItemsDialog, FindDialog, RaiseDialog } from './inspection-dialogs.tsx'
import { InspectionItems } from './inspection-items.tsx'
import { SHOWS, STATE_TONES, inspectedBodies, shownItems } from './inspection-words.ts'
import { inspectionQuery } from './oversight-queries.ts'
import './oversight.css'
import './inspections.css'

export type InspectionAct = BodyInputOf<typeof actOnInspection>['act']
type Item = InspectionView['list'][number]
type Asking =
  | { readonly what: 'start' | 'finish' | 'announce' }
  | { readonly what: 'add' }
  | { readonly what: 'find' | 'raise' | 'remove'; readonly item: Item }

/** One inspection: its items, what was found at each, and what was raised from it. */
export function InspectionPage() {
  const inspectionId = usePathParam('inspectionId')
  const { data, error, refetch } = useQuery(inspectionQuery(inspectionId))
  return (
    <div className="page oversight-page">
      <LedgerLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Inspection key={data.id} view={data} /> : null}
    </div>
  )
}

function Inspection({ view }: { readonly view: InspectionView }) {
  const t = useText(inspectionTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [address, change] = useAddress<'show' | 'body' | 'row'>()
  const [asking, setAsking] = useState<Asking | null>(null)
  useTitle(view.title)
  const acting = useMutation({
    mutationFn: (act: InspectionAct) =>
      call(actOnInspection, { params: { inspectionId: view.id }, body: { version: view.version, act } }),
    onSuccess: (after, act) => {
      refreshLedger(client)
      client.setQueryData(inspectionQuery(view.id).queryKey, after)
      if (act.kind === 'raise') void client.invalidateQueries({ queryKey: ['cases'] })
      void message.success(t(act.kind === 'raise' ? 'raised' : 'done'))
      setAsking(null)
    },
    // Somebody else was first: what he recorded is shown, what I typed stays in its dialog.
    onError: () => client.invalidateQueries({ queryKey: inspectionQuery(view.id).queryKey }),
  })
  const show = SHOWS.find((each) => each === address.show) ?? 'all'
  const rows = shownItems(view.list, show, address.body)
  const at = rows.findIndex(({ id }) => id === address.row)
  const go = (by: number) => {
    const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    if (row) change({ row: row.id })
  }
  const current = rows[at]
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter:
      current && view.can.includes('find') ? () => setAsking({ what: 'find', item: current }) : undefined,
  })
  const close = () => {
    acting.reset()
    setAsking(null)
  }
  const stale = acting.error instanceof ApiError && acting.error.has('ledger.stale')
  const dialog = { busy: acting.isPending, error: acting.error, onClose: close }
  const open = view.items - view.found
  const canAdd = view.can.includes('edit')
  const done = view.state === 'found' || view.state === 'announced'
  return (
    <>
      <header className="page-head">
        <div>
          <h1 lang="zh">
            {view.title} <StatusMark tone={STATE_TONES[view.state]}>{t(`state.${view.state}`)}</StatusMark>
          </h1>
          <div className="soft">
            <Chip>{t(`kind.${view.kind}`)}</Chip>{' '}
            {view.synthetic ? <Chip title={ledger('demoWhy')}>{ledger('demo')}</Chip> : null}{' '}
            {t('periodOf', { from: format.date(view.fromOn), to: format.date(view.toOn) })} ·{' '}
            {bodyName(view.owner, format.language)}
          </div>
          {view.subject ? (
            <p className="inspection-subject" lang="zh">
              {view.subject}
            </p>
          ) : null}
        </div>
        <div className="page-actions no-print">
          <LinkButton href="/ledger/inspections">{t('all')}</LinkButton>
          {done ? (
            <Button download href={addressOf(readInspectionCircular, { params: { inspectionId: view.id } })}>
              {t('circular')}
            </Button>
          ) : null}
          {canAdd ? <Button onClick={() => setAsking({ what: 'add' })}>{t('add')}</Button> : null}
          {view.can.includes('start') ? (
            <Button type="primary" disabled={view.items === 0} onClick={() => setAsking({ what: 'start' })}>
              {t('start')}
            </Button>
          ) : null}
          {view.can.includes('finish') ? (
            <Button
              type={open === 0 ? 'primary' : 'default'}
              disabled={open > 0}
              title={open > 0 ? t('finishOpen', { n: open }) : ''}
              onClick={() => setAsking({ what: 'finish' })}
            >
              {t('finish')}
            </Button>
          ) : null}
          {view.can.includes('announce') ? (
            <Button type="primary" onClick={() => setAsking({ what: 'announce' })}>
              {t('announce')}
            </Button>
          ) : null}
        </div>
      </header>
      {view.list.length === 0 ? (
        <EmptyState title={t('noneShown')}>{t('nothing')}</EmptyState>
      ) : (
        <>
          <div className="oversight-tools">
            <Choice
              aria-label={t('show')}
              value={show}
              onChange={(event) =>
                change(
                  { show: event.target.value === 'all' ? null : event.target.value, row: null },
                  { push: true },
                )
              }
            >
              {SHOWS.map((each) => (
                <option key={each} value={each}>
                  {t(`show.${each}`)}
                </option>
              ))}
            </Choice>
            <Choice
              aria-label={t('body')}
              value={address.body ?? ''}
              onChange={(event) => change({ body: event.target.value || null, row: null }, { push: true })}
            >
              <option value="">{t('allBodies')}</option>
              {inspectedBodies(view.list).map((body) => (
                <option key={body.id} value={body.id}>
                  {bodyName(body, format.language)}
                </option>
              ))}
            </Choice>
            <span className="soft">
              {t('counted', { n: view.items, found: view.found, poor: view.poor })}
            </span>
            {view.can.includes('find') ? (
              <span className="faint small inspection-keys">{t('keys')}</span>
            ) : null}
          </div>
          {rows.length === 0 ? <p className="soft">{t('noneShown')}</p> : null}
          {rows.length > 0 ? (
            <InspectionItems
              view={view}
              rows={rows}
              current={current?.id}
              onFind={(item) => setAsking({ what: 'find', item })}
              onRaise={(item) => setAsking({ what: 'raise', item })}
              onRemove={(item) => setAsking({ what: 'remove', item })}
            />
          ) : null}
        </>
      )}
      {asking?.what === 'start' || asking?.what === 'finish' || asking?.what === 'announce' ? (
        <AskDialog
          {...dialog}
          title={t(asking.what)}
          why={
            asking.what === 'start'
              ? t('startWhy', { n: view.items })
              : t(asking.what === 'finish' ? 'finishWhy' : 'announceWhy')
          }
          button={t(asking.what)}
          onDone={() => acting.mutate({ kind: asking.what })}
        />
      ) : null}
      {asking?.what === 'remove' ? (
        <AskDialog
          {...dialog}
          title={t('removeOf', { n: asking.item.position })}
          why={t('removeWhy')}
          button={t('remove')}
          danger
          onDone={() => acting.mutate({ kind: 'remove', itemId: asking.item.id })}
        />
      ) : null}
      {asking?.what === 'find' ? (
        <FindDialog
          {...dialog}
          item={asking.item}
          now={stale ? view.list.find(({ id }) => id === asking.item.id) : undefined}
          onAct={(act) => acting.mutate(act)}
        />
      ) : null}
      {asking?.what === 'raise' ? (
        <RaiseDialog {...dialog} item={asking.item} onAct={(act) => acting.mutate(act)} />
      ) : null}
      {asking?.what === 'add' ? <AddItemsDialog {...dialog} onAct={(act) => acting.mutate(act)} /> : null}
    </>
  )
}
