import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { conditionsOf } from '#domain/matching'
import type { ConditionChoice, RungView } from '#contract/cultivation'
import { type readLadderRules, switchCondition } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { ApiError, call } from '../../../app/api-client.ts'
import { ladderTexts } from '../../../text/cultivation-ladder.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { RuleTree } from '../../../ui/rules/rule-tree.tsx'
import type { RuleCondition, RuleWords } from '../../../ui/rules/rule-tree.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { ladderRulesQuery, refreshCultivation, ruleBookQuery } from '../shared/cultivation-queries.ts'
import type { LadderView } from '../shared/cultivation-queries.ts'
import './ladder.css'

type Rules = ResponseOf<typeof readLadderRules>
type Rule = Rules['rules'][number]
const KINDS = ['rung', 'mark', 'reminder'] as const
const STATUSES = ['verified', 'unverified', 'assumed', 'example'] as const

/** 认定条件: what each rung asks for, with source and status; the office lets a condition count or not. */
export function LadderRules({ ladder }: { readonly ladder: LadderView }) {
  const { data, error, refetch } = useQuery(ladderRulesQuery)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return data ? <Rules ladder={ladder} rules={data} /> : <Loading />
}

function Rules({ ladder, rules }: { readonly ladder: LadderView; readonly rules: Rules }) {
  const t = useText(ladderTexts)
  const say = useSay()
  const [address] = useAddress<'rule'>()
  const { data: book } = useQuery(ruleBookQuery)
  const [switching, setSwitching] = useState<RuleCondition | null>(null)
  const chosen = rules.rules.find(({ code }) => code === address.rule) ?? rules.rules[0]
  if (chosen === undefined) return null
  const words: RuleWords = {
    on: ladder.on ?? todayOf(new Date()),
    facts: book?.facts ?? [],
    parameters: book?.parameters ?? [],
  }
  const choices = rules.choices.filter(({ rung }) => rung === chosen.code)
  return (
    <div className="ladder-rules">
      <nav className="panel ladder-rule-list" aria-label={t('rules')}>
        {KINDS.map((kind) => (
          <div key={kind}>
            <h3>{t(`kind.${kind}`)}</h3>
            {rules.rules
              .filter((rule) => rule.kind === kind)
              .map(({ code, title }) => (
                <AddressLink
                  key={code}
                  href={`/cultivation?view=rules&rule=${code}`}
                  aria-current={code === chosen.code ? 'page' : undefined}
                >
                  {say(title)}
                </AddressLink>
              ))}
          </div>
        ))}
      </nav>
      <div>
        <Panel
          title={t('rulesOf', { rung: say(chosen.title) })}
          actions={<span className="soft small">{t('version', { n: rules.version })}</span>}
        >
          <RungLine
            ladder={ladder}
            rung={ladder.rungs.find(({ code }) => code === chosen.code)}
            rule={chosen}
          />
          <p className="soft small">
            {t('rulesWhy')} {rules.can.switch ? null : t('onlyOffice')}
          </p>
          <RuleTree
            root={chosen.root}
            words={words}
            {...(rules.can.switch
              ? {
                  actOn: (condition: RuleCondition) => (
                    <Button size="small" onClick={() => setSwitching(condition)}>
                      {t(condition.off ? 'switchOn' : 'switchOff')}
                    </Button>
                  ),
                }
              : {})}
          />
        </Panel>
        <Panel title={t('choices')}>
          <Choices choices={choices} rule={chosen} />
        </Panel>
      </div>
      {switching ? (
        <SwitchDialog rule={chosen} condition={switching} onClose={() => setSwitching(null)} />
      ) : null}
    </div>
  )
}

/** What it takes before, how long it holds, and how far its conditions may be believed. */
function RungLine({
  ladder,
  rung,
  rule,
}: {
  readonly ladder: LadderView
  /** Undefined: of a reminder. */
  readonly rung: RungView | undefined
  readonly rule: Rule
}) {
  const t = useText(ladderTexts)
  const say = useSay()
  const conditions = conditionsOf(rule.root)
  const off = conditions.filter((condition) => condition.off).length
  const counts = [
    ...STATUSES.flatMap((status) => {
      const n = conditions.filter((condition) => condition.status === status).length
      return n === 0 ? [] : [t(`count.${status}`, { n })]
    }),
    ...(off === 0 ? [] : [t('count.off', { n: off })]),
  ]
  const before =
    rung === undefined || rung.requires.length === 0
      ? []
      : [
          t('requires', {
            what: rung.requires.map((code) => {
              const required = ladder.rungs.find((each) => each.code === code)
              return required ? say(required.title) : code
            }),
          }),
        ]
  const validity =
    rung === undefined
      ? []
      : [rung.validityYears === null ? t('validityNone') : t('validity', { n: rung.validityYears })]
  return <p>{[...before, ...validity, ...counts].join(' · ')}</p>
}

function Choices({
  choices,
  rule,
}: {
  readonly choices: readonly z.infer<typeof ConditionChoice>[]
  readonly rule: Rule
}) {
  const t = useText(ladderTexts)
  const say = useSay()
  const format = useFormat()
  const conditions = conditionsOf(rule.root)
  if (choices.length === 0) return <p className="soft">{t('choicesNone')}</p>
  return (
    <ul className="ladder-choices">
      {choices.map(({ condition, off, reason, at, byName }) => {
        const title = conditions.find(({ id }) => id === condition)?.title
        return (
          <li key={at}>
            <StatusMark tone={off ? 'neutral' : 'good'}>{t(off ? 'choiceOff' : 'choiceOn')}</StatusMark>{' '}
            <b>{title ? say(title) : condition}</b>{' '}
            <span className="soft small">{t('choiceBy', { name: byName, at: format.moment(at) })}</span>
            <div lang="zh">{reason}</div>
          </li>
        )
      })}
    </ul>
  )
}

const MOST_REASON = 1000

function SwitchDialog({
  rule,
  condition,
  onClose,
}: {
  readonly rule: Rule
  readonly condition: RuleCondition
  readonly onClose: () => void
}) {
  const t = useText(ladderTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const off = !condition.off
  const rung = say(rule.title)
  const name = say(condition.title)
  const switching = useMutation({
    mutationFn: (reason: string) =>
      call(switchCondition, { body: { rung: rule.code, condition: condition.id, off, reason } }),
    onSuccess: async (answer) => {
      client.setQueryData(ladderRulesQuery.queryKey, answer)
      await refreshCultivation(client)
      message.success(t('switched'))
      onClose()
    },
    onError: async (error) => {
      // Somebody else was first: show what counts now beside the refusal.
      if (error instanceof ApiError) await client.invalidateQueries({ queryKey: ladderRulesQuery.queryKey })
    },
  })
  return (
    <AskDialog
      title={t(off ? 'switchOffTitle' : 'switchOnTitle', { condition: name })}
      why={
        <>
          {t(off ? 'switchOffWhy' : 'switchOnWhy', { rung })}{' '}
          {!off && condition.status !== 'verified' ? t('switchUnverified') : null}
        </>
      }
      button={t(off ? 'switchOff' : 'switchOn')}
      danger={off}
      reason={{ label: t('reason'), missing: t('reasonNeeded'), most: MOST_REASON }}
      busy={switching.isPending}
      error={switching.error}
      onClose={onClose}
      onDone={(reason) => switching.mutate(reason)}
    />
  )
}
