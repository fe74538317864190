import { useQuery } from '@tanstack/react-query'
import type { PolicyDefinition } from '#domain/matching'
import type { PolicyView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyTexts } from '../../../text/policies.ts'
import { policyDifferenceTexts } from '../../../text/policy-differences.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ClauseLine } from '../../../ui/rules/condition-tree.tsx'
import { ExpressionWords, RuleTree } from '../../../ui/rules/rule-tree.tsx'
import type { RuleWords } from '../../../ui/rules/rule-tree.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState } from '../../../ui/states.tsx'
import { ruleBookQuery } from '../shared/policy-queries.ts'
import { BudgetPanel } from './budget-panel.tsx'
import { RuleTableView } from './rule-table-view.tsx'

/** What a policy asks for and brings, and where that is written. */
export function PolicyContent({
  data,
  on,
  seesMatches,
}: {
  readonly data: PolicyView
  readonly on: string
  readonly seesMatches: boolean
}) {
  const t = useText(policyTexts)
  const format = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  const { definition } = data
  if (definition === null) return <EmptyState title={t('draftShape')} />
  const words: RuleWords = { on, facts: book?.facts ?? [], parameters: book?.parameters ?? [] }
  return (
    <div className="policy-columns">
      <div>
        <Panel title={t('conditions')}>
          <p className="soft small">
            {t('conditionsWhy', { date: format.date(on) })}{' '}
            {t('times', { times: t(`times.${definition.times}`) })}
            {definition.nearLimit === null
              ? null
              : ` · ${t('nearLimit', { share: format.percent(definition.nearLimit) })}`}
          </p>
          <RuleTree root={definition.eligibility} words={words} />
        </Panel>
        <BenefitPanel definition={definition} words={words} />
      </div>
      <div>
        <BudgetPanel policyId={data.row.id} definition={definition} on={on} seesMatches={seesMatches} />
        <EvidencePanel definition={definition} words={words} />
        <GroupsPanel data={data} />
        <ClausesPanel data={data} definition={definition} />
        <VersionsPanel data={data} />
      </div>
    </div>
  )
}

/** What it brings: in words, the formula with the parameters of the day, and its tables. */
function BenefitPanel({
  definition: { benefit, tables },
  words,
}: {
  readonly definition: PolicyDefinition
  readonly words: RuleWords
}) {
  const t = useText(policyTexts)
  const say = useSay()
  return (
    <Panel title={t('benefit')}>
      <div className="policy-benefit">
        <p>
          <b>{say(benefit.words)}</b> <Chip>{t(`benefitKind.${benefit.kind}`)}</Chip>
        </p>
        {benefit.amount === null ? null : (
          <>
            <h3>{t('formula')}</h3>
            <ExpressionWords expression={benefit.amount} words={words} />
            <p className="soft small">
              {benefit.ceiling === null ? null : `${t('ceiling', { amount: benefit.ceiling })} · `}
              {t('step', { step: String(benefit.step) })}
            </p>
          </>
        )}
        {tables.map((table) => (
          <RuleTableView key={table.code} table={table} />
        ))}
      </div>
    </Panel>
  )
}

