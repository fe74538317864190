import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { explainMatch } from '#contract/policies'
import type { FactOf } from '#contract/rules'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { queryClient } from '../../../app/query-client.ts'
import { enterpriseFactTexts } from '../../../text/enterprises-facts.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { translate, useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ConditionTree, FactTitle } from '../../../ui/rules/condition-tree.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { SourceLink } from '../../../ui/rules/source-link.tsx'
import { VerdictNotes } from '../../../ui/rules/verdict-notes.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { DeclareDialog } from '../facts/declare-dialog.tsx'
import { factsQuery, matchesQuery, matchQuery } from '../queries.ts'
import { AnswerInvitation } from './answer-invitation.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import { GROUP_TONES } from './match-groups.ts'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import { WindowWords } from '../../../ui/policies/window-words.tsx'

export type Explained = ResponseOf<typeof explainMatch>
/** After these one may apply again, as far as the policy allows it. */
const ENDED: ReadonlySet<string> = new Set(['rejected', 'withdrawn', 'declined', 'paid'])

/** One policy as it stands for one enterprise, condition by condition; what can be supplied, and applying. */
export function MatchView({
  enterpriseId,
  policyId,
}: {
  readonly enterpriseId: string
  readonly policyId: string
}) {
  const t = useText(enterprisePolicyTexts)
  const { data, error, refetch } = useQuery(matchQuery(enterpriseId, policyId))
  return (
    <>
      <p className="no-print">
        <AddressLink href={`/enterprises/${enterpriseId}?tab=policies`}>← {t('back')}</AddressLink>
      </p>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Explanation explained={data} enterpriseId={enterpriseId} /> : null}
    </>
  )
}

