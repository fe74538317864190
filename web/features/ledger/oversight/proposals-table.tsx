import { useEffect, useRef } from 'react'
import type { Proposal } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { ledgerTexts } from '../../../text/ledger.ts'
import { supervisionTexts } from '../../../text/ledger-oversight.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { bodyName } from '../shared/body-words.ts'
import { dueWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightWhy } from '../shared/light-why.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { causeWords } from './cause-words.ts'

/** Proposals with their cause in words and figures; decided ones with who decided how. */
export function ProposalsTable({
  rows,
  state,
  canSelect,
  most,
  selected,
  current,
  onSelect,
}: {
  readonly rows: readonly Proposal[]
  readonly state: Proposal['state']
  readonly canSelect: boolean
  readonly most: number
  readonly selected: ReadonlySet<string>
  readonly current: string | undefined
  readonly onSelect: (ids: readonly string[], on: boolean) => void
}) {
  const t = useText(supervisionTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const here = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const first = rows.slice(0, most).map(({ id }) => id)
  const all = first.length > 0 && first.every((id) => selected.has(id))
  return (
    <div className="matrix-scroll supervision-rows" role="region" aria-label={t('title')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            {canSelect ? (
              <th scope="col" className="supervision-select">
                <input
                  type="checkbox"
                  aria-label={t('selectAll', { n: most })}
                  checked={all}
                  onChange={() => onSelect(first, !all)}
                />
              </th>
            ) : null}
            <th scope="col">{t('cause')}</th>
            <th scope="col">{t('duty')}</th>
            <th scope="col">{ledger('lead')}</th>
            <th scope="col">{ledger('light')}</th>
            <th scope="col">{ledger('due')}</th>
            <th scope="col">{ledger('progress')}</th>
            <th scope="col">{t(state === 'open' ? 'raisedOn' : 'decision')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((proposal) => {
            const { duty } = proposal
            const isCurrent = proposal.id === current
            return (
              <tr
                key={proposal.id}
                ref={isCurrent ? here : null}
                aria-current={isCurrent ? 'true' : undefined}
                className={selected.has(proposal.id) ? 'supervision-chosen' : undefined}
              >
                {canSelect ? (
                  <td className="supervision-select">
                    <input
                      type="checkbox"
                      aria-label={t('select', { title: duty.title })}
                      checked={selected.has(proposal.id)}
                      onChange={(event) => onSelect([proposal.id], event.target.checked)}
                    />
                  </td>
                ) : null}
                <td className="supervision-cause">
                  <b>{t(`cause.${proposal.cause}`)}</b>
                  <div className="small soft">{causeWords(proposal, format.language)}</div>
                </td>
                <td className="supervision-duty">
                  <span className="faint small">{duty.serial}</span> <DutyLink duty={duty} />
                </td>
                <td className="supervision-lead">
                  {duty.lead ? bodyName(duty.lead, format.language) : ledger('noLead')}
                  {duty.person ? <div className="small soft">{duty.person}</div> : null}
                </td>
                <td className="nowrap">
                  <LightWhy dutyId={duty.id} light={duty.light} overridden={duty.overridden} />
                </td>
                <td className="nowrap">{dueWords(duty, format.language)}</td>
                <td>
                  <ProgressBar percent={duty.progress} light={duty.light} width={48} />
                </td>
                <td>
                  {state === 'open' ? (
                    <span className="nowrap">{format.date(proposal.raisedOn)}</span>
                  ) : (
                    <Decision proposal={proposal} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Decision({ proposal }: { readonly proposal: Proposal }) {
  const t = useText(supervisionTexts)
  const format = useFormat()
  return (
    <>
      {proposal.caseId === null ? null : (
        <AddressLink href={`/cases/${proposal.caseId}`}>{t('toCase')}</AddressLink>
      )}
      {proposal.reason === null ? null : <span lang="zh">{proposal.reason}</span>}
      {proposal.decidedAt === null ? null : (
        <div className="small soft">
          {proposal.decidedBy === null
            ? format.moment(proposal.decidedAt)
            : t('decidedBy', { by: proposal.decidedBy, at: format.moment(proposal.decidedAt) })}
        </div>
      )}
    </>
  )
}
