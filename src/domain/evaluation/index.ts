/**
 * Evaluation: a scheme as data and a table of figures → scores, ranks and grades with every step kept, how sure they are, and
 * why they are what they are. In: `Scheme`, `EvaluationData`. Out: `EvaluationResult`, `UncertaintyResult`, explanations.
 * Invariants: the same scheme, data and seed give the same bytes; missing is never zero; rank first, round last; sums of
 * contributions equal what they explain. Sources: OECD/JRC Handbook on Constructing Composite Indicators (2008), COINr, and
 * what each file names; formulas: docs/methods/evaluation.md. Start with `scheme.ts`, then `evaluate.ts`.
 */
export * from './scheme.ts'
export type * from './normalisation-method.ts'
export type * from './weighting-method.ts'
export type * from './aggregation-method.ts'
export type * from './evaluation-data.ts'
export type * from './evaluation-result.ts'
export * from './uncertainty.ts'
export * from './round-life.ts'
export type * from './support-rule.ts'
export * from './issue-codes.ts'
/* schemes, data, steps */
export * from './parse-scheme.ts'
export { parseEvaluationData } from './parse-data.ts'
export * from './data-from-table.ts'
export * from './check-scheme.ts'
export * from './compile-scheme.ts'
export type { LeafTable, PeriodLeafTables } from './leaf-table.ts'
export * from './prepare-data.ts'
export * from './scale-of.ts'
export * from './engine-version.ts'
export * from './evaluate.ts'
export * from './compare-schemes.ts'
/* weights, aggregation, ranks, grades */
export * from './linear-programme.ts'
export * from './aggregate-node.ts'
export * from './aggregate-tree.ts'
export { weigh } from './weigh.ts'
export { principalEigenvector, RANDOM_INDEX } from './weigh-ahp.ts'
export { kendallW } from './weigh-delphi.ts'
export * from './rank.ts'
export * from './grade.ts'
export * from './natural-breaks.ts'
export * from './gate.ts'
export * from './adjust.ts'
export * from './stand-units.ts'
/* statistics and explanations */
export { momentsOf, type Moments } from './column-moments.ts'
export * from './describe-columns.ts'
export { CORRELATION_KINDS, correlate, type CorrelationKind } from './correlate.ts'
export { correlationSignificance } from './correlation-significance.ts'
export * from './correlate-nodes.ts'
export * from './cronbach-alpha.ts'
export * from './principal-components.ts'
export { nodeImportance, type NodeImportance } from './node-importance.ts'
/* what a scheme may leave out */
export { fillScheme, USUAL_UNCERTAINTY } from './fill-scheme.ts'
export { METHOD_CATALOGUE, type MethodKind, type MethodParameters } from './method-catalogue.ts'
/* uncertainty and sensitivity */
export { RandomStream } from './random.ts'
export {
  drawResamples,
  sobolIndices,
  sobolRanges,
  type Resamples,
  type SobolIndices,
  type SobolRanges,
  type SobolSample,
} from './sobol-indices.ts'
export { assessUncertainty, type UncertaintyHooks } from './assess-uncertainty.ts'
export * from './what-if.ts'
export * from './winning-weights.ts'
export { DEFAULT_WEIGHT_MOVE, type WeightSpaceOptions } from './weight-space.ts'
export * from './compare-units.ts'
export type { Difference, Effect, EffectKind } from './explain-difference.ts'
export * from './explain-score.ts'
/* chain of consequences */
export * from './decide-round.ts'
export * from './round-calendar.ts'
export * from './parse-support-rule.ts'
export * from './divide-support.ts'
export * from './propose-consequences.ts'
export * from './weak-points.ts'
export {
  strengthsAndWeaknesses,
  STRENGTH_QUESTION,
  summariseUnit,
  type NodeSummary,
  type RankedLeaf,
  type StrengthQuestion,
} from './describe-unit.ts'
export * from './shortfalls.ts'
export * from './enterprise-contributions.ts'
export * from './index-series.ts'
export * from './raise-grade.ts'
