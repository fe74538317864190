import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { EntryState, exportEntries, listEntries, listStewards } from '#contract/cultivation'
import type { CultivationEntry } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { libraryTexts } from '../../../text/cultivation-library.ts'
import { useText } from '../../../text/index.ts'
import { ExportMenu } from '../../../ui/export-menu.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { stewardsQuery } from '../../../ui/services/service-queries.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { cultivationKey } from '../shared/cultivation-queries.ts'
import { EnterpriseChoiceFilters } from '../shared/enterprise-choice.tsx'
import { standingsHref } from '../shared/standings-href.ts'
import { useMay } from '../shared/use-may.ts'
import { useRungs } from '../shared/use-rungs.ts'
import { EntryDialog } from './entry-dialog.tsx'
import { SORTS, libraryFilterOf, libraryOf } from './library-address.ts'
import type { LibraryAddressName, LibraryFilterInput } from './library-address.ts'
import { useLibraryColumns } from './library-columns.tsx'
import '../../../ui/count-strip.css'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listEntries>
const rowsOf = ({ entries }: Answer) => entries
const keyOf = ({ id }: CultivationEntry) => id
const SEARCH_ID = 'library-search'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** 培育库: who is helped towards which rung; a row opens what was done to it. */
export function LibraryPage() {
  const t = useText(libraryTexts)
  const words = useText(cultivationTexts)
  const format = useFormat()
  const [address, change] = useAddress<LibraryAddressName>()
  const filter = useMemo(() => libraryFilterOf(address), [address])
  const query = useMemo(() => libraryOf(address), [address])
  const pages = usePages<Answer, CultivationEntry>({
    key: [...cultivationKey, 'library', query],
    read: (page, signal) => call(listEntries, { query: { ...query, ...page }, signal }),
    rowsOf,
  })
  const open = useCallback((entry: string) => change({ entry }, { push: true }), [change])
  const columns = useLibraryColumns(open)
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => open(at.id) : undefined,
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
  })
  const filtered = Object.keys(filter)
  const entryId = address.entry !== undefined && UUID.test(address.entry) ? address.entry : null
  useTitle(t('title'))
  return (
    <div className="page list-page">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <ExportMenu hrefOf={(as) => addressOf(exportEntries, { query: { ...filter, format: as } })} />
          {pages.first?.can.add ? (
            <LinkButton href={standingsHref('potential', { inLibrary: 'no' })}>{t('add')}</LinkButton>
          ) : null}
        </div>
      </header>
      {pages.first ? (
        <div className="count-strip no-print">
          <div className="count-group">
            {EntryState.options.map((state) => (
              <button
                key={state}
                type="button"
                aria-pressed={filter.state === state}
                onClick={() => change({ state: filter.state === state ? null : state, row: null })}
              >
                {t(`state.${state}`)} <b>{format.number(pages.first?.counts[state] ?? 0)}</b>
              </button>
            ))}
          </div>
        </div>
      ) : null}
      <Filters filter={filter} sort={query.sort} change={change} />
      <div className="list-bar no-print">
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })}
          </span>
        ) : null}
        <span className="list-keys small soft" aria-label={words('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {words('keyMove')} <kbd>↵</kbd> {words('keyOpen')} <kbd>/</kbd>{' '}
          {words('keyFind')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('title')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
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
          {filtered.length > 0 ? words('fewerFilters') : t('noneWhy')}
        </EmptyState>
      ) : null}
      {entryId === null ? null : (
        <EntryDialog key={entryId} entryId={entryId} onClose={() => change({ entry: null })} />
      )}
    </div>
  )
}

function Filters({
  filter,
  sort,
  change,
}: {
  readonly filter: LibraryFilterInput
  readonly sort: (typeof SORTS)[number] | undefined
  readonly change: ChangeAddress<LibraryAddressName>
}) {
  const t = useText(libraryTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const { rungs, marks } = useRungs()
  const maySeeStewards = useMay()(listStewards)
  const { data } = useQuery({ ...stewardsQuery, enabled: maySeeStewards })
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, row: null })
  return (
    <div className="list-filters no-print">
      <EnterpriseChoiceFilters filter={filter} searchId={SEARCH_ID} set={set} />
      <FilterChoice
        label={words('target')}
        any={t('anyTarget')}
        value={filter.target}
        options={[...rungs, ...marks].map(({ code, title }) => ({ value: code, label: say(title) }))}
        onValue={(target) => set({ target })}
      />
      {maySeeStewards ? (
        <FilterChoice
          label={words('steward')}
          any={t('anySteward')}
          value={filter.steward}
          options={[
            { value: 'mine', label: t('stewardMine') },
            { value: 'none', label: t('stewardNobody') },
            ...(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onValue={(steward) => set({ steward })}
        />
      ) : null}
      <FilterChoice
        label={words('sort')}
        any={t('sort.since')}
        value={sort === 'since' ? undefined : sort}
        options={SORTS.filter((value) => value !== 'since').map((value) => ({
          value,
          label: t(`sort.${value}`),
        }))}
        onValue={(value) => set({ sort: value })}
      />
    </div>
  )
}
