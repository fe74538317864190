/** Values of one enterprise as facts and verdicts have them. */
import { civilDate } from '#domain/kernel'
import type { FactValue } from './fact.ts'
import type { Answer } from './row-answer.ts'
import type { RowJudge } from './row-judge.ts'
import type { RuleExpression } from './rule-expression.ts'
import type { FeelNumber } from './values.ts'
import type { VerdictAnswer } from './verdict.ts'

export const ANSWER_WORDS: Readonly<Record<Answer, VerdictAnswer>> = { 0: 'no', 1: 'undetermined', 2: 'yes' }

/** What an expression is worth as facts are kept; null: unknown. */
export function factValueOf(row: RowJudge, expression: RuleExpression): FactValue | null {
  switch (expression.type) {
    case 'boolean': {
      const answer = row.answer(expression)
      return answer === 1 ? null : answer === 2
    }
    case 'text':
      return row.text(expression)
    case 'texts':
      return row.texts(expression)
    case 'date': {
      const day = row.number(expression)
      return day === null ? null : civilDate(day.toNumber())
    }
    case 'any':
      return null
    default:
      return plainNumber(row.number(expression))
  }
}

/** The nearest double; zero has no sign. */
export function plainNumber(number: FeelNumber | null): number | null {
  return number === null ? null : number.toNumber() + 0
}
