import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { EnterpriseRow } from '#contract/enterprises'
import { AddressLink } from '../../app/address-link.tsx'
import { enterprisePageTexts } from '../../text/enterprises-page.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { daysUntil, todayOf, useFormat } from '../../ui/format.ts'
import { StatusMark } from '../../ui/marks.tsx'
import type { Tone } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { lackingWords } from '../../ui/rules/fact-words.ts'
import { useSay } from '../../ui/say.ts'
import { ErrorState } from '../../ui/states.tsx'
import { DemoMark } from '../../ui/filings/state-marks.tsx'
import { CasesTable } from './cases-tab.tsx'
import { useClassifications } from './classification-words.ts'
import { placeName } from './place-name.ts'
import { ladderQuery, matchesQuery, profileQuery, recordKindsQuery } from './queries.ts'
import type { Enterprise } from './queries.ts'
import { choiceWords } from './records/record-words.ts'
import type { EnterpriseTab } from './tabs.ts'

/** 概况: who it is, what it holds, where it stands, what it may have, what is open. */
export function OverviewTab({
  data,
  tabs,
}: {
  readonly data: Enterprise
  readonly tabs: readonly EnterpriseTab[]
}) {
  const t = useText(enterpriseTexts)
  const page = useText(enterprisePageTexts)
  const { enterprise } = data
  const { data: profile, error, refetch } = useQuery(profileQuery(enterprise.id))
  const open = profile?.cases.filter(({ stage }) => stage === 'open') ?? []
  return (
    <div className="enterprise-columns">
      <div>
        <NowPanel enterprise={enterprise} />
        {data.mergedFrom.length > 0 ? (
          <Panel title={t('mergedFrom')}>
            {data.mergedFrom.map((each) => (
              <div key={each.id}>
                <AddressLink href={`/enterprises/${each.id}`}>{each.name}</AddressLink>{' '}
                <DemoMark of={{ name: each.name, synthetic: enterprise.synthetic }} />{' '}
                <MergedOn on={each.on} />
              </div>
            ))}
          </Panel>
        ) : null}
      </div>
      <div>
        {tabs.includes('policies') ? <PolicyCounts enterpriseId={enterprise.id} /> : null}
        {tabs.includes('ladder') ? <LadderLine enterpriseId={enterprise.id} /> : null}
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
        {profile ? (
          <>
            <Qualifications profile={profile} />
            <Panel title={page('openCases')}>
              {open.length > 0 ? (
                <CasesTable cases={open} />
              ) : (
                <p className="soft">{page('openCasesNone')}</p>
              )}
            </Panel>
            <Suspected profile={profile} />
          </>
        ) : null}
      </div>
    </div>
  )
}

type Profile = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof profileQuery>['queryFn']>>>>

function Suspected({ profile }: { readonly profile: Profile }) {
  const page = useText(enterprisePageTexts)
  if (profile.duplicates.length === 0) return null
  return (
    <Panel title={page('duplicates')}>
      {profile.duplicates.map((each) => (
        <div key={each.id}>
          <StatusMark tone="warn">
            <AddressLink href={`/enterprises/${each.id}`}>
              <span lang="zh">{each.name}</span>
            </AddressLink>
          </StatusMark>{' '}
          <span className="soft small">{each.creditCode}</span>
          {profile.can.merge ? (
            <>
              {' · '}
              <AddressLink
                href={`/enterprises/duplicates?survivor=${profile.enterprise.id}&duplicate=${each.id}`}
              >
                {page('duplicatesOpen')}
              </AddressLink>
            </>
          ) : null}
        </div>
      ))}
    </Panel>
  )
}

const GROUPS = [
  ['yes', 'good'],
  ['near', 'warn'],
  ['undetermined', 'neutral'],
  ['no', 'bad'],
] as const satisfies readonly (readonly [string, Tone])[]

function PolicyCounts({ enterpriseId }: { readonly enterpriseId: string }) {
  const page = useText(enterprisePageTexts)
  const format = useFormat()
  const { data } = useQuery(matchesQuery(enterpriseId))
  const href = `/enterprises/${enterpriseId}?tab=policies`
  if (data === undefined) return null
  return (
    <Panel title={page('policies')} actions={<AddressLink href={href}>{page('policiesOpen')}</AddressLink>}>
      <div className="policy-counts">
        {GROUPS.map(([group, tone]) => (
          <AddressLink key={group} href={`${href}&group=${group}`}>
            <b>{format.number(data.counts[group])}</b>
            <StatusMark tone={tone}>{page(`group.${group}`)}</StatusMark>
          </AddressLink>
        ))}
      </div>
      {data.combination ? (
        <p className="soft policy-total">
          {page('combination', { amount: format.number(data.combination.total) })}
        </p>
      ) : null}
    </Panel>
  )
}

