import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkColumns, compileForm, parseForm, type ColumnTable, type CompiledForm } from '#domain/indicators'
import { isCreditCode, periodById, shiftPeriod } from '#domain/kernel'
import {
  DEMO_FORMS,
  readDemoParameters,
  synthesise,
  type DaysOf,
  type DemoForm,
  type DemoParameters,
  type SyntheticFiling,
  type SyntheticZone,
} from './index.ts'

/** Due days as the shipped forms have them, without the work calendar: what is filed does not depend on it. */
const days: DaysOf = (form, period) => {
  const year = Number(period.slice(0, 4))
  if (form !== 'ZK-M01')
    return {
      opensOn: `${String(year + 1)}-02-01`,
      dueOn: `${String(year + 1)}-${form.startsWith('GQ') ? '03-31' : '04-15'}`,
    }
  const next = shiftPeriod(periodById(period) ?? raise(`no period ${period}`), 1)
  return { opensOn: next.from, dueOn: `${next.id}-15` }
}

function raise(message: string): never {
  throw new Error(message)
}

let parameters: DemoParameters
let small: SyntheticZone
let forms: Map<DemoForm, CompiledForm>

beforeAll(async () => {
  parameters = await readDemoParameters(join('data', 'demo'))
  small = synthesise(parameters, { enterprises: parameters.small, days })
  forms = new Map()
  for (const code of DEMO_FORMS) {
    const text = await readFile(join('data', 'statistics', 'forms', `${code.toLowerCase()}.json`), 'utf8')
    const parsed = parseForm(JSON.parse(text))
    if (!parsed.ok) raise(`${code} is no form`)
    else forms.set(code, compileForm(parsed.value))
  }
})

const sums = new WeakMap<SyntheticZone, Map<string, number>>()

/** Sum of a cell over all filings of a period; of a park where one is given. */
function total(zone: SyntheticZone, form: DemoForm, period: string, cell: string, park = ''): number {
  const known = sums.get(zone) ?? new Map<string, number>()
  sums.set(zone, known)
  const key = `${form} ${period}`
  if (!known.has(key)) {
    known.set(key, 0)
    const add = (place: string, value: number): void => {
      known.set(place, (known.get(place) ?? 0) + value)
    }
    for (const { values, park: own } of zone.filings(form, period)) {
      for (const [code, value] of Object.entries(values)) {
        if (typeof value !== 'number') continue
        add(`${key} ${code} `, value)
        add(`${key} ${code} ${own}`, value)
      }
    }
  }
  return known.get(`${key} ${cell} ${park}`) ?? 0
}

function count(
  zone: SyntheticZone,
  form: DemoForm,
  period: string,
  is: (filing: SyntheticFiling) => boolean,
): number {
  let found = 0
  for (const filing of zone.filings(form, period)) if (is(filing)) found += 1
  return found
}

/** All filings of six years are made and checked; a busy machine must not fail it. */
const PATIENCE = { timeout: 300_000 }

