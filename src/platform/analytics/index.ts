/**
 * The columnar store: DuckDB files that are derived from PostgreSQL and never the record. `AnalyticsStore.open` takes the
 * folder for this process; `query` asks with parameters, a time limit and few at once; `write` changes the current file in
 * one transaction; `rebuild` makes a new file beside it and swaps it in at once. What is broken or half-written is thrown
 * away and asked for anew (`isBuilt` is false), never trusted. docs/decisions/0017-columnar-store.md tells why.
 *
 * One process has the folder: a second one is refused with AnalyticsBusy, which names the first. DuckDB gives no second
 * process so much as a look at a file that is written; what the command line wants of a running server's store, it asks the
 * server for.
 */
export { AnalyticsStore } from './analytics-store.ts'
export type { AnalyticsOptions, AnalyticsQuery, QueryOptions } from './analytics-store.ts'
export type { AnalyticsWriter } from './analytics-writer.ts'
export { AnalyticsBroken, AnalyticsBusy, AnalyticsNotBuilt, AnalyticsTimeout } from './failures.ts'
export { quoteIdentifier, quoteText } from './identifiers.ts'
export type { ColumnDeclaration, ColumnType, TableDeclaration } from './table-declaration.ts'
export type { AnalyticsParameter } from './values.ts'
