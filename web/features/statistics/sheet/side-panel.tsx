import type { CompiledForm } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { useAddress } from '../../../app/address.ts'
import { sidePanelTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { CellPanel } from './cell-panel.tsx'
import { ChecksPanel } from './checks-panel.tsx'
import { QueriesPanel } from './queries-panel.tsx'
import type { SheetAddress } from './sheet.tsx'
import type { SheetStore } from './sheet-store.ts'
import type { Checks } from './use-checks.ts'
import './side-panel.css'

const LISTS = ['checks', 'queries'] as const

/** Beside the sheet: the chosen cell, then all that the checks found, or all questions. */
export function SidePanel({
  view,
  form,
  store,
  checks,
  active,
  isPast,
  onCell,
}: {
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly checks: Checks
  readonly active: string
  readonly isPast: boolean
  readonly onCell: (code: string) => void
}) {
  const t = useText(sidePanelTexts)
  const [{ side }, change] = useAddress<SheetAddress>()
  const shown = side === 'queries' ? 'queries' : 'checks'
  const { errors, missing, unexplained } = checks.groups
  const counts = {
    checks: errors.length + missing.length + unexplained.length,
    queries: view.queries.filter(({ state }) => state !== 'closed').length,
  }
  const field = form.fieldByCode.get(active)?.field
  return (
    <aside className="side" aria-label={t('side')}>
      {field === undefined ? null : (
        <CellPanel
          key={active}
          view={view}
          form={form}
          field={field}
          values={checks.values}
          isPast={isPast}
        />
      )}
      <div className="side-tabs" role="tablist" aria-label={t('side')}>
        {LISTS.map((list) => (
          <button
            key={list}
            type="button"
            role="tab"
            id={`side-tab-${list}`}
            aria-selected={shown === list}
            aria-controls="side-list"
            tabIndex={shown === list ? 0 : -1}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              const other = list === 'checks' ? 'queries' : 'checks'
              change({ side: other === 'checks' ? null : other })
              document.getElementById(`side-tab-${other}`)?.focus()
            }}
            onClick={() => change({ side: list === 'checks' ? null : list })}
          >
            {t(list)} {counts[list] > 0 ? <b>{counts[list]}</b> : null}
          </button>
        ))}
      </div>
      <div id="side-list" role="tabpanel" aria-labelledby={`side-tab-${shown}`} className="side-list">
        {shown === 'checks' ? (
          <ChecksPanel
            view={view}
            form={form}
            store={store}
            checks={checks}
            active={active}
            isPast={isPast}
            onCell={onCell}
          />
        ) : (
          <QueriesPanel view={view} active={active} isPast={isPast} onCell={onCell} />
        )}
      </div>
    </aside>
  )
}