describe('the synthetic population', PATIENCE, () => {
  it('is the same to the last digit every time, and another with another seed', () => {
    const digest = (seed: number): string => {
      const zone = synthesise(parameters, { enterprises: 800, seed, days })
      const hash = createHash('sha256')
      for (const enterprise of zone.enterprises()) hash.update(JSON.stringify(enterprise))
      for (const form of DEMO_FORMS)
        for (const period of zone.periods(form))
          for (const filing of zone.filings(form, period)) hash.update(JSON.stringify(filing))
      return hash.digest('hex')
    }
    const first = digest(7)
    expect(digest(7)).toBe(first)
    expect(digest(8)).not.toBe(first)
  })

  it('makes any enterprise alone as it makes it among all', () => {
    const all = [...small.enterprises()]
    for (const number of [1, 2, 77, 1234, parameters.small])
      expect(small.enterprise(number)).toEqual(all[number - 1])
  })

  it('is marked in every name and address, with codes that pass every check and belong to no place', () => {
    const codes = new Set<string>()
    const names = new Set<string>()
    for (const { creditCode, name, nameEn, states } of small.enterprises()) {
      expect(isCreditCode(creditCode)).toBe(true)
      expect(creditCode.slice(2, 4)).toBe('99')
      expect(name.endsWith('（演示）')).toBe(true)
      expect(nameEn.endsWith('(demo)')).toBe(true)
      expect(states.every(({ address }) => address.includes('演示'))).toBe(true)
      codes.add(creditCode)
      names.add(name)
    }
    expect(codes.size).toBe(parameters.small)
    expect(names.size).toBe(parameters.small)
  })

  it('has states that follow one another without gap or overlap, and ends with the last', () => {
    let moved = 0
    let merged = 0
    for (const { founded, states, number } of small.enterprises()) {
      expect(states[0]?.from).toBe(founded)
      for (const [index, state] of states.entries()) {
        const next = states[index + 1]
        expect(state.to).toBe(next?.from ?? null)
        if (next !== undefined) expect(state.from < next.from).toBe(true)
        if (state.status !== 'active') expect(next).toBeUndefined()
        if (next !== undefined && next.registrationPark !== state.registrationPark) moved += 1
        if (state.successor === null) continue
        merged += 1
        expect(state.status).toBe('merged')
        expect(state.successor).not.toBe(number)
        expect(small.enterprise(state.successor).states.at(-1)?.status).toBe('active')
      }
    }
    expect(moved).toBeGreaterThan(20)
    expect(merged).toBeGreaterThan(3)
  })

  it('says the same in the register, in who must file and in the forms', () => {
    const period = '2024'
    const day = '2024-12-31'
    const filed = new Map([...small.filings('GQ-001', period)].map((filing) => [filing.number, filing]))
    const owed = new Set(small.mustFile('GQ-001', period))
    for (const enterprise of small.enterprises()) {
      const state = enterprise.states.find(({ from, to }) => from <= day && (to === null || day < to))
      expect(owed.has(enterprise.number)).toBe(state?.status === 'active')
      const filing = filed.get(enterprise.number)
      if (filing === undefined || state === undefined) continue
      expect(filing.park).toBe(state.registrationPark)
      expect(filing.values['QB11']).toBe(state.highTech ? '1' : '2')
      expect(filing.values['QB03_1']).toBe(state.industry)
      expect(filing.values['QB16']).toBe(state.field)
    }
    const months = new Set(small.mustFile('ZK-M01', '2025-07'))
    for (const { number, states } of small.enterprises()) {
      const state = states.find(({ from, to }) => from <= '2025-07-31' && (to === null || '2025-07-31' < to))
      expect(months.has(number)).toBe(state?.status === 'active' && state.aboveScale)
    }
  })

  it('is skewed as parks and businesses are', () => {
    const parks = new Map<string, number>()
    for (const { park } of small.filings('GQ-001', '2023')) parks.set(park, (parks.get(park) ?? 0) + 1)
    expect(parks.size).toBe(17)
    const order = [...parks].sort(([, one], [, other]) => other - one)
    expect(order[0]?.[0]).toBe('park.haidian')
    const revenues = [...small.filings('GQ-002', '2023')]
      .map(({ values }) => Number(values['QC05_0']))
      .sort((one, other) => other - one)
    const whole = revenues.reduce((sum, one) => sum + one, 0)
    const tenth = revenues.slice(0, revenues.length / 10).reduce((sum, one) => sum + one, 0)
    expect(tenth / whole).toBeGreaterThan(0.6)
  })

  it('writes the months since January, up to near the figure of the year', () => {
    const year = new Map([...small.filings('GQ-002', '2025')].map(({ number, values }) => [number, values]))
    let before = new Map<number | null, number>()
    for (const month of small.periods('ZK-M01').filter((period) => period.startsWith('2025'))) {
      const now = new Map<number | null, number>()
      for (const { number, values, fault } of small.filings('ZK-M01', month)) {
        if (fault !== null) continue
        const revenue = Number(values['QC05_0'])
        expect(revenue).toBeGreaterThanOrEqual(before.get(number) ?? 0)
        now.set(number, revenue)
        const whole = year.get(number)?.['QC05_0']
        if (month !== '2025-12' || typeof whole !== 'number') continue
        expect(Math.abs(revenue / whole - 1)).toBeLessThan(0.02)
      }
      before = now
    }
  })
})

