import { useQuery } from '@tanstack/react-query'
import { readActionMatrix } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { ledgerHref } from '../shared/filter-address.ts'
import { LightSign } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import { ClaimsPanel } from './claims-panel.tsx'
import { DocumentChoice } from './document-choice.tsx'
import { actionMatrixQuery } from './oversight-queries.ts'
import type { ActionMatrix } from './oversight-queries.ts'

const SOURCES = readActionMatrix.query.shape.source.unwrap().options

/** Parks × kinds of action: how many duties, how they stand; an empty cell is a gap. */
export function ActionMatrixTab({ frame }: { readonly frame: LedgerFrame }) {
  const t = useText(matrixTexts)
  const ledger = useText(ledgerTexts)
  const [address, change] = useAddress<'document' | 'source'>()
  const source = SOURCES.find((each) => each === address.source)
  const { data, error, refetch } = useQuery(actionMatrixQuery({ document: address.document, source }))
  const gaps = data?.rows.reduce(
    (sum, { cells }) => sum + cells.filter((cell) => cell.duties === 0).length,
    0,
  )
  return (
    <>
      <div className="oversight-tools">
        <DocumentChoice documents={frame.documents} />
        <Choice
          aria-label={t('source')}
          value={source ?? ''}
          onChange={(event) => change({ source: event.target.value || null }, { push: true })}
        >
          <option value="">{t('allSources')}</option>
          {SOURCES.map((each) => (
            <option key={each} value={each}>
              {ledger(`source.${each}`)}
            </option>
          ))}
        </Choice>
        {data ? <span className="soft">{t('counted', { duties: data.duties, gaps })}</span> : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && (data.rows.length === 0 || data.columns.length === 0) ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : null}
      {data && data.rows.length > 0 && data.columns.length > 0 ? (
        <>
          <MatrixTable matrix={data} document={address.document} canAdd={frame.can.includes('add')} />
          <ClaimsPanel claims={data.claims} several={data} />
        </>
      ) : null}
    </>
  )
}

function MatrixTable({
  matrix,
  document,
  canAdd,
}: {
  readonly matrix: ActionMatrix
  readonly document: string | undefined
  readonly canAdd: boolean
}) {
  const t = useText(matrixTexts)
  const say = useSay()
  const { language } = useFormat()
  const kindOf = new Map(matrix.columns.map((column) => [column.code, say(column)]))
  return (
    <div className="matrix-scroll" role="region" aria-label={t('tab.actions')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('park')}</th>
            {matrix.columns.map((column) => (
              <th key={column.code} scope="col" title={language === 'en' ? column.sourceEn : column.sourceZh}>
                {say(column)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map(({ park, cells, total }) => {
            const name = bodyName(park, language)
            return (
              <tr key={park.id}>
                <th scope="row" className="nowrap">
                  {name}
                </th>
                {cells.map((cell) => {
                  const kind = kindOf.get(cell.column) ?? cell.column
                  return (
                    <td key={cell.column}>
                      {cell.duties === 0 ? (
                        <Gap
                          href={`/ledger/duties/new${stringifySearch({ park: park.id, category: cell.column, source: 'gap' })}`}
                          label={t('makeDutyOf', { park: name, kind })}
                          canAdd={canAdd}
                        />
                      ) : (
                        <AddressLink
                          className="matrix-cell"
                          href={ledgerHref({ park: park.id, category: cell.column, document, group: 'all' })}
                          title={t('openOf', { open: cell.open, n: cell.duties })}
                        >
                          <span className="unseen">{t('dutiesIn', { park: name, kind })}</span>
                          {cell.worst === null ? null : <LightSign light={cell.worst} />}
                          <b>{t('count', { n: cell.duties })}</b>
                          {cell.meanProgress === null ? null : (
                            <ProgressBar percent={Math.round(cell.meanProgress)} width={56} />
                          )}
                        </AddressLink>
                      )}
                    </td>
                  )
                })}
                <td className="number">{total}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {matrix.columns.map(({ code }) => {
              const total = matrix.totals.find((each) => each.column === code)
              return (
                <td key={code}>
                  <b>{t('count', { n: total?.duties ?? 0 })}</b>{' '}
                  <span className="small soft">{t('parksOf', { n: total?.parks ?? 0 })}</span>
                </td>
              )
            })}
            <td className="number">{matrix.duties}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** Nothing here: said in words, with the way to change it for those who may. */
export function Gap({
  href,
  label,
  canAdd,
}: {
  readonly href: string
  readonly label: string
  readonly canAdd: boolean
}) {
  const t = useText(matrixTexts)
  return (
    <span className="matrix-gap">
      <span className="faint">— {t('gap')}</span>
      {canAdd ? (
        <AddressLink href={href} aria-label={label}>
          {t('makeDuty')}
        </AddressLink>
      ) : null}
    </span>
  )
}
