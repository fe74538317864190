import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { exportDuties, readLedgerCircular } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import type { ChangeAddress } from '../../../app/address.ts'
import { addressOf } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { COLUMNS, USUAL_COLUMNS, columnsAddress } from './list-address.ts'
import type { Column, ListAddressName } from './list-address.ts'
import type { DutyListQuery } from './list-queries.ts'

/** My body's published plans whose tasks are not all in the ledger, each with how many wait. */
export function TakeMenu() {
  const t = useText(ledgerListTexts)
  const { data } = useQuery(ledgerFrameQuery)
  if (!data?.can.includes('take')) return null
  // A plan's tasks are taken in by the body whose plan it is.
  const waiting = data.documents.filter(
    ({ owner, taken, tasks }) => owner.id === data.myOrganisation?.id && taken < tasks,
  )
  return (
    <Disclosure className="head-menu" face={t('take')}>
      {(close) =>
        waiting.length === 0 ? (
          <p className="soft">{t('takeNone')}</p>
        ) : (
          <>
            <p className="soft small">{t('takeWhy')}</p>
            {waiting.map(({ id, planId, title, taken, tasks }) => (
              <AddressLink key={id} href={`/ledger/take/${planId}`} onClick={close}>
                <span lang="zh">{title}</span>
                <span className="soft small" title={t('takeAll', { taken, tasks })}>
                  {t('takeWaiting', { n: tasks - taken })}
                </span>
              </AddressLink>
            ))}
          </>
        )
      }
    </Disclosure>
  )
}

/** What is seen, as a workbook or as text. */
export function ExportMenu({ query }: { readonly query: DutyListQuery }) {
  const t = useText(ledgerListTexts)
  const { language } = useFormat()
  const href = (format: 'xlsx' | 'csv') => addressOf(exportDuties, { query: { ...query, format, language } })
  return (
    <Disclosure className="head-menu" face={t('export')}>
      {(close) => (
        <>
          <p className="soft small">{t('exportWhy')}</p>
          <a href={href('xlsx')} download onClick={close}>
            {t('exportXlsx')}
          </a>
          <a href={href('csv')} download onClick={close}>
            {t('exportCsv')}
          </a>
        </>
      )}
    </Disclosure>
  )
}

/** 通报: for those who may issue it, by the document, body, park and dates of the filter. */
export function CircularButton({ filter }: { readonly filter: DutyFilterAddress }) {
  const t = useText(ledgerListTexts)
  const { roles } = useSession()
  const may: readonly string[] = readLedgerCircular.access
  if (!roles.some((role) => may.includes(role))) return null
  const { document, body, park } = filter
  const query = { document, body, park }
  return (
    <Button href={addressOf(readLedgerCircular, { query })} download title={t('circularWhy')}>
      {t('circular')}
    </Button>
  )
}

/** Which columns the table shows; kept in the address, so that a saved view keeps them too. */
export function ColumnsMenu({
  columns,
  change,
}: {
  readonly columns: readonly Column[]
  readonly change: ChangeAddress<ListAddressName>
}) {
  const t = useText(ledgerListTexts)
  return (
    <Disclosure className="columns-menu" face={t('columns')}>
      {() => (
        <>
          {COLUMNS.map((column) => (
            <label key={column} className="duty-check">
              <input
                type="checkbox"
                disabled={column === 'title'}
                checked={columns.includes(column)}
                onChange={({ target }) =>
                  change({
                    columns: columnsAddress(
                      target.checked ? [...columns, column] : columns.filter((each) => each !== column),
                    ),
                  })
                }
              />
              {t(`column.${column}`)}
            </label>
          ))}
          {columns === USUAL_COLUMNS ? null : (
            <Button size="small" type="text" onClick={() => change({ columns: null })}>
              {t('columnsReset')}
            </Button>
          )}
        </>
      )}
    </Disclosure>
  )
}
