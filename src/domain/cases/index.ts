/**
 * Cases (事项): runs procedures that are data. Decides what a command of a person or of time does to a case: which events
 * happen, which clocks run, what is to be done outside. Inputs: definition, state, command, who asks, the environment (now,
 * calendars, settings, related cases); output: the next state, its events, wanted effects, or issues. Invariants: state and
 * clocks derive from the events alone (`replay`); a clock is never reset, its pieces add up to wall time; a running case
 * stays on its definition's version; no clock and no randomness inside. Method: statecharts (nested and parallel states)
 * with signing rules of Chinese offices (会签, 或签, 加签 …); docs/methods/clocks.md, docs/methods/procedures.md.
 * Start reading at `definition.ts`, then `decide.ts`.
 */
export type * from './definition.ts'
export type * from './case-state.ts'
export type * from './clock.ts'
export type * from './events.ts'
export type * from './commands.ts'
export type * from './drawing.ts'
export { evaluate, holds, type ExpressionContext, type ExpressionProblem } from './expression.ts'
export { isEmpty, validateFields } from './form.ts'
export { parseDefinition } from './parse-definition.ts'
export { checkDefinition } from './check-definition.ts'
export {
  DEFINITION_FINDING_CODES,
  type DefinitionFinding,
  type DefinitionFindingCode,
  type KnownWorld,
} from './definition-findings.ts'
export { openCase } from './open-case.ts'
export { decide } from './decide.ts'
export { applyEvent, replay } from './apply-event.ts'
export { nextTimer } from './next-timer.ts'
export {
  holdsParty,
  organisationParty,
  parseParty,
  roleParty,
  userParty,
  type ParsedParty,
} from './parties.ts'
export { isParticipant, partiesOf, rolesOf } from './participants.ts'
export { possibilities } from './possibilities.ts'
export { owed } from './owed.ts'
export { bars, measure, warnings } from './measures.ts'
export { visibleData, type CaseViewer, type VisibleData } from './visible-data.ts'
export { CASE_ISSUE_CODES, type CaseIssueCode } from './issue-codes.ts'
export { budgetMs, dueAt } from './clock-deadline.ts'
export { explainClock } from './explain-clock.ts'
export { nextStage, type NextStage } from './clock-stages.ts'
export { drawDefinition } from './draw-definition.ts'
export { drawingToSvg, type DrawingPlace } from './drawing-to-svg.ts'
export { walkDefinition, type DefinitionWalk, type WalkOptions } from './walk-definition.ts'
export { migrateCase, planMigration, type MigrationPlan } from './migrate-case.ts'
export { compareDefinitions, type DefinitionChange } from './compare-definitions.ts'
