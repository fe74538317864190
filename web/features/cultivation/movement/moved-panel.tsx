import Button from 'antd/es/button'
import { useCallback, useMemo, useState } from 'react'
import { listMoved } from '#contract/cultivation'
import type { EnterpriseName } from '#contract/cultivation'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { movementTexts } from '../../../text/cultivation-movement.ts'
import { useText } from '../../../text/index.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { cultivationKey } from '../shared/cultivation-queries.ts'
import { EnterpriseCell, useParkName } from '../shared/enterprise-cell.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import { ABSENT } from './matrix-of.ts'

type Answer = ResponseOf<typeof listMoved>
type Query = Omit<QueryInputOf<typeof listMoved>, 'offset' | 'limit' | 'cellFrom' | 'cellTo'>
const rowsOf = ({ enterprises }: Answer) => enterprises
const keyOf = ({ id }: EnterpriseName) => id

/** The enterprises behind one cell of the matrix. */
export function MovedPanel({
  query,
  cell,
  count,
  onClose,
}: {
  readonly query: Query
  readonly cell: { readonly from: string; readonly to: string }
  readonly count: number
  readonly onClose: () => void
}) {
  const t = useText(movementTexts)
  const words = useText(cultivationTexts)
  const { titleOf } = useRungs()
  const parkName = useParkName()
  const asked = { ...query, cellFrom: cell.from, cellTo: cell.to }
  const pages = usePages<Answer, EnterpriseName>({
    key: [...cultivationKey, 'moved', asked],
    read: (page, signal) => call(listMoved, { query: { ...asked, ...page }, signal }),
    rowsOf,
  })
  const columns = useMemo<readonly TableColumn<EnterpriseName>[]>(() => {
    const none = <span className="faint">—</span>
    return [
      { id: 'enterprise', name: words('enterprise'), cell: (row) => <EnterpriseCell of={row} /> },
      { id: 'code', name: words('creditCode'), width: 190, cell: (row) => row.creditCode },
      {
        id: 'park',
        name: words('park'),
        width: 140,
        cell: (row) => parkName(row.registrationPark) ?? none,
      },
      { id: 'industry', name: words('industry'), width: 90, cell: (row) => row.industry ?? none },
    ]
  }, [words, parkName])
  const [current, setCurrent] = useState(-1)
  const onCurrent = useCallback((row: number) => setCurrent(row), [])
  const nameOf = (place: string) => (place === ABSENT ? t('absent') : titleOf(place))
  const title = t('cellMove', { n: count, from: nameOf(cell.from), to: nameOf(cell.to) })
  return (
    <section className="moved" aria-label={title}>
      <div className="moved-head">
        <h3>{title}</h3>
        <Button size="small" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={title}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={onCurrent}
          minWidth={640}
        />
      ) : null}
    </section>
  )
}
