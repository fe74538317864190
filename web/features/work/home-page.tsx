import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { COUNTED_AT_MOST } from '#contract/procedures'
import type { InTrayEntry } from '#contract/work'
import type { BilingualText } from '#domain/kernel'
import type { z } from 'zod'
import { AddressLink } from '../../app/address-link.tsx'
import { useSession } from '../../app/session.ts'
import { clockTexts } from '../../text/clock.ts'
import { useText } from '../../text/index.ts'
import { workTexts } from '../../text/work.ts'
import { clockWords } from '../../ui/clock-words.ts'
import { daysUntil, useFormat } from '../../ui/format.ts'
import { StatusMark } from '../../ui/marks.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { useSay } from '../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { homeQuery } from './queries.ts'
import './home-page.css'

type Entry = z.infer<typeof InTrayEntry>

/** Steps of an evaluation that wait for somebody. */
const ROUND_ACTS = [
  'freeze',
  'adopt',
  'refreeze',
  'open-review',
  'close-review',
  'confirm',
  'publish',
] as const

/** The in-tray: what I must do, by when, in one list; then the few numbers I answer for. */
export function HomePage() {
  const t = useText(workTexts)
  const format = useFormat()
  const { user } = useSession()
  const { data, error, refetch } = useQuery(homeQuery)
  const entries = data?.entries ?? []
  return (
    <Page
      title={t('title')}
      note={
        data
          ? t(entries.length > 0 ? 'greeting' : 'greetingNone', { name: user.name, n: entries.length })
          : null
      }
    >
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel label={t('title')}>
          {entries.length > 0 ? <Entries entries={entries} /> : <NothingWaits />}
          {entries.some(({ kind }) => kind === 'case' || kind === 'case-overdue') ? (
            <p className="in-tray-all">
              <Link to="/cases">{t('casesAll')}</Link>
            </p>
          ) : null}
        </Panel>
      ) : null}
      {data && data.figures.length > 0 ? (
        <section aria-label={t('figures')}>
          <h2>{t('figures')}</h2>
          <ul className="figures">
            {data.figures.map((figure) => (
              <li key={figure.code}>
                <AddressLink href={figure.href}>
                  <b>
                    {figure.code.startsWith('cases-')
                      ? format.counted(figure.value, COUNTED_AT_MOST)
                      : format.number(figure.value)}
                  </b>{' '}
                  {t(`figure.${figure.code}`)}
                </AddressLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Page>
  )
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useText(workTexts)
  const format = useFormat()
  const say = useSay()
  const detailOf = useEntryDetail()
  const hasDates = entries.some(({ dueOn }) => dueOn !== null)
  return (
    <table className="in-tray">
      <thead>
        <tr>
          <th scope="col">{t('colWhat')}</th>
          <th scope="col">{t('colSubject')}</th>
          <th scope="col">{t('colSince')}</th>
          {hasDates ? <th scope="col">{t('colDue')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              {entry.kind === 'import-failed' ||
              entry.kind === 'case-overdue' ||
              entry.kind === 'duty-late' ? (
                <StatusMark tone="bad">{t(`do.${entry.kind}`)}</StatusMark>
              ) : (
                t(`do.${entry.kind}`)
              )}
            </td>
            <td>
              <AddressLink href={entry.href}>
                {entry.title ? (
                  isBilingual(entry.params['name']) ? (
                    say(entry.params['name'])
                  ) : (
                    <span lang="zh">{entry.title}</span>
                  )
                ) : (
                  detailOf(entry) || t(`do.${entry.kind}`)
                )}
              </AddressLink>
              {entry.title ? <div className="soft small">{detailOf(entry)}</div> : null}
            </td>
            <td className="in-tray-when">
              {entry.since ? (
                <time dateTime={entry.since} title={format.moment(entry.since)}>
                  {format.since(entry.since)}
                </time>
              ) : null}
            </td>
            {hasDates ? (
              <td className="in-tray-when">
                <Due entry={entry} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** By when: to the minute where a clock runs, else by days. */
function Due({ entry: { kind, params, dueOn: on } }: { readonly entry: Entry }) {
  const t = useText(workTexts)
  const clock = useText(clockTexts)
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const dueAt = params['dueAt']
  if (typeof dueAt === 'string') {
    const { tone, key, n } = clockWords(
      { state: kind === 'case-overdue' ? 'overdue' : 'running', dueAt },
      now,
    )
    return (
      <>
        <time dateTime={dueAt} title={format.deadline(dueAt)}>
          {format.deadlineShort(dueAt)}
        </time>
        <div className="small">
          <StatusMark tone={tone}>{clock(key, { n })}</StatusMark>
        </div>
      </>
    )
  }
  if (!on) return <span className="faint">{t('noDue')}</span>
  const left = daysUntil(on, new Date())
  const words = left < 0 ? t('overdue', { n: -left }) : left === 0 ? t('dueToday') : t('dueIn', { n: left })
  return (
    <>
      {format.date(on)}
      <div className="small">
        <StatusMark tone={left < 0 ? 'bad' : left <= 3 ? 'warn' : 'neutral'}>{words}</StatusMark>
      </div>
    </>
  )
}

/** The second line of an entry: where a case is, how much is left, or how much failed. */
function useEntryDetail(): (entry: Entry) => string {
  const t = useText(workTexts)
  const say = useSay()
  return ({ kind, params }) => {
    if (kind === 'case' || kind === 'case-overdue')
      // A step and its clock often have one name; it is said once.
      return [
        ...new Set(
          ['procedure', 'place', 'clock'].flatMap((name) =>
            isBilingual(params[name]) ? [say(params[name])] : [],
          ),
        ),
      ].join(' · ')
    const { reviewed, total } = params
    if (kind === 'review-document' && typeof reviewed === 'number' && typeof total === 'number')
      return t('reviewLeft', { left: total - reviewed, total })
    if (kind === 'publish-plan') return t('readyToPublish')
    if (typeof params['serial'] === 'number') return t('dutyNumber', params)
    if (kind === 'annual-list') return t('annualYear', params)
    if (kind === 'alert') return t('alertOf', params)
    if (kind === 'filing-owed')
      return t(params['isReturned'] === true ? 'filingReturned' : 'filingOf', params)
    if (kind === 'filing-approve') return t('filingsWait', params)
    if (kind === 'filing-query') return t('queriesWait', params)
    if (kind === 'evaluation-review') return t('evaluationReview')
    if (kind === 'evaluation-answered') return t('evaluationAnswered', params)
    if (kind === 'evaluation-objections') return t('evaluationObjections', params)
    if (kind === 'evaluation-decide') return t('evaluationDecide', params)
    if (kind === 'evaluation-act') {
      const step = ROUND_ACTS.find((one) => one === params['act'])
      return step === undefined ? '' : t(`evaluationAct.${step}`)
    }
    if (kind === 'facts-to-confirm') return t('factsToConfirm', params)
    if (kind === 'benefit-invited' && typeof params['worked'] === 'number') return t('benefitInvited', params)
    if (kind === 'benefit-to-pay') return t('benefitToPay', params)
    if (kind === 'payment-flags') return t('paymentFlags', params)
    if (kind === 'policy-to-publish') return t('policyToPublish', params)
    if (kind === 'proposals') return t('proposalsOpen', params)
    if (kind === 'duty-assign') return t('dutiesUnassigned', params)
    if (kind === 'finding' && typeof params['findings'] === 'number') return t('findingsLeft', params)
    if (kind === 'import-failed' && typeof params['refused'] === 'number') return t('importRefused', params)
    return ''
  }
}

function isBilingual(value: unknown): value is BilingualText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'zh' in value &&
    'en' in value &&
    typeof value.zh === 'string' &&
    typeof value.en === 'string'
  )
}

function NothingWaits() {
  const t = useText(workTexts)
  const { abilities } = useSession()
  const [text, action] = abilities.includes('documents.import')
    ? ([t('emptyBusiness'), <Link to="/plans">{t('toLibrary')}</Link>] as const)
    : abilities.includes('documents.read')
      ? ([t('emptyReader'), <Link to="/plans">{t('toLibrary')}</Link>] as const)
      : abilities.length === 0
        ? ([t('emptyNobody'), null] as const)
        : ([
            t('emptyAdmin'),
            abilities.includes('users.manage') ? (
              <Link to="/admin/users">{t('toUsers')}</Link>
            ) : abilities.includes('roles.manage') ? (
              <Link to="/admin/roles">{t('toRoles')}</Link>
            ) : (
              <Link to="/admin/audit">{t('toAudit')}</Link>
            ),
          ] as const)
  return (
    <EmptyState title={t('emptyTitle')} action={action}>
      {text}
    </EmptyState>
  )
}
