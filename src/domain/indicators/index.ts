/**
 * Indicators: forms and their checks, error localisation, outliers, imputation, derived indicators with units, aggregates,
 * suppression, warnings. Pure: filings and series in, findings and numbers out. Start with `form.ts` and `relation.ts`.
 */
export * from './form.ts'
export type * from './filing.ts'
export * from './relation.ts'
export type * from './column-table.ts'
export * from './indicator.ts'
export type * from './warning.ts'
export { INDICATOR_ISSUE_CODES, type IndicatorIssueCode } from './issue-codes.ts'
export * from './units.ts'
/* checks */
export { parseForm, checkFormReferences } from './parse-form.ts'
export { parseRelation } from './parse-relation.ts'
export { compileForm, type CompiledField, type CompiledForm, type CompiledRule } from './compile-form.ts'
export { checkFiling } from './check-filing.ts'
export { checkColumns, type AlignedTable, type ColumnContext, type ColumnFindings } from './check-columns.ts'
export { localiseErrors, type LocaliseOptions } from './localise-errors.ts'
export { keyingSlip, type KeyingSlip } from './keying-slip.ts'
export { proveRules, type ProofLine, type Redundancy, type RuleProof } from './prove-rules.ts'
export type * from './outlier.ts'
export { findOutliers, scoreOutliers } from './outlier-rules.ts'
export { parseOutlierRule } from './parse-outlier-rule.ts'
export * from './rate-rule.ts'
export { robustZ, SIGMA_PER_MAD } from './robust-z.ts'
export * from './imputation.ts'
export { impute } from './impute.ts'
export { prorate } from './prorate.ts'
export {
  judgeWarning,
  LEAST_CHANGE_SPREAD,
  LEAST_CHANGES,
  WARNING_REASONS,
  type WarningContext,
  type WarningReason,
} from './warn.ts'
export { parseWarningRule } from './parse-warning.ts'
export * from './backtest.ts'
export * from './budget-alerts.ts'
export * from './form-calendar.ts'
export * from './filing-life.ts'
export type { Rational } from './rational.ts'
export type * from './expression.ts'
export { ATTRIBUTE_COLUMNS } from './expression.ts'
export { parseExpression } from './parse-expression.ts'
export {
  checkExpression,
  fieldLookup,
  type CheckedExpression,
  type FieldLookup,
  type NeededCell,
} from './check-expression.ts'
export { parseIndicator } from './parse-indicator.ts'
export { compileIndicator, type CompiledIndicator } from './compile-indicator.ts'
export {
  evaluateExpression,
  evaluateIndicator,
  type GroupNumber,
  type Grouping,
} from './evaluate-expression.ts'
export { joinFilings, type FormFilings, type JoinedFilings } from './join-filings.ts'
export {
  expressionToSql,
  formTable,
  indicatorToSql,
  joinFormsSql,
  type JoinOptions,
  type SqlExpression,
} from './expression-to-sql.ts'
export * from './suppress.ts'
export { suppressTree, type SuppressedTree, type TreeCell } from './suppress-tree.ts'
export type { SuppressibleCell } from './protect-cells.ts'
export { listRelations, recoverable, tableRelations, type SumRelation } from './recoverable.ts'
export { growth, gini, herfindahl, locationQuotient, median, share, topShare } from './statistics.ts'
export * from './apply-transform.ts'
export { isAdditive } from './expression-walk.ts'
