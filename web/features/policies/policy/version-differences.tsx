import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { comparePolicyVersions } from '#contract/policies'
import type { PolicyVersionRow, PolicyView } from '#contract/policies'
import type { RuleNode } from '#domain/rules'
import type { z } from 'zod'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { policyTexts } from '../../../text/policies.ts'
import { policyDifferenceTexts } from '../../../text/policy-differences.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { policiesKey, ruleBookQuery } from '../shared/policy-queries.ts'
import { SECTIONS, differenceLines } from './difference-lines.ts'
import type { DifferenceLine, DifferenceNames } from './difference-lines.ts'
import { markChanges } from './mark-changes.ts'
import type { MarkedPart } from './mark-changes.ts'
import '../../../ui/plain-table.css'
import './version-differences.css'

type VersionRow = z.infer<typeof PolicyVersionRow>
const KINDS = ['added', 'removed', 'changed', 'moved'] as const
/** More places of one change are counted. */
const MOST_PLACES = 3

function differencesQuery(policyId: string, from: string, to: string) {
  return queryOptions({
    queryKey: [...policiesKey, 'differences', policyId, from, to],
    queryFn: ({ signal }) =>
      call(comparePolicyVersions, { params: { policyId }, query: { from, to }, signal }),
  })
}

/** 版本差异: two versions chosen in the address (`compare=before..after`), and what they differ in, by section. */
export function VersionDifferences({ data }: { readonly data: PolicyView }) {
  const t = useText(policyDifferenceTexts)
  const say = useSay()
  const [{ compare = '' }, change] = useAddress<'compare'>()
  const { row, versions } = data
  const [from = '', to = ''] = compare.split('..')
  const known = (id: string) => versions.find((version) => version.id === id)
  const [before, after] = [known(from), known(to)]
  const choose = (one: string, other: string) => change({ compare: `${one}..${other}` })
  return (
    <>
      <header className="policy-head">
        <p className="no-print small">
          <AddressLink href={`/policies/${row.id}`}>← {t('back')}</AddressLink>
        </p>
        <h1>{t('titleOf', { name: say((data.definition ?? row).title) || row.code })}</h1>
      </header>
      {versions.length < 2 ? (
        <EmptyState title={t('oneVersion')} />
      ) : (
        <>
          <div className="difference-sides">
            <Side
              label={t('before')}
              versions={versions}
              version={before}
              onChosen={(id) => choose(id, to)}
            />
            <LinkButton
              href={`/policies/${row.id}?compare=${to}..${from}`}
              aria-label={`${t('swap')}: ${t('before')}, ${t('after')}`}
            >
              ⇄ {t('swap')}
            </LinkButton>
            <Side
              label={t('after')}
              versions={versions}
              version={after}
              onChosen={(id) => choose(from, id)}
            />
          </div>
          {before === undefined || after === undefined || before.id === after.id ? (
            <EmptyState title={t('choose')} />
          ) : (
            <Differences data={data} from={before.id} to={after.id} />
          )}
        </>
      )}
    </>
  )
}

function Side({
  label,
  versions,
  version,
  onChosen,
}: {
  readonly label: string
  readonly versions: readonly VersionRow[]
  readonly version: VersionRow | undefined
  readonly onChosen: (id: string) => void
}) {
  const t = useText(policyDifferenceTexts)
  const words = useText(policyTexts)
  const format = useFormat()
  const told = version?.published ?? version?.proposed ?? version?.changed
  const how = version?.published ? 'published' : version?.proposed ? 'proposed' : 'drafted'
  return (
    <div className="difference-side">
      <Choice aria-label={label} value={version?.id ?? ''} onChange={({ target }) => onChosen(target.value)}>
        {version === undefined ? <option value="">—</option> : null}
        {versions.map(({ id, number, state }) => (
          <option key={id} value={id}>
            {t('version', { n: number, state: words(`versionState.${state}`) })}
          </option>
        ))}
      </Choice>
      {version === undefined || told === undefined ? null : (
        <div className="soft small">
          {t(how, { name: told.name, at: format.moment(told.at) })} ·{' '}
          {format.validity(version.valid.from, version.valid.to)}
          {version.changeNote === null ? null : (
            <div lang="zh">{t('changeNote', { note: version.changeNote })}</div>
          )}
        </div>
      )}
    </div>
  )
}

