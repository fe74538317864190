import { quoteIdentifier, type AnalyticsQuery } from '#platform/analytics'
import { TIMEKEEPER } from '#platform/http'
import { readInBulk, type BulkReader } from '#platform/postgres'
import { afterRunning, feedFrom, readFedForms, readChunks, type AnalyticsPlace } from './feed-analytics.ts'
import { digestSql, rowHashSql, type Digest } from './feed-digest.ts'
import { rowsSql } from './feed-rows-sql.ts'
import type { FedForm } from './feed-tables.ts'

export interface Verification {
  /** The state of PostgreSQL that both were asked for, ISO. */
  readonly at: string
  readonly forms: readonly { readonly form: string; readonly periods: number; readonly rows: number }[]
  readonly differences: readonly Difference[]
}

export interface Difference {
  readonly form: string
  readonly period: string
  readonly postgres: Digest
  readonly store: Digest
  /** Units of which the rows differ, at most 20. */
  readonly units: readonly string[]
}

const UNITS_AT_MOST = 20

const lastOf = new WeakMap<object, Verification>()

/** What this process last found; null before the first time. */
export function lastVerification(place: AnalyticsPlace): Verification | null {
  return lastOf.get(place.store) ?? null
}

/**
 * Asks PostgreSQL and the store, each by itself, for the number of rows and a digest of all their values, by form and period.
 * What was committed meanwhile is taken over first, so every difference is one. Both are asked for one state; feeding and
 * questions go on beside it.
 */
export async function verifyAnalytics(place: AnalyticsPlace): Promise<Verification> {
  const verification = await readInBulk(place.databaseUrl, TIMEKEEPER, async (reader) => {
    const reading = await afterRunning(place, async () => {
      const { fedAt } = await feedFrom(place, reader)
      const verified = new Deferred()
      const result = place.store.read(
        async (query) => {
          // DuckDB settles on a state at the first question, not at BEGIN.
          await query('SELECT snapshot FROM feed_state')
          verified.resolve()
          return compare(query, reader, fedAt)
        },
        { timeoutMs: TIME_LIMIT_MS },
      )
      await Promise.race([verified.promise, result])
      // In an object, or the run would wait for it.
      return { result }
    })
    return reading.result
  })
  lastOf.set(place.store, verification)
  return verification
}

const TIME_LIMIT_MS = 3_600_000

class Deferred {
  resolve: () => void = () => undefined
  readonly promise = new Promise<void>((resolve) => {
    this.resolve = resolve
  })
}

async function compare(query: AnalyticsQuery, reader: BulkReader, at: string): Promise<Verification> {
  const forms = []
  const differences: Difference[] = []
  for (const form of await readFedForms(reader)) {
    const ours = await storeDigests(query, form)
    const theirs = await postgresDigests(reader, form)
    const periods = [...new Set([...ours.keys(), ...theirs.keys()])].sort()
    for (const period of periods) {
      const [store, postgres] = [ours.get(period) ?? NOTHING, theirs.get(period) ?? NOTHING]
      if (store.rows === postgres.rows && store.digest === postgres.digest) continue
      const units = await differentUnits(query, reader, form, period)
      differences.push({ form: form.code, period, postgres, store, units })
    }
    const rows = [...theirs.values()].reduce((sum, one) => sum + one.rows, 0)
    forms.push({ form: form.code, periods: theirs.size, rows })
  }
  return { at, forms, differences }
}

const NOTHING: Digest = { rows: 0, digest: '0' }

async function storeDigests(query: AnalyticsQuery, form: FedForm): Promise<Map<string, Digest>> {
  const rows = await query<{ period: string; rows: string; digest: string }>(
    `SELECT period, ${digestSql(form.table, 'duckdb')} FROM ${quoteIdentifier(form.table.name)} GROUP BY period`,
  )
  return new Map(rows.map(({ period, rows: count, digest }) => [period, { rows: Number(count), digest }]))
}

async function postgresDigests(reader: BulkReader, form: FedForm): Promise<Map<string, Digest>> {
  const digests = new Map<string, Digest>()
  for (const { period, version } of await readChunks(reader, form)) {
    const [row] = await reader.query<{ rows: string; digest: string }>(
      `SELECT ${digestSql(form.table, 'postgres')} FROM (${rowsSql(form, version, { period })}) AS wide`,
    )
    const { rows, digest } = digests.get(period) ?? NOTHING
    digests.set(period, {
      rows: rows + Number(row?.rows ?? 0),
      digest: String(BigInt(digest) + BigInt(row?.digest ?? 0)),
    })
  }
  return digests
}

async function differentUnits(
  query: AnalyticsQuery,
  reader: BulkReader,
  form: FedForm,
  period: string,
): Promise<string[]> {
  const ours = await query<UnitHash>(
    `SELECT unit_id::VARCHAR AS unit, ${rowHashSql(form.table, 'duckdb')} AS hash
       FROM ${quoteIdentifier(form.table.name)} WHERE period = $1`,
    [period],
  )
  const theirs: UnitHash[] = []
  for (const { version } of form.versions)
    theirs.push(
      ...(await reader.query<UnitHash>(
        `SELECT unit_id::text AS unit, ${rowHashSql(form.table, 'postgres')} AS hash
           FROM (${rowsSql(form, version, { period })}) AS wide`,
      )),
    )
  const [here, there] = [hashesByUnit(ours), hashesByUnit(theirs)]
  const units = [...new Set([...here.keys(), ...there.keys()])].sort()
  return units.filter((unit) => here.get(unit) !== there.get(unit)).slice(0, UNITS_AT_MOST)
}

type UnitHash = Record<'unit' | 'hash', string>

/** All rows of a unit, whatever their order. */
function hashesByUnit(rows: readonly UnitHash[]): Map<string, string> {
  const hashes = new Map<string, string[]>()
  for (const { unit, hash } of rows) hashes.set(unit, [...(hashes.get(unit) ?? []), hash])
  return new Map([...hashes].map(([unit, own]) => [unit, own.sort().join()]))
}
