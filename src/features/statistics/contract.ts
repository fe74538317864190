/** Statistics: forms, collection, filings, imports, exploration. */
export * from './contract-shared.ts'
export * from './contract-collection.ts'
export * from './contract-filings.ts'
export * from './contract-explore.ts'
export * from './contract-publish.ts'
export * from './contract-watch.ts'
