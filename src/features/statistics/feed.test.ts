import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
import { feedAnalytics, rebuildAnalytics, type AnalyticsPlace } from './feed-analytics.ts'
import { lastVerification, verifyAnalytics } from './feed-verify.ts'

const monthly = simpleForm('T-M01', {
  revenue: 'integer',
  ratio: 'decimal',
  note: 'text',
  kind: 'choice',
  big: 'flag',
})
const ofParks = simpleForm('T-P01', { area: 'decimal' }, { filers: { unit: 'park', where: [] } })

let database: TestDatabase
let west: string
let east: string
let folder: string
let place: AnalyticsPlace

beforeAll(async () => {
  database = await createTestDatabase()
  const db = database.ownerDb
  west = await addOrganisation(db, 'park.west', 'park')
  east = await addOrganisation(db, 'park.east', 'park')
  for (const form of [monthly, ofParks]) {
    await addForm(db, form)
    await addPeriod(db, form, '2026-01', '2026-01-01', '2026-01-31')
    await addPeriod(db, form, '2026-02', '2026-02-01', '2026-02-28')
  }
})
afterAll(() => database.drop())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-feed-'))
  const store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  place = { store, databaseUrl: database.appUrl, db: database.db, log: pino({ level: 'silent' }) }
})
afterEach(async () => {
  await place.store.close()
  await rm(folder, { recursive: true, force: true })
})

const rowsOf = (unitId: string) =>
  place.store.query<Record<string, unknown>>(
    `SELECT period, known_from::VARCHAR AS "from", known_to::VARCHAR AS "to", registration_park AS park, revenue
       FROM form_t_m01 WHERE unit_id = $1::UUID ORDER BY period, known_from`,
    [unitId],
  )
/** Everything in the store, in one order. */
async function contents(): Promise<unknown> {
  const forms = []
  for (const table of ['form_t_m01', 'form_t_p01'])
    forms.push(
      await place.store.query(
        `SELECT COLUMNS(*)::VARCHAR FROM ${table} ORDER BY unit_id, period, known_from`,
      ),
    )
  return forms
}

