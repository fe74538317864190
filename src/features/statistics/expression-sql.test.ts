import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkExpression,
  evaluateExpression,
  expressionToSql,
  joinFilings,
  joinFormsSql,
  parseExpression,
  type CheckedExpression,
  type ColumnTable,
  type FieldLookup,
  type FormFilings,
  type JoinedFilings,
} from '#domain/indicators'

const PARKS = ['东城园', 'O\'Hara "园"', '西城园', '海淀园']
const INDUSTRIES = ['C3911', 'C2710', 'I6513', 'M7310']
const PERIOD = '2024'
const FORMS: Readonly<
  Record<
    string,
    Readonly<Record<string, { type: 'integer' | 'decimal' | 'choice' | 'flag' | 'day'; unit: string | null }>>
  >
> = {
  'GQ-001': {
    QB11: { type: 'choice', unit: null },
    QB12: { type: 'flag', unit: null },
    QB13: { type: 'day', unit: null },
  },
  'GQ-002': { QC05_0: { type: 'integer', unit: '千元' }, QC41: { type: 'decimal', unit: '吨标准煤' } },
  'GQ-003': { QD01: { type: 'integer', unit: '人' }, QC236: { type: 'integer', unit: '元' } },
}
const lookup: FieldLookup = (form, field) => {
  const fields = FORMS[form]
  return fields === undefined ? 'no-form' : (fields[field] ?? null)
}

/** A small generator with a seed: the same figures in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Population {
  readonly filings: readonly FormFilings[]
  readonly park: ReadonlyMap<string, string>
  readonly industry: ReadonlyMap<string, string>
}

function populate(seed: number, size: number): Population {
  const random = generator(seed)
  const units = Array.from({ length: size }, (_, index) => `unit-${index}`)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const park = new Map(units.map((unit) => [unit, pick(PARKS)]))
  const industry = new Map(units.map((unit) => [unit, pick(INDUSTRIES)]))
  const filings = Object.entries(FORMS).map(([form, fields]) => {
    const filers = units.filter(() => random() < 0.7)
    const figures = new Map<string, Float64Array>()
    const texts = new Map<string, (string | null)[]>()
    for (const [code, { type }] of Object.entries(fields)) {
      const missing = (): boolean => random() < 0.2
      if (type === 'choice')
        texts.set(
          code,
          filers.map(() => (missing() ? null : pick(['1', '2', "x'y"]))),
        )
      else if (type === 'day')
        texts.set(
          code,
          filers.map(() => (missing() ? null : `20${10 + Math.floor(random() * 15)}-03-01`)),
        )
      else
        figures.set(
          code,
          Float64Array.from(filers, () => {
            if (missing()) return Number.NaN
            if (type === 'flag') return random() < 0.5 ? 1 : 0
            const skewed = Math.exp(random() * 16) * (random() < 0.1 ? -1 : 1)
            if (random() < 0.1) return 0
            return type === 'integer' ? Math.round(skewed) : Math.round(skewed * 100) / 100
          }),
        )
    }
    return { form, units: filers, table: { rows: filers.length, figures, texts } satisfies ColumnTable }
  })
  return { filings, park, industry }
}

async function store(connection: DuckDBConnection, { filings, park, industry }: Population): Promise<void> {
  for (const { form, units, table } of filings) {
    const name = `form_${form.toLowerCase().replace('-', '_')}`
    const figures = [...table.figures]
    const texts = [...table.texts]
    const columns = [
      ...figures.map(([code]) => `"${code}" DOUBLE`),
      ...texts.map(([code]) => `"${code}" VARCHAR`),
    ]
    await connection.run(
      `CREATE OR REPLACE TABLE ${name} (unit_id VARCHAR, period VARCHAR, registration_park VARCHAR, industry VARCHAR, ${columns.join(', ')})`,
    )
    const appender = await connection.createAppender(name)
    units.forEach((unit, row) => {
      for (const text of [unit, PERIOD, park.get(unit) ?? '', industry.get(unit) ?? ''])
        appender.appendVarchar(text)
      for (const [, column] of figures) {
        const value = column[row] ?? Number.NaN
        if (Number.isNaN(value)) appender.appendNull()
        else appender.appendDouble(value)
      }
      for (const [, column] of texts) {
        const value = column[row] ?? null
        if (value === null) appender.appendNull()
        else appender.appendVarchar(value)
      }
      appender.endRow()
    })
    appender.closeSync()
    // Another period, which no number of this one may see.
    await connection.run(`INSERT INTO ${name} SELECT * REPLACE ('2023' AS period) FROM ${name}`)
  }
}

function read(text: string): CheckedExpression {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.issues)}`)
  const checked = checkExpression(parsed.value, lookup)
  if (!checked.ok) throw new Error(`${text}: ${JSON.stringify(checked.issues)}`)
  return checked.value
}

/** The random ones may take the mean of a bare number, which is refused. */
function isRead(text: string): boolean {
  const parsed = parseExpression(text)
  return parsed.ok && checkExpression(parsed.value, lookup).ok
}