describe('its totals', PATIENCE, () => {
  const west = 'park.xicheng'
  it.each(['small', 'full'] as const)('are the published ones in the %s population', (size) => {
    const zone = size === 'small' ? small : synthesise(parameters, { enterprises: parameters.full, days })
    const scaled = (value: number): number => Math.round((value * zone.count) / parameters.full)
    // 7.2万亿元, 3785.4亿元, 7.2万件, 2.7万家 in 2020.
    expect(total(zone, 'GQ-002', '2020', 'QC05_0')).toBe(7_200_000_000)
    expect(total(zone, 'GQ-005', '2020', 'QJ20')).toBe(378_540_000)
    expect(total(zone, 'GQ-005', '2020', 'QJ74')).toBe(scaled(72_000))
    expect(total(zone, 'GQ-005', '2020', 'QJ98')).toBe(scaled(505))
    expect(total(zone, 'GQ-005', '2020', 'QJ73')).toBeGreaterThan(scaled(140_000))
    expect(count(zone, 'GQ-001', '2020', ({ values }) => values['QB11'] === '1')).toBe(scaled(27_000))
    const graduates = total(zone, 'GQ-003', '2020', 'QD18') + total(zone, 'GQ-003', '2020', 'QD08')
    expect(graduates / total(zone, 'GQ-003', '2020', 'QD01')).toBeCloseTo(0.622, 6)
    // West City 2022.
    expect(total(zone, 'GQ-002', '2022', 'QC05_0', west)).toBe(460_100_000)
    expect(total(zone, 'GQ-002', '2022', 'QC13', west)).toBe(15_040_000)
    expect(total(zone, 'GQ-005', '2022', 'QJ20', west)).toBe(19_860_000)
    expect(total(zone, 'GQ-005', '2022', 'QJ09', west)).toBe(49_000)
    expect(total(zone, 'GQ-005', '2022', 'QJ74', west)).toBe(scaled(2210))
    expect(total(zone, 'GQ-005', '2022', 'QJ73', west)).toBe(scaled(11_600))
    // Two scaled figures add up to this one.
    expect(Math.abs(total(zone, 'GQ-005', '2022', 'QJ83', west) - scaled(23_809))).toBeLessThan(2)
    expect(count(zone, 'GQ-001', '2022', ({ park }) => park === west)).toBe(scaled(1021))
    expect(count(zone, 'GQ-001', '2022', ({ park, values }) => park === west && values['QB11'] === '1')).toBe(
      scaled(699),
    )
    let registered = 0
    let giants = 0
    for (const { states } of zone.enterprises()) {
      const state = states.find(({ from, to }) => from <= '2022-12-31' && (to === null || to > '2022-12-31'))
      if (state?.status !== 'active' || state.registrationPark !== west) continue
      registered += 1
      if (state.rung === 'little-giant') giants += 1
    }
    expect(registered).toBe(scaled(1083))
    expect(giants).toBe(scaled(8))
  })
})