describe('feeding the columnar store', () => {
  it('builds it at first, then takes over what changed, and says when nothing did', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 100 })
    expect((await feedAnalytics(place)).did).toBe('rebuilt')
    expect((await feedAnalytics(place)).did).toBe('nothing')
    await addFiling(database.ownerDb, monthly, unit, '2026-02', { revenue: 200 }, '2026-03-01T00:00:00Z')
    expect(await feedAnalytics(place)).toMatchObject({ did: 'took changes', rows: 1 })
    expect(await rowsOf(unit)).toEqual([
      { period: '2026-01', from: '2026-02-01 00:00:00', to: null, park: 'park.west', revenue: 100 },
      { period: '2026-02', from: '2026-03-01 00:00:00', to: null, park: 'park.west', revenue: 200 },
    ])
  })

  it('takes over final states only', async () => {
    await feedAnalytics(place)
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 100 }, null)
    await feedAnalytics(place)
    expect(await rowsOf(unit)).toEqual([])
  })

  it('keeps what was known before a correction, and ends what was taken back', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 100 })
    await feedAnalytics(place)
    await correctFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 120 }, '2026-04-01T00:00:00Z')
    await feedAnalytics(place)
    const corrected = [
      {
        period: '2026-01',
        from: '2026-02-01 00:00:00',
        to: '2026-04-01 00:00:00',
        park: 'park.west',
        revenue: 100,
      },
      { period: '2026-01', from: '2026-04-01 00:00:00', to: null, park: 'park.west', revenue: 120 },
    ]
    expect(await rowsOf(unit)).toEqual(corrected)
    await correctFiling(database.ownerDb, monthly, unit, '2026-01', null, '2026-05-01T00:00:00Z')
    await feedAnalytics(place)
    expect(await rowsOf(unit)).toEqual([corrected[0], { ...corrected[1], to: '2026-05-01 00:00:00' }])
  })

  it('moves an enterprise to another park as of a past day, from when that became known', async () => {
    const db = database.ownerDb
    const unit = await addEnterprise(db, { park: west })
    await addFiling(db, monthly, unit, '2026-01', { revenue: 100 })
    await addFiling(db, monthly, unit, '2026-02', { revenue: 200 }, '2026-03-01T00:00:00Z')
    await feedAnalytics(place)
    // Known in May: it had moved on 10 February.
    await endKnown(db, unit, '2026-05-01T00:00:00Z')
    await addState(db, unit, { park: west, valid: '(,2026-02-10)', known: '[2026-05-01T00:00:00Z,)' })
    await addState(db, unit, { park: east, valid: '[2026-02-10,)', known: '[2026-05-01T00:00:00Z,)' })
    expect((await feedAnalytics(place)).did).toBe('took changes')
    expect(await rowsOf(unit)).toEqual([
      {
        period: '2026-01',
        from: '2026-02-01 00:00:00',
        to: '2026-05-01 00:00:00',
        park: 'park.west',
        revenue: 100,
      },
      { period: '2026-01', from: '2026-05-01 00:00:00', to: null, park: 'park.west', revenue: 100 },
      {
        period: '2026-02',
        from: '2026-03-01 00:00:00',
        to: '2026-05-01 00:00:00',
        park: 'park.west',
        revenue: 200,
      },
      { period: '2026-02', from: '2026-05-01 00:00:00', to: null, park: 'park.east', revenue: 200 },
    ])
  })

  it('leaves the place empty for the time in which the register knew nothing', async () => {
    const db = database.ownerDb
    const unit = await addEnterprise(db, { park: west, known: '[2026-03-01T00:00:00Z,2026-04-01T00:00:00Z)' })
    await addFiling(db, monthly, unit, '2026-01', { revenue: 100 })
    await feedAnalytics(place)
    expect(await rowsOf(unit)).toEqual([
      { period: '2026-01', from: '2026-02-01 00:00:00', to: '2026-03-01 00:00:00', park: null, revenue: 100 },
      {
        period: '2026-01',
        from: '2026-03-01 00:00:00',
        to: '2026-04-01 00:00:00',
        park: 'park.west',
        revenue: 100,
      },
      { period: '2026-01', from: '2026-04-01 00:00:00', to: null, park: null, revenue: 100 },
    ])
  })

  it('skips nothing that was begun before the last feed and committed after it', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await feedAnalytics(place)
    const slow = new pg.Client({ connectionString: database.ownerUrl })
    await slow.connect()
    try {
      await slow.query('BEGIN')
      await slow.query(
        `INSERT INTO statistics_filing (unit_id, form, period, enterprise_id, form_version, state, final, figures, words,
           submitted_at, source, known_from)
         VALUES ($1, 'T-M01', '2026-01', $1, 1, 'approved', true, '{100,NULL,NULL}', '{NULL,NULL}', now(), 'sheet', '2026-02-01T00:00:00Z')`,
        [unit],
      )
      const quick = await addEnterprise(database.ownerDb, { park: west })
      await addFiling(database.ownerDb, monthly, quick, '2026-01', { revenue: 7 })
      await feedAnalytics(place)
      expect(await rowsOf(quick)).toHaveLength(1)
      expect(await rowsOf(unit)).toEqual([])
      await slow.query('COMMIT')
    } finally {
      await slow.end()
    }
    expect((await feedAnalytics(place)).did).toBe('took changes')
    expect(await rowsOf(unit)).toHaveLength(1)
  })

  it('shares one run among those who ask at once, and shows each what was committed before it asked', async () => {
    await feedAnalytics(place)
    const units = await Promise.all([1, 2, 3].map(() => addEnterprise(database.ownerDb, { park: west })))
    const fed = await Promise.all(
      units.map(async (unit) => {
        await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 1 })
        await feedAnalytics(place)
        return rowsOf(unit)
      }),
    )
    expect(fed.map((rows) => rows.length)).toEqual([1, 1, 1])
    const [first, second] = [feedAnalytics(place), feedAnalytics(place)]
    expect(first).toBe(second)
    await first
  })

  it('gives the same store by many small feeds as by one rebuild', async () => {
    const db = database.ownerDb
    await feedAnalytics(place)
    let seed = 20260601
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return Math.floor((seed / 2147483648) * below)
    }
    const units: string[] = []
    for (let step = 0; step < 60; step++) {
      const at = new Date(Date.UTC(2026, 5, 1, step)).toISOString()
      const unit = units[next(units.length)]
      const kind = next(5)
      if (unit === undefined || kind === 0) {
        const added = await addEnterprise(db, { park: next(2) === 0 ? west : null, known: `[${at},)` })
        units.push(added)
        await addFiling(db, monthly, added, '2026-01', { revenue: next(1000), big: next(2) === 0 }, at)
      } else if (kind === 1) {
        await endKnown(db, unit, at)
        await addState(db, unit, { park: west, valid: '(,2026-02-01)', known: `[${at},)` })
        await addState(db, unit, { park: east, valid: '[2026-02-01,)', known: `[${at},)` })
      } else if (kind === 2) {
        const exists =
          await sql`SELECT FROM statistics_filing WHERE unit_id = ${unit} AND period = '2026-02'`.execute(db)
        if (exists.rows.length === 0)
          await addFiling(db, monthly, unit, '2026-02', { note: `a, "${step}"\r\n` }, at)
      } else {
        const standing =
          await sql`SELECT FROM statistics_filing WHERE unit_id = ${unit} AND period = '2026-01' AND final`.execute(
            db,
          )
        if (standing.rows.length > 0)
          await correctFiling(
            db,
            monthly,
            unit,
            '2026-01',
            next(4) === 0 ? null : { ratio: next(1000) / 7, note: '' },
            at,
          )
      }
      if (next(2) === 0) await feedAnalytics(place)
    }
    await addFiling(db, ofParks, west, '2026-01', { area: 12.25 })
    expect((await feedAnalytics(place)).did).toBe('took changes')
    const byFeeding = await contents()
    await rebuildAnalytics(place)
    expect(byFeeding).toEqual(await contents())
    expect(JSON.stringify(byFeeding)).toContain('park.west')
  })

  it('keeps figures and texts exactly', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    const values = {
      revenue: 9007199254740991,
      ratio: -0.1 - 0.2,
      note: ' 引号" 逗号,\r\n换行 \\N 😀',
      kind: '1',
      big: true,
    }
    await addFiling(database.ownerDb, monthly, unit, '2026-01', values)
    await feedAnalytics(place)
    const [row] = await place.store.query(
      'SELECT revenue, ratio, note, kind, big FROM form_t_m01 WHERE unit_id = $1::UUID',
      [unit],
    )
    expect(row).toEqual({ ...values, big: 1 })
  })

  it('is built anew when the forms change, and when it was of another database', async () => {
    await feedAnalytics(place)
    await addForm(database.ownerDb, simpleForm('T-M02', { x: 'integer' }))
    expect((await feedAnalytics(place)).did).toBe('rebuilt')
    await place.store.write((writer) => writer.run("UPDATE feed_state SET origin = 'elsewhere'"))
    expect((await feedAnalytics(place)).did).toBe('rebuilt')
    expect((await feedAnalytics(place)).did).toBe('nothing')
  })
})

