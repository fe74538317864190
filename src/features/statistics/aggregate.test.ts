import { mkdtemp, readdir, rm, open, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileIndicator, type CompiledIndicator, type IndicatorDefinition } from '#domain/indicators'
import { AnalyticsStore } from '#platform/analytics'
import { createTestDatabase, type TestDatabase } from '#tests/database'
import {
  addEnterprise,
  addFiling,
  addForm,
  addOrganisation,
  addPeriod,
  addState,
  correctFiling,
  endKnown,
  simpleForm,
} from '#tests/statistics-rows'
import { sql } from 'kysely'
import { aggregate, countStore, drill, type AggregateQuestion } from './aggregate-filings.ts'
import { rebuildAnalytics, type AnalyticsPlace } from './feed-analytics.ts'

const economy = simpleForm('T-E01', { revenue: 'integer', profit: 'integer' })
const staff = simpleForm('T-S01', { people: ['integer', '人'] })

let database: TestDatabase
let folder: string
let place: AnalyticsPlace
/** Enterprises by name. */
const unit: Record<string, string> = {}

beforeAll(async () => {
  database = await createTestDatabase()
  const db = database.ownerDb
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-aggregate-'))
  const store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  place = { store, databaseUrl: database.appUrl, db: database.db, log: pino({ level: 'silent' }) }
  const west = await addOrganisation(db, 'park.west', 'park')
  const east = await addOrganisation(db, 'park.east', 'park')
  for (const form of [economy, staff]) {
    await addForm(db, form)
    for (const month of ['2025-01', '2025-12', '2026-01', '2026-02'])
      await addPeriod(db, form, month, `${month}-01`, `${month}-28`)
  }
  // Chips and software in the west, software in the east; one is registered east and operates west, one is of nowhere.
  unit['chip'] = await addEnterprise(db, { park: west, industry: 'C3973', size: 'large' })
  unit['soft'] = await addEnterprise(db, { park: west, industry: 'I6513', size: 'small' })
  unit['code'] = await addEnterprise(db, { park: east, industry: 'I6513', size: 'small' })
  unit['away'] = await addEnterprise(db, {
    park: east,
    operationPark: west,
    industry: 'I6510',
    size: 'small',
  })
  unit['none'] = await addEnterprise(db, { industry: 'C3973' })
  const revenues = { chip: 1000, soft: 200, code: 300, away: 500, none: 9999 }
  for (const [name, revenue] of Object.entries(revenues)) {
    await addFiling(db, economy, unit[name] ?? '', '2026-01', { revenue, profit: revenue / 10 })
    await addFiling(
      db,
      economy,
      unit[name] ?? '',
      '2025-01',
      { revenue: revenue / 2 },
      '2025-02-20T00:00:00Z',
    )
    await addFiling(
      db,
      economy,
      unit[name] ?? '',
      '2026-02',
      { revenue: revenue * 3 },
      '2026-03-01T00:00:00Z',
    )
    await addFiling(
      db,
      economy,
      unit[name] ?? '',
      '2025-12',
      { revenue: revenue * 7 },
      '2026-01-20T00:00:00Z',
    )
    if (name !== 'soft') await addFiling(db, staff, unit[name] ?? '', '2026-01', { people: revenue / 100 })
  }
  await sql`UPDATE statistics_filing SET park_id = (SELECT registration_park_id FROM enterprise_state e
    WHERE e.enterprise_id = unit_id), txid = pg_current_xact_id()`.execute(db)
})
afterAll(async () => {
  await place.store.close()
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

function indicator(
  expression: string,
  unitCode: string,
  changes: Partial<IndicatorDefinition> = {},
): CompiledIndicator {
  const compiled = compileIndicator(
    {
      code: 'test',
      name: { zh: '测试', en: 'Test' },
      expression,
      unit: unitCode,
      decimals: 2,
      rhythm: 'month',
      measure: 'flow',
      direction: 'more',
      aliases: [],
      note: null,
      source: '测试',
      ...changes,
    },
    [economy, staff],
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return compiled.value
}

const revenue = indicator('sum(T-E01!revenue)', '千元')

async function ask(changes: Partial<AggregateQuestion> = {}) {
  const answer = await aggregate(place, {
    indicator: revenue,
    dimension: 'park',
    scope: 'registration',
    periods: ['2026-01'],
    asOf: null,
    restriction: { kind: 'all' },
    filters: {},
    transform: 'value',
    ...changes,
  })
  return {
    ...answer,
    values: Object.fromEntries(
      answer.groups.map(({ code, cells }) => [code, cells.map(({ value }) => value)]),
    ),
    whole: answer.total.map(({ value }) => value),
  }
}

describe('cutting an indicator', () => {
  it('counts an enterprise where it is registered, or where it operates, and never outside of the zone', async () => {
    expect((await ask()).values).toEqual({ 'park.east': [800], 'park.west': [1200] })
    expect((await ask()).whole).toEqual([2000])
    expect((await ask({ scope: 'operation' })).values).toEqual({ 'park.east': [300], 'park.west': [1700] })
  })

  it('gives the enterprises behind each number', async () => {
    const { groups, total } = await ask()
    expect(groups.map(({ cells }) => cells[0]?.entities)).toEqual([2, 2])
    expect(total[0]?.entities).toBe(4)
  })

  it('cuts industries by level, and the whole as one', async () => {
    const levels = ['industry-section', 'industry-division', 'industry-group', 'industry-class'] as const
    const cuts = await Promise.all(levels.map((dimension) => ask({ dimension })))
    expect(cuts.map(({ values }) => Object.keys(values))).toEqual([
      ['C', 'I'],
      ['C39', 'I65'],
      ['C397', 'I651'],
      ['C3973', 'I6510', 'I6513'],
    ])
    expect(cuts[1]?.values).toEqual({ C39: [1000], I65: [1000] })
    const zone = await ask({ dimension: 'zone' })
    expect([zone.groups, zone.whole]).toEqual([[], [2000]])
  })

  it('shows what the register says nothing of as a group of its own, so that groups add up', async () => {
    expect((await ask({ dimension: 'rung' })).values).toEqual({ '': [2000] })
  })

  it('takes only those who pass all filters', async () => {
    expect((await ask({ filters: { industry: 'I65' } })).values).toEqual({
      'park.east': [800],
      'park.west': [200],
    })
    expect((await ask({ filters: { industry: 'I65', size: 'small', park: 'park.west' } })).values).toEqual({
      'park.west': [200],
    })
    expect((await ask({ filters: { field: 'nothing' } })).whole).toEqual([null])
  })

  it('joins forms of one period, and asks medians of the whole anew', async () => {
    const perHead = indicator('sum(T-E01!revenue) / sum(T-S01!people)', '千元/人')
    expect((await ask({ indicator: perHead })).values).toEqual({ 'park.east': [100], 'park.west': [120] })
    const median = await ask({ indicator: indicator('median(T-E01!revenue)', '千元') })
    expect([median.values, median.whole]).toEqual([{ 'park.east': [400], 'park.west': [600] }, [400]])
  })

  it('counts for a park what the park may read, by either scope', async () => {
    const restriction = { kind: 'park', park: 'park.east' } as const
    expect((await ask({ restriction })).values).toEqual({ 'park.east': [800] })
    expect((await ask({ restriction, scope: 'operation' })).values).toEqual({
      'park.east': [300],
      'park.west': [500],
    })
    expect((await ask({ restriction: { kind: 'park', park: 'park.nowhere' } })).groups).toEqual([])
  })

  it('answers null for periods without filings', async () => {
    const { values, total } = await ask({ periods: ['2024-01', '2026-01'] })
    expect(values['park.east']).toEqual([null, 800])
    expect(total[0]).toEqual({ value: null, entities: 0, suppressed: null, estimated: false })
  })
})

describe('transforms', () => {
  it('compares with the period before and with last year', async () => {
    expect((await ask({ transform: 'growth', periods: ['2026-02'] })).values['park.east']).toEqual([2])
    expect((await ask({ transform: 'growth-same-period' })).values['park.east']).toEqual([1])
    expect((await ask({ transform: 'growth', periods: ['2025-01'] })).whole).toEqual([null])
  })

  it('parts accumulated figures within their year', async () => {
    const accumulated = indicator('sum(T-E01!revenue)', '千元', { measure: 'accumulates' })
    const single = await ask({ indicator: accumulated, single: true, periods: ['2026-01', '2026-02'] })
    expect(single.whole).toEqual([2000, 4000])
    const growth = await ask({ indicator: accumulated, transform: 'growth', periods: ['2026-02'] })
    expect(growth.whole).toEqual([1])
  })

  it('gives shares of the whole and location quotients of what is filtered', async () => {
    expect((await ask({ transform: 'share' })).values).toEqual({ 'park.east': [0.4], 'park.west': [0.6] })
    // Software is 800 of 800 in the east and 1,000 of 2,000 in the zone; in the west 200 of 1,200.
    const { values } = await ask({ transform: 'location-quotient', filters: { industry: 'I65' } })
    expect(values['park.east']).toEqual([2])
    expect(values['park.west']?.[0]).toBeCloseTo(1 / 3, 12)
    await expect(ask({ transform: 'location-quotient' })).rejects.toMatchObject({
      issues: [{ code: 'statistics.quotient_needs_filter' }],
    })
  })
})

describe('the past', () => {
  it('is asked as it was known before and after a correction', async () => {
    const db = database.ownerDb
    await correctFiling(db, economy, unit['code'] ?? '', '2026-01', { revenue: 350 }, '2026-06-01T00:00:00Z')
    const asOf = async (moment: string | null) => (await ask({ asOf: moment })).values['park.east']
    expect(await asOf(null)).toEqual([850])
    expect(await asOf('2026-05-31T23:59:59.999Z')).toEqual([800])
    expect(await asOf('2026-06-01T00:00:00Z')).toEqual([850])
    expect(await asOf('2026-01-31T00:00:00Z')).toBeUndefined()
  })

  it('knows a move as of a past day from when it became known', async () => {
    const db = database.ownerDb
    const { id: east } = await db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', 'park.east')
      .executeTakeFirstOrThrow()
    const { id: west } = await db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', 'park.west')
      .executeTakeFirstOrThrow()
    const mover = await addEnterprise(db, { park: west, known: '[2026-01-01T00:00:00Z,)' })
    await addFiling(db, economy, mover, '2026-01', { revenue: 10000 })
    await addFiling(db, economy, mover, '2026-02', { revenue: 10000 }, '2026-03-01T00:00:00Z')
    const before = (await ask({ periods: ['2026-01', '2026-02'] })).values
    await endKnown(db, mover, '2026-07-01T00:00:00Z')
    await addState(db, mover, { park: west, valid: '(,2026-02-10)', known: '[2026-07-01T00:00:00Z,)' })
    await addState(db, mover, { park: east, valid: '[2026-02-10,)', known: '[2026-07-01T00:00:00Z,)' })
    const after = (await ask({ periods: ['2026-01', '2026-02'] })).values
    const shift = (park: string, period: number) =>
      (after[park]?.[period] ?? 0) - (before[park]?.[period] ?? 0)
    expect([shift('park.west', 0), shift('park.west', 1), shift('park.east', 1)]).toEqual([0, -10000, 10000])
    expect((await ask({ periods: ['2026-01', '2026-02'], asOf: '2026-06-30T00:00:00Z' })).values).toEqual(
      before,
    )
    await correctFiling(db, economy, mover, '2026-01', null, '2026-08-01T00:00:00Z')
    await correctFiling(db, economy, mover, '2026-02', null, '2026-08-01T00:00:00Z')
  })
})

describe('what is behind a number', () => {
  it('is named: the enterprises of the group that have what the expression reads', async () => {
    const question = {
      indicator: indicator('sum(T-S01!people)', '人'),
      dimension: 'park',
      scope: 'registration',
      asOf: null,
      restriction: { kind: 'all' },
      filters: {},
    } as const
    expect((await drill(place, question, '2026-01', 'park.west')).units).toEqual([unit['chip']])
    expect((await drill(place, question, '2026-01', null)).units).toEqual(
      [unit['chip'], unit['code'], unit['away']].sort(),
    )
    expect(
      (
        await drill(
          place,
          { ...question, restriction: { kind: 'park', park: 'park.east' } },
          '2026-01',
          'park.west',
        )
      ).units,
    ).toEqual([])
    await expect(
      drill(place, { ...question, restriction: { kind: 'published' } }, '2026-01', null),
    ).rejects.toMatchObject({ issues: [{ code: 'statistics.published_without_filters' }] })
  })

  it('says when an estimate is among it, and only where', async () => {
    await sql`UPDATE statistics_filing SET imputed = '{"revenue": {"method": "mean", "donors": 3}}', txid = pg_current_xact_id()
      WHERE unit_id = ${unit['soft']} AND form = 'T-E01' AND period = '2026-01'`.execute(database.ownerDb)
    const cells = async (changes: Partial<AggregateQuestion>) => {
      const { groups, total } = await ask(changes)
      return [...groups.map(({ cells: own }) => own[0]?.estimated), total[0]?.estimated]
    }
    expect(await cells({})).toEqual([false, true, true])
    expect(await cells({ indicator: indicator('sum(T-E01!profit)', '千元') })).toEqual([false, false, false])
    expect(await cells({ transform: 'share' })).toEqual([true, true, true])
    expect(await cells({ asOf: '2025-12-01T00:00:00Z', periods: ['2025-01'] })).toEqual([false, false, false])
  })
})

describe('the published cut', () => {
  beforeAll(async () => {
    const db = database.ownerDb
    // Ten fields of five enterprises of like size, but of the last two only two and one.
    for (const [index, count] of [5, 5, 5, 5, 2, 1].entries())
      for (let n = 0; n < count; n++) {
        const { id: west } = await db
          .selectFrom('organisation')
          .select('id')
          .where('code', '=', 'park.west')
          .executeTakeFirstOrThrow()
        const added = await addEnterprise(db, {
          park: west,
          field: `f${index}`,
          industry: `M7${index % 2}${index}${n % 2}`,
        })
        await addFiling(
          db,
          economy,
          added,
          '2025-12',
          { revenue: 100 + n, profit: 10 },
          '2026-01-20T00:00:00Z',
        )
        await addFiling(db, staff, added, '2025-12', { people: 5 }, '2026-01-20T00:00:00Z')
      }
  })
  const published = { restriction: { kind: 'published' }, periods: ['2025-12'] } as const

  it('keeps back what tells of few, and another so that nobody subtracts', async () => {
    const { groups, total } = await ask({ ...published, dimension: 'field' })
    const marks = Object.fromEntries(groups.map(({ code, cells }) => [code, cells[0]?.suppressed]))
    expect(marks['f4']).toBe('primary')
    expect(marks['f5']).toBe('primary')
    const kept = groups.filter(({ cells }) => cells[0]?.suppressed !== null)
    for (const { cells } of kept) expect(cells[0]).toMatchObject({ value: null, entities: null })
    const [whole] = total
    const hidden = kept.length + (whole?.suppressed === null ? 0 : 1)
    expect(hidden).toBeGreaterThanOrEqual(2)
    // Two hidden parts of one and two enterprises: what is left over must not be one enterprise's figure.
    expect(groups.find(({ code }) => code === 'f0')?.cells[0]).toMatchObject({ value: 510, entities: 5 })
  })

  it('keeps back a ratio where one of its sums is kept back', async () => {
    const sums = await ask({ ...published, dimension: 'field' })
    const ratio = await ask({
      ...published,
      dimension: 'field',
      indicator: indicator('sum(T-E01!revenue) / sum(T-S01!people)', '千元/人'),
    })
    const mean = await ask({
      ...published,
      dimension: 'field',
      indicator: indicator('mean(T-E01!revenue)', '千元'),
    })
    for (const [index, { cells }] of sums.groups.entries())
      if (cells[0]?.suppressed !== null) {
        expect(ratio.groups[index]?.cells[0]?.value).toBe(null)
        expect(mean.groups[index]?.cells[0]?.value).toBe(null)
      }
    expect(ratio.groups.find(({ code }) => code === 'f0')?.cells[0]?.value).not.toBe(null)
  })

  it('keeps back a growth of what is kept back', async () => {
    const { groups } = await ask({ ...published, dimension: 'field', transform: 'share' })
    expect(groups.find(({ code }) => code === 'f5')?.cells[0]).toMatchObject({
      value: null,
      suppressed: 'primary',
    })
  })

  it('looks at all levels of industry together', async () => {
    const dimensions = ['industry-section', 'industry-division', 'industry-group', 'industry-class'] as const
    const levels = await Promise.all(dimensions.map((dimension) => ask({ ...published, dimension })))
    const lengths = [1, 3, 4, 5]
    // No published parent whose parts are all published but one.
    levels.forEach((parents, level) => {
      const parts = levels[level + 1]
      if (parts === undefined) return
      for (const parent of parents.groups) {
        if (parent.cells[0]?.suppressed !== null) continue
        const own = parts.groups.filter(({ code }) => code.slice(0, lengths[level]) === parent.code)
        expect(own.filter(({ cells }) => cells[0]?.suppressed !== null)).not.toHaveLength(1)
      }
    })
    expect(levels[3]?.groups.some(({ cells }) => cells[0]?.suppressed !== null)).toBe(true)
    expect(
      levels.flatMap(({ groups }) => groups).some(({ cells }) => typeof cells[0]?.value === 'number'),
    ).toBe(true)
  })

  it('is refused with filters, from which single enterprises could be worked out', async () => {
    await expect(ask({ ...published, filters: { size: 'small' } })).rejects.toMatchObject({
      issues: [{ code: 'statistics.published_without_filters' }],
    })
  })
})

describe('the store behind', () => {
  it('tells how many rows it holds', async () => {
    const [row] = await countStore(place, ['T-E01'])
    expect(row?.standing).toBeGreaterThan(20)
    expect(row?.rows).toBeGreaterThan(row?.standing ?? 0)
  })

  it('is built anew, unasked, when a question meets damage in it', async () => {
    const expected = (await ask()).values
    await rebuildAnalytics(place)
    await place.store.close()
    const name = (await readdir(folder)).find((one) => /^store-\d+\.duckdb$/.test(one)) ?? ''
    const { size } = await stat(join(folder, name))
    const file = await open(join(folder, name), 'r+')
    // Everything behind the headers.
    await file.write(Buffer.alloc(size - 12288, 7), 0, size - 12288, 12288)
    await file.close()
    place = { ...place, store: await AnalyticsStore.open({ folder, memoryLimitMb: 200 }) }
    expect((await ask()).values).toEqual(expected)
  })
})
