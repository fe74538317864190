import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Proposal } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { supervisionTexts } from '../../../text/ledger-oversight.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { dutyHref } from '../shared/duty-link.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { CAUSES } from './cause-words.ts'
import { CircularButton } from './circular-dialog.tsx'
import { DecideBar, DecisionNote } from './decide-bar.tsx'
import type { DecisionOutcome } from './decide-bar.tsx'
import { proposalsQuery } from './oversight-queries.ts'
import { ProposalsTable } from './proposals-table.tsx'
import './oversight.css'
import './supervision.css'

const STATES = Proposal.shape.state.options
/** As many as the server decides at once. */
const MOST = 100

/** 督办: duties that the system proposes to supervise, decided one by one or together. */
export function SupervisionPage() {
  const t = useText(supervisionTexts)
  const format = useFormat()
  const router = useRouter()
  const [address, change] = useAddress<'state' | 'cause' | 'row'>()
  const state = STATES.find((each) => each === address.state) ?? 'open'
  const cause = CAUSES.find((each) => each === address.cause)
  const { data, error, refetch } = useQuery(proposalsQuery(state))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [outcome, setOutcome] = useState<DecisionOutcome | null>(null)
  useTitle(t('title'))
  const rows = (data?.proposals ?? []).filter((each) => cause === undefined || each.cause === cause)
  const canDecide = state === 'open' && data?.can === true
  const chosen = canDecide ? rows.filter(({ id }) => selected.has(id)) : []
  const current = Math.max(
    0,
    rows.findIndex(({ id }) => id === address.row),
  )
  function select(ids: readonly string[], on: boolean) {
    const next = new Set(selected)
    for (const id of ids)
      if (!on) next.delete(id)
      else if (next.size < MOST) next.add(id)
    setSelected(next)
  }
  function go(by: number) {
    const row = rows[Math.min(rows.length - 1, Math.max(0, address.row === undefined ? 0 : current + by))]
    if (row) change({ row: row.id })
  }
  const at = address.row === undefined ? undefined : rows[current]
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    x: canDecide && at ? () => select([at.id], !selected.has(at.id)) : undefined,
    Enter: at ? () => router.history.push(dutyHref(at.duty.id)) : undefined,
  })
  return (
    <div className="page oversight-page">
      <LedgerLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <CircularButton />
        </div>
      </header>
      <nav className="tab-links" aria-label={t('states')}>
        {STATES.map((each) => (
          <AddressLink
            key={each}
            href={`/ledger/supervision${stringifySearch({ state: each === 'open' ? '' : each })}`}
            aria-current={each === state ? 'page' : undefined}
          >
            {t(`state.${each}`)}
          </AddressLink>
        ))}
      </nav>
      <div className="oversight-tools supervision-tools">
        {chosen.length > 0 ? (
          <DecideBar
            chosen={chosen}
            onClear={() => setSelected(new Set())}
            onDone={(done) => {
              setSelected(new Set())
              setOutcome(done)
            }}
          />
        ) : (
          <>
            <Choice
              aria-label={t('cause')}
              value={cause ?? ''}
              onChange={(event) => change({ cause: event.target.value || null, row: null }, { push: true })}
            >
              <option value="">{t('allCauses')}</option>
              {CAUSES.map((each) => (
                <option key={each} value={each}>
                  {t(`cause.${each}`)}
                </option>
              ))}
            </Choice>
            {data ? <span className="soft">{t('found', { n: format.number(rows.length) })}</span> : null}
            {rows.length > 0 ? <span className="faint small supervision-keys">{t('keys')}</span> : null}
          </>
        )}
      </div>
      {outcome ? <DecisionNote outcome={outcome} onDismiss={() => setOutcome(null)} /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.proposals.length === 0 ? (
        <EmptyState title={t(`empty.${state}`)}>
          {state === 'open' ? t('emptyWhy.open') : t('emptyWhy')}
        </EmptyState>
      ) : null}
      {data && data.proposals.length > 0 && rows.length === 0 ? (
        <p className="soft">{t('noneOfCause')}</p>
      ) : null}
      {rows.length > 0 ? (
        <ProposalsTable
          rows={rows}
          state={state}
          canSelect={canDecide}
          most={MOST}
          selected={selected}
          current={at?.id}
          onSelect={select}
        />
      ) : null}
    </div>
  )
}