describe('verifying the columnar store', () => {
  it('finds nothing to say about what was fed, whatever its figures', async () => {
    const db = database.ownerDb
    const odd = [
      0,
      -0,
      1e15,
      1e15 + 0.5,
      1234567890123456.5,
      -4503599627370495.5,
      9e15,
      1e16,
      1.5e300,
      5e-324,
      1e-5,
      0.1,
      1 / 3,
      1e21,
      -7,
    ]
    for (const ratio of odd) {
      const unit = await addEnterprise(db, { park: east, industry: 'C3562' })
      await addFiling(db, monthly, unit, '2026-01', { ratio, note: `比 ${ratio}` })
    }
    await feedAnalytics(place)
    const verified = await verifyAnalytics(place)
    expect(verified.differences).toEqual([])
    const row = verified.forms.find(({ form }) => form === 'T-M01')
    expect(row?.rows).toBeGreaterThanOrEqual(odd.length)
  })

  it('reads doubles of every size alike', async () => {
    const names = Array.from({ length: 70 }, (_, index) => `F${index}`)
    const form = simpleForm('T-D01', Object.fromEntries(names.map((name) => [name, 'decimal' as const])))
    await addForm(database.ownerDb, form)
    await addPeriod(database.ownerDb, form, '2026-01', '2026-01-01', '2026-01-31')
    const bits = new DataView(new ArrayBuffer(8))
    let state = 1
    const nextWord = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0)
    const anyDouble = (): number => {
      bits.setUint32(0, nextWord())
      bits.setUint32(4, nextWord())
      const value = bits.getFloat64(0)
      return Number.isFinite(value) ? value : 0.5
    }
    for (let filing = 0; filing < 20; filing++) {
      const unit = await addEnterprise(database.ownerDb)
      const scale = 10 ** (filing - 4)
      const figure = filing % 2 === 0 ? anyDouble : () => (nextWord() / 2 ** 32) * scale
      const values = Object.fromEntries(names.map((name) => [name, figure()]))
      await addFiling(database.ownerDb, form, unit, '2026-01', values)
    }
    const { forms, differences } = await verifyAnalytics(place)
    expect(forms).toContainEqual({ form: 'T-D01', periods: 1, rows: 20 })
    expect(differences).toEqual([])
  })

  it.each([
    ['a figure', 'UPDATE form_t_m01 SET revenue = revenue + 1 WHERE unit_id = $1::UUID'],
    ['a text', "UPDATE form_t_m01 SET note = 'other' WHERE unit_id = $1::UUID"],
    ['a text that is empty instead of missing', "UPDATE form_t_m01 SET kind = '' WHERE unit_id = $1::UUID"],
    ['a membership', "UPDATE form_t_m01 SET registration_park = 'park.east' WHERE unit_id = $1::UUID"],
    [
      'a moment',
      "UPDATE form_t_m01 SET known_from = known_from + INTERVAL '1 microsecond' WHERE unit_id = $1::UUID",
    ],
    ['a row that is gone', 'DELETE FROM form_t_m01 WHERE unit_id = $1::UUID'],
    ['a row that is there twice', 'INSERT INTO form_t_m01 SELECT * FROM form_t_m01 WHERE unit_id = $1::UUID'],
  ])('names what was tampered with: %s', async (_what, statement) => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-02', { revenue: 100, note: '原' })
    await feedAnalytics(place)
    await place.store.write((writer) => writer.run(statement, [unit]))
    const { differences } = await verifyAnalytics(place)
    expect(differences).toMatchObject([{ form: 'T-M01', period: '2026-02', units: [unit] }])
    expect(lastVerification(place)?.differences).toEqual(differences)
    expect(differences[0]?.store).not.toEqual(differences[0]?.postgres)
    await rebuildAnalytics(place)
    expect((await verifyAnalytics(place)).differences).toEqual([])
  })

  it('lets feeding and questions go on beside it, and compares one state all the same', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 1 })
    await feedAnalytics(place)
    let done = false
    const verifying = verifyAnalytics(place).finally(() => (done = true))
    const other = await addEnterprise(database.ownerDb, { park: west })
    let feeds = 0
    while (!done) {
      const period = feeds++ % 2 === 0 ? '2026-01' : '2026-02'
      if (feeds <= 2) await addFiling(database.ownerDb, monthly, other, period, { revenue: feeds })
      else
        await correctFiling(
          database.ownerDb,
          monthly,
          other,
          period,
          { revenue: feeds },
          new Date().toISOString(),
        )
      await feedAnalytics(place)
    }
    expect((await verifying).differences).toEqual([])
    expect((await verifyAnalytics(place)).differences).toEqual([])
  })

  it('names a filing that was changed behind the back of the feed', async () => {
    const unit = await addEnterprise(database.ownerDb, { park: west })
    await addFiling(database.ownerDb, monthly, unit, '2026-01', { revenue: 100 })
    await feedAnalytics(place)
    await sql`UPDATE statistics_filing SET figures[1] = 101 WHERE unit_id = ${unit}`.execute(database.ownerDb)
    expect((await verifyAnalytics(place)).differences).toMatchObject([
      { form: 'T-M01', period: '2026-01', units: [unit] },
    ])
  })
})
