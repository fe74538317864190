import { at } from './apportion.ts'
import type { DemoIndustry, DemoParameters } from './demo-parameters.ts'
import { column, type Driver, type Drivers } from './drivers.ts'
import type { Lives } from './lives.ts'
import { LISTINGS, RUNGS, list, type Standing } from './standing.ts'
import { traitsOf, type Traits } from './traits.ts'

/** One enterprise in one year, as the forms are written from it. Money in 千元. */
export interface YearView {
  readonly number: number
  readonly year: number
  readonly industry: DemoIndustry
  readonly traits: Traits
  readonly revenue: number
  readonly research: number
  readonly taxes: number
  readonly staff: number
  /** Mean of the ends of this year and the last. */
  readonly averageStaff: number
  /** At the end of the year before; that of this year in the first. */
  readonly before: Readonly<Record<Driver, number>>
  readonly researchStaff: number
  readonly graduates: number
  readonly patentsGranted: number
  readonly inventionsInForce: number
  readonly otherPatentsInForce: number
  readonly internationalStandards: number
  readonly highTech: boolean
  /** 规模以上: by the revenue of the year before. */
  readonly aboveScale: boolean
  readonly rung: (typeof RUNGS)[number]
  readonly listing: (typeof LISTINGS)[number]
}

/** All that was drawn of a population. */
export interface Population {
  readonly parameters: DemoParameters
  readonly count: number
  readonly lives: Lives
  readonly standing: Standing
  readonly drivers: Drivers
}

/** Null where the enterprise has no business in that year. */
export function viewYear(population: Population, place: number, year: number): YearView | null {
  const { parameters, lives, standing, drivers } = population
  const index = year - parameters.years.first
  if (index < 0 || index >= standing.years.length) return null
  const of = (driver: Driver, step = index): number => at(column(drivers[driver], step), place)
  const industry = parameters.industries[at(lives.industry, place)]
  if (industry === undefined || of('revenue') === 0) return null
  const earlier = index > 0 && of('revenue', index - 1) > 0 ? index - 1 : index
  return {
    number: place + 1,
    year,
    industry,
    traits: traitsOf(parameters.seed, place + 1, year),
    revenue: of('revenue'),
    research: of('research'),
    taxes: of('taxes'),
    staff: of('staff'),
    averageStaff: Math.max(1, Math.round((of('staff') + of('staff', earlier)) / 2)),
    before: {
      revenue: of('revenue', earlier),
      research: of('research', earlier),
      taxes: of('taxes', earlier),
      staff: of('staff', earlier),
      researchStaff: of('researchStaff', earlier),
      graduates: of('graduates', earlier),
      patentsGranted: of('patentsGranted', earlier),
      inventionsInForce: of('inventionsInForce', earlier),
      otherPatentsInForce: of('otherPatentsInForce', earlier),
      internationalStandards: of('internationalStandards', earlier),
    },
    researchStaff: of('researchStaff'),
    graduates: of('graduates'),
    patentsGranted: of('patentsGranted'),
    inventionsInForce: of('inventionsInForce'),
    otherPatentsInForce: of('otherPatentsInForce'),
    internationalStandards: of('internationalStandards'),
    highTech: list(standing.highTech, index)[place] === 1,
    aboveScale: isAboveScale(population, place, year),
    rung: RUNGS[list(standing.rung, index)[place] ?? 0] ?? null,
    listing: LISTINGS[list(standing.listing, index)[place] ?? 0] ?? null,
  }
}

/** By the revenue of the year before; in the first year of the records by that year's own. A new enterprise is below. */
export function isAboveScale(population: Population, place: number, year: number): boolean {
  const { parameters, drivers } = population
  const index = year - parameters.years.first
  const basis = index === 0 ? 0 : index - 1
  return at(column(drivers.revenue, basis), place) >= parameters.aboveScale.revenue
}
