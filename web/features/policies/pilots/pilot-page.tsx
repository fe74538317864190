import { useQuery } from '@tanstack/react-query'
import type { PilotView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { usePathParam } from '../../../app/address.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { DaysLeft, PilotMark } from '../coverage/coverage-marks.tsx'
import { pilotQuery } from '../coverage/coverage-queries.ts'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { PilotActs } from './pilot-acts.tsx'
import { PilotCourse } from './pilot-course.tsx'
import { PilotFiles } from './pilot-files.tsx'
import '../../../ui/plain-table.css'
import './pilots.css'

/** One pilot from proposal to decision. */
export function PilotPage() {
  const pilotId = usePathParam('pilotId')
  const { data, error, refetch } = useQuery(pilotQuery(pilotId))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Pilot pilot={data} /> : null}
    </div>
  )
}

function Pilot({ pilot }: { readonly pilot: PilotView }) {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  const format = useFormat()
  const between = format.language === 'en' ? ', ' : '、'
  useTitle(pilot.title)
  return (
    <>
      <p className="no-print small">
        <AddressLink href="/policies/pilots">← {t('back')}</AddressLink>
      </p>
      <header className="page-head">
        <div>
          <h1>
            <span lang={format.language === 'en' ? 'zh' : undefined}>{pilot.title}</span>{' '}
            <DemoMark of={{ name: pilot.title, synthetic: pilot.synthetic }} />
          </h1>
          <div>
            <PilotMark pilot={pilot} />{' '}
            {pilot.state === 'running' && !pilot.overdue ? <DaysLeft to={pilot.to} most={999} /> : null}
          </div>
        </div>
        <PilotActs pilot={pilot} />
      </header>
      <div className="pilot-columns">
        <div>
          <Panel title={t('goals')}>
            <p className="pilot-words" lang="zh">
              {pilot.goals}
            </p>
            <dl className="pilot-list">
              <dt>{t('openPolicyOf')}</dt>
              <dd>
                <AddressLink href={`/policies/${pilot.policy.id}`}>{say(pilot.policy.title)}</AddressLink>
              </dd>
              <dt>{t('parks')}</dt>
              <dd>{pilot.parks.map(({ name }) => say(name)).join(between)}</dd>
              <dt>{t('period')}</dt>
              <dd>{format.validity(pilot.from, pilot.to)}</dd>
              <dt>{t('basisOf')}</dt>
              <dd lang="zh">{pilot.basis}</dd>
            </dl>
          </Panel>
          <Findings pilot={pilot} />
        </div>
        <div>
          <Panel title={t('course')}>
            <PilotCourse pilot={pilot} />
          </Panel>
          <PilotFiles pilot={pilot} />
        </div>
      </div>
    </>
  )
}

function Findings({ pilot: { findings } }: { readonly pilot: PilotView }) {
  const t = useText(policyCoverageTexts)
  const format = useFormat()
  if (findings === null)
    return (
      <Panel title={t('findings')}>
        <p className="soft">{t('findingsNone')}</p>
      </Panel>
    )
  return (
    <Panel title={t('findings')}>
      <dl className="pilot-list">
        <dt>{t('advice')}</dt>
        <dd>
          <b>{t(`advice.${findings.advice}`)}</b>
        </dd>
        <dt>{t('reachedWords')}</dt>
        <dd className="pilot-words" lang="zh">
          {findings.reached}
        </dd>
        {findings.problems === null ? null : (
          <>
            <dt>{t('problems')}</dt>
            <dd className="pilot-words" lang="zh">
              {findings.problems}
            </dd>
          </>
        )}
      </dl>
      {findings.figures.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('figureName')}</th>
              <th scope="col" className="number">
                {t('figureValue')}
              </th>
              <th scope="col">{t('figureUnit')}</th>
            </tr>
          </thead>
          <tbody>
            {findings.figures.map(({ name, value, unit }) => (
              <tr key={name}>
                <td lang="zh">{name}</td>
                <td className="number">{format.number(value)}</td>
                <td lang="zh">{unit}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  )
}
