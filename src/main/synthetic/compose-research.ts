import type { FilingValues } from '#domain/indicators'
import { split } from './apportion.ts'
import { incomeOf, outputOf, tradeOf } from './compose-economy.ts'
import type { YearView } from './year-view.ts'

/** GQ-005 科技项目及研发活动情况. */
export function composeResearch(view: YearView): FilingValues {
  return { ...staffAndSpending(view), ...property(view), ...productsAndContracts(view), ...abroad(view) }
}

function staffAndSpending(view: YearView): FilingValues {
  const { traits, research, researchStaff } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const [labour, inputs, wear, rights, design, trial, outside, other] = split(research, [
    traits.near('r1', 0.45, 0.75),
    traits.near('r2', 0.1, 0.3),
    traits.near('r3', 0.02, 0.08),
    traits.near('r4', 0.005, 0.03),
    traits.near('r5', 0.002, 0.02),
    traits.near('r6', 0.005, 0.04),
    traits.near('r7', 0.01, 0.12),
    traits.near('r8', 0.02, 0.08),
  ])
  const [institutes, universities, companies, foreign] = split(outside ?? 0, [0.2, 0.3, 0.45, 0.05])
  const [own, state, loans, venture, elsewhere] = split(research, [
    traits.near('f1', 0.75, 0.95),
    traits.near('f2', 0.01, 0.08),
    traits.near('f3', 0, 0.05),
    traits.near('f4', 0, 0.06),
    traits.near('f5', 0, 0.02),
  ])
  const equipment = part('equipment', research, 0.02, 0.1)
  const institutions = view.highTech && traits.is('institution', 0.4) ? 1 : 0
  const inside = institutions > 0 ? part('inside', researchStaff, 0.4, 0.8) : 0
  return {
    QJ09: researchStaff,
    QJ67: part('helpers', researchStaff, 0.04, 0.12),
    QJ09_1: part('fullTime', researchStaff, 0.8, 0.93),
    QJ09_2: Math.min(part('schooled', researchStaff, 0.75, 0.95), view.graduates),
    QJ09_3: part('hired', researchStaff, 0, 0.04),
    QJ20: research,
    QJ23_1: labour ?? 0,
    QJ23_2: inputs ?? 0,
    QJ23_3: wear ?? 0,
    QJ23_4: rights ?? 0,
    QJ23_6: design ?? 0,
    QJ23_7: trial ?? 0,
    QJ33: outside ?? 0,
    QJ33_1: institutes ?? 0,
    QJ33_2: universities ?? 0,
    QJ33_4: companies ?? 0,
    QJ33_3: foreign ?? 0,
    QJ23_5: other ?? 0,
    QJ250: equipment,
    QJ251: part('instruments', equipment, 0.6, 0.95),
    QJ256: own ?? 0,
    QJ252: state ?? 0,
    QJ253: loans ?? 0,
    QJ254: venture ?? 0,
    QJ255: elsewhere ?? 0,
    QI01: institutions,
    QI07_0: inside,
    QI07_1: Math.floor(inside * 0.08),
    QI07_2: Math.floor(inside * 0.3),
    QI14_1: institutions > 0 ? part('insideSpending', research, 0.4, 0.8) : 0,
  }
}

/** Applications follow what was granted; a smaller part of them in the months of a year than in its whole. */
export function applicationsOf(view: YearView): { all: number; inventions: number } {
  const all = Math.round(view.patentsGranted * view.traits.between('applications', 1.1, 1.5))
  return { all, inventions: Math.floor(all * view.traits.near('inventionShare', 0.45, 0.8)) }
}

