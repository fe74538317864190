import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { SandboxState } from '#contract/policies'
import type { SandboxView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import { SandboxClock, SandboxMark } from './sandbox-marks.tsx'
import { sandboxQuery } from './sandbox-queries.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './sandbox.css'

/** 监管沙箱: the register as far as the reader may see it; what waits for a decision first. */
export function SandboxPage() {
  const t = useText(policySandboxTexts)
  const { roles } = useSession()
  const [{ state: asked }, change] = useAddress<'state'>()
  const state = SandboxState.options.find((each) => each === asked)
  const { data, error, refetch } = useQuery(sandboxQuery(state ? { state } : {}))
  const [applying, setApplying] = useState(false)
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t(roles.includes('enterprise') ? 'noteOwn' : 'note')}</div>
        </div>
        {data?.can.apply ? (
          <div className="page-actions no-print">
            <Button type="primary" onClick={() => setApplying(true)}>
              {t('apply')}
            </Button>
          </div>
        ) : null}
      </header>
      <div className="list-filters sandbox-filters no-print">
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={state}
          options={SandboxState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
          onValue={(value) => change({ state: value })}
        />
        {data ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: data.total })}
          </span>
        ) : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.entries.length > 0 ? <Register entries={data.entries} /> : null}
      {data && data.entries.length === 0 ? (
        <EmptyState
          title={t('none')}
          action={
            state ? (
              <Button onClick={() => change({ state: null }, { push: true })}>{t('clear')}</Button>
            ) : null
          }
        >
          {t(state ? 'noneFilter' : 'noneWhy')}
        </EmptyState>
      ) : null}
      {applying ? <ApplyDialog onClose={() => setApplying(false)} /> : null}
    </div>
  )
}

function Register({ entries }: { readonly entries: readonly SandboxView[] }) {
  const t = useText(policySandboxTexts)
  const say = useSay()
  const format = useFormat()
  const router = useRouter()
  const [current, setCurrent] = useCurrentRow(entries, {
    table: '.sandbox-table',
    open: ({ id }) => router.history.push(`/policies/sandbox/${id}`),
  })
  const chinese = format.language === 'en' ? 'zh' : undefined
  return (
    <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
      <table className="plain-table sandbox-table">
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('enterprise')}</th>
            <th scope="col">{t('park')}</th>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('observations')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => {
            const incidents = entry.observations.filter(
              ({ kind }) => kind === 'incident' || kind === 'limit-exceeded',
            ).length
            return (
              <tr
                key={entry.id}
                aria-current={index === current ? 'true' : undefined}
                onClick={() => setCurrent(index)}
              >
                <td>
                  <AddressLink href={`/policies/sandbox/${entry.id}`}>
                    <span lang={chinese}>{entry.product}</span>
                  </AddressLink>{' '}
                  <DemoMark of={{ name: entry.product, synthetic: entry.synthetic }} />
                </td>
                <td>
                  <AddressLink href={`/enterprises/${entry.enterprise.id}`}>
                    <span lang={chinese}>{entry.enterprise.name}</span>
                  </AddressLink>
                </td>
                <td className="sandbox-line">
                  {entry.park ? say(entry.park.name) : <span className="soft">{t('outside')}</span>}
                </td>
                <td className="sandbox-line">{format.validity(entry.from, entry.to)}</td>
                <td className="sandbox-line">
                  <SandboxMark entry={entry} />
                  <div>
                    <SandboxClock entry={entry} />
                  </div>
                </td>
                <td className="sandbox-line">
                  {entry.observations.length === 0 ? (
                    <span className="faint">—</span>
                  ) : (
                    t('observationsOf', { n: entry.observations.length })
                  )}
                  {incidents > 0 ? (
                    <div>
                      <StatusMark tone="bad">{t('incidents', { n: incidents })}</StatusMark>
                    </div>
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
