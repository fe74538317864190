import App from 'antd/es/app'
import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { commandCases } from '#contract/procedures'
import type { CaseRow } from '#contract/procedures'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import type { ApiIssue } from '../../../app/api-client.ts'
import { caseListTexts } from '../../../text/cases.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { casesKey } from '../shared/case-queries.ts'
import { MOST_CASES, casesFor, commonActions } from './common-actions.ts'
import type { CommonAction } from './common-actions.ts'

const NAMED = 5

export interface BulkFailure {
  readonly row: CaseRow
  readonly issues: readonly ApiIssue[]
}
export interface BulkOutcome {
  readonly done: number
  readonly failures: readonly BulkFailure[]
}

/** What can be done with the selected cases together. */
export function BulkBar({
  rows,
  onClear,
  onDone,
}: {
  readonly rows: readonly CaseRow[]
  readonly onClear: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(caseListTexts)
  const say = useSay()
  const [asking, setAsking] = useState<CommonAction | null>(null)
  const actions = commonActions(rows)
  const tooMany = rows.length > MOST_CASES
  return (
    <div className="case-bulk" role="region" aria-label={t('selected', { n: rows.length })}>
      <b>{t('selected', { n: rows.length })}</b>
      {tooMany ? <span className="soft">{t('tooMany', { n: MOST_CASES })}</span> : null}
      {!tooMany && actions.length === 0 ? <span className="soft">{t('noCommon')}</span> : null}
      {tooMany
        ? null
        : actions.map((action) => (
            <Button
              key={action.action}
              size="small"
              type={action.tone === 'primary' ? 'primary' : 'default'}
              danger={action.tone === 'danger'}
              onClick={() => setAsking(action)}
            >
              {say(action.name)}
            </Button>
          ))}
      <Button size="small" type="text" onClick={onClear}>
        {t('clearSelection')}
      </Button>
      {asking ? (
        <BulkDialog
          action={asking}
          rows={rows}
          onClose={() => setAsking(null)}
          onDone={(outcome) => {
            setAsking(null)
            onDone(outcome)
          }}
        />
      ) : null}
    </div>
  )
}

/** Says what will happen to which cases, and takes the opinion. What was typed stays when the request fails. */
function BulkDialog({
  action,
  rows,
  onClose,
  onDone,
}: {
  readonly action: CommonAction
  readonly rows: readonly CaseRow[]
  readonly onClose: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(caseListTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [opinion, setOpinion] = useState('')
  const [tried, setTried] = useState(false)
  const name = say(action.name)
  const missing = action.opinion === 'required' && opinion.trim() === ''
  const sending = useMutation({
    mutationFn: () =>
      call(commandCases, {
        body: {
          action: action.action,
          opinion: opinion.trim() || null,
          cases: casesFor(rows, action.action),
        },
      }),
    onSuccess: ({ results }) => {
      const byId = new Map(rows.map((row) => [row.id, row]))
      const failures = results.flatMap(({ ok, caseId, issues }) => {
        const row = byId.get(caseId)
        return ok || !row ? [] : [{ row, issues }]
      })
      const done = results.length - failures.length
      if (failures.length === 0) message.success(t('bulkDone', { n: done }))
      onDone({ done, failures })
    },
    // A lost answer may have been carried out: what the list shows is read again either way.
    onSettled: () => {
      for (const queryKey of [casesKey, ['home'], ['notices']]) void client.invalidateQueries({ queryKey })
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!missing && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('bulkTitle', { action: name, n: rows.length })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('bulkWhy')}</p>
        <ul className="case-bulk-names" lang="zh">
          {rows.slice(0, NAMED).map((row) => (
            <li key={row.id}>
              <span className="soft">{row.number}</span> {row.title}
            </li>
          ))}
        </ul>
        {rows.length > NAMED ? <p className="soft">{t('bulkMore', { n: rows.length - NAMED })}</p> : null}
        {sending.error ? <ErrorState error={sending.error} /> : null}
        {action.opinion === 'none' ? null : (
          <Field
            label={t(action.opinion === 'required' ? 'opinion' : 'opinionOptional')}
            error={tried && missing ? t('opinionNeeded') : undefined}
          >
            {(field) => (
              <TextArea
                {...field}
                value={opinion}
                onChange={(event) => setOpinion(event.target.value)}
                autoSize={{ minRows: 3, maxRows: 10 }}
                maxLength={5000}
                autoFocus
              />
            )}
          </Field>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            type="primary"
            danger={action.tone === 'danger'}
            htmlType="submit"
            loading={sending.isPending}
            autoFocus={action.opinion === 'none'}
          >
            {name}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What came of it: those that failed, each with its reason. */
export function BulkFailures({
  outcome: { done, failures },
  onDismiss,
}: {
  readonly outcome: BulkOutcome
  readonly onDismiss: () => void
}) {
  const t = useText(caseListTexts)
  const issueText = useIssueText()
  if (failures.length === 0) return null
  return (
    <div className="failed case-failures" role="alert">
      {t(done > 0 ? 'bulkPart' : 'bulkNone', { done, failed: failures.length })}
      <ul>
        {failures.map(({ row, issues }) => (
          <li key={row.id}>
            <AddressLink href={`/cases/${row.id}`} lang="zh">
              {row.number ? `${row.number} ${row.title}` : row.title}
            </AddressLink>
            {' — '}
            {[...new Set(issues.map(issueText))].join(' ')}
          </li>
        ))}
      </ul>
      <div className="failed-foot">
        <Button size="small" onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </div>
  )
}
