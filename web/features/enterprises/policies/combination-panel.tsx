import type { matchEnterprise } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'

type Answer = ResponseOf<typeof matchEnterprise>

/** What of the qualified ones goes together and brings most; what was left out, and why. */
export function CombinationPanel({
  data: { combination, matches },
  enterpriseId,
}: {
  readonly data: Answer
  readonly enterpriseId: string
}) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const titleOf = (policyId: string) => {
    const match = matches.find((each) => each.policyId === policyId)
    return match ? say(match.title) : policyId
  }
  const link = (policyId: string) => (
    <AddressLink href={`/enterprises/${enterpriseId}?tab=policies&policy=${policyId}`}>
      {titleOf(policyId)}
    </AddressLink>
  )
  return (
    <Panel title={t('combination')}>
      {combination === null ? (
        <p className="soft">{t('combinationNone')}</p>
      ) : (
        <>
          <p className="combination-total">
            {t('combinationTotal', { amount: format.number(combination.total) })}
          </p>
          <p className="soft small">{t('combinationWhy')}</p>
          <h3>{t('chosen')}</h3>
          <ol className="combination-list">
            {combination.chosen.map(({ policyId, amount, cutFrom }) => (
              <li key={policyId}>
                <span>
                  <span className="mark-good" aria-hidden="true">
                    ✓
                  </span>{' '}
                  {link(policyId)}
                </span>
                <b>{format.number(amount)}</b>
                {cutFrom === null ? null : (
                  <span className="small mark-warn combination-why">
                    {t('cutFrom', { amount: format.number(cutFrom) })}
                  </span>
                )}
              </li>
            ))}
          </ol>
          {combination.leftOut.length > 0 ? (
            <>
              <h3>{t('leftOut')}</h3>
              <ol className="combination-list">
                {combination.leftOut.map(({ policyId, amount, reason, group, insteadOf, loss }) => (
                  <li key={policyId}>
                    <span>
                      <span className="faint" aria-hidden="true">
                        –
                      </span>{' '}
                      {link(policyId)}
                    </span>
                    <span className="soft">{format.number(amount)}</span>
                    <span className="small soft combination-why">
                      {t(`reason.${reason}`, {
                        instead: insteadOf.map(titleOf).join('、') || '—',
                        group: group ?? '—',
                      })}
                      {loss === null
                        ? null
                        : ` · ${loss > 0 ? t('loss', { amount: format.number(loss) }) : t('noLoss')}`}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          ) : null}
        </>
      )}
    </Panel>
  )
}
