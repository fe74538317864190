import type { PlanItem } from '#contract/plans'
import { useMemo } from 'react'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../text/index.ts'
import { planTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Why } from './why.tsx'

type Of<K extends PlanItem['kind']> = Extract<PlanItem, { kind: K }>

/** Who is named, and in how many tasks: leading, or taking part. */
export function BodyTable({
  bodies,
  tasks,
  quotes,
  versionId,
}: {
  readonly bodies: readonly Of<'body'>[]
  readonly tasks: readonly Of<'task'>[]
  readonly quotes: Readonly<Record<string, string>>
  readonly versionId: string
}) {
  const t = useText(planTexts)
  const format = useFormat()
  const duties = useMemo(() => countDuties(tasks), [tasks])
  const rows = bodies
    .map((body) => ({ body, ...(duties.get(body.data.name) ?? { leads: 0, takesPart: 0 }) }))
    .toSorted(
      (a, b) =>
        b.leads - a.leads || b.takesPart - a.takesPart || format.compare(a.body.data.name, b.body.data.name),
    )
  return (
    <div className="plan-table-scroll">
      <table className="plan-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('aliases')}</th>
            <th scope="col" className="number">
              {t('asLead')}
            </th>
            <th scope="col" className="number">
              {t('asBody')}
            </th>
            <th scope="col" className="plan-why">
              <span className="unseen">{t('why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ body, leads, takesPart }) => (
            <tr key={body.id} id={body.id}>
              <th scope="row" lang="zh">
                {body.data.organisationId ? (
                  <Link
                    to="/organisations/$organisationId"
                    params={{ organisationId: body.data.organisationId }}
                  >
                    {body.data.name}
                  </Link>
                ) : (
                  body.data.name
                )}
              </th>
              <td className="soft" lang="zh">
                {body.data.aliases.join('、')}
              </td>
              <td className="number">{leads || ''}</td>
              <td className="number">{takesPart || ''}</td>
              <td className="plan-why">
                <Why item={body} quote={quotes[body.id]} versionId={versionId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function countDuties(
  tasks: readonly Of<'task'>[],
): ReadonlyMap<string, { leads: number; takesPart: number }> {
  const duties = new Map<string, { leads: number; takesPart: number }>()
  const of = (name: string) => {
    const found = duties.get(name) ?? { leads: 0, takesPart: 0 }
    duties.set(name, found)
    return found
  }
  for (const { data } of tasks) {
    if (data.lead) of(data.lead).leads += 1
    for (const name of new Set([...data.bodies, ...data.supporting]))
      if (name !== data.lead) of(name).takesPart += 1
  }
  return duties
}
