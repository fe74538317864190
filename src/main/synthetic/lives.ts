import { dayNumber } from '#domain/kernel'
import { at } from './apportion.ts'
import type { DemoParameters } from './demo-parameters.ts'
import { randomFor } from './random.ts'

/** Operates where it is registered. */
export const AT_HOME = -1
/** Operates outside of the zone. */
export const OUTSIDE = -2

/**
 * What becomes of every enterprise, by its number less one. Days are counted from 1970-01-01; 0: never. Parks and industries are
 * places in the parameters' lists.
 */
export interface Lives {
  readonly count: number
  readonly home: Int8Array
  readonly industry: Int8Array
  readonly founded: Int32Array
  /** First day on which it is no longer there, closed or merged into its successor. */
  readonly ended: Int32Array
  /** Number of the enterprise that took it over; 0: none. */
  readonly successor: Int32Array
  /** The day on which its registration moved, and to which park. */
  readonly moved: Int32Array
  readonly movedTo: Int8Array
  /** Park of operation where it is not that of registration, or AT_HOME, OUTSIDE. */
  readonly operates: Int8Array
  /** Standard deviations above the middle size, on the log scale; before what parks make of it. */
  readonly size: Float64Array
}

export function drawLives(parameters: DemoParameters, count: number): Lives {
  const lives: Lives = {
    count,
    home: drawHomes(parameters, count),
    industry: new Int8Array(count),
    founded: new Int32Array(count),
    ended: new Int32Array(count),
    successor: new Int32Array(count),
    moved: new Int32Array(count),
    movedTo: new Int8Array(count),
    operates: new Int8Array(count).fill(AT_HOME),
    size: new Float64Array(count),
  }
  const draw = lifeDrawer(parameters, lives)
  for (let place = 0; place < count; place += 1) draw(place)
  joinMerged(lives)
  return lives
}

/** Registered on that day, by the register: place of the park in the parameters, or null where it is not (or no longer) there. */
export function parkOn(lives: Lives, place: number, day: number): number | null {
  if (!isThere(lives, place, day)) return null
  const moved = at(lives.moved, place)
  return moved !== 0 && day >= moved ? at(lives.movedTo, place) : at(lives.home, place)
}

export function isThere(lives: Lives, place: number, day: number): boolean {
  const ended = at(lives.ended, place)
  return day >= at(lives.founded, place) && (ended === 0 || day < ended)
}

export function lastDayOf(year: number): number {
  return civil(`${String(year)}-12-31`)
}

/** Parks are shared out in their proportion and shuffled over the numbers; who is linked to an account stands where it belongs. */
function drawHomes(parameters: DemoParameters, count: number): Int8Array {
  const total = parameters.parks.reduce((sum, park) => sum + park.enterprises, 0)
  const homes = new Int8Array(count)
  let place = 0
  let running = 0
  for (const [index, park] of parameters.parks.entries()) {
    running += park.enterprises
    const until = Math.round((count * running) / total)
    // West City is known to one enterprise; what rounding does to its share falls on its neighbour in the list.
    for (; place < until; place += 1) homes[place] = index
  }
  const random = randomFor(parameters.seed, 0, 'order')
  for (let last = count - 1; last > 0; last -= 1) swap(homes, last, random.below(last + 1))
  for (const [index, link] of parameters.links.entries()) {
    const wanted = parameters.parks.findIndex(({ park }) => park === link.park)
    if (at(homes, index) !== wanted) swap(homes, index, homes.indexOf(wanted, parameters.links.length))
  }
  return homes
}

