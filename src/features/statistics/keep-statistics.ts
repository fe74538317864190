import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { repeatEvery, type Repetition } from '#platform/jobs'
import { analyticsOf, hasAnalytics } from './analytics-place.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { keepWarnings } from './keep-warnings.ts'
import { endReopenings, planPeriods } from './plan-periods.ts'

const EVERY_MS = 60_000

/** What time brings: periods that open, reopenings that end. Asked every minute; what was done already is not done again. */
export function startStatisticsKeeper(services: Services): Repetition {
  const failure = 'statistics could not be brought up to the day; tried again in a minute'
  return repeatEvery(EVERY_MS, { log: services.log, failure }, () =>
    keepStatistics(createContext(services, TIMEKEEPER)),
  )
}

/** One round. */
export async function keepStatistics(ctx: Context): Promise<void> {
  await ctx.inTransaction((tx) => planPeriods(tx, ctx))
  await ctx.inTransaction((tx) => endReopenings(tx, ctx))
  // So that who first asks for a number after many approvals does not wait for all of them.
  if (!hasAnalytics(ctx)) return
  await feedAnalytics(analyticsOf(ctx))
  await keepWarnings(ctx)
}
