import Button from 'antd/es/button'
import { Suspense, lazy, useState } from 'react'
import type { CompiledForm } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { filingActTexts, sheetTexts } from '../../../text/filing-sheet.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useText } from '../../../text/index.ts'
import type { FindingGroups } from './cell-marks.ts'
import { differences } from './fields.ts'
import type { SheetState, SheetStore } from './sheet-store.ts'
import { possibility } from './sheet-state.ts'

const ActDialog = lazy(async () => ({ default: (await import('./act-dialog.tsx')).ActDialog }))

/** What moves a filing on, the main one first. */
export const SHEET_ACTS = [
  'submit',
  'approve',
  'accept',
  'return',
  'withdraw',
  'correct',
  'unapprove',
] as const
export type OfferedAct = (typeof SHEET_ACTS)[number]

/** Refusals that the page itself can say better and that may be over before they are sent. */
const SETTLED_HERE: ReadonlySet<string | null> = new Set([
  null,
  'statistics.errors_stand',
  'statistics.unexplained',
  'statistics.queries_open',
])

/** Buttons for what I may do; what stands against one is said below, not hidden. */
export function SheetActs({
  view,
  form,
  store,
  state,
  groups,
  unreadable,
}: {
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly state: SheetState
  readonly groups: FindingGroups
  readonly unreadable: number
}) {
  const t = useText(filingActTexts)
  const sheet = useText(sheetTexts)
  const issueText = useIssueText()
  const [open, setOpen] = useState<OfferedAct | null>(null)
  const offered = SHEET_ACTS.flatMap((act) => {
    const found = possibility(view, act)
    return found === undefined ? [] : [{ act, blocked: SETTLED_HERE.has(found.why) ? null : found.why }]
  })
  const blocked = [...new Set(offered.flatMap((each) => each.blocked ?? []))]
  const close = () => {
    setOpen(null)
    document.getElementById('sheet-title')?.focus({ preventScroll: true })
  }
  const changed = differences(state.base.values, state.edits.values).size
  // The dialog stays where it is while the act changes what stands beside it: it closes itself once the answer is there.
  return (
    <div className="sheet-actions">
      {state.correcting ? (
        <>
          <Button onClick={() => store.stopCorrecting()}>{sheet('correctStop')}</Button>
          <Button type="primary" disabled={changed === 0} onClick={() => setOpen('correct')}>
            {sheet('correctSubmit')}
          </Button>
        </>
      ) : (
        offered.map(({ act, blocked: against }, at) => (
          <Button
            key={act}
            type={
              at === 0 && (act === 'submit' || act === 'approve' || act === 'accept') ? 'primary' : 'default'
            }
            danger={act === 'unapprove' || act === 'return'}
            disabled={against !== null}
            onClick={() => (act === 'correct' ? store.startCorrecting() : setOpen(act))}
          >
            {t(`act.${act}`)}
          </Button>
        ))
      )}
      {state.correcting
        ? null
        : blocked.map((code) => (
            <div key={code} className="sheet-why-not small soft">
              {issueText({ code })}
            </div>
          ))}
      <Suspense fallback={null}>
        {open === null ? null : (
          <ActDialog {...{ act: open, view, form, store, state, groups, unreadable }} onClose={close} />
        )}
      </Suspense>
    </div>
  )
}
