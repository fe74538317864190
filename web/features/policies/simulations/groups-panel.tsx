import { useState } from 'react'
import type { SimulationResult } from '#contract/policies'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { cents } from './against-budget.tsx'
import { ChangeBar, signed } from './change-bar.tsx'
import { changeOf, GROUP_COLUMNS, isReached, sortGroups } from './sort-groups.ts'
import type { GroupColumn, GroupEffect } from './sort-groups.ts'
import '../../../ui/count-strip.css'
import '../../../ui/plain-table.css'

const BY = ['park', 'size', 'industry'] as const
const HEADINGS = { yes: 'groupYes', gain: 'groupGain', lose: 'groupLose', cost: 'groupCost' } as const

/** What changes in each park, size and industry. */
export function GroupsPanel({ result }: { readonly result: SimulationResult }) {
  const t = useText(simulationTexts)
  const [by, setBy] = useState<(typeof BY)[number]>('park')
  const groups = { park: result.byPark, size: result.bySize, industry: result.byIndustry }
  return (
    <Panel title={t('groups')}>
      <div className="count-strip no-print">
        <div className="count-group" role="group" aria-label={t('groups')}>
          {BY.map((each) => (
            <button key={each} type="button" aria-pressed={each === by} onClick={() => setBy(each)}>
              {t(`group.${each}`)}
            </button>
          ))}
        </div>
      </div>
      <GroupTable groups={groups[by].filter(isReached)} label={t(`group.${by}`)} />
    </Panel>
  )
}

function GroupTable({ groups, label }: { readonly groups: readonly GroupEffect[]; readonly label: string }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const { number } = useFormat()
  const [[column, direction], setSort] = useState<readonly [GroupColumn, 'asc' | 'desc']>(['cost', 'desc'])
  if (groups.length === 0) return <p className="soft">{t('groupsNone')}</p>
  const mostOf = (each: GroupColumn) => Math.max(...groups.map((group) => Math.abs(changeOf(group, each))))
  const most = { yes: mostOf('yes'), cost: mostOf('cost') }
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table group-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('group')}</th>
            {GROUP_COLUMNS.map((each) => (
              <th
                key={each}
                scope="col"
                className="number"
                colSpan={each === 'yes' || each === 'cost' ? 3 : 1}
                aria-sort={each === column ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
              >
                <button
                  type="button"
                  className="group-sort"
                  title={t('sortBy', { name: t(HEADINGS[each]) })}
                  onClick={() => setSort([each, each === column && direction === 'desc' ? 'asc' : 'desc'])}
                >
                  {t(HEADINGS[each])}{' '}
                  <span aria-hidden="true" className={each === column ? undefined : 'faint'}>
                    {each === column && direction === 'asc' ? '↑' : '↓'}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortGroups(groups, column, direction).map((group) => (
            <tr key={group.code ?? ''}>
              <th scope="row">{group.name === null ? (group.code ?? t('unknownGroup')) : say(group.name)}</th>
              <Change before={group.before.yes} after={group.after.yes} most={most.yes} />
              <td className="number">
                {group.gain === 0 ? <span className="faint">0</span> : number(group.gain)}
              </td>
              <td className="number">
                {group.lose === 0 ? <span className="faint">0</span> : number(group.lose)}
              </td>
              <Change before={group.before.cost} after={group.after.cost} most={most.cost} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** From, to, and the change as bar and figure. */
function Change({
  before,
  after,
  most,
}: {
  readonly before: number
  readonly after: number
  readonly most: number
}) {
  const { number } = useFormat()
  const change = cents(after - before)
  return (
    <>
      <td className="number group-from">
        <span className="soft">{number(cents(before))} →</span> {number(cents(after))}
      </td>
      <td className="group-bar">
        <ChangeBar value={change} most={most} />
      </td>
      <td className={change === 0 ? 'number group-change faint' : 'number group-change'}>{signed(change)}</td>
    </>
  )
}
