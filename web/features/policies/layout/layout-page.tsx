import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listLayoutProposals } from '#contract/policies'
import type { LayoutView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { LayoutMatrix } from './layout-matrix.tsx'
import { layoutQuery } from './layout-queries.ts'
import { ParkPanel } from './park-panel.tsx'
import { ProposalsTab } from './proposals-tab.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import { RuleSets } from './rule-sets.tsx'
import '../../../ui/view-tabs.css'
import './layout.css'

type Names = 'on' | 'park' | 'tab'

/** 产业布局: the industries of the parks on a day, what each source's rules say of them, and proposals. */
export function LayoutPage() {
  const t = useText(layoutTexts)
  const [address] = useAddress<Names>()
  const on = address.on && /^\d{4}-\d{2}-\d{2}$/u.test(address.on) ? address.on : undefined
  const { data, error, refetch } = useQuery(layoutQuery(on))
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Layout view={data} isAsked={on !== undefined} /> : null}
    </div>
  )
}

function Layout({ view, isAsked }: { readonly view: LayoutView; readonly isAsked: boolean }) {
  const t = useText(layoutTexts)
  const { roles } = useSession()
  const [address, change] = useAddress<Names>()
  const [changing, setChanging] = useState<{ readonly park: string; readonly industry: string } | null>(null)
  const [proposing, setProposing] = useState(false)
  const seesProposals = listLayoutProposals.access.some((role) => roles.includes(role))
  const tab = seesProposals && address.tab === 'proposals' ? 'proposals' : 'matrix'
  const hrefOf = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(isAsked ? { on: view.on } : {}), ...more }).toString()
    return `/policies/layout${query === '' ? '' : `?${query}`}`
  }
  const park = view.parks.find(({ code }) => code === address.park)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <label className="soft">
            {t('day')}{' '}
            <Input
              type="date"
              style={{ width: 150 }}
              value={view.on}
              onChange={({ target }) => {
                if (target.value !== '') change({ on: target.value })
              }}
            />
          </label>
          {view.can.change ? (
            <Button onClick={() => setChanging({ park: '', industry: '' })}>{t('change')}</Button>
          ) : null}
          {view.can.propose ? (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('propose')}
            </Button>
          ) : null}
        </div>
      </header>
      {seesProposals ? (
        <nav className="view-tabs no-print" aria-label={t('tabs')}>
          <AddressLink href={hrefOf({})} aria-current={tab === 'matrix' ? 'page' : undefined}>
            {t('tab.matrix')}
          </AddressLink>
          <AddressLink
            href={hrefOf({ tab: 'proposals' })}
            aria-current={tab === 'proposals' ? 'page' : undefined}
          >
            {t('tab.proposals')}
          </AddressLink>
        </nav>
      ) : null}
      {tab === 'proposals' ? (
        <ProposalsTab view={view} />
      ) : (
        <>
          <LayoutMatrix
            view={view}
            chosen={park?.code}
            hrefOf={(code) => hrefOf({ park: code })}
            onCell={
              view.can.change ? (parkId, industry) => setChanging({ park: parkId, industry }) : undefined
            }
          />
          {park === undefined ? null : (
            <ParkPanel key={park.id} view={view} park={park} closeHref={hrefOf({})} />
          )}
          <RuleSets view={view} />
        </>
      )}
      {changing === null ? null : (
        <ChangeDialog view={view} begin={changing} onClose={() => setChanging(null)} />
      )}
      {proposing ? (
        <ProposeDialog
          view={view}
          onClose={() => setProposing(false)}
          onDone={() => {
            setProposing(false)
            change({ tab: 'proposals', park: null }, { push: true })
          }}
        />
      ) : null}
    </>
  )
}
