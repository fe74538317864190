import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { actOnDirectList, readDirectList } from '#contract/policies'
import type { ApplicationRow } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { ApiError, call } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { policyDirectTexts } from '../../../text/policy-direct.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { DirectMark } from './direct-marks.tsx'
import type { DirectListView } from './direct-marks.tsx'
import { directKey } from './direct-queries.ts'
import { useDirectColumns } from './direct-columns.tsx'
import '../../../ui/list-page.css'
import './direct.css'

type Answer = ResponseOf<typeof readDirectList>
const rowsOf = ({ applications }: Answer) => applications
const keyOf = ({ id }: ApplicationRow) => id

/** One list, enterprise by enterprise: amount, why, what was found; sent or dropped by the office, then the answers. */
export function DirectListPage() {
  const t = useText(policyDirectTexts)
  const say = useSay()
  const listId = usePathParam('listId')
  const [address, change] = useAddress<'row'>()
  const pages = usePages<Answer, ApplicationRow>({
    key: [...directKey, 'list', listId],
    read: (page, signal) => call(readDirectList, { params: { listId }, query: page, signal }),
    rowsOf,
  })
  const list = pages.first?.list
  const columns = useDirectColumns(list?.state ?? 'drawn')
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(rowHref(at, list)) : undefined,
  })
  useTitle(list ? say(list.policy.title) : t('title'))
  return (
    <div className="page list-page direct-list-page">
      <PolicyLinks />
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!list && !pages.error ? <Loading /> : null}
      {list ? (
        <>
          <Head list={list} />
          <Counts list={list} />
          <div className="list-bar">
            <span className="list-keys small soft no-print" aria-label={t('keys')}>
              <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}
            </span>
          </div>
        </>
      ) : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('title')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          minWidth={760}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState title={t('rowsNone')}>{t('rowsNoneWhy')}</EmptyState>
      ) : null}
    </div>
  )
}

/** The application, once it is one; before, why the enterprise is on the list. */
function rowHref(row: ApplicationRow, list: DirectListView | undefined): string {
  return list?.state === 'sent'
    ? `/policies/applications/${row.id}`
    : `/enterprises/${row.enterprise.id}?tab=policies&policy=${row.policy.id}`
}

function Head({ list }: { readonly list: DirectListView }) {
  const t = useText(policyDirectTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <header className="page-head">
      <div>
        <p className="no-print small">
          <AddressLink href="/policies/direct">← {t('back')}</AddressLink>
        </p>
        <h1>{say(list.policy.title)}</h1>
        <div>
          <DirectMark state={list.state} /> · {t('listOf', { year: String(list.year) })}{' '}
          <span className="soft small">
            · {t('drawnBy', { name: list.byName, at: format.moment(list.at) })}
            {list.sentAt === null ? null : <> · {t('sentAt', { at: format.moment(list.sentAt) })}</>}
          </span>
        </div>
      </div>
      <div className="page-actions no-print">
        {list.state === 'sent' ? (
          <LinkButton href={`/policies/applications?policy=${list.policy.id}&year=${list.year}`}>
            {t('toApplications')}
          </LinkButton>
        ) : null}
        <Acts list={list} />
      </div>
    </header>
  )
}

function Acts({ list }: { readonly list: DirectListView }) {
  const t = useText(policyDirectTexts)
  const { roles } = useSession()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [act, setAct] = useState<'send' | 'drop' | null>(null)
  const acting = useMutation({
    mutationFn: (which: 'send' | 'drop') =>
      call(actOnDirectList, { params: { listId: list.id }, body: { act: which, version: list.version } }),
    onSuccess: async (_, which) => {
      await client.invalidateQueries({ queryKey: directKey })
      message.success(t(which === 'send' ? 'sendDone' : 'dropDone'))
      setAct(null)
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.has('policies.list_not_now'))
        await client.invalidateQueries({ queryKey: directKey })
    },
  })
  const mayAct = actOnDirectList.access.some((role) => roles.includes(role))
  // What was refused as too old stays readable although the list has moved on.
  if (!mayAct || (list.state !== 'drawn' && act === null)) return null
  const open = (which: 'send' | 'drop') => {
    acting.reset()
    setAct(which)
  }
  const isStale = acting.error instanceof ApiError && acting.error.has('policies.list_not_now')
  return (
    <>
      <Button danger disabled={list.state !== 'drawn'} onClick={() => open('drop')}>
        {t('dropList')}
      </Button>
      <Button
        type="primary"
        disabled={list.count === 0 || list.state !== 'drawn'}
        title={list.count === 0 ? t('sendNone') : undefined}
        onClick={() => open('send')}
      >
        {t('send')}
      </Button>
      {act === null ? null : (
        <AskDialog
          title={t(`${act}Title`)}
          why={t(`${act}Why`, { n: list.count, amount: list.amount })}
          button={t(act === 'send' ? 'send' : 'dropList')}
          danger={act === 'drop'}
          busy={acting.isPending}
          error={isStale ? null : acting.error}
          onClose={() => setAct(null)}
          onDone={() => acting.mutate(act)}
        >
          {isStale ? (
            <p role="alert">
              <StatusMark tone="warn">{t('stale')}</StatusMark>
            </p>
          ) : null}
        </AskDialog>
      )}
    </>
  )
}

const REASONS = ['applied', 'paid', 'exclusive', 'amount-unknown', 'amount-zero'] as const

function Counts({ list }: { readonly list: DirectListView }) {
  const t = useText(policyDirectTexts)
  const format = useFormat()
  const counts = [
    ['count', list.count],
    ['amount', list.amount],
    ...(list.state === 'sent'
      ? ([
          ['confirmed', list.confirmed],
          ['declined', list.declined],
          ['waiting', list.waiting],
          ['paid', list.paid],
        ] as const)
      : []),
  ] as const
  const left = REASONS.flatMap((reason) => {
    const n = list.leftOut.find((each) => each.reason === reason)?.count ?? 0
    return n === 0 ? [] : [t(`left.${reason}`, { n })]
  })
  return (
    <Panel label={t('lists')}>
      <dl className="direct-counts">
        {counts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="direct-left soft small">
        {left.length === 0
          ? t('leftOutNone')
          : `${t('leftOut')}${format.language === 'en' ? ': ' : '：'}${left.join(format.language === 'en' ? ', ' : '，')}`}
      </p>
    </Panel>
  )
}
