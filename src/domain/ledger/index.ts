/**
 * Ledger: duties with their life, dates, progress and colours; comparison of two dates; targets held against what is reported.
 * Values in, values out. Start with `duty.ts` and `decide-duty.ts`.
 */
export * from './duty.ts'
export * from './duty-acts.ts'
export type * from './target.ts'
export type * from './comparison.ts'
export * from './issue-codes.ts'
export { ACT_RULES } from './act-rules.ts'
export type { ActRule, Side } from './act-rules.ts'
export { decideDuty, differences, SENT_BACK_PROGRESS } from './decide-duty.ts'
export { DUTY_ACT_KINDS, possibleActs } from './possible-acts.ts'
export { checkDuty, LEAST_WEIGHT, MOST_WEIGHT } from './check-duty.ts'
export {
  addDays,
  daysBetween,
  endOfDue,
  nextPeriod,
  periodById,
  periodOf,
  periodsBetween,
} from './periods.ts'
export type { Period } from './periods.ts'
export { rhythmOfWords } from './rhythm-of-words.ts'
export { DUE_ASSUMPTIONS, resolveDue } from './resolve-due.ts'
export type { DueAssumption, PlanTime, ResolvedDue } from './resolve-due.ts'
export {
  ASSESSMENT_RULES,
  assessDuty,
  expectedProgress,
  lightOn,
  reportDueOn,
  reportedPeriod,
} from './assess-duty.ts'
export type { AssessmentRule } from './assess-duty.ts'
export { instancesDue } from './periodic-instances.ts'
export type { InstanceDue, Series } from './periodic-instances.ts'
export { rollUp, rollUpTree } from './roll-up.ts'
export type { PartProgress, RollUpNode } from './roll-up.ts'
export {
  checkLedgerRules,
  LEDGER_RULE_BOUNDS,
  LEDGER_RULE_CODES,
  parseLedgerRules,
  rulesOf,
} from './parse-rules.ts'
export type { LedgerRuleCode, LedgerRuleEntry, LedgerRulesFile } from './parse-rules.ts'
export * from './trajectory.ts'
export { forecast } from './forecast.ts'
export { judgeTarget, PATH_MARGIN_PERCENT } from './judge-target.ts'
export { APPROX_TOLERANCE_PERCENT } from './wanted-level.ts'
export * from './target-reasons.ts'
export { impliedBase } from './implied-value.ts'
export type { ImpliedValue } from './implied-value.ts'
export { CERTAIN_FROM, matchReports } from './match-reports.ts'
export type { ReportTarget } from './match-reports.ts'
export { COMPARED_FIELDS, compareLedgers } from './compare-ledgers.ts'
export type { ComparedField } from './compare-ledgers.ts'
export * from './duty-coverage.ts'
export * from './coverage-matrix.ts'
export * from './claimed-against-found.ts'
