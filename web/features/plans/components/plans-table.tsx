import { Link } from '@tanstack/react-router'
import type { PlanSummary } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, libraryTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import './documents-table.css'

/** The confirmed plans, the latest publication first. */
export function PlansTable({ plans }: { readonly plans: readonly PlanSummary[] }) {
  const t = useText(libraryTexts)
  const item = useText(itemTexts)
  const format = useFormat()
  const rows = plans.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.publishedAt.localeCompare(a.publishedAt),
  )
  return (
    <div className="library-scroll">
      <table className="library-table plans-table">
        <thead>
          <tr>
            {(
              ['plan', 'issued', 'horizon', 'state', 'tasks', 'targets', 'constraints', 'published'] as const
            ).map((each) => (
              <th
                key={each}
                scope="col"
                className={`column-${each}${['tasks', 'targets', 'constraints'].includes(each) ? ' number' : ''}`}
              >
                <span className="head-cell">{t(`column.${each}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((plan) => (
            <tr key={plan.id}>
              <td className="column-title">
                <Link to="/plans/$planId" params={{ planId: plan.id }} title={plan.title} lang="zh">
                  {plan.title}
                </Link>
                {plan.synthetic ? (
                  <div className="small">
                    <Chip>{item('synthetic')}</Chip>
                  </div>
                ) : null}
              </td>
              <td>
                <div className="two-lines" title={plan.issuer ?? ''} lang="zh">
                  {plan.issuer ?? <span className="soft">{t('noIssuer')}</span>}
                </div>
                <div className="small soft">{plan.issuedOn ? format.date(plan.issuedOn) : t('noDate')}</div>
              </td>
              <td>
                {plan.horizonFrom === null && plan.horizonTo === null
                  ? '—'
                  : item('horizon', {
                      from: String(plan.horizonFrom ?? ''),
                      to: String(plan.horizonTo ?? ''),
                    })}
              </td>
              <td>
                <StatusMark tone={plan.current ? 'good' : 'neutral'}>
                  {plan.current ? t('current') : t('former')}
                </StatusMark>
                <div className="small soft">
                  {t('version', { no: plan.no })} · {item(`visibility.${plan.visibility}`)}
                </div>
              </td>
              <td className="number">{format.number(plan.tasks)}</td>
              <td className="number">{format.number(plan.targets)}</td>
              <td className="column-constraints number">{format.number(plan.constraints)}</td>
              <td>
                <div className="one-line">{plan.publishedBy}</div>
                <div className="small soft">
                  <time dateTime={plan.publishedAt} title={format.moment(plan.publishedAt)}>
                    {format.since(plan.publishedAt)}
                  </time>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