function Differences({
  data,
  from,
  to,
}: {
  readonly data: PolicyView
  readonly from: string
  readonly to: string
}) {
  const t = useText(policyDifferenceTexts)
  const { data: answer, error, refetch } = useQuery(differencesQuery(data.row.id, from, to))
  const names = useDifferenceNames(data)
  const lines = useMemo(() => differenceLines(answer?.differences ?? [], names), [answer, names])
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!answer) return <Loading />
  if (lines.length === 0) return <EmptyState title={t('same')} />
  const count = (kind: DifferenceLine['kind']) =>
    answer.differences.filter((difference) => difference.kind === kind).length
  return (
    <>
      <p className="soft">
        {t('counts', {
          n: answer.differences.length,
          ...Object.fromEntries(KINDS.map((kind) => [kind, count(kind)])),
        })}
      </p>
      {SECTIONS.map((section) => {
        const own = lines.filter((line) => line.section === section)
        return own.length === 0 ? null : (
          <Panel key={section} title={t(`section.${section}`)}>
            <div
              className="plain-table-scroll"
              tabIndex={0}
              role="region"
              aria-label={t(`section.${section}`)}
            >
              <table className="plain-table difference-table">
                <thead>
                  <tr>
                    <th scope="col">{t('place')}</th>
                    <th scope="col">{t('change')}</th>
                    <th scope="col">{t('was')}</th>
                    <th scope="col">{t('now')}</th>
                  </tr>
                </thead>
                <tbody>
                  {own.map((line, index) => (
                    <Line key={`${line.places[0] ?? ''} ${index}`} line={line} />
                  ))}
                </tbody>
              </table>
            </div>
          </Panel>
        )
      })}
    </>
  )
}

const SHAPES = { added: '+', removed: '−', changed: '≠', moved: '↕' } as const

function Line({ line: { kind, places, before, after, isChinese } }: { readonly line: DifferenceLine }) {
  const t = useText(policyDifferenceTexts)
  const { language } = useFormat()
  const shown = places.slice(0, MOST_PLACES).join(language === 'en' ? ', ' : '、')
  const marked = before !== null && after !== null ? markChanges(before, after) : null
  const whole = (text: string | null): readonly MarkedPart[] | null =>
    text === null ? null : [{ text, differs: false }]
  const lang = isChinese ? 'zh' : undefined
  return (
    <tr>
      <th scope="row">
        <span title={places.length > MOST_PLACES ? places.join('\n') : undefined}>
          {places.length > MOST_PLACES ? t('several', { names: shown, n: places.length }) : shown}
        </span>
      </th>
      <td className={`small difference-kind difference-${kind}`}>
        <span aria-hidden="true">{SHAPES[kind]}</span> {t(`kind.${kind}`)}
      </td>
      <td lang={lang}>
        <Parts parts={marked?.before ?? whole(before)} as="del" />
      </td>
      <td lang={lang}>
        <Parts parts={marked?.after ?? whole(after)} as="ins" />
      </td>
    </tr>
  )
}

function Parts({
  parts,
  as: Changed,
}: {
  readonly parts: readonly MarkedPart[] | null
  readonly as: 'del' | 'ins'
}) {
  const t = useText(policyDifferenceTexts)
  const { language } = useFormat()
  if (parts === null)
    return (
      <span className="faint" lang={language}>
        {t('nothing')}
      </span>
    )
  return parts.map(({ text, differs }, index) =>
    differs ? <Changed key={index}>{text}</Changed> : <span key={index}>{text}</span>,
  )
}

/** What codes stand for on this page. */
function useDifferenceNames({ definition, related, groups }: PolicyView): DifferenceNames {
  const say = useSay()
  const { language, name } = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  const { data: list } = useQuery(organisationsQuery())
  return useMemo(() => {
    const nodes = titlesOf(definition?.eligibility ?? null)
    return {
      language,
      park: (code) => {
        const park = list?.organisations.find((each) => each.code === code)
        return park ? name({ name: park.shortName, nameEn: park.nameEn }) : code
      },
      policy: (code) => {
        const other = related.find((each) => each.code === code)
        return other ? say(other.title) : code
      },
      group: (code) => {
        const group = groups.find((each) => each.code === code)
        return group ? say(group.title) : code
      },
      fact: (code) => {
        const fact = book?.facts.find((each) => each.code === code)
        return fact ? say(fact.title) : code
      },
      evidence: (id) => {
        const paper = definition?.evidence.find((each) => each.id === id)
        return paper ? say(paper.title) : id
      },
      node: (id) => {
        const title = nodes.get(id)
        return title ? say(title) : null
      },
    }
  }, [definition, related, groups, book, list, language, name, say])
}

function titlesOf(root: RuleNode | null): ReadonlyMap<string, NonNullable<RuleNode['title']>> {
  const found = new Map<string, NonNullable<RuleNode['title']>>()
  const visit = (node: RuleNode): void => {
    if (node.title !== null) found.set(node.id, node.title)
    if (node.kind !== 'condition') for (const child of node.kind === 'not' ? [node.of] : node.of) visit(child)
  }
  if (root !== null) visit(root)
  return found
}
