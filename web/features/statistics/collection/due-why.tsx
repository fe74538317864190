import { queryOptions, useQuery } from '@tanstack/react-query'
import { dueDay } from '#contract/statistics'
import type { CollectionHead } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { daysUntil, useFormat } from '../../../ui/format.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { statisticsKey } from '../shared/queries.ts'
import './due-why.css'

type DueHead = Pick<CollectionHead, 'form' | 'period' | 'dueOn' | 'state'>

function dueQuery(form: string, period: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'due', form, period],
    queryFn: ({ signal }) => call(dueDay, { query: { form, period }, signal }),
  })
}

/** The due day, how far it is, and on a press how it was found. */
export function DueWhy({
  collection,
  left = true,
}: {
  readonly collection: DueHead
  /** Nobody waits for what has been filed. */
  readonly left?: boolean
}) {
  const t = useText(collectionTexts)
  const format = useFormat()
  const date = format.date(collection.dueOn)
  return (
    <span className="due-why">
      <Disclosure className="due-why-panel" label={t('dueWhy', { date })} face={date}>
        {() => <DueExplanation collection={collection} />}
      </Disclosure>
      {left ? <DueLeft collection={collection} /> : null}
    </span>
  )
}

/** Days left or over; nothing where the period is locked or not yet open. */
export function DueLeft({ collection: { dueOn, state } }: { readonly collection: DueHead }) {
  const t = useText(statisticsTexts)
  if (state === 'locked' || state === 'planned') return null
  const days = daysUntil(dueOn, new Date())
  const words =
    days === 0 ? t('left.today') : days > 0 ? t('left.days', { n: days }) : t('left.over', { n: -days })
  return <span className={days < 0 ? 'small due-over' : 'small soft'}>{words}</span>
}

function DueExplanation({ collection: { form, period, dueOn } }: { readonly collection: DueHead }) {
  const t = useText(collectionTexts)
  const format = useFormat()
  const { data, error, refetch } = useQuery(dueQuery(form, period))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <div className="due-why-text">
      <p>
        {data.rolled
          ? t('dueRolled', { nominal: format.date(data.nominal), date: format.date(data.dueOn) })
          : t('dueRule', { date: format.date(data.dueOn) })}
      </p>
      {data.dueOn === dueOn ? null : (
        <p>{t('dueMoved', { date: format.date(data.dueOn), now: format.date(dueOn) })}</p>
      )}
      <p className="soft">{t('dueOpens', { date: format.date(data.opensOn) })}</p>
      <p className="soft" lang="zh">
        {data.source === null ? t('dueOwn') : t('dueSource', { source: data.source })}
      </p>
    </div>
  )
}
