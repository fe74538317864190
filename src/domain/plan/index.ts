/**
 * The plan engine: the text of a policy document (规划, 行动方案, 意见, 措施, 办法, 条例, or a report on one) in, a plan out.
 *
 * Decides: which lines are the page and not the document (`noise.ts`); headings, their levels and what each section is for
 * (`read-structure.ts`); what is a task (`read-tasks.ts`), a goal or a fact (`read-figures.ts`); which bodies act
 * (`read-bodies.ts`), what is cited and annexed; and, over several documents, what does not agree (`reconcile.ts`).
 * Invariants: every item has its place in the original text, in UTF-16 code units, end exclusive; the same text gives the
 * same answer; time is linear in the length; no string makes it throw, some are refused (see `extractPlan`).
 * Method: rules on the language of Chinese official documents (GB/T 9704, 党政机关公文处理工作条例), no word lists of one zone.
 * Start reading at `extract-plan.ts`, then `reading.ts` for how the cleaned text keeps its way back to the original.
 */
export { extractPlan, longestText } from './extract-plan.ts'
export { ENGINE_VERSION } from './engine-version.ts'
export type * from './types.ts'
export { numberOf } from './numerals.ts'
export { isSameTitle, titleKey } from './document-title.ts'
export { reconcile, resolveCitations } from './reconcile.ts'
export type { ReconciledDocument, ResolvedCitation } from './reconcile.ts'
/** What the ledger needs to hold a target against figures that documents report later. */
export { isSameIndicator, isSameScope, isYearsAddition, plainQuantity } from './reconcile/indicators.ts'
export type { Indicated, PlainQuantity } from './reconcile/indicators.ts'
export { factorOf, readRatio } from './reconcile/ratios.ts'
export type { Ratio } from './reconcile/ratios.ts'
