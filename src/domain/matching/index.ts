/**
 * Matching: policies to enterprises, their best combination, what a change of a rule would do; the ladder of enterprises; the
 * layout of industries over parks. On `#domain/rules`. Integer programmes are made here and solved by whoever is handed them
 * (`platform/optimisation`).
 */
export type * from './policy.ts'
export { MATCHING_ISSUE_CODES, POLICY_FINDING_CODES, type PolicyFindingCode } from './issue-codes.ts'
/* policies as data, and as rules */
export { checkPolicy, type PolicyFinding, type PolicySurroundings } from './check-policy.ts'
export { conditionsOf, mapConditions, type Condition } from './map-conditions.ts'
export { emptyPolicy } from './empty-policy.ts'
export { parsePolicy, parseStackingGroups } from './parse-policy.ts'
export {
  holdsOn,
  PARK_FACTS,
  POLICY_NODES,
  policyBook,
  policyTests,
  type PolicyBookOptions,
} from './policy-book.ts'
/* the best combination for one enterprise */
export {
  heldOf,
  optionOf,
  type ChosenPolicy,
  type CombinationOption,
  type CombinationQuestion,
  type HeldBenefit,
  type LeftOutPolicy,
  type PolicyCombination,
} from './combination.ts'
export { prepare as prepareCombination, type Part as CombinationPart } from './combination-parts.ts'
export { combinationProgramme, readCombination, type CombinationStage } from './combination-programme.ts'
export { combine, combineWith } from './combine.ts'
/* layout of industries over parks */
export * from './layout.ts'
export {
  layoutProgramme,
  proposeLayout,
  readProposal,
  type LayoutChange,
  type LayoutProposal,
  type LayoutProposals,
  type LayoutQuestion,
  type LayoutStage,
  type ProposeOptions,
} from './layout-proposal.ts'
export { parseLayoutRules } from './parse-layout.ts'
/* simulation before issue */
export * from './sensitivity.ts'
export * from './simulate.ts'
/* the ladder of enterprises */
export * from './expiry-alerts.ts'
export * from './ladder.ts'
/* overlaps, double payment, revisions */
export {
  compareBasis,
  findOverlaps,
  type BenefitBasis,
  type GrantedBenefit,
  type Overlap,
  type OverlapKind,
  type OverlapRules,
  type Revision,
} from './overlaps.ts'
