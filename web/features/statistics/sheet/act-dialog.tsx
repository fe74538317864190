import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CompiledForm } from '#domain/indicators'
import type { FilingAct, FilingSheet } from '#contract/statistics'
import { commonTexts } from '../../../text/common.ts'
import { filingActTexts, sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { cellLabel } from '../shared/finding-words.ts'
import type { FindingGroups } from './cell-marks.ts'
import { cellOf, differences, isAsked } from './fields.ts'
import type { OfferedAct } from './sheet-acts.tsx'
import type { SheetState, SheetStore } from './sheet-store.ts'
import { NotSavedError, useFilingAct } from './use-sheet-acts.ts'
import { shownEntry } from './write-entry.ts'
import '../../../ui/plain-table.css'
import './act-dialog.css'

const WITH_REASON: ReadonlySet<OfferedAct> = new Set(['return', 'unapprove', 'correct'])
/** Neither may be done while errors stand. */
const NEEDS_NO_ERRORS: ReadonlySet<OfferedAct> = new Set(['submit', 'approve', 'accept', 'correct'])
/** Nor these while something is unexplained or asked. */
const NEEDS_EXPLANATIONS: ReadonlySet<OfferedAct> = new Set(['approve', 'accept'])

/** One act: what it brings about, how the filing stands, the reason where one is needed. */
export function ActDialog({
  act,
  view,
  form,
  store,
  state,
  groups,
  unreadable,
  onClose,
}: {
  readonly act: OfferedAct
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly state: SheetState
  readonly groups: FindingGroups
  readonly unreadable: number
  readonly onClose: () => void
}) {
  const t = useText(filingActTexts)
  const common = useText(commonTexts)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { mutate, isPending, error } = useFilingAct(view, store)
  const changed = differences(state.base.values, state.edits.values)
  const errors = groups.errors.length + groups.missing.length
  const open = view.queries.filter((query) => query.state !== 'closed').length
  const stands =
    (NEEDS_NO_ERRORS.has(act) && (errors > 0 || unreadable > 0)) ||
    (NEEDS_EXPLANATIONS.has(act) && (groups.unexplained.length > 0 || open > 0))
  const needsReason = WITH_REASON.has(act)
  const reasonMissing = needsReason && reason.trim() === ''

  function send() {
    setTried(true)
    if (stands || reasonMissing) return
    mutate(actOf(act, reason.trim(), store), { onSuccess: onClose })
  }
  return (
    <Dialog title={t(`act.${act}`)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <p className="soft">{leadOf(t, act, view, changed.size)}</p>
        {act === 'correct' ? <Changes changed={changed} form={form} /> : null}
        {act === 'submit' || act === 'approve' || act === 'accept' || act === 'correct' ? (
          <Summary {...{ act, view, form, state, groups, unreadable, errors, open }} />
        ) : null}
        {needsReason ? (
          <Field
            label={t('reason')}
            hint={
              act === 'return' || act === 'unapprove' || act === 'correct' ? t(`reasonHint.${act}`) : null
            }
            error={tried && reasonMissing ? t('reasonRequired') : undefined}
          >
            {(props) => (
              <Input.TextArea
                {...props}
                autoFocus
                rows={3}
                maxLength={1000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {error === null ? null : error instanceof NotSavedError ? (
          <p className="failed" role="alert">
            {t('notSavedYet')}
          </p>
        ) : (
          <ErrorState error={error} />
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            type="primary"
            danger={act === 'unapprove' || act === 'return'}
            htmlType="submit"
            disabled={stands}
            loading={isPending}
          >
            {t(`act.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function actOf(act: OfferedAct, reason: string, store: SheetStore): FilingAct {
  switch (act) {
    case 'return':
    case 'unapprove':
      return { kind: act, reason }
    case 'correct':
      return { kind: act, reason, values: { ...store.savable() } }
    case 'submit':
    case 'withdraw':
    case 'approve':
    case 'accept':
      return { kind: act }
  }
}

function leadOf(
  t: ReturnType<typeof useText<keyof (typeof filingActTexts)['zh-CN']>>,
  act: OfferedAct,
  view: FilingSheet,
  changed: number,
): string {
  const twoSteps = view.collection.approval === 'approve-then-accept'
  switch (act) {
    case 'submit':
      return t('lead.submit', {
        who: t(view.unit.kind === 'park' || view.park === null ? 'byOffice' : 'byPark'),
      })
    case 'approve':
      return t(twoSteps ? 'lead.approveFirst' : 'lead.approve')
    case 'correct':
      return t('lead.correct', { n: changed })
    case 'return':
    case 'withdraw':
    case 'accept':
    case 'unapprove':
      return t(`lead.${act}`)
  }
}

/** How the filing stands before it is passed on: what forbids it, and what one should know. */
function Summary({
  act,
  view,
  form,
  state,
  groups,
  unreadable,
  errors,
  open,
}: {
  readonly act: OfferedAct
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly state: SheetState
  readonly groups: FindingGroups
  readonly unreadable: number
  readonly errors: number
  readonly open: number
}) {
  const t = useText(filingActTexts)
  const values = act === 'approve' || act === 'accept' ? view.values : state.edits.values
  const empty = form.fields.filter(
    ({ field }) => !field.compulsory && isAsked(field.onlyIf, values) && cellOf(values, field.code) === null,
  ).length
  const lines: { key: string; content: ReactNode }[] = []
  const add = (key: string, tone: 'bad' | 'warn' | 'neutral' | 'good', words: string) =>
    lines.push({ key, content: <StatusMark tone={tone}>{words}</StatusMark> })
  if (errors > 0) add('errors', 'bad', t('summaryErrors', { n: errors }))
  if (unreadable > 0) add('unreadable', 'bad', t('summaryUnreadable', { n: unreadable }))
  if (groups.unexplained.length > 0)
    add(
      'unexplained',
      NEEDS_EXPLANATIONS.has(act) ? 'bad' : 'warn',
      t('summaryUnexplained', { n: groups.unexplained.length }),
    )
  if (open > 0) add('queries', NEEDS_EXPLANATIONS.has(act) ? 'bad' : 'warn', t('summaryQueries', { n: open }))
  if (lines.length === 0)
    add('good', 'good', t(groups.explained.length > 0 ? 'summaryExplained' : 'summaryGood'))
  if (empty > 0) add('empty', 'neutral', t('summaryEmpty', { n: empty }))
  return (
    <ul className="act-summary" aria-label={t('summary')}>
      {lines.map(({ key, content }) => (
        <li key={key}>{content}</li>
      ))}
    </ul>
  )
}

function Changes({
  changed,
  form,
}: {
  readonly changed: ReturnType<typeof differences>
  readonly form: CompiledForm
}) {
  const t = useText(filingActTexts)
  const sheet = useText(sheetTexts)
  const { language } = useFormat()
  return (
    <div className="act-changes">
      <table className="plain-table" aria-label={t('changesTitle')}>
        <thead>
          <tr>
            <th scope="col">{sheet('column.label')}</th>
            <th scope="col" className="number">
              {t('before')}
            </th>
            <th scope="col" className="number">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...changed].map(([code, [before, after]]) => {
            const field = form.fieldByCode.get(code)?.field
            if (field === undefined) return null
            return (
              <tr key={code}>
                <th scope="row">
                  <span className="soft">{code}</span> {cellLabel(field, language)}
                </th>
                <td className="number">{shownEntry(field, before, language) || t('blank')}</td>
                <td className="number">
                  <b>{shownEntry(field, after, language) || t('blank')}</b>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
