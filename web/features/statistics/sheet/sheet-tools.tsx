import type { FormDefinition } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { useAddress } from '../../../app/address.ts'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { hasOneComparison } from './columns.ts'
import type { SheetAddress } from './sheet.tsx'
import type { SheetState, SheetStore } from './sheet-store.ts'

/** The row above the sheet: what stands beside the entries, the state of saving, and further views. */
export function SheetTools({
  view,
  form,
  store,
  state,
  editable,
  wrong,
  onWrong,
  onNext,
  onHistory,
  onKeys,
}: {
  readonly view: FilingSheet
  readonly form: FormDefinition
  readonly store: SheetStore
  readonly state: SheetState
  readonly editable: boolean
  readonly wrong: number
  readonly onWrong: (on: boolean) => void
  readonly onNext: () => void
  readonly onHistory: () => void
  readonly onKeys: () => void
}) {
  const t = useText(sheetTexts)
  const [address, change] = useAddress<SheetAddress>()
  const one = hasOneComparison(form)
  const toggle = (name: 'previous' | 'lastYear', label: string) => (
    <label>
      <input
        type="checkbox"
        checked={address[name] !== 'off'}
        onChange={(event) => change({ [name]: event.target.checked ? null : 'off' })}
      />
      {label}
    </label>
  )
  return (
    <div className="sheet-tools">
      {view.previous !== null && !one ? toggle('previous', t('showPrevious')) : null}
      {view.lastYear !== null ? toggle('lastYear', t(one ? 'showLastYearOnly' : 'showLastYear')) : null}
      <label>
        <input
          type="checkbox"
          checked={address.only === 'wrong'}
          onChange={(event) => onWrong(event.target.checked)}
        />
        {t('showWrong')}
      </label>
      <button
        type="button"
        className="sheet-tool"
        title={t('nextFindingWhy')}
        disabled={wrong === 0}
        onClick={onNext}
      >
        {t('nextFinding')} ↓
      </button>
      {editable ? <SavingState state={state} /> : null}
      <div className="sheet-tools-end">
        {editable ? (
          <>
            <button
              type="button"
              className="sheet-tool"
              disabled={state.edits.done.length === 0}
              onClick={() => store.edit({ kind: 'undo' })}
            >
              {t('undo')}
            </button>
            <button
              type="button"
              className="sheet-tool"
              disabled={state.edits.undone.length === 0}
              onClick={() => store.edit({ kind: 'redo' })}
            >
              {t('redo')}
            </button>
          </>
        ) : null}
        <AsOf view={view} asOf={address.asOf} onChange={(asOf) => change({ asOf }, { push: true })} />
        <button type="button" className="sheet-tool" onClick={onHistory}>
          {t('history')}
        </button>
        <button type="button" className="sheet-tool" onClick={() => window.print()}>
          {t('print')}
        </button>
        <button type="button" className="sheet-tool" onClick={onKeys}>
          {t('keys')}
        </button>
      </div>
    </div>
  )
}

function SavingState({ state: { saving, correcting, conflicts } }: { readonly state: SheetState }) {
  const t = useText(sheetTexts)
  const format = useFormat()
  const content = () => {
    if (correcting) return <StatusMark tone="warn">{t('saving.correcting')}</StatusMark>
    if (conflicts.length > 0) return <StatusMark tone="warn">{t('saving.waiting')}</StatusMark>
    switch (saving.kind) {
      case 'saved':
        return <StatusMark tone="good">{t('saving.saved', { at: format.since(saving.at) })}</StatusMark>
      case 'offline':
        return <StatusMark tone="warn">{t('saving.offline')}</StatusMark>
      case 'refused':
        return <StatusMark tone="bad">{t('saving.refused')}</StatusMark>
      case 'idle':
      case 'waiting':
      case 'sending':
        return <StatusMark tone="neutral">{t(`saving.${saving.kind}`)}</StatusMark>
    }
  }
  return (
    <span className="sheet-saving" role="status">
      {content()}
    </span>
  )
}

/** Final states that once stood, newest first; shown where there is more than that of now. */
function AsOf({
  view,
  asOf,
  onChange,
}: {
  readonly view: FilingSheet
  readonly asOf: string | undefined
  readonly onChange: (asOf: string | null) => void
}) {
  const t = useText(sheetTexts)
  const format = useFormat()
  const past = view.past.filter(({ knownTo }) => knownTo !== null).toReversed()
  if (past.length === 0 && asOf === undefined) return null
  const listed = past.some(({ knownFrom }) => knownFrom === asOf)
  return (
    <label>
      {t('asOf')}
      <Choice value={asOf ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{t('asOfChoiceNow')}</option>
        {asOf !== undefined && !listed ? <option value={asOf}>{format.moment(asOf)}</option> : null}
        {past.map(({ knownFrom, knownTo }) => (
          <option key={knownFrom} value={knownFrom}>
            {t('asOfRange', { from: format.moment(knownFrom), to: format.moment(knownTo ?? '') })}
          </option>
        ))}
      </Choice>
    </label>
  )
}
