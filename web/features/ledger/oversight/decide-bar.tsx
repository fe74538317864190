import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decideProposals } from '#contract/ledger'
import type { Proposal } from '#contract/ledger'
import type { BodyInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { supervisionTexts } from '../../../text/ledger-oversight.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { refreshLedger } from '../shared/queries.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'

type Decision = BodyInputOf<typeof decideProposals>['decision']
export type DecisionOutcome = ResponseOf<typeof decideProposals>

const URGENCIES = ['blue', 'orange', 'red'] as const
const NAMED = 5

/** What can be done with the selected proposals together: notices, or a reason why there are none. */
export function DecideBar({
  chosen,
  onClear,
  onDone,
}: {
  readonly chosen: readonly Proposal[]
  readonly onClear: () => void
  readonly onDone: (outcome: DecisionOutcome) => void
}) {
  const t = useText(supervisionTexts)
  const client = useQueryClient()
  const [asking, setAsking] = useState<'raise' | 'dismiss' | null>(null)
  const [urgency, setUrgency] = useState<(typeof URGENCIES)[number]>('blue')
  const deciding = useMutation({
    mutationFn: (decision: Decision) =>
      call(decideProposals, { body: { proposals: chosen.map(({ id }) => id), decision } }),
    onSuccess: (outcome) => {
      setAsking(null)
      onDone(outcome)
    },
    // A lost answer may have been carried out: the list is read again either way.
    onSettled: () => {
      refreshLedger(client)
      void client.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  const close = () => {
    deciding.reset()
    setAsking(null)
  }
  const duties = [...new Map(chosen.map(({ duty }) => [duty.id, duty])).values()]
  const names = (
    <ul className="supervision-names" lang="zh">
      {duties.slice(0, NAMED).map((duty) => (
        <li key={duty.id}>{duty.title}</li>
      ))}
      {duties.length > NAMED ? <li className="soft">{t('andMore', { n: duties.length })}</li> : null}
    </ul>
  )
  return (
    <div className="supervision-bar" role="region" aria-label={t('selected', { n: chosen.length })}>
      <b>{t('selected', { n: chosen.length })}</b>
      <Button type="primary" size="small" onClick={() => setAsking('raise')}>
        {t('raise')}
      </Button>
      <Button size="small" onClick={() => setAsking('dismiss')}>
        {t('dismiss')}
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        {t('clear')}
      </Button>
      {asking === 'raise' ? (
        <AskDialog
          title={t('raiseTitle', { n: chosen.length })}
          why={t('raiseWhy', { duties: duties.length })}
          button={t('raise')}
          reason={{ label: t('text'), hint: t('textHint'), most: 2000 }}
          busy={deciding.isPending}
          error={deciding.error}
          onClose={close}
          onDone={(text) => deciding.mutate({ kind: 'raise', urgency, text: text || null })}
        >
          {names}
          <Field label={t('urgency')}>
            {(field) => (
              <Choice
                id={field.id}
                value={urgency}
                onChange={(event) =>
                  setUrgency(URGENCIES.find((each) => each === event.target.value) ?? 'blue')
                }
              >
                {URGENCIES.map((each) => (
                  <option key={each} value={each}>
                    {t(`urgency.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        </AskDialog>
      ) : null}
      {asking === 'dismiss' ? (
        <AskDialog
          title={t('dismissTitle', { n: chosen.length })}
          why={t('dismissWhy')}
          button={t('dismiss')}
          reason={{ label: t('reason'), missing: t('reasonMissing'), most: 1000 }}
          busy={deciding.isPending}
          error={deciding.error}
          onClose={close}
          onDone={(reason) => deciding.mutate({ kind: 'dismiss', reason })}
        >
          {names}
        </AskDialog>
      ) : null}
    </div>
  )
}

/** What came of it, with links to the cases that now run. */
export function DecisionNote({
  outcome,
  onDismiss,
}: {
  readonly outcome: DecisionOutcome
  readonly onDismiss: () => void
}) {
  const t = useText(supervisionTexts)
  const cases = [...new Map(outcome.cases.map((each) => [each.caseId, each])).values()]
  return (
    <div className="supervision-done" role="status">
      <span className="mark-good" aria-hidden="true">
        ●
      </span>{' '}
      {cases.length > 0 ? t('raised') : t('dismissed', { n: outcome.dismissed })}{' '}
      {cases.map(({ caseId, number }) => (
        <AddressLink key={caseId} href={`/cases/${caseId}`}>
          {number ?? t('raisedUnnumbered')}
        </AddressLink>
      ))}
      <button type="button" className="text-button" onClick={onDismiss} aria-label={t('clear')}>
        ×
      </button>
    </div>
  )
}
