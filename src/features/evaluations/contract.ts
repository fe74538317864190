/**
 * Evaluation (评价): schemes as data, frozen data, runs that can be replayed, rounds with objections, decisions that follow.
 */
export * from './contract-shared.ts'
export * from './contract-result.ts'
export * from './contract-schemes.ts'
export * from './contract-runs.ts'
export * from './contract-rounds.ts'
export * from './contract-public.ts'
