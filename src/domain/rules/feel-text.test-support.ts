import { evaluateFeel } from './evaluate-feel.ts'
import { fromPlain } from './plain-values.ts'
import { writeValue } from './values.ts'

/** What an expression is worth on a fixed day, as FEEL writes it; `refused` where it cannot be read. */
export function feelText(expression: string): string {
  const answer = evaluateFeel(expression, {}, { now: '2026-01-15T10:30:00Z' })
  return answer.ok ? writeValue(fromPlain(answer.value)) : 'refused'
}
