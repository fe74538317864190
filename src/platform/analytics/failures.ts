/** Another process, or another place of this one, has the store open. */
export class AnalyticsBusy extends Error {
  override readonly name = 'AnalyticsBusy'
  /** Of the process that has it; null when not told. */
  readonly pid: number | null

  constructor(pid: number | null) {
    super(
      `The columnar store is open ${pid === null ? 'elsewhere' : `in process ${pid}`}: only one process may have it. ` +
        'Ask that server, or stop it first.',
    )
    this.pid = pid
  }
}

/** There is no file that may be asked: rebuild first. */
export class AnalyticsNotBuilt extends Error {
  override readonly name = 'AnalyticsNotBuilt'

  constructor() {
    super('The columnar store holds nothing yet, or what it held could not be trusted: it must be rebuilt.')
  }
}

/** What lay in the file did not match its checksums; it is thrown away. Rebuild, then ask again. */
export class AnalyticsBroken extends Error {
  override readonly name = 'AnalyticsBroken'

  constructor(cause: unknown) {
    super('The file of the columnar store is damaged and was thrown away: it must be rebuilt.', { cause })
  }
}

export class AnalyticsTimeout extends Error {
  override readonly name = 'AnalyticsTimeout'

  constructor(timeoutMs: number) {
    super(`The query took longer than ${timeoutMs} ms and was stopped.`)
  }
}

/** `lost`: the file cannot be trusted; `fatal`: nor can the engine that had it open. */
export function severityOf(error: unknown): 'lost' | 'fatal' | 'other' {
  const text = error instanceof Error ? error.message : String(error)
  if (/^(FATAL|INTERNAL) Error|database has been invalidated/i.test(text)) return 'fatal'
  // Of DuckDB 1.5: checksums of blocks, cut files, unreadable headers and logs, contents that make no sense.
  if (
    /Corrupt database file|Could not read enough bytes|not a valid DuckDB database|WAL file|replaying WAL|Serialization Error|Could not read from file|was created with a(n)? (older|newer) version/i.test(
      text,
    )
  )
    return 'lost'
  return 'other'
}

export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && /^INTERRUPT Error/i.test(error.message)
}

/** The holder of a lock that DuckDB could not take; undefined when the failure is another. */
export function lockHolder(error: unknown): number | null | undefined {
  if (!(error instanceof Error) || !/Could not set lock on file/.test(error.message)) return undefined
  const pid = /\(PID (\d+)\)/.exec(error.message)?.[1]
  return pid === undefined ? null : Number(pid)
}