function LadderLine({ enterpriseId }: { readonly enterpriseId: string }) {
  const page = useText(enterprisePageTexts)
  const say = useSay()
  const { language } = useFormat()
  const { data } = useQuery(ladderQuery(enterpriseId))
  if (data === undefined) return null
  const titleOf = (code: string) => {
    const rung = data.rungs.find((each) => each.code === code)
    return rung ? say(rung.title) : code
  }
  const next = data.rungs.find(({ code }) => code === data.next)
  const answer = next === undefined ? null : next.verdict.near ? 'near' : next.verdict.answer
  return (
    <Panel
      title={page('ladder')}
      actions={
        <AddressLink href={`/enterprises/${enterpriseId}?tab=ladder`}>{page('ladderOpen')}</AddressLink>
      }
    >
      <p className="policy-total">
        {data.held === null ? page('ladderNone') : <b>{page('ladderHeld', { held: titleOf(data.held) })}</b>}
        {' · '}
        {next === undefined || answer === null
          ? page('ladderTop')
          : page('ladderNext', { next: say(next.title), state: page(`group.${answer}`) })}
        {(next?.verdict.way ?? []).slice(0, 2).map(({ condition, title, lacking, unit }) => (
          <span key={condition} className="mark-warn">
            {' · '}
            {say(title)} {lackingWords(lacking, unit, language)}
          </span>
        ))}
      </p>
    </Panel>
  )
}

const SOON_DAYS = 90

/** Qualifications with how long each holds; those that hold first, as the server orders them. */
function Qualifications({ profile }: { readonly profile: Profile }) {
  const page = useText(enterprisePageTexts)
  const format = useFormat()
  const { data } = useQuery(recordKindsQuery)
  const kind = data?.kinds.find(({ code }) => code === 'qualification')
  const rows = profile.records.filter(
    (record) =>
      record.kind === 'qualification' && (record.status === 'confirmed' || record.status === 'declared'),
  )
  return (
    <Panel
      title={page('qualifications')}
      actions={
        <AddressLink href={`/enterprises/${profile.enterprise.id}?tab=records`}>
          {page('tab.records')}
        </AddressLink>
      }
    >
      {rows.length === 0 ? <p className="soft">{page('qualificationsNone')}</p> : null}
      {rows.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={page('qualifications')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{page('qualification')}</th>
                <th scope="col">{page('number')}</th>
                <th scope="col">{page('validity')}</th>
                <th scope="col">{page('state')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((record) => (
                <tr key={record.id}>
                  <td>{choiceWords(kind, record, format.language)}</td>
                  <td className="soft">
                    {typeof record.fields['number'] === 'string' ? record.fields['number'] : ''}
                  </td>
                  <td>{format.validity(record.from, record.to)}</td>
                  <td>
                    <Expiry from={record.from} to={record.to} holds={record.holds} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {profile.withheld.records > 0 ? (
        <p className="soft small">{page('withheld', { n: profile.withheld.records })}</p>
      ) : null}
    </Panel>
  )
}

/** ● 有效, ▲ 30 天后到期, ○ 已到期. */
function Expiry({
  from,
  to,
  holds,
}: {
  readonly from: string
  readonly to: string | null
  readonly holds: boolean
}) {
  const page = useText(enterprisePageTexts)
  const now = new Date()
  if (!holds)
    return <StatusMark tone="neutral">{page(from > todayOf(now) ? 'starts' : 'expired')}</StatusMark>
  const days = to === null ? null : daysUntil(to, now)
  return days !== null && days <= SOON_DAYS ? (
    <StatusMark tone="warn">{page('expires', { n: days })}</StatusMark>
  ) : (
    <StatusMark tone="good">{page('holds')}</StatusMark>
  )
}

function MergedOn({ on }: { readonly on: string | null }) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  return on === null ? null : <span className="soft">{t('mergedOn', { date: format.date(on) })}</span>
}

function NowPanel({ enterprise }: { readonly enterprise: EnterpriseRow }) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  const { name } = useClassifications()
  const { language } = format
  const unknown = <span className="faint">{t('unknown')}</span>
  const park = (place: EnterpriseRow['registrationPark']) =>
    place ? (
      <AddressLink href={`/organisations/${place.id}`}>{placeName(place, language)}</AddressLink>
    ) : (
      <span className="faint">{t('outside')}</span>
    )
  const facts = [
    ...(enterprise.successor
      ? ([
          [
            'successor',
            <AddressLink key="successor" href={`/enterprises/${enterprise.successor.id}`}>
              {enterprise.successor.name}
            </AddressLink>,
          ],
        ] as const)
      : []),
    ['nameEn', enterprise.nameEn ?? unknown],
    ['registrationPark', park(enterprise.registrationPark)],
    ['operationPark', park(enterprise.operationPark)],
    [
      'registrationDistrict',
      enterprise.registrationDistrict ? placeName(enterprise.registrationDistrict, language) : unknown,
    ],
    [
      'operationDistrict',
      enterprise.operationDistrict ? placeName(enterprise.operationDistrict, language) : unknown,
    ],
    ['cluster', name('cluster', enterprise.cluster) ?? unknown],
    ['address', enterprise.address ?? unknown],
    [
      'industry',
      enterprise.industry === null
        ? unknown
        : `${enterprise.industry} ${name('industry', enterprise.industry)}`,
    ],
    ['field', name('field', enterprise.field) ?? unknown],
    ['sizeClass', name('size', enterprise.sizeClass) ?? unknown],
    ['rung', name('rung', enterprise.rung) ?? unknown],
    ['highTech', t(enterprise.highTech ? 'yes' : 'no')],
    ['aboveScale', t(enterprise.aboveScale ? 'yes' : 'no')],
    ['validity', format.validity(enterprise.validFrom, enterprise.validTo)],
  ] as const
  return (
    <Panel title={t('now')}>
      <dl className="enterprise-facts">
        {facts.map(([fact, value]) => (
          <FactRow key={fact} name={t(fact)} value={value} />
        ))}
      </dl>
    </Panel>
  )
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
