import { civilDate, dayNumber, type DateOn } from '#domain/kernel'
import { at } from './apportion.ts'
import { FIELD_CODES } from './compose-profile.ts'
import { demoCreditCode } from './demo-credit-codes.ts'
import type { DemoParameters } from './demo-parameters.ts'
import { column } from './drivers.ts'
import { nameOf } from './enterprise-names.ts'
import { AT_HOME, OUTSIDE } from './lives.ts'
import { chanceOf } from './random.ts'
import { LISTINGS, RUNGS, list } from './standing.ts'
import { isAboveScale, type Population } from './year-view.ts'

export type SizeClass = 'large' | 'medium' | 'small' | 'micro'

/** What the register says of an enterprise from a day on; `to` is the first day of the next state, null: until now. */
export interface SyntheticState {
  readonly from: DateOn
  readonly to: DateOn | null
  readonly status: 'active' | 'closed' | 'merged'
  /** Number of the enterprise that took it over. */
  readonly successor: number | null
  /** Codes of organisations; null: outside of the zone. */
  readonly registrationPark: string
  readonly operationPark: string | null
  readonly cluster: string | null
  readonly address: string
  readonly industry: string
  readonly field: string
  readonly sizeClass: SizeClass
  readonly rung: string | null
  readonly highTech: boolean
  readonly aboveScale: boolean
  readonly reason: string
}

export interface SyntheticEnterprise {
  readonly number: number
  readonly creditCode: string
  readonly name: string
  readonly nameEn: string
  /** Pinyin initials of its name without what all names have. */
  readonly brand: string
  /** Organisation of the demonstration whose accounts file for it. */
  readonly organisation: string | null
  readonly founded: DateOn
  /** In the order of time, each beginning where the last ends. */
  readonly states: readonly SyntheticState[]
}

/** Code of one of the park's development clusters (发展组团); they are invented, as no list was published. */
export function clusterCode(park: string, index: number): string {
  return `${park.replace('park.', 'cluster.')}-${String(index + 1)}`
}

export function enterpriseAt(population: Population, place: number): SyntheticEnterprise {
  const { parameters, lives } = population
  const home = parameters.parks[at(lives.home, place)]
  const industry = parameters.industries[at(lives.industry, place)]
  if (home === undefined || industry === undefined) throw new RangeError(`no enterprise ${String(place + 1)}`)
  const shares = population.standing.listing.some((one) => LISTINGS[one[place] ?? 0] !== null)
  const name = nameOf(place + 1, parameters.seed, industry, shares)
  return {
    number: place + 1,
    creditCode: demoCreditCode(home.areaCode, place + 1),
    name: name.zh,
    nameEn: name.en,
    brand: name.brand,
    organisation: parameters.links[place]?.organisation ?? null,
    founded: civilDate(at(lives.founded, place)),
    states: statesOf(population, place),
  }
}

/** First year of the certificate that it holds in a year (or of the last one before). */
export function certifiedYear(population: Population, place: number, year: number): number {
  const { parameters, standing, lives } = population
  const { first } = parameters.years
  for (let index = year - first; index > 0; index -= 1)
    if (list(standing.highTech, index - 1)[place] !== 1) return first + index
  const founded = Number(civilDate(at(lives.founded, place)).slice(0, 4))
  return Math.min(Math.max(founded + 1, 2013 + ((place + 1) % 8)), first)
}

/** By staff and revenue of a year. */
function sizeOf(population: Population, place: number, index: number): SizeClass {
  const { parameters, drivers } = population
  const staff = at(column(drivers.staff, index), place)
  const revenue = at(column(drivers.revenue, index), place)
  for (const size of ['large', 'medium', 'small'] as const) {
    const floor = parameters.sizes[size]
    if (staff >= floor.staff && revenue >= floor.revenue) return size
  }
  return 'micro'
}

