import { at } from './apportion.ts'
import { figureOf, type DemoParameters } from './demo-parameters.ts'
import { lastDayOf, parkOn, type Lives } from './lives.ts'
import { chanceOf } from './random.ts'

/** Steps of the ladder (培育梯度), by rank: 0 none. */
export const RUNGS = [null, 'innovative', 'specialised', 'little-giant', 'unicorn'] as const
export const LISTINGS = [null, 'listed', 'over-the-counter'] as const

/** What an enterprise is at the end of each year; by year, then by its number less one. */
export interface Standing {
  readonly years: readonly number[]
  /** 1: in West City, 2: elsewhere in the zone, 0: not there. */
  readonly region: readonly Uint8Array[]
  /** 1: there and owed, but never filed. */
  readonly missing: readonly Uint8Array[]
  readonly highTech: readonly Uint8Array[]
  /** Places of RUNGS. */
  readonly rung: readonly Uint8Array[]
  /** Places of LISTINGS. */
  readonly listing: readonly Uint8Array[]
}

export const WEST = 1
export const REST = 2

/**
 * Ranks everybody once (who is more of a high-tech enterprise, who further up the ladder, who likelier listed) and cuts each
 * year where the figures say. As the ranks stay, statuses change little from year to year.
 */
export function drawStanding(parameters: DemoParameters, lives: Lives): Standing {
  const { count } = lives
  const years: number[] = []
  for (let year = parameters.years.first; year <= parameters.years.last; year += 1) years.push(year)
  const blank = (): Uint8Array[] => years.map(() => new Uint8Array(count))
  const standing: Standing = {
    years,
    region: blank(),
    missing: blank(),
    highTech: blank(),
    rung: blank(),
    listing: blank(),
  }
  const certificate = scores(count, (place) => chanceOf(parameters.seed, place + 1, 'rank', 1))
  for (const place of parameters.links.keys()) certificate[place] = 0
  const ladder = scores(
    count,
    (place) => -at(lives.size, place) * 0.7 - 1.6 * chanceOf(parameters.seed, place + 1, 'rank', 2),
  )
  const market = scores(
    count,
    (place) => -at(lives.size, place) - 0.9 * chanceOf(parameters.seed, place + 1, 'rank', 3),
  )
  for (const [index, year] of years.entries()) {
    const region = list(standing.region, index)
    fillRegions(parameters, lives, year, region)
    for (const side of [WEST, REST] as const) {
      const members = membersOf(region, side)
      const missing = chooseMissing(parameters, lives.count, year, side, members, certificate)
      for (const place of missing) list(standing.missing, index)[place] = 1
      const filers = members.filter((place) => !missing.has(place))
      const count = (name: Parameters<typeof figureOf>[2]): number => {
        const west = figureOf(parameters, lives.count, name, 'west', year)
        return side === WEST ? west : figureOf(parameters, lives.count, name, 'zone', year) - west
      }
      mark(list(standing.highTech, index), certificate, filers, members, [[count('highTech'), 1]])
      mark(list(standing.rung, index), ladder, members, members, [
        [count('unicorns'), 4],
        [count('littleGiants'), 3],
        [count('specialised'), 2],
        [count('innovative'), 1],
      ])
      mark(list(standing.listing, index), market, filers, members, [
        [count('listed'), 1],
        [count('overTheCounter'), 2],
      ])
    }
  }
  return standing
}

export function list(lists: readonly Uint8Array[], index: number): Uint8Array {
  const found = lists[index]
  if (found === undefined) throw new RangeError(`no year ${String(index)}`)
  return found
}

function scores(count: number, score: (place: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, place) => score(place))
}

function fillRegions(parameters: DemoParameters, lives: Lives, year: number, region: Uint8Array): void {
  const west = parameters.parks.findIndex(({ park }) => park === parameters.west)
  const day = lastDayOf(year)
  for (let place = 0; place < lives.count; place += 1) {
    const park = parkOn(lives, place, day)
    region[place] = park === null ? 0 : park === west ? WEST : REST
  }
}

function membersOf(region: Uint8Array, side: number): number[] {
  const members: number[] = []
  for (let place = 0; place < region.length; place += 1) if (region[place] === side) members.push(place)
  return members
}

/**
 * Who owed the year's forms and never filed them: in West City as many as registered and reporting enterprises of the published
 * year differ by. First those who have little claim to a certificate, so that who has one is counted.
 */
function chooseMissing(
  parameters: DemoParameters,
  count: number,
  year: number,
  side: number,
  members: readonly number[],
  certificate: Float64Array,
): ReadonlySet<number> {
  if (year > parameters.years.lastFiled) return new Set()
  const scaled = (value: number): number => Math.round((value * count) / parameters.full)
  const { register } = parameters
  const wanted =
    side === WEST && year === register.year
      ? scaled(register.registered) - scaled(register.reporting)
      : Math.round(parameters.rates.missing * members.length)
  const eager = (place: number): number =>
    chanceOf(parameters.seed, place + 1, 'missing', year) - (at(certificate, place) > 0.7 ? 1 : 0)
  return new Set(
    members
      .filter((place) => place >= parameters.links.length)
      .sort((one, other) => eager(one) - eager(other) || one - other)
      .slice(0, wanted),
  )
}

/** Gives the first so many of those who count one mark, the next another; others (`all`) by the same cuts. */
function mark(
  into: Uint8Array,
  score: Float64Array,
  counted: readonly number[],
  all: readonly number[],
  cuts: readonly (readonly [number, number])[],
): void {
  const order = [...counted].sort((one, other) => at(score, one) - at(score, other) || one - other)
  const limits: (readonly [number, number])[] = []
  let from = 0
  for (const [wanted, value] of cuts) {
    const until = from + wanted
    if (until > order.length)
      throw new RangeError(`${String(wanted)} are wanted, ${String(order.length - from)} are there`)
    for (const place of order.slice(from, until)) into[place] = value
    const last = order[until - 1]
    if (last !== undefined) limits.push([at(score, last), value])
    from = until
  }
  const set = new Set(counted)
  for (const place of all) {
    if (set.has(place)) continue
    into[place] = limits.find(([limit]) => at(score, place) < limit)?.[1] ?? 0
  }
}
