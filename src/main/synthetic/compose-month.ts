import type { FilingValues } from '#domain/indicators'
import { energyOf, incomeOf, outputOf, profitOf, tradeOf } from './compose-economy.ts'
import { applicationsOf } from './compose-research.ts'
import type { DemoParameters } from './demo-parameters.ts'
import { chanceOf } from './random.ts'
import type { YearView } from './year-view.ts'

/**
 * ZK-M01 重点企业月度快报: sums since January that follow the season of the trade and end near (not at) what the year's form
 * says; people and patents as at the end of the month, between the ends of the years.
 */
export function composeMonth(view: YearView, month: number, parameters: DemoParameters): FilingValues {
  const { traits } = view
  const part = shareOfYear(view, month, parameters)
  // Books of a month are closed before those of the year are audited.
  const soFar = (whole: number, stream: number): number => {
    const gap = 2 * chanceOf(parameters.seed, view.number, 'month', view.year * 64 + stream) - 1
    return Math.round(whole * part * (1 + 0.008 * gap))
  }
  const revenue = Math.max(1, soFar(view.revenue, 1))
  const income = incomeOf(view, revenue)
  const output = outputOf(view, income.products)
  const trade = tradeOf(view, revenue)
  const elapsed = month / 12
  const between = (before: number, now: number): number => Math.round(before + (now - before) * elapsed)
  const staff = between(view.before.staff, view.staff)
  const applied = applicationsOf(view)
  const all = Math.floor(applied.all * part)
  return {
    QC02: output,
    QC05_0: revenue,
    QC06: income.technical,
    QC07: income.products,
    QC09: Math.floor(income.products * traits.near('highTechProducts', 0.5, 0.92)),
    QC10: income.goods,
    QC49: income.other,
    QC52: trade?.total ?? null,
    QC11: trade?.exports ?? null,
    QC234: profitOf(view, revenue),
    QC13: soFar(view.taxes, 2),
    QC41: energyOf(view, output),
    QD01: staff,
    QJ09: Math.min(between(view.before.researchStaff, view.researchStaff), staff),
    QJ20: Math.min(soFar(view.research, 3), revenue),
    QJ55: all,
    QJ56: Math.min(Math.floor(applied.inventions * part), all),
    QJ73: between(view.before.inventionsInForce, view.inventionsInForce),
  }
}

/** The part of the year's business that is done by the end of a month: the trade's season, a little its own way for everybody. */
function shareOfYear(view: YearView, month: number, parameters: DemoParameters): number {
  const season = parameters.season[view.industry.kind]
  let until = 0
  let all = 0
  for (const [index, weight] of season.entries()) {
    const own =
      weight *
      (1 + 0.18 * (2 * chanceOf(parameters.seed, view.number, 'month', index) - 1)) *
      (1 + 0.03 * (2 * chanceOf(parameters.seed, view.number, 'month', view.year * 64 + 16 + index) - 1))
    all += own
    if (index < month) until += own
  }
  return until / all
}