describe('its filings', PATIENCE, () => {
  it('hold every relation of their forms in the end, but where a fault stands', () => {
    const found: string[] = []
    for (const form of DEMO_FORMS)
      for (const period of small.periods(form))
        for (const { number, rule } of check(small, form, period, asItStands(small, form, period)))
          found.push(`${form} ${period} ${String(number)} ${rule}`)
    const standing = small
      .faultsIn('ZK-M01', parameters.open.period)
      .map(({ number }) => `ZK-M01 ${parameters.open.period} ${String(number)} `)
    // Who moves to a small park or leaves it changes the park's totals by much: queries that a park answers.
    const others = found.filter((finding) => !standing.some((place) => finding.startsWith(place)))
    expect(others.filter((finding) => !/^ZK-P01 .* zkp01-(?:3[7-9]|4[0-2])$/u.test(finding))).toEqual([])
    expect(others.length).toBeLessThan(10)
    expect(standing.filter((place) => !found.some((finding) => finding.startsWith(place)))).toEqual([])
    expect(standing.length).toBeGreaterThanOrEqual(5)
  })

  it('show the planted faults, each and no other, in the state before they were mended', () => {
    for (const form of DEMO_FORMS.filter((code) => !code.startsWith('ZK-P'))) {
      for (const period of small.periods(form)) {
        const spoiledOnes = new Map<number, string>()
        for (const fault of small.faultsIn(form, period))
          if (fault.kind !== 'late' && fault.kind !== 'missing' && fault.kind !== 'revised')
            spoiledOnes.set(fault.number, fault.kind)
        const seen = new Set(
          check(small, form, period, beforeMending(small, form, period)).map(({ number }) => number),
        )
        expect([form, period, [...seen].sort()]).toEqual([form, period, [...spoiledOnes.keys()].sort()])
      }
    }
  })

  it('tell how each fault was found, in order, and stand final only when nothing is left', () => {
    const kinds = new Set<string>()
    for (const form of DEMO_FORMS) {
      for (const period of small.periods(form)) {
        const { dueOn } = days(form, period)
        for (const { story, fault, values } of small.filings(form, period)) {
          const moments = story.steps.map(({ at }) => at)
          expect(moments).toEqual([...moments].sort())
          expect(story.final).toBe(story.knownFrom !== null)
          if (story.late === true) expect(fault?.kind).toBe('late')
          if (story.submittedAt !== null)
            expect(localDay(story.submittedAt) > dueOn).toBe(story.late === true)
          if (fault === null || Object.keys(fault.cells).length === 0) continue
          kinds.add(`${fault.kind} ${fault.stands}`)
          for (const [cell, { wrong, right }] of Object.entries(fault.cells)) {
            expect(values[cell]).toBe(fault.stands === 'standing' ? wrong : right)
            if (fault.stands !== 'standing')
              expect(
                story.steps.some(
                  ({ changed }) => changed[cell]?.[0] === wrong && changed[cell]?.[1] === right,
                ),
              ).toBe(true)
          }
          if (fault.stands === 'revised') expect(story.past).toHaveLength(1)
          if (fault.stands === 'standing') expect(story.final).toBe(false)
        }
      }
    }
    expect([...kinds].sort()).toEqual([
      'digit-swap corrected',
      'digit-swap standing',
      'missing-part corrected',
      'missing-part standing',
      'outlier-jump corrected',
      'outlier-jump standing',
      'revised revised',
      'sum-off corrected',
      'sum-off standing',
      'unit-slip corrected',
      'unit-slip standing',
    ])
  })

  it('leave nobody out but those who are planted as missing', () => {
    for (const form of ['GQ-002', 'ZK-M01'] as const) {
      for (const period of small.periods(form)) {
        if (period === parameters.open.period) continue
        const filed = new Set([...small.filings(form, period)].map(({ number }) => number))
        const missing = small.faultsIn(form, period).filter(({ kind }) => kind === 'missing')
        expect(missing.length).toBeGreaterThan(0)
        expect(small.mustFile(form, period).filter((number) => !filed.has(number))).toEqual(
          missing.map(({ number }) => number),
        )
      }
    }
  })

  it('stand in every state in the month that is being collected', () => {
    const states = new Map<string, number>()
    for (const { story } of small.filings('ZK-M01', parameters.open.period)) {
      const name = story.question === null ? story.state : 'queried'
      states.set(name, (states.get(name) ?? 0) + 1)
    }
    expect([...states.keys()].sort()).toEqual(['approved', 'draft', 'queried', 'returned', 'submitted'])
    expect(states.get('approved')).toBeGreaterThan(200)
  })
})

/** The filings of a period with every fault at work that was found before approval. */
function beforeMending(zone: SyntheticZone, form: DemoForm, period: string): Table {
  const { table, ...rest } = asItStands(zone, form, period)
  const figures = new Map(table.figures)
  for (const fault of zone.faultsIn(form, period)) {
    if (fault.stands !== 'corrected') continue
    const row = rest.places.get(fault.number) ?? raise(`${String(fault.number)} filed nothing`)
    for (const [cell, { wrong }] of Object.entries(fault.cells)) {
      const values = Float64Array.from(figures.get(cell) ?? raise(`no ${cell}`))
      values[row] = typeof wrong === 'number' ? wrong : NaN
      figures.set(cell, values)
    }
  }
  return { table: { ...table, figures }, ...rest }
}

function localDay(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)
}

interface Found {
  readonly number: number
  readonly rule: string
}

