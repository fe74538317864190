import { apportion, at } from './apportion.ts'
import { figureOf, type DemoParameters } from './demo-parameters.ts'
import { lastDayOf, type Lives } from './lives.ts'
import { chanceOf, randomFor } from './random.ts'
import { list, REST, WEST, type Standing } from './standing.ts'

/** The figures of which all others of a year are parts or shares; their totals are those of the parameters. */
export const DRIVERS = [
  'revenue',
  'research',
  'taxes',
  'staff',
  'researchStaff',
  'graduates',
  'patentsGranted',
  'inventionsInForce',
  'otherPatentsInForce',
  'internationalStandards',
] as const
export type Driver = (typeof DRIVERS)[number]

/** By driver and year, then by number less one. Money in 千元. */
export type Drivers = Readonly<Record<Driver, readonly Float64Array[]>>

/**
 * Gives everybody figures of every year so that those who filed add up to the totals, to the unit: for the zone, and for West
 * City alone. Sizes and growth are drawn; the totals only scale them.
 */
export function drawDrivers(parameters: DemoParameters, lives: Lives, standing: Standing): Drivers {
  const make = (): Float64Array[] => standing.years.map(() => new Float64Array(lives.count))
  const drivers: Drivers = {
    revenue: make(),
    research: make(),
    taxes: make(),
    staff: make(),
    researchStaff: make(),
    graduates: make(),
    patentsGranted: make(),
    inventionsInForce: make(),
    otherPatentsInForce: make(),
    internationalStandards: make(),
  }
  const levels = drawLevels(parameters, lives, standing)
  const basis = scaleParks(parameters, lives, standing, levels)
  const traits = drawTraits(parameters, lives)
  for (const [step, driver] of DRIVERS.entries()) {
    const own = column(traits, step)
    const weigh = (index: number, place: number): number =>
      driver === 'revenue'
        ? at(basis, place) * at(column(levels, index), place)
        : weightOf(parameters, lives, drivers, driver, index, place) * at(own, place)
    share(parameters, lives, standing, drivers, driver, weigh)
  }
  return drivers
}

function share(
  parameters: DemoParameters,
  lives: Lives,
  standing: Standing,
  drivers: Drivers,
  driver: Driver,
  weigh: (index: number, place: number) => number,
): void {
  const west = parameters.parks.findIndex(({ park }) => park === parameters.west)
  const published = parameters.register.year - parameters.years.first
  // Of West City's own another level is known than of the zone: it belongs to its enterprises, not to the place, so that nobody's
  // figures leap when it moves.
  let ofWest = 1
  const fill = (index: number): readonly [number, number] => {
    const weights = new Float64Array(lives.count)
    for (let place = 0; place < lives.count; place += 1)
      weights[place] = weigh(index, place) * (at(lives.home, place) === west ? ofWest : 1)
    const factors = [WEST, REST].map((side) =>
      shareAmong(parameters, lives, standing, drivers, driver, index, side, weights),
    )
    return [factors[0] ?? 1, factors[1] ?? 1]
  }
  if (driver !== 'revenue' && driver !== 'internationalStandards') {
    const [inWest, elsewhere] = fill(published)
    if (inWest > 0 && elsewhere > 0) ofWest = inWest / elsewhere
  }
  for (const index of standing.years.keys()) fill(index)
}

function shareAmong(
  parameters: DemoParameters,
  lives: Lives,
  standing: Standing,
  drivers: Drivers,
  driver: Driver,
  index: number,
  side: number,
  weights: Float64Array,
): number {
  const year = parameters.years.first + index
  const region = list(standing.region, index)
  const missing = list(standing.missing, index)
  const west = figureOf(parameters, lives.count, driver, 'west', year)
  // Of the standards only the zone's total is known.
  const whole = driver === 'internationalStandards'
  if (whole && side === WEST) return 1
  const total = side === WEST ? west : figureOf(parameters, lives.count, driver, 'zone', year) - west
  const into = column(drivers[driver], index)
  const members: number[] = []
  const others: number[] = []
  for (let place = 0; place < lives.count; place += 1) {
    const here = region[place] ?? 0
    const counts = whole ? here !== 0 : here === side
    // Who ended in the year filed months of it.
    const left = here === 0 && side === REST && at(weights, place) > 0
    if (counts && missing[place] === 0) members.push(place)
    else if (counts || left) others.push(place)
  }
  const low = lowest(driver)
  const top = (place: number): number => highest(drivers, driver, index, place)
  const factor = apportion(into, members, weights, total, () => low, top)
  for (const place of others)
    into[place] = Math.min(Math.max(Math.round(at(weights, place) * factor), low), top(place))
  return factor
}

function lowest(driver: Driver): number {
  return driver === 'revenue' ? 60 : driver === 'staff' ? 3 : 0
}

/** Nobody spends more on research than it can, nor has more researchers than staff. */
function highest(drivers: Drivers, driver: Driver, index: number, place: number): number {
  const of = (other: Driver): number => at(column(drivers[other], index), place)
  switch (driver) {
    case 'research':
      return Math.floor(of('revenue') * 0.8)
    case 'taxes':
      return Math.floor(of('revenue') * 0.3)
    case 'researchStaff':
      return Math.floor(of('staff') * 0.85)
    case 'graduates':
      return Math.floor(of('staff') * 0.95)
    case 'revenue':
    case 'staff':
    case 'patentsGranted':
    case 'inventionsInForce':
    case 'otherPatentsInForce':
    case 'internationalStandards':
      return Number.MAX_SAFE_INTEGER
  }
}

