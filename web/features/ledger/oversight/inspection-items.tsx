import { useEffect, useRef } from 'react'
import type { InspectionView } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { bodyName } from '../shared/body-words.ts'
import { dutyHref } from '../shared/duty-link.tsx'
import { LightSign } from '../shared/light-mark.tsx'
import { RESULT_TONES } from './inspection-words.ts'

type Item = InspectionView['list'][number]

/** The items with what was found at each; buttons follow what I may do. */
export function InspectionItems({
  view,
  rows,
  current,
  onFind,
  onRaise,
  onRemove,
}: {
  readonly view: InspectionView
  readonly rows: readonly Item[]
  readonly current: string | undefined
  readonly onFind: (item: Item) => void
  readonly onRaise: (item: Item) => void
  readonly onRemove: (item: Item) => void
}) {
  const t = useText(inspectionTexts)
  const format = useFormat()
  const here = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const canFind = view.can.includes('find')
  const canRaise = view.can.includes('raise')
  const canRemove = view.can.includes('edit')
  return (
    <div className="matrix-scroll inspection-rows" role="region" aria-label={t('items')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('no')}
            </th>
            <th scope="col">{t('body')}</th>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('method')}</th>
            <th scope="col">{t('result')}</th>
            <th scope="col">{t('finding')}</th>
            <th scope="col" className="no-print">
              {t('act')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((item) => {
            const n = item.position
            return (
              <tr
                key={item.id}
                ref={item.id === current ? here : null}
                aria-current={item.id === current ? 'true' : undefined}
              >
                <td className="number">{n}</td>
                <td className="inspection-body">{bodyName(item.body, format.language)}</td>
                <td className="inspection-item" lang="zh">
                  {item.duty === null ? (
                    item.text
                  ) : (
                    <>
                      <LightSign light={item.duty.light} />{' '}
                      <AddressLink href={dutyHref(item.duty.id)}>{item.text}</AddressLink>
                    </>
                  )}
                </td>
                <td className="nowrap">{t(`method.${item.method}`)}</td>
                <td className="nowrap">
                  {item.result === null ? (
                    <StatusMark tone="neutral">{t('notFound')}</StatusMark>
                  ) : (
                    <StatusMark tone={RESULT_TONES[item.result]}>{t(`result.${item.result}`)}</StatusMark>
                  )}
                </td>
                <td className="inspection-finding">
                  <Finding item={item} />
                </td>
                <td className="inspection-acts no-print">
                  {item.case === null ? null : (
                    <AddressLink href={`/cases/${item.case.id}`} title={item.case.stage}>
                      {item.case.number ?? t('unnumbered')}
                    </AddressLink>
                  )}
                  {canFind ? (
                    <button
                      type="button"
                      className="text-button"
                      aria-label={t(item.result === null ? 'recordOf' : 'changeOf', { n })}
                      onClick={() => onFind(item)}
                    >
                      {t(item.result === null ? 'record' : 'change')}
                    </button>
                  ) : null}
                  {canRaise && item.result !== null && item.case === null ? (
                    <button
                      type="button"
                      className="text-button"
                      aria-label={t('raiseOf', { n })}
                      onClick={() => onRaise(item)}
                    >
                      {t('raise')}
                    </button>
                  ) : null}
                  {canRemove && item.result === null ? (
                    <button
                      type="button"
                      className="text-button"
                      aria-label={t('removeOf', { n })}
                      onClick={() => onRemove(item)}
                    >
                      {t('remove')}
                    </button>
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What was found and what is demanded, with who found it when. */
export function Finding({ item }: { readonly item: Item }) {
  const t = useText(inspectionTexts)
  const format = useFormat()
  if (item.result === null) return <span className="faint">—</span>
  return (
    <>
      <span lang="zh">{item.finding}</span>
      {item.demand ? (
        <div lang="zh">
          <b>{t('demandLine', { demand: item.demand })}</b>
          {item.demandBy === null ? null : (
            <span className="soft"> {t('demandByLine', { date: format.date(item.demandBy) })}</span>
          )}
        </div>
      ) : null}
      {item.foundAt === null || item.foundBy === null ? null : (
        <div className="small soft">
          {t('foundBy', { by: item.foundBy, at: format.moment(item.foundAt) })}
        </div>
      )}
    </>
  )
}
