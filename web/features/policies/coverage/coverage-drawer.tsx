import Drawer from 'antd/es/drawer'
import { useQuery } from '@tanstack/react-query'
import type { readCoverage, readCoverageHistory } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { CoverageMark } from './coverage-marks.tsx'
import { coverageHistoryQuery } from './coverage-queries.ts'
import { SetCoverageForm } from './set-coverage-form.tsx'

type Spell = ResponseOf<typeof readCoverageHistory>['spells'][number]

/** One policy in one park: what holds from when on which basis, what it replaced; the office records progress. */
export function CoverageDrawer({
  coverage,
  policyId,
  parkId,
  onClose,
}: {
  readonly coverage: ResponseOf<typeof readCoverage>
  readonly policyId: string
  readonly parkId: string
  readonly onClose: () => void
}) {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  const { data, error, refetch } = useQuery(coverageHistoryQuery(policyId, parkId))
  const policy = coverage.policies.find(({ id }) => id === policyId)
  const park = coverage.parks.find(({ id }) => id === parkId)
  const holds = (data?.spells ?? [])
    .filter(({ until }) => until === null)
    .toSorted((a, b) => b.from.localeCompare(a.from))
  const former = (data?.spells ?? []).filter(({ until }) => until !== null)
  const title = [policy?.title, park?.name].map((name) => (name ? say(name) : '')).join(' · ')
  return (
    <Drawer open title={title} size={480} onClose={onClose}>
      <p>
        <AddressLink href={`/policies/${policyId}`}>{t('openPolicy')}</AddressLink>
      </p>
      <h2>{t('history')}</h2>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && holds.length === 0 ? <p className="soft">{t('historyNone')}</p> : null}
      <Course spells={holds} />
      {former.length > 0 ? (
        <details className="coverage-former">
          <summary>{t('former', { n: former.length })}</summary>
          <Course spells={former} />
        </details>
      ) : null}
      {coverage.can.change ? (
        <>
          <h2>{t('set')}</h2>
          <SetCoverageForm policyId={policyId} parkId={parkId} parks={coverage.parks} />
        </>
      ) : null}
    </Drawer>
  )
}

function Course({ spells }: { readonly spells: readonly Spell[] }) {
  const t = useText(policyCoverageTexts)
  const format = useFormat()
  if (spells.length === 0) return null
  return (
    <ol className="coverage-course">
      {spells.map((spell) => (
        <li key={`${spell.since} ${spell.from} ${spell.until ?? ''}`}>
          <div>
            <CoverageMark state={spell.state} /> {format.validity(spell.from, spell.to)}
          </div>
          <div>
            <span className="soft">{t('basis')}</span> <span lang="zh">{spell.basis}</span>
          </div>
          {spell.note === null ? null : (
            <div>
              <span className="soft">{t('remark')}</span> <span lang="zh">{spell.note}</span>
            </div>
          )}
          <div className="soft small">
            {t('recorded', { name: spell.byName, at: format.moment(spell.since) })}
            {spell.until === null ? null : <> · {t('replaced', { at: format.moment(spell.until) })}</>}
          </div>
        </li>
      ))}
    </ol>
  )
}
