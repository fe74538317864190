import { useQuery } from '@tanstack/react-query'
import type { SimulationRow } from '#contract/policies'
import type { BilingualText } from '#domain/kernel'
import { AddressLink } from '../../../app/address-link.tsx'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ruleBookQuery } from '../shared/policy-queries.ts'
import { AgainstBudget, cents } from './against-budget.tsx'
import { simulationsOf } from './simulation-queries.ts'
import { SimulationTitle, withoutPolicy } from './simulation-title.tsx'
import { fieldOf, plainValue } from './simulation-words.ts'
import '../../../ui/plain-table.css'

/** The latest simulations of the same policy, to be compared: what each changed, and what came out. */
export function OtherSimulations({
  policyId,
  policyTitle,
  current,
}: {
  readonly policyId: string
  readonly policyTitle: BilingualText
  readonly current: string
}) {
  const t = useText(simulationTexts)
  const format = useFormat()
  const { data } = useQuery(simulationsOf(policyId))
  if (data === undefined || data.simulations.length < 2) return null
  return (
    <Panel
      title={t('others')}
      actions={
        <AddressLink className="small" href={`/policies/simulations?policy=${policyId}`}>
          {t('total', { n: data.total })}
        </AddressLink>
      }
    >
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('others')}>
        <table className="plain-table other-simulations" aria-label={t('others')}>
          <thead>
            <tr>
              <th scope="col">{t('heading')}</th>
              <th scope="col">{t('changesHeading')}</th>
              <th scope="col" className="number" title={t('yesWhy')}>
                {t('yes')}
              </th>
              <th scope="col" className="number" title={t('costWhy')}>
                {t('cost')}
              </th>
              <th scope="col">{t('against')}</th>
            </tr>
          </thead>
          <tbody>
            {data.simulations.map((row) => (
              <tr key={row.id} aria-current={row.id === current ? 'true' : undefined}>
                <th scope="row">
                  {row.id === current ? (
                    <>
                      <SimulationTitle title={withoutPolicy(row.title, policyTitle)} />{' '}
                      <b className="small">{t('thisOne')}</b>
                    </>
                  ) : (
                    <AddressLink href={`/policies/simulations/${row.id}`}>
                      <SimulationTitle title={withoutPolicy(row.title, policyTitle)} />
                    </AddressLink>
                  )}
                </th>
                <td className="small other-changes">
                  <Changes row={row} />
                </td>
                <td className="number">
                  <span className="soft">{format.number(row.yes.before)} →</span>{' '}
                  {format.number(row.yes.after)}
                </td>
                <td className="number">
                  <span className="soft">{format.number(cents(row.cost.before))} →</span>{' '}
                  {format.number(cents(row.cost.after))}
                </td>
                <td>
                  <AgainstBudget cost={row.cost.after} limit={row.budget?.after ?? null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** What it set: conditions as they then read, other fields by name, parameters with their value. */
function Changes({ row: { changes, parameters } }: { readonly row: SimulationRow }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const { data: book } = useQuery(ruleBookQuery)
  return (
    <>
      {changes.map((change) => {
        const field = fieldOf(change)
        const value = plainValue(change.after)
        return (
          <div key={`${change.path.join('/')} ${change.kind}`}>
            {field === 'when' && value !== null ? null : `${t(`field.${field}`)} `}
            {value === null ? t(`change.${change.kind}`) : <code lang="zh">{value}</code>}
          </div>
        )
      })}
      {parameters.map(({ code, value }) => {
        const parameter = book?.parameters.find((each) => each.code === code)
        return (
          <div key={code}>
            {parameter ? say(parameter.title) : code} <code>{plainValue(value)}</code>
          </div>
        )
      })}
    </>
  )
}
