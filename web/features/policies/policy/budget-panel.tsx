import { useQuery } from '@tanstack/react-query'
import type { PolicyDefinition } from '#domain/matching'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { summaryQuery } from '../shared/policy-queries.ts'
import '../../../ui/plain-table.css'

/** The budget by year; what was paid of this year's, and what all who qualify now would take. */
export function BudgetPanel({
  policyId,
  definition: { budget, benefit },
  on,
  seesMatches,
}: {
  readonly policyId: string
  readonly definition: PolicyDefinition
  readonly on: string
  readonly seesMatches: boolean
}) {
  const t = useText(policyTexts)
  const format = useFormat()
  const { data } = useQuery(summaryQuery({ on }, seesMatches))
  const own = data?.policies.find((each) => each.policyId === policyId)
  const over = own === undefined || own.budget === null ? 0 : own.amount - own.budget
  return (
    <Panel title={t('budgetTitle')}>
      {budget.length === 0 ? (
        <p className="soft">{t('budgetNone')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('budgetYear')}</th>
              <th scope="col" className="number">
                {t('budgetAmount')}
              </th>
              <th scope="col">{t('budgetSource')}</th>
            </tr>
          </thead>
          <tbody>
            {budget.map(({ year, amount, source }) => (
              <tr key={year}>
                <td>{year}</td>
                <td className="number">{format.number(amount)}</td>
                <td className="soft small" lang="zh">
                  {source}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {own === undefined || benefit.kind !== 'money' ? null : (
        <>
          <p>
            {own.budget === null || own.budget <= 0 ? (
              t('paid', { paid: own.paid })
            ) : (
              <>
                <Bar share={own.paid / own.budget} label={t('budgetTitle')} />{' '}
                {t('paidShare', { paid: own.paid, share: format.percent(own.paid / own.budget) })}
              </>
            )}{' '}
            <AddressLink href={`/policies/applications?policy=${policyId}`}>
              {t('toApplications')}
            </AddressLink>
          </p>
          <p className={over > 0 ? 'mark-warn' : 'soft'}>
            {over > 0 ? <span aria-hidden="true">▲ </span> : null}
            {t('expected', { amount: own.amount })}
            {over > 0 ? t('expectedOver', { over }) : null}
          </p>
        </>
      )}
    </Panel>
  )
}
