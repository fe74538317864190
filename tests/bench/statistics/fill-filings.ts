import pg from 'pg'
import type { FormDefinition } from '#domain/indicators'
import { createDatabase } from '#platform/postgres'
import { addForm, simpleForm } from '#tests/statistics-rows'

/** Whole numbers of 千元 in 40 fields, K01 to K40. */
export const BENCH_FORM: FormDefinition = simpleForm(
  'B-M40',
  Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`K${String(index + 1).padStart(2, '0')}`, 'integer' as const]),
  ),
)

export interface Filled {
  readonly form: FormDefinition
  readonly enterprises: number
  readonly periods: readonly string[]
  readonly filings: number
}

/**
 * A register of enterprises with sizes and places as uneven as in life, and an approved filing of each for every month, as if
 * filed month by month. Every twentieth figure is missing. The same on every run.
 */
export async function fillFilings(ownerUrl: string, enterprises: number, months: number): Promise<Filled> {
  const db = createDatabase(ownerUrl, { maxConnections: 1 })
  await addForm(db, BENCH_FORM)
  await db.destroy()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("SET TimeZone = 'UTC'; SELECT setseed(0.5); SET synchronous_commit = off")
    await addPeriods(client, months)
    await addRegister(client, enterprises)
    // What the application writes one by one is checked one by one; here the checks would take most of the time.
    await dropForeignKeys(client)
    const { rows } = await client.query<{ period: string; to_on: string }>(
      'SELECT period, to_on::text FROM statistics_period WHERE form = $1 ORDER BY period',
      [BENCH_FORM.code],
    )
    for (const { period, to_on } of rows) await addMonth(client, period, to_on)
    await client.query('VACUUM ANALYZE statistics_filing, enterprise_state, enterprise')
    return {
      form: BENCH_FORM,
      enterprises,
      periods: rows.map(({ period }) => period),
      filings: enterprises * rows.length,
    }
  } finally {
    await client.end()
  }
}

async function addPeriods(client: pg.Client, months: number): Promise<void> {
  await client.query(
    `INSERT INTO statistics_period (form, period, form_version, from_on, to_on, opens_on, due_on)
     SELECT $1, to_char(month, 'YYYY-MM'), 1, month, last, last + 1, last + 15
       FROM (SELECT month::date, (month + interval '1 month' - interval '1 day')::date AS last
               FROM generate_series(timestamp '2026-01-01' - $2 * interval '1 month', timestamp '2025-12-01', interval '1 month') AS month) AS months`,
    [BENCH_FORM.code, months],
  )
}

async function addRegister(client: pg.Client, enterprises: number): Promise<void> {
  await client.query(
    `INSERT INTO enterprise (credit_code, synthetic)
     SELECT '91110000' || lpad(n::text, 10, '0'), true FROM generate_series(1, $1::int) AS n`,
    [enterprises],
  )
  await client.query(
    `WITH park AS (SELECT array_agg(id ORDER BY code) AS ids FROM organisation WHERE kind = 'park'),
          district AS (SELECT array_agg(id ORDER BY code) AS ids FROM organisation WHERE kind = 'district'),
          drawn AS (SELECT id, (random() ^ 2 * cardinality(park.ids))::int % cardinality(park.ids) + 1 AS own,
                      CASE WHEN random() < 0.9 THEN 0 ELSE 3 END AS elsewhere FROM enterprise, park)
     INSERT INTO enterprise_state (enterprise_id, valid, known, name, status, registration_park_id, operation_park_id,
       registration_district_id, operation_district_id, cluster, industry, field, size_class, rung, source, by_name)
     SELECT drawn.id, '(,)', '(,)', 'bench', 'active', park.ids[own], park.ids[(own + elsewhere) % cardinality(park.ids) + 1],
       district.ids[own % cardinality(district.ids) + 1], district.ids[own % cardinality(district.ids) + 1],
       'cluster-' || (random() * 9)::int,
       industry.code,
       'field-' || (random() ^ 2 * 10)::int, 'size-' || (random() ^ 3 * 3)::int, 'rung-' || (random() ^ 3 * 5)::int, 'bench', 'bench'
     FROM drawn, park, district,
       -- Some 400 classes, of which few hold most enterprises.
       LATERAL (SELECT floor(random() ^ 3 * 400 + 0 * own)::int AS n) AS class,
       LATERAL (SELECT chr(65 + n / 25) || (10 + n / 5) || n % 5 || 1 + n % 2 AS code) AS industry`,
  )
}

async function addMonth(client: pg.Client, period: string, lastDay: string): Promise<void> {
  const figure = 'CASE WHEN random() > 0.05 THEN floor(exp(random() * 14)) END'
  await client.query(
    `INSERT INTO statistics_filing (unit_id, form, period, enterprise_id, form_version, park_id, state, final, figures, words,
       submitted_at, approved_at, source, known_from)
     SELECT enterprise_id, $1, $2, enterprise_id, 1, registration_park_id, 'approved', true,
       ARRAY[${Array.from({ length: 40 }, () => figure).join(', ')}], '{}', at, at, 'demo', at
     FROM enterprise_state, (SELECT $3::date + interval '20 days' AS at) AS day ORDER BY enterprise_id`,
    [BENCH_FORM.code, period, lastDay],
  )
}

async function dropForeignKeys(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS statement
       FROM pg_constraint WHERE contype = 'f' AND conrelid = 'statistics_filing'::regclass`,
  )
  for (const { statement } of rows) await client.query(statement)
}