function Explanation({
  explained,
  enterpriseId,
}: {
  readonly explained: Explained
  readonly enterpriseId: string
}) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const { message } = App.useApp()
  const { match, verdict } = explained
  const { data: known } = useQuery(factsQuery(enterpriseId))
  const { data: all } = useQuery(matchesQuery(enterpriseId))
  const facts = useMemo(() => new Map((known?.facts ?? []).map((fact) => [fact.fact, fact])), [known])
  const names: FactNames = (code) => facts.get(code)
  const [declaring, setDeclaring] = useState<FactOf | null>(null)
  const [applying, setApplying] = useState(false)
  /** Says into which group the policy has moved, from what was read again. */
  const tellGroup = () => {
    const answer = queryClient.getQueryData(matchQuery(enterpriseId, match.policyId).queryKey)?.match.answer
    if (answer)
      message.success(
        translate(enterprisePolicyTexts, 'declared', {
          group: translate(enterprisePolicyTexts, `group.${answer}`),
        }),
      )
  }
  const wanted = [...new Set([...verdict.missing.map(({ fact }) => fact), ...match.amountMissing])]
  const supplied = wanted.flatMap((code) => facts.get(code) ?? [])
  return (
    <>
      <header className="match-head">
        <div>
          <StatusMark tone={GROUP_TONES[match.answer]}>{t(`group.${match.answer}`)}</StatusMark>{' '}
          <Chip>{t(`level.${match.level}`)}</Chip> <Chip>{t(`procedure.${match.procedure}`)}</Chip>
          <h2>{say(match.title)}</h2>
          <div className="soft">{say(match.summary)}</div>
          <div className="soft small">
            {t('issuer')} {say(match.issuer)} · <WindowWords window={match.window} /> ·{' '}
            {t('verdictOn', { date: format.date(explained.on) })}
          </div>
        </div>
        <MatchActs
          explained={explained}
          mayApply={all?.can.apply === true}
          onApply={() => setApplying(true)}
        />
      </header>
      <div className="match-columns">
        <Panel title={t('conditions')}>
          <p className="soft small">{t('conditionsWhy')}</p>
          <ConditionTree trace={verdict.trace} names={names} enterpriseId={enterpriseId} />
        </Panel>
        <div>
          {supplied.some(({ declarable, value }) => declarable && value === null) ? (
            <Panel title={t('supply')}>
              <p className="soft small">{t('supplyWhy')}</p>
              <ul className="match-lines">
                {supplied.map((fact) => (
                  <li key={fact.fact} className="supply-line">
                    <span>
                      {say(fact.title)} <span className="soft small">{say(fact.evidence.what)}</span>
                    </span>
                    {fact.declarable ? (
                      <Button size="small" type="primary" onClick={() => setDeclaring(fact)}>
                        {t('supply')}
                      </Button>
                    ) : (
                      <ByWhom by={fact.evidence.by} />
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <Panel title={t('benefit')}>
            <p>
              <b>{say(match.benefit.words)}</b>
            </p>
            <Worked explained={explained} names={names} enterpriseId={enterpriseId} />
          </Panel>
          {verdict.way?.length || verdict.missing.length > 0 || verdict.flips.length > 0 ? (
            <Panel>
              <VerdictNotes verdict={verdict} names={names} />
            </Panel>
          ) : null}
          <Panel title={t('evidence')}>
            <EvidenceList evidence={explained.evidence} />
          </Panel>
          {explained.clauses.length > 0 ? (
            <Panel title={t('clauses')}>
              <ul className="match-lines" lang="zh">
                {explained.clauses.map(({ document, clause }) => (
                  <li key={`${document} ${clause ?? ''}`}>
                    {document} {clause}
                  </li>
                ))}
              </ul>
              <p className="policy-total">
                <AddressLink href={`/policies/${match.policyId}`}>{t('library')}</AddressLink>
              </p>
            </Panel>
          ) : null}
        </div>
      </div>
      {declaring ? (
        <DeclareDialog
          fact={declaring}
          enterpriseId={enterpriseId}
          onClose={() => setDeclaring(null)}
          onDeclared={tellGroup}
        />
      ) : null}
      {applying ? (
        <ApplyDialog explained={explained} enterpriseId={enterpriseId} onClose={() => setApplying(false)} />
      ) : null}
    </>
  )
}

function ByWhom({ by }: { readonly by: FactOf['evidence']['by'] }) {
  const t = useText(enterpriseFactTexts)
  return <Chip>{t(`by.${by}`)}</Chip>
}

/** Applying where it can be applied for, else why not; an invitation is answered; an application leads to its page. */
function MatchActs({
  explained: { match },
  mayApply,
  onApply,
}: {
  readonly explained: Explained
  readonly mayApply: boolean
  readonly onApply: () => void
}) {
  const t = useText(enterprisePolicyTexts)
  const { application, answer, window: given } = match
  const isOpen = given.state === 'open' || given.state === 'none'
  const under = application !== null && !ENDED.has(application.state)
  const why = under ? 'whyApplied' : answer !== 'yes' ? 'whyAnswer' : isOpen ? null : ('whyWindow' as const)
  return (
    <div className="page-actions">
      {application ? (
        <>
          <ApplicationMark state={application.state} />
          {application.state === 'invited' && mayApply ? (
            <AnswerInvitation match={match} applicationId={application.id} />
          ) : null}
          <LinkButton href={`/policies/applications/${application.id}`}>{t('openCase')}</LinkButton>
        </>
      ) : null}
      {mayApply && !under ? (
        <span>
          <Button type="primary" disabled={why !== null} onClick={onApply}>
            {t('apply')}
          </Button>
          {why === null ? null : <div className="soft small">{t('cannotApply', { why: t(why) })}</div>}
        </span>
      ) : null}
    </div>
  )
}

/** The formula with the facts and parameters that went into it. */
function Worked({
  explained: { amount, formula, match },
  names,
  enterpriseId,
}: {
  readonly explained: Explained
  readonly names: FactNames
  readonly enterpriseId: string
}) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const { language } = format
  if (amount === null) return <p className="soft">{t('workedNot')}</p>
  return (
    <>
      <h3>{t('worked')}</h3>
      {formula === null ? null : (
        <p className="formula" lang="zh">
          {formula}
        </p>
      )}
      <p>
        {amount.value === null ? (
          <span className="answer-undetermined">
            ?{' '}
            {t('workedUnknown', {
              facts: amount.missing.map((code) => {
                const name = names(code)
                return name ? say(name.title) : code
              }),
            })}
          </span>
        ) : match.answer === 'no' ? null : (
          <b>= {factWords(amount.value, amount.unit, language)}</b>
        )}
      </p>
      <ul className="match-lines small">
        {amount.facts.map(({ fact, value, unit, source }) => (
          <li key={fact}>
            <FactTitle code={fact} names={names} />{' '}
            <b>{factWords(value, unit, language, names(fact)?.words)}</b>{' '}
            {source === null ? null : (
              <span className="soft comparison-source">
                <SourceLink source={source} fact={fact} enterpriseId={enterpriseId} />
              </span>
            )}
          </li>
        ))}
        {amount.parameters.map(({ parameter, value, unit, clause }) => (
          <li key={parameter}>
            <span lang="zh">{parameter}</span> <b>{factWords(value, unit, language)}</b>{' '}
            <span className="soft" lang="zh">
              {clause === null ? '' : `${clause.document} ${clause.clause ?? ''}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function EvidenceList({ evidence }: { readonly evidence: Explained['evidence'] }) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  if (evidence.length === 0) return <p className="soft">{t('evidenceNone')}</p>
  return (
    <ul className="match-lines">
      {evidence.map(({ evidence: { id, title, required }, known }) => (
        <li key={id}>
          {say(title)}{' '}
          {known ? (
            <StatusMark tone="good">{t('evidenceKnown')}</StatusMark>
          ) : required ? (
            <StatusMark tone="warn">{t('evidenceNeeded')}</StatusMark>
          ) : (
            <StatusMark tone="neutral">{t('evidenceOptional')}</StatusMark>
          )}
        </li>
      ))}
    </ul>
  )
}