function property(view: YearView): FilingValues {
  const { traits } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const applied = applicationsOf(view)
  const granted = view.patentsGranted
  const grantedInventions = part('grantedInventions', granted, 0.3, 0.65)
  const inForce = view.inventionsInForce + view.otherPatentsInForce
  const foreign = part('foreignPatents', inForce, 0, 0.08)
  const transfers = traits.is('transfers', 0.15) ? part('transferred', inForce, 0.01, 0.05) : 0
  const marks = 2 + Math.floor(Math.sqrt(view.staff) * traits.between('marks', 0.2, 2))
  const software = Math.floor(
    Math.sqrt(view.research) *
      (view.industry.kind === 'software' ? 0.3 : 0.06) *
      traits.between('software', 0.3, 1.5),
  )
  const chips =
    view.industry.code.startsWith('I6520') || view.industry.code.startsWith('C397')
      ? 1 + (view.number % 7)
      : 0
  const national = Math.floor(view.internationalStandards * 2 + Math.sqrt(view.research) * 0.004)
  return {
    QJ55: applied.all,
    QJ56: applied.inventions,
    QJ56_1: part('domestic', applied.inventions, 0.85, 0.97),
    QJ55_1: part('foreignApplied', applied.all, 0, 0.05),
    QJ55_2: part('treaty', applied.all, 0, 0.1),
    QJ74: granted,
    QJ57: grantedInventions,
    QJ57_1: part('domesticGranted', grantedInventions, 0.85, 0.97),
    QJ75: part('foreignGranted', granted, 0, 0.04),
    QJ83: inForce,
    QJ83_1: foreign,
    QJ82: Math.floor(foreign * 0.7),
    QJ73: view.inventionsInForce,
    QJ73_1: Math.min(Math.floor(foreign * 0.8), view.inventionsInForce),
    QI23: transfers,
    QI24: transfers * 150,
    QI25: part('papers', view.researchStaff, 0, 0.06),
    QJ79: marks,
    QJ77: part('newMarks', marks, 0.03, 0.15),
    QJ79_1: part('foreignMarks', marks, 0, 0.08),
    QJ79_2: 0,
    QJ85: software,
    QJ85_1: part('newSoftware', software, 0.05, 0.2),
    QJ86: chips,
    QJ86_1: chips > 3 ? 1 : 0,
    QJ87: view.industry.code.startsWith('A') ? view.number % 5 : 0,
    QJ87_1: 0,
    QJ101: 0,
    QJ101_1: 0,
    QJ100: 0,
    QJ100_1: 0,
    QJ98: view.internationalStandards,
    QJ98_1: Math.max(0, view.internationalStandards - view.before.internationalStandards),
    QI27: national,
    QI27_1: Math.floor(national * 0.1),
  }
}

function productsAndContracts(view: YearView): FilingValues {
  const { traits, revenue } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const income = incomeOf(view, revenue)
  const output = outputOf(view, income.products)
  const sold = part('newProducts', income.products, 0.15, 0.6)
  const exports = tradeOf(view, revenue)?.exports ?? null
  const amount = part('contracts', income.technical, 0.05, 0.5)
  const contracts = amount > 200 ? 1 + Math.floor(Math.sqrt(amount) / 40) : 0
  return {
    QJ70: output === null ? null : Math.min(part('newOutput', output, 0.15, 0.6), output),
    QJ71: sold,
    QJ72: exports === null ? null : Math.min(Math.floor(sold * 0.4), Math.floor(exports * 0.5)),
    QJ80_1: contracts,
    QJ80_2: Math.floor(contracts * 0.03),
    QJ80_3: Math.floor(contracts * 0.05),
    QJ80: contracts > 0 ? amount : 0,
    QJ80_4: contracts >= 34 ? Math.floor(amount * 0.02) : 0,
    QJ80_5: contracts >= 20 ? Math.floor(amount * 0.04) : 0,
    QJ58: view.industry.kind === 'manufacturing' ? part('renewal', revenue, 0, 0.01) : 0,
    QJ62: part('bought', view.research, 0, 0.01),
    QJ59: traits.is('imports-technology', 0.05) ? part('imported', view.research, 0.005, 0.03) : 0,
    QJ61: 0,
  }
}

function abroad(view: YearView): FilingValues {
  const large = view.revenue > 1_000_000 && view.traits.is('offices', 0.4)
  const offices = large ? 1 + (view.number % 6) : 0
  return {
    QJ99: offices,
    QJ90: Math.floor(offices / 3),
    QJ92: view.industry.kind === 'manufacturing' ? Math.floor(offices / 4) : 0,
    QJ102: offices > 4 && view.year % 3 === view.number % 3 ? 1 : 0,
  }
}
