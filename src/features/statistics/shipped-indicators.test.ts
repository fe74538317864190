import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  compileForm,
  compileIndicator,
  parseForm,
  parseIndicator,
  type FormDefinition,
} from '#domain/indicators'
import { periodById } from '#domain/kernel'
import { AnalyticsStore } from '#platform/analytics'
import { createTestDatabase, type TestDatabase } from '#tests/database'
import { addEnterprise, addFiling, addOrganisation, addPeriod } from '#tests/statistics-rows'
import { aggregate } from './aggregate-filings.ts'
import type { Restriction } from './aggregate-sql.ts'
import { rebuildAnalytics, type AnalyticsPlace } from './feed-analytics.ts'
import { verifyAnalytics } from './feed-verify.ts'
import { loadStatistics } from './load-statistics.ts'

const PERIODS = { year: '2025', quarter: '2025-Q4', month: '2025-12' } as const

let database: TestDatabase
let folder: string
let place: AnalyticsPlace
let forms: FormDefinition[]

beforeAll(async () => {
  database = await createTestDatabase()
  const db = database.ownerDb
  const parks = [
    await addOrganisation(db, 'park.west', 'park'),
    await addOrganisation(db, 'park.east', 'park'),
  ]
  await loadStatistics(db, join(import.meta.dirname, '../../../data'))
  forms = (await db.selectFrom('statisticsForm').select('definition').execute()).map(({ definition }) => {
    const parsed = parseForm(definition)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    return parsed.value
  })
  const enterprises = []
  // Half of them in services: some indicators are of services alone.
  for (const [place, park] of [...parks, ...parks, ...parks, ...parks].entries())
    enterprises.push(
      await addEnterprise(db, { park, industry: place < 4 ? 'C3562' : 'I6513', field: 'ict', size: 'large' }),
    )
  for (const form of forms) {
    const period = periodById(PERIODS[form.rhythm])
    if (period === null) throw new Error('No such period')
    await addPeriod(db, form, period.id, period.from, period.to)
    const values = Object.fromEntries(
      compileForm(form).fields.map(({ field, isFigure }, index) => [
        field.code,
        isFigure ? (field.type === 'flag' ? true : 100 + index) : (field.choices?.[0]?.value ?? '文'),
      ]),
    )
    for (const unit of form.filers.unit === 'park' ? parks : enterprises)
      await addFiling(db, form, unit, period.id, values)
  }
  await sql`UPDATE statistics_filing SET park_id = (SELECT registration_park_id FROM enterprise_state e
    WHERE e.enterprise_id = unit_id)`.execute(db)
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-shipped-'))
  const store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  place = { store, databaseUrl: database.appUrl, db: database.db, log: pino({ level: 'silent' }) }
  await rebuildAnalytics(place)
})
afterAll(async () => {
  await place.store.close()
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

describe('what the program ships', () => {
  it('fits the columnar store, every field of every form', async () => {
    const { forms: verified, differences } = await verifyAnalytics(place)
    expect(differences).toEqual([])
    expect(verified).toEqual(
      forms
        .map((form) => ({ form: form.code, periods: 1, rows: form.filers.unit === 'park' ? 2 : 8 }))
        .toSorted((a, b) => (a.form < b.form ? -1 : 1)),
    )
  })

  it.each<Restriction>([{ kind: 'all' }, { kind: 'park', park: 'park.west' }, { kind: 'published' }])(
    'is computed by park and by industry: %o',
    async (restriction) => {
      const rows = await database.ownerDb.selectFrom('statisticsIndicator').select('definition').execute()
      expect(rows.length).toBeGreaterThan(20)
      const unanswered: string[] = []
      for (const { definition } of rows) {
        const parsed = parseIndicator(definition)
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
        const indicator = compileIndicator(parsed.value, forms)
        if (!indicator.ok) throw new Error(JSON.stringify(indicator.issues))
        for (const dimension of ['park', 'industry-division'] as const) {
          const { total } = await aggregate(place, {
            indicator: indicator.value,
            dimension,
            scope: 'registration',
            periods: [PERIODS[parsed.value.rhythm]],
            asOf: null,
            restriction,
            filters: {},
            transform: 'value',
          })
          if (total[0]?.value === null) unanswered.push(parsed.value.code)
        }
      }
      // Two parks are too few for a published number of what parks file.
      if (restriction.kind !== 'published') expect(unanswered).toEqual([])
      else expect(new Set(unanswered).size).toBeLessThan(rows.length / 2)
    },
  )
})
