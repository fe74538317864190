import type { FilingValues } from '#domain/indicators'
import { split } from './apportion.ts'
import type { YearView } from './year-view.ts'

/** What the monthly form and the yearly one have in common: parts of revenue by the same shares in both. */
export interface Income {
  readonly technical: number
  readonly products: number
  readonly goods: number
  readonly other: number
}

/** Technology, products, goods and other income; they add up to the revenue. */
export function incomeOf(view: YearView, revenue: number): Income {
  const [technical = 0, products = 0, goods = 0, other = 0] = view.industry.income
  const parts = split(revenue, [
    technical * view.traits.near('technical', 0.7, 1.4, 0.01),
    products * view.traits.near('products', 0.7, 1.4, 0.01),
    goods * view.traits.near('goods', 0.6, 1.6, 0.01),
    other * view.traits.near('other', 0.5, 1.6, 0.01),
  ])
  return { technical: parts[0] ?? 0, products: parts[1] ?? 0, goods: parts[2] ?? 0, other: parts[3] ?? 0 }
}

/** 工业总产值: only makers of things report one; others leave the cell empty. */
export function outputOf(view: YearView, products: number): number | null {
  return view.industry.kind === 'manufacturing'
    ? Math.round(products * view.traits.near('output', 0.94, 1.08, 0.01))
    : null
}

/** Most export something; an empty cell means that it does not trade abroad. */
export function tradeOf(view: YearView, revenue: number): { exports: number; total: number } | null {
  if (!view.traits.is('trades', 0.25 + view.industry.exports)) return null
  const exports = Math.round(revenue * view.industry.exports * view.traits.near('exports', 0.5, 2.2))
  return { exports, total: exports + Math.round(revenue * view.traits.near('imports', 0.005, 0.06)) }
}

/** 利润总额; one in eight makes losses. */
export function profitOf(view: YearView, revenue: number): number {
  const margin = view.traits.is('loses', 0.12)
    ? -view.traits.near('loss', 0.01, 0.18)
    : view.industry.margin * view.traits.near('margin', 0.4, 1.7)
  return Math.round(revenue * margin)
}

/** 综合能源消费量 in tonnes of coal equivalent: industry above the scale only. */
export function energyOf(view: YearView, output: number | null): number | null {
  return output === null || !view.aboveScale
    ? null
    : Math.round(output * view.industry.energy * 0.1 * view.traits.near('energy', 0.6, 1.6))
}

/** 研发费用 of the profit statement: a part of all that research cost. */
export function expensedResearch(view: YearView, research: number): number {
  return Math.floor(research * view.traits.near('expensed', 0.8, 0.95, 0.01))
}

/** GQ-002 经济概况. Built from the result backwards, so that every relation holds to the unit. */
export function composeEconomy(view: YearView): FilingValues {
  const { traits, revenue, taxes } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const income = incomeOf(view, revenue)
  const trade = tradeOf(view, revenue)
  const output = outputOf(view, income.products)
  const technical = Math.floor(income.technical * 0.97)
  const kinds = split(technical, [
    traits.between('transfer', 0.02, 0.15),
    traits.between('contract', 0.1, 0.4),
    traits.between('consult', 0.3, 1),
    traits.between('commission', 0.1, 0.5),
  ])
  const reliefs = part('relief', taxes, 0.1, 0.4)
  const incomeRelief = part('incomeRelief', reliefs, 0.4, 0.7)
  return {
    QC02: output,
    QC05_0: revenue,
    QC55: part('main', revenue, 0.93, 0.978),
    QC06: income.technical,
    QC06_1: kinds[0] ?? 0,
    QC06_2: kinds[1] ?? 0,
    QC06_3: kinds[2] ?? 0,
    QC06_4: kinds[3] ?? 0,
    QC07: income.products,
    QC09: part('highTechProducts', income.products, 0.5, 0.92),
    QC10: income.goods,
    QC49: income.other,
    QC52: trade?.total ?? null,
    QC11: trade?.exports ?? null,
    QC38: trade === null ? null : part('highTechExports', trade.exports, 0.3, 0.65),
    QC11_1: trade === null ? null : part('technicalExports', trade.exports, 0.05, 0.3),
    ...resultOf(view),
    QC13: taxes,
    QC14: part('valueAdded', taxes, 0.45, 0.6),
    QC16: part('incomeTax', taxes, 0.2, 0.35),
    QC17: reliefs,
    QC18: part('valueAddedRelief', reliefs, 0.05, 0.25),
    QC20: incomeRelief,
    QC20_1: view.highTech ? part('certificateRelief', incomeRelief, 0.4, 0.55) : 0,
    QC20_2: part('researchRelief', incomeRelief, 0.3, 0.42),
    QC20_3: 0,
    QC62: part('valueAddedDue', taxes, 0.46, 0.66),
    QC51: Math.round(view.averageStaff * traits.near('pay', 130, 320)),
    ...balanceOf(view),
  }
}

