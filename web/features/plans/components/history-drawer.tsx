import Drawer from 'antd/es/drawer'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/index.ts'
import { historyTexts, itemTexts, roomTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { differences } from '../history-differences.ts'
import { itemTitle } from '../item-words.ts'
import { itemHistoryQuery } from '../queries.ts'
import type { ReviewedItem } from '../review-state.ts'

/** Who changed what in an item, when, from what to what; the latest first. */
export function HistoryDrawer({
  versionId,
  item,
  onClose,
}: {
  readonly versionId: string
  readonly item: ReviewedItem
  readonly onClose: () => void
}) {
  const t = useText(roomTexts)
  const words = useHistoryWords()
  const format = useFormat()
  const { data, error, isPending, refetch } = useQuery(itemHistoryQuery(versionId, item.id))
  const changes = data?.changes.toSorted((a, b) => b.at.localeCompare(a.at)) ?? []
  return (
    <Drawer open title={t('historyTitle')} size={480} onClose={onClose}>
      <p className="card-title" lang="zh">
        {itemTitle(item)}
      </p>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Loading /> : null}
      {data && changes.length === 0 ? <p className="soft">{t('historyEmpty')}</p> : null}
      <ol className="history">
        {changes.map((change, index) => (
          <li key={`${change.at}-${index}`}>
            <div>
              <strong>{words.action(change.action)}</strong> {change.by}{' '}
              <time className="soft" dateTime={change.at}>
                {format.moment(change.at)}
              </time>
            </div>
            <dl className="history-changes">
              {differences(change.before, change.after).map(({ path, before, after }) => (
                <div key={path}>
                  <dt>{words.field(path)}</dt>
                  <dd>
                    <del>{words.value(path, before)}</del> → <ins>{words.value(path, after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </Drawer>
  )
}

function useHistoryWords() {
  const t = useText(historyTexts)
  const item = useText(itemTexts)
  const room = useText(roomTexts)
  return {
    action: (action: string) => {
      const key = `action.${action}`
      return isKnown(historyTexts.en, key) ? t(key) : action
    },
    field: (path: string) => {
      const key = `field.${path}`
      return isKnown(historyTexts.en, key) ? t(key) : path
    },
    value: (path: string, value: string) => {
      if (value === '') return room('emptyValue')
      const key = `${path.split('.').at(-1) ?? ''}.${value}`
      return isKnown(itemTexts.en, key) ? item(key) : value
    },
  }
}

function isKnown<K extends string>(texts: Readonly<Record<K, string>>, key: string): key is K {
  return Object.hasOwn(texts, key)
}