function weightOf(
  parameters: DemoParameters,
  lives: Lives,
  drivers: Drivers,
  driver: Exclude<Driver, 'revenue'>,
  index: number,
  place: number,
): number {
  const industry = parameters.industries[at(lives.industry, place)]
  const of = (other: Driver): number => at(column(drivers[other], index), place)
  if (industry === undefined || of('revenue') === 0) return 0
  const year = parameters.years.first + index
  const wobble =
    1 + 0.02 * (chanceOf(parameters.seed, place + 1, 'year', year * 16 + DRIVERS.indexOf(driver)) - 0.5)
  switch (driver) {
    case 'research':
      return of('revenue') * industry.research * wobble
    case 'taxes':
      return of('revenue') * (0.02 + 0.3 * industry.margin) * wobble
    case 'staff':
      return Math.pow(of('revenue'), 0.62) * industry.labour * wobble
    case 'researchStaff':
      return of('staff') * Math.min(0.08 + 1.6 * industry.research, 0.5) * wobble
    case 'graduates':
      return of('staff') * GRADUATES[industry.kind] * wobble
    case 'patentsGranted':
    case 'inventionsInForce':
    case 'otherPatentsInForce':
      return Math.pow(of('research'), 0.8) * industry.patents * wobble
    case 'internationalStandards':
      return at(lives.size, place) > 1.2 ? of('research') * industry.patents : 0
  }
}

const GRADUATES = { software: 0.82, services: 0.72, trade: 0.55, manufacturing: 0.45 } as const

/** What makes one enterprise different from the next of its kind, for life. */
function drawTraits(parameters: DemoParameters, lives: Lives): readonly Float64Array[] {
  const spread: Record<Driver, number> = {
    revenue: 0,
    research: 0.4,
    taxes: 0.3,
    staff: 0.3,
    researchStaff: 0.25,
    graduates: 0.1,
    patentsGranted: 0.6,
    inventionsInForce: 0.6,
    otherPatentsInForce: 0.6,
    internationalStandards: 0.5,
  }
  const traits = DRIVERS.map(() => new Float64Array(lives.count))
  for (let place = 0; place < lives.count; place += 1) {
    const random = randomFor(parameters.seed, place + 1, 'traits')
    for (const [step, driver] of DRIVERS.entries())
      column(traits, step)[place] = Math.exp(spread[driver] * Math.min(Math.max(random.normal(), -2.5), 2.5))
  }
  return traits
}

/** Level of business by year, 1 in the first: steady growth or decline with some luck, never a leap; 0 while it is not there. */
function drawLevels(parameters: DemoParameters, lives: Lives, standing: Standing): readonly Float64Array[] {
  const levels = standing.years.map(() => new Float64Array(lives.count))
  const firstDays = standing.years.map((year) => lastDayOf(year - 1) + 1)
  for (let place = 0; place < lives.count; place += 1) {
    const random = randomFor(parameters.seed, place + 1, 'growth')
    const drift = 0.02 * random.normal()
    let level = 1
    let present = false
    for (const index of standing.years.keys()) {
      const step = Math.min(Math.max(drift + 0.035 * random.normal(), -0.07), 0.07)
      const from = at(firstDays, index)
      const ended = at(lives.ended, place)
      const there =
        at(lives.founded, place) <= lastDayOf(standing.years[index] ?? 0) && (ended === 0 || ended > from)
      if (!there) continue
      // The first year is not quite a year.
      if (!present && at(lives.founded, place) >= from) level *= 0.97
      else if (index > 0) level *= Math.exp(step)
      present = true
      column(levels, index)[place] = level
    }
  }
  return levels
}

/**
 * Sizes in 千元: the parks' shares of the zone's first year shared by lot; no enterprise has more of its park's revenue than the
 * parameters allow.
 */
function scaleParks(
  parameters: DemoParameters,
  lives: Lives,
  standing: Standing,
  levels: readonly Float64Array[],
): Float64Array {
  const { parks, rates, years } = parameters
  const west = figureOf(parameters, lives.count, 'revenue', 'west', years.first)
  const rest = figureOf(parameters, lives.count, 'revenue', 'zone', years.first) - west
  const shares = parks.reduce((sum, park) => sum + (park.revenueShare2020 ?? 0), 0)
  const sizes = Float64Array.from({ length: lives.count }, (_, place) =>
    Math.exp(rates.sizeSpread * at(lives.size, place)),
  )
  for (const [index, park] of parks.entries()) {
    const own: number[] = []
    for (let place = 0; place < lives.count; place += 1) if (lives.home[place] === index) own.push(place)
    const first = own.filter(
      (place) => at(column(levels, 0), place) > 0 && list(standing.missing, 0)[place] === 0,
    )
    const counted = first.length > 0 ? first : own
    const largest = Math.max(rates.largestShareOfPark, 2 / Math.max(counted.length, 1))
    for (let round = 0; round < 40; round += 1) {
      const sum = counted.reduce((total, place) => total + at(sizes, place), 0)
      const cap = largest * sum
      let over = false
      for (const place of own) {
        if (at(sizes, place) <= cap) continue
        over = true
        sizes[place] = cap * (0.9 + 0.1 * chanceOf(parameters.seed, place + 1, 'size', round))
      }
      if (!over) break
    }
    const target = park.revenueShare2020 === null ? west : (rest * park.revenueShare2020) / shares
    const sum = counted.reduce((total, place) => total + at(sizes, place), 0)
    for (const place of own) sizes[place] = (at(sizes, place) * target) / sum
  }
  return sizes
}

export function column(columns: readonly Float64Array[], index: number): Float64Array {
  const found = columns[index]
  if (found === undefined) throw new RangeError(`no column ${String(index)}`)
  return found
}
