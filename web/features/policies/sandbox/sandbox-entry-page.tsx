import { useQuery } from '@tanstack/react-query'
import type { SandboxView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { usePathParam } from '../../../app/address.ts'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Bar } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { ObservationsPanel } from './observations-panel.tsx'
import { SandboxActs } from './sandbox-acts.tsx'
import { SandboxClock, SandboxMark } from './sandbox-marks.tsx'
import { sandboxEntryQuery } from './sandbox-queries.ts'
import { sandboxTime } from './sandbox-time.ts'
import './sandbox.css'

/** One product in the sandbox: what it may do and for how long, what was seen of it, what was decided. */
export function SandboxEntryPage() {
  const entryId = usePathParam('entryId')
  const { data, error, refetch } = useQuery(sandboxEntryQuery(entryId))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Entry entry={data} /> : null}
    </div>
  )
}

function Entry({ entry }: { readonly entry: SandboxView }) {
  const t = useText(policySandboxTexts)
  const say = useSay()
  const format = useFormat()
  const chinese = format.language === 'en' ? 'zh' : undefined
  const { share } = sandboxTime(entry, new Date())
  const spent = t('spent', { share: format.percent(share) })
  useTitle(entry.product)
  return (
    <>
      <p className="no-print small">
        <AddressLink href="/policies/sandbox">← {t('back')}</AddressLink>
      </p>
      <header className="page-head">
        <div>
          <h1>
            <span lang={chinese}>{entry.product}</span>{' '}
            <DemoMark of={{ name: entry.product, synthetic: entry.synthetic }} />
          </h1>
          <div>
            <SandboxMark entry={entry} /> <SandboxClock entry={entry} />
          </div>
          <div className="soft small">
            {t('appliedBy', { name: entry.byName, at: format.moment(entry.at) })}
          </div>
        </div>
        <SandboxActs entry={entry} />
      </header>
      <div className="sandbox-columns">
        <div>
          <Panel>
            <dl className="sandbox-list">
              <dt>{t('enterprise')}</dt>
              <dd>
                <AddressLink href={`/enterprises/${entry.enterprise.id}`}>
                  <span lang={chinese}>{entry.enterprise.name}</span>
                </AddressLink>{' '}
                <span className="soft small">{entry.enterprise.creditCode}</span>
              </dd>
              <dt>{t('park')}</dt>
              <dd>{entry.park ? say(entry.park.name) : t('outside')}</dd>
              <dt>{t('scope')}</dt>
              <dd lang="zh">{entry.scope}</dd>
              <dt>{t('limits')}</dt>
              <dd lang="zh">{entry.riskLimits}</dd>
              <dt>{t('period')}</dt>
              <dd>
                {format.validity(entry.from, entry.to)}
                {entry.state === 'admitted' ? (
                  <div className="soft small">
                    <Bar share={share} label={spent} /> {spent}
                  </div>
                ) : null}
              </dd>
            </dl>
          </Panel>
          <Panel title={t(entry.state === 'admitted' ? 'conclusionRunning' : 'conclusion')}>
            {entry.conclusion === null ? (
              <p className="soft">{t('conclusionNone')}</p>
            ) : (
              <>
                <p className="sandbox-words" lang="zh">
                  {entry.conclusion}
                </p>
                {entry.decided ? (
                  <p className="soft small">
                    {t('decidedBy', { name: entry.decided.name, at: format.moment(entry.decided.at) })}
                  </p>
                ) : null}
              </>
            )}
          </Panel>
        </div>
        <ObservationsPanel entry={entry} />
      </div>
    </>
  )
}