function statesOf(population: Population, place: number): readonly SyntheticState[] {
  const { parameters, lives, standing } = population
  const founded = at(lives.founded, place)
  const ended = at(lives.ended, place)
  const moved = at(lives.moved, place)
  const foundedYear = Number(civilDate(founded).slice(0, 4))
  const firstYear = Math.max(foundedYear, parameters.years.first)
  const endYear = ended === 0 ? parameters.years.last : Number(civilDate(ended).slice(0, 4))
  const highTechFrom = statusDays(population, place, firstYear, endYear, standing.highTech)
  const rungFrom = statusDays(population, place, firstYear, endYear, standing.rung)
  const days = new Map<number, string>([[founded, '设立登记']])
  const note = (day: number, reason: string): void => {
    if (day > founded && (ended === 0 || day < ended)) days.set(day, days.get(day) ?? reason)
  }
  for (const [day] of highTechFrom) note(day, '高新技术企业认定变化')
  for (const [day] of rungFrom) note(day, '培育梯度变化')
  for (let year = firstYear + 1; year <= endYear; year += 1) note(firstOf(year), '年度划型')
  if (moved !== 0) note(moved, '迁址')
  if (ended !== 0) days.set(ended, at(lives.successor, place) > 0 ? '被吸收合并' : '注销')

  const states: SyntheticState[] = []
  for (const [day, reason] of [...days].sort(([one], [other]) => one - other)) {
    const year = Math.min(Math.max(Number(civilDate(day).slice(0, 4)), firstYear), parameters.years.last)
    const closed = ended !== 0 && day >= ended
    const successor = closed ? at(lives.successor, place) : 0
    const park = moved !== 0 && day >= moved ? at(lives.movedTo, place) : at(lives.home, place)
    // By the figures of the year before; a new enterprise by its own.
    const basis = Math.max(year - parameters.years.first - (year > firstYear ? 1 : 0), 0)
    const state: SyntheticState = {
      from: civilDate(day),
      to: null,
      status: successor > 0 ? 'merged' : closed ? 'closed' : 'active',
      successor: successor > 0 ? successor : null,
      ...placeOf(parameters, population, place, park),
      sizeClass: sizeOf(population, place, basis),
      rung: RUNGS[valueOn(rungFrom, day)] ?? null,
      highTech: valueOn(highTechFrom, day) === 1,
      aboveScale: !closed && isAboveScale(population, place, year),
      reason: `${reason}（演示）`,
    }
    const last = states.at(-1)
    if (last !== undefined && isSame(last, state)) continue
    if (last !== undefined) states[states.length - 1] = { ...last, to: state.from }
    states.push(state)
  }
  return states
}

/** From which day which value holds; statuses of a year are given out in its last quarter. */
function statusDays(
  population: Population,
  place: number,
  firstYear: number,
  endYear: number,
  marks: readonly Uint8Array[],
): readonly (readonly [number, number])[] {
  const { parameters, lives, standing } = population
  const founded = at(lives.founded, place)
  const ended = at(lives.ended, place)
  const found: (readonly [number, number])[] = [[founded, 0]]
  let value = 0
  for (let year = firstYear; year <= endYear; year += 1) {
    const index = year - parameters.years.first
    // Who is gone by the end of the year keeps what it had.
    if (list(standing.region, index)[place] === 0) continue
    const now = list(marks, index)[place] ?? 0
    if (now === value) continue
    value = now
    const given =
      year === parameters.years.first && marks === standing.highTech
        ? certifiedYear(population, place, year)
        : year
    // In the year that is not over, before the last month of which there are filings.
    const season = given === parameters.years.last ? 190 : 280
    const day =
      firstOf(given) + season + Math.floor(70 * chanceOf(parameters.seed, place + 1, 'dates', given))
    const until = firstOf(year + 1) - 1
    const settled = Math.min(Math.max(day, founded + 1), until)
    if (ended === 0 || settled < ended) found.push([founded >= until ? founded : settled, now])
  }
  return found
}

function valueOn(days: readonly (readonly [number, number])[], day: number): number {
  let value = 0
  for (const [from, now] of days) if (from <= day) value = now
  return value
}

function placeOf(
  parameters: DemoParameters,
  { lives }: Population,
  place: number,
  park: number,
): Pick<SyntheticState, 'registrationPark' | 'operationPark' | 'cluster' | 'address' | 'industry' | 'field'> {
  const registered = parameters.parks[park]
  const industry = parameters.industries[at(lives.industry, place)]
  if (registered === undefined || industry === undefined) throw new RangeError(`no park ${String(park)}`)
  const operates = at(lives.operates, place)
  const elsewhere = parameters.parks[operates]?.park ?? null
  const inCluster = registered.clusters > 0 && chanceOf(parameters.seed, place + 1, 'place', park) < 0.75
  const street = 1 + Math.floor(400 * chanceOf(parameters.seed, place + 1, 'place', park + 100))
  return {
    registrationPark: registered.park,
    operationPark: operates === AT_HOME ? registered.park : operates === OUTSIDE ? null : elsewhere,
    cluster: inCluster ? clusterCode(registered.park, at(lives.industry, place) % registered.clusters) : null,
    address: `北京市${registered.district}演示路${String(street)}号（演示地址）`,
    industry: industry.code,
    field: FIELD_CODES[industry.field],
  }
}

function isSame(one: SyntheticState, other: SyntheticState): boolean {
  return (
    one.status === other.status &&
    one.registrationPark === other.registrationPark &&
    one.operationPark === other.operationPark &&
    one.sizeClass === other.sizeClass &&
    one.rung === other.rung &&
    one.highTech === other.highTech &&
    one.aboveScale === other.aboveScale
  )
}

function firstOf(year: number): number {
  const day = dayNumber(`${String(year)}-01-01`)
  if (day === null) throw new RangeError(`no year ${String(year)}`)
  return day
}
