import type { ReactNode } from 'react'
import type { RuleNode } from '#domain/rules'
import type { BilingualText } from '#domain/kernel'
import type { ParameterView } from '#contract/rules'
import { policyTexts } from '../../text/policies.ts'
import { useText } from '../../text/index.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { useFormat } from '../format.ts'
import { useSay } from '../say.ts'
import { ClauseLine, StatusChip } from './condition-tree.tsx'
import { factWords } from './fact-words.ts'
import { namesIn, textsIn, valueOn } from './rule-names.ts'
import './rules.css'
import './rule-tree.css'

/** What a rule's expressions may name, and the day of which parameters are told. */
export interface RuleWords {
  readonly on: string
  readonly facts: readonly {
    readonly code: string
    readonly title: BilingualText
    readonly unit: string | null
    readonly options: readonly { readonly code: string; readonly title: BilingualText }[] | null
  }[]
  readonly parameters: readonly ParameterView[]
}

/** The conditions of a rule in words, before anybody is judged: which facts they ask for, with the parameters of the day. */
export function RuleTree({
  root,
  words,
  actOn,
}: {
  readonly root: RuleNode
  readonly words: RuleWords
  /** What can be done about a single condition; stands at the end of its line. */
  readonly actOn?: (condition: RuleCondition) => ReactNode
}) {
  return (
    <ul className="condition-tree">
      <Node node={root} words={words} actOn={actOn} />
    </ul>
  )
}

export type RuleCondition = Extract<RuleNode, { readonly kind: 'condition' }>

function Node({
  node,
  words,
  actOn,
}: {
  readonly node: RuleNode
  readonly words: RuleWords
  readonly actOn: ((condition: RuleCondition) => ReactNode) | undefined
}) {
  const t = useText(verdictTexts)
  const say = useSay()
  const kind =
    node.kind === 'condition'
      ? null
      : t(`kind.${node.kind}`, { n: node.kind === 'at-least' ? node.count : 1 })
  const of = node.kind === 'condition' ? [] : node.kind === 'not' ? [node.of] : node.of
  const isOff = node.kind === 'condition' && node.off
  return (
    <li className={isOff ? 'condition is-off' : 'condition'}>
      <div className="condition-head">
        {isOff ? (
          <span className="answer-mark faint" title={t('offWhy')}>
            <span aria-hidden="true">○</span> <span className="small">{t('off')}</span>
          </span>
        ) : null}
        <span className="condition-title">{node.title === null ? kind : say(node.title)}</span>
        {node.title !== null && kind !== null ? <span className="soft small">{kind}</span> : null}
        {node.kind === 'condition' ? <StatusChip status={node.status} /> : null}
        {node.kind === 'condition' && actOn ? <span className="condition-act">{actOn(node)}</span> : null}
      </div>
      {node.kind === 'condition' ? (
        <>
          <ExpressionWords expression={node.when} words={words} />
          <ClauseLine clause={node.clause} />
        </>
      ) : (
        <ul className="condition-tree">
          {of.map((each) => (
            <Node key={each.id} node={each} words={words} actOn={actOn} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** An expression as written, with the facts that it asks for, the parameters of the day and what its codes mean. */
export function ExpressionWords({
  expression,
  words: { facts, parameters, on },
}: {
  readonly expression: string
  readonly words: RuleWords
}) {
  const t = useText(policyTexts)
  const say = useSay()
  const { language, date } = useFormat()
  const asked = namesIn(
    expression,
    facts.map(({ code }) => code),
  ).flatMap((code) => facts.find((fact) => fact.code === code) ?? [])
  const used = namesIn(
    expression,
    parameters.map(({ code }) => code),
  ).flatMap((code) => parameters.find((parameter) => parameter.code === code) ?? [])
  const options = asked.flatMap((fact) => fact.options ?? [])
  const codes = textsIn(expression).flatMap((code) => options.find((option) => option.code === code) ?? [])
  return (
    <div className="rule-words small">
      <code lang="zh">{expression}</code>
      {asked.length > 0 ? (
        <div className="soft">
          {t('facts', {
            facts: asked.map(({ title, unit }) =>
              unit === null ? say(title) : t('withUnit', { name: say(title), unit }),
            ),
          })}
        </div>
      ) : null}
      {codes.length > 0 ? (
        <div className="soft">
          {t('words', { words: codes.map(({ code, title }) => `${code} ${say(title)}`) })}
        </div>
      ) : null}
      {used.map(({ code, title, unit, values }) => {
        const value = valueOn(values, on)
        return (
          <div
            key={code}
            title={
              value === null
                ? undefined
                : t('parameterWhy', { document: value.clause.document, clause: value.clause.clause ?? '' })
            }
          >
            {value === null ? (
              <span className="mark-warn">
                <span aria-hidden="true">▲</span> {t('parameterNone', { name: say(title) })}
              </span>
            ) : (
              t('parameterOf', {
                name: say(title),
                value: factWords(value.value, unit, language, options),
                from: date(value.from),
              })
            )}
          </div>
        )
      })}
    </div>
  )
}
