import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Declaration, FactOf } from '#contract/rules'
import { useAddress } from '../../../app/address.ts'
import { enterpriseFactTexts } from '../../../text/enterprises-facts.ts'
import { enterprisePageTexts } from '../../../text/enterprises-page.ts'
import { useText } from '../../../text/index.ts'
import { FACT_GROUPS, spokenName } from '../../../text/policy-themes.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { SourceLink } from '../../../ui/rules/source-link.tsx'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { factsQuery } from '../queries.ts'
import { DecideDialog } from './decide-dialog.tsx'
import type { Decision } from './decide-dialog.tsx'
import { DeclarationFiles, DeclarationState, DeclaredValue, DecisionButtons } from './declaration-parts.tsx'
import { DeclareDialog } from './declare-dialog.tsx'
import { groupFacts, showsFact, SHOWS } from './group-facts.ts'
import '../../../ui/count-strip.css'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './facts.css'

/** 事实: what is known, group by group, each with its source; what the enterprise said itself. */
export function FactsTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(enterpriseFactTexts)
  const format = useFormat()
  const [address, change] = useAddress<'show' | 'find' | 'fact'>()
  const { data, error, refetch } = useQuery(factsQuery(enterpriseId))
  const [declaring, setDeclaring] = useState<FactOf | null>(null)
  const [deciding, setDeciding] = useState<{
    readonly declaration: Declaration
    readonly decision: Decision
  } | null>(null)
  const show = SHOWS.find((each) => each === address.show) ?? 'all'
  const groups = useMemo(
    () =>
      groupFacts(
        (data?.facts ?? []).filter(
          (fact) => (address.fact ? fact.fact === address.fact : true) && showsFact(fact, show, address.find),
        ),
      ),
    [data, show, address.find, address.fact],
  )
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <Loading />
  const known = data.facts.filter(({ value }) => value !== null).length
  return (
    <>
      <p className="soft">
        {t('note')} {t('asOn', { date: format.date(data.on) })} ·{' '}
        {t('counts', { n: data.facts.length, known })}
      </p>
      <div className="list-filters facts-filters">
        <SearchField
          key={address.fact ?? ''}
          id="facts-find"
          words={address.find ?? address.fact ?? ''}
          label={t('search')}
          onWords={(find) => change({ find, fact: null })}
        />
        <span className="count-group" role="group" aria-label={t('show')}>
          {SHOWS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={show === each}
              onClick={() => change({ show: each === 'all' ? null : each, fact: null })}
            >
              {t(`show.${each}`)}
              <b>{format.number(data.facts.filter((fact) => showsFact(fact, each, undefined)).length)}</b>
            </button>
          ))}
        </span>
      </div>
      {groups.length === 0 ? <p className="soft">{t('none')}</p> : null}
      {groups.map(([group, facts]) => {
        const name = spokenName(group, FACT_GROUPS, format.language)
        return (
          <Panel key={group} title={<span lang={name.lang}>{name.text}</span>}>
            <FactTable label={name.text} facts={facts} enterpriseId={enterpriseId} onDeclare={setDeclaring} />
          </Panel>
        )
      })}
      <Panel title={t('declarations')}>
        {data.declarations.length === 0 ? (
          <p className="soft">{t('declarationsNone')}</p>
        ) : (
          <Declarations
            declarations={data.declarations}
            facts={data.facts}
            onDecide={(declaration, decision) => setDeciding({ declaration, decision })}
          />
        )}
      </Panel>
      {declaring ? (
        <DeclareDialog fact={declaring} enterpriseId={enterpriseId} onClose={() => setDeclaring(null)} />
      ) : null}
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  )
}

function FactTable({
  label,
  facts,
  enterpriseId,
  onDeclare,
}: {
  readonly label: string
  readonly facts: readonly FactOf[]
  readonly enterpriseId: string
  readonly onDeclare: (fact: FactOf) => void
}) {
  const t = useText(enterpriseFactTexts)
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table facts-table">
        <thead>
          <tr>
            <th scope="col">{t('fact')}</th>
            <th scope="col" className="number">
              {t('value')}
            </th>
            <th scope="col">{t('source')}</th>
            <th scope="col">
              <span className="unseen">{t('act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <FactRow key={fact.fact} fact={fact} enterpriseId={enterpriseId} onDeclare={onDeclare} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FactRow({
  fact,
  enterpriseId,
  onDeclare,
}: {
  readonly fact: FactOf
  readonly enterpriseId: string
  readonly onDeclare: (fact: FactOf) => void
}) {
  const t = useText(enterpriseFactTexts)
  const page = useText(enterprisePageTexts)
  const say = useSay()
  const { language } = useFormat()
  return (
    <tr>
      <td>
        {say(fact.title)}{' '}
        {fact.confidential ? <Chip title={page('confidentialWhy')}>{page('confidential')}</Chip> : null}
      </td>
      <td className="number">
        {fact.value === null ? (
          <span className="answer-undetermined">
            <span aria-hidden="true">?</span> {t('unknown')}
          </span>
        ) : (
          factWords(fact.value, fact.unit, language, fact.words)
        )}
      </td>
      <td className="small">
        {fact.source ? (
          <SourceLink source={fact.source} fact={fact.fact} enterpriseId={enterpriseId} />
        ) : (
          <span className="soft">
            {t('howKnown', { by: t(`by.${fact.evidence.by}`), what: say(fact.evidence.what) })}
          </span>
        )}
        {fact.formula === null ? null : (
          <div className="soft facts-formula" lang="zh">
            {t('formula', { formula: fact.formula })}
          </div>
        )}
      </td>
      <td className="facts-act">
        {fact.declarable && (fact.value === null || fact.source?.kind === 'declaration') ? (
          <Button size="small" onClick={() => onDeclare(fact)}>
            {t(fact.value === null ? 'declare' : 'declareAgain')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

function Declarations({
  declarations,
  facts,
  onDecide,
}: {
  readonly declarations: readonly Declaration[]
  readonly facts: readonly FactOf[]
  readonly onDecide: (declaration: Declaration, decision: Decision) => void
}) {
  const t = useText(enterpriseFactTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('declarations')}>
      <table className="plain-table">
        <tbody>
          {declarations.map((declaration) => (
            <tr key={declaration.id}>
              <td>{say(declaration.title)}</td>
              <td>
                <DeclaredValue
                  declaration={declaration}
                  words={facts.find(({ fact }) => fact === declaration.fact)?.words}
                />
                <div className="small soft">
                  {t('valid', { from: format.date(declaration.from), to: format.date(declaration.to) })}
                </div>
              </td>
              <td>
                <DeclarationState state={declaration.state} />
                {declaration.decidedByName !== null && declaration.decidedAt !== null ? (
                  <div className="small soft">
                    {t('decided', {
                      name: declaration.decidedByName,
                      at: format.moment(declaration.decidedAt),
                      reason: declaration.decisionReason ?? '—',
                    })}
                  </div>
                ) : null}
              </td>
              <td>
                <div className="small soft">
                  {t('by', { name: declaration.byName, at: format.moment(declaration.at) })}
                </div>
                {declaration.note === null ? null : (
                  <div className="small" lang="zh">
                    {declaration.note}
                  </div>
                )}
                <DeclarationFiles files={declaration.files} />
              </td>
              <td className="facts-act">
                <DecisionButtons
                  can={declaration.can}
                  onDecide={(decision) => onDecide(declaration, decision)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
