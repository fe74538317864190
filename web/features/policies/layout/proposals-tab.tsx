import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LayoutProposalView, LayoutView } from '#contract/policies'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import type { Decision } from './decide-dialog.tsx'
import { proposalsQuery } from './layout-queries.ts'
import { useLayoutNames } from './layout-words.ts'
import { Findings } from './rule-sets.tsx'
import '../../../ui/plain-table.css'

const TONES = { open: 'warn', adopted: 'good', declined: 'neutral' } as const

/** 调整建议: the newest first, each park by park. */
export function ProposalsTab({ view }: { readonly view: LayoutView }) {
  const t = useText(layoutTexts)
  const { data, error, refetch } = useQuery(proposalsQuery)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.proposals.length === 0)
    return <EmptyState title={t('proposalsNone')}>{t('proposalsNoneWhy')}</EmptyState>
  return data.proposals.map((proposal) => <Proposal key={proposal.id} proposal={proposal} view={view} />)
}

function Proposal({ proposal, view }: { readonly proposal: LayoutProposalView; readonly view: LayoutView }) {
  const t = useText(layoutTexts)
  const say = useSay()
  const format = useFormat()
  const names = useLayoutNames(view)
  const [deciding, setDeciding] = useState<Decision | null>(null)
  const titleOf = (code: string) => {
    const set = view.ruleSets.find((each) => each.code === code)
    return set ? say(set.title) : code
  }
  const role = (value: 'leading' | 'cultivated' | null) => t(value ?? 'none')
  return (
    <Panel
      title={
        <>
          <span lang={/\p{Script=Han}/u.test(proposal.title) ? 'zh' : 'en'}>{proposal.title}</span>{' '}
          <span className="soft">{t('changes', { n: proposal.changes })}</span>
        </>
      }
    >
      <p className="soft small">
        {t('onDay', { on: format.date(proposal.on) })} ·{' '}
        {t('byAt', { name: proposal.byName, at: format.moment(proposal.at) })}
        {proposal.pinned.length === 0
          ? null
          : ` · ${t('keeps', {
              pairs: proposal.pinned.map(({ park, industry }) =>
                t('pair', { park: names.park(park), industry: names.industry(industry) }),
              ),
            })}`}
      </p>
      <ul className="layout-lines">
        <li>
          <StatusMark tone={proposal.proven ? 'good' : 'warn'}>
            {t(proposal.proven ? 'proven' : 'notProven')}
          </StatusMark>
        </li>
        {proposal.after.map(({ ruleSet, satisfied, findings }) => (
          <li key={ruleSet}>
            <StatusMark tone={satisfied ? 'good' : 'bad'}>
              {t(satisfied ? 'afterSatisfied' : 'afterBroken', {
                title: titleOf(ruleSet),
                n: findings.length,
              })}
            </StatusMark>
            <Findings findings={findings} names={names} />
          </li>
        ))}
      </ul>
      {proposal.parks.length === 0 ? (
        <p>{t('noChange')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={proposal.title}>
          <table className="plain-table layout-proposal" aria-label={proposal.title}>
            <thead>
              <tr>
                <th scope="col">{t('park')}</th>
                <th scope="col">{t('changeColumn')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" className="no-print" />
              </tr>
            </thead>
            <tbody>
              {proposal.parks.map((row) => (
                <tr key={row.park.id}>
                  <th scope="row">{say(row.park.name)}</th>
                  <td>
                    {row.changes.map((change) => (
                      <div key={change.industry}>
                        {names.industry(change.industry)}
                        {format.language === 'en' ? ': ' : '：'}
                        <span className="soft">{role(change.before)} →</span> {role(change.after)}
                      </div>
                    ))}
                  </td>
                  <td>
                    <StatusMark tone={TONES[row.state]}>{t(`state.${row.state}`)}</StatusMark>
                    {row.from === null ? null : (
                      <span className="soft small"> {t('adoptedFrom', { from: format.date(row.from) })}</span>
                    )}
                    {row.reason === null ? null : (
                      <div className="small soft" lang="zh">
                        {t('decided', { name: row.decidedByName, reason: row.reason })}
                      </div>
                    )}
                  </td>
                  <td className="layout-acts no-print">
                    {row.state === 'open' && view.can.change
                      ? (['adopt', 'decline'] as const).map((decision) => (
                          <Button
                            key={decision}
                            size="small"
                            aria-label={t(`${decision}Title`, { park: say(row.park.name) })}
                            onClick={() =>
                              setDeciding({ decision, proposalId: proposal.id, on: proposal.on, row })
                            }
                          >
                            {t(decision)}
                          </Button>
                        ))
                      : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {deciding === null ? null : <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  )
}