/** What is to be handed in, and which facts make that needless. */
function EvidencePanel({
  definition: { evidence },
  words: { facts },
}: {
  readonly definition: PolicyDefinition
  readonly words: RuleWords
}) {
  const t = useText(policyTexts)
  const say = useSay()
  const titleOf = (code: string) => {
    const fact = facts.find((each) => each.code === code)
    return fact ? say(fact.title) : code
  }
  return (
    <Panel title={t('evidence')}>
      {evidence.length === 0 ? <p className="soft">{t('evidenceNone')}</p> : null}
      <ul className="policy-lines">
        {evidence.map(({ id, title, required, facts: shows }) => (
          <li key={id}>
            {say(title)}{' '}
            <StatusMark tone={required ? 'warn' : 'neutral'}>
              {t(required ? 'evidenceAlways' : 'evidenceOptional')}
            </StatusMark>
            {shows.length > 0 ? (
              <div className="soft small">{t('evidenceNeedless', { facts: shows.map(titleOf) })}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** With which policies it does not go together, or only up to a ceiling. */
function GroupsPanel({ data: { related, groups } }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const say = useSay()
  const relations = ['excludes', 'exclusive', 'stacking', 'supersedes', 'superseded-by'] as const
  return (
    <Panel title={t('groups')}>
      {related.length === 0 && groups.length === 0 ? <p className="soft">{t('groupsNone')}</p> : null}
      {groups.length > 0 ? (
        <ul className="policy-lines">
          {groups.map(({ code, title, ceiling }) => (
            <li key={code}>
              {ceiling === null
                ? t('groupNoCeiling', { group: say(title) })
                : t('groupCeiling', { group: say(title), amount: ceiling })}
            </li>
          ))}
        </ul>
      ) : null}
      {relations.map((relation) => {
        const those = related.filter((each) => each.relation === relation)
        return those.length === 0 ? null : (
          <details key={relation} open={relation !== 'stacking'}>
            <summary>
              {t(`relation.${relation}`)} <span className="soft">{those.length}</span>
            </summary>
            <ul className="policy-lines">
              {those.map(({ policyId, title, group }) => (
                <li key={`${policyId} ${group ?? ''}`}>
                  <AddressLink href={`/policies/${policyId}`}>{say(title)}</AddressLink>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </Panel>
  )
}

function ClausesPanel({
  data: { documents },
  definition: { clauses },
}: {
  readonly data: PolicyView
  readonly definition: PolicyDefinition
}) {
  const t = useText(policyTexts)
  return (
    <Panel title={t('clauses')}>
      {clauses.length === 0 ? <p className="soft">{t('clausesNone')}</p> : null}
      <ul className="policy-lines">
        {clauses.map((clause) => {
          const document = documents.find(({ documentId }) => documentId === clause.documentId)
          return (
            <li key={`${clause.document} ${clause.clause ?? ''}`} className="policy-clause">
              <ClauseLine clause={clause} />
              {document?.versionId ? (
                <AddressLink href={`/plans/documents/${document.versionId}`}>{t('openDocument')}</AddressLink>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function PreviousLink({
  policyId,
  version,
  previous,
}: {
  readonly policyId: string
  readonly version: { readonly id: string }
  readonly previous: { readonly id: string } | undefined
}) {
  const t = useText(policyDifferenceTexts)
  if (previous === undefined) return null
  return (
    <AddressLink className="small" href={`/policies/${policyId}?compare=${previous.id}..${version.id}`}>
      {t('toPrevious')}
    </AddressLink>
  )
}

/** All versions that the reader may see, and who did what. */
function VersionsPanel({ data: { row, version, versions, acts } }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const format = useFormat()
  return (
    <Panel title={t('versions')}>
      <ul className="policy-lines">
        {versions.map((each, index) => (
          <li key={each.id}>
            <AddressLink
              href={`/policies/${row.id}?version=${each.id}`}
              aria-current={each.id === version.id ? 'true' : undefined}
            >
              {t('version', { n: each.number })}
            </AddressLink>{' '}
            <StatusMark tone={each.state === 'published' ? 'good' : 'neutral'}>
              {t(`versionState.${each.state}`)}
            </StatusMark>{' '}
            <span className="soft small">{format.validity(each.valid.from, each.valid.to)}</span>{' '}
            <PreviousLink policyId={row.id} version={each} previous={versions[index + 1]} />
            {each.changeNote === null ? null : (
              <div className="soft small" lang="zh">
                {each.changeNote}
              </div>
            )}
          </li>
        ))}
      </ul>
      {acts.length > 0 ? (
        <ul className="policy-lines small soft">
          {acts.map(({ versionId, number, act, reason, at, byName }) => (
            <li key={`${versionId ?? number} ${act} ${at}`}>
              {format.moment(at)}{' '}
              {t(reason === null ? 'actLine' : 'actReason', {
                name: byName,
                act: t(`act.${act}`),
                n: number,
                reason,
              })}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  )
}
