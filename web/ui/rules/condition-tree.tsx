import type { ClauseReference, ComparisonTrace, NodeTrace, OperandTrace, RuleStatus } from '#domain/rules'
import { useText } from '../../text/index.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { useFormat } from '../format.ts'
import { Chip } from '../marks.tsx'
import { useSay } from '../say.ts'
import { factWords, lackingWords, memberAsked } from './fact-words.ts'
import type { FactName, FactNames } from './fact-words.ts'
import { SourceLink } from './source-link.tsx'
import './rules.css'

const SHAPES = { yes: '✓', no: '✗', undetermined: '?' } as const
const SIGNS = ['=', '!=', '>=', '>', '<=', '<', 'in', 'between'] as const

/** ✓ 符合 ✗ 不符合 ? 待补充. */
export function AnswerMark({ answer }: { readonly answer: NodeTrace['answer'] }) {
  const t = useText(verdictTexts)
  return (
    <span className={`answer-mark answer-${answer}`}>
      <span aria-hidden="true">{SHAPES[answer]}</span> <span className="small">{t(`answer.${answer}`)}</span>
    </span>
  )
}

/** The conditions of a rule as they were found for one enterprise, each with values, thresholds, sources and clause. */
export function ConditionTree({
  trace,
  names,
  enterpriseId,
}: {
  readonly trace: NodeTrace
  readonly names: FactNames
  readonly enterpriseId: string
}) {
  return (
    <ul className="condition-tree">
      <ConditionNode node={trace} names={names} enterpriseId={enterpriseId} />
    </ul>
  )
}

