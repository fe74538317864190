import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeAnnualList, exportAnnualList } from '#contract/ledger'
import type { AnnualList } from '#contract/ledger'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { usePathParam } from '../../../app/address.ts'
import { annualTexts } from '../../../text/ledger-annual.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { AnnualEditor } from './annual-editor.tsx'
import { AnnualItems } from './annual-items.tsx'
import { keepAnnualList } from './keep-annual-list.ts'
import { ANNUAL_TONES } from './annual-words.ts'
import { annualListQuery } from './oversight-queries.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import './oversight.css'
import './annual.css'

export type AnnualAct = BodyInputOf<typeof changeAnnualList>['act']

/** 年度重点事项: what one body does in a year, drawn up by the office and confirmed by the body. */
export function AnnualListPage() {
  const listId = usePathParam('listId')
  const { data, error, refetch } = useQuery(annualListQuery(listId))
  return (
    <div className="page oversight-page">
      <LedgerLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <AnnualListView key={data.id} list={data} /> : null}
    </div>
  )
}

function AnnualListView({ list }: { readonly list: AnnualList }) {
  const t = useText(annualTexts)
  const matrix = useText(matrixTexts)
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  const body = bodyName(list.body, format.language)
  const title = t('title', { body, year: String(list.year) })
  const byBody = list.state === 'sent'
  useTitle(title)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            {title} <StatusMark tone={ANNUAL_TONES[list.state]}>{matrix(`state.${list.state}`)}</StatusMark>
          </h1>
          <div className="soft">
            {t('fromLedger', { body })}
            {list.sentAt === null ? null : ` ${t('sentOn', { at: format.moment(list.sentAt) })}`}
            {list.answeredAt === null || list.answeredBy === null
              ? null
              : ` · ${t('answeredOn', { by: list.answeredBy, at: format.moment(list.answeredAt) })}`}
          </div>
        </div>
        <div className="page-actions no-print">
          <LinkButton href={`/ledger/matrix?tab=annual&year=${list.year}`}>{t('all')}</LinkButton>
          {(['docx', 'xlsx'] as const).map((kind) => (
            <Button
              key={kind}
              download
              href={addressOf(exportAnnualList, {
                params: { listId: list.id },
                query: { format: kind, language: format.language },
              })}
            >
              {t(kind)}
            </Button>
          ))}
          {editing ? null : <Acts list={list} body={body} onEdit={() => setEditing(true)} />}
        </div>
      </header>
      {list.note !== null && !editing ? (
        <p>
          <span className="soft">{t('noteLabel')}</span> <span lang="zh">{list.note}</span>
        </p>
      ) : null}
      {byBody && list.can.includes('return') && !list.can.includes('confirm') && !editing ? (
        <p className="mark-warn">
          <span aria-hidden="true">▲</span> {t('changedByBody')}
        </p>
      ) : null}
      {editing ? (
        <AnnualEditor list={list} byBody={byBody} onDone={() => setEditing(false)} />
      ) : (
        <AnnualItems list={list} />
      )}
      <History list={list} />
    </>
  )
}

/** What I may do with the list, each asked for once more with what it means. */
function Acts({
  list,
  body,
  onEdit,
}: {
  readonly list: AnnualList
  readonly body: string
  readonly onEdit: () => void
}) {
  const t = useText(annualTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'send' | 'confirm' | 'return' | null>(null)
  const acting = useMutation({
    mutationFn: (act: AnnualAct) =>
      call(changeAnnualList, { params: { listId: list.id }, body: { version: list.version, act } }),
    onSuccess: (after, act) => {
      keepAnnualList(client, after)
      void message.success(
        t(act.kind === 'send' ? 'sent' : act.kind === 'confirm' ? 'confirmed' : 'returned'),
      )
      setAsking(null)
    },
    // After a refusal because somebody else was first, the page shows what is so now.
    onError: () => client.invalidateQueries({ queryKey: annualListQuery(list.id).queryKey }),
  })
  const standing = list.items.filter(({ struckReason }) => struckReason === null).length
  const close = () => {
    acting.reset()
    setAsking(null)
  }
  return (
    <>
      {list.can.includes('edit') ? (
        <Button onClick={onEdit}>{t(list.state === 'sent' ? 'editOwn' : 'edit')}</Button>
      ) : null}
      {list.can.includes('return') ? (
        <Button danger onClick={() => setAsking('return')}>
          {t('return')}
        </Button>
      ) : null}
      {list.can.includes('send') ? (
        <Button type="primary" onClick={() => setAsking('send')}>
          {t('send', { body })}
        </Button>
      ) : null}
      {list.can.includes('confirm') ? (
        <Button type="primary" onClick={() => setAsking('confirm')}>
          {t('confirm')}
        </Button>
      ) : null}
      {asking === 'return' ? (
        <AskDialog
          title={t('returnTitle')}
          why={t('returnWhy')}
          button={t('return')}
          danger
          reason={{ label: t('reason'), missing: t('reasonMissing'), most: 1000 }}
          busy={acting.isPending}
          error={acting.error}
          onClose={close}
          onDone={(reason) => acting.mutate({ kind: 'return', reason })}
        />
      ) : null}
      {asking === 'send' || asking === 'confirm' ? (
        <AskDialog
          title={asking === 'send' ? t('sendTitle', { body }) : t('confirmTitle')}
          why={t(asking === 'send' ? 'sendWhy' : 'confirmWhy', { n: standing })}
          button={asking === 'send' ? t('send', { body }) : t('confirm')}
          busy={acting.isPending}
          error={acting.error}
          onClose={close}
          onDone={() => acting.mutate({ kind: asking })}
        />
      ) : null}
    </>
  )
}

const ACTS = ['make', 'regenerate', 'edit', 'send', 'confirm', 'return'] as const

function History({ list }: { readonly list: AnnualList }) {
  const t = useText(annualTexts)
  const format = useFormat()
  if (list.history.length === 0) return null
  return (
    <Panel title={t('history')}>
      <ul className="annual-history">
        {list.history.map((entry) => {
          const act = ACTS.find((each) => each === entry.act)
          return (
            <li key={entry.version}>
              <span className="soft">{format.moment(entry.at)}</span>{' '}
              <b>{act ? t(`act.${act}`) : entry.act}</b>{' '}
              <span className="soft">{t('historyLine', { version: entry.version, by: entry.by })}</span>
              {entry.reason === null ? null : <div lang="zh">{entry.reason}</div>}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
