import Button from 'antd/es/button'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { exportStandings, listStandings } from '#contract/cultivation'
import type { StandingRow } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { standingTexts } from '../../../text/cultivation-standings.ts'
import { useText } from '../../../text/index.ts'
import { ExportMenu } from '../../../ui/export-menu.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableSelection } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { cultivationKey } from '../shared/cultivation-queries.ts'
import { useRungs } from '../shared/use-rungs.ts'
import { standingFilterOf, standingsOf } from './standing-address.ts'
import type { StandingAddressName, StandingPage } from './standing-address.ts'
import { useStandingColumns } from './standing-columns.tsx'
import { SEARCH_ID, StandingFilters } from './standing-filters.tsx'
import { TakeInDialog } from './take-in-dialog.tsx'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listStandings>
const rowsOf = ({ standings }: Answer) => standings
const keyOf = ({ enterprise }: StandingRow) => enterprise.id
const nameOf = ({ enterprise }: StandingRow) => enterprise.name
/** As many as may be taken into the library at once. */
const MOST_SELECTED = 500
const NOBODY: ReadonlyMap<string, StandingRow> = new Map()

/** Enterprises on the ladder, server-side; those selected are taken into the library. */
export function StandingsList({ page }: { readonly page: StandingPage }) {
  const t = useText(standingTexts)
  const words = useText(cultivationTexts)
  const format = useFormat()
  const [address, change] = useAddress<StandingAddressName>()
  const filter = useMemo(() => standingFilterOf(page, address), [page, address])
  const query = useMemo(() => standingsOf(page, address), [page, address])
  const pages = usePages<Answer, StandingRow>({
    key: [...cultivationKey, 'standings', query],
    read: (part, signal) => call(listStandings, { query: { ...query, ...part }, signal }),
    rowsOf,
  })
  const { ladder } = useRungs()
  const columns = useStandingColumns()
  const [selected, setSelected] = useState(NOBODY)
  const toggle = useCallback(
    (row: StandingRow) =>
      setSelected((before) => {
        const after = new Map(before)
        if (!after.delete(keyOf(row)) && after.size < MOST_SELECTED) after.set(keyOf(row), row)
        return after
      }),
    [],
  )
  const mayTake = ladder?.can.cultivate ?? false
  const selection = useMemo<TableSelection<StandingRow> | undefined>(
    () =>
      mayTake
        ? {
            keys: new Set(selected.keys()),
            onToggle: toggle,
            onAll: (rows) => setSelected(new Map(rows.map((row) => [keyOf(row), row]))),
            most: MOST_SELECTED,
            nameOf,
          }
        : undefined,
    [mayTake, selected, toggle],
  )
  const [taking, setTaking] = useState(false)
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    x: mayTake && at ? () => toggle(at) : undefined,
    Enter: at ? () => router.history.push(`/enterprises/${at.enterprise.id}?tab=ladder`) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const filtered = Object.keys(standingFilterOf('standings', address))
  const title = t(`title.${page}`)
  useTitle(title)
  const on = pages.first?.on ?? null
  return (
    <div className="page list-page">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          <div className="soft">{t(`note.${page}`)}</div>
        </div>
        <div className="page-actions no-print">
          <ExportMenu hrefOf={(as) => addressOf(exportStandings, { query: { ...filter, format: as } })} />
        </div>
      </header>
      <StandingFilters page={page} filter={filter} sort={query.sort} change={change} />
      <div className="list-bar no-print">
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {words('total', { n: pages.total })}
            {on === null ? null : ` · ${t('asOn', { date: format.date(on) })}`}
          </span>
        ) : null}
        {mayTake ? (
          <>
            <Button
              size="small"
              type={selected.size > 0 ? 'primary' : 'default'}
              disabled={selected.size === 0}
              title={selected.size === 0 ? t('takeNone') : undefined}
              onClick={() => setTaking(true)}
            >
              {t('take')}
            </Button>
            {selected.size > 0 ? (
              <>
                <span className="small">{words('selected', { n: selected.size })}</span>
                <Button size="small" onClick={() => setSelected(NOBODY)}>
                  {words('unselect')}
                </Button>
              </>
            ) : (
              <span className="small soft">{t('takeNone')}</span>
            )}
          </>
        ) : null}
        <span className="list-keys small soft" aria-label={words('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {words('keyMove')}{' '}
          {mayTake ? (
            <>
              <kbd>x</kbd> {words('keySelect')}{' '}
            </>
          ) : null}
          <kbd>↵</kbd> {words('keyOpen')} <kbd>/</kbd> {words('keyFind')}
        </span>
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
          onCurrent={setCurrent}
          selection={selection}
          minWidth={800}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState
          title={t('none')}
          action={
            filtered.length > 0 ? (
              <Button
                onClick={() =>
                  change(Object.fromEntries(filtered.map((name) => [name, null])), { push: true })
                }
              >
                {words('clear')}
              </Button>
            ) : null
          }
        >
          {words('fewerFilters')}
        </EmptyState>
      ) : null}
      {taking ? (
        <TakeInDialog
          rows={[...selected.values()]}
          onClose={() => setTaking(false)}
          onTaken={() => setSelected(NOBODY)}
        />
      ) : null}
    </div>
  )
}
