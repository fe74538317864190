import Button from 'antd/es/button'
import { useState } from 'react'
import type { FilingRow, UnitRef } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import type { Collection } from '../shared/queries.ts'
import { filingHref } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import { BULK_ACTS, MOST_SELECTED, fits, wholeActs } from './bulk-acts.ts'
import type { BulkAct } from './bulk-acts.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import type { FilingFilterAddress } from './filings-address.ts'

const LISTED = 100

export interface BulkOutcome {
  readonly act: BulkAct
  readonly done: number
  readonly refused: readonly {
    readonly unit: UnitRef
    readonly code: string
    readonly params: Readonly<Record<string, unknown>>
  }[]
}

/** What can be done with the selected filings together, or with all that the filter finds. */
export function BulkBar({
  data,
  rows,
  filter,
  onClear,
  onDone,
}: {
  readonly data: Collection
  readonly rows: readonly FilingRow[]
  readonly filter: FilingFilterAddress
  readonly onClear: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(collectionTexts)
  const [asking, setAsking] = useState<{ act: BulkAct; whole: boolean } | null>(null)
  const { may, collection } = data
  const dialog = asking ? (
    <BulkDialog
      data={data}
      act={asking.act}
      rows={asking.whole ? null : rows.filter((row) => fits(asking.act, row, collection.approval))}
      filter={filter}
      onClose={() => setAsking(null)}
      onDone={(outcome) => {
        setAsking(null)
        onDone(outcome)
      }}
    />
  ) : null
  if (rows.length === 0) {
    const acts = wholeActs(may, filter)
    return (
      <>
        {acts.length > 0 ? (
          <Disclosure className="list-menu bulk-menu" face={t('bulkAll')}>
            {(close) => (
              <>
                <p className="soft small">{t('bulkAllWhy')}</p>
                {acts.map((act) => (
                  <button
                    key={act}
                    type="button"
                    className="menu-item"
                    onClick={() => {
                      close()
                      setAsking({ act, whole: true })
                    }}
                  >
                    {t(`bulkAll.${act}`)}
                  </button>
                ))}
              </>
            )}
          </Disclosure>
        ) : null}
        {dialog}
      </>
    )
  }
  const tooMany = rows.length > MOST_SELECTED
  return (
    <div className="filing-bulk" role="region" aria-label={t('selected', { n: rows.length })}>
      <b>{t('selected', { n: rows.length })}</b>
      {tooMany ? <span className="soft">{t('tooMany', { n: MOST_SELECTED })}</span> : null}
      {tooMany
        ? null
        : BULK_ACTS.map((act) => {
            const n = rows.filter((row) => fits(act, row, collection.approval)).length
            return mayDo(act, may) && n > 0 ? (
              <Button
                key={act}
                size="small"
                type={act === 'approve' || act === 'accept' ? 'primary' : 'default'}
                danger={act === 'return'}
                onClick={() => setAsking({ act, whole: false })}
              >
                {t(`bulk.${act}`)} {n}
              </Button>
            ) : null
          })}
      <Button size="small" type="text" onClick={onClear}>
        {t('clearSelection')}
      </Button>
      {dialog}
    </div>
  )
}

function mayDo(act: BulkAct, may: Collection['may']): boolean {
  return act === 'return' ? may.approve || may.accept : may[act]
}

/** What came of it: those that were refused, each with its reason. */
export function BulkOutcomePanel({
  outcome: { done, refused },
  collection: { form, period },
  onDismiss,
}: {
  readonly outcome: BulkOutcome
  readonly collection: Collection['collection']
  readonly onDismiss: () => void
}) {
  const t = useText(collectionTexts)
  const issueText = useIssueText()
  if (refused.length === 0) return null
  return (
    <div className="failed filing-refusals" role="alert">
      {t(done > 0 ? 'bulkPart' : 'bulkNone', { done, refused: refused.length })}
      <ul>
        {refused.slice(0, LISTED).map(({ unit, code, params }) => (
          <li key={unit.id}>
            <AddressLink href={filingHref(unit.id, form, period)}>
              <UnitLabel of={unit} />
            </AddressLink>{' '}
            — {issueText({ code, path: [], params })}
          </li>
        ))}
      </ul>
      {refused.length > LISTED ? <p>{t('refusedMore', { n: refused.length - LISTED })}</p> : null}
      <div className="failed-foot">
        <Button size="small" onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </div>
  )
}