function close(actual: number | null, expected: number | null, what: string): void {
  if (actual === null || expected === null) {
    expect(actual, what).toBe(expected)
    return
  }
  expect(Math.abs(actual - expected), `${what}: ${actual}, ${expected}`).toBeLessThanOrEqual(
    1e-11 * Math.max(Math.abs(expected), 1e-6),
  )
}

function asNumber(value: unknown): number | null {
  if (value === null || typeof value === 'number') return value
  return Number(value)
}

/** All expressions in one query over one join, against each evaluated alone over a join of its own forms. */
async function compareAll(
  connection: DuckDBConnection,
  population: Population,
  texts: readonly string[],
): Promise<void> {
  const expressions = texts.map(read)
  const sql = expressions.map(expressionToSql)
  const join = joinFormsSql(sql, { rows: 'period = $1', keep: ['registration_park'] })
  const columns = sql.flatMap((each) => [
    each.value,
    each.entities,
    each.topOne ?? 'NULL',
    each.topTwo ?? 'NULL',
  ])
  const reader = await connection.runAndReadAll(
    `SELECT registration_park, ${columns.join(', ')} FROM ${join} GROUP BY registration_park`,
    { 1: PERIOD },
  )
  const byPark = new Map(reader.getRows().map((row) => [String(row[0]), row.slice(1).map(asNumber)]))
  expressions.forEach((expression, index) => {
    const joined: JoinedFilings & { readonly units: readonly string[] } = joinFilings(
      population.filings.filter((each) => expression.forms.includes(each.form)),
      new Map([['industry', population.industry]]),
    )
    const of = Int32Array.from(joined.units, (unit) => PARKS.indexOf(population.park.get(unit) ?? ''))
    const numbers = evaluateExpression(expression, joined, { of, count: PARKS.length })
    PARKS.forEach((park, group) => {
      const found = byPark.get(park)?.slice(index * 4, index * 4 + 4)
      const expected = numbers[group]
      if (expected === undefined) throw new Error('a group is lost')
      if (found === undefined) {
        expect(expected.entities).toBe(0)
        return
      }
      const what = `${texts[index] ?? ''} in ${park}`
      close(found[0] ?? null, expected.value, what)
      expect(found[1], what).toBe(expected.entities)
      close(found[2] ?? null, expected.topOne, `top one of ${what}`)
      close(found[3] ?? null, expected.topTwo, `top two of ${what}`)
    })
  })
}

