import { useMutation, useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../app/address-link.tsx'
import { frameTexts } from '../../text/frame.ts'
import { useText } from '../../text/index.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useFormat } from '../../ui/format.ts'
import { useSay } from '../../ui/say.ts'
import { ErrorState } from '../../ui/states.tsx'
import { readNotices, unreadNoticesQuery } from './queries.ts'
import './bell.css'

const SHOWN = 6

/** How many notices I have not read, and the newest of them. */
export function Bell() {
  const t = useText(frameTexts)
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useQuery(unreadNoticesQuery)
  const reading = useMutation({ mutationFn: readNotices })
  const unread = data?.unread ?? 0
  return (
    <Disclosure
      className="bell"
      onOpen={() => void refetch()}
      face={
        <>
          <svg width="14" height="16" viewBox="0 0 14 16" aria-hidden="true">
            <path
              d="M7 1.5v1M2.8 7a4.2 4.2 0 0 1 8.4 0c0 3 1.3 4.2 1.3 5h-11c0-.8 1.3-2 1.3-5Zm2.7 6.8a1.6 1.6 0 0 0 3 0"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.3"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          {t('notices')}
          {unread > 0 ? (
            <>
              {' '}
              <b className="bell-count">{unread > 99 ? '99+' : unread}</b>{' '}
              <span className="unseen">{t('noticesUnread')}</span>
            </>
          ) : null}
        </>
      }
    >
      {(close) => (
        <>
          <div className="bell-head">
            <h2>{unread > 0 ? t('noticesTitle', { n: unread }) : t('notices')}</h2>
            {unread > 0 ? (
              <button
                type="button"
                className="bell-read"
                disabled={reading.isPending}
                onClick={() => reading.mutate(undefined)}
              >
                {t('noticesReadAll')}
              </button>
            ) : null}
          </div>
          {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
          {reading.error ? <ErrorState error={reading.error} /> : null}
          {data && data.notices.length === 0 ? <p className="soft">{t('noticesNone')}</p> : null}
          <ul>
            {(data?.notices ?? []).slice(0, SHOWN).map((notice) => (
              <li key={notice.id}>
                <AddressLink
                  href={notice.path}
                  onClick={() => {
                    reading.mutate([notice.id])
                    close()
                  }}
                >
                  <span lang={format.language === 'en' && notice.text.en ? undefined : 'zh'}>
                    {say(notice.text)}
                  </span>
                  <span className="small soft bell-foot">
                    <span className="bell-case" lang="zh">
                      {notice.case?.number ?? ''} {notice.case?.title ?? ''}
                    </span>
                    <time dateTime={notice.at} title={format.moment(notice.at)}>
                      {format.since(notice.at)}
                    </time>
                  </span>
                </AddressLink>
              </li>
            ))}
          </ul>
          <AddressLink href="/notices" className="bell-all" onClick={close}>
            {t('noticesAll')}
          </AddressLink>
        </>
      )}
    </Disclosure>
  )
}
