import { backtest, type WarningRule } from '#domain/indicators'
import type { Context } from '#platform/http'
import { analyticsOf } from './analytics-place.ts'
import type { WatchTest } from './contract.ts'
import { groupNames } from './explore.ts'
import { latestPeriods } from './latest-periods.ts'
import { newestForm } from './forms.ts'
import type { FilingWatch, Watch } from './watch-definition.ts'
import { rateOutliers, reachOf } from './watch-outliers.ts'
import { watchedSeries } from './watch-series.ts'
import { todayOf } from './workdays.ts'

type Tested = Omit<WatchTest, 'version' | 'at' | 'byName'>

/** How many past alarms a test keeps; the numbers count all. */
const KEPT = 100
/** A rule over filings is tried on two years of months, or as many years as there are. */
const TRIED = { month: 24, quarter: 12, year: 10 } as const

/** Tries a rule on the history: what would have fired, when and where. Asked by somebody who sees every filing. */
export async function testOnHistory(ctx: Context, watch: Watch): Promise<Tested> {
  return watch.kind === 'warning' ? testWarning(ctx, watch.definition) : testOutliers(ctx, watch.definition)
}

async function testWarning(ctx: Context, rule: WarningRule): Promise<Tested> {
  const { periods, groups } = await watchedSeries(ctx, rule)
  const names = await ctx.read((tx) => groupNames(tx, rule.dimension))
  const tests = groups.map(({ code, points }) => ({ code, test: backtest(rule, points) }))
  const byPeriod = periods.map((period) => {
    const verdicts = tests.flatMap(({ test }) => test.verdicts.filter((verdict) => verdict.period === period))
    return {
      period,
      judged: verdicts.filter(({ fires }) => fires !== null).length,
      fired: verdicts.filter(({ fires }) => fires === true).length,
      hits: null,
      falseAlarms: null,
    }
  })
  const alarms = tests.flatMap(({ code, test }) =>
    test.alarms.map(({ from, to, verdict }) => ({
      group: code,
      groupName: names.get(code) ?? { zh: '全区', en: 'The zone' },
      from,
      to,
      numbers: { ...verdict.numbers },
    })),
  )
  const judgedPeriods = byPeriod.filter(({ judged }) => judged > 0).length
  const judged = byPeriod.reduce((sum, one) => sum + one.judged, 0)
  return {
    periods: [...periods],
    groups: groups.length,
    judged,
    unknown: groups.length * periods.length - judged,
    alarms: alarms.length,
    alarmsPerPeriod: judgedPeriods === 0 ? null : alarms.length / judgedPeriods,
    byPeriod,
    pastAlarms: alarms
      .sort((a, b) => (a.from === b.from ? byCode(a, b) : a.from < b.from ? 1 : -1))
      .slice(0, KEPT),
    rating: null,
  }
}

function byCode(a: { readonly group: string }, b: { readonly group: string }): number {
  return a.group < b.group ? -1 : 1
}

async function testOutliers(ctx: Context, watch: FilingWatch): Promise<Tested> {
  const { periods, names } = await ctx.read(async (tx) => {
    const { definition } = await newestForm(tx, ctx.place, watch.form)
    const { rhythm } = definition
    const today = await todayOf(tx, ctx)
    const due = await tx
      .selectFrom('statisticsPeriod')
      .select('period')
      .where('form', '=', watch.form)
      .where('dueOn', '<', today)
      .execute()
    const known = new Set(due.map(({ period }) => period))
    const all = (await latestPeriods(tx, rhythm, TRIED[rhythm] + reachOf(watch.rule, rhythm)))
      .filter((period) => known.has(period))
      .reverse()
    return { periods: all.slice(-TRIED[rhythm]), names: await groupNames(tx, 'park') }
  })
  const rating = await rateOutliers(analyticsOf(ctx), watch, periods)
  const pastAlarms = [...rating.found].flatMap(([period, parks]) =>
    [...parks].map(([group, outliers]) => ({
      group,
      groupName: names.get(group) ?? { zh: '未定分园', en: 'No park' },
      from: period,
      to: period,
      numbers: { outliers },
    })),
  )
  const judgedPeriods = rating.byPeriod.filter(({ judged }) => judged > 0).length
  const filed = rating.byPeriod.reduce((sum, one) => sum + one.judged, 0)
  return {
    periods: [...periods],
    groups: new Set(pastAlarms.map(({ group }) => group)).size,
    judged: filed,
    unknown: 0,
    alarms: pastAlarms.length,
    alarmsPerPeriod: judgedPeriods === 0 ? null : pastAlarms.length / judgedPeriods,
    byPeriod: rating.byPeriod.map(({ period, judged, hits, falseAlarms }) => ({
      period,
      judged,
      fired: hits + falseAlarms,
      hits,
      falseAlarms,
    })),
    pastAlarms: pastAlarms
      .sort((a, b) => (a.from === b.from ? byCode(a, b) : a.from < b.from ? 1 : -1))
      .slice(0, KEPT),
    rating: {
      faults: rating.faults,
      hits: rating.hits,
      falseAlarms: rating.falseAlarms,
      hitRate: rating.hitRate,
      falseAlarmRate: rating.falseAlarmRate,
      precision: rating.precision,
    },
  }
}
