/**
 * Ledger: duties with their life, dates, progress and colours; comparison of two dates; targets held against what is reported.
 * Values in, values out. Start with `duty.ts` and `decide-duty.ts`.
 */
export * from './duty.ts'
export * from './duty-acts.ts'
export type * from './target.ts'
export type * from './comparison.ts'
