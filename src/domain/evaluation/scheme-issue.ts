import type { Issue } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'

export type SchemePath = readonly (string | number)[]

export function schemeIssue(
  code: EvaluationIssueCode,
  path: SchemePath,
  params: NonNullable<Issue['params']>,
): Issue {
  return { code, path, params }
}
