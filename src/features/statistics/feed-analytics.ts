import { sql } from 'kysely'
import type { Logger } from 'pino'
import {
  AnalyticsBroken,
  quoteIdentifier,
  type AnalyticsStore,
  type AnalyticsWriter,
  type TableDeclaration,
} from '#platform/analytics'
import { TIMEKEEPER } from '#platform/http'
import { inReadOnlyTransaction, readInBulk, type BulkReader, type Database } from '#platform/postgres'
import type { Kysely } from 'kysely'
import { changedIn, changedKeysSql, rowsSql } from './feed-rows-sql.ts'
import {
  CURRENT_STATE_SQL,
  canGoOn,
  createFeedState,
  readCurrentState,
  readFeedState,
  updateFeedState,
  type FeedState,
} from './feed-state.ts'
import { fedFormsOf, type FedForm } from './feed-tables.ts'

/** The columnar store and where its rows come from. */
export interface AnalyticsPlace {
  readonly store: AnalyticsStore
  /** Of the application's role: row-level security lets the timekeeper read every filing. */
  readonly databaseUrl: string
  readonly db: Kysely<Database>
  readonly log: Logger
}

export interface Fed {
  /** nothing: no filing or register row has changed since. */
  readonly did: 'nothing' | 'took changes' | 'rebuilt'
  /** Rows written into the store. */
  readonly rows: number
  readonly fedAt: string
}

/** With more changed filings than this a new file is quicker, and better ordered, than changing the old one. */
const REBUILD_BEYOND = 300_000

interface Flight {
  /** What runs, and the one that waits for it: whoever asks now must see what is committed now. */
  running: Promise<unknown>
  waiting: Promise<Fed> | null
}
const flights = new WeakMap<AnalyticsStore, Flight>()

/**
 * Takes over what was committed since the last time; builds the store when there is none, or another database's, or one of
 * other forms. Everything that was committed before the call is in the store after it. Calls at once share the work.
 */
export function feedAnalytics(place: AnalyticsPlace): Promise<Fed> {
  const waiting = flights.get(place.store)?.waiting ?? null
  if (waiting !== null) return waiting
  const fed = afterRunning(place, () => {
    const own = flights.get(place.store)
    if (own !== undefined) own.waiting = null
    return feedOnce(place)
  })
  const own = flights.get(place.store)
  if (own !== undefined) own.waiting = fed
  return fed
}

/** Builds the store from nothing, into a new file; the old one answers until it is there. */
export function rebuildAnalytics(place: AnalyticsPlace): Promise<Fed> {
  return afterRunning(place, () =>
    readInBulk(place.databaseUrl, TIMEKEEPER, (reader) => rebuildFrom(place, reader)),
  )
}

/** One at a time: feeding, rebuilding, verifying. */
export function afterRunning<T>(place: AnalyticsPlace, work: () => Promise<T>): Promise<T> {
  const flight = flights.get(place.store) ?? { running: Promise.resolve(), waiting: null }
  flights.set(place.store, flight)
  const result = flight.running.then(work)
  flight.running = result.catch(() => undefined)
  return result
}

async function feedOnce(place: AnalyticsPlace): Promise<Fed> {
  const known = await knownState(place)
  if (known !== null && !(await hasChanged(place, known)))
    return { did: 'nothing', rows: 0, fedAt: known.fedAt }
  return readInBulk(place.databaseUrl, TIMEKEEPER, (reader) => feedFrom(place, reader))
}

/** Brings the store to the reader's snapshot. */
export async function feedFrom(place: AnalyticsPlace, reader: BulkReader): Promise<Fed> {
  const known = await knownState(place)
  const now = await readCurrentState(reader)
  if (known === null || !canGoOn(known, now)) return rebuildFrom(place, reader)
  const changed = await readChanges(reader, await readFedForms(reader), known.snapshot)
  if (changed.filings > REBUILD_BEYOND) return rebuildFrom(place, reader)
  let rows = 0
  try {
    await place.store.write(async (writer) => {
      rows = 0
      for (const form of changed.forms) rows += await takeChanges(writer, reader, form, known.snapshot)
      await updateFeedState(writer, now)
    })
  } catch (error) {
    if (!(error instanceof AnalyticsBroken)) throw error
    return rebuildFrom(place, reader)
  }
  return { did: rows === 0 && changed.filings === 0 ? 'nothing' : 'took changes', rows, fedAt: now.fedAt }
}

