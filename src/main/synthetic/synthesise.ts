import type { FilingValues } from '#domain/indicators'
import { civilDate, dayNumber, periodById, shiftPeriod } from '#domain/kernel'
import { at } from './apportion.ts'
import {
  DEMO_FORMS,
  demoPeriods,
  isOpen,
  lastDayOfPeriod,
  MONTHLY_FORM,
  type DaysOf,
  type DemoForm,
} from './calendar-of-filings.ts'
import { composeEconomy } from './compose-economy.ts'
import { composeMonth } from './compose-month.ts'
import { composeLand, composeParkYear } from './compose-parks.ts'
import { composePeople } from './compose-people.ts'
import { composeProfile } from './compose-profile.ts'
import { composeResearch } from './compose-research.ts'
import type { DemoParameters } from './demo-parameters.ts'
import { drawDrivers } from './drivers.ts'
import { spoiled, tellFiling, type FilingStory } from './filing-story.ts'
import { drawLives, parkOn } from './lives.ts'
import { chooseFaults, spoil, type FaultKind, type PlantedFault } from './plant-faults.ts'
import { certifiedYear, enterpriseAt, type SyntheticEnterprise } from './register-states.ts'
import { drawStanding, list } from './standing.ts'
import { isAboveScale, viewYear, type Population } from './year-view.ts'

export interface SyntheticFiling {
  /** The enterprise's number; null: the park files for itself. */
  readonly number: number | null
  /** Where the unit was registered on the last day of the period; who approves, unless it files itself. */
  readonly park: string
  readonly form: DemoForm
  readonly period: string
  /** As they stand now. */
  readonly values: FilingValues
  readonly fault: PlantedFault | null
  readonly story: FilingStory
}

/**
 * An invented population of the zone and all that it filed. The same parameters and number of enterprises give the same to the
 * last digit; enterprises and filings are made one by one as they are asked for, the plan kept in memory is a few hundred bytes
 * of each enterprise.
 */
export interface SyntheticZone {
  readonly parameters: DemoParameters
  readonly count: number
  enterprise(number: number): SyntheticEnterprise
  enterprises(): Iterable<SyntheticEnterprise>
  periods(form: DemoForm): readonly string[]
  /** Numbers of those who must file, by the register of the period's last day. */
  mustFile(form: DemoForm, period: string): readonly number[]
  filings(form: DemoForm, period: string): Iterable<SyntheticFiling>
  /** What an enterprise filed, faults that stand included; null: it did not, or has not begun to. */
  filed(number: number, form: DemoForm, period: string): FilingValues | null
  /** Everything that was planted in one form and period, in the order of numbers. */
  faultsIn(form: DemoForm, period: string): readonly PlantedFault[]
  faults(): Iterable<PlantedFault>
}

/** @throws RangeError when the population is too small for what is published of West City, or larger than names suffice for. */
export function synthesise(
  parameters: DemoParameters,
  options: { readonly enterprises: number; readonly seed?: number; readonly days: DaysOf },
): SyntheticZone {
  if (options.enterprises < 500 || options.enterprises > 60_000)
    throw new RangeError('a population has from 500 to 60,000 enterprises')
  const own = options.seed === undefined ? parameters : { ...parameters, seed: options.seed }
  const lives = drawLives(own, options.enterprises)
  const standing = drawStanding(own, lives)
  const drivers = drawDrivers(own, lives, standing)
  return new Zone({ parameters: own, count: options.enterprises, lives, standing, drivers }, options.days)
}

class Zone implements SyntheticZone {
  readonly parameters: DemoParameters
  readonly count: number
  readonly #population: Population
  readonly #days: DaysOf
  readonly #parkYears = new Map<number, readonly FilingValues[]>()
  readonly #faults = new Map<string, ReadonlyMap<number, PlantedFault>>()

  constructor(population: Population, days: DaysOf) {
    this.parameters = population.parameters
    this.count = population.count
    this.#population = population
    this.#days = days
  }

