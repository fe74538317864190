import Button from 'antd/es/button'
import { Suspense, lazy, useState } from 'react'
import type { DutyRow, actOnDuties } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { loadPage } from '../../../app/load-page.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { bulkActs } from './bulk-acts.ts'
import type { BulkAct } from './bulk-acts.ts'
import { MOST_SELECTED } from './duty-table.tsx'
import './bulk-bar.css'

/** Read when somebody acts: its choices and fields are heavier than the whole list. */
const BulkDialog = lazy(
  loadPage(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog }))),
)

export interface BulkOutcome {
  readonly done: number
  readonly refused: readonly {
    readonly row: DutyRow
    readonly issue: ResponseOf<typeof actOnDuties>['refused'][number]
  }[]
}

/** What can be done with the selected duties together. */
export function BulkBar({
  rows,
  onClear,
  onDone,
}: {
  readonly rows: readonly DutyRow[]
  readonly onClear: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(ledgerListTexts)
  const [asking, setAsking] = useState<BulkAct | null>(null)
  const tooMany = rows.length > MOST_SELECTED
  return (
    <div className="duty-bulk" role="region" aria-label={t('selected', { n: rows.length })}>
      <b>{t('selected', { n: rows.length })}</b>
      {tooMany ? <span className="soft">{t('tooMany', { n: MOST_SELECTED })}</span> : null}
      {tooMany
        ? null
        : bulkActs(rows).map((act) => (
            <Button
              key={act}
              size="small"
              type={act === 'assign' ? 'primary' : 'default'}
              onClick={() => setAsking(act)}
            >
              {t(`act.${act}`)}
            </Button>
          ))}
      <Button size="small" type="text" onClick={onClear}>
        {t('clearSelection')}
      </Button>
      {asking ? (
        <Suspense fallback={null}>
          <BulkDialog
            act={asking}
            rows={rows}
            onClose={() => setAsking(null)}
            onDone={(outcome) => {
              setAsking(null)
              onDone(outcome)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** What came of it: those that were refused, each with its reason. */
export function BulkRefusals({
  outcome: { done, refused },
  onDismiss,
}: {
  readonly outcome: BulkOutcome
  readonly onDismiss: () => void
}) {
  const t = useText(ledgerListTexts)
  const issueText = useIssueText()
  if (refused.length === 0) return null
  return (
    <div className="failed duty-refusals" role="alert">
      {t(done > 0 ? 'bulkPart' : 'bulkNone', { done, refused: refused.length })}
      <ul>
        {refused.map(({ row, issue }) => (
          <li key={row.id}>
            <DutyLink duty={row} /> — {issueText({ code: issue.code, path: [], params: issue.params })}
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