function ConditionNode({
  node,
  names,
  enterpriseId,
}: {
  readonly node: NodeTrace
  readonly names: FactNames
  readonly enterpriseId: string
}) {
  const t = useText(verdictTexts)
  const say = useSay()
  const title =
    node.title !== null
      ? say(node.title)
      : node.kind === 'condition'
        ? (node.when ?? '')
        : t(`kind.${node.kind}`, { n: node.count ?? 1 })
  return (
    <li className={node.off ? 'condition is-off' : 'condition'}>
      <div className="condition-head">
        {node.off ? (
          <span className="answer-mark faint" title={t('offWhy')}>
            <span aria-hidden="true">○</span> <span className="small">{t('off')}</span>
          </span>
        ) : (
          <AnswerMark answer={node.answer} />
        )}
        <span className="condition-title">{title}</span>
        {node.title !== null && node.kind !== 'condition' ? (
          <span className="soft small">{t(`kind.${node.kind}`, { n: node.count ?? 1 })}</span>
        ) : null}
        <StatusChip status={node.status} />
      </div>
      {node.kind === 'condition' && !node.off
        ? node.comparisons.map((comparison, index) => (
            <Comparison
              key={`${comparison.text}-${index}`}
              comparison={comparison}
              names={names}
              enterpriseId={enterpriseId}
              several={node.comparisons.length > 1}
            />
          ))
        : null}
      <ClauseLine clause={node.clause} />
      {node.of.length > 0 ? (
        <ul className="condition-tree">
          {node.of.map((each) => (
            <ConditionNode key={each.id} node={each} names={names} enterpriseId={enterpriseId} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

/** How far a rule may be believed, where it is not read in an official text. */
export function StatusChip({ status }: { readonly status: RuleStatus | null }) {
  const t = useText(verdictTexts)
  return status === null || status === 'verified' ? null : (
    <Chip title={t(`statusWhy.${status}`)}>{t(`status.${status}`)}</Chip>
  )
}

export function ClauseLine({ clause }: { readonly clause: ClauseReference | null }) {
  const t = useText(verdictTexts)
  if (clause === null) return null
  const words = t('clause', { document: clause.document, clause: clause.clause ?? '' })
  return (
    <div className="small soft condition-clause" lang="zh">
      {clause.url === null ? (
        words
      ) : (
        <a href={clause.url} target="_blank" rel="noreferrer">
          {words} ↗
        </a>
      )}
    </div>
  )
}

function Comparison({
  comparison,
  names,
  enterpriseId,
  several,
}: {
  readonly comparison: ComparisonTrace
  readonly names: FactNames
  readonly enterpriseId: string
  readonly several: boolean
}) {
  const t = useText(verdictTexts)
  const { language } = useFormat()
  const say = useSay()
  const format = useFormat()
  const { left, right, facts, parameters, answer } = comparison
  const only = facts.length === 1 ? facts[0] : undefined
  // What is compared may be worked out from facts that are named beneath; its own value stands here already.
  const subject = facts.find(({ fact }) => fact === left.text) ?? only
  const name = subject === undefined ? undefined : names(subject.fact)
  const beneath = only === undefined ? facts.filter((one) => one !== subject) : facts
  // A fact by itself is named as it is called; a formula as it is written.
  const member = name === undefined || right !== null ? null : memberAsked(left.text, subject?.fact ?? '')
  const called =
    name === undefined
      ? left.text
      : left.text === subject?.fact
        ? say(name.title)
        : member === null
          ? left.text
          : t('contains', { list: say(name.title), word: factWords(member, null, language, name.words) })
  const isCeiling = comparison.sign === '<' || comparison.sign === '<='
  const lacking =
    answer === 'yes'
      ? null
      : lackingWords(comparison.lacking, comparison.unit, language, isCeiling ? 'over' : 'lacking')
  return (
    <div className="comparison small">
      {several ? (
        <span className={`answer-${answer}`}>
          <span aria-hidden="true">{SHAPES[answer]}</span>
          <span className="unseen">{t(`answer.${answer}`)}</span>{' '}
        </span>
      ) : null}
      <span lang={called === left.text && name === undefined ? 'zh' : undefined}>{called}</span>{' '}
      <b>
        <Operand operand={left} words={name?.words} />
      </b>
      {right === null ? null : (
        <span className="soft">
          {' · '}
          {t('required')}{' '}
          <Threshold
            sign={comparison.sign}
            // A bare number is meant in the unit of what it is compared with.
            operand={right.unit === null ? { ...right, unit: comparison.unit ?? left.unit } : right}
            words={name?.words}
          />
        </span>
      )}
      {lacking === null ? null : <span className="comparison-lacking">{lacking}</span>}
      {beneath.map(({ fact, value, unit, source }) => (
        <span key={fact} className="comparison-source">
          {only === undefined ? (
            <>
              <FactTitle code={fact} names={names} />{' '}
              {factWords(value, unit, language, names(fact)?.words)}{' '}
            </>
          ) : null}
          {source === null ? null : (
            <>
              {t('source')} <SourceLink source={source} fact={fact} enterpriseId={enterpriseId} />
            </>
          )}
        </span>
      ))}
      {parameters.map(({ parameter, value, unit, from }) => (
        <span key={parameter} className="comparison-source" lang="zh">
          {t('parameter', {
            name: parameter,
            value: factWords(value, unit, language),
            from: from === null ? '—' : format.date(from),
          })}
        </span>
      ))}
    </div>
  )
}

/** A fact by its name in the language of the page. */
export function FactTitle({ code, names }: { readonly code: string; readonly names: FactNames }) {
  const say = useSay()
  const name = names(code)
  return name === undefined ? <span lang="zh">{code}</span> : <>{say(name.title)}</>
}

function Operand({
  operand,
  words,
}: {
  readonly operand: OperandTrace
  readonly words: FactName['words'] | undefined
}) {
  const t = useText(verdictTexts)
  const { language } = useFormat()
  if (operand.value === null && operand.range !== null) {
    const { low, high } = operand.range
    return t('between', { low, high: factWords(high, operand.unit, language) })
  }
  return factWords(operand.value, operand.unit, language, words)
}

function Threshold({
  sign,
  operand,
  words,
}: {
  readonly sign: string | null
  readonly operand: OperandTrace
  readonly words: FactName['words'] | undefined
}) {
  const t = useText(verdictTexts)
  const { language } = useFormat()
  const value =
    operand.value === null ? operand.text : factWords(operand.value, operand.unit, language, words)
  const known = SIGNS.find((each) => each === sign)
  return known === undefined ? `${sign ?? ''} ${value}` : t(`sign.${known}`, { value })
}
