import type { ReactNode } from 'react'
import type { PackItem } from '#contract/cultivation'
import { serviceTexts } from '../../text/services.ts'
import { useText } from '../../text/index.ts'
import { useSay } from '../say.ts'
import '../plain-table.css'
import './services.css'

/** What is in a pack: who does what within which limit. `last` is a further column, about how an item is asked for. */
export function PackItems({
  label,
  items,
  last,
}: {
  readonly label: string
  readonly items: readonly PackItem[]
  readonly last: { readonly head: ReactNode; readonly cell: (item: PackItem) => ReactNode }
}) {
  const t = useText(serviceTexts)
  const say = useSay()
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table pack-items">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('limit')}</th>
            <th scope="col" className="service-act">
              {last.head}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                {say(item.title)}
                {item.description === null ? null : (
                  <span className="pack-item-about small soft">{say(item.description)}</span>
                )}
              </td>
              <td>{say(item.who)}</td>
              <td>
                {item.limit === null ? <span className="faint">{t('limitNone')}</span> : say(item.limit)}
              </td>
              <td className="service-act">{last.cell(item)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
