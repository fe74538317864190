import type { AnalyticsStore, AnalyticsWriter, TableDeclaration } from '#platform/analytics'
import type { BulkReader } from '#platform/postgres'

/** What the store says of itself, written with the rows in one transaction. */
export interface FeedState {
  /** Of which database it is; another one's transactions have other numbers. */
  readonly origin: string
  /** Of the forms, and so of the tables. */
  readonly shape: string
  /** The snapshot of PostgreSQL whose rows it holds. */
  readonly snapshot: string
  /** When that snapshot was taken, ISO. */
  readonly fedAt: string
}

const STATE: TableDeclaration = {
  name: 'feed_state',
  columns: [
    { name: 'origin', type: 'text', required: true },
    { name: 'shape', type: 'text', required: true },
    { name: 'snapshot', type: 'text', required: true },
    { name: 'fed_at', type: 'text', required: true },
  ],
}

export async function createFeedState(writer: AnalyticsWriter, state: FeedState): Promise<void> {
  await writer.createTable(STATE)
  await writer.run('INSERT INTO feed_state VALUES ($1, $2, $3, $4)', [
    state.origin,
    state.shape,
    state.snapshot,
    state.fedAt,
  ])
}

export async function updateFeedState(writer: AnalyticsWriter, state: FeedState): Promise<void> {
  await writer.run('UPDATE feed_state SET snapshot = $1, fed_at = $2', [state.snapshot, state.fedAt])
}

/** Null: the store is not built. */
export async function readFeedState(store: AnalyticsStore): Promise<FeedState | null> {
  if (!store.isBuilt) return null
  const rows = await store.query<FeedState>(
    'SELECT origin, shape, snapshot, fed_at AS "fedAt" FROM feed_state',
  )
  return rows[0] ?? null
}

/** Raise it when the same rows of PostgreSQL would give other rows of the store. */
const FEED_VERSION = 1

/** Columns `origin`, `shape`, `snapshot` and `fedAt`: PostgreSQL as the transaction that asks sees it. */
export const CURRENT_STATE_SQL = `
  (SELECT system_identifier FROM pg_control_system()) || '/' || (SELECT timeline_id FROM pg_control_checkpoint()) || '/' ||
    (SELECT oid FROM pg_database WHERE datname = current_database()) AS origin,
  '${FEED_VERSION}/' || md5((SELECT string_agg(concat_ws(' ', code, version, digest), ',' ORDER BY code, version)
    FROM statistics_form)) AS shape,
  pg_current_snapshot()::text AS snapshot,
  to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "fedAt"`

export async function readCurrentState(reader: BulkReader): Promise<FeedState> {
  const [row] = await reader.query<FeedState & Record<string, string>>(`SELECT ${CURRENT_STATE_SQL}`)
  if (row === undefined) throw new Error('PostgreSQL did not say who it is')
  // Without a form there is nothing to agree on.
  return { origin: row.origin, shape: row.shape ?? '', snapshot: row.snapshot, fedAt: row.fedAt }
}

/** False: another database, another past of this one, or other forms; nothing can be taken over from where it stands. */
export function canGoOn(known: FeedState, now: FeedState): boolean {
  return known.origin === now.origin && known.shape === now.shape && nextOf(known) <= nextOf(now)
}

/** The first transaction that a snapshot `xmin:xmax:xip,…` knew nothing of. */
function nextOf({ snapshot }: FeedState): bigint {
  return BigInt(snapshot.split(':')[1] ?? '0')
}
