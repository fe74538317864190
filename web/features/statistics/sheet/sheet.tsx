import { useQueryClient } from '@tanstack/react-query'
import {
  Suspense,
  lazy,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { CellValue, CompiledForm } from '#domain/indicators'
import { saveFiling } from '#contract/statistics'
import type { FilingSheet } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/say.ts'
import { sheetQuery, statisticsKey } from '../shared/queries.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { codesWithFindings } from './cell-marks.ts'
import { columnsFor, isWordy } from './columns.ts'
import { cellOf, differences, fieldsOf } from './fields.ts'
import { draftKeeper } from './kept-draft.ts'
import { isUnreadable } from './merge-values.ts'
import { PrintedSheet } from './printed-sheet.tsx'
import { SheetGrid } from './sheet-grid.tsx'
import type { GridHandle } from './sheet-grid.tsx'
import { SheetHead } from './sheet-head.tsx'
import { SheetNotices } from './sheet-notices.tsx'
import { SheetStore } from './sheet-store.ts'
import { SheetTools } from './sheet-tools.tsx'
import { isPossible } from './sheet-state.ts'
import { SidePanel } from './side-panel.tsx'
import { useChecks } from './use-checks.ts'
import { shownEntry } from './write-entry.ts'
import './sheet-grid.css'

const PasteDialog = lazy(async () => ({ default: (await import('./paste-dialog.tsx')).PasteDialog }))
const HistoryDrawer = lazy(async () => ({ default: (await import('./history-drawer.tsx')).HistoryDrawer }))
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }))

/** cell: the chosen one; asOf: a past state; previous, lastYear: `off` hides a comparison; only: `wrong`; side: which list. */
export type SheetAddress = 'cell' | 'asOf' | 'previous' | 'lastYear' | 'only' | 'side'