/** Costs follow from the result, which follows from the margin. */
function resultOf(view: YearView): FilingValues {
  const { traits, revenue } = view
  const part = (name: string, from: number, to: number): number =>
    Math.floor(revenue * traits.near(name, from, to))
  const total = profitOf(view, revenue)
  const outsideIncome = part('outsideIncome', 0, 0.006)
  const outsideCost = part('outsideCost', 0, 0.004)
  const operating = total - outsideIncome + outsideCost
  const gains = {
    QC229: traits.is('fairValue', 0.08) ? part('fairValueGain', 0, 0.01) : 0,
    QC225: part('investmentGain', 0, 0.012),
    QC239: 0,
    QC233: traits.is('disposes', 0.2) ? part('disposalGain', 0, 0.003) : 0,
    QC232: part('otherGain', 0.002, 0.012),
  }
  const gained = gains.QC229 + gains.QC225 + gains.QC233 + gains.QC232
  // All that can be spent without missing the result; the costs of sales take what is left.
  const spendable = revenue + gained - operating
  const research = Math.min(expensedResearch(view, view.research), Math.floor(spendable * 0.5))
  const left = Math.max(spendable - research, 0)
  const expenses = {
    QC221: Math.floor(left * traits.near('levies', 0.002, 0.008)),
    QC222: Math.floor(left * traits.near('selling', 0.02, 0.16)),
    QC223: Math.floor(left * traits.near('administration', 0.03, 0.14)),
    QC236: research,
    QC224: Math.floor(left * traits.near('financing', 0.001, 0.015)),
    QC228: Math.floor(left * traits.near('impairment', 0, 0.006)),
    QC235: Math.floor(left * traits.near('creditLoss', 0, 0.006)),
  }
  const spent = Object.values(expenses).reduce((sum, one) => sum + one, 0)
  const incomeTax = total > 0 ? Math.floor(total * traits.near('taxRate', 0.1, 0.2)) : 0
  return {
    QC220: spendable - spent,
    ...expenses,
    ...gains,
    QC120: operating,
    QC227: outsideIncome,
    QC230: outsideCost,
    QC234: total,
    QC12: total - incomeTax,
    QC231: incomeTax,
  }
}

function balanceOf(view: YearView): FilingValues {
  const { traits, revenue } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const assets = Math.round(revenue * traits.near('assets', 0.7, 2.6))
  const current = part('current', assets, 0.45, 0.8)
  const lasting = assets - current
  const debts = part('debts', assets, 0.2, 0.75)
  const wornOff = part('wornOff', lasting, 0.08, 0.35)
  const floated = view.listing === 'listed' ? part('floated', assets - debts, 0.1, 0.4) : null
  return {
    QC24: assets,
    QC25: current,
    QC27_1: lasting,
    QC238: part('development', lasting, 0, 0.05),
    QC29: part('fixed', lasting, 0.2, 0.5),
    QC30: part('intangible', lasting, 0.05, 0.25),
    QC65: wornOff,
    QC61: part('depreciation', wornOff, 0.1, 0.3),
    QC237: part('currentDebts', debts, 0.7, 0.95),
    QC31: debts,
    QC32: part('loans', debts, 0, 0.4),
    QC33: assets - debts,
    QC34: part('capital', assets, 0.05, 0.3),
    QC63: floated,
    QC50: floated === null || !traits.is('abroad', 0.3) ? null : part('floatedAbroad', floated, 0.2, 0.8),
    QC39: traits.is('investsAbroad', 0.04) ? part('abroadInvestment', assets, 0.001, 0.02) : null,
    QC40: part('investment', revenue, 0.01, 0.08),
    QC41: energyOf(view, outputOf(view, incomeOf(view, revenue).products)),
  }
}
