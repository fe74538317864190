import Button from 'antd/es/button'
import type { CompiledForm } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { useAddress } from '../../../app/address.ts'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { cellLabel } from '../shared/finding-words.ts'
import { differences } from './fields.ts'
import type { SheetAddress } from './sheet.tsx'
import type { SheetState, SheetStore } from './sheet-store.ts'
import { whyReadOnly } from './sheet-state.ts'
import { shownEntry } from './write-entry.ts'
import '../../../ui/plain-table.css'

/** What one must know before working on the sheet: why it is closed, what came back, what two have changed. */
export function SheetNotices({
  view,
  then,
  form,
  store,
  state,
  onCell,
}: {
  readonly view: FilingSheet
  readonly then: FilingSheet | null
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly state: SheetState
  readonly onCell: (code: string) => void
}) {
  const t = useText(sheetTexts)
  const format = useFormat()
  const [, change] = useAddress<SheetAddress>()
  const why = whyReadOnly(view)
  const labels = (codes: readonly string[]) =>
    codes.map((code) => {
      const field = form.fieldByCode.get(code)?.field
      return field === undefined ? code : cellLabel(field, format.language)
    })
  if (then !== null) {
    const differing = differences(then.values, view.values).size
    return (
      <div className="sheet-notice sheet-notice-past" role="status">
        <span className="sheet-notice-text">
          <b>{t('asOfTitle', { at: format.moment(then.asOf ?? '') })}</b>{' '}
          {differing === 0 ? t('asOfSame') : t('asOfDiffers', { n: differing })}
        </span>
        <Button size="small" onClick={() => change({ asOf: null })}>
          {t('asOfNow')}
        </Button>
      </div>
    )
  }
  return (
    <>
      {view.returnReason !== null && view.state === 'returned' ? (
        <div className="sheet-notice sheet-notice-bad" role="status">
          <span className="sheet-notice-text">{t('returned', { reason: view.returnReason })}</span>
        </div>
      ) : null}
      {why !== null && !state.correcting ? (
        <div className="sheet-notice" role="status">
          <span className="sheet-notice-text">{t(why, { date: format.date(view.collection.opensOn) })}</span>
        </div>
      ) : null}
      {state.correcting ? (
        <div className="sheet-notice sheet-notice-warn" role="status">
          <span className="sheet-notice-text">
            <b>{t('correctingTitle', { n: differences(state.base.values, state.edits.values).size })}</b>{' '}
            {t('correctingLead')}
          </span>
        </div>
      ) : null}
      {state.resumed > 0 ? (
        <div className="sheet-notice sheet-notice-warn" role="status">
          <span className="sheet-notice-text">{t('resumed', { n: state.resumed })}</span>
          <Button size="small" onClick={() => (state.correcting ? store.stopCorrecting() : store.discard())}>
            {t('discard')}
          </Button>
        </div>
      ) : null}
      {state.taken.length > 0 ? (
        <div className="sheet-notice" role="status">
          <span className="sheet-notice-text">
            {t('taken', { n: state.taken.length, cells: labels(state.taken.slice(0, 6)) })}
          </span>
        </div>
      ) : null}
      {state.conflicts.length > 0 ? (
        <Conflicts state={state} store={store} form={form} onCell={onCell} />
      ) : null}
      {state.saving.kind === 'refused' ? <ErrorState error={state.saving.error} /> : null}
    </>
  )
}

/** Cells that somebody else has changed too: what it was, theirs and mine, and a choice for each. */
function Conflicts({
  state,
  store,
  form,
  onCell,
}: {
  readonly state: SheetState
  readonly store: SheetStore
  readonly form: CompiledForm
  readonly onCell: (code: string) => void
}) {
  const t = useText(sheetTexts)
  const format = useFormat()
  const settle = (codes: readonly string[], choice: 'mine' | 'theirs') =>
    store.settle(new Map(codes.map((code) => [code, choice])))
  const all = state.conflicts.map(({ code }) => code)
  return (
    <section className="sheet-conflicts" role="alert" aria-label={t('conflictTitle', { n: all.length })}>
      <h2>
        <span aria-hidden="true">▲</span> {t('conflictTitle', { n: all.length })}
      </h2>
      <p className="soft">
        {t('conflictLead')}{' '}
        <Button size="small" onClick={() => settle(all, 'mine')}>
          {t('takeAllMine')}
        </Button>{' '}
        <Button size="small" onClick={() => settle(all, 'theirs')}>
          {t('takeAllTheirs')}
        </Button>
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('conflictCell')}</th>
            <th scope="col" className="number">
              {t('conflictWas')}
            </th>
            <th scope="col" className="number">
              {t('conflictTheirs', { at: state.conflictAt === null ? '' : format.moment(state.conflictAt) })}
            </th>
            <th scope="col" className="number">
              {t('conflictMine')}
            </th>
            <th scope="col">
              <span className="unseen">{t('takeMine')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.conflicts.map(({ code, was, theirs, mine }) => {
            const field = form.fieldByCode.get(code)?.field
            const words = (value: typeof was) =>
              field === undefined ? String(value) : shownEntry(field, value, format.language) || t('empty')
            return (
              <tr key={code}>
                <th scope="row">
                  <button type="button" className="sheet-tool" onClick={() => onCell(code)}>
                    {code} {field === undefined ? '' : cellLabel(field, format.language)}
                  </button>
                </th>
                <td className="number soft">{words(was)}</td>
                <td className="number">{words(theirs)}</td>
                <td className="number">
                  <b>{words(mine)}</b>
                </td>
                <td>
                  <Button size="small" onClick={() => settle([code], 'mine')}>
                    {t('takeMine')}
                  </Button>{' '}
                  <Button size="small" onClick={() => settle([code], 'theirs')}>
                    {t('takeTheirs')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