  enterprise(number: number): SyntheticEnterprise {
    return enterpriseAt(this.#population, number - 1)
  }

  *enterprises(): Iterable<SyntheticEnterprise> {
    for (let place = 0; place < this.count; place += 1) yield enterpriseAt(this.#population, place)
  }

  periods(form: DemoForm): readonly string[] {
    return demoPeriods(this.parameters, form)
  }

  mustFile(form: DemoForm, period: string): readonly number[] {
    const { lives } = this.#population
    const day = dayNumber(lastDayOfPeriod(period)) ?? 0
    const year = Number(period.slice(0, 4))
    const numbers: number[] = []
    for (let place = 0; place < this.count; place += 1) {
      if (parkOn(lives, place, day) === null) continue
      if (form === MONTHLY_FORM && !isAboveScale(this.#population, place, year)) continue
      numbers.push(place + 1)
    }
    return numbers
  }

  *filings(form: DemoForm, period: string): Iterable<SyntheticFiling> {
    if (form === 'ZK-P01' || form === 'ZK-L01') {
      yield* this.#parkFilings(form, period)
      return
    }
    const { lives, standing, parameters } = this.#population
    const day = dayNumber(lastDayOfPeriod(period)) ?? 0
    const index = Number(period.slice(0, 4)) - parameters.years.first
    const faults = this.#faultsOf(form, period)
    const days = this.#days(form, period)
    const twoSteps = form !== MONTHLY_FORM
    for (const number of this.mustFile(form, period)) {
      const park = parkOn(lives, number - 1, day)
      const fault = faults.get(number) ?? null
      if (fault?.kind === 'missing' || park === null) continue
      if (form !== MONTHLY_FORM && list(standing.missing, index)[number - 1] === 1) continue
      const right = this.#values(number, form, period)
      if (right === null) continue
      const story = tellFiling({
        parameters,
        form,
        period,
        unit: number,
        days,
        twoSteps,
        fault,
        values: right,
      })
      if (story === null) continue
      const values = fault?.stands === 'standing' ? spoiled({ values: right, fault }) : right
      yield { number, park: parameters.parks[park]?.park ?? '', form, period, values, fault, story }
    }
  }

  filed(number: number, form: DemoForm, period: string): FilingValues | null {
    const { lives, parameters } = this.#population
    const park = parkOn(lives, number - 1, dayNumber(lastDayOfPeriod(period)) ?? 0)
    const above =
      form !== MONTHLY_FORM || isAboveScale(this.#population, number - 1, Number(period.slice(0, 4)))
    if (park === null || !above || !this.periods(form).includes(period)) return null
    const fault = this.#faultsOf(form, period).get(number) ?? null
    const values = this.#values(number, form, period)
    if (fault?.kind === 'missing' || values === null) return null
    const story = tellFiling({
      parameters,
      form,
      period,
      unit: number,
      days: this.#days(form, period),
      twoSteps: form !== MONTHLY_FORM,
      fault,
      values,
    })
    return story === null ? null : fault?.stands === 'standing' ? spoiled({ values, fault }) : values
  }

  faultsIn(form: DemoForm, period: string): readonly PlantedFault[] {
    return [...this.#faultsOf(form, period).values()].sort((one, other) => one.number - other.number)
  }

  *faults(): Iterable<PlantedFault> {
    for (const form of DEMO_FORMS) {
      if (form === 'ZK-P01' || form === 'ZK-L01') continue
      for (const period of this.periods(form)) yield* this.faultsIn(form, period)
    }
  }

  *#parkFilings(form: 'ZK-P01' | 'ZK-L01', period: string): Iterable<SyntheticFiling> {
    const { parameters } = this.#population
    const year = Number(period)
    const days = this.#days(form, period)
    for (const [place, { park }] of parameters.parks.entries()) {
      const values =
        form === 'ZK-P01' ? this.#parkYear(year)[place] : composeLand(this.#population, place, year)
      if (values === undefined) continue
      const story = tellFiling({
        parameters,
        form,
        period,
        unit: -1 - place,
        days,
        twoSteps: false,
        fault: null,
        values,
      })
      if (story !== null) yield { number: null, park, form, period, values, fault: null, story }
    }
  }

  #parkYear(year: number): readonly FilingValues[] {
    const known = this.#parkYears.get(year) ?? composeParkYear(this.#population, year)
    this.#parkYears.set(year, known)
    return known
  }

  /** What the enterprise would file if nothing went wrong; null: nothing of that period. */
  #values(number: number, form: DemoForm, period: string): FilingValues | null {
    const year = Number(period.slice(0, 4))
    const view = viewYear(this.#population, number - 1, year)
    if (view === null) return null
    switch (form) {
      case 'GQ-001': {
        const founded = civilDate(at(this.#population.lives.founded, number - 1))
        return composeProfile(view, {
          foundedYear: Number(founded.slice(0, 4)),
          certifiedYear: certifiedYear(this.#population, number - 1, year),
        })
      }
      case 'GQ-002':
        return composeEconomy(view)
      case 'GQ-003':
        return composePeople(view)
      case 'GQ-005':
        return composeResearch(view)
      case 'ZK-M01':
        return composeMonth(view, Number(period.slice(5, 7)), this.parameters)
      case 'ZK-P01':
      case 'ZK-L01':
        return null
    }
  }

  #faultsOf(form: DemoForm, period: string): ReadonlyMap<number, PlantedFault> {
    const key = `${form} ${period}`
    const known = this.#faults.get(key)
    if (known !== undefined) return known
    const { parameters, standing } = this.#population
    const year = Number(period.slice(0, 4))
    const owed = this.mustFile(form, period)
    const index = year - parameters.years.first
    const never = (number: number): boolean =>
      form !== MONTHLY_FORM && list(standing.missing, index)[number - 1] === 1
    const filers = owed.filter((number) => !never(number))
    const chosen = chooseFaults(parameters, form, period, filers, (number, kind) =>
      this.#fits(number, form, period, kind),
    )
    const found = new Map<number, PlantedFault>()
    for (const number of owed)
      if (never(number))
        found.set(number, { number, form, period, kind: 'missing', stands: 'standing', cells: {} })
    for (const [number, kind] of chosen) {
      const cells = spoil(form, kind, number, this.#values(number, form, period) ?? {})
      found.set(number, {
        number,
        form,
        period,
        kind,
        stands: standsAs(kind, isOpen(parameters, form, period)),
        cells,
      })
    }
    this.#faults.set(key, found)
    return found
  }

  /** Whether a fault of this kind would be found in this filing. */
  #fits(number: number, form: DemoForm, period: string, kind: FaultKind): boolean {
    if (kind === 'late' || kind === 'missing') return true
    const values = this.#values(number, form, period)
    if (values === null || Object.keys(spoil(form, kind, number, values)).length === 0) return false
    if (kind !== 'outlier-jump') return true
    // A leap shows only beside what was filed a year before.
    const revenue = values['QC05_0']
    const before = periodById(period)
    if (before === null || typeof revenue !== 'number' || revenue < 20_000) return false
    const last = shiftPeriod(before, form === MONTHLY_FORM ? -12 : -1).id
    return (
      this.periods(form).includes(last) &&
      this.mustFile(form, last).includes(number) &&
      !(form !== MONTHLY_FORM && this.#isMissing(number, last)) &&
      this.#faultsOf(form, last).get(number) === undefined
    )
  }

  #isMissing(number: number, year: string): boolean {
    const { standing, parameters } = this.#population
    return list(standing.missing, Number(year) - parameters.years.first)[number - 1] === 1
  }
}

function standsAs(kind: FaultKind, open: boolean): PlantedFault['stands'] {
  if (kind === 'revised') return 'revised'
  if (kind === 'late' || kind === 'missing' || open) return 'standing'
  return 'corrected'
}
