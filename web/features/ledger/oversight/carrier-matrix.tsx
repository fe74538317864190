import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch } from '../../../app/address.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { dutyHref } from '../shared/duty-link.tsx'
import { LightSign } from '../shared/light-mark.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import { Gap } from './action-matrix.tsx'
import { ClaimsPanel } from './claims-panel.tsx'
import { AddCoverageDialog, EndCoverageDialog } from './coverage-dialogs.tsx'
import type { CarrierEntry } from './coverage-dialogs.tsx'
import { carrierMatrixQuery } from './oversight-queries.ts'
import type { CarrierMatrix } from './oversight-queries.ts'

type Asking =
  | { readonly what: 'add'; readonly park: CarrierMatrix['rows'][number]['park']; readonly carrier: string }
  | { readonly what: 'end'; readonly entry: CarrierEntry }

/** Parks × characteristic park, incubator, platform company: what each has with its source, and the gaps. */
export function CarrierMatrixTab({ frame }: { readonly frame: LedgerFrame }) {
  const t = useText(matrixTexts)
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useQuery(carrierMatrixQuery)
  const [asking, setAsking] = useState<Asking | null>(null)
  const canAdd = frame.can.includes('add')
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.rows.length === 0 || data.columns.length === 0)
    return <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
  const carrier =
    asking?.what === 'add' ? data.columns.find(({ code }) => code === asking.carrier) : undefined
  return (
    <>
      <p className="soft">{t('carriersNote', { date: format.date(data.on) })}</p>
      <div className="matrix-scroll" role="region" aria-label={t('tab.carriers')} tabIndex={0}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{t('park')}</th>
              {data.columns.map((column) => (
                <th
                  key={column.code}
                  scope="col"
                  title={format.language === 'en' ? column.sourceEn : column.sourceZh}
                >
                  {say(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ park, cells, mine }) => {
              const name = bodyName(park, format.language)
              return (
                <tr key={park.id}>
                  <th scope="row" className="nowrap">
                    {name}
                  </th>
                  {cells.map((cell) => {
                    const column = data.columns.find(({ code }) => code === cell.column)
                    const kind = column ? say(column) : cell.column
                    const standing = cell.entries.filter(
                      ({ endedOn }) => endedOn === null || endedOn > data.on,
                    )
                    return (
                      <td key={cell.column} className="carrier-cell">
                        <Entries
                          entries={cell.entries}
                          mine={mine}
                          on={data.on}
                          onEnd={(entry) => setAsking({ what: 'end', entry })}
                        />
                        {standing.length === 0 && cell.duty === null ? (
                          <Gap
                            href={`/ledger/duties/new${stringifySearch({ park: park.id, carrier: cell.column, source: 'gap' })}`}
                            label={t('makeDutyOf', { park: name, kind })}
                            canAdd={canAdd}
                          />
                        ) : null}
                        <div className="cell-acts">
                          {cell.duty === null ? null : (
                            <span>
                              <LightSign light={cell.duty.light} />{' '}
                              <AddressLink href={dutyHref(cell.duty.id)}>
                                {t('fromGap', { n: cell.duty.serial })}
                              </AddressLink>
                            </span>
                          )}
                          {mine ? (
                            <button
                              type="button"
                              className="text-button small no-print"
                              aria-label={t('addOf', { park: name, kind })}
                              onClick={() => setAsking({ what: 'add', park, carrier: cell.column })}
                            >
                              {t('add')}
                            </button>
                          ) : null}
                        </div>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <ClaimsPanel claims={data.claims} />
      {asking?.what === 'add' && carrier ? (
        <AddCoverageDialog park={asking.park} carrier={carrier} onClose={() => setAsking(null)} />
      ) : null}
      {asking?.what === 'end' ? (
        <EndCoverageDialog entry={asking.entry} today={data.on} onClose={() => setAsking(null)} />
      ) : null}
    </>
  )
}

function Entries({
  entries,
  mine,
  on,
  onEnd,
}: {
  readonly entries: readonly CarrierEntry[]
  readonly mine: boolean
  readonly on: string
  readonly onEnd: (entry: CarrierEntry) => void
}) {
  const t = useText(matrixTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  if (entries.length === 0) return null
  return (
    <ul className="carrier-entries">
      {entries.map((entry) => {
        const ended = entry.endedOn !== null && entry.endedOn <= on
        return (
          <li key={entry.id}>
            <span className={ended ? 'carrier-ended' : undefined} lang="zh">
              {entry.name}
            </span>{' '}
            {entry.synthetic ? <Chip title={ledger('demoWhy')}>{ledger('demo')}</Chip> : null}
            <div className="small soft">
              {entry.since === null ? t('sinceUnknown') : t('since', { date: format.date(entry.since) })}
              {entry.endedOn === null ? null : ` ${t('until', { date: format.date(entry.endedOn) })}`}
              {' · '}
              <span lang="zh">{t('entrySource', { source: entry.source })}</span>
              {mine && entry.endedOn === null ? (
                <>
                  {' · '}
                  <button
                    type="button"
                    className="text-button no-print"
                    aria-label={t('endOf', { name: entry.name })}
                    onClick={() => onEnd(entry)}
                  >
                    {t('end')}
                  </button>
                </>
              ) : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
