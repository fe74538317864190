/** The ledger: duties, targets, coverage, supervision, annual items, views and public progress. */
export * from './contract-shared.ts'
export * from './contract-duties.ts'
export * from './contract-targets.ts'
export * from './contract-oversight.ts'
export * from './contract-views.ts'
