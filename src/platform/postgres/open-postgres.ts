import { clusterOf } from './cluster-place.ts'
import { openEmbedded } from './embedded.ts'
import { openExternal } from './external.ts'
import type { Log } from './log.ts'
import { findPostmaster } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'

export interface OpenPostgresOptions {
  /** The folder with everything that is kept; made if it isn't there. */
  readonly dataDir: string
  /** Use this server instead of the embedded one. */
  readonly databaseUrl: string | null
  readonly log: Log
  /** Settings of the embedded server over its own, by PostgreSQL's names. Tests trade safety for speed with it. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface PostgresServer {
  /** For migrations and set-up: may do everything in the database; row-level security doesn't bind it. */
  readonly ownerUrl: string
  /** For everything else: the role `duoyuan_app`, bound by row-level security. */
  readonly appUrl: string
  readonly embedded: boolean
  /** Close your pools first. Stops the embedded server if no other process uses it; may be called twice. */
  stop(): Promise<void>
}

/**
 * Provides PostgreSQL: the server of `databaseUrl`, or the embedded one of the data folder, started, or joined when
 * another process runs it, or adopted when its process was killed. Throws DatabaseUnavailable with what to do.
 */
export async function openPostgres(options: OpenPostgresOptions): Promise<PostgresServer> {
  if (options.databaseUrl !== null) {
    const urls = await openExternal(options.dataDir, options.databaseUrl)
    return { ...urls, embedded: false, stop: () => Promise.resolve() }
  }
  return { ...(await openEmbedded(options.dataDir, options.log, options.settings ?? {})), embedded: true }
}

/** The embedded PostgreSQL that runs on a data folder now, whoever started it; null when none does. */
export async function findRunningPostgres(dataDir: string): Promise<Postmaster | null> {
  return findPostmaster(await clusterOf(dataDir))
}
