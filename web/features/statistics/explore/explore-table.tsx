import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Exploration } from '#contract/statistics'
import type { ChangeAddress } from '../../../app/address.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/say.ts'
import type { Pages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { cellNumber, orderGroups, sortOf } from './cell-words.ts'
import type { ExploreCell, ExploreGroup, NumberStyle } from './cell-words.ts'
import { MOST_PICKED, behindWords, groupParam, pickWords } from './explore-address.ts'
import type { ExploreAddress, ExploreAddressName } from './explore-address.ts'
import { Sparkline } from './sparkline.tsx'

/** The whole, as the server names it when its filings are asked for. No group has this code. */
export const TOTAL = 'total'

/** The order of names: by code where codes have an order of their own, else by name. */
export function useGroupOrder(dimension: string | undefined): (a: ExploreGroup, b: ExploreGroup) => number {
  const say = useSay()
  const { compare } = useFormat()
  return useCallback(
    (a, b) =>
      dimension?.startsWith('industry') || dimension === 'field'
        ? a.code.localeCompare(b.code, 'en', { numeric: true })
        : compare(say(a.name), say(b.name)),
    [dimension, say, compare],
  )
}

/** Groups down, periods across; every number leads to the filings behind it. */
export function ExploreTable({
  exploration,
  style,
  address,
  change,
  picks,
  stale,
}: {
  readonly exploration: Exploration
  readonly style: NumberStyle
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
  readonly picks: readonly string[]
  readonly stale: boolean
}) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { periods, groups, total } = exploration
  const compare = useGroupOrder(address.dimension)
  const rows = useMemo(
    () => [{ ...total, code: TOTAL }, ...orderGroups(groups, periods, address.sort, compare)],
    [groups, periods, total, address.sort, compare],
  )
  const columns = useColumns(exploration, style, address, change)
  const pages = useMemo<Pages<Exploration, ExploreGroup>>(
    () => ({
      total: rows.length,
      first: exploration,
      rowAt: (index) => rows[index],
      rows,
      ready: true,
      stale,
      error: null,
      retry: () => undefined,
      show: () => undefined,
    }),
    [rows, exploration, stale],
  )
  const toggle = useCallback(
    ({ code }: ExploreGroup) => {
      if (code === TOTAL) return
      const rest = picks.filter((each) => each !== code)
      change({ pick: pickWords(rest.length < picks.length ? rest : [...picks, code].slice(-MOST_PICKED)) })
    },
    [picks, change],
  )
  const selection = useMemo(
    () =>
      groups.length > 1
        ? {
            keys: new Set(picks.map((code) => `g:${code}`)),
            onToggle: toggle,
            onAll: (chosen: readonly ExploreGroup[]) =>
              change({ pick: pickWords(chosen.map(({ code }) => code).filter((code) => code !== TOTAL)) }),
            most: MOST_PICKED,
            nameOf: (row: ExploreGroup) => say(row.name),
          }
        : undefined,
    [groups.length, picks, toggle, change, say],
  )
  const current = /^\d{1,5}$/.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const at = rows[current]
  const latest = periods.at(-1)
  useKeys({
    j: () => setCurrent(Math.min(rows.length - 1, current + 1)),
    k: () => setCurrent(Math.max(0, current - 1)),
    x: at && selection ? () => toggle(at) : undefined,
    Enter:
      at && latest ? () => change({ behind: behindWords(paramOf(at), latest) }, { push: true }) : undefined,
  })
  const whole = useRef<HTMLDivElement>(null)
  const span = periods.join()
  useEffect(() => {
    // The latest periods are what a reader comes for; earlier ones are to the left.
    const scroller = whole.current?.querySelector('.virtual-scroll')
    if (scroller) scroller.scrollLeft = scroller.scrollWidth
  }, [span])
  return (
    <div className="explore-table" ref={whole}>
      <VirtualTable
        label={t('view.table')}
        pages={pages}
        columns={columns}
        keyOf={keyOf}
        current={current}
        onCurrent={setCurrent}
        selection={selection}
        minWidth={NAME_PX + SPARK_PX + 40 + periods.length * columnPx(exploration)}
      />
      <div className="explore-legend small soft no-print">
        <span>{t('legendSuppressed')}</span>
        <span>{t('legendNothing')}</span>
        <span>{t('legendEstimated')}</span>
        <span className="list-keys" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}{' '}
          {selection ? (
            <>
              <kbd>x</kbd> {t('keySelect')}
            </>
          ) : null}
        </span>
      </div>
    </div>
  )
}

const NAME_PX = 210
const SPARK_PX = 112
const keyOf = ({ code }: ExploreGroup) => (code === TOTAL ? TOTAL : `g:${code}`)

function paramOf({ code }: ExploreGroup): string {
  return code === TOTAL ? TOTAL : groupParam(code)
}

