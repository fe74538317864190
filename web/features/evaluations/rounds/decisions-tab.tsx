import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useMemo, useState } from 'react'
import { decide, proposeDecisions } from '#contract/evaluations'
import type { Decision, RoundView } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { evaluationDecisionTexts } from '../../../text/evaluation-decisions.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { GradeMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { becauseWords } from './because-words.ts'
import { useRoundErrorWords } from './round-issue-words.ts'
import { decisionsQuery, isStale, keepDecisions } from './round-queries.ts'
import type { RoundTabProps } from './round-page.tsx'
import './consequences.css'

/** What follows from the grades, tier by tier, each with its reasons; proposals are decided some or all. */
export function DecisionsTab({ view }: RoundTabProps) {
  const t = useText(evaluationDecisionTexts)
  const { data, error, refetch } = useQuery(decisionsQuery(view.row.id))
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [deciding, setDeciding] = useState(false)
  const errorWords = useRoundErrorWords()
  const proposing = useMutation({
    mutationFn: () =>
      call(proposeDecisions, { params: { roundId: view.row.id }, body: { version: view.row.version } }),
    onSuccess: (answer) => keepDecisions(client, view.row.id, answer),
    onError: (refused) => (isStale(refused) ? refreshEvaluations(client) : undefined),
  })
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { decisions } = data
  const open = decisions.filter(({ can }) => can.includes('decide'))
  // What was decided meanwhile is no longer selected.
  const selected = open.filter(({ id }) => chosen.has(id))
  const toggle = (ids: readonly string[], on: boolean) =>
    setChosen((before) => {
      const after = new Set(before)
      for (const id of ids)
        if (on) after.add(id)
        else after.delete(id)
      return after
    })
  const canPropose = view.can.includes('propose')
  return (
    <>
      {canPropose || open.length > 0 ? (
        <div className="decision-bar no-print">
          <span className="soft">{canPropose ? t('proposeWhy') : t('decisionsNote')}</span>
          {canPropose ? (
            <Button
              type={decisions.length === 0 ? 'primary' : 'default'}
              loading={proposing.isPending}
              onClick={() => proposing.mutate()}
            >
              {t(decisions.length === 0 ? 'propose' : 'proposeAgain')}
            </Button>
          ) : null}
          {open.length > 0 ? (
            <>
              <Button
                onClick={() =>
                  toggle(
                    open.map(({ id }) => id),
                    true,
                  )
                }
              >
                {t('decideAll')}
              </Button>
              <Button type="primary" disabled={selected.length === 0} onClick={() => setDeciding(true)}>
                {t('decideN', { n: selected.length })}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {proposing.error ? <ErrorState error={errorWords(proposing.error)} /> : null}
      {decisions.length === 0 ? (
        <EmptyState title={t('decisionsNone')}>{t(`decisionsNone.${emptyReason(view)}`)}</EmptyState>
      ) : (
        <DecisionTable view={view} decisions={decisions} chosen={chosen} onToggle={toggle} />
      )}
      {deciding ? (
        <DecideDialog roundId={view.row.id} decisions={selected} onClose={() => setDeciding(false)} />
      ) : null}
    </>
  )
}

function emptyReason({ row, supportRule }: RoundView): 'wait' | 'rule' | 'hidden' {
  if (supportRule === null && row.state !== 'published') return 'rule'
  return row.state === 'confirmed' || row.state === 'published' ? 'hidden' : 'wait'
}

interface Tier {
  readonly tier: string
  readonly rows: readonly Decision[]
}

/** In the order of the ranking: the tier of the best first. */
function tiersOf(decisions: readonly Decision[]): readonly Tier[] {
  return [...Map.groupBy(decisions, ({ tier }) => tier)].map(([tier, rows]) => ({ tier, rows }))
}

function sumWan(decisions: readonly Pick<Decision, 'amountWan'>[]): number {
  return decisions.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0)
}

function DecisionTable({
  view,
  decisions,
  chosen,
  onToggle,
}: RoundTabProps & {
  readonly decisions: readonly Decision[]
  readonly chosen: ReadonlySet<string>
  readonly onToggle: (ids: readonly string[], on: boolean) => void
}) {
  const t = useText(evaluationDecisionTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const format = useFormat()
  const tiers = useMemo(() => tiersOf(decisions), [decisions])
  const given = sumWan(decisions)
  return (
    <Panel title={t('decisionsTitle')}>
      <p>
        {view.poolWan === null
          ? t('totalNoPool', { given })
          : t('total', { given, pool: view.poolWan, left: view.poolWan - given })}
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('decisionsTitle')}>
        <table className="plain-table decisions-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t('decideAll')}</span>
              </th>
              <th scope="col">{t('unit')}</th>
              <th scope="col">{t('grade')}</th>
              <th scope="col" className="number">
                {t('amount')}
              </th>
              <th scope="col">{t('because')}</th>
              <th scope="col">{t('decisionState')}</th>
            </tr>
          </thead>
          <tbody>
            {tiers.map(({ tier, rows }) => {
              const name = rows[0]?.tierName
              const open = rows.filter(({ can }) => can.includes('decide')).map(({ id }) => id)
              const all = open.length > 0 && open.every((id) => chosen.has(id))
              const label = name === undefined ? tier : say(name)
              return (
                <Fragment key={tier}>
                  <tr className="tier-head">
                    <th scope="colgroup">
                      {open.length > 0 ? (
                        <input
                          type="checkbox"
                          aria-label={common('selectNamed', { name: label })}
                          checked={all}
                          onChange={() => onToggle(open, !all)}
                        />
                      ) : null}
                    </th>
                    <th scope="colgroup" colSpan={2}>
                      {t('tierHead', { tier: label, n: rows.length })}
                    </th>
                    <th scope="colgroup" className="number">
                      {sumWan(rows) > 0 ? t('subtotal', { n: sumWan(rows) }) : null}
                    </th>
                    <th scope="colgroup" colSpan={2} />
                  </tr>
                  {rows.map((row) => (
                    <tr key={row.id}>
                      <td>
                        {row.can.includes('decide') ? (
                          <input
                            type="checkbox"
                            aria-label={common('selectNamed', { name: say(row.unitName) })}
                            checked={chosen.has(row.id)}
                            onChange={() => onToggle([row.id], !chosen.has(row.id))}
                          />
                        ) : null}
                      </td>
                      <td className="nowrap">
                        <NameWords of={row.unitName} />
                      </td>
                      <td>
                        <GradeMark grade={row.grade} grades={view.grades} />
                      </td>
                      <td className="number">
                        {row.amountWan === null ? (
                          <span className="soft">{t(`consequence.${row.consequence}`)}</span>
                        ) : (
                          format.number(row.amountWan)
                        )}
                      </td>
                      <td>
                        <Because decision={row} grades={view.grades} />
                      </td>
                      <td>
                        <DecisionWords decision={row} />
                      </td>
                    </tr>
                  ))}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** The first reason stands there; the others, with run and rule, open below it. */
function Because({
  decision,
  grades,
}: {
  readonly decision: Decision
  readonly grades: RoundView['grades']
}) {
  const t = useText(evaluationDecisionTexts)
  const say = useSay()
  const { language } = useFormat()
  const names = {
    grade: (code: string) => {
      const found = grades.find((grade) => grade.code === code)
      return found === undefined ? code : say(found.name)
    },
    tier: (code: string) => (code === decision.tier ? say(decision.tierName) : code),
  }
  const [first, ...others] = decision.because.map((each) => becauseWords(each, names, language))
  return (
    <details className="because-fold">
      <summary>{first ?? t('because')}</summary>
      <ul className="because small">
        {others.map((words) => (
          <li key={words}>{words}</li>
        ))}
        <li>{t('why.rule', { name: say(decision.rule.name), version: decision.rule.version })}</li>
      </ul>
    </details>
  )
}

const OUTCOMES = [
  'lifted',
  'failed',
  'revoked',
  'support-withdrawn',
  'exited',
  'notice-withdrawn',
  'discarded',
  'terminated',
] as const

function DecisionWords({ decision }: { readonly decision: Decision }) {
  const t = useText(evaluationDecisionTexts)
  const format = useFormat()
  const foreign = format.language === 'en' ? 'zh' : undefined
  return (
    <>
      <StatusMark tone={decision.state === 'decided' ? 'good' : 'neutral'}>
        {t(`decision.${decision.state}`)}
      </StatusMark>
      {decision.decidedAt === null ? null : (
        <div className="small soft">
          <span lang={foreign}>{decision.decidedByName}</span> {format.dayOf(decision.decidedAt)}
        </div>
      )}
      {decision.note === null ? null : (
        <div className="small" lang={foreign}>
          {decision.note}
        </div>
      )}
      {decision.case === null ? null : <CaseWords found={decision.case} />}
    </>
  )
}

/** Where the rectification stands and until when, or how it ended. */
function CaseWords({ found }: { readonly found: NonNullable<Decision['case']> }) {
  const t = useText(evaluationDecisionTexts)
  const say = useSay()
  const format = useFormat()
  const name = found.number ?? t('theCase')
  const outcome = OUTCOMES.find((each) => each === found.outcome)
  const ended = found.outcome !== null
  const good = found.outcome === 'lifted' || found.outcome === 'revoked'
  return (
    <div className="small">
      {found.readable ? <AddressLink href={`/cases/${found.id}`}>{name}</AddressLink> : name}{' '}
      {ended ? (
        <span className={good ? 'mark-good' : 'mark-bad'}>
          <span aria-hidden="true">{good ? '●' : '■'}</span>{' '}
          {t('caseEnded', {
            outcome: outcome === undefined ? found.outcome : t(`outcome.${outcome}`),
            date: found.outcomeAt === null ? '—' : format.dayOf(found.outcomeAt),
          })}
        </span>
      ) : (
        <span className="mark-warn">
          <span aria-hidden="true">▲</span>{' '}
          {found.places.length > 0 ? t('caseOpen', { places: found.places.map(say) }) : t('caseRunning')}
          {found.dueAt === null ? '' : ` · ${t('caseDue', { date: format.deadline(found.dueAt) })}`}
        </span>
      )}
    </div>
  )
}

function DecideDialog({
  roundId,
  decisions,
  onClose,
}: {
  readonly roundId: string
  readonly decisions: readonly Decision[]
  readonly onClose: () => void
}) {
  const t = useText(evaluationDecisionTexts)
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: (note: string) =>
      call(decide, {
        params: { roundId },
        body: {
          decisions: decisions.map(({ id, version }) => ({ id, version, note: note === '' ? null : note })),
        },
      }),
    onSuccess: async (answer) => {
      await keepDecisions(client, roundId, answer)
      onClose()
    },
    onError: (error) => (isStale(error) ? refreshEvaluations(client) : undefined),
  })
  return (
    <AskDialog
      title={t('decideTitle', { n: decisions.length })}
      why={t('decideWhy', {
        amount: sumWan(decisions),
        rectifications: decisions.filter(({ consequence }) => consequence === 'rectification').length,
      })}
      button={t('decideDo')}
      reason={{ label: t('decideNote'), most: 2000 }}
      busy={sending.isPending}
      error={sending.error}
      onClose={onClose}
      onDone={(note) => sending.mutate(note)}
    >
      {isStale(sending.error) ? <p className="mark-warn">▲ {t('stale')}</p> : null}
    </AskDialog>
  )
}
