import { useMemo } from 'react'
import type { CollectionHead, FilingRow, listFilings } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { Figure } from '../shared/figure.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { DemoMark, FilingStateMark } from '../../../ui/filings/state-marks.tsx'
import { filingHref, parkNameOf } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import type { FilingSort } from './filings-address.ts'

type Leading = ResponseOf<typeof listFilings>['leading']
const NO_FIGURES: Leading = []
/** More of them would leave no room for the name. */
const FIGURES = 2

/** The columns of the list of filings; the form's first figures stand between the state and what is wrong. */
export function useFilingColumns(
  { form, period, unit }: CollectionHead,
  leading: Leading = NO_FIGURES,
  sort: FilingSort,
  onSort: (sort: FilingSort) => void,
): readonly TableColumn<FilingRow>[] {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const say = useSay()
  const { language } = useFormat()
  return useMemo(() => {
    const by = (own: FilingSort) => ({
      sorted: sort === own ? ('asc' as const) : null,
      onSort: () => onSort(own),
    })
    const columns: TableColumn<FilingRow>[] = [
      {
        id: 'unit',
        name: t('unitName'),
        ...by('name'),
        cell: (row) => (
          <span className="filing-unit">
            <AddressLink href={filingHref(row.unit.id, form, period)} title={titleOf(row.unit)}>
              <UnitLabel of={row.unit} />
            </AddressLink>
            <DemoMark of={row.unit} />
          </span>
        ),
      },
    ]
    if (unit === 'enterprise')
      columns.push({
        id: 'park',
        name: t('park'),
        width: language === 'en' ? 150 : 104,
        ...by('park'),
        cell: (row) =>
          row.park ? parkNameOf(row.park, language) : <span className="faint">{t('noPark')}</span>,
      })
    columns.push({
      id: 'state',
      name: t('state'),
      width: language === 'en' ? 136 : 116,
      ...by('state'),
      cell: (row) => (
        <>
          <FilingStateMark state={row.state} final={row.final} />
          {row.late ? <span className="soft small"> {words('late')}</span> : null}
        </>
      ),
    })
    leading.slice(0, FIGURES).forEach(({ code, label, unit: measure }, index) =>
      columns.push({
        id: `figure-${code}`,
        name: `${say(label)}${measure === null ? '' : ` (${unitWords(measure, language)})`}`,
        title: `${code} ${say(label)}`,
        width: 128,
        isNumber: true,
        isExtra: index > 0,
        cell: (row) => <Figure value={row.figures[index] ?? null} unit={measure} />,
      }),
    )
    columns.push(
      {
        id: 'findings',
        name: t('findings'),
        width: language === 'en' ? 190 : 150,
        ...by('findings'),
        cell: (row) => <Findings row={row} />,
      },
      {
        id: 'chased',
        name: t('chased'),
        width: 58,
        isExtra: true,
        cell: (row) => <Chased row={row} />,
      },
      {
        id: 'changed',
        name: t('changed'),
        width: 92,
        ...by('changed'),
        cell: (row) => <Changed at={row.changedAt} />,
      },
    )
    return columns
  }, [form, period, unit, leading, sort, onSort, t, words, say, language])
}

function titleOf({ name, creditCode }: FilingRow['unit']): string {
  return creditCode === null ? name : `${name}\n${creditCode}`
}

function Findings({
  row: { state, errors, unexplained, openQueries, imputed },
}: {
  readonly row: FilingRow
}) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  if (state === null) return <span className="faint">—</span>
  if (errors + unexplained + openQueries + imputed === 0)
    return <span className="faint">{t('findingsNone')}</span>
  return (
    <span className="filing-findings">
      {errors > 0 ? (
        <span title={words('errors')}>
          <StatusMark tone="bad">{t('errorsN', { n: errors })}</StatusMark>
        </span>
      ) : null}
      {unexplained > 0 ? (
        <span title={words('unexplained')}>
          <StatusMark tone="warn">{t('unexplainedN', { n: unexplained })}</StatusMark>
        </span>
      ) : null}
      {openQueries > 0 ? (
        <span title={words('openQueries')}>
          <StatusMark tone="warn">{t('queriesN', { n: openQueries })}</StatusMark>
        </span>
      ) : null}
      {imputed > 0 ? (
        <span className="soft" title={words('imputed')}>
          ≈ {imputed}
        </span>
      ) : null}
    </span>
  )
}

function Chased({ row: { chased, chasedAt } }: { readonly row: FilingRow }) {
  const t = useText(collectionTexts)
  const format = useFormat()
  if (chased === 0) return <span className="faint">—</span>
  return (
    <span title={chasedAt === null ? undefined : t('chasedWhy', { at: format.moment(chasedAt) })}>
      {t('chasedN', { n: chased })}
    </span>
  )
}

function Changed({ at }: { readonly at: string | null }) {
  const format = useFormat()
  return at === null ? (
    <span className="faint">—</span>
  ) : (
    <span title={format.moment(at)}>{format.since(at)}</span>
  )
}