function lifeDrawer(parameters: DemoParameters, lives: Lives): (place: number) => void {
  const { rates, seed, parks, links } = parameters
  const west = parks.findIndex(({ park }) => park === parameters.west)
  const registered = Math.round((parameters.register.registered * lives.count) / parameters.full)
  const publishedDay = lastDayOf(parameters.register.year)
  const choose = industryChooser(parameters)
  const firstDay = civil(`${String(parameters.years.first)}-12-31`) + 1
  const lastDay = civil('2026-09-30')
  let ofWest = 0

  return (place) => {
    const random = randomFor(seed, place + 1, 'life')
    const home = at(lives.home, place)
    const link = links[place]
    lives.industry[place] = choose(place, home)
    lives.size[place] = drawSize(parameters, place)
    // As many are registered in West City at the end of its published year as the source says; the others before or after it.
    const counted = home === west ? ofWest++ < registered : null
    const later = counted === null ? random.next() < rates.foundedLater : counted ? false : place % 2 === 0
    lives.founded[place] = later
      ? Math.round(random.between(counted === null ? firstDay : publishedDay + 10, lastDay))
      : civil('2020-11-30') - Math.floor(27.5 * 365 * Math.pow(random.next(), 1.6))
    if (link !== undefined) {
      lives.founded[place] = civil(link.founded)
      return
    }
    const earliest = Math.max(firstDay, at(lives.founded, place) + 200)
    if (counted === false && !later) {
      lives.ended[place] = Math.round(random.between(firstDay, publishedDay - 5))
      return
    }
    const fate = random.next()
    if (fate < rates.closed + rates.merged) {
      const from = counted === true ? publishedDay + 20 : earliest
      if (from < lastDay) lives.ended[place] = Math.round(random.between(from, lastDay))
      // Who takes it over is looked for when all are there.
      if (fate >= rates.closed) lives.successor[place] = -1
    }
    const ended = at(lives.ended, place)
    if (at(lives.successor, place) !== -1 && random.next() < rates.moved) {
      const to = drawNeighbour(parameters, random.next(), home)
      const from = home === west || to === west ? Math.max(publishedDay + 40, earliest) : earliest
      const until = (ended === 0 ? lastDay : ended) - 100
      if (from < until) {
        lives.moved[place] = Math.round(random.between(from, until))
        lives.movedTo[place] = to
      }
    }
    const elsewhere = random.next()
    if (elsewhere < rates.operatesOutside) lives.operates[place] = OUTSIDE
    else if (elsewhere < rates.operatesOutside + rates.operatesElsewhere)
      lives.operates[place] = drawNeighbour(parameters, random.next(), home)
  }
}

/** Log-normal with a Pareto tail: what skew business data has. */
function drawSize(parameters: DemoParameters, place: number): number {
  const { rates, seed, links } = parameters
  const link = links[place]
  if (link !== undefined) return link.size
  const random = randomFor(seed, place + 1, 'size')
  const middle = random.normal()
  const tail = random.next() < rates.paretoShare ? -Math.log(1 - random.next()) / rates.paretoExponent : 0
  return Math.min(Math.max(middle, -2.6), 3.4) + tail / rates.sizeSpread
}

/** Leading industries of the park, and some of every other. */
function industryChooser(parameters: DemoParameters): (place: number, home: number) => number {
  const { industries, parks, rates, seed, links } = parameters
  const placeOf = new Map(industries.map(({ code }, index) => [code, index]))
  const leading = parks.map((park) =>
    Object.entries(park.leading).map(([code, weight]) => [placeOf.get(code) ?? 0, weight] as const),
  )
  return (place, home) => {
    const link = links[place]
    if (link !== undefined) return placeOf.get(link.industry) ?? 0
    const random = randomFor(seed, place + 1, 'industry')
    if (random.next() < rates.ordinaryIndustry) return random.below(industries.length)
    const own = leading[home] ?? []
    let left = random.next() * own.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [industry, weight] of own) {
      left -= weight
      if (left < 0) return industry
    }
    return own.at(-1)?.[0] ?? 0
  }
}

/** Another park, the larger the likelier. */
function drawNeighbour(parameters: DemoParameters, chance: number, home: number): number {
  const others = parameters.parks.map(({ enterprises }, index) => (index === home ? 0 : enterprises))
  let left = chance * others.reduce((sum, one) => sum + one, 0)
  for (const [index, weight] of others.entries()) {
    left -= weight
    if (weight > 0 && left < 0) return index
  }
  return home === 0 ? 1 : 0
}

/** Who merges goes to a larger one of the same park and industry, or of the same park, that stays; else it closes. */
function joinMerged(lives: Lives): void {
  const parks = new Map<number, number[]>()
  for (let place = 0; place < lives.count; place += 1) {
    if (at(lives.ended, place) !== 0 || at(lives.moved, place) !== 0) continue
    const home = at(lives.home, place)
    const list = parks.get(home) ?? []
    list.push(place)
    parks.set(home, list)
  }
  for (let place = 0; place < lives.count; place += 1) {
    if (at(lives.successor, place) !== -1) continue
    const ended = at(lives.ended, place)
    const larger = (parks.get(at(lives.home, place)) ?? []).filter(
      (other) => at(lives.size, other) > at(lives.size, place) && at(lives.founded, other) < ended,
    )
    const alike = larger.filter((other) => at(lives.industry, other) === at(lives.industry, place))
    const chosen = (alike.length > 0 ? alike : larger)[
      place % Math.max(1, (alike.length > 0 ? alike : larger).length)
    ]
    lives.successor[place] = ended === 0 || chosen === undefined ? 0 : chosen + 1
  }
}

function swap(list: Int8Array, one: number, other: number): void {
  const kept = at(list, one)
  list[one] = at(list, other)
  list[other] = kept
}

function civil(on: string): number {
  const day = dayNumber(on)
  if (day === null) throw new RangeError(`not a date: ${on}`)
  return day
}
