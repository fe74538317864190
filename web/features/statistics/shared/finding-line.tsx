import { Fragment } from 'react'
import type { Finding } from '#contract/statistics'
import { useText } from '../../../text/index.ts'
import { findingSentences, statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { Figure } from './figure.tsx'
import {
  BROKEN_SIGNS,
  arithmeticOf,
  cellLabel,
  differenceWords,
  fieldOf,
  findingSentence,
  ruleOf,
} from './finding-words.ts'
import type { FindingArithmetic, FindingScope, FindingTerm } from './finding-words.ts'
import { SeverityMark } from '../../../ui/filings/state-marks.tsx'
import './finding-line.css'

/**
 * One finding: how serious, what it says, the arithmetic with the labels and figures of both sides, and on whose authority.
 * `onCell` makes the cells of this filing buttons that lead to them. `explanation` is what somebody has said to it.
 */
export function FindingLine({
  finding,
  scope,
  onCell,
  explanation,
}: {
  readonly finding: Finding
  readonly scope: FindingScope
  readonly onCell?: (code: string) => void
  readonly explanation?: string | undefined
}) {
  const t = useText(findingSentences)
  const say = useSay()
  const { language } = useFormat()
  const rule = ruleOf(scope.form, finding.rule)
  const arithmetic = arithmeticOf(finding, scope, language)
  const sentence = findingSentence(finding, scope, language)
  return (
    <div className={`finding finding-${finding.severity}`}>
      <div className="finding-sentence">
        <SeverityMark severity={finding.severity} /> <span>{sentence}</span>
      </div>
      {rule?.words ? <div className="finding-words">{say(rule.words)}</div> : null}
      {arithmetic ? (
        <Arithmetic arithmetic={arithmetic} isChange={rule?.kind === 'change'} onCell={onCell} />
      ) : onCell ? (
        <div className="finding-cells">
          {finding.cells.map((code) => {
            const field = fieldOf(scope.form, code)
            const label = field ? cellLabel(field, language) : code
            return (
              <button key={code} type="button" className="finding-cell" onClick={() => onCell(code)}>
                {t('showCell', { cell: label })}
              </button>
            )
          })}
        </div>
      ) : null}
      {explanation ? <div className="finding-explained">{t('explained', { text: explanation })}</div> : null}
      <RuleSource rule={finding.rule} scope={scope} />
    </div>
  )
}

/** Which rule it is, its standing and its source. */
export function RuleSource({ rule: id, scope }: { readonly rule: string; readonly scope: FindingScope }) {
  const t = useText(findingSentences)
  const words = useText(statisticsTexts)
  const rule = ruleOf(scope.form, id)
  if (rule === undefined)
    return (
      <div className="finding-source small faint">
        {id.startsWith('field:') ? `${t('fieldRule')} ${id.slice('field:'.length)}` : t('rule', { rule: id })}
      </div>
    )
  return (
    <div className="finding-source small faint">
      {t('rule', { rule: rule.id })} ·{' '}
      <span title={words(`standingWhy.${rule.standing}`)}>{words(`standing.${rule.standing}`)}</span> ·{' '}
      {t('source')} <span lang="zh">{rule.source}</span>
    </div>
  )
}

function Arithmetic({
  arithmetic,
  isChange,
  onCell,
}: {
  readonly arithmetic: FindingArithmetic
  readonly isChange: boolean
  readonly onCell: ((code: string) => void) | undefined
}) {
  const t = useText(findingSentences)
  const { language, number } = useFormat()
  const { left, right, leftConstant, rightConstant, operator, tolerance } = arithmetic
  return (
    <div className="finding-arithmetic">
      <Side terms={left} constant={leftConstant} sum={arithmetic.leftSum} onCell={onCell} />
      <b className="finding-operator">{isChange ? '↔' : BROKEN_SIGNS[operator]}</b>
      <Side terms={right} constant={rightConstant} sum={arithmetic.rightSum} onCell={onCell} />
      <span className="finding-difference">
        {t('difference', { value: differenceWords(arithmetic, language) })}
        {tolerance > 0 ? ` · ${t('tolerance', { value: number(tolerance) })}` : ''}
      </span>
    </div>
  )
}

/** The cells of one side with their figures; a side of several ends with its sum. */
function Side({
  terms,
  constant,
  sum,
  onCell,
}: {
  readonly terms: readonly FindingTerm[]
  readonly constant: number
  readonly sum: number
  readonly onCell: ((code: string) => void) | undefined
}) {
  const { number } = useFormat()
  // Without the cells' own figures only the sums can be shown.
  const known = terms.some(({ value }) => value !== undefined)
  const parts = terms.length + (constant === 0 ? 0 : 1)
  const plain = parts === 1 && (terms[0]?.coefficient ?? 1) === 1 && terms[0]?.sign !== '−'
  return (
    <span className="finding-side">
      {terms.map((term, index) => (
        <Fragment key={`${term.label}-${index}`}>
          {term.sign ? <span className="finding-sign">{term.sign}</span> : null}
          <TermView term={known ? term : { ...term, value: plain ? sum : undefined }} onCell={onCell} />
        </Fragment>
      ))}
      {constant === 0 ? null : (
        <>
          <span className="finding-sign">{constant < 0 ? '−' : terms.length > 0 ? '+' : ''}</span>
          <b className="finding-figure">{number(Math.abs(constant))}</b>
        </>
      )}
      {plain || parts === 0 ? null : (
        <span className="finding-sum">
          <span className="finding-sign">=</span> <b>{number(sum)}</b>
        </span>
      )}
    </span>
  )
}

function TermView({
  term: { label, coefficient, value, unit, own, code },
  onCell,
}: {
  readonly term: FindingTerm
  readonly onCell: ((code: string) => void) | undefined
}) {
  const t = useText(findingSentences)
  const { number } = useFormat()
  const content = (
    <>
      <span className="finding-label">{coefficient === 1 ? label : `${number(coefficient)} × ${label}`}</span>
      {value === undefined ? null : (
        <span className="finding-figure">
          <Figure value={value} unit={unit} />
        </span>
      )}
    </>
  )
  return own !== null && onCell ? (
    <button
      type="button"
      className="finding-term finding-cell"
      title={`${t('showCell', { cell: label })} · ${code}`}
      onClick={() => onCell(own)}
    >
      {content}
    </button>
  ) : (
    <span className="finding-term" title={code}>
      {content}
    </span>
  )
}
