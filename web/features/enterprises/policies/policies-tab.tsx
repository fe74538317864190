import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { PolicyMatch } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { lackingWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { matchesQuery } from '../queries.ts'
import { CombinationPanel } from './combination-panel.tsx'
import { GROUPS, GROUP_TONES } from './match-groups.ts'
import { MatchView } from './match-view.tsx'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import { WindowWords } from '../../../ui/policies/window-words.tsx'
import '../../../ui/count-strip.css'
import '../../../ui/plain-table.css'
import './policies.css'

type Match = z.infer<typeof PolicyMatch>

/** 政策: the policies of today in four groups, the best combination, and one of them explained. */
export function PoliciesTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const [{ policy }] = useAddress<'policy'>()
  return policy ? (
    <MatchView key={policy} enterpriseId={enterpriseId} policyId={policy} />
  ) : (
    <Matches enterpriseId={enterpriseId} />
  )
}

function Matches({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(enterprisePolicyTexts)
  const format = useFormat()
  const [address, change] = useAddress<'group' | 'row' | 'policy'>()
  const { data, error, refetch } = useQuery(matchesQuery(enterpriseId))
  const group = GROUPS.find((each) => each === address.group)
  // Those that cannot be had are many and of little use; they are shown where they are asked for.
  const shown = (data?.matches ?? []).filter(({ answer }) =>
    group === undefined ? answer !== 'no' : answer === group,
  )
  const current = shown.findIndex(({ policyId }) => policyId === address.row)
  const go = (step: number) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, current + step))]
    if (next === undefined) return
    change({ row: next.policyId })
    document.getElementById(`match-${next.policyId}`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => {
      const at = shown[current]
      if (at) change({ policy: at.policyId }, { push: true })
    },
  })
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <Loading />
  const sections = GROUPS.filter((each) => shown.some(({ answer }) => answer === each))
  return (
    <>
      <p className="soft">{t('note', { date: format.date(data.on) })}</p>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('filter')}>
          {GROUPS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={group === each}
              title={t(`groupWhy.${each}`)}
              onClick={() => change({ group: group === each ? null : each, row: null }, { push: true })}
            >
              <StatusMark tone={GROUP_TONES[each]}>{t(`group.${each}`)}</StatusMark>
              <b>{format.number(data.counts[each])}</b>
            </button>
          ))}
        </span>
      </div>
      <div className="policies-layout">
        <div>
          {group !== undefined && shown.length === 0 ? <p className="soft">{t('none')}</p> : null}
          {sections.map((each) => (
            <Panel
              key={each}
              title={
                <>
                  <StatusMark tone={GROUP_TONES[each]}>{t(`group.${each}`)}</StatusMark>{' '}
                  <span className="soft small policies-why">{t(`groupWhy.${each}`)}</span>
                </>
              }
            >
              <MatchTable
                label={t(`group.${each}`)}
                matches={shown.filter(({ answer }) => answer === each)}
                enterpriseId={enterpriseId}
                current={address.row}
              />
            </Panel>
          ))}
        </div>
        <CombinationPanel data={data} enterpriseId={enterpriseId} />
      </div>
    </>
  )
}

function MatchTable({
  label,
  matches,
  enterpriseId,
  current,
}: {
  readonly label: string
  readonly matches: readonly Match[]
  readonly enterpriseId: string
  readonly current: string | undefined
}) {
  const t = useText(enterprisePolicyTexts)
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table match-table">
        <thead>
          <tr>
            <th scope="col">{t('policy')}</th>
            <th scope="col">{t('standing')}</th>
            <th scope="col" className="number">
              {t('amount')}
            </th>
            <th scope="col">{t('window')}</th>
          </tr>
        </thead>
        <tbody>
          {matches.map((match) => (
            <MatchRow
              key={match.policyId}
              match={match}
              href={`/enterprises/${enterpriseId}?tab=policies&policy=${match.policyId}`}
              isCurrent={current === match.policyId}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MatchRow({
  match,
  href,
  isCurrent,
}: {
  readonly match: Match
  readonly href: string
  readonly isCurrent: boolean
}) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <tr id={`match-${match.policyId}`} aria-current={isCurrent ? 'true' : undefined}>
      <td className="match-name">
        <AddressLink href={href}>{say(match.title)}</AddressLink>
        <div className="small soft">
          <Chip>{t(`level.${match.level}`)}</Chip> <Chip>{t(`procedure.${match.procedure}`)}</Chip>{' '}
          {say(match.issuer)}
        </div>
      </td>
      <td>
        <div>{say(match.benefit.words)}</div>
        <div className="small">
          <Standing match={match} />
        </div>
      </td>
      <td className="number">
        {match.amount !== null ? (
          <b>{format.number(match.amount)}</b>
        ) : match.benefit.kind === 'money' && match.answer !== 'no' ? (
          <span className="faint small">{t('amountMissing')}</span>
        ) : (
          <span className="faint">—</span>
        )}
      </td>
      <td className="small match-window">
        <WindowWords window={match.window} />
      </td>
    </tr>
  )
}

/** What is lacking, what to show first, what fails; and what became of an application. */
function Standing({ match }: { readonly match: Match }) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const { language } = useFormat()
  const comma = language === 'en' ? ', ' : '、'
  const [first, ...more] = match.needed
  return (
    <>
      {match.application ? (
        <div>
          <ApplicationMark state={match.application.state} />
        </div>
      ) : null}
      {match.way.map(({ condition, title, lacking, unit }) => (
        <div key={condition} className="mark-warn">
          {say(title)}
          {language === 'en' ? ': ' : '：'}
          <b>{lackingWords(lacking, unit, language)}</b>
        </div>
      ))}
      {first ? (
        <div>
          {t('show', {
            what:
              language === 'en'
                ? `${say(first.title)} (${say(first.evidence)})`
                : `${say(first.title)}（${say(first.evidence)}）`,
          })}
          {more.length > 0 ? <span className="soft"> {t('more', { n: more.length })}</span> : null}
        </div>
      ) : null}
      {match.failing.length > 0 ? (
        <div className="soft">{t('failing', { what: match.failing.map(say).join(comma) })}</div>
      ) : null}
    </>
  )
}
