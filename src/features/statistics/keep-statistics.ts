import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { analyticsOf, hasAnalytics } from './analytics-place.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { keepWarnings } from './keep-warnings.ts'
import { endReopenings, planPeriods } from './plan-periods.ts'

const EVERY_MS = 60_000

export interface StatisticsKeeper {
  stop(): Promise<void>
}

/** What time brings: periods that open, reopenings that end. Asked every minute; what was done already is not done again. */
export function startStatisticsKeeper(services: Services): StatisticsKeeper {
  let round: Promise<void> = Promise.resolve()
  const tick = async () => {
    try {
      await keepStatistics(createContext(services, TIMEKEEPER))
    } catch (error) {
      services.log.error(
        { err: error },
        'statistics could not be brought up to the day; tried again in a minute',
      )
    }
  }
  const timer = setInterval(() => {
    round = round.then(tick)
  }, EVERY_MS)
  timer.unref()
  round = tick()
  return {
    async stop() {
      clearInterval(timer)
      await round
    },
  }
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
