/**
 * Rules: FEEL, the expression language of DMN 1.5, and (beside this) decision models.
 *
 * - `evaluateFeel`, `evaluateUnaryTests`: text and plain values in, plain values out, notes why something is null;
 * - `parseFeel` once and `evaluate` often: for tables, models and rules;
 * - `FeelNumber`, `FeelDate` …: the values. Numbers are decimals of 34 digits, times are to the nanosecond.
 *
 * An answer is true, false or null: null is "not known", never "no". Nothing here reads a clock or draws lots; every run is
 * bounded in steps, depth and size. Method: OMG DMN 1.5 chapter 10, checked with its public test kit. Start reading at
 * `evaluate.ts`, then `values.ts` and `compare.ts`.
 */
export { evaluateFeel, evaluateUnaryTests, type FeelAnswer, withinLimits } from './evaluate-feel.ts'
export { type FeelNames, parseFeel } from './parse-feel.ts'
export { evaluate, passesTests } from './evaluate.ts'
export type { FeelDialect, FeelExpression } from './syntax.ts'
export { type FeelNote, FeelRun, FeelScope, RUN_LIMITS, type RunLimits, type RunOptions } from './scope.ts'
export {
  type FeelContext,
  FeelFunction,
  FeelNumber,
  FeelRange,
  type FeelType,
  type FeelValue,
  toNumber,
  writeValue,
} from './values.ts'
export { FeelDate, FeelDateTime, FeelDaysDuration, FeelMonthsDuration, FeelTime } from './temporal.ts'
export { readTemporal } from './read-temporal.ts'
export { fromPlain, namesIn, toPlain } from './plain-values.ts'
export { compareBySign, equalValues, orderOf } from './compare.ts'
export { RULES_ISSUE_CODES, RULES_NOTE_CODES, type RulesIssueCode } from './issue-codes.ts'
export * from './dmn.ts'
/* rules about enterprises: facts, books, verdicts */
export type * from './fact.ts'
export type * from './rule-book.ts'
export * from './verdict.ts'
/* rules about enterprises: checks, units, parameters */
export { BookNames, DAY_NAME, KNOWN_NAME } from './book-names.ts'
export {
  checkRule,
  checkRuleBook,
  type FindingPlace,
  type RuleFinding,
  type RuleFindingCode,
} from './check-rule-book.ts'
export {
  changesOf,
  checkSpells,
  compareDays,
  daysOfChange,
  type ParameterChange,
  parametersOn,
  parameterValueOn,
} from './parameters-on.ts'
export { RuleFormulas } from './rule-formula.ts'
export { conditionsOf, conflictOf, exampleOf, needlessConditions, possibilityOf } from './rule-logic.ts'
export { PARAMETER_ISSUE_CODES, RULE_CHECK_CODES, type RuleCheckCode } from './rule-check-issue-codes.ts'
export { unitOf } from './study-expression.ts'
export { tableFromDmn, tableToDmn } from './table-as-decision.ts'
export { compareUnits, convertUnit, isCounted, KNOWN_UNITS, readUnit, writeUnit } from './unit.ts'
export type * from './rule-expression.ts'
export { BOOK_LIMITS, compileRuleBook } from './compile-rule-book.ts'
export { type FactReader, SheetReader } from './fact-reader.ts'
export {
  answerOf,
  answersOf,
  deriveFacts,
  type RuleAnswer,
  scoreOf,
  traceRule,
  workOutAmount,
} from './judge.ts'
export { RULE_BOOK_ISSUE_CODES, type RuleBookIssueCode } from './rule-book-issue-codes.ts'
export { baseFromSheets, ColumnBuilder, columnValue, sheetFromBase } from './fact-columns.ts'
export { judge, judgeBriefly } from './judge-rule.ts'
export { BOOK_SHAPE_LIMITS, parseRuleBook } from './parse-rule-book.ts'
export {
  amountColumn,
  type ColumnOptions,
  judgeColumns,
  numberColumn,
  type NumberColumn,
  scoreColumns,
  type ScoreColumns,
} from './judge-columns.ts'
export {
  compareParameters,
  compareRules,
  compareTables,
  type EntryDifference,
  type FieldChange,
  type NodeDifference,
  type PartDifference,
} from './compare-rules.ts'
export {
  completeAt,
  type Completion,
  type CompletionOption,
  type CompletionSettings,
  type DescribedToken,
  describeExpression,
  diagnose,
} from './complete-expression.ts'
export { type ExplainedVerdict, explainVerdict } from './explain-verdict.ts'
export {
  amountOf,
  type AmountOf,
  runRuleTests,
  type RuleTest,
  type RuleTestReport,
  type RuleTestResult,
} from './run-rule-tests.ts'
export type { ExpressionFinding } from './study-expression.ts'
