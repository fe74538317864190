import type { FilingValues } from '#domain/indicators'
import { at } from './apportion.ts'
import { composeEconomy } from './compose-economy.ts'
import { composePeople } from './compose-people.ts'
import { composeResearch } from './compose-research.ts'
import { civilDate } from '#domain/kernel'
import { lastDayOf, parkOn } from './lives.ts'
import { randomFor } from './random.ts'
import { list } from './standing.ts'
import { viewYear, type Population } from './year-view.ts'

/** Sums over the members of each park, by its place; cells of the park's form in 千元, persons and pieces. */
const SUMS = {
  ZP11: 'QC02',
  ZP12: 'QC05_0',
  ZP13: 'QC06',
  ZP14: 'QJ71',
  ZP15: 'QC52',
  ZP16: 'QC11',
  ZP17: 'QC234',
  ZP18: 'QC13',
  ZP19: 'QC40',
  ZP20: 'QC41',
  ZP31: 'QD01',
  ZP33: 'QD03',
  ZP34: 'QJ09',
  ZP41: 'QJ20',
  ZP42: 'QJ55',
  ZP43: 'QJ56',
  ZP44: 'QJ74',
  ZP45: 'QJ83',
  ZP46: 'QJ73',
  ZP47: 'QJ80',
} as const

/** ZK-P01 分园年度汇总表 of every park, by its place: what its enterprises filed, added up. */
export function composeParkYear(population: Population, year: number): readonly FilingValues[] {
  const { parameters, lives, standing } = population
  const index = year - parameters.years.first
  const day = lastDayOf(year)
  const sums = parameters.parks.map(() => new Map<string, number>())
  const add = (park: number, cell: string, value: number): void => {
    const own = sums[park]
    if (own !== undefined) own.set(cell, (own.get(cell) ?? 0) + value)
  }
  for (let place = 0; place < lives.count; place += 1) {
    const park = parkOn(lives, place, day)
    if (park === null) continue
    add(park, 'ZP01', 1)
    add(park, 'ZP02', 1)
    const view = viewYear(population, place, year)
    if (view === null) continue
    if (view.highTech) add(park, 'ZP04', 1)
    if (view.aboveScale) add(park, 'ZP05', 1)
    if (view.listing === 'listed') add(park, 'ZP06', 1)
    if (civilDate(at(lives.founded, place)).startsWith(String(year))) add(park, 'ZP07', 1)
    if (list(standing.missing, index)[place] === 1) continue
    add(park, 'ZP03', 1)
    const cells = { ...composeEconomy(view), ...composePeople(view), ...composeResearch(view) }
    for (const [cell, code] of Object.entries(SUMS)) {
      const value = cells[code]
      if (typeof value === 'number') add(park, cell, value)
    }
    add(park, 'ZP32', view.graduates)
  }
  const cells = ['ZP01', 'ZP02', 'ZP03', 'ZP04', 'ZP05', 'ZP06', 'ZP07', 'ZP32', ...Object.keys(SUMS)]
  return sums.map((own) =>
    Object.fromEntries(
      // A park without any maker of things has no output to add up.
      cells.map((cell) => [cell, own.get(cell) ?? (cell === 'ZP11' || cell === 'ZP20' ? null : 0)]),
    ),
  )
}

/**
 * ZK-L01 分园土地利用表: the policy area with what has been made ready, supplied and built by the end of each year. Quarters of a
 * hectare, so that what was supplied in a year is exactly what the total grew by.
 */
export function composeLand(population: Population, park: number, year: number): FilingValues {
  const { parameters } = population
  const found = parameters.parks[park]
  if (found === undefined) throw new RangeError(`no park ${String(park)}`)
  const random = randomFor(parameters.seed, park + 1, 'park')
  const area = Math.round(found.areaKm2 * 10_000) / 100
  const ready = quarters(area * random.between(0.72, 0.86))
  const barred = quarters(area * random.between(0.03, 0.08))
  const suppliedShare = random.between(0.72, 0.88)
  const builtShare = random.between(0.78, 0.92)
  const growth = random.between(0.006, 0.02)
  const industrial = random.between(0.25, 0.5)
  const highTech = random.between(0.4, 0.62)
  const density = random.between(0.28, 0.42)
  const ratio = random.between(1.1, 2.6)
  const idle = random.between(0.05, 0.25)
  const suppliedIn = (when: number): number =>
    quarters(ready * suppliedShare * (1 + growth * (when - parameters.years.first)))
  const builtIn = (when: number): number =>
    quarters(ready * suppliedShare * builtShare * (1 + growth * 0.9 * (when - parameters.years.first)))
  const supplied = suppliedIn(year)
  const built = builtIn(year)
  const floors = quarters(built * ratio)
  return {
    ZL01: area,
    ZL02: ready,
    ZL03: supplied,
    ZL04: built,
    ZL05: quarters(built * industrial),
    ZL06: quarters(built * highTech),
    ZL07: barred,
    ZL11: floors,
    ZL12: quarters(floors * industrial * 0.9),
    ZL13: quarters(built * density),
    ZL21: supplied - suppliedIn(year - 1),
    ZL22: built - builtIn(year - 1),
    ZL23: quarters((supplied - built) * idle),
    ZL24: quarters(built * 0.004),
  }
}

/** Down to a quarter, which a double holds exactly. */
function quarters(value: number): number {
  return Math.floor(value * 4) / 4
}
