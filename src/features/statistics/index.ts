/** Statistics: forms, collection, filings with checks and approval, the columnar store, analysis, warnings, publication. */
export { statisticsRoutes } from './routes.ts'
export { loadStatistics, readForms } from './load-statistics.ts'
export { keepStatistics, startStatisticsKeeper } from './keep-statistics.ts'
export { daysBy, periodRow } from './plan-periods.ts'
export { fromStored, placesOf, toStored } from './cells.ts'
export { useAnalytics } from './analytics-place.ts'
export { FILINGS_QUEUE, LOST_FILINGS_QUEUE, filingsWorker, giveUpFilings } from './import-job.ts'
export { keepWarnings } from './keep-warnings.ts'
export { tryShippedWatches } from './watches.ts'
export { waitingInStatistics, type WaitingInStatistics } from './waiting-statistics.ts'
export { importFilingsNow } from './import-filings.ts'
export { actOnFilings } from './act-on-filings.ts'
export { readCollection } from './collections.ts'
export { lockPeriod } from './keep-periods.ts'
export {
  bringStatisticsUpToDate,
  listIndicatorsForOthers,
  readParkFigures,
  readParkShares,
  type CitedIndicator,
  type ParkFigures,
} from './park-figures.ts'
export { hasAnalytics } from './analytics-place.ts'
