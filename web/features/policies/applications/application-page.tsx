import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { downloadApplicationFile } from '#contract/policies'
import type { ApplicationView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf } from '../../../app/api-client.ts'
import { usePathParam } from '../../../app/address.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Chip } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import { FactTitle } from '../../../ui/rules/condition-tree.tsx'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { SourceLink } from '../../../ui/rules/source-link.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { applicationQuery, ruleBookQuery } from '../shared/policy-queries.ts'
import { FlagsPanel } from './flags-panel.tsx'
import { InvitationBar } from './invitation-bar.tsx'
import { keptFactWords, keptSource } from './kept-facts.ts'
import { PayDialog } from './pay-dialog.tsx'
import { PaymentsPanel } from './payments-panel.tsx'
import '../../../ui/plain-table.css'
import './application-page.css'

type View = z.infer<typeof ApplicationView>

/** One application: its state and case, the facts that it rests on, papers, payments, and what was noticed. */
export function ApplicationPage() {
  const applicationId = usePathParam('applicationId')
  const { data, error, refetch } = useQuery(applicationQuery(applicationId))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Application application={data} /> : null}
    </div>
  )
}

function Application({ application }: { readonly application: View }) {
  const t = useText(policyApplicationTexts)
  const words = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  const names: FactNames = (code) => {
    const fact = book?.facts.find((each) => each.code === code)
    return fact ? { title: fact.title, unit: fact.unit, words: fact.options ?? [] } : undefined
  }
  const [paying, setPaying] = useState(false)
  const { policy, enterprise, approved, paid, can } = application
  // To the yuan, as amounts are kept.
  const left = Math.round(Math.max(0, (approved ?? 0) - paid) * 10_000) / 10_000
  useTitle(`${say(policy.title)} ${enterprise.name}`)
  return (
    <>
      <p className="no-print small">
        <AddressLink href="/policies/applications">← {t('back')}</AddressLink>
      </p>
      <header className="page-head application-head">
        <div>
          <h1>
            <span lang={format.language === 'en' ? 'zh' : undefined}>{enterprise.name}</span>{' '}
            <DemoMark of={{ name: enterprise.name, synthetic: application.synthetic }} />
          </h1>
          <div>
            <ApplicationMark state={application.state} />{' '}
            <AddressLink href={`/policies/${policy.id}?version=${policy.versionId}`}>
              {say(policy.title)}
            </AddressLink>{' '}
            <Chip>{words(`procedure.${application.procedure}`)}</Chip>{' '}
            <span className="soft">{t('yearOf', { year: String(application.year) })}</span>
          </div>
          <div className="soft small">
            <AddressLink href={`/enterprises/${enterprise.id}?tab=policies&policy=${policy.id}`}>
              {enterprise.creditCode}
            </AddressLink>{' '}
            · {t('byAt', { name: application.byName, at: format.moment(application.at) })} ·{' '}
            {application.caseNumber ?? t('caseNone')}
          </div>
        </div>
        <div className="page-actions no-print">
          {application.caseId === null ? null : (
            <LinkButton href={`/cases/${application.caseId}`}>{t('openCase')}</LinkButton>
          )}
          {can.includes('pay') ? (
            <Button type="primary" onClick={() => setPaying(true)}>
              {t('pay')}
            </Button>
          ) : null}
        </div>
      </header>
      <InvitationBar application={application} />
      <div className="application-columns">
        <div>
          <Amounts application={application} left={left} />
          <PaymentsPanel application={application} />
          <FlagsPanel application={application} names={names} />
        </div>
        <div>
          <FactsPanel application={application} names={names} />
          <PapersPanel application={application} />
        </div>
      </div>
      {paying ? (
        <PayDialog application={application} left={left} names={names} onClose={() => setPaying(false)} />
      ) : null}
    </>
  )
}

function Amounts({
  application: { worked, approved, paid, note },
  left,
}: {
  readonly application: View
  readonly left: number
}) {
  const t = useText(policyApplicationTexts)
  const format = useFormat()
  const amounts = [
    ['workedLong', worked],
    ['approvedLong', approved],
    ['paidLong', paid],
    ['leftLong', approved === null ? null : left],
  ] as const
  return (
    <Panel title={t('amounts')}>
      <dl className="application-amounts">
        {amounts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              {value === null ? <span className="faint small">{t('unknown')}</span> : format.number(value)}
            </dd>
          </div>
        ))}
      </dl>
      {note === null ? null : (
        <p>
          <span className="soft">{t('remarks')}</span> <span lang="zh">{note}</span>
        </p>
      )}
    </Panel>
  )
}

/** The facts as they were kept, each with where it was from. */
function FactsPanel({
  application: { facts, enterprise },
  names,
}: {
  readonly application: View
  readonly names: FactNames
}) {
  const t = useText(policyApplicationTexts)
  const { language } = useFormat()
  return (
    <Panel title={t('facts')}>
      <p className="soft small">{facts.length === 0 ? t('factsNone') : t('factsWhy')}</p>
      {facts.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('facts')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('fact')}</th>
                <th scope="col">{t('value')}</th>
                <th scope="col">{t('source')}</th>
              </tr>
            </thead>
            <tbody>
              {facts.map(({ fact, value, unit, source }) => {
                const name = names(fact)
                const kept = keptSource(source)
                return (
                  <tr key={fact}>
                    <td>
                      <FactTitle code={fact} names={names} />
                    </td>
                    <td>{keptFactWords(value, unit ?? name?.unit ?? null, language, name?.words)}</td>
                    <td className="small">
                      {kept === null ? (
                        <span className="faint">—</span>
                      ) : (
                        <SourceLink source={kept} fact={fact} enterpriseId={enterprise.id} />
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  )
}

function PapersPanel({ application: { files } }: { readonly application: View }) {
  const t = useText(policyApplicationTexts)
  const format = useFormat()
  return (
    <Panel title={t('files')}>
      {files.length === 0 ? <p className="soft">{t('filesNone')}</p> : null}
      <ul className="application-lines">
        {files.map(({ id, name, sizeBytes }) => (
          <li key={id}>
            <a href={addressOf(downloadApplicationFile, { params: { fileId: id } })} download lang="zh">
              {name}
            </a>{' '}
            <span className="soft small">{format.bytes(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
