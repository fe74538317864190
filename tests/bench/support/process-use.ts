import { readFile } from 'node:fs/promises'
import pg from 'pg'

/** What a server has used: of its own process and of the database's processes for it. Linux only; elsewhere null. */
export interface ProcessUse {
  readonly cpuMs: number
  readonly databaseCpuMs: number
}

/** A tick of /proc is a hundredth of a second. */
const TICK_MS = 10
const PAGE_MB = 4096 / 1024 / 1024

/** Adds up what the connections of one database have used, those that have ended included as far as they were seen. */
export class UseMeter {
  readonly #pid: number
  readonly #database: string
  readonly #client: pg.Client
  readonly #ticks = new Map<number, number>()

  private constructor(pid: number, database: string, client: pg.Client) {
    this.#pid = pid
    this.#database = database
    this.#client = client
  }

  static async open(pid: number, database: string, url: string): Promise<UseMeter> {
    const client = new pg.Client({ connectionString: url, application_name: 'bench meter' })
    await client.connect()
    return new UseMeter(pid, database, client)
  }

  async read(): Promise<ProcessUse | null> {
    const own = await ticksOf(this.#pid)
    if (own === null) return null
    const { rows } = await this.#client.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = $1 and application_name <> 'bench meter'",
      [this.#database],
    )
    for (const { pid } of rows) {
      const ticks = await ticksOf(pid)
      if (ticks !== null) this.#ticks.set(pid, ticks)
    }
    const database = [...this.#ticks.values()].reduce((sum, ticks) => sum + ticks, 0)
    return { cpuMs: own * TICK_MS, databaseCpuMs: database * TICK_MS }
  }

  async close(): Promise<void> {
    await this.#client.end()
  }
}

/** Memory that a process holds now, in MB; null where the system does not tell. */
export async function residentMb(pid: number): Promise<number | null> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => null)
  return statm === null ? null : Number(statm.split(' ')[1]) * PAGE_MB
}

/** The most that it ever held. */
export async function mostResidentMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const kb = status === null ? undefined : /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kb === undefined ? null : Number(kb) / 1024
}

async function ticksOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat === null) return null
  // The name in brackets may hold blanks; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}
