import Button from 'antd/es/button'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { AddressLink } from '../../app/address-link.tsx'
import { useAddress } from '../../app/address.ts'
import { noticeTexts } from '../../text/notices.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { useSay } from '../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { noticesQuery, readNotices } from './queries.ts'
import '../../ui/plain-table.css'
import './notices.css'

/** 通知: what I was told about cases, newest first. */
export function NoticesPage() {
  const t = useText(noticeTexts)
  const say = useSay()
  const format = useFormat()
  const [address, change] = useAddress<'unread'>()
  const unreadOnly = address.unread === '1'
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    noticesQuery(unreadOnly ? 'yes' : 'no'),
  )
  const reading = useMutation({ mutationFn: readNotices })
  const notices = data?.pages.flatMap((page) => page.notices) ?? []
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <>
          <Button
            disabled={unread === 0}
            loading={reading.isPending}
            onClick={() => reading.mutate(undefined)}
          >
            {t('readAll')}
          </Button>
          <LinkButton href="/my-settings">{t('toSettings')}</LinkButton>
        </>
      }
    >
      <div className="notice-tools">
        <nav className="notice-tabs" aria-label={t('title')}>
          <AddressLink href="/notices" aria-current={unreadOnly ? undefined : 'page'}>
            {t('all')}
          </AddressLink>
          <AddressLink href="/notices?unread=1" aria-current={unreadOnly ? 'page' : undefined}>
            {t('unreadOnly')}
          </AddressLink>
        </nav>
        {data ? (
          <span className="soft small notice-count">
            {unread > 0 ? t('unreadCount', { n: unread }) : t('unreadNone')}
          </span>
        ) : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {reading.error ? <ErrorState error={reading.error} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && notices.length === 0 ? (
        unreadOnly ? (
          <EmptyState
            title={t('emptyUnreadTitle')}
            action={<Button onClick={() => change({ unread: null })}>{t('showAll')}</Button>}
          >
            {t('emptyUnread')}
          </EmptyState>
        ) : (
          <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
        )
      ) : null}
      {notices.length > 0 ? (
        <Panel label={t('title')}>
          <table className="plain-table notice-table">
            <thead>
              <tr>
                <th scope="col">{t('colWhat')}</th>
                <th scope="col">{t('colCase')}</th>
                <th scope="col">{t('colWhen')}</th>
              </tr>
            </thead>
            <tbody>
              {notices.map((notice) => (
                <tr key={notice.id} className={notice.readAt ? undefined : 'notice-new'}>
                  <td>
                    {notice.readAt ? (
                      <span className="unseen">{t('read')}</span>
                    ) : (
                      <span className="notice-mark">
                        <span aria-hidden="true">●</span> {t('unread')}
                      </span>
                    )}
                    <span>{say(notice.text)}</span>
                  </td>
                  <td>
                    <AddressLink
                      href={notice.path}
                      lang="zh"
                      onClick={() => {
                        if (!notice.readAt) reading.mutate([notice.id])
                      }}
                    >
                      {notice.case?.title ?? t('noticeOpen')}
                    </AddressLink>
                    <div className="small soft" lang="zh">
                      {notice.case?.number ?? ''}
                    </div>
                  </td>
                  <td className="notice-when">
                    <time dateTime={notice.at} title={format.moment(notice.at)}>
                      {format.since(notice.at)}
                    </time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="notice-older">
            {hasNextPage ? (
              <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
                {t('older')}
              </Button>
            ) : (
              <span className="soft small">{t('end')}</span>
            )}
          </div>
        </Panel>
      ) : null}
    </Page>
  )
}
