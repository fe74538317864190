import { TIMEKEEPER, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import { countStore } from './aggregate-filings.ts'
import { analyticsOf } from './analytics-place.ts'
import type * as contract from './contract.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { lastVerification } from './feed-verify.ts'

/** State of the columnar store. */
export async function readStore(ctx: Context): Promise<ResponseOf<typeof contract.readStore>> {
  const place = analyticsOf(ctx)
  const { fedAt } = await feedAnalytics(place)
  const codes = await ctx
    .actingAs(TIMEKEEPER)
    .read((tx) => tx.selectFrom('statisticsForm').select('code').distinct().orderBy('code').execute())
  const counts = await countStore(
    place,
    codes.map(({ code }) => code),
  )
  const verified = lastVerification(place)
  return {
    fedAt: fedAt === '' ? null : fedAt,
    rows: counts.reduce((sum, { rows }) => sum + rows, 0),
    forms: counts.map(({ form, rows }) => ({ form, rows })),
    verified:
      verified === null
        ? null
        : {
            at: verified.at,
            equal: verified.differences.length === 0,
            differences: verified.differences.length,
          },
  }
}