async function rebuildFrom(place: AnalyticsPlace, reader: BulkReader): Promise<Fed> {
  const started = performance.now()
  const now = await readCurrentState(reader)
  const forms = await readFedForms(reader)
  let rows = 0
  await place.store.rebuild(async (writer) => {
    for (const form of forms) {
      await writer.createTable(form.table)
      // Period by period: small files on the way, and rows of one period beside one another.
      const chunks = await readChunks(reader, form)
      rows += await writer.loadCsvs(
        form.table,
        chunks.map(
          ({ period, version }) =>
            (file) =>
              reader.copyToFile(rowsSql(form, version, { period }), file),
        ),
      )
    }
    await createFeedState(writer, now)
  })
  const milliseconds = Math.round(performance.now() - started)
  place.log.info({ rows, milliseconds }, 'the columnar store was built')
  return { did: 'rebuilt', rows, fedAt: now.fedAt }
}

/** Null: nothing that can be gone on from. */
async function knownState({ store }: AnalyticsPlace): Promise<FeedState | null> {
  try {
    return await readFeedState(store)
  } catch (error) {
    if (error instanceof AnalyticsBroken) return null
    throw error
  }
}

/** One question with indexes, because it comes before every query of the store. */
async function hasChanged({ db }: AnalyticsPlace, known: FeedState): Promise<boolean> {
  const changed = changedIn(known.snapshot)
  return inReadOnlyTransaction(db, TIMEKEEPER, async (tx) => {
    const { rows } = await sql<FeedState & { changed: boolean }>`
      SELECT EXISTS (SELECT FROM statistics_filing WHERE ${sql.raw(changed)})
          OR EXISTS (SELECT FROM statistics_filing_past WHERE ${sql.raw(changed)})
          OR EXISTS (SELECT FROM enterprise_state WHERE ${sql.raw(changed)}) AS changed,
        ${sql.raw(CURRENT_STATE_SQL)}`.execute(tx)
    const [now] = rows
    return now === undefined || now.changed || !canGoOn(known, now)
  })
}

export async function readFedForms(reader: BulkReader): Promise<FedForm[]> {
  return fedFormsOf(await reader.query<{ definition: unknown }>('SELECT definition FROM statistics_form'))
}

export async function readChunks(
  reader: BulkReader,
  form: FedForm,
): Promise<{ period: string; version: number }[]> {
  return reader.query<{ period: string; version: number }>(
    `SELECT period, form_version AS version FROM statistics_filing WHERE form = $1 AND final
     UNION SELECT period, form_version FROM statistics_filing_past WHERE form = $1 ORDER BY period, version`,
    [form.code],
  )
}

async function readChanges(
  reader: BulkReader,
  forms: readonly FedForm[],
  since: string,
): Promise<{ forms: FedForm[]; filings: number }> {
  const counted: { form: FedForm; filings: number }[] = []
  for (const form of forms) {
    const [row] = await reader.query<{ filings: string }>(
      `SELECT count(*) AS filings FROM (${changedKeysSql(form, since)}) AS changed`,
    )
    counted.push({ form, filings: Number(row?.filings ?? 0) })
  }
  return {
    forms: counted.filter(({ filings }) => filings > 0).map(({ form }) => form),
    filings: counted.reduce((sum, { filings }) => sum + filings, 0),
  }
}

const CHANGED: TableDeclaration = {
  name: 'changed_filing',
  columns: [
    { name: 'unit_id', type: 'uuid', required: true },
    { name: 'period', type: 'text', required: true },
  ],
}

/** All rows of the filings that changed go, and come again as PostgreSQL has them now. */
async function takeChanges(
  writer: AnalyticsWriter,
  reader: BulkReader,
  form: FedForm,
  since: string,
): Promise<number> {
  const table = quoteIdentifier(form.table.name)
  await writer.createTemporaryTable(CHANGED)
  await writer.loadCsv(CHANGED, (file) => reader.copyToFile(changedKeysSql(form, since), file))
  await writer.run(
    `DELETE FROM ${table} USING changed_filing AS changed
      WHERE ${table}.unit_id = changed.unit_id AND ${table}.period = changed.period`,
  )
  await writer.dropTemporaryTable(CHANGED)
  let rows = 0
  for (const { version } of form.versions)
    rows += await writer.loadCsv(form.table, (file) =>
      reader.copyToFile(rowsSql(form, version, { since }), file),
    )
  return rows
}