export function Sheet({
  view,
  then,
  form,
  userId,
}: {
  readonly view: FilingSheet
  /** A past state, shown in place of that of now. */
  readonly then: FilingSheet | null
  readonly form: CompiledForm
  readonly userId: string
}) {
  const t = useText(sheetTexts)
  const say = useSay()
  const { language } = useFormat()
  const [address, change] = useAddress<SheetAddress>()
  const { definition } = form
  const fields = useMemo(() => fieldsOf(definition), [definition])
  const store = useSheetStore(view, fields, userId)
  const state = useSyncExternalStore(store.subscribe, store.getState)
  const editable = then === null && (isPossible(view, 'save') || state.correcting)

  const entered = useMemo(() => {
    const { typing, edits } = state
    return typing === null ? edits.values : { ...edits.values, [typing.code]: typing.value }
  }, [state])
  const values = then?.values ?? entered
  const begun = then !== null || view.version !== null || differences({}, entered).size > 0
  const checks = useChecks(form, then ?? view, values, begun, language)
  const wrong = useMemo(() => codesWithFindings(definition, checks.marks), [definition, checks.marks])

  const suggested = useMemo(() => {
    const found = new Map<string, string | null>()
    for (const code of checks.localisation?.cells ?? []) {
      const field = form.fieldByCode.get(code)?.field
      const example: CellValue | undefined = checks.localisation?.example[code]
      if (field !== undefined)
        found.set(code, example === undefined ? null : shownEntry(field, example, language) || t('empty'))
    }
    return found
  }, [checks.localisation, form, language, t])

  const [active, setActive] = useState(address.cell ?? fields[0]?.code ?? '')
  const grid = useRef<GridHandle>(null)
  const goTo = useCallback((code: string) => grid.current?.goTo(code), [])
  // The chosen cell stands in the address, so that a link leads to it; written once the keys rest.
  useEffect(() => {
    if (active === (address.cell ?? fields[0]?.code)) return
    const timer = setTimeout(() => change({ cell: active === fields[0]?.code ? null : active }), 500)
    return () => clearTimeout(timer)
  }, [active, address.cell, change, fields])

  const nextFinding = (backward: boolean) => {
    const order = fields.map(({ code }) => code)
    const here = order.indexOf(active)
    const places = wrong.map((code) => order.indexOf(code)).toSorted((a, b) => a - b)
    const next = backward
      ? (places.findLast((place) => place < here) ?? places.at(-1))
      : (places.find((place) => place > here) ?? places[0])
    const code = next === undefined ? undefined : order[next]
    if (code !== undefined) goTo(code)
  }

  // From the panel and the tools too; in the sheet the grid itself takes them.
  useKeys({ F8: () => nextFinding(false), 'Shift+F8': () => nextFinding(true) })

  const [block, setBlock] = useState<{ cells: readonly (readonly string[])[]; at: string } | null>(null)
  const [open, setOpen] = useState<'history' | 'keys' | null>(null)
  // Rows that are being mended stay while the filter is on.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const only = useMemo(
    () => (address.only === 'wrong' ? new Set([...wrong, ...kept]) : null),
    [address.only, wrong, kept],
  )

  const columns = useMemo(
    () =>
      columnsFor(definition, then ?? view, {
        previous: address.previous !== 'off',
        lastYear: address.lastYear !== 'off',
        now: then !== null,
      }),
    [definition, then, view, address.previous, address.lastYear],
  )
  const unreadable = fields.filter((field) =>
    isUnreadable(field, cellOf(state.edits.values, field.code)),
  ).length
  const shown = then ?? view
  return (
    <>
      <div
        className={`sheet no-print${editable ? ' sheet-editable' : ''}${isWordy(definition) ? ' sheet-wordy' : ''}`}
      >
        <div className="sheet-top">
          <StatisticsLinks />
          <SheetHead
            view={view}
            then={then}
            form={form}
            store={store}
            state={state}
            groups={checks.groups}
            unreadable={unreadable}
          />
          <SheetNotices view={view} then={then} form={form} store={store} state={state} onCell={goTo} />
          <SheetTools
            view={shown}
            form={definition}
            store={store}
            state={state}
            editable={editable}
            wrong={wrong.length}
            onWrong={(on) => {
              setKept(new Set(wrong))
              change({ only: on ? 'wrong' : null })
            }}
            onNext={() => nextFinding(false)}
            onHistory={() => setOpen('history')}
            onKeys={() => setOpen('keys')}
          />
        </div>
        <SheetGrid
          form={definition}
          view={shown}
          store={store}
          values={values}
          now={then === null ? null : view.values}
          columns={columns}
          editable={editable}
          marks={checks.marks}
          suggested={suggested}
          only={only}
          startAt={address.cell}
          onActive={setActive}
          onBlock={(cells, at) => setBlock({ cells, at })}
          onNextFinding={nextFinding}
          label={`${t('sheet')} ${definition.code} ${say(definition.title)}`}
          handle={grid}
        />
        <SidePanel
          view={shown}
          form={form}
          store={store}
          checks={checks}
          active={active}
          isPast={then !== null}
          onCell={goTo}
        />
        <Suspense fallback={null}>
          {block === null ? null : (
            <PasteDialog
              block={block.cells}
              start={block.at}
              fields={fields}
              values={entered}
              onFill={(cells) => {
                store.edit({ kind: 'set', cells })
                setBlock(null)
                goTo([...cells.keys()][0] ?? block.at)
              }}
              onClose={() => {
                setBlock(null)
                goTo(block.at)
              }}
            />
          )}
          {open === 'history' ? (
            <HistoryDrawer view={view} form={definition} onClose={() => setOpen(null)} />
          ) : open === 'keys' ? (
            <KeysDialog onClose={() => setOpen(null)} />
          ) : null}
        </Suspense>
      </div>
      <PrintedSheet view={shown} form={definition} values={values} groups={checks.groups} />
    </>
  )
}

/** The store of this filing: made once, told what the server says, and emptied when the page goes. */
function useSheetStore(view: FilingSheet, fields: ReturnType<typeof fieldsOf>, userId: string): SheetStore {
  const client = useQueryClient()
  const { unit, collection } = view
  const [store] = useState(() => {
    const params = { unitId: unit.id, form: collection.form, period: collection.period }
    const query = sheetQuery(params.unitId, params.form, params.period)
    return new SheetStore(
      view,
      fields,
      isPossible(view, 'save'),
      {
        save: (version, values) => call(saveFiling, { params, body: { version, values } }),
        read: () => client.fetchQuery({ ...query, staleTime: 0 }),
        keep: (saved) => {
          client.setQueryData(query.queryKey, saved)
          // Lists are read again when somebody looks at them, not at every word.
          void client.invalidateQueries({
            queryKey: statisticsKey,
            refetchType: 'none',
            predicate: ({ queryKey }) => queryKey[1] === 'collection' || queryKey[1] === 'mine',
          })
        },
      },
      draftKeeper(userId, params.unitId, params.form, params.period),
    )
  })
  useEffect(() => store.receive(view, isPossible(view, 'save')), [store, view])
  useEffect(() => {
    const online = () => store.online()
    const leave = () => store.leave()
    window.addEventListener('online', online)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('pagehide', leave)
      store.leave()
    }
  }, [store])
  return store
}
