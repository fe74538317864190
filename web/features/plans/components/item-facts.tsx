import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText, type Translate } from '../../../text/index.ts'
import { itemTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { limitWords } from '../item-words.ts'
import { documentsQuery } from '../queries.ts'
import type { ReviewedItem } from '../review-state.ts'
import './item-facts.css'

type ItemText = Translate<keyof (typeof itemTexts)['en']>
type Fact = readonly [label: string, value: ReactNode]

/** What is known of an item, and what the text leaves open. */
export function ItemFacts({ item }: { readonly item: ReviewedItem }) {
  const t = useText(itemTexts)
  const format = useFormat()
  const facts = factsOf(item, t, format.date)
  if (facts.length === 0) return null
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function factsOf(item: ReviewedItem, t: ItemText, date: (on: string) => string): readonly Fact[] {
  switch (item.kind) {
    case 'task':
      return taskFacts(item, t, date)
    case 'target':
    case 'baseline': {
      const { year, scope } = item.data
      const facts: Fact[] = [
        [
          t('year'),
          year ?? (
            <StatusMark tone={item.kind === 'target' ? 'warn' : 'neutral'}>{t('unstatedYear')}</StatusMark>
          ),
        ],
      ]
      if (scope) facts.push([t('scope'), scope])
      return facts
    }
    case 'constraint':
      return constraintFacts(item, t)
    case 'body':
      return bodyFacts(item, t)
    case 'citation':
      return [
        ...(item.data.number ? [[t('documentNumber'), item.data.number] as const] : []),
        [t('library'), <CitedDocument key="document" documentId={item.data.documentId} />],
      ]
  }
}

function taskFacts(
  item: Extract<ReviewedItem, { kind: 'task' }>,
  t: ItemText,
  date: (on: string) => string,
): readonly Fact[] {
  const { lead, bodies, supporting, deadline, measures } = item.data
  const facts: Fact[] = []
  const others = bodies.filter((body) => body !== lead && !supporting.includes(body))
  if (lead) facts.push([t('lead'), lead])
  else if (bodies.length === 0)
    facts.push([
      t('lead'),
      <StatusMark key="lead" tone="bad">
        {t('unstatedBody')}
      </StatusMark>,
    ])
  if (others.length > 0) facts.push([t('bodies'), others.join('、')])
  if (supporting.length > 0) facts.push([t('supporting'), supporting.join('、')])
  facts.push([
    t('deadline'),
    deadline ? (
      <span key="deadline" className="fact-line">
        {deadline.text}
        <Chip>
          {t(`precision.${deadline.precision}`)}
          {deadline.on ? ` · ${t('upTo', { on: date(deadline.on) })}` : ''}
        </Chip>
      </span>
    ) : (
      <StatusMark key="deadline" tone="warn">
        {t('unstatedDate')}
      </StatusMark>
    ),
  ])
  facts.push([t('measures'), t('measuresCount', { n: measures })])
  return facts
}

function constraintFacts(item: Extract<ReviewedItem, { kind: 'constraint' }>, t: ItemText): readonly Fact[] {
  const { rule, limit, limitMin, strength, listed } = item.data
  const facts: Fact[] = [[t('ruleKind'), ruleWords(rule, t)]]
  const words = limitWords(rule, limitMin, limit)
  if (words) facts.push([t('limit'), words])
  if (strength) facts.push([t('strength'), t(`strength.${strength}`)])
  if (listed !== null)
    facts.push([
      t('listed'),
      limit !== null && listed !== limit ? (
        <StatusMark key="listed" tone="warn">
          {listed} · {t('listedDiffers', { limit })}
        </StatusMark>
      ) : (
        listed
      ),
    ])
  return facts
}

function bodyFacts(item: Extract<ReviewedItem, { kind: 'body' }>, t: ItemText): readonly Fact[] {
  const { aliases, organisationId } = item.data
  const facts: Fact[] = []
  if (aliases.length > 0) facts.push([t('aliases'), aliases.join('、')])
  facts.push([
    t('organisation'),
    organisationId ? (
      <Link key="organisation" to="/organisations/$organisationId" params={{ organisationId }}>
        {t('inRegistry')}
      </Link>
    ) : (
      <span key="organisation" className="soft">
        {t('notInRegistry')}
      </span>
    ),
  ])
  facts.push([t('mentions'), t('mentionsCount', { n: item.mentions.length })])
  return facts
}

/** A kind of rule by name; a kind that is newer than this page by its code. */
export function ruleWords(rule: string, t: ItemText): string {
  const key = `rule.${rule}`
  return isRuleKey(key) ? t(key) : rule
}

function isRuleKey(key: string): key is Extract<keyof (typeof itemTexts)['en'], `rule.${string}`> {
  return Object.hasOwn(itemTexts.en, key)
}

export function CitedDocument({ documentId }: { readonly documentId: string | null }) {
  const t = useText(itemTexts)
  const { data } = useQuery({ ...documentsQuery(), enabled: documentId !== null })
  if (documentId === null) return <StatusMark tone="warn">{t('notInLibrary')}</StatusMark>
  const document = data?.documents.find((each) => each.id === documentId)
  if (!document) return <StatusMark tone="good">{t('inLibrary')}</StatusMark>
  return (
    <Link to="/plans/documents/$versionId" params={{ versionId: document.versionId }} title={document.title}>
      {t('inLibrary')}
    </Link>
  )
}