/** All findings of a period, with the other forms and the past as they stand in the end. */
function check(zone: SyntheticZone, form: DemoForm, period: string, own: Table): readonly Found[] {
  const compiled = forms.get(form) ?? raise(`no form ${form}`)
  const align = (other: Table) => ({
    table: other.table,
    rows: Int32Array.from(own.units, (unit) => other.places.get(unit) ?? -1),
  })
  const context: Parameters<typeof checkColumns>[2] = {
    forms: Object.fromEntries(
      (form.startsWith('GQ') ? (['GQ-001', 'GQ-002', 'GQ-003', 'GQ-005'] as const) : [])
        .filter((other) => other !== form)
        .map((other) => [other, align(asItStands(zone, other, period))]),
    ),
    history: Object.fromEntries(
      backOf(form, period)
        .filter(([, id]) => zone.periods(form).includes(id))
        .map(([key, id]) => [key, align(asItStands(zone, form, id))]),
    ),
    ...(form === 'ZK-P01' ? { members: sumsOf(zone, compiled, period, own.units) } : {}),
  }
  const findings = checkColumns(compiled, own.table, context)
  return Array.from({ length: findings.count }, (_, index) => ({
    number: own.units[findings.row[index] ?? -1] ?? 0,
    rule: findings.checks[findings.check[index] ?? -1] ?? '',
  }))
}

function backOf(form: DemoForm, period: string): readonly (readonly [string, string])[] {
  const now = periodById(period) ?? raise(`no period ${period}`)
  return [
    ['1', shiftPeriod(now, -1).id],
    ['1Y', shiftPeriod(now, form === 'ZK-M01' ? -12 : -1).id],
  ]
}

interface Table {
  readonly table: ColumnTable
  readonly units: readonly number[]
  readonly parks: readonly string[]
  readonly places: ReadonlyMap<number, number>
}

const standing = new Map<string, Table>()

function asItStands(zone: SyntheticZone, form: DemoForm, period: string): Table {
  const key = `${form} ${period}`
  const compiled = forms.get(form) ?? raise(`no form ${form}`)
  const made = standing.get(key) ?? tableOf(zone, form, period, compiled)
  standing.set(key, made)
  return made
}

function tableOf(zone: SyntheticZone, form: DemoForm, period: string, compiled: CompiledForm): Table {
  const filings = [...zone.filings(form, period)]
  const values = filings.map((filing) => filing.values)
  const units = filings.map(
    ({ number, park }) => number ?? -1 - parameters.parks.findIndex((one) => one.park === park),
  )
  const figures = new Map<string, Float64Array>()
  const texts = new Map<string, (string | null)[]>()
  for (const { field, isFigure } of compiled.fields) {
    if (isFigure)
      figures.set(
        field.code,
        Float64Array.from(values, (one) => {
          const value = one[field.code]
          return typeof value === 'number' ? value : NaN
        }),
      )
    else
      texts.set(
        field.code,
        values.map((one) => {
          const value = one[field.code]
          return typeof value === 'string' ? value : null
        }),
      )
  }
  for (const one of values)
    for (const code of Object.keys(one)) expect(compiled.fieldByCode.has(code)).toBe(true)
  return {
    table: { rows: filings.length, figures, texts },
    units,
    parks: filings.map(({ park }) => park),
    places: new Map(units.map((unit, place) => [unit, place])),
  }
}

/** What the members of each park filed, added up; NaN where nobody filled the cell. */
function sumsOf(
  zone: SyntheticZone,
  compiled: CompiledForm,
  period: string,
  units: readonly number[],
): Record<string, Float64Array> {
  const sums: Record<string, Float64Array> = {}
  for (const rule of compiled.rules) {
    if (rule.kind !== 'linear') continue
    for (const { source } of [...rule.left, ...rule.right]) {
      if (source.kind !== 'members' || sums[source.key] !== undefined) continue
      const [form = '', cell = ''] = source.key.split('!')
      const byPark = new Map<string, number>()
      const of = DEMO_FORMS.find((one) => one === form) ?? raise(`no form ${form}`)
      for (const { park, values } of zone.filings(of, period)) {
        const value = values[cell]
        if (typeof value === 'number') byPark.set(park, (byPark.get(park) ?? 0) + value)
      }
      sums[source.key] = Float64Array.from(
        units,
        (unit) => byPark.get(parameters.parks[-1 - unit]?.park ?? '') ?? NaN,
      )
    }
  }
  return sums
}
