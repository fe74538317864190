import Button from 'antd/es/button'
import { useState } from 'react'
import { downloadTemplate, exportFilings } from '#contract/statistics'
import { addressOf } from '../../../app/api-client.ts'
import { stringifySearch } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import type { Collection } from '../shared/queries.ts'
import type { FilingFilterAddress } from './filings-address.ts'
import { DueDialog, LockDialog } from './period-dialogs.tsx'
import { ReopenDialog } from './reopen-dialog.tsx'

/** What can be done with the period as a whole. */
export function CollectionActions({
  data,
  filter,
}: {
  readonly data: Collection
  readonly filter: FilingFilterAddress
}) {
  const t = useText(collectionTexts)
  const { roles } = useSession()
  const [asking, setAsking] = useState<'lock' | 'reopen' | 'due' | null>(null)
  const { form, period } = data.collection
  const { may } = data
  const exports = roles.some((role) => exportFilings.access.some((each) => each === role))
  const exportHref = (format: 'xlsx' | 'csv') =>
    addressOf(exportFilings, { params: { form, period }, query: { ...filter, format } })
  const close = () => setAsking(null)
  return (
    <div className="page-actions no-print">
      {may.import ? (
        <LinkButton href={`/statistics/imports${stringifySearch({ form, period })}`}>
          {t('importHere')}
        </LinkButton>
      ) : null}
      <Button download href={addressOf(downloadTemplate, { params: { form }, query: { period } })}>
        {t('template')}
      </Button>
      {exports ? (
        <Disclosure className="list-menu" face={t('export')}>
          {(shut) => (
            <>
              <p className="soft small">{t('exportWhy')}</p>
              <a href={exportHref('xlsx')} download onClick={shut}>
                {t('exportXlsx')}
              </a>
              <a href={exportHref('csv')} download onClick={shut}>
                {t('exportCsv')}
              </a>
            </>
          )}
        </Disclosure>
      ) : null}
      {may.changeDue ? <Button onClick={() => setAsking('due')}>{t('changeDue')}</Button> : null}
      {may.lock ? <Button onClick={() => setAsking('lock')}>{t('lock')}</Button> : null}
      {may.reopen ? <Button onClick={() => setAsking('reopen')}>{t('reopen')}</Button> : null}
      {asking === 'lock' ? <LockDialog data={data} onClose={close} /> : null}
      {asking === 'due' ? <DueDialog data={data} onClose={close} /> : null}
      {asking === 'reopen' ? <ReopenDialog data={data} onClose={close} /> : null}
    </div>
  )
}