function columnPx({ periods }: Exploration): number {
  return periods.length > 8 ? 96 : 108
}

function useColumns(
  exploration: Exploration,
  style: NumberStyle,
  address: ExploreAddress,
  change: ChangeAddress<ExploreAddressName>,
): readonly TableColumn<ExploreGroup>[] {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  return useMemo(() => {
    const { periods } = exploration
    const { by, descending } = sortOf(address.sort, periods)
    const sorting = (own: string, first: 'asc' | 'desc') => ({
      sorted: by === own ? (descending ? ('desc' as const) : ('asc' as const)) : null,
      onSort: () => {
        const down = by === own ? !descending : first === 'desc'
        change({ sort: `${down ? '-' : ''}${own}`, row: null })
      },
    })
    const dimension = exploration.groups.length === 0 ? 'zone' : (address.dimension ?? 'park')
    const columns: TableColumn<ExploreGroup>[] = [
      {
        id: 'name',
        name: t(isColumn(dimension) ? `column.${dimension}` : 'column.zone'),
        width: NAME_PX,
        ...sorting('name', 'asc'),
        cell: (row) => (
          <span
            className={row.code === TOTAL ? 'explore-total' : undefined}
            title={titleOf(row, say(row.name))}
          >
            {row.code === TOTAL ? t('total') : say(row.name)}
          </span>
        ),
      },
      {
        id: 'trend',
        name: t('trend'),
        width: SPARK_PX,
        cell: (row) => <Trend row={row} periods={periods} style={style} />,
      },
    ]
    periods.forEach((period, place) =>
      columns.push({
        id: period,
        name: period,
        title: periodWords(period, language),
        isNumber: true,
        ...sorting(period, 'desc'),
        cell: (row) => (
          <CellButton
            cell={row.cells[place]}
            style={style}
            name={row.code === TOTAL ? t('total') : say(row.name)}
            period={period}
            onOpen={() => change({ behind: behindWords(paramOf(row), period) }, { push: true })}
          />
        ),
      }),
    )
    return columns
  }, [exploration, style, address.sort, address.dimension, change, t, say, language])
}

function titleOf({ code }: ExploreGroup, name: string): string {
  return code === '' || code === TOTAL || code.includes('.') ? name : `${code} ${name}`
}

type ColumnKey = Extract<keyof (typeof exploreTexts)['zh-CN'], `column.${string}`>
function isColumn(dimension: string): dimension is ColumnKey extends `column.${infer D}` ? D : never {
  return Object.hasOwn(exploreTexts['zh-CN'], `column.${dimension}`)
}

function Trend({
  row,
  periods,
  style,
}: {
  readonly row: ExploreGroup
  readonly periods: readonly string[]
  readonly style: NumberStyle
}) {
  const t = useText(exploreTexts)
  const say = useSay()
  const values = row.cells.map(({ value }) => value)
  const known = values.filter((value) => value !== null)
  const name = row.code === TOTAL ? t('total') : say(row.name)
  const [first, last] = [known[0], known.at(-1)]
  const label =
    known.length > 1 && first !== undefined && last !== undefined
      ? t('trendWords', { name, from: cellNumber(first, style), to: cellNumber(last, style) })
      : t('trendFlat', { name })
  return periods.length > 1 ? <Sparkline values={values} label={label} /> : null
}

/** One number: leads to its filings; … and — say why there is none. */
function CellButton({
  cell,
  style,
  name,
  period,
  onOpen,
}: {
  readonly cell: ExploreCell | undefined
  readonly style: NumberStyle
  readonly name: string
  readonly period: string
  readonly onOpen: () => void
}) {
  const t = useText(exploreTexts)
  const { language } = useFormat()
  if (cell === undefined) return null
  if (cell.suppressed !== null) {
    const why = t(`suppressed.${cell.suppressed}`)
    return (
      <span className="explore-suppressed" title={why}>
        {t('suppressed')}
        <span className="unseen">{why}</span>
      </span>
    )
  }
  if (cell.value === null)
    return (
      <span className="faint" title={t('nothing')}>
        —
      </span>
    )
  const value = cellNumber(cell.value, style)
  const entities = cell.entities === null ? '' : t('entitiesWhy', { n: cell.entities })
  const estimated = cell.estimated ? t('estimated') : ''
  return (
    <button
      type="button"
      className="explore-cell"
      title={[entities, estimated].filter(Boolean).join('\n') || undefined}
      aria-label={t('openCell', {
        group: name,
        period: periodWords(period, language),
        value: `${value}${estimated ? ` (${estimated})` : ''}`,
      })}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      {value}
      {cell.estimated ? <sup aria-hidden="true">{t('estimatedMark')}</sup> : null}
    </button>
  )
}
