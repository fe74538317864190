/** The demonstration's figures, the rules of support and the calendar, against the schemes that they are for. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseIndicator, type IndicatorDefinition } from '#domain/indicators'
import { assessUncertainty } from './assess-uncertainty.ts'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { parseEvaluationData } from './parse-data.ts'
import { parseScheme } from './parse-scheme.ts'
import { parseSupportRule } from './parse-support-rule.ts'
import type { SupportRule } from './support-rule.ts'

const DATA = new URL('../../../data/', import.meta.url)

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'))
}

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const Groupings = z.array(
  z.strictObject({
    code: z.string(),
    name: Text,
    groups: z.array(z.strictObject({ code: z.string(), name: Text })),
  }),
)
const Facts = z.strictObject({
  format: z.literal(1),
  synthetic: z.literal(true),
  note: Text,
  schemes: z.array(z.string()),
  unitKind: z.string(),
  units: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      park: z.string(),
      groups: z.record(z.string(), z.string()),
    }),
  ),
  periods: z.array(z.string()),
  columns: z.record(z.string(), z.array(z.array(z.number().nullable()))),
  panels: z.record(
    z.string(),
    z.array(z.strictObject({ member: z.string(), scores: z.array(z.array(z.number().nullable())) })),
  ),
  sources: z.record(
    z.string(),
    z.strictObject({
      name: Text,
      unit: z.string(),
      standing: z.enum(['synthetic', 'score', 'assumed', 'derived']),
      source: z.string().min(1),
      note: Text.nullable(),
    }),
  ),
  groupings: Groupings,
  panelNote: Text.optional(),
})
type Facts = z.infer<typeof Facts>

const FILES = ['parks', 'incubators', 'clusters'] as const
const facts = new Map(FILES.map((name) => [name, Facts.parse(json(`demo/evaluation/${name}.json`))]))

function factsOf(name: (typeof FILES)[number]): Facts {
  const found = facts.get(name)
  if (found === undefined) throw new Error(name)
  return found
}

function compiled(name: string): CompiledScheme {
  const parsed = parseScheme(json(`schemes/${name}.json`))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  const outcome = compileScheme(parsed.value)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

const indicators = new Map(
  readdirSync(new URL('statistics/indicators/', DATA))
    .filter((name) => name.endsWith('.json'))
    .map((name): [string, IndicatorDefinition] => {
      const parsed = parseIndicator(json(`statistics/indicators/${name}`))
      if (!parsed.ok) throw new Error(name)
      return [parsed.value.code, parsed.value]
    }),
)

/** All columns that a scheme reads, and whether the statistics fill them. */
function neededColumns({ leaves, scheme }: CompiledScheme): ReadonlyMap<string, boolean> {
  const needed = new Map<string, boolean>()
  for (const { input } of leaves) {
    needed.set(input.column, input.indicator !== null)
    if (input.denominator !== null && !needed.has(input.denominator.column))
      needed.set(input.denominator.column, false)
  }
  for (const { column } of [...scheme.gates, ...scheme.adjustments])
    if (!needed.has(column)) needed.set(column, indicators.has(column))
  return needed
}

function idealOf({ leaves }: CompiledScheme, column: string): number | null {
  const method = leaves.find(({ input }) => input.column === column)?.input.normalisation
  return method?.method === 'value-to-ideal' ? method.ideal : null
}

