import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { PilotState } from '#contract/policies'
import type { PilotView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { CoverageLinks } from '../coverage/coverage-links.tsx'
import { DaysLeft, PilotMark } from '../coverage/coverage-marks.tsx'
import { coverageQuery, pilotsQuery } from '../coverage/coverage-queries.ts'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './pilots.css'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** 先行先试: pilots, those that wait for evaluation or decision first. */
export function PilotsPage() {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  const [{ state: asked, park: askedPark }, change] = useAddress<'state' | 'park'>()
  const state = PilotState.options.find((each) => each === asked)
  const park = askedPark && UUID.test(askedPark) ? askedPark : undefined
  const { data, error, refetch } = useQuery(
    pilotsQuery({ ...(state ? { state } : {}), ...(park ? { park } : {}) }),
  )
  const coverage = useQuery(coverageQuery({}))
  const [proposing, setProposing] = useState(false)
  const filtered = state !== undefined || park !== undefined
  useTitle(t('pilotsTitle'))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('pilotsTitle')}</h1>
          <div className="soft">{t('pilotsNote')}</div>
        </div>
        {data?.can.propose ? (
          <div className="page-actions no-print">
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('propose')}
            </Button>
          </div>
        ) : null}
      </header>
      <CoverageLinks here="pilots" />
      <div className="list-filters pilots-filters no-print">
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={state}
          options={PilotState.options.map((value) => ({ value, label: t(`pilot.${value}`) }))}
          onValue={(value) => change({ state: value })}
        />
        <FilterChoice
          label={t('park')}
          any={t('anyPark')}
          value={park}
          options={(coverage.data?.parks ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
          onValue={(value) => change({ park: value })}
        />
        {data ? (
          <span className="soft small" aria-live="polite">
            {t('pilotsTotal', { n: data.total })}
          </span>
        ) : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.pilots.length > 0 ? <PilotTable pilots={data.pilots} /> : null}
      {data && data.pilots.length === 0 ? (
        <EmptyState
          title={t('pilotsNone')}
          action={
            filtered ? (
              <Button onClick={() => change({ state: null, park: null }, { push: true })}>
                {t('clear')}
              </Button>
            ) : null
          }
        >
          {filtered ? t('noneWhy') : t('pilotsNoneWhy')}
        </EmptyState>
      ) : null}
      {proposing && coverage.data ? (
        <ProposeDialog parks={coverage.data.parks} onClose={() => setProposing(false)} />
      ) : null}
    </div>
  )
}

function PilotTable({ pilots }: { readonly pilots: readonly PilotView[] }) {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  const format = useFormat()
  const router = useRouter()
  const [current, setCurrent] = useCurrentRow(pilots, {
    table: '.pilots-table',
    open: ({ id }) => router.history.push(`/policies/pilots/${id}`),
  })
  return (
    <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('pilotsTitle')}>
      <table className="plain-table pilots-table">
        <thead>
          <tr>
            <th scope="col">{t('pilot')}</th>
            <th scope="col">{t('policy')}</th>
            <th scope="col">{t('parks')}</th>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {pilots.map((pilot, index) => (
            <tr
              key={pilot.id}
              aria-current={index === current ? 'true' : undefined}
              onClick={() => setCurrent(index)}
            >
              <td>
                <AddressLink href={`/policies/pilots/${pilot.id}`}>
                  <span lang={format.language === 'en' ? 'zh' : undefined}>{pilot.title}</span>
                </AddressLink>{' '}
                <DemoMark of={{ name: pilot.title, synthetic: pilot.synthetic }} />
              </td>
              <td>
                <AddressLink href={`/policies/${pilot.policy.id}`}>{say(pilot.policy.title)}</AddressLink>
              </td>
              <td>{pilot.parks.map(({ name }) => say(name)).join(format.language === 'en' ? ', ' : '、')}</td>
              <td className="pilots-period">{format.validity(pilot.from, pilot.to)}</td>
              <td className="pilots-state">
                <PilotMark pilot={pilot} />{' '}
                {pilot.state === 'running' && !pilot.overdue ? <DaysLeft to={pilot.to} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