const figure = fc.letrec<{ figure: string; money: string; energy: string; people: string }>((tie) => ({
  figure: fc.oneof(tie('money'), tie('energy'), tie('people')),
  money: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('GQ-002!QC05_0', 'GQ-003!QC236', '100 万元', 'abs(GQ-002!QC05_0)'),
    fc.tuple(tie('money'), fc.constantFrom('+', '-'), tie('money')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('money').map((a) => `orZero(${a})`),
    tie('money').map((a) => `-${a.startsWith('-') ? `(${a})` : a}`),
    fc.tuple(tie('money'), tie('people')).map(([a, b]) => `(${a} / ${b} * 12 人)`),
  ),
  energy: fc.constantFrom('GQ-002!QC41', 'GQ-002!QC41 * 2', '(GQ-002!QC41 - 3.5 万吨标准煤)'),
  people: fc.constantFrom('GQ-003!QD01', '(GQ-003!QD01 + 5 人)', 'orZero(GQ-003!QD01)'),
}))
const condition = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'GQ-001!QB11 = "1"',
      'GQ-001!QB11 != "x\'y"',
      'GQ-001!QB11 in ("1", "2")',
      'GQ-001!QB12',
      'GQ-001!QB12 = false',
      'GQ-001!QB13 >= "2015-01-01"',
      '@industry in ("C3911", "I6513")',
      'startsWith(@industry, "C")',
      'filled(GQ-001!QB11)',
      'filled(GQ-003!QD01)',
      'filed(GQ-003)',
      'GQ-003!QD01 > 0',
      'GQ-002!QC05_0 >= GQ-003!QC236',
      'GQ-003!QC236 / GQ-002!QC05_0 >= 5%',
    ),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('condition').map((a) => `not (${a})`),
  ),
})).condition
const aggregate = fc.oneof(
  fc
    .tuple(fc.constantFrom('sum', 'mean', 'median', 'min', 'max', 'hhi', 'count'), figure.figure)
    .map(([f, x]) => `${f}(${x})`),
  fc
    .tuple(fc.constantFrom('sumIf', 'meanIf', 'medianIf', 'countIf', 'hhiIf'), figure.figure, condition)
    .map(([f, x, c]) => `${f}(${x}, ${c})`),
  condition.map((c) => `countIf(${c}) / count(GQ-002)`),
  fc
    .tuple(figure.figure, fc.constantFrom('0', '0.1', '0.9', '95%', '1'))
    .map(([x, p]) => `quantile(${x}, ${p})`),
  fc.tuple(figure.money, figure.people).map(([x, y]) => `ratio(${x}, ${y}) * 2`),
  fc.tuple(figure.money, figure.figure).map(([x, y]) => `sum(${x}) / sum(${y})`),
  fc.tuple(figure.money, figure.money).map(([x, y]) => `(sum(${x}) - abs(mean(${y})))`),
)

describe('an expression as SQL', () => {
  let instance: DuckDBInstance
  let connection: DuckDBConnection

  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:')
    connection = await instance.connect()
  })
  afterAll(() => {
    connection.closeSync()
    instance.closeSync()
  })

  it('gives in every park what the engine gives, all from one join', async () => {
    const population = populate(7, 400)
    await store(connection, population)
    await compareAll(connection, population, [
      'count(GQ-002)',
      'sum(GQ-002!QC05_0)',
      'sum(GQ-003!QC236) / sum(GQ-002!QC05_0)',
      'ratio(GQ-003!QC236, GQ-002!QC05_0)',
      'sum(GQ-002!QC05_0 + GQ-003!QC236) / count()',
      'sum(GQ-002!QC41) / sum(GQ-002!QC05_0)',
      'median(GQ-002!QC05_0 / GQ-003!QD01)',
      'quantile(GQ-002!QC05_0, 90%)',
      'hhi(GQ-002!QC05_0)',
      'countIf(GQ-001!QB11 = "x\'y") / count()',
      'sumIf(GQ-002!QC05_0, not (GQ-001!QB12 and GQ-003!QD01 > 300 人)) / sum(GQ-002!QC05_0)',
      'max(GQ-002!QC05_0) - min(GQ-002!QC05_0)',
      'count(GQ-001!QB11)',
    ])
  })

  it('adds integers exactly', async () => {
    const population = populate(11, 300)
    await store(connection, population)
    const expression = read('sum(GQ-002!QC05_0)')
    const sql = expressionToSql(expression)
    const reader = await connection.runAndReadAll(
      `SELECT ${sql.value} FROM ${joinFormsSql([sql], { rows: `period = '${PERIOD}'`, keep: [] })}`,
    )
    const column =
      population.filings.find((each) => each.form === 'GQ-002')?.table.figures.get('QC05_0') ?? []
    const total = [...column].filter((value) => !Number.isNaN(value)).reduce((a, b) => a + BigInt(b), 0n)
    expect(BigInt(asNumber(reader.getRows()[0]?.[0]) ?? 0)).toBe(total)
    expect(evaluateExpression(expression, joinFilings(population.filings))[0]?.value).toBe(Number(total))
  })

  it('agrees with the engine on random expressions and figures', async () => {
    for (const [seed, size] of [
      [1, 3],
      [2, 12],
      [3, 150],
    ] as const) {
      const population = populate(seed, size)
      await store(connection, population)
      await fc.assert(
        fc.asyncProperty(fc.array(aggregate, { minLength: 1, maxLength: 6 }), async (texts) => {
          const known = texts.filter((text) => isRead(text))
          fc.pre(known.length > 0)
          await compareAll(connection, population, known)
        }),
        { numRuns: 60, seed: 20_241 + seed },
      )
    }
  })
})
