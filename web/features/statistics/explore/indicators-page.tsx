import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { Fragment, Suspense, lazy, useMemo } from 'react'
import { saveIndicator } from '#contract/statistics'
import type { IndicatorRow } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { loadPage } from '../../../app/load-page.ts'
import { useSession } from '../../../app/session.ts'
import { exploreTexts, indicatorTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Chip } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { indicatorsQuery } from './explore-queries.ts'
import { ExpressionWords, useFormDefinitions } from './formula.tsx'
import { matchIndicators } from './match-indicator.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './explore.css'

const IndicatorEditor = lazy(
  loadPage(() =>
    import('./indicator-editor.tsx').then(({ IndicatorEditor: component }) => ({ default: component })),
  ),
)
const NONE: readonly IndicatorRow[] = []

/** 指标目录: every indicator with its formula in words, its unit and where it comes from. */
export function IndicatorsPage() {
  const t = useText(indicatorTexts)
  const words = useText(exploreTexts)
  const [address, change] = useAddress<'q' | 'edit'>()
  const { roles } = useSession()
  const { data, error, refetch } = useQuery(indicatorsQuery)
  const rows = data?.indicators ?? NONE
  const groups = useMemo(
    () => matchIndicators(rows, address.q ?? '', ({ expression, source }) => `${expression} ${source}`),
    [rows, address.q],
  )
  const codes = useMemo(() => [...new Set(rows.flatMap(({ forms }) => forms))].sort(), [rows])
  const forms = useFormDefinitions(codes)
  const edits = roles.some((role) => saveIndicator.access.some((each) => each === role))
  const taken = useMemo(() => new Set(rows.map(({ code }) => code)), [rows])
  const edited = rows.find(({ code, shipped }) => code === address.edit && !shipped) ?? null
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{data ? t('note', { n: rows.length }) : null}</div>
        </div>
        <div className="page-actions no-print">
          <LinkButton href="/statistics/explore">{t('back')}</LinkButton>
          {edits ? (
            <Button type="primary" onClick={() => change({ edit: 'new' }, { push: true })}>
              {t('add')}
            </Button>
          ) : null}
        </div>
      </header>
      <div className="list-filters indicators-filters">
        <SearchField
          id="indicators-find"
          words={address.q ?? ''}
          label={t('find')}
          onWords={(q) => change({ q })}
        />
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && groups.length === 0 ? <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState> : null}
      {groups.length > 0 ? (
        <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
          <table className="plain-table indicators-table">
            <thead>
              <tr>
                <th scope="col">{t('colName')}</th>
                <th scope="col">{t('colExpression')}</th>
                <th scope="col">{t('colUnit')}</th>
                <th scope="col">{t('colSource')}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <Fragment key={group.rhythm}>
                  <tr className="indicators-group">
                    <th colSpan={4} scope="rowgroup">
                      {words(`group.${group.rhythm}`)} · {group.rows.length}
                    </th>
                  </tr>
                  {group.rows.map((row) => (
                    <Row
                      key={row.code}
                      row={row}
                      forms={forms}
                      onEdit={edits && !row.shipped ? () => change({ edit: row.code }, { push: true }) : null}
                    />
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {edits && data && (address.edit === 'new' || edited) ? (
        <Suspense fallback={null}>
          <IndicatorEditor
            key={address.edit}
            row={edited}
            taken={taken}
            onClose={() => change({ edit: null })}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

function Row({
  row,
  forms,
  onEdit,
}: {
  readonly row: IndicatorRow
  readonly forms: ReturnType<typeof useFormDefinitions>
  readonly onEdit: (() => void) | null
}) {
  const t = useText(indicatorTexts)
  const words = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  return (
    <tr>
      <td>
        <AddressLink href={`/statistics/explore${stringifySearch({ indicator: row.code })}`}>
          {say(row.name)}
        </AddressLink>{' '}
        {row.shipped ? null : (
          <>
            <Chip>{t('own')}</Chip>{' '}
            {onEdit ? (
              <button type="button" className="explore-plain-button" onClick={onEdit}>
                {t('edit')}
              </button>
            ) : null}
          </>
        )}
        <div className="small soft">{row.code}</div>
        {row.note ? <div className="small soft">{say(row.note)}</div> : null}
      </td>
      <td>
        <ExpressionWords expression={row.expression} forms={forms} />
        <div className="small soft">
          {words(`measure.${row.measure}`)} · {words(`direction.${row.direction}`)}
        </div>
      </td>
      <td className="nowrap">{unitWords(row.unit, language) || row.unit}</td>
      <td className="small soft" lang="zh">
        {row.source}
      </td>
    </tr>
  )
}