/** The file's figures; where it leaves a column to the statistics, invented ones that differ from unit to unit. */
function dataFor(scheme: CompiledScheme, file: Facts): EvaluationData {
  const columns: Record<string, readonly (readonly (number | null)[])[]> = { ...file.columns }
  for (const [place, [column, fromStatistics]] of [...neededColumns(scheme)].entries()) {
    if (!fromStatistics || columns[column] !== undefined) continue
    const centre = idealOf(scheme, column) ?? 100
    columns[column] = file.periods.map((_, period) =>
      file.units.map(
        (__, unit) => centre * (0.8 + 0.02 * period + 0.05 * Math.sin(1 + 1.7 * unit + 0.9 * place)),
      ),
    )
  }
  const { units, periods, panels } = file
  const parsed = parseEvaluationData({
    periods,
    units: units.map(({ code, name, groups }) => ({ code, name, groups })),
    columns,
    panels,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

function run(scheme: string, file: (typeof FILES)[number]): EvaluationResult {
  const outcome = evaluate(compiled(scheme), dataFor(compiled(scheme), factsOf(file)))
  if (!outcome.ok) throw new Error(`${scheme}: ${JSON.stringify(outcome.issues)}`)
  return outcome.value
}

function standingOf(result: EvaluationResult, unit: string) {
  const found = result.standings.find((one) => one.unit === unit)
  if (found === undefined) throw new Error(unit)
  return found
}

const PAIRS = FILES.flatMap((file) => factsOf(file).schemes.map((scheme) => [scheme, file] as const))

describe('the demonstration’s figures', () => {
  it.each(FILES)('%s name a source and a unit for every column and panel, and nothing else', (file) => {
    const { columns, panels, sources } = factsOf(file)
    expect(Object.keys(sources).sort()).toEqual([...Object.keys(columns), ...Object.keys(panels)].sort())
    for (const name of Object.keys(panels)) expect(sources[name]?.standing, name).toBe('score')
  })

  it.each(PAIRS)('%s finds in %s all that the statistics do not give', (name, file) => {
    const { columns, panels } = factsOf(file)
    const missing = [...neededColumns(compiled(name))].filter(
      ([column, fromStatistics]) =>
        !fromStatistics && columns[column] === undefined && panels[column] === undefined,
    )
    expect(missing).toEqual([])
  })

  it.each(FILES)('%s hold no column that no scheme reads, but for what describes the unit', (file) => {
    const { schemes, columns, panels } = factsOf(file)
    const read = new Set(schemes.flatMap((name) => [...neededColumns(compiled(name)).keys()]))
    const idle = [...Object.keys(columns), ...Object.keys(panels)].filter((column) => !read.has(column))
    expect(idle).toEqual(file === 'parks' ? ['area-km2'] : [])
  })

  it.each(FILES)('%s say of every group what it is called', (file) => {
    const { units, groupings } = factsOf(file)
    const names = new Map(
      groupings.map(({ code, groups }) => [code, new Set(groups.map((group) => group.code))]),
    )
    for (const { code, groups } of units)
      for (const [grouping, group] of Object.entries(groups))
        expect(names.get(grouping)?.has(group), `${code} ${grouping} ${group}`).toBe(true)
  })

  it('are of the zone’s 17 parks, in groups as park-groups.json says', () => {
    const zone = z
      .object({ organisations: z.array(z.object({ code: z.string(), kind: z.string() })) })
      .parse(json('zones/zhongguancun/zone.json'))
    const parks = zone.organisations.filter(({ kind }) => kind === 'park').map(({ code }) => code)
    const grouped = z.object({
      parks: z.array(
        z.object({
          code: z.string(),
          type: z.object({
            group: z.string(),
            standing: z.enum(['named', 'derived', 'demo']),
            source: z.string(),
          }),
          field: z.object({
            group: z.string(),
            standing: z.enum(['named', 'derived', 'demo']),
            source: z.string(),
          }),
        }),
      ),
    })
    const groups = grouped.parse(json('demo/evaluation/park-groups.json')).parks
    expect(parks).toHaveLength(17)
    expect(factsOf('parks').units.map(({ code, groups: of }) => [code, of])).toEqual(
      groups.map(({ code, type, field }) => [code, { type: type.group, field: field.group }]),
    )
    expect(groups.map(({ code }) => code)).toEqual(parks)
    for (const file of FILES)
      for (const unit of factsOf(file).units) expect(parks, unit.code).toContain(unit.park)
  })

  it('are of the 31 clusters of the demonstration’s register, and of incubators that say that they are invented', () => {
    const statistics = z
      .object({ parks: z.array(z.object({ park: z.string(), clusters: z.number() })) })
      .parse(json('demo/statistics.json'))
    const codes = statistics.parks.flatMap(({ park, clusters }) =>
      Array.from(
        { length: clusters },
        (_, index) => `${park.replace('park.', 'cluster.')}-${String(index + 1)}`,
      ),
    )
    expect(factsOf('clusters').units.map(({ code }) => code)).toEqual(codes)
    expect(codes).toHaveLength(31)
    expect(factsOf('incubators').units).toHaveLength(24)
    for (const file of ['clusters', 'incubators'] as const)
      for (const { name, nameEn } of factsOf(file).units) {
        expect(name).toMatch(/（演示）$/u)
        expect(nameEn).toMatch(/ \(demo\)$/u)
      }
  })

  it('charge no real park with an accident or with falsified figures', () => {
    const { columns } = factsOf('parks')
    for (const column of ['major-accidents', 'falsified-statistics'])
      expect(new Set(columns[column]?.flat()), column).toEqual(new Set([0]))
  })
})

describe('schemes on the demonstration’s figures', () => {
  it.each([...PAIRS, ['land-use', 'parks'] as const])(
    '%s ranks all of %s, and no two alike',
    (name, file) => {
      const { standings, units } = run(name, file)
      expect(standings).toHaveLength(factsOf(file).units.length)
      expect(units.filter(({ leftOut }) => leftOut !== null)).toEqual([])
      const ranks = standings.map(({ rank }) => rank ?? 0).sort((a, b) => a - b)
      expect(ranks).toEqual(standings.map((_, place) => place + 1))
    },
  )

  it.each([
    ['incubators', 'incubators', ['excellent', 'good', 'adequate', 'weak']],
    ['clusters', 'clusters', ['keep', 'watch', 'adjust']],
  ] as const)('%s spread widely, with somebody in every grade', (name, file, grades) => {
    const { standings } = run(name, file)
    const scores = standings.map(({ score }) => score ?? Number.NaN)
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(40)
    expect(Math.min(...scores)).toBeGreaterThan(0)
    expect(Math.max(...scores)).toBeLessThan(100)
    for (const grade of grades)
      expect(standings.filter((one) => one.grade === grade).length, grade).toBeGreaterThan(1)
  })

  it('caps an incubator with nine staff, and a cluster whose leading industry has shrunk', () => {
    expect(standingOf(run('incubators', 'incubators'), 'incubator.yizhuang-1')).toMatchObject({
      uncappedGrade: 'excellent',
      grade: 'good',
    })
    expect(standingOf(run('clusters', 'clusters'), 'cluster.tongzhou-1')).toMatchObject({
      uncappedGrade: 'keep',
      grade: 'watch',
    })
  })

  it('fills the gap of one park from its year before, and lists it', () => {
    expect(run('most-2021', 'parks').imputed).toEqual([
      { period: '2025', node: '3.3', unit: 'park.shunyi', method: 'latest', value: 41.4, from: ['2024'] },
    ])
  })

  it.each([
    ...PAIRS.filter(([name]) => compiled(name).scheme.uncertainty !== null),
    ['land-use', 'parks'] as const,
  ])('%s can be computed in every way that its uncertainty names', (name, file) => {
    const scheme = compiled(name)
    const specification = scheme.scheme.uncertainty
    if (specification === null) throw new Error('no uncertainty')
    const outcome = assessUncertainty(scheme, dataFor(scheme, factsOf(file)), {
      ...specification,
      replications: 60,
      sobolRows: null,
    })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
    expect(outcome.value.units).toHaveLength(factsOf(file).units.length)
    expect(outcome.value.units.some(({ rank }) => rank.most > rank.least)).toBe(true)
  })
})

const rules: readonly SupportRule[] = readdirSync(new URL('evaluation/support-rules/', DATA))
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const parsed = parseSupportRule(json(`evaluation/support-rules/${name}`))
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`)
    return parsed.value
  })

describe('rules of support', () => {
  it('say for each grade of their scheme what follows, and money only where there is support', () => {
    expect(rules.map(({ code, version }) => `${code} ${String(version)}`)).toEqual([
      ...['incubators 1', 'zone-parks 1', 'zone-parks 2'],
    ])
    for (const rule of rules) {
      const grades = compiled(rule.code).scheme.grading?.grades.map(({ code }) => code)
      expect(
        rule.tiers.map(({ grade }) => grade),
        rule.code,
      ).toEqual(grades)
      for (const { consequence, weight, floorWan, ceilingWan } of rule.tiers) {
        expect(weight > 0, rule.code).toBe(consequence === 'support')
        if (consequence === 'support') expect(floorWan ?? 0).toBeLessThan(ceilingWan ?? Infinity)
        else expect([floorWan, ceilingWan]).toEqual([null, null])
      }
    }
  })

  it('send only the last grade into rectification, and give a better one no less', () => {
    for (const { tiers } of rules) {
      expect(tiers.at(-1)?.consequence).toBe('rectification')
      expect(tiers.filter(({ consequence }) => consequence === 'rectification')).toHaveLength(1)
      const weights = tiers.map(({ weight }) => weight)
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
    }
  })

  it('follow one another in time', () => {
    for (const rule of rules)
      for (const later of rules)
        if (later.code === rule.code && later.version > rule.version)
          expect(later.validFrom > rule.validFrom).toBe(true)
  })

  it('have a pool that the least of every tier fits into, and that the most of every tier uses up', () => {
    for (const rule of rules) {
      const { standings } =
        rule.code === 'incubators' ? run('incubators', 'incubators') : run('zone-parks', 'parks')
      const bound = (key: 'floorWan' | 'ceilingWan') =>
        standings.reduce(
          (sum, { grade }) => sum + (rule.tiers.find((tier) => tier.grade === grade)?.[key] ?? 0),
          0,
        )
      expect(bound('floorWan'), rule.code).toBeLessThan(rule.poolWan ?? 0)
      expect(bound('ceilingWan'), rule.code).toBeGreaterThan(rule.poolWan ?? Infinity)
    }
  })
})

describe('the yearly calendar', () => {
  const Step = z.strictObject({
    code: z.string(),
    name: Text,
    after: z.string(),
    workdays: z.number().int().min(1),
    actor: Text,
    standing: z.literal('assumed'),
    note: Text.nullable(),
  })
  const calendar = z
    .strictObject({
      format: z.literal(1),
      code: z.string(),
      name: Text,
      rhythm: z.literal('year'),
      calendar: z.literal('workdays'),
      standing: z.literal('assumed'),
      sources: z.array(
        z.strictObject({ title: z.string(), url: z.string().nullable(), note: Text.nullable() }),
      ),
      note: Text,
      freeze: z.strictObject({
        code: z.literal('freeze'),
        name: Text,
        yearsAfter: z.number().int().min(0),
        month: z.number().int().min(1).max(12),
        day: z.number().int().min(1).max(31),
        roll: z.literal('next-working-day'),
        actor: Text,
        standing: z.literal('assumed'),
        note: Text,
      }),
      steps: z.array(Step),
    })
    .parse(json('evaluation/calendar.json'))

  it('goes from the freeze to rectification, each step after one that was named before', () => {
    const before = new Set<string>([calendar.freeze.code])
    for (const step of calendar.steps) {
      expect(before.has(step.after), step.code).toBe(true)
      before.add(step.code)
    }
    expect([...before]).toEqual([
      ...['freeze', 'run', 'review-opens', 'review-closes', 'objections-answered'],
      ...['confirmed', 'published', 'rectification-opens'],
    ])
  })

  it('freezes data only after every yearly form is due', () => {
    const Form = z.object({
      rhythm: z.string(),
      calendar: z.object({ dueMonth: z.number(), dueDay: z.number() }),
    })
    const due = readdirSync(new URL('statistics/forms/', DATA))
      .map((name) => Form.parse(json(`statistics/forms/${name}`)))
      .filter(({ rhythm }) => rhythm === 'year')
      .map(({ calendar: { dueMonth, dueDay } }) => dueMonth * 100 + dueDay)
    expect(due.length).toBeGreaterThan(3)
    expect(calendar.freeze.month * 100 + calendar.freeze.day).toBeGreaterThan(Math.max(...due))
  })
})
