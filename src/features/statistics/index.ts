/** Statistics: forms, collection, filings with checks and approval, the columnar store, analysis, warnings, publication. */
export { statisticsRoutes } from './routes.ts'
export { loadStatistics, readForms } from './load-statistics.ts'
export { keepStatistics, startStatisticsKeeper, type StatisticsKeeper } from './keep-statistics.ts'
export { daysBy, periodRow } from './plan-periods.ts'
export { fromStored, placesOf, toStored } from './cells.ts'
export { useAnalytics } from './analytics-place.ts'
export { FILINGS_QUEUE, filingsWorker, giveUpFilings } from './import-job.ts'
