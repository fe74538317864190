import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { exportSimulation } from '#contract/policies'
import type { SimulationView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { AffectedPanel } from './affected-panel.tsx'
import { DifferencesPanel } from './differences-panel.tsx'
import { GroupsPanel } from './groups-panel.tsx'
import { parseTyped } from './moved-numbers.ts'
import { OtherSimulations } from './other-simulations.tsx'
import { SimulateForm } from './simulate-form.tsx'
import { simulationQuery } from './simulation-queries.ts'
import { SimulationTitle } from './simulation-title.tsx'
import { sidesOf } from './simulation-words.ts'
import { TotalsPanel } from './totals-panel.tsx'
import '../../../ui/link-button.css'
import './simulations.css'

/** What a simulation found; its numbers stand beside it, to be moved again. */
export function SimulationPage() {
  const simulationId = usePathParam('simulationId')
  const { data, error, refetch } = useQuery(simulationQuery(simulationId))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Simulation key={simulationId} view={data} /> : null}
    </div>
  )
}

function Simulation({ view }: { readonly view: SimulationView }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const format = useFormat()
  const { row, stoodOn, tookMs } = view
  const sides = useMemo(() => sidesOf(view), [view])
  const [{ set }] = useAddress<'set'>()
  const begin = useMemo(() => parseTyped(set), [set])
  const policyTitle = say(sides.changed.definition.title)
  useTitle(row.title)
  return (
    <>
      <header className="page-head">
        <div>
          <p className="no-print small">
            <AddressLink href="/policies/simulations">← {t('back')}</AddressLink>
          </p>
          <h1>
            <SimulationTitle title={row.title} />
          </h1>
          <div className="soft linked">
            {t('head', {
              on: format.date(row.on),
              n: row.enterprises,
              ms: Math.round(tookMs),
            })}
            {' · '}
            {t('byAt', { name: row.byName, at: format.moment(row.at) })}
            {row.policyId === null ? null : (
              <>
                {' · '}
                <AddressLink href={`/policies/${row.policyId}`}>{t('openPolicy')}</AddressLink>
              </>
            )}
          </div>
        </div>
        <div className="page-actions no-print">
          <a
            className="link-button"
            href={addressOf(exportSimulation, { params: { simulationId: row.id } })}
            download
          >
            {t('export')}
          </a>
        </div>
      </header>
      <div className="simulation-columns">
        <div className="simulation-answer">
          <TotalsPanel result={view.result} on={row.on} />
        </div>
        <aside className="simulation-again no-print">
          <Panel title={t('again')} label={t('again')}>
            <p className="soft small">{t('againWhy')}</p>
            <SimulateForm
              base={{ source: `base ${row.id}`, ...sides.base }}
              changed={{ source: `changed ${row.id}`, ...sides.changed }}
              on={row.on}
              begin={begin}
              runLabel={t('again')}
              titleOf={(changes) =>
                changes === null ? policyTitle : t('titleAuto', { policy: policyTitle, changes })
              }
              curveHref={({ id }) =>
                `/policies/simulations/curve?${new URLSearchParams({ simulation: row.id, move: id }).toString()}`
              }
            />
          </Panel>
        </aside>
        <div className="simulation-rest">
          {row.policyId === null ? null : (
            <OtherSimulations
              policyId={row.policyId}
              policyTitle={sides.changed.definition.title}
              current={row.id}
            />
          )}
          <GroupsPanel result={view.result} />
          <AffectedPanel result={view.result} />
          <DifferencesPanel view={view} sides={sides} />
          <Panel title={t('stoodOn')}>
            <p>{t('stoodFacts', { at: format.moment(stoodOn.factsAt) })}</p>
            <p className="small soft simulation-digests" title={t('stoodWhy')}>
              {t('stoodDigests', {
                base: stoodOn.base.slice(0, 12),
                changed: stoodOn.changed.slice(0, 12),
                rules: stoodOn.rules.slice(0, 12),
              })}
            </p>
            <p className="small soft">{t('stoodWhy')}</p>
          </Panel>
        </div>
      </div>
    </>
  )
}
